# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a policy allows a maintenance."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.allowed import kept_free, maintenance_findings
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.choosing import ask
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.disturbed import disturbed
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import read_policy
from tests.unit.plugins.plugin_utils._plan import plan_oracle as oracle
from tests.unit.plugins.plugin_utils._plan.plan_cases import Case, cases
from tests.unit.plugins.plugin_utils.policy_cases import deployment, process

# 02:00 to 04:00 on a Sunday in Berlin.
NIGHT = ("2026-11-29T01:00Z", "2026-11-29T03:00Z")
MISSED = "would miss the window {} on 2026-11-29, since all its runs there are in the maintenance"


def judged(facts: Any, document: dict[str, Any], span: tuple[str, str] = NIGHT, timezone: str = "Europe/Berlin", **more: Any) -> list[Any]:
    given = {"durations": None, "atom_timezones": None, "match": "*", "atoms": None, "include_paused": False, "invalid": "fail", **more}
    question = ask(facts, *span, timezone=timezone, **given)
    return list(maintenance_findings(read_policy({"version": 1, "timezone": "Europe/Berlin", **document}), question, disturbed(question)))


def told(facts: Any, document: dict[str, Any], *more: Any, **options: Any) -> list[tuple[str, str, str]]:
    return [(each["rule"], each["severity"], each["message"].replace('"', "'")) for each in judged(facts, document, *more, **options)]


def window(match: str = "*", **demands: Any) -> dict[str, Any]:
    return {"windows": [{"name": "Load", "match": match, **demands}]}


BY_NIGHT = {"hours": "1-3"}
ONCE = [process(deployment("30 2 * * * *"))]


def test_a_window_in_which_nothing_would_run() -> None:
    (found,) = judged(ONCE, window(must_run=BY_NIGHT))
    assert found["rule"] == "Load.must_run"
    assert found["message"] == '"Order Intake" ' + MISSED.format('"Load"')
    assert (found["severity"], found["process_id"], found["atom_id"]) == ("error", "p1", None)
    assert found["actual"] == {"words": "no run on 2026-11-29", "days": ["2026-11-29"]}
    assert found["expected"]["entries"][0]["hours"] == "1-3"


@pytest.mark.parametrize(
    ("facts", "policy"),
    [
        pytest.param([process(deployment("30 1,2 * * * *"))], window(must_run=BY_NIGHT), id="another run of the window is outside"),
        pytest.param([process(deployment("30 5 * * * *"))], window(must_run=BY_NIGHT), id="it does not run there anyway"),
        pytest.param([process(deployment("30 2 2-6 * * *"))], window(must_run=BY_NIGHT), id="it does not run on that day"),
        pytest.param(ONCE, window("Load*", must_run=BY_NIGHT), id="the window is about others"),
        pytest.param(ONCE, {"windows": [{"match": "*", "except": "Order*", "must_run": BY_NIGHT}]}, id="the window excepts it"),
        pytest.param(ONCE, window(must_run={"hours": "2", "minutes": "0-10"}), id="the window overlaps, but not with its run"),
        pytest.param(ONCE, window(must_run={"hours": "1-3", "days_of_week": "2-7"}), id="the window is on other days"),
        pytest.param(ONCE, window(must_not_run=BY_NIGHT), id="a window that keeps the time free"),
        pytest.param([process(deployment("30 2 * * * *", enabled=False))], window(must_run=BY_NIGHT), id="it is paused"),
        pytest.param([process(deployment("30 2 * * * *"), deployment("45 1 * * * *", "a2"))], window(must_run=BY_NIGHT), id="it runs elsewhere before"),
        pytest.param(ONCE, {"max_starts_per_minute": 1, "processes": [{"match": "*", "max_runs_per_day": 1, "schedule": "30 2 * * * *"}]}, id="other demands"),
    ],
)
def test_what_is_allowed(facts: Any, policy: dict[str, Any]) -> None:
    assert judged(facts, policy) == []


def test_only_what_is_on_the_maintained_runtimes_stops() -> None:
    pair = [process(deployment("30 2 * * * *"), deployment("45 2 * * * *", "a2"))]
    assert told(pair, window(must_run=BY_NIGHT)) == [("Load.must_run", "error", "'Order Intake' " + MISSED.format("'Load'"))]
    assert judged(pair, window(must_run=BY_NIGHT), atoms=["a2"]) == []


