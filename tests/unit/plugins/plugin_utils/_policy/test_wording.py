# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words and data that findings share."""

from __future__ import annotations

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Timetable
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import Window
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.wording import ScheduleTexts, counted, listed, place, window_name
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of


def test_a_schedule_as_data_is_made_once() -> None:
    texts = ScheduleTexts()
    eight = schedule_of("0 8 * * * *")
    entry = {"minutes": "0", "hours": "8", "days_of_week": "*", "days_of_month": "*", "months": "*", "years": "*"}
    assert texts.data(eight) == {"words": "at 08:00 every day", "entries": [entry]}
    assert texts.data(eight) is texts.data(eight)
    assert texts.data(schedule_of([])) == {"words": "not scheduled", "entries": []}


def test_the_place_of_a_deployment() -> None:
    one = Deployment(Timetable(), Timetable(), atom_id="a1", env_name="Production")
    assert place(one) == ' on "a1"'
    assert place(one._replace(atom_name='frank"furt')) == ' on "frank\\"furt"'
    assert place(one._replace(atom_id=None)) == ""


def test_the_name_of_a_window() -> None:
    assert window_name(Window("windows[3]", "*", 'Night "1"')) == 'the window "Night \\"1\\""'
    assert window_name(Window("windows[3]", "*")) == "the window windows[3]"


def test_counts_and_lists() -> None:
    assert [counted(number, "minute") for number in (0, 1, 2)] == ["0 minutes", "1 minute", "2 minutes"]
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"], 3) == "a, b and c"
    assert listed(["a", "b", "c"], 2) == "a, b and 1 more"
    assert listed([str(number) for number in range(12)]) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more"
