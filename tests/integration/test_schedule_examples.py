# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples in the documentation of the filters and tests run as they stand, and what fails says what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.documentation import examples, plugins
from tests.integration.playing import environment, play

TASKS: dict[str, list[dict[str, Any]]] = {name: yaml.safe_load(examples(name)) for name in plugins("filter", "test")}


@pytest.mark.once
@pytest.mark.parametrize("name", TASKS)
def test_a_plugin_checks_a_value_in_its_examples(name: str) -> None:
    assert any("ansible.builtin.assert" in task for task in TASKS[name])


@pytest.mark.slow
def test_examples_run(tmp_path: Path) -> None:
    tasks = [task for tasks in TASKS.values() for task in tasks]
    for task in tasks:
        copy = task.get("ansible.builtin.copy")
        if copy:
            copy["dest"] = str(tmp_path / Path(copy["dest"]).name)
    done = play(tasks, tmp_path, environment()).check()
    assert f"ok={len(tasks)} " in done.output
    assert b"\r\nBEGIN:VEVENT\r\n" in (tmp_path / "order-intake.ics").read_bytes()


ERRORS = {
    "{'minutes': '0-59/'} | boomi.spaces.next_runs": 'minutes is "0-59/": "0-59/" has none of the allowed forms; allowed are *,',
    "{'daysOfWeek': 'MON'} | boomi.spaces.describe_schedule": 'days_of_week is "MON": "MON" has none of the allowed forms',
    "[] | boomi.spaces.next_runs(-1)": "count is -1; it must be a whole number of 0 or more",
    "[] | boomi.spaces.next_runs(timezone='Europe/Nowhere')": 'timezone is "Europe/Nowhere"; allowed are IANA names',
    "'0 9 2 1-7 * *' | boomi.spaces.to_cron": "cron runs on the days that match either",
    "no_such_variable | boomi.spaces.next_runs": "'no_such_variable' is undefined",
    "{'name': 'Load', 'process_schedules': [{'schedule': [{'hours': '24'}], 'atom_name': 'eu-1'}]} | boomi.spaces.next_runs": (
        'the schedule of "Load" on "eu-1" is not valid: hours is "24": "24" is out of range; allowed are *,'
    ),
    "({'hour': '1'} is boomi.spaces.scheduled)": 'an entry of a schedule has no field "hour"',
}


def test_errors_are_one_sentence(tmp_path: Path) -> None:
    tasks = [{"ansible.builtin.debug": {"msg": "{{ " + expression + " }}"}, "ignore_errors": True} for expression in ERRORS]
    done = play(tasks, tmp_path, environment())
    # ansible-core before 2.19 shows the result of a failed task as JSON.
    text = " ".join(done.output.split()).replace('\\"', '"')
    assert text.endswith(f"ignored={len(ERRORS)}")
    for message in ERRORS.values():
        assert message in text
    assert "Traceback" not in text


def test_in_select_selectattr_map_and_when(tmp_path: Path) -> None:
    processes = [
        {"name": "a", "process_schedules": [{"schedule": [{"minutes": "0", "hours": "8"}], "enabled": True}]},
        {"name": "b", "process_schedules": []},
        {"name": "c", "process_schedules": [{"schedule": [{"minutes": "0-59/"}], "enabled": False}]},
    ]
    checks = [
        "processes | select('boomi.spaces.scheduled') | map(attribute='name') | list == ['a', 'c']",
        "processes | select('boomi.spaces.paused') | map(attribute='name') | list == ['c']",
        "processes | selectattr('process_schedules', 'boomi.spaces.same_schedule_as', '0 8 * * * *', invalid='skip') | list == processes[:1]",
        "processes | map('boomi.spaces.describe_schedule', invalid='skip') | list == ['at 08:00 every day', 'not scheduled', 'not valid']",
        "processes | selectattr('name', 'eq', 'a') | boomi.spaces.next_runs(after='2026-11-24') == ['2026-11-24T08:00:00+00:00']",
        "processes | map(attribute='process_schedules') | flatten | boomi.spaces.count_runs('2026-11-24', '2026-12-24', invalid='skip') == 30",
        "(processes | boomi.spaces.next_runs(2, after='2026-11-24', invalid='skip')) | type_debug == 'list'",
    ]
    tasks: list[dict[str, Any]] = [
        {"ansible.builtin.assert": {"that": checks}, "when": "processes[0] is boomi.spaces.scheduled", "vars": {"processes": processes}},
        {
            "ansible.builtin.fail": {"msg": "it does not run then"},
            "when": "processes is boomi.spaces.running_within('* 20 * * * *', invalid='skip')",
            "vars": {"processes": processes},
        },
    ]
    assert "skipped=1 " in play(tasks, tmp_path, environment()).check().output