def test_what_is_not_known_is_a_warning() -> None:
    unknown = (
        "'Order Intake' may miss the window 'Load' on 2026-11-29, since all its runs there are in the maintenance, and it is not known whether its schedule"
    )
    expected = [("Load.must_run", "warning", f"{unknown} is enabled")]
    assert told([process(deployment("30 2 * * * *", enabled=None))], window(must_run=BY_NIGHT)) == expected
    # Perhaps the other one still runs.
    assert told([process(deployment("30 2 * * * *"), deployment("45 1 * * * *", "a2", enabled=None))], window(must_run=BY_NIGHT)) == expected
    # Perhaps it was the only one, but then nothing changes.
    assert judged([process(deployment("30 2 * * * *", enabled=None), deployment("45 1 * * * *", "a2"))], window(must_run=BY_NIGHT)) == []
    assert judged([process(deployment("30 2 * * * *", enabled=False), deployment("45 1 * * * *", "a2", enabled=None))], window(must_run=BY_NIGHT)) == []


def test_the_severity_of_a_window_and_the_order_of_the_policy() -> None:
    policy = {
        "windows": [
            {"name": "Second", "match": "*", "must_run": BY_NIGHT, "severity": "warning"},
            {"name": "Third", "match": "*", "must_run": BY_NIGHT, "severity": "info"},
        ],
        "processes": [{"name": "First", "match": "*", "max_minutes_between_runs": 1500}],
    }
    assert [each[:2] for each in told(ONCE, policy)] == [
        ("First.max_minutes_between_runs", "error"),
        ("Second.must_run", "warning"),
        ("Third.must_run", "info"),
    ]


def test_several_days() -> None:
    (found,) = judged(ONCE, window(must_run=BY_NIGHT), ("2026-11-27T23:00Z", "2026-12-02T23:00Z"))
    assert found["actual"]["days"] == [f"2026-{day}" for day in ("11-28", "11-29", "11-30", "12-01", "12-02")]
    assert "on 2026-11-28, 2026-11-29, 2026-11-30 and 2 more, since" in found["message"]


def test_clocks() -> None:
    tokyo = {"atom_timezones": {"a1": "Asia/Tokyo"}}
    # 10:30 in Tokyo is 02:30 in Berlin.
    facts = [process(deployment("30 10 * * * *"))]
    assert [each[0] for each in told(facts, window(must_run=BY_NIGHT), **tokyo)] == ["Load.must_run"]
    own = {**window(must_run={"hours": "10"}), "timezone": "runtime"}
    assert [each[0] for each in told(facts, own, **tokyo)] == ["Load.must_run"]
    assert judged(facts, {**window(must_run=BY_NIGHT), "timezone": "runtime"}, **tokyo) == []
    # The clocks go back from 03:00 to 02:00: 02:30 runs the first time, at 00:30 UTC.
    assert judged(ONCE, window(must_run=BY_NIGHT), ("2026-10-25T01:00Z", "2026-10-25T02:00Z")) == []
    assert len(judged(ONCE, window(must_run=BY_NIGHT), ("2026-10-25T00:00Z", "2026-10-25T01:00Z"))) == 1


QUARTERS = [process(deployment("0-59/15 * * * * *"))]


def rule(**demands: Any) -> dict[str, Any]:
    return {"processes": [{"name": "Often", "match": "*", **demands}]}


def test_how_long_nothing_runs() -> None:
    (found,) = judged(QUARTERS, rule(max_minutes_between_runs=60))
    assert found["rule"] == "Often.max_minutes_between_runs"
    assert found["message"] == (
        '"Order Intake" would go 135 minutes without a run on "a1", from 2026-11-29 01:45 to 2026-11-29 04:00; at most 60 minutes are allowed'
    )
    assert (found["expected"], found["actual"], found["atom_id"]) == (60, 135, "a1")
    assert judged(QUARTERS, rule(max_minutes_between_runs=135)) == []
    assert len(judged(QUARTERS, rule(max_minutes_between_runs=134))) == 1
    # That is so without the maintenance.
    assert judged(QUARTERS, rule(max_minutes_between_runs=10)) == []
    assert judged(QUARTERS, {"processes": [{"match": "*", "only_on": ["a2"], "max_minutes_between_runs": 60}]}) == []


