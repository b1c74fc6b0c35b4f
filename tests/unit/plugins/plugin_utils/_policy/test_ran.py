# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What rules demand of runs that really happened."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from tests.unit import filters as plugins
from tests.unit.plugins.plugin_utils.policy_cases import deployment, process

NOW = "2026-11-28T06:30:00Z"
ALIVE = {"atom_name": "prod-1", "atom_status": "ONLINE", "atom_status_detail": "ONLINE_RUNNING"}
# Each full hour, of which six are planned from midnight on, before the seventh may still come.
HOURLY = deployment("0 * * * * *", **ALIVE)


def record(hour: int, status: str = "COMPLETE", seconds: int = 10, **more: Any) -> dict[str, Any]:
    time = f"2026-11-28T{hour:02}:{seconds // 60:02}:{seconds % 60:02}Z"
    return {
        "execution_id": f"e{hour}",
        "execution_time": time,
        "status": status,
        "execution_type": "exec_sched",
        "process_id": "p1",
        "atom_id": "a1",
        "execution_duration": 1000,
        **more,
    }


def answer(*records: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "execution_records": list(records),
        "since": "2026-11-28T00:00:00Z",
        "until": NOW,
        "exhaustive": True,
        "source": "platform",
        **more,
    }


def found(runs: dict[str, Any], *records: dict[str, Any], facts: Any = None, rule: dict[str, Any] | None = None, **more: Any) -> list[tuple[str, str, str]]:
    policy = {"version": 1, "processes": [{"name": "Ran", "match": "*", "runs": runs, **(rule or {})}]}
    given = [process(HOURLY)] if facts is None else facts
    findings = plugins.policy_findings(given, policy, NOW, execution_records=answer(*records, **more))
    return [(finding["rule"], finding["severity"], finding["message"]) for finding in findings]


ALL = [record(hour) for hour in range(7)]


def test_all_ran() -> None:
    assert found({}, *ALL) == []
    assert found({"max_minutes_since_success": 60}, *ALL) == []


def test_missed_runs() -> None:
    assert found({}, *[each for each in ALL if each["execution_id"] not in ("e2", "e4")]) == [
        ("Ran.runs", "error", '"Order Intake" missed 2 of 7 planned runs on "prod-1", the last planned for 2026-11-28T04:00:00+00:00')
    ]


def test_a_run_that_is_too_late_is_missed() -> None:
    late = [*ALL[:3], record(3, seconds=600), *ALL[4:]]
    (missed,) = found({"late_after": 5}, *late)
    assert missed[2].startswith('"Order Intake" missed 1 of 7 planned runs')
    assert found({"late_after": 10}, *late) == []


@pytest.mark.parametrize(
    ("failures", "expected"),
    [
        ("deny", [("Ran.runs", "error", '"Order Intake" failed 2 of 7 planned runs on "prod-1", the last planned for 2026-11-28T05:00:00+00:00')]),
        ("warn", [("Ran.runs", "warning", '"Order Intake" failed 2 of 7 planned runs on "prod-1", the last planned for 2026-11-28T05:00:00+00:00')]),
        ("allow", []),
    ],
)
def test_failed_runs(failures: str, expected: list[tuple[str, str, str]]) -> None:
    records = [record(hour, "ERROR" if hour in (1, 5) else "COMPLETE") for hour in range(7)]
    assert found({"failures": failures}, *records) == expected


def test_what_is_tolerated_in_a_row() -> None:
    def failed(*hours: int) -> list[dict[str, Any]]:
        return [record(hour, "ABORTED" if hour in hours else "COMPLETE") for hour in range(7)]

    assert found({"tolerated_in_a_row": 1}, *failed(0, 2, 4, 6)) == []
    (finding,) = found({"tolerated_in_a_row": 1}, *failed(0, 3, 4))
    assert "failed 2 of 7" in finding[2]
    assert found({"tolerated_in_a_row": 2}, *failed(5, 6)) == []
    # What is not known neither ends a row nor goes on with it.
    strange = [record(hour, {3: "ABORTED", 4: "STRANGE", 5: "ABORTED"}.get(hour, "COMPLETE")) for hour in range(7)]
    (finding,) = found({"tolerated_in_a_row": 1}, *strange)
    assert "failed 2 of 7" in finding[2]


