# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of time zones that runtimes report."""

from __future__ import annotations

import zoneinfo
from datetime import datetime, timedelta

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils import _zones


@pytest.mark.parametrize(
    ("reported", "name", "hours"),
    [
        ("Europe/Berlin", "Europe/Berlin", 1),
        (" America/New_York ", "America/New_York", -5),
        ("EST5EDT", "EST5EDT", -5),
        ("Etc/GMT+2", "Etc/GMT+2", -2),
        ("UTC", "UTC", 0),
        ("GMT", "UTC", 0),
        ("Etc/UTC", "UTC", 0),
        ("GMT+02:00", "GMT+02:00", 2),
        ("GMT-5", "GMT-05:00", -5),
        ("GMT+0530", "GMT+05:30", 5.5),
        ("UTC-09:30", "GMT-09:30", -9.5),
        ("GMT+00:00", "UTC", 0),
    ],
)
def test_a_name_that_is_one(reported: str, name: str, hours: float) -> None:
    assert _zones.zone_name(reported) == name
    assert datetime(2026, 1, 15, tzinfo=_zones.rules_of(name)).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("reported", ["IST", "EST", "cst", "CET"])
def test_three_letters_are_ambiguous_even_where_the_database_has_them(reported: str) -> None:
    with pytest.raises(LookupError, match=_zones.AMBIGUOUS):
        _zones.zone_name(reported)


@pytest.mark.parametrize(
    "reported",
    [
        *("Mars/Olympus", "localtime", "posix/Europe/Berlin", "right/UTC", "posixrules", "Factory", "Europe", "../../etc/passwd", "/etc/localtime"),
        *("GMT+19:00", "GMT+02:60", "Europe/Berlin\0", "{{ 1 }}", "é", "zone.tab", "\ud800", "x" * 5000),
    ],
)
def test_a_name_that_is_none(reported: str) -> None:
    with pytest.raises(LookupError, match=_zones.UNKNOWN):
        _zones.zone_name(reported)


def test_a_machine_without_time_zone_data(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> zoneinfo.ZoneInfo:
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", none)
    monkeypatch.setattr(zoneinfo, "available_timezones", set)
    with pytest.raises(LookupError, match="no time zone data"):
        _zones.zone_name("Europe/Busingen")
    assert (_zones.zone_name("GMT+01:00"), _zones.zone_name("UTC")) == ("GMT+01:00", "UTC")
