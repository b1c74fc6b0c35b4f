# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: runs_between
short_description: All runs of a schedule between two moments
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (@boomi-spaces)
description:
  - Answers every time at which a schedule runs from one moment up to, but not including, another, as ISO 8601 with offset, in order.
  - For how many these are, P(boomi.spaces.count_runs#filter) does not need to name them.
positional: start, end, timezone, include_paused
extends_documentation_fragment:
  - boomi.spaces.schedule
  - boomi.spaces.schedule.timezone
  - boomi.spaces.schedule.paused
options:
  start:
    description:
      - The first moment that counts.
      - A date and time, or ISO 8601 text, with an offset or V(Z), or without, which is then in O(timezone). A date alone is midnight.
    type: raw
    required: true
  end:
    description: The first moment that does not count any more, given like O(start).
    type: raw
    required: true
seealso:
  - plugin: boomi.spaces.next_runs
    plugin_type: filter
  - plugin: boomi.spaces.count_runs
    plugin_type: filter
"""

EXAMPLES = r"""
- name: What runs while the database is down
  ansible.builtin.assert:
    that: runs == ['2026-11-29T02:00:00+00:00', '2026-11-29T02:30:00+00:00']
  vars:
    runs: "{{ '0,30 * * * * *' | boomi.spaces.runs_between('2026-11-29T02:00Z', '2026-11-29T03:00Z') }}"

- name: Where clocks go forward, the minutes that are skipped do not run
  ansible.builtin.assert:
    that: runs == ['2026-03-29T01:30:00+01:00', '2026-03-29T03:30:00+02:00']
  vars:
    runs: "{{ '30 1-3 * * * *' | boomi.spaces.runs_between('2026-03-29', '2026-03-30', timezone='Europe/Berlin') }}"
"""

RETURN = r"""
_value:
  description: The times, such as V(2026-11-24T08:15:00+01:00).
  type: list
  elements: str
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule_plugins import runs_between


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"runs_between": runs_between}