def test_discarded_and_stuck_runs() -> None:
    records = [*ALL[:4], record(4, "DISCARDED"), record(5, "INPROCESS", execution_duration=None), ALL[6]]
    assert found({"max_runtime": 30}, *records) == [
        ("Ran.runs", "error", '"Order Intake" had 1 of 7 planned runs discarded on "prod-1", the last planned for 2026-11-28T04:00:00+00:00'),
        ("Ran.runs", "error", '"Order Intake" is stuck in 1 of 7 planned runs on "prod-1", the last planned for 2026-11-28T05:00:00+00:00'),
    ]
    assert [message for _rule, _severity, message in found({}, *records)] == [
        '"Order Intake" had 1 of 7 planned runs discarded on "prod-1", the last planned for 2026-11-28T04:00:00+00:00'
    ]


def test_the_time_since_the_last_success() -> None:
    records = [*ALL[:4], *[record(hour, "ERROR") for hour in (4, 5, 6)]]
    runs = {"failures": "allow", "max_minutes_since_success": 180}
    assert found(runs, *records) == [
        (
            "Ran.runs",
            "error",
            '"Order Intake" has had no success for more than 180 minutes on "prod-1", the last began at 2026-11-28T03:00:10Z',
        )
    ]
    assert found({**runs, "max_minutes_since_success": 240}, *records) == []
    none = [record(hour, "ERROR") for hour in range(7)]
    ((_rule, _severity, message),) = found(runs, *none)
    assert message.endswith('on "prod-1", and none in the records')
    # Records that do not go so far back, or may be fewer than there are, prove nothing.
    assert found({**runs, "max_minutes_since_success": 600}, *none) == []
    assert found(runs, *records, exhaustive=False) == []
    # A paused process needs no success.
    assert found(runs, *none, facts=[process(deployment("0 * * * * *", enabled=False, **ALIVE))]) == []


def test_what_is_not_known_is_no_finding() -> None:
    assert found({"max_minutes_since_success": 60}, source="spaces", exhaustive=False) == []
    assert found({}, exhaustive=False) == []
    assert found({}, *ALL[:2], facts=[process(deployment("0 * * * * *", atom_status="OFFLINE"))]) == []
    assert found({}, *ALL[:2], facts=[process(deployment("0 * * * * *", enabled=None, **ALIVE))]) == []


def test_only_the_runtimes_of_the_rule() -> None:
    other = deployment("0 * * * * *", "a2", **{**ALIVE, "atom_name": "prod-2"})
    facts = [process(HOURLY, other)]
    messages = [message for _rule, _severity, message in found({}, *ALL, facts=facts)]
    assert messages == ['"Order Intake" missed 7 of 7 planned runs on "prod-2", the last planned for 2026-11-28T06:00:00+00:00']
    assert found({}, *ALL, facts=facts, rule={"only_on": ["prod-1"]}) == []


def test_without_records_it_is_a_warning() -> None:
    policy = {"version": 1, "processes": [{"name": "Ran", "match": "*", "runs": {}}]}
    (finding,) = plugins.policy_findings([process(HOURLY)], policy, NOW)
    assert (finding["severity"], finding["process_id"]) == ("warning", None)
    assert finding["message"] == '"Ran".runs cannot be judged without the records of what ran: the role verify gets them with verify_runs=true'


def test_where_the_span_begins() -> None:
    policy = {"version": 1, "processes": [{"match": "*", "runs": {}}]}

    def planned(records: Any, **more: Any) -> int:
        (finding,) = plugins.policy_findings([process(HOURLY)], policy, NOW, execution_records=records, **more)
        number: int = finding["actual"]["planned"]
        return number

    assert planned(answer(*ALL[:5])) == 7
    assert planned(answer(*ALL[:5]), runs_start="2026-11-28T03:30Z") == 3
    with pytest.raises(AnsibleFilterError, match=r"^runs_start: is missing; records alone do not say when they begin"):
        plugins.policy_findings([process(HOURLY)], policy, NOW, execution_records=ALL)


@pytest.mark.parametrize(
    ("runs", "message"),
    [
        ([], "processes[0].runs is a list; it must be a mapping with any of late_after, max_runtime, max_minutes_since_success, tolerated_in_a_row, failures"),
        ({"late": 5}, "processes[0].runs.late is not a key of runs; "),
        ({"late_after": -1}, "processes[0].runs.late_after is -1; it must be a whole number from 0 to 1440"),
        ({"failures": "no"}, 'processes[0].runs.failures is "no"; allowed are allow, warn, deny'),
    ],
)
def test_what_is_refused(runs: Any, message: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        plugins.policy_findings([], {"version": 1, "processes": [{"match": "*", "runs": runs}]})
    assert str(caught.value).startswith(message)
