# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moments as users and the API write them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._moments import moment_of, present, written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-12-08T16:20:11Z", "2020-12-08T16:20:11Z"),
        ("2020-12-08T16:20Z", "2020-12-08T16:20:00Z"),
        (" 2020-12-08 17:20:11.999+01:00 ", "2020-12-08T16:20:11Z"),
        ("2020-12-08t11:20:11,5-0500", "2020-12-08T16:20:11Z"),
        ("2020-12-08T21:50:11+0530", "2020-12-08T16:20:11Z"),
        ("2020-12-09T02:20:11+10", "2020-12-08T16:20:11Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ],
)
def test_moments(text: str, expected: str) -> None:
    found = moment_of(text)
    assert found is not None
    assert (written(found), found.microsecond, found.utcoffset()) == (expected, 0, timedelta())


@pytest.mark.parametrize(
    "text",
    [
        *("", "2020-12-08", "2020-12-08T16:20:11", "2020-13-08T16:20:11Z", "2020-12-08T24:00:00Z", "2020-12-08T16:20:61Z", "20201208T162011Z", "now"),
        *("24h", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-01:00", "2020-12-08T16:20:11+24:00", "٢٠٢٠-12-08T16:20:11Z"),
    ],
)
def test_what_is_no_moment(text: str) -> None:
    assert moment_of(text) is None


def test_the_present_has_no_fraction() -> None:
    before, now, after = datetime.now(timezone.utc).replace(microsecond=0), present(), datetime.now(timezone.utc)
    assert before <= now <= after
    assert now.microsecond == 0
