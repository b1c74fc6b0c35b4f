# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter run_verdicts: its arguments."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.filter.run_verdicts import FilterModule, run_verdicts
from tests.unit.plugins.plugin_utils._runs.run_cases import NIGHT, NOW, answer, item, log, process, record, verdicts


def test_arguments_by_position() -> None:
    facts = {"processes": iter([process(schedule=[{"minutes": "0", "hours": "2"}])])}
    atoms = [{"id": "a1", "status": "ONLINE"}]
    found = run_verdicts(facts, answer(record("02:07:30")), NIGHT, f"{NIGHT}T06:00", 8, 450, 60, 1, atoms, log(), "UTC", {"a2": "Europe/Berlin"}, NOW)
    assert found == [item(started_at=f"{NIGHT}T02:07:30Z", delay_seconds=450)]


def test_now_is_now() -> None:
    began = (datetime.now(timezone.utc) - timedelta(days=1)).replace(hour=2, minute=0, second=3, microsecond=0)
    records = [record(began.strftime("%Y-%m-%dT%H:%M:%SZ"))]
    (found,) = run_verdicts([process()], records, began.date(), began.date() + timedelta(hours=24))
    assert found["verdict"] == "ran"
    old = began - timedelta(days=31)
    (found,) = run_verdicts([process()], records, old.date(), old.date() + timedelta(hours=24))
    assert found["reason"] == "retention"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"late_after": -1}, "late_after is -1; it must be a whole number from 0 to 1440"),
        ({"late_after": 1441}, "late_after is 1441; it must be a whole number from 0 to 1440"),
        ({"late_after": "5"}, 'late_after is "5"; it must be a whole number from 0 to 1440'),
        ({"on_time_within": -1}, "on_time_within is -1; it must be a whole number of 0 or more"),
        ({"max_runtime": 0}, "max_runtime is 0; it must be a whole number of 1 or more"),
        ({"reporting_lag": True}, "reporting_lag is true; it must be a whole number from 0 to 1440"),
        ({"start": "soon"}, 'start is "soon"; it must be a date and time such as 2026-11-24, 2026-11-24T08:15 or 2026-11-24T08:15:00+01:00'),
        ({"now": 5}, "now is 5; it must be a date and time such as 2026-11-24T08:15:00+01:00"),
        ({"timezone": "CEST"}, 'timezone is "CEST"; allowed are IANA names such as UTC, Europe/Berlin or America/New_York'),
        ({"atoms": 5}, "atoms is 5; it must be the registered result of atom_info, or its list atoms"),
        ({"atoms": {"skipped": True}}, "atoms is null; it must be the registered result of atom_info, or its list atoms"),
        ({"atoms": ["a1"]}, 'atoms[0] is "a1"; it must be a mapping with id, status and status_detail'),
        ({"atoms": [{"id": "a1", "status": 5}]}, "atoms[0].status is 5; it must be text or null"),
        ({"processes": 5}, "the list of processes is 5; it must be the list processes of integration_pack_process_info"),
    ],
)
def test_what_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        verdicts(**arguments)
    assert str(caught.value) == message
    assert caught.value.__cause__ is None


def test_ansible_finds_it() -> None:
    assert FilterModule().filters() == {"run_verdicts": run_verdicts}
