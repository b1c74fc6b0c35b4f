# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The options of the watch, and those of them that are about runs, checked."""

from __future__ import annotations

from typing import Any, Callable

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, require
from ansible_collections.boomi.spaces.plugins.module_utils._errors import usage
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import QUESTION_SPEC
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import RUNTIME, read_zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError, whole_number
from ansible_collections.boomi.spaces.plugins.plugin_utils._runs.verdicts import Limits
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.runs import RunsAsked

# The options beside the connection's, as an argument spec would have them.
WATCH_SPEC: dict[str, dict[str, Any]] = {
    **{name: QUESTION_SPEC[name] for name in ("instance_ids", "instance_names", "environments", "atoms")},
    "include_status": {**QUESTION_SPEC["include_status"], "default": True},
    "include_names": QUESTION_SPEC["include_names"],
    "include_runtimes": QUESTION_SPEC["include_runtimes"],
    "include_runs": {"type": "bool", "default": False},
    "interval": {"type": "float", "default": 300},
    "runtimes_interval": {"type": "float", "default": 300},
    "runs_interval": {"type": "float", "default": 300},
    "late_after": {"type": "int", "default": 5},
    "max_runtime": {"type": "int"},
    "tolerated_in_a_row": {"type": "int", "default": 0},
    "timezone": {"type": "str", "default": RUNTIME},
    "atom_timezones": {"type": "dict"},
    "state_file": {"type": "path", "required": True},
    "feedback": {"type": "bool", "default": False},
}

# Minutes of a day.
_MOST = 1440


def runs_asked_from(option: Callable[[str], Any], connection: Connection) -> RunsAsked | None:
    """How runs are watched, None if they are not; ``option`` returns the value of an option by its name. Raises a ``usage`` error."""
    try:
        zones = read_zones(option("timezone"), option("atom_timezones"))
        most = option("max_runtime")
        limits = Limits(
            late_after=whole_number("late_after", option("late_after"), 0, _MOST),
            max_runtime=None if most is None else whole_number("max_runtime", most, 1),
        )
        asked = RunsAsked(option("runs_interval"), zones, limits, whole_number("tolerated_in_a_row", option("tolerated_in_a_row"), 0))
    except GivenError as error:
        raise usage(f"{error}.") from None
    if not option("include_runs"):
        return None
    if not option("include_status"):
        raise usage("include_runs needs the status of schedules, since a paused one plans no runs. Leave include_status out, or set it to true.")
    require(
        connection.login_missing, "With include_runs give them: the Spaces API does not say on which runtime a process ran, so no run is known to be missed."
    )
    return asked
