# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: valid_schedule
short_description: Whether a schedule can be understood
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (@boomi-spaces)
description:
  - True for anything that the other filters and tests on schedules take, an empty schedule too. Never fails.
extends_documentation_fragment:
  - boomi.spaces.schedule
seealso:
  - plugin: boomi.spaces.describe_schedule
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Check an entry before it is used
  ansible.builtin.assert:
    that:
      - "{'minutes': '0-59/15', 'hours': '8-18'} is boomi.spaces.valid_schedule"
      - "{'minutes': '0-59/'} is not boomi.spaces.valid_schedule"
      - "{'minutes': '0', 'hours': '18-8'} is not boomi.spaces.valid_schedule"
"""

RETURN = r"""
_value:
  description: Whether it is valid.
  type: bool
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule_plugins import valid_schedule


class TestModule:
    """Test of Ansible."""

    def tests(self) -> dict[str, Callable[..., Any]]:
        return {"valid_schedule": valid_schedule}
