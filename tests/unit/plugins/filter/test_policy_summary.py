# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter policy_summary: its arguments."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.filter.policy_summary import FilterModule, policy_summary

POLICY = {"version": 1, "max_starts_per_minute": 4}


def test_arguments_by_position() -> None:
    (row,) = policy_summary({"processes": []}, POLICY, [], "processes")
    assert (row["rule"], row["not_judged"], row["holds"]) == ("max_starts_per_minute", ["max_starts_per_minute"], None)
    with pytest.raises(AnsibleFilterError, match='scope is "policy"; allowed are all, processes'):
        policy_summary([], POLICY, [], "policy")


def test_ansible_finds_it() -> None:
    assert FilterModule().filters() == {"policy_summary": policy_summary}
