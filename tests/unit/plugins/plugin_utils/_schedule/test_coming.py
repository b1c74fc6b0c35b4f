# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a schedule is still to come."""

from __future__ import annotations

from datetime import datetime

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.coming import coming
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import same
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import END_MINUTE

MOMENT = datetime(2026, 11, 24, 8, 10)
NOW = MOMENT.toordinal() * 1440 + MOMENT.hour * 60 + MOMENT.minute


@pytest.mark.parametrize(
    ("schedule", "left"),
    [
        ("0 8 * * * 2025", None),
        ("0 8 * * 1-10 2026", None),
        ("0 8 * 1-24 11 2026", None),
        ("9 8 * 24 11 2026", None),
        ("10 8 * 24 11 2026", "10 8 * 24 11 2026"),
        ("* * * 24 11 2026", "10-59 8 * 24 11 2026; * 9-23 * 24 11 2026"),
        ("0 8 * * * 2025-2027", "0 8 * * * 2027; 0 8 * * 12 2026; 0 8 * 25-30 11 2026"),
        ("0 8 * * * 2025; 0 9 * * * 2027", "0 9 * * * 2027"),
        # What comes every year is kept whole.
        ("0 8 * 1 1 *", "0 8 * 1 1 *"),
        ("0 8 * 31 2 *", None),
        ("0 8 * 31 2 2027", None),
    ],
)
def test_what_is_left(schedule: str, left: str | None) -> None:
    found = coming(schedule_of(schedule), NOW)
    assert same(found, schedule_of(left) if left else Schedule())
    assert bool(found) is (left is not None)


def test_at_the_end_of_the_calendar_nothing_is_left() -> None:
    assert coming(schedule_of("* * * * * 9999"), END_MINUTE - 1).parts == schedule_of("59 23 * 31 12 9999").parts
    assert not coming(schedule_of("* * * * * 9999"), END_MINUTE)
