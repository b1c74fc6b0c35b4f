# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A callback as those that keep the results of runs: every result as JSON, appended to the file EVERYTHING_FILE."""

from __future__ import annotations

import json
import os
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: everything
type: notification
short_description: Keeps every result
description: Keeps every result as JSON.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "everything"
    CALLBACK_NEEDS_ENABLED = True

    def _keep(self, result: Any, **_ignored: Any) -> None:
        told = getattr(result, "result", None) or result._result  # before ansible-core 2.19
        with open(os.environ["EVERYTHING_FILE"], "a", encoding="utf-8") as file:
            file.write(json.dumps(told, default=repr) + "\n")

    v2_runner_on_ok = v2_runner_on_failed = v2_runner_on_unreachable = v2_runner_item_on_ok = v2_runner_item_on_failed = _keep
