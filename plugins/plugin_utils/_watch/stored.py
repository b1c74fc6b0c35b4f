# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What the files of the watch must hold so that it can use them.

These are the keys of ``shapes.py`` and of the records that the watch reads. The others are not checked: a later release may add fields to the
records, and must still read the files of this one.
"""

from __future__ import annotations

from typing import Any

# A state nests about ten levels. Far more levels than that would exceed Python's limit of recursion.
DEEPEST = 50

# A shape is a type, None, a tuple of alternatives, a list with the shape of its items, or a mapping with the shapes of the keys that are read.
# The key ``str`` of a mapping stands for all of its keys.
Shape = Any

_TEXT: Shape = (str, None)
_ENTRIES: Shape = [{str: _TEXT}]
_PROCESS_SCHEDULE: Shape = {
    "atom_id": _TEXT,
    "env_id": _TEXT,
    "enabled": (bool, None),
    "schedule": _ENTRIES,
    "retry": {"schedule": _ENTRIES, "max_retry": (int, None)},
}
_PROCESS: Shape = {"id": str, "name": _TEXT, "instance_id": str, "process_schedules": [_PROCESS_SCHEDULE]}
_KNOWN_RUNTIME: Shape = {
    "offline": (bool, None),
    "held": bool,
    **dict.fromkeys(("status", "status_detail", "status_at", "time_zone", "time_zone_at"), _TEXT),
}
_KNOWN_SCHEDULE: Shape = {"judged_until": _TEXT, "in_a_row": int, "since": _TEXT, "told": [str]}

STATE: Shape = {
    "question": dict,
    "facts": ([_PROCESS], None),
    "refused": [str],
    "unanswered": {str: _TEXT},
    "outage": (dict, None),
    "batch": str,
    "events": [dict],
    "polled_at": _TEXT,
    "runtimes": {str: _KNOWN_RUNTIME},
    "runtimes_read_at": _TEXT,
    "runs": {"schedules": {str: _KNOWN_SCHEDULE}, "atom_names": {str: _TEXT}},
    "runs_read_at": _TEXT,
    "runs_judged_until": _TEXT,
}
PROGRESS: Shape = {"batch": str, "told": int, **dict.fromkeys(("polled_at", "runtimes_read_at", "runs_read_at", "runs_judged_until"), _TEXT)}

# What stands for the keys that files of earlier releases do not have.
PROGRESS_DEFAULTS: dict[str, Any] = {"runtimes_read_at": None, "runs_read_at": None, "runs_judged_until": None}
STATE_DEFAULTS: dict[str, Any] = {"runtimes": {}, "runs": {"schedules": {}, "atom_names": {}}, **PROGRESS_DEFAULTS}


def has_shape(value: Any, shape: Shape) -> bool:
    """Whether a value from JSON has the shape."""
    if isinstance(shape, tuple):
        return any(has_shape(value, one) for one in shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(has_shape(item, shape[0]) for item in value)
    if isinstance(shape, dict) and str in shape:
        return isinstance(value, dict) and all(has_shape(item, shape[str]) for item in value.values())
    if isinstance(shape, dict):
        return isinstance(value, dict) and all(name in value and has_shape(value[name], inner) for name, inner in shape.items())
    if shape is None:
        return value is None
    return isinstance(value, shape) and (shape is bool or not isinstance(value, bool))


def too_deep(value: Any) -> bool:
    """Whether a value from JSON nests more than ``DEEPEST`` levels."""
    level = [value]
    for dummy in range(DEEPEST):
        level = [item for one in level if isinstance(one, (dict, list)) for item in (one.values() if isinstance(one, dict) else one)]
        if not level:
            return False
    return True
