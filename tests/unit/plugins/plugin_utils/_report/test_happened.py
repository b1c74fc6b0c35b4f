# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ran, by process and runtime, and the sentences on it."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._report import happened as about
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.happened import Happened
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.verdicts import VERDICTS
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import UTC, zone_of
from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils.report_cases import HOURLY, deployment, each_verdict, process, report_on, verdict

PROCESSES = [process(1, deployment(HOURLY, atom_name="prod-1", env_name="Production"), instance_name="INT")]


def happened(verdicts: Any, records: Any = None, processes: Any = None) -> Happened:
    made = report_on(PROCESSES if processes is None else processes, verdicts=verdicts, execution_records=records).happened
    assert made is not None
    return made


def test_without_verdicts_there_is_nothing() -> None:
    assert report_on(PROCESSES).happened is None
    assert report_on(PROCESSES, execution_records=[]).happened is None


def test_each_verdict_has_a_word_and_a_place() -> None:
    assert set(about.WORDS) == set(VERDICTS) == set(cases.VERDICTS)
    assert len(set(about.WORDS.values())) == len(VERDICTS)
    assert set(about.FAILURES) < set(VERDICTS)


def test_a_row_for_each_process_and_runtime() -> None:
    items = [*each_verdict(), verdict("ran", atom_id="a9", env_id="e9", instance_id=None), verdict("ran", process_id="p2", process_name=None)]
    records = [{"execution_id": "x-00:00", "execution_time": "2026-11-24T00:00:04Z", "execution_duration": 90_000}]
    what = happened(iter(items), records)
    first, second, third = what.rows
    assert (first.title, first.runtime, first.environment, first.owner.told()) == ("Process 1", "prod-1", "Production", "INT")
    assert (second.title, second.runtime, second.environment, second.owner.told()) == ("Process 1", "a9", "e9", "")
    assert third.title == "p2"
    assert (first.row["planned"], first.row["late"], first.row["median_duration_minutes"]) == (10, 1, 1.5)
    assert first.last_success
    assert first.last_success.isoformat() == "2026-11-24T10:00:04+00:00"
    assert dict(first.verdicts) == dict.fromkeys(VERDICTS, 1)
    assert (first.worst, first.fine, second.worst, second.fine) == ("missed", False, "ran", True)
    assert [run.verdict for run in first.odd] == list(VERDICTS[2:])
    assert (what.planned, what.verdicts["ran"], what.reasons, what.assumed) == (12, 3, {"incomplete_page": 1}, {"schedule_unchanged": 1})
    assert about.planned_in_words(what, zone_of("Europe/Berlin")) == "12 planned runs of 3 schedules, from Tue 24 Nov 01:00 to Tue 24 Nov 11:00"


def test_runs_are_in_order_of_time() -> None:
    items = [verdict("ran", "03:00"), verdict("missed", "01:00"), verdict("unplanned", "02:00"), verdict("unknown", expected_at=None, reason="zone")]
    (row,) = happened(items).rows
    assert [(run.verdict, run.reason) for run in row.runs] == [
        ("unknown", "the time zone of the runtime is not known"),
        ("missed", "the runtime has reported a later run"),
        ("unplanned", ""),
        ("ran", ""),
    ]


def test_the_worst_rows_come_first() -> None:
    several = {"b": ["ran_late"], "c": ["missed"], "d": ["missed", "missed"], "e": ["waiting"], "a": ["unknown", "ran"], "f": ["ran"]}
    items = [verdict(kind, f"0{number}:00", process_id=name) for name, kinds in several.items() for number, kind in enumerate(kinds)]
    rows = about.worst_rows_first(happened(items).rows)
    assert [each.row["process_id"] for each in rows] == ["d", "c", "a", "b", "e", "f"]
    assert [each.fine for each in rows] == [False, False, False, False, True, True]


@pytest.mark.parametrize(
    ("kinds", "undecided"),
    [(["unknown"], True), (["unknown", "waiting"], True), (["waiting"], False), (["unknown", "ran"], False), (["unknown", "missed"], False)],
)
def test_a_row_of_which_nothing_is_known(kinds: list[str], undecided: bool) -> None:
    (row,) = happened([verdict(kind, f"0{number}:00") for number, kind in enumerate(kinds)]).rows
    assert row.undecided is undecided


def test_what_is_unknown_is_said_with_its_reasons() -> None:
    kinds = ["dst", "privilege", "privilege", "something new"]
    what = happened([verdict("unknown", f"0{number}:00", reason=kind) for number, kind in enumerate(kinds)])
    assert about.unknown_in_words(what) == (
        "4 runs are unknown: nobody can say whether they ran as planned. The reasons: "
        "there is no record at all, which may mean a missing privilege (2); a clock change repeats the minute (1); something new (1)."
    )
    one = happened([verdict("unknown", reason=None)])
    assert about.unknown_in_words(one) == "1 run is unknown: nobody can say whether they ran as planned."
    assert about.unknown_in_words(happened([verdict()])) == ""


def test_what_missed_runs_assume_is_said() -> None:
    assumed: list[list[str]] = [["schedule_unchanged"], ["schedule_unchanged", "view_result"], []]
    items = [verdict("missed", f"0{number}:00", assumed=each) for number, each in enumerate(assumed)]
    assert about.assumed_in_words(happened([*items, verdict("ran", "09:00", assumed=["view_result"])])) == (
        "Missed runs assume that the schedule was the same then, which the audit log does not prove (2 of 3); "
        "that the user may see the results of the environment (1 of 3)."
    )
    assert about.assumed_in_words(happened([verdict("missed", assumed=[])])) == ""


def test_a_wrong_time_zone_is_said() -> None:
    off = [verdict("unplanned", f"0{number}:00", reason="zone", delay_seconds=-3600) for number in range(3)]
    (row,) = happened(off).rows
    assert about.offset_in_words(row) == "runs start 60 min before their planned time: the assumed time zone is wrong"
    assert row.runs[0].reason == "the assumed time zone is wrong"
    (row,) = happened([verdict()]).rows
    assert about.offset_in_words(row) == ""


def test_verdicts_on_nothing() -> None:
    what = happened([])
    assert (what.rows, what.planned, what.first, what.last) == ((), 0, None, None)
    assert about.planned_in_words(what, UTC) == "0 planned runs of 0 schedules"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (5, "the list of verdicts is 5; it must be what run_verdicts returns"),
        (["text"], 'verdicts[0] is "text"; it must be an item of run_verdicts'),
        ([verdict("good")], 'verdicts[0].verdict is "good"; allowed are ran, ran_late'),
        ([verdict(expected_at="soon")], 'verdicts[0].expected_at is "soon"; it must be a date and time'),
    ],
)
def test_what_run_verdicts_does_not_return(given: object, message: str) -> None:
    with pytest.raises(GivenError) as caught:
        happened(given)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (None, ""),
        (0, "0 s"),
        (0.31, "19 s"),
        (1, "1 min"),
        (4.25, "4.2 min"),
        (30, "30 min"),
        (119, "119 min"),
        (120, "2 h"),
        (200, "3 h 20 min"),
        (2879, "47 h 59 min"),
        (2880, "2 d"),
        (3120, "2 d 4 h"),
    ],
)
def test_spans(minutes: float | None, text: str) -> None:
    assert about.span_text(minutes) == text
