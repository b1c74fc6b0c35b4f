# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan as JSON. What it says is tested with what it is made of."""

from __future__ import annotations

import json

from tests.unit.plugins.plugin_utils import plan_report_cases as cases
from tests.unit.plugins.plugin_utils.report_cases import HOSTILE


def test_the_keys() -> None:
    made = cases.document(policy=cases.POLICY, changed=cases.MOVED)
    assert list(made) == ["version", "title", "timezone", "verdict", "allowed", "not_valid", "maintenance", "change"]
    assert (made["version"], made["timezone"]) == (1, "Europe/Berlin")
    assert list(made["maintenance"]["policy"]) == ["findings", "kept_free"]
    assert (made["maintenance"]["start"], made["maintenance"]["end"], made["maintenance"]["quiet_days"]) == (
        "2026-11-29T02:00:00+01:00",
        "2026-11-29T04:00:00+01:00",
        14,
    )


def test_names_are_as_the_api_has_them() -> None:
    text = cases.hostile("json")
    assert text.encode()
    assert {item["process_name"] for item in json.loads(text)["maintenance"]["disturbed"]} == {name or None for name in HOSTILE}


def test_half_of_a_pair_of_surrogates_can_be_written() -> None:
    text = cases.report("json", title="Half \ud83d of \U0001f4e6")
    assert "\U0001f4e6" in text.encode().decode()
    assert json.loads(text)["title"] == "Half \ud83d of \U0001f4e6"
