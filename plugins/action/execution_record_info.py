# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module of the same name on the controller itself."""

from __future__ import annotations

from ansible_collections.boomi.spaces.plugins.module_utils._queries.executions import EXECUTION_SPEC
from ansible_collections.boomi.spaces.plugins.modules.execution_record_info import answer
from ansible_collections.boomi.spaces.plugins.plugin_utils._action import QuestionAction


class ActionModule(QuestionAction):
    spec = EXECUTION_SPEC
    answer = staticmethod(answer)
