# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter report: its arguments, and what holds of every format."""

from __future__ import annotations

import json
import re
from datetime import datetime, timezone
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.filter import report as filters
from tests.unit.plugins.plugin_utils import report_cases as cases
from tests.unit.plugins.plugin_utils.report_cases import HOURLY, START, deployment, process

report = filters.FilterModule().filters()["report"]
FORMATS = ("html", "junit", "json", "markdown", "ical")
# What no reader can see, whatever the facts have.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def made(kind: str, processes: object = (), **more: Any) -> str:
    text: str = report(processes, kind, **{"start": START, **more})
    return text


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_arguments_make_the_same_text(kind: str) -> None:
    processes, findings = cases.hostile()
    assert made(kind, processes, findings=findings) == made(kind, processes, findings=findings)


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_unseen_is_written(kind: str) -> None:
    processes, findings = cases.hostile()
    text = made(kind, processes, findings=findings, title=cases.HOSTILE[0] + cases.HOSTILE[1], weeks=1, verdicts=cases.hostile_verdicts())
    assert not UNSEEN.search(text.replace("\r\n", "\n"))
    assert text.encode("utf-8").decode("utf-8") == text


@pytest.mark.parametrize("findings", [None, []])
@pytest.mark.parametrize(
    ("kind", "start"),
    [
        ("html", "<!DOCTYPE html>\n"),
        ("junit", "<?xml version='1.0' encoding='UTF-8'?>\n<testsuites "),
        ("json", '{\n  "version": 1,\n'),
        ("markdown", "# Boomi processes\n"),
        ("ical", "BEGIN:VCALENDAR\r\n"),
    ],
)
def test_a_report_on_nothing(kind: str, start: str, findings: object) -> None:
    assert made(kind, findings=findings).startswith(start)


def test_the_page_is_the_default() -> None:
    assert report([], start=START) == made("html")


def test_arguments_by_position() -> None:
    findings = [cases.finding()]
    given = ([process(1, deployment(HOURLY))], "ical", findings, "Orders", "Europe/Berlin", {"a1": "Asia/Tokyo"}, START, 2)
    named = dict(zip(("format", "findings", "title", "timezone", "atom_timezones", "start", "weeks"), given[1:]))
    assert report(*given) == report(given[0], **named)
    # Seven runs of the first day, one event for each of the next 13, and one for the day on which the two weeks end.
    assert report(*given).count("DTSTART") == 21
    assert "X-WR-CALNAME:Orders" in report(*given)
    assert "every hour\\, Asia/Tokyo time" in report(*given)
    # The viewer's zone comes last.
    assert json.loads(report(given[0], "json", None, "Orders", "Europe/Berlin", None, START, 2, "Asia/Kolkata"))["start"] == "2026-11-24T08:10:00+05:30"
    # And what ran after it.
    records = [{"execution_id": "x-01:00", "execution_time": "2026-11-24T01:00:04Z", "execution_duration": 90_000}]
    runs = json.loads(report(given[0], "json", None, "Orders", "UTC", None, START, 2, "UTC", [cases.verdict()], records))["runs"]
    assert (runs["summary"]["ran"], runs["rows"][0]["median_duration_minutes"]) == (1, 1.5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"format": "pdf"}, 'format is "pdf"; allowed are html, junit, json, markdown, ical'),
        ({"format": 5}, "format is 5; allowed are html, junit, json, markdown, ical"),
        ({"title": 5}, "title is 5; it must be text"),
        ({"weeks": 0}, "weeks is 0; it must be a whole number of 1 or more"),
        ({"weeks": "4"}, 'weeks is "4"; it must be a whole number of 1 or more'),
        ({"weeks": True}, "weeks is true; it must be a whole number of 1 or more"),
        ({"timezone": "Nowhere"}, 'timezone is "Nowhere"; allowed are IANA names such as UTC, Europe/Berlin or America/New_York'),
        (
            {"timezone": "runtime", "viewer_timezone": "runtime"},
            'viewer_timezone is "runtime"; allowed are IANA names such as UTC, Europe/Berlin or America/New_York',
        ),
        ({"viewer_timezone": 5}, "viewer_timezone is 5; it must be the name of a time zone such as Europe/Berlin"),
        ({"atom_timezones": ["x"]}, "atom_timezones is a list; it must be a mapping of runtime ids or names to time zones"),
        (
            {"atom_timezones": {"a": "Mars/Base"}},
            'atom_timezones.a is "Mars/Base"; allowed are IANA names such as UTC, Europe/Berlin or America/New_York',
        ),
        ({"start": "soon"}, 'start is "soon"; it must be a date and time such as 2026-11-24, 2026-11-24T08:15 or 2026-11-24T08:15:00+01:00'),
        ({"start": "9999-12-31"}, "start: too near to an end of the calendar, which goes from 1970 to 9999"),
        ({"verdicts": {}}, "the list of verdicts is a mapping; it must be what run_verdicts returns"),
        ({"findings": {}}, "findings is a mapping; it must be a list as the filter policy_findings returns it"),
    ],
)
def test_arguments_that_cannot_be_understood(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        report([], **arguments)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("zones", "shown", "start"),
    [
        ({}, "UTC", "2026-11-24T08:10:00+00:00"),
        ({"timezone": "Europe/Berlin"}, "Europe/Berlin", "2026-11-24T08:10:00+01:00"),
        ({"timezone": "runtime"}, "UTC", "2026-11-24T08:10:00+00:00"),
        ({"timezone": "runtime", "viewer_timezone": "Asia/Tokyo"}, "Asia/Tokyo", "2026-11-24T08:10:00+09:00"),
        ({"timezone": "Europe/Berlin", "viewer_timezone": "Asia/Tokyo"}, "Asia/Tokyo", "2026-11-24T08:10:00+09:00"),
    ],
)
def test_every_report_names_the_zone_of_its_moments(zones: dict[str, str], shown: str, start: str) -> None:
    document = json.loads(made("json", **zones))
    assert (document["timezone"], document["start"]) == (shown, start)
    assert f"times are in {shown}." in made("markdown", **zones)
    assert f"Times are in {shown}." in made("html", **zones)


def test_facts_that_cannot_be_understood() -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        report([process(1), "text"])
    assert str(caught.value) == 'processes[1] is "text"; it must be a process: a mapping with id, name and process_schedules'


def test_the_current_minute_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 11, 24, 8, 10, 59, 5, tzinfo=timezone.utc)
    monkeypatch.setattr(filters, "now", lambda: moment)
    assert json.loads(report([], "json"))["start"] == "2026-11-24T08:10:00+00:00"
