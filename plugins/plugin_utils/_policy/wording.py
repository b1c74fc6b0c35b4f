# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Words and data that several kinds of findings share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypedDict

from ansible_collections.boomi.spaces.plugins.module_utils._errors import sentence_list
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, quoted_once
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import Window
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import drop_impossible
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import words

# A hint for policies that use names while the facts have none.
NO_NAMES = " (the facts have only ids: gather them with include_names=true to use names)"


# The most characters of a difference in a message; the finding has both schedules whole.
_LONGEST = 200
# The values of `enabled` in findings; `unknown` is what a policy has where it was not known.
RUNNING: dict[object, str | None] = {True: "running", False: "paused", "unknown": "not known", None: None}
# How words begin that are about a span of time, and not about runs in it.
_EVERY_MINUTE = re.compile(r"every minute ?")


class ScheduleData(TypedDict):
    """A schedule as `expected` or `actual` of a finding."""

    words: str
    entries: list[dict[str, str]]


class ScheduleTexts:
    """Schedules as data of findings: each is put into words once."""

    def __init__(self) -> None:
        self._known: dict[Schedule, ScheduleData] = {}

    def data(self, schedule: Schedule) -> ScheduleData:
        known = self._known.get(schedule)
        if known is None:
            known = self._known[schedule] = {"words": words(schedule) or "not scheduled", "entries": schedule.entries()}
        return known

    def without_runs(self, schedule: Schedule) -> ScheduleData:
        """Minutes in which nothing may run."""
        return {"words": f"no run {open_words(schedule)}", "entries": self.data(schedule)["entries"]}


def open_words(schedule: Schedule) -> str:
    """All minutes of a schedule as a span of time, as `from 02:00 to 04:59 on Sunday`."""
    return _EVERY_MINUTE.sub("", words(schedule)).strip() or "at any time"


def extra_and_missing(expected: Schedule, actual: Schedule, what: str) -> str:
    """As `Extra runs: at 08:00 every day; missing runs: at 09:00 every day`."""
    sides = {f"extra {what}": words(drop_impossible(actual - expected)), f"missing {what}": words(drop_impossible(expected - actual))}
    text = "; ".join(f"{side}: {text if len(text) <= _LONGEST else 'at many times'}" for side, text in sides.items() if text)
    return text[0].upper() + text[1:]


def place(deployment: Deployment) -> str:
    """The runtime of a deployment inside a sentence, with a blank before it; empty where it is not known."""
    runtime = deployment.runtime
    return f" on {quoted_once(runtime)}" if runtime else ""


def window_name(window: Window) -> str:
    return f"the window {window.called}"


def counted(number: int, unit: str) -> str:
    """As `1 minute`, `2 minutes`."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def listed(names: Sequence[str], most: int = 10) -> str:
    """As `a, b and c`; of more than `most` the rest is counted."""
    return sentence_list([*names[:most], f"{len(names) - most} more"] if len(names) > most else list(names))
