# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The verdicts counted by process and runtime."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils._runs.run_cases import NIGHT, absent, answer, item, process, record, verdicts

NONE = dict.fromkeys(("ran", "late", "failed", "running", "stuck", "discarded", "overlapped", "waiting", "missed", "unknown", "unplanned"), 0)


def row(**changed: Any) -> dict[str, Any]:
    """The row of a process that did not run."""
    return {
        "process_id": "p1",
        "process_name": "Load",
        "instance_id": "i1",
        "env_id": "e1",
        "atom_id": "a1",
        "planned": 0,
        **NONE,
        "reasons": {},
        "last_success": None,
        "longest_gap_minutes": None,
        "median_duration_minutes": None,
        "p95_duration_minutes": None,
        "zone_offset_minutes": None,
        **changed,
    }


def test_each_verdict_is_counted() -> None:
    planned = [item(verdict=verdict, status="ERROR") for verdict in ("ran_late", "ran_failed", "running", "stuck", "discarded", "waiting")]
    planned += [absent("overlapped", "earlier_run"), absent("missed", "online_now"), absent("missed", "later_record")]
    planned += [absent("unknown", reason) for reason in ("zone", "dst", "dst")]
    others = [item(verdict="unplanned", expected_at=None, status="ERROR"), absent("unknown", "zone", expected_at=None)]
    counts = {**dict.fromkeys(NONE, 1), "ran": 0, "missed": 2, "unknown": 4}
    assert plugins.run_summary([*planned, *others]) == [row(planned=12, **counts, reasons={"dst": 2, "zone": 2})]


def test_processes_and_runtimes_in_the_order_of_the_items() -> None:
    items = [item(atom_id="a2"), item(process_id="p0"), item(), item(atom_id="a2"), item(instance_id="i2")]
    found = plugins.run_summary(iter(items))
    assert [(each["process_id"], each["instance_id"], each["atom_id"], each["ran"]) for each in found] == [
        ("p1", "i1", "a2", 2),
        ("p0", "i1", "a1", 1),
        ("p1", "i1", "a1", 1),
        ("p1", "i2", "a1", 1),
    ]
    assert plugins.run_summary([]) == []


def test_durations_of_successes() -> None:
    minutes = [*range(1, 20), 100]
    items = [item(execution_id=f"x{each}") for each in minutes]
    failed = item(execution_id="failed", status="ERROR", verdict="ran_failed")
    records = [record(execution=f"x{each}", execution_duration=each * 60_000) for each in minutes]
    records += [record(execution="x100", execution_duration=1)] * 3
    records += [record(execution="failed", execution_duration=9e6), record(execution="of another"), record(execution=None)]
    (found,) = plugins.run_summary([*items, failed], answer(*records))
    # Of twenty, ten took up to 10 minutes, and nineteen up to 19.
    assert (found["median_duration_minutes"], found["p95_duration_minutes"]) == (10.5, 19)
    (found,) = plugins.run_summary(items[:1], [record(execution="x1", execution_duration=None, recorded_date=f"{NIGHT}T02:00:33Z")])
    assert (found["median_duration_minutes"], found["p95_duration_minutes"]) == (0.5, 0.5)
    (found,) = plugins.run_summary(items[:1], [record(execution="x1", execution_duration=None)])
    assert found["median_duration_minutes"] is None


def gap(*items: dict[str, Any]) -> tuple[Any, Any]:
    (found,) = plugins.run_summary(items)
    return found["last_success"], found["longest_gap_minutes"]


def test_the_last_success_and_the_longest_time_without_one() -> None:
    def at(clock: str, **more: Any) -> dict[str, Any]:
        return item(started_at=f"{NIGHT}T{clock}Z", expected_at=f"{NIGHT}T{clock[:5]}:00+00:00", **more)

    assert gap(at("02:00:00")) == (f"{NIGHT}T02:00:00Z", 0)
    assert gap(at("04:00:30"), at("02:00:00", status="COMPLETE_WARN"), at("03:00:00")) == (f"{NIGHT}T04:00:30Z", 60)
    failed = at("04:30:00", verdict="ran_failed", status="ERROR")
    assert gap(at("02:00:00"), at("03:00:00"), failed) == (f"{NIGHT}T03:00:00Z", 90)
    assert gap(failed) == (None, None)
    # Nothing is said of the time of what is not known, or not yet.
    later = f"{NIGHT}T09:00:00+00:00"
    assert gap(at("02:00:00"), absent("waiting", None, expected_at=later), absent("unknown", "dst", expected_at=later)) == (f"{NIGHT}T02:00:00Z", 0)
    assert gap(at("02:00:00"), absent("missed", "online_now", expected_at=later)) == (f"{NIGHT}T02:00:00Z", 420)
    # A success that was not planned is one.
    assert gap(at("02:00:00"), at("03:00:00", verdict="unplanned") | {"expected_at": None}) == (f"{NIGHT}T03:00:00Z", 60)


def test_by_how_much_the_zone_is_wrong() -> None:
    nights = [record(f"2026-11-{day}T02:30:03Z", execution=f"x{day}") for day in (25, 26, 27)]
    found = verdicts([process("0 8 * * * *")], answer(*nights, since="2026-11-20T00:00:00Z"), "2026-11-25", "2026-11-28")
    (summary,) = plugins.run_summary(found)
    assert (summary["unplanned"], summary["missed"], summary["zone_offset_minutes"]) == (3, 3, -330)


@pytest.mark.parametrize(
    ("given", "records", "sentence"),
    [
        (5, None, "the list of verdicts is 5; it must be what run_verdicts returns"),
        ([5], None, "verdicts[0] is 5; it must be an item of run_verdicts"),
        ([{}], None, "verdicts[0].verdict is null; allowed are ran, ran_late, ran_failed, "),
        ([item(verdict="fine")], None, 'verdicts[0].verdict is "fine"; allowed are ran, '),
        ([item(process_name=5)], None, "verdicts[0].process_name is 5; it must be text or null"),
        ([item(started_at="soon")], None, 'verdicts[0].started_at is "soon"; it must be a date and time such as '),
        ([item(expected_at="2026-11-28")], None, 'verdicts[0].expected_at is "2026-11-28 00:00:00"; it must have an offset, '),
        ([item()], {}, "execution_records: there is no list execution_records; it must be the registered result of execution_record_info, "),
        ([item()], [5], "execution_records[0] is 5; it must be a mapping with execution_id and execution_duration"),
        ([item()], [record(execution_duration=[])], "execution_records: execution_duration is a list; it must be a number of milliseconds or null"),
    ],
)
def test_what_is_refused(given: Any, records: Any, sentence: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        plugins.run_summary(given, records)
    assert str(caught.value).startswith(sentence)
