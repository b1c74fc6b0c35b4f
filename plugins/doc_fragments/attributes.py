# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The attributes that all modules of this collection have in common."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options: {}
attributes:
  on_controller:
    description: A task on the controller is answered there, by an action plugin.
    support: partial
    details:
      - The Ansible process of the task answers if the task runs on the controller itself, as with C(delegate_to) V(localhost) or C(connection) V(local).
        Nothing is then packed, and no other process is started. The result is the same, but for C(invocation), in half of the time.
      - The module runs as usual on any other host, with C(become), C(environment) or C(async), with another C(ansible_python_interpreter), and on macOS.
  check_mode:
    description: Can run in check mode, and does the same there.
    support: full
  diff_mode:
    description: Returns details on what has changed, or would change, in diff mode.
    support: N/A
    details: Nothing is ever changed.
  idempotent:
    description: Running it several times has the same effect as running it once.
    support: full
  action_group:
    description: Use C(group/boomi.spaces.boomi) in C(module_defaults) to set defaults for this module.
    support: full
    membership:
      - boomi.spaces.boomi
"""
