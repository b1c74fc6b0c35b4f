# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options about runs: what they become, and what cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.verdicts import Limits
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.options import WATCH_SPEC, runs_asked_from
from tests.unit.asking import failure

LOGIN = Connection(account_id="account", username="user", api_token="token", space_guid="space")


def asked(connection: Connection = LOGIN, **changed: Any) -> Any:
    return runs_asked_from({**{name: spec.get("default") for name, spec in WATCH_SPEC.items()}, **changed}.get, connection)


def test_runs_are_not_watched_by_default() -> None:
    assert asked() is None


def test_the_defaults() -> None:
    found = asked(include_runs=True)
    assert (found.interval, found.limits, found.tolerated_in_a_row, found.zones.name) == (300, Limits(), 0, "runtime")


def test_options_become_limits_and_zones() -> None:
    found = asked(include_runs=True, late_after=0, max_runtime=60, tolerated_in_a_row=3, timezone="UTC", atom_timezones={"a": "Asia/Tokyo"})
    assert (found.limits, found.tolerated_in_a_row) == (Limits(late_after=0, max_runtime=60), 3)
    assert (found.zones.name, found.zones.of_runtimes["a"].name) == ("UTC", "Asia/Tokyo")


@pytest.mark.parametrize("include_runs", [False, True])
@pytest.mark.parametrize("changed", [{"late_after": 1441}, {"max_runtime": 0}, {"tolerated_in_a_row": -1}, {"timezone": "IST"}, {"atom_timezones": {"a": 1}}])
def test_what_cannot_be_is_an_error_even_where_it_is_not_used(changed: dict[str, Any], include_runs: bool) -> None:
    error = failure(asked, include_runs=include_runs, **changed)
    assert error.kind == "usage"
    assert str(error).startswith(next(iter(changed)))
    assert str(error).endswith(".")


def test_a_login_for_the_spaces_api_alone_is_one_sentence() -> None:
    error = failure(asked, Connection(access_token="t", space_guid="space"), include_runs=True)
    assert error.kind == "usage"
    assert "the Spaces API does not say on which runtime a process ran, so no run is known to be missed." in str(error)
