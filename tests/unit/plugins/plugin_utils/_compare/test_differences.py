# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How deployments differ: between environments, among runtimes, and in what is not known."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.plugins.plugin_utils._compare.compare_cases import DAILY, findings, label, on, process, told

SAME_AS_DAILY: Any = [{"minutes": "0-0", "hours": "08", "days_of_week": "1-7", "months": ""}]
NEVER = "0 8 * 31 2 *"
LOAD = label(process())


def test_equal_on_any_number_of_runtimes() -> None:
    assert findings(process(on("t1"), on("p1", SAME_AS_DAILY), on("p2"), on("p3"))) == []
    assert findings(process(on("t1", []), on("t2", NEVER), on("p1", []))) == []


def test_deployed_on_some_of_the_runtimes_only() -> None:
    other = process(on("t1"), on("p1"), on("p2"), on("p3"), process_id="q", name="Other")
    (found,) = findings(process(on("t1"), on("p2")), other)
    assert (found["rule"], found["severity"], found["env_id"], found["atom_id"]) == ("deployed", "error", "e-p", None)
    assert found["message"] == f'{LOAD} is deployed on 1 of the 3 runtimes of "Production": not on "runtime p1" and "runtime p3"'
    assert (found["expected"], found["actual"]) == ("on 1 of 1 runtime", "on 1 of 3 runtimes")
    (found,) = findings(process(on("t1"), on("p2"), on("p3")), other)
    assert found["atom_id"] == "p1"
    assert findings(process(on("t1"), on("p2")), other, keys=["schedule"]) == []


def test_extra_and_missing_runs() -> None:
    (found,) = findings(process(on("t1", "0 8,9 * * * *"), on("p1", "0 9,10 * * * *")))
    assert found["message"] == f'{LOAD} runs at other times in "Production" than in "Test". Extra runs: at 10:00 every day; missing runs: at 08:00 every day'
    assert found["expected"]["words"] == "at 08:00 and 09:00 every day"
    assert [entry["hours"] for entry in found["actual"]["entries"]] == ["9,10"]
    assert (found["rule"], found["env_id"], found["atom_id"]) == ("schedule", "e-p", "p1")
    (found,) = findings(process(on("t1", DAILY), on("p1", [])))
    assert found["message"].endswith(". Missing runs: at 08:00 every day")
    assert found["actual"] == {"words": "not scheduled", "entries": []}
    (found,) = findings(process(on("t1", []), on("p1", DAILY)))
    assert found["message"].endswith(". Extra runs: at 08:00 every day")


def test_many_differences_are_not_told() -> None:
    odd = [{"minutes": str(hour * 2 + 1), "hours": str(hour), "days_of_month": str(hour + 1)} for hour in range(24)]
    (found,) = findings(process(on("t1", []), on("p1", odd)))
    assert found["message"].endswith(". Extra runs: at many times")
    assert len(found["actual"]["entries"]) == 24


def test_retries() -> None:
    def retried(atom: str, schedule: list[dict[str, str]], max_retry: int = 5) -> dict[str, Any]:
        return on(atom, retry={"schedule": schedule, "max_retry": max_retry})

    assert told(process(retried("t1", [], 1), retried("p1", [{"minutes": "0", "hours": "8"}], 3))) == [
        ("retry", "error", f'{LOAD} is retried at other times in "Production" than in "Test". Extra retries: at 08:00 every day'),
        ("max_retry", "error", f'{LOAD} is retried up to 1 time in "Test", but up to 3 in "Production"'),
    ]
    assert told(process(retried("t1", [{"minutes": "x"}]), retried("p1", []))) == [
        ("retry", "error", f'{LOAD} has different schedules of retries: "x * * * * *" (not valid) in "Test", none in "Production"')
    ]


@pytest.mark.parametrize(("first", "second", "states"), [(False, True, ("paused", "enabled")), (True, False, ("enabled", "paused"))])
@pytest.mark.parametrize("schedule", [DAILY, []])
def test_a_pause(first: bool, second: bool, states: tuple[str, str], schedule: Any) -> None:
    (found,) = findings(process(on("t1", schedule, enabled=first), on("p1", schedule, enabled=second)))
    assert (found["rule"], found["severity"], found["expected"], found["actual"]) == (
        "enabled",
        "error",
        *("running" if each else "paused" for each in (first, second)),
    )
    assert found["message"] == f'{LOAD} is {states[0]} in "Test", but {states[1]} in "Production"'


