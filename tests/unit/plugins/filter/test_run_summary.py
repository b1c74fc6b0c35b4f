# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter run_summary: its arguments."""

from __future__ import annotations

from ansible_collections.boomi.spaces.plugins.filter.run_summary import FilterModule, run_summary
from tests.unit.plugins.plugin_utils._runs.run_cases import item, record


def test_arguments_by_position() -> None:
    (found,) = run_summary([item()], [record()])
    assert (found["ran"], found["median_duration_minutes"]) == (1, 1.0)


def test_ansible_finds_it() -> None:
    assert FilterModule().filters() == {"run_summary": run_summary}
