# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The release files that pipelines of boomi_cicd keep in Git, as policies.

Their shape, as far as it is known: `{"pipelines": [{"processName", "componentId", "packageVersion", "notes", "schedule"?, "listenerStatus"?}]}`, where
`schedule` has entries of six fields parted by `;`, and an item without both is no process. Source: adambedenbaugh/boomi_cicd on GitHub,
boomi_cicd/templates/release.json and its README. Its script clears the schedule of a process whose item has none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils._errors import inline
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import ABSENT, GivenError, as_text, is_list, one_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.match import escaped
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.values import text
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import ScheduleError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.parsing import schedule_of

_KEYS = ("processName", "componentId", "packageVersion", "notes", "schedule", "listenerStatus")
_LISTENER = ("RUNNING", "PAUSED")


def policy_from_release(document: object) -> dict[str, Any]:
    """A policy with a rule for each process of a release: that it exists, and has exactly the schedule that was released.

    `document` is the content of the file, or its text. Raises GivenError about the path of what has another shape.
    """
    content = _loaded(document) if isinstance(document, str) else document
    if not isinstance(content, Mapping):
        raise GivenError(field="the release", value=content, allowed="it must be a mapping with pipelines")
    for key in content:
        if key != "pipelines":
            raise GivenError("is not a key of a release", field=inline(as_text(key)), allowed="allowed is pipelines")
    pipelines = content.get("pipelines", ABSENT)
    if not is_list(pipelines):
        problem = "is missing" if pipelines is ABSENT else ""
        raise GivenError(problem, field="pipelines", value=pipelines, allowed="it must be a list of items with processName")
    return {"version": 1, "processes": list(_rules(list(pipelines)))}


def _loaded(document: str) -> object:
    try:
        return json.loads(document)
    except (ValueError, RecursionError) as error:
        raise GivenError(f"the release is not valid JSON: {error}") from None


def _rules(pipelines: list[object]) -> Iterator[dict[str, Any]]:
    seen: dict[str, str] = {}
    for index, item in enumerate(pipelines):
        path = f"pipelines[{index}]"
        if not isinstance(item, Mapping):
            raise GivenError(field=path, value=item, allowed="it must be a mapping with processName")
        for key in item:
            if key not in _KEYS:
                raise GivenError("is not a key of an item", field=f"{path}.{inline(as_text(key))}", allowed=f"allowed are {', '.join(_KEYS)}")
        schedule, listener = item.get("schedule"), item.get("listenerStatus")
        if listener is not None:
            one_of(f"{path}.listenerStatus", listener, _LISTENER)
        if schedule is None and listener is None:
            # A library or another component that cannot be scheduled.
            continue
        name = text(f"{path}.processName", item.get("processName"))
        if name in seen:
            raise GivenError("given twice", field=f"{path}.processName", value=name, allowed=f"{seen[name]} has this name, too")
        seen[name] = path
        yield {"name": name, "match": escaped(name), "required": True, "schedule": _entries(f"{path}.schedule", schedule)}


def _entries(path: str, schedule: object) -> list[dict[str, str]]:
    """A listener has no schedule; neither has a process whose schedule is empty text."""
    if schedule is None or (isinstance(schedule, str) and not schedule.strip()):
        return []
    try:
        return schedule_of(text(path, schedule)).entries()
    except ScheduleError as error:
        raise GivenError(error.what, field=path, allowed=error.allowed) from None
