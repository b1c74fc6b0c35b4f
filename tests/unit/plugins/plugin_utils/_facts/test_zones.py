# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The zones of runtimes: whose word counts, and what is said where nobody knows."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Timetable
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import read_zones
from tests.unit import filters as plugins

DAILY = "0 8 * * * *"
REMEDY = "give it in atom_timezones, by the ID or the name of the runtime, or get the processes with include_runtimes=true"


def deployment(**facts: Any) -> Deployment:
    return Deployment(Timetable(), Timetable(), **facts)


@pytest.mark.parametrize(
    ("timezone", "given", "facts", "expected"),
    [
        ("Europe/Berlin", None, {"atom_id": "a", "atom_time_zone": "Asia/Tokyo"}, "Europe/Berlin"),
        ("Europe/Berlin", {"a": "Asia/Seoul"}, {"atom_id": "a", "atom_time_zone": "Asia/Tokyo"}, "Asia/Seoul"),
        ("Europe/Berlin", {"b": "Asia/Seoul"}, {"atom_id": "a"}, "Europe/Berlin"),
        ("runtime", None, {"atom_id": "a", "atom_time_zone": "Asia/Tokyo"}, "Asia/Tokyo"),
        ("runtime", None, {"atom_id": "a", "atom_time_zone": "GMT+02:00"}, "GMT+02:00"),
        ("runtime", {"tokyo-1": "Asia/Seoul"}, {"atom_id": "a", "atom_name": "tokyo-1", "atom_time_zone": "Asia/Tokyo"}, "Asia/Seoul"),
        # The ID says more than the name, which several runtimes may have.
        ("runtime", {"tokyo-1": "Asia/Seoul", "a": "UTC"}, {"atom_id": "a", "atom_name": "tokyo-1"}, "UTC"),
        ("runtime", None, {"atom_id": "a"}, None),
        ("runtime", {"b": "UTC"}, {"atom_id": "a", "atom_time_zone": None}, None),
        ("runtime", None, {"atom_id": "a", "atom_time_zone": "Mars/Base"}, None),
        ("runtime", None, {"atom_time_zone": "Asia/Tokyo"}, "Asia/Tokyo"),
    ],
)
def test_whose_word_counts(timezone: str, given: Any, facts: dict[str, str | None], expected: str | None) -> None:
    zones = read_zones(timezone, given)
    zone = zones.known(deployment(**facts))
    assert (zones.name, zone.name if zone else None) == (timezone, expected)


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"atom_id": "a", "atom_name": "prod-1"}, f'it is not known when the schedule on "prod-1" runs: its time zone is not known; {REMEDY}'),
        ({"atom_id": "a\n{{ x }}"}, f'it is not known when the schedule on "a\\n{{{{ x }}}}" runs: its time zone is not known; {REMEDY}'),
        (
            {"atom_id": "a", "atom_time_zone": "Mars/Base"},
            f'it is not known when the schedule on "a" runs: this machine has no time zone "Mars/Base"; {REMEDY}',
        ),
        (
            {},
            "it is not known when the schedule runs: a schedule without a runtime has no time zone of its own; "
            "give timezone as an IANA name such as Europe/Berlin",
        ),
    ],
)
def test_a_zone_that_is_not_known(item: dict[str, str], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Never that of the controller.
    monkeypatch.setenv("TZ", "Europe/Berlin")
    schedule = {"schedule": DAILY, **item}
    for ask in (
        lambda: plugins.next_runs(schedule, timezone="runtime"),
        lambda: plugins.runs_between(schedule, "2026-11-24", "2026-11-25", timezone="runtime"),
        lambda: plugins.count_runs(schedule, "2026-11-24", "2026-11-25", timezone="runtime"),
        lambda: plugins.describe_schedule(schedule, timezone="runtime"),
        lambda: plugins.to_ical(schedule, "Load", timezone="runtime"),
        lambda: plugins.running_within(schedule, "* 8 * * * *", timezone="runtime"),
    ):
        with pytest.raises(AnsibleFilterError) as caught:
            ask()
        assert str(caught.value) == message


def test_the_zone_of_a_runtime_on_which_nothing_runs_is_not_needed() -> None:
    items = [
        {"atom_id": "a", "schedule": []},
        {"atom_id": "b", "schedule": DAILY, "enabled": False},
        {"atom_id": "c", "schedule": DAILY, "atom_time_zone": "Asia/Tokyo"},
    ]
    assert plugins.next_runs(items, after="2026-11-24", timezone="runtime") == ["2026-11-24T08:00:00+09:00"]
    with pytest.raises(AnsibleFilterError, match='the schedule on "b" runs'):
        plugins.next_runs(items, after="2026-11-24", timezone="runtime", include_paused=True)


def test_words_of_several_zones() -> None:
    items = [
        {"atom_id": "a", "schedule": DAILY, "enabled": True, "atom_time_zone": "Europe/Berlin"},
        {"atom_id": "b", "schedule": "0 9 * * * *", "enabled": True, "atom_time_zone": "Asia/Tokyo"},
        {"atom_id": "c", "schedule": "0 9 * * * *", "enabled": False},
    ]
    told = "at 08:00 every day, Europe/Berlin time; at 09:00 every day, Asia/Tokyo time"
    assert plugins.describe_schedule(items[:2], timezone="runtime") == told
    assert plugins.describe_schedule(items, timezone="runtime", atom_timezones={"c": "UTC"}) == f"{told}; paused: at 09:00 every day, UTC time"
    assert plugins.describe_schedule(items[:1], timezone="Europe/Berlin", atom_timezones={"a": "UTC"}) == "at 08:00 every day, UTC time"
    assert plugins.describe_schedule(items[:1]) == "at 08:00 every day"
