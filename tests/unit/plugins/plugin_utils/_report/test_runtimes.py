# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runtimes in reports: whether they are alive, and whose clock they keep."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._report import runtimes as about
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import ShownDeployment
from tests.unit.plugins.plugin_utils.report_cases import HOURLY, deployment, process, report_on, runtime

NIGHT = [{"minutes": "30", "hours": "2"}]
# A zone of the TZ database's form that no machine has.
NOWHERE = "Mars/Olympus"


def on(zone: str | None, **more: Any) -> dict[str, Any]:
    """A schedule on a runtime that is called as its zone."""
    return deployment(NIGHT, **{"atom_id": f"id-{zone}", "atom_name": zone, **runtime("ONLINE", "ONLINE_RUNNING", zone), **more})


def shown(*deployments: dict[str, Any], **more: Any) -> tuple[ShownDeployment, ...]:
    return report_on([process(1, *deployments)], **{"timezone": "runtime", **more}).processes[0].deployments


def runs(each: ShownDeployment) -> list[str]:
    return [moment.isoformat() for moment in each.next_runs]


@pytest.mark.parametrize(
    ("start", "berlin", "new_york"),
    [
        # New York goes to summer time on 8 March: 02:30 does not exist. Berlin does on 29 March.
        ("2026-03-07T12:00", ["03-08T02:30:00+01:00", "03-09T02:30:00+01:00", "03-10T02:30:00+01:00"], ["03-09T02:30:00-04:00", "03-10T02:30:00-04:00"]),
        ("2026-03-28T12:00", ["03-30T02:30:00+02:00", "03-31T02:30:00+02:00", "04-01T02:30:00+02:00"], ["03-29T02:30:00-04:00", "03-30T02:30:00-04:00"]),
        # And back: Berlin on 25 October, when 02:30 occurs twice, New York on 1 November.
        ("2026-10-24T12:00", ["10-25T02:30:00+02:00", "10-26T02:30:00+01:00", "10-27T02:30:00+01:00"], ["10-25T02:30:00-04:00", "10-26T02:30:00-04:00"]),
        ("2026-10-31T12:00", ["11-01T02:30:00+01:00", "11-02T02:30:00+01:00", "11-03T02:30:00+01:00"], ["11-01T02:30:00-05:00", "11-02T02:30:00-05:00"]),
    ],
)
def test_two_runtimes_over_the_clock_changes(start: str, berlin: list[str], new_york: list[str]) -> None:
    first, second = shown(on("Europe/Berlin"), on("America/New_York"), start=start, viewer_timezone="Europe/Berlin")
    assert runs(first) == [f"2026-{moment}" for moment in berlin]
    assert [moment.isoformat() for moment in second.local_runs][:2] == [f"2026-{moment}" for moment in new_york]
    # The same moments, on the clock of the reader.
    assert second.next_runs == second.local_runs
    assert {moment.utcoffset() for moment in second.next_runs} <= {moment.utcoffset() for moment in first.next_runs}


def test_both_clocks_are_shown_where_they_differ() -> None:
    deployments = (on("Europe/Berlin"), on("America/New_York"), on("GMT+02:00"), on("Asia/Tokyo"), on("UTC", enabled=False))
    report = report_on([process(1, *deployments)], timezone="runtime", viewer_timezone="Europe/Berlin")
    assert [about.other_clock(each, report) for each in report.processes[0].deployments] == [
        "",
        "02:30 in America/New_York",
        "02:30 in GMT+02:00",
        "Wed 25 Nov 02:30 in Asia/Tokyo",
        "",
    ]
    assert [each.words for each in report.processes[0].deployments][1:3] == [
        "at 02:30 every day, America/New_York time",
        "at 02:30 every day, GMT+02:00 time",
    ]


