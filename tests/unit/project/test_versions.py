# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `python -m tests.versions --divided` gives to each version."""

from __future__ import annotations

import pytest

from tests.versions import VERSIONS, shares_of

pytestmark = pytest.mark.once


@pytest.mark.parametrize("number", range(1, len(VERSIONS) + 1))
def test_each_test_is_run_by_one_version_and_half_of_them_by_the_oldest(number: int) -> None:
    shares = list(shares_of(list(VERSIONS[:number])).values())
    parts = [numbers.split(",") for numbers, dummy, whole in (share.partition("/") for share in shares)]
    (whole,) = {int(share.partition("/")[2]) for share in shares}
    assert sorted(int(part) for mine in parts for part in mine) == list(range(whole))
    assert number == 1 or 2 * len(parts[0]) == whole