def test_how_long_nothing_runs_while_it_counts() -> None:
    early = rule(max_minutes_between_runs=60, during={"hours": "0-2"})
    (found,) = judged(QUARTERS, early)
    # From 01:45 to 03:00.
    assert found["actual"] == 75
    assert found["expected"] == {"words": "at most 60 minutes from 00:00 to 02:59 every day", "minutes": 60, "entries": found["expected"]["entries"]}
    assert found["message"].endswith("at most 60 minutes are allowed from 00:00 to 02:59 every day")
    assert judged(QUARTERS, rule(max_minutes_between_runs=75, during={"hours": "0-2"})) == []
    assert judged(QUARTERS, rule(max_minutes_between_runs=60, during={"hours": "8-18"})) == []


def test_how_long_nothing_succeeds() -> None:
    (found,) = judged(QUARTERS, rule(runs={"max_minutes_since_success": 100}))
    assert found["rule"] == "Often.runs"
    assert "would go 135 minutes without a success" in found["message"]
    assert judged(QUARTERS, rule(runs={"max_minutes_since_success": 135})) == []
    assert judged(QUARTERS, rule(runs={"late_after": 5})) == []


def test_a_schedule_that_ends() -> None:
    """What never ran before, or never runs again, breaks the rule without the maintenance."""
    assert judged([process(deployment("30 2 * 29 11 2026"))], rule(max_minutes_between_runs=60)) == []


def test_minutes_that_are_kept_free() -> None:
    def free(facts: Any, *windows: dict[str, Any], timezone: str = "Europe/Berlin", **zones: str) -> list[dict[str, Any]]:
        question = ask(facts, *NIGHT, None, "Europe/Berlin", zones, "*", None, False, "fail")
        return kept_free(read_policy({"version": 1, "timezone": timezone, "windows": list(windows)}), question)

    sunday = {"name": "Sunday", "match": "*", "must_not_run": {"days_of_week": "1", "hours": "3-5"}}
    assert free(ONCE, sunday) == [{"name": "Sunday", "match": "*", "minutes": 60}]
    assert free(ONCE, {**sunday, "match": "Load*"}) == []
    assert free(ONCE, {**sunday, "must_not_run": {"days_of_week": "2"}}) == []
    assert free(ONCE, {"match": "*", "must_run": {"hours": "2"}}) == []
    # On the clocks of the runtimes the most of any: 10:00 to 12:00 in Tokyo.
    both = [process(deployment("30 2 * * * *"), deployment("30 2 * * * *", "a2"))]
    assert free(both, {"match": "*", "must_not_run": {"hours": "11"}}, timezone="runtime", a2="Asia/Tokyo") == [{"name": None, "match": "*", "minutes": 60}]
    assert free(both, {"match": "*", "must_not_run": {"hours": "11"}}, a2="Asia/Tokyo") == []


@pytest.mark.slow
@given(case=cases(), first=st.integers(0, 23), length=st.integers(0, 5))
def test_as_by_looking_at_each_minute(case: Case, first: int, length: int) -> None:
    """A window of UTC: a process misses a day of it exactly if it has runs there, all of which are in the maintenance."""
    note(str(case))
    last = min(23, first + length)
    question = ask(case.facts, case.start, case.end.isoformat(), None, "runtime", case.zones, "*", None, False, "fail")
    policy = read_policy({"version": 1, "windows": [{"match": "*", "must_run": {"hours": f"{first}-{last}"}}]})
    found = {(each["process_id"], each["severity"]): each["actual"] for each in maintenance_findings(policy, question, disturbed(question))}
    # Of each run in the window whether it is in the maintenance, and whether its schedule is known to be enabled.
    inside: dict[str, dict[str, list[tuple[bool, bool]]]] = {}
    for each in oracle.deployed(case.facts, case.zones, [], case.day, paused_too=False):
        for start in (start for start in each.starts if first <= start.hour <= last):
            runs = inside.setdefault(each.process["id"], {}).setdefault(start.date().isoformat(), [])
            runs.append((case.start <= start < case.end, each.item["enabled"] is True))
    expected: dict[tuple[str, str], list[str]] = {}
    for process_id, days in inside.items():
        for day, runs in sorted(days.items()):
            known, left, known_left = any(sure for dummy, sure in runs), any(not hit for hit, dummy in runs), any(sure and not hit for hit, sure in runs)
            if known and not left:
                expected.setdefault((process_id, "error"), []).append(day)
            elif not known_left and (known or not left):
                expected.setdefault((process_id, "warning"), []).append(day)
    assert {key: actual["days"] for key, actual in found.items()} == expected
