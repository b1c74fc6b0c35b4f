# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The test valid_schedule, which never fails."""

from __future__ import annotations

import pytest
from jinja2 import StrictUndefined, UndefinedError

from ansible_collections.boomi.spaces.plugins.test.valid_schedule import TestModule as Plugin
from ansible_collections.boomi.spaces.plugins.test.valid_schedule import valid_schedule


@pytest.mark.parametrize("value", ["0 8 * * * *", {"hours": "8"}, {"schedule": []}, {"process_schedules": None}, [], None])
def test_valid(value: object) -> None:
    assert valid_schedule(value) is True


@pytest.mark.parametrize("value", ["0 8", {"hours": "24"}, {"schedule": [{"hour": "8"}]}, {"schedule": [], "enabled": "no"}, [[]], 5, b"x"])
def test_not_valid(value: object) -> None:
    assert valid_schedule(value) is False


def test_an_undefined_variable_is_still_an_error() -> None:
    with pytest.raises(UndefinedError):
        valid_schedule(StrictUndefined(name="schedule"))


def test_ansible_finds_it() -> None:
    assert Plugin().tests() == {"valid_schedule": valid_schedule}