def test_the_reader_is_elsewhere_than_all_runtimes() -> None:
    report = report_on([process(1, deployment(NIGHT))], timezone="America/New_York", viewer_timezone="Asia/Kolkata")
    (each,) = report.processes[0].deployments
    assert (report.zone.name, report.start.isoformat()) == ("Asia/Kolkata", "2026-11-24T08:10:00+05:30")
    assert (each.words, runs(each)[0]) == ("at 02:30 every day, America/New_York time", "2026-11-24T13:00:00+05:30")
    assert about.other_clock(each, report) == "02:30 in America/New_York"


def test_a_zone_that_is_not_known() -> None:
    for reported in (None, "", NOWHERE, "IST"):
        report = report_on([process(1, on("UTC"), on(reported)), process(2, deployment(NIGHT, atom_id=None))], timezone="runtime")
        known, unknown = report.processes[0].deployments
        (nowhere,) = report.processes[1].deployments
        assert (known.left_out, known.runs_7_days, known.state) == (False, 7, "pause not asked")
        for each in (unknown, nowhere):
            assert (each.zone, each.left_out, each.state, each.words) == (None, True, "pause not asked", "at 02:30 every day, time zone not known")
            assert (each.next_runs, each.local_runs, each.runs_24_hours, each.runs_7_days, bool(each.schedule)) == ((), (), 0, 0, False)
        assert (report.counts["zone_not_known"], report.counts["runs_7_days"], sum(map(sum, report.heat))) == (2, 7, 7)
        assert [lane.runtime for lane in report.lanes] == ["UTC"]


def test_what_does_not_run_is_not_left_out() -> None:
    never = [{"days_of_month": "31", "months": "2"}]
    several = (deployment(NIGHT, enabled=False), deployment([]), deployment(never), deployment([{"minutes": "60"}]))
    bad_retry = deployment(NIGHT, retry={"schedule": [{"minutes": "60"}], "max_retry": 1})
    assert [each.left_out for each in shown(*several, bad_retry)] == [False] * 5
    assert about.left_out(report_on([process(1, *several, bad_retry)], timezone="runtime")) is None


def test_the_given_zones_override_those_of_the_facts() -> None:
    by_name, by_id, own = shown(on("Europe/Paris"), on(NOWHERE), on("Asia/Tokyo"), atom_timezones={"Europe/Paris": "UTC", f"id-{NOWHERE}": "Europe/Berlin"})
    assert [each.zone.name for each in (by_name, by_id, own) if each.zone] == ["UTC", "Europe/Berlin", "Asia/Tokyo"]
    # One name for all does, too.
    assert [each.zone.name for each in shown(on("Europe/Paris"), on(None), timezone="Asia/Tokyo") if each.zone] == ["Asia/Tokyo"] * 2


def test_a_runtime_is_shown_once_with_all_its_environments() -> None:
    places = [{"env_id": "e1"}, {"env_id": "e2", "env_name": "Test"}, {"env_id": "e1", "env_name": "Production"}, {"env_id": None, "env_name": None}]
    first = process(1, *(deployment(HOURLY, **each, **runtime(None)) for each in places))
    more = [
        deployment([], atom_name="One", **runtime("WARNING", "CLUSTER_ISSUE", "Europe/Paris")),
        deployment(HOURLY, enabled=False),
        deployment([{"minutes": "?"}]),
    ]
    other = [deployment(HOURLY, atom_id=None, atom_name="No id", **runtime("OFFLINE")), deployment(HOURLY, atom_id=None)]
    one, two = report_on([first, process(2, *more, *other)], timezone="runtime").runtimes
    assert (one.name, one.atom_id, one.atom_name) == ("One", "a1", "One")
    assert one.environments == (("e1", "Production"), ("e2", "Test"))
    assert (one.status, one.status_detail, one.alive, one.reported) == ("WARNING", "CLUSTER_ISSUE", True, "Europe/Paris")
    assert (one.schedules, one.not_scheduled, one.paused, one.left_out) == (7, 1, 1, 4)
    assert (two.name, two.atom_id, two.alive, two.schedules) == ("No id", None, False, 1)


