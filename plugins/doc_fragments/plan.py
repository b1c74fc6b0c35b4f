# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation that the filters for planning share."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  _input:
    description:
      - The processes, as the module M(boomi.spaces.integration_pack_process_info) returns them in
        RV(boomi.spaces.integration_pack_process_info#module:processes), or the whole result of the module.
    type: raw
    required: true
"""

    CHANGE = r"""
options:
  match:
    description:
      - A glob for the names or IDs of the processes to change, as in a policy, V(*), V(?) and V([abc]) as in a shell. Case-sensitive.
      - It is an error if no process matches, or if none that matches is deployed on one of the O(atoms).
    type: str
    required: true
  atoms:
    description: Change only the schedules on these runtimes (atoms), given by their IDs or names. By default those on all runtimes.
    type: list
    elements: str
"""