def test_an_unknown_status_is_a_warning() -> None:
    text = "its status is not known (gather the facts with include_status=true)"
    both = process(on("t1", enabled=None), on("p1", enabled=None))
    assert told(both) == [("enabled", "warning", f'{LOAD} may be paused in "Test" and in "Production": {text}')]
    (found,) = findings(process(on("t1", enabled=False), on("p1", enabled=None)))
    assert (found["severity"], found["expected"], found["actual"], found["env_id"], found["atom_id"]) == ("warning", "paused", None, "e-p", "p1")
    # What is known is compared all the same.
    mixed = process(on("t1"), on("p1", enabled=None), on("p2", enabled=False))
    assert told(mixed) == [
        ("enabled", "warning", f'{LOAD} may be paused on "runtime p1" in "Production": {text}'),
        ("enabled", "error", f'{LOAD} is enabled in "Test", but paused on "runtime p2" in "Production"'),
    ]
    assert told(both, keys=["schedule", "deployed", "retry", "max_retry"]) == []


def test_an_unknown_status_of_what_nothing_starts() -> None:
    assert findings(process(on("t1", [], enabled=True), on("p1", [], enabled=None))) == []
    # Retries can be paused, and so can what the other environment schedules.
    retry = {"schedule": [{"minutes": "0"}], "max_retry": 5}
    assert [each["severity"] for each in findings(process(on("t1", [], retry=retry), on("p1", [], retry=retry, enabled=None)))] == ["warning"]
    assert len(findings(process(on("t1"), on("p1", [], enabled=None)), keys=["enabled"])) == 1


def test_an_unknown_number_of_retries_is_a_warning() -> None:
    (found,) = findings(process(on("t1", max_retry=3), on("p1", max_retry=None)))
    assert (found["rule"], found["severity"], found["expected"], found["actual"]) == ("max_retry", "warning", 3, None)
    assert found["message"] == f'{LOAD} has a number of retries that is not known in "Production"'


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("0-59/ 8 * * * *", DAILY, '"0-59/ 8 * * * *" (not valid) in "Test", "0 8 * * * *" in "Production"'),
        (DAILY, [{"minutes": "61", "hours": "8"}], '"0 8 * * * *" in "Test", "61 8 * * * *" (not valid) in "Production"'),
        ([], [{"minutes": "61"}], 'none in "Test", "61 * * * * *" (not valid) in "Production"'),
        ("x * * * * *", "y * * * * *", '"x * * * * *" (not valid) in "Test", "y * * * * *" (not valid) in "Production"'),
    ],
)
def test_a_schedule_that_is_not_valid_is_compared_as_text(first: Any, second: Any, sentence: str) -> None:
    assert told(process(on("t1", first), on("p1", second))) == [("schedule", "error", f"{LOAD} has different schedules: {sentence}")]
    assert findings(process(on("t1", second), on("p1", second))) == []


def test_runtimes_of_one_environment_differ() -> None:
    given = process(on("t1"), on("p1"), on("p2", enabled=False))
    assert told(given) == [("enabled", "error", f'{LOAD} is enabled in "Test", but paused on "runtime p2" in "Production"')]
    # The value that both have is what the others are held against.
    (found,) = findings(process(on("t1", enabled=False), on("t2"), on("p1")))
    assert found["message"] == f'{LOAD} is enabled on "runtime t2" in "Test", but paused on "runtime t1" in "Test"'
    assert (found["env_id"], found["atom_id"], found["expected"], found["actual"]) == ("e-t", "t1", "running", "paused")


def test_both_environments_differ_within() -> None:
    given = process(on("t1", max_retry=1), on("t2", max_retry=2), on("p1", max_retry=3), on("p2", max_retry=4))
    where = f'{LOAD} is retried up to 1 time on "runtime t1" in "Test", but up to'
    assert [text for dummy, dummy2, text in told(given)] == [
        f'{where} 3 on "runtime p1" in "Production"',
        f'{where} 4 on "runtime p2" in "Production"',
        f'{where} 2 on "runtime t2" in "Test"',
    ]


def test_two_deployments_on_one_runtime() -> None:
    assert [each["rule"] for each in findings(process(on("t1"), on("p1"), on("p1", max_retry=1)))] == ["max_retry"]