def test_the_zone_of_a_runtime() -> None:
    report = report_on([process(1, on("GMT+02:00"), on(NOWHERE), on(None), on("Asia/Tokyo"))], timezone="runtime", atom_timezones={"id-None": "UTC"})
    assert [(each.zone.name if each.zone else None, each.reported) for each in report.runtimes] == [
        ("GMT+02:00", "GMT+02:00"),
        (None, NOWHERE),
        ("UTC", None),
        ("Asia/Tokyo", "Asia/Tokyo"),
    ]


def test_those_that_start_no_schedules_come_first() -> None:
    told = {"b": "ONLINE", "a": "ONLINE", "d": "OFFLINE", "e": None, "c": "UNKNOWN", "f": "WARNING"}
    report = report_on([process(1, *(deployment(HOURLY, atom_id=name, **runtime(status)) for name, status in told.items()))])
    assert [each.name for each in about.worst_first(report.runtimes)] == ["c", "d", "e", "a", "b", "f"]
    assert about.not_online(report.runtimes) == 2
    assert report.has_status
    assert not report_on([process(1, deployment(HOURLY, **runtime(None, None, "UTC")))]).has_status


@pytest.mark.parametrize(
    ("status", "detail", "says"),
    [
        ("ONLINE", "ONLINE_RUNNING", "running"),
        ("ONLINE", "RESTARTING", "restarting, starts no schedules"),
        ("ONLINE", "ONLINE_STARTING", "starting, starts no schedules yet"),
        ("OFFLINE", "OFFLINE", "no contact"),
        ("OFFLINE", "OFFLINE_NOT_STOPPED", "no contact, was not stopped"),
        ("OFFLINE", None, "no contact"),
        ("ONLINE", None, ""),
        ("UNKNOWN", "UNKNOWN", "Boomi does not know it"),
        ("ONLINE", "SOMETHING_NEW", "SOMETHING_NEW"),
        (None, None, ""),
    ],
)
def test_a_detail_in_words(status: str | None, detail: str | None, says: str) -> None:
    assert about.detail_in_words(status, detail) == says
    # The words say that no schedules start exactly where that is so, though Boomi is in contact.
    (each,) = report_on([process(1, deployment(HOURLY, **runtime(status, detail)))]).runtimes
    assert (status == "ONLINE" and each.alive is False) is ("starts no schedules" in says)


def test_the_note_on_schedules_that_are_left_out() -> None:
    missing = about.left_out(report_on([process(1, on(NOWHERE))], timezone="runtime"))
    assert missing
    assert missing.sentence == "1 schedule has no next runs here and is in no count of runs: its time zone is not known."
    assert ([each.name for each in missing.runtimes], missing.more) == ([NOWHERE], 0)
    assert missing.remedy == "Give the time zone of each of these runtimes in atom_timezones, by ID or name."

    unasked = report_on(
        [process(1, *(deployment(NIGHT, atom_id=f"a{number:02}") for number in range(12)), deployment(NIGHT, atom_id=None))], timezone="runtime"
    )
    missing = about.left_out(unasked)
    assert missing
    assert missing.sentence == "13 schedules have no next runs here and are in no count of runs: their time zones are not known."
    assert ([each.name for each in missing.runtimes], missing.more) == ([f"a{number:02}" for number in range(10)], 2)
    assert missing.remedy == (
        "Give the time zone of each of these runtimes in atom_timezones, by ID or name, or get the processes with include_runtimes=true. "
        "A schedule without a runtime has no time zone of its own: give timezone as an IANA name."
    )

    missing = about.left_out(report_on([process(1, deployment(NIGHT, atom_id=None))], timezone="runtime"))
    assert missing
    assert (missing.runtimes, missing.remedy) == ([], "A schedule without a runtime has no time zone of its own: give timezone as an IANA name.")
    assert about.left_out(report_on([process(1, on(NOWHERE))])) is None
