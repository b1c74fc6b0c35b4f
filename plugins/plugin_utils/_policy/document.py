# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Reads a policy. What cannot be understood is an error about the path of its key.

`docs/policy.schema.json` describes the same language to editors; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, sentence_list
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import Zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy import values as read
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.values import PolicyError, Reader
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.sets import Schedule
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import UTC

ENABLED_ON = ("one", "all", "none")
UNMATCHED = ("allow", "deny")
FAILURES = ("allow", "warn", "deny")
MINUTES_OF_A_YEAR = 366 * 1440

Severity = Literal["error", "warning", "info"]
# The most severe first.
SEVERITIES: tuple[Severity, ...] = get_args(Severity)


@dataclass(frozen=True)
class Demand:
    """What a rule and a window have in common: which processes it is about, and what its findings are called and how severe they are at most.

    `path` is its place in the policy, `excluding` has the globs of `except`.
    """

    path: str
    match: str
    name: str | None = None
    excluding: tuple[str, ...] = ()
    severity: Severity = "error"

    @property
    def label(self) -> str:
        """What findings call it: the name, which may have any characters."""
        return self.name or self.path

    @property
    def called(self) -> str:
        """The same inside a sentence."""
        return quoted(self.name) if self.name else self.path

    @property
    def about(self) -> str:
        """The processes that it is about, in a sentence."""
        return quoted(self.match) + (f" except {sentence_list([quoted(glob) for glob in self.excluding])}" if self.excluding else "")


@dataclass(frozen=True)
class RunsDemand:
    """What a rule demands of what really ran. All in minutes but for `tolerated_in_a_row`, a number of runs, and `failures`."""

    late_after: int = 5
    max_runtime: int | None = None
    max_minutes_since_success: int | None = None
    tolerated_in_a_row: int = 0
    failures: str = "deny"


@dataclass(frozen=True)
class Rule(Demand):
    """An item of `processes`. What it does not demand is None."""

    only_on: tuple[str, ...] | None = None
    required: bool = False
    process_name: str | None = None
    environments: tuple[str, ...] | None = None
    on_every_atom: bool = False
    schedule: Schedule | None = None
    schedule_text: str | None = None
    # The text "unknown" is what a snapshot writes where the facts did not say.
    enabled: bool | Literal["unknown"] | None = None
    retry: Schedule | None = None
    retry_text: str | None = None
    max_retry: int | None = None
    min_minutes_between_runs: int | None = None
    max_minutes_between_runs: int | None = None
    during: Schedule | None = None
    max_runs_per_day: int | None = None
    even_intervals: bool = False
    enabled_on: str | None = None
    runtime_online: bool = False
    runs: RunsDemand | None = None

    @property
    def demands(self) -> list[str]:
        """The keys that a process can break. One that is not demanded has the default of its field; `max_retry: 0` and `enabled: false` are demands."""
        return [key for key in RULE_KEYS if key not in _SELECTING and getattr(self, key) is not getattr(Rule, key)]

    @property
    def demanding(self) -> bool:
        return bool(self.demands)


@dataclass(frozen=True)
class Window(Demand):
    """An item of `windows`."""

    must_not_run: Schedule | None = None
    must_run: Schedule | None = None


@dataclass(frozen=True)
class Policy:
    """A whole policy. The windows are in the zone of `zones` itself, or on the clock of each runtime if it has none."""

    zones: Zones
    processes: tuple[Rule, ...]
    max_starts_per_minute: int | None
    windows: tuple[Window, ...]
    unmatched: str


def read_policy(document: object) -> Policy:
    """The policy that a document denotes, with its zones and schedules as sets. Raises PolicyError."""
    if not isinstance(document, Mapping):
        raise PolicyError(field="the policy", value=document, allowed="it must be a mapping that begins with version: 1")
    values = read.keys("", document, POLICY_KEYS, "a policy", required=("version",))
    return Policy(
        zones=Zones(values.get("timezone", UTC), values.get("atom_timezones", {})),
        processes=values.get("processes", ()),
        max_starts_per_minute=values.get("max_starts_per_minute"),
        windows=values.get("windows", ()),
        unmatched=values.get("unmatched", "allow"),
    )


def _rule(path: str, value: object) -> Rule:
    if not isinstance(value, Mapping):
        raise PolicyError(field=path, value=value, allowed="a rule must be a mapping with match")
    values = read.keys(path, value, RULE_KEYS, "a rule", required=("match",))
    for key in ("schedule", "retry"):
        if key in values and f"{key}_text" in values:
            raise PolicyError(f"cannot be combined with {key}", field=f"{path}.{key}_text", allowed="a rule has one of them")
    if "during" in values and "max_minutes_between_runs" not in values:
        raise PolicyError("needs max_minutes_between_runs", field=f"{path}.during", allowed="it says when that number counts")
    return Rule(path=path, excluding=values.pop("except", ()), **values)


def _runs(path: str, value: object) -> RunsDemand:
    if not isinstance(value, Mapping):
        raise PolicyError(field=path, value=value, allowed=f"it must be a mapping with any of {', '.join(RUNS_KEYS)}")
    return RunsDemand(**read.keys(path, value, RUNS_KEYS, "runs"))


def _window(path: str, value: object) -> Window:
    if not isinstance(value, Mapping):
        raise PolicyError(field=path, value=value, allowed="a window must be a mapping with match, and must_run or must_not_run")
    values = read.keys(path, value, WINDOW_KEYS, "a window", required=("match",))
    if "must_run" not in values and "must_not_run" not in values:
        raise PolicyError("is missing, and so is must_not_run", field=f"{path}.must_run", allowed="a window needs one of them")
    return Window(path=path, excluding=values.pop("except", ()), **values)


def _demands(member: Reader, of: str) -> Reader:
    """A list of rules or windows. Two of one name are refused: a finding would not say which of them it is about."""
    read_all = read.list_of(member, of)

    def read_demands(path: str, value: object) -> tuple[Demand, ...]:
        demands: tuple[Demand, ...] = read_all(path, value)
        paths: dict[str, str] = {}
        for demand in demands:
            if demand.name is not None and paths.setdefault(demand.name, demand.path) != demand.path:
                taken = f"{paths[demand.name]} has this name, too"
                raise PolicyError("given twice", field=f"{demand.path}.name", value=demand.name, allowed=taken)
        return demands

    return read_demands


# The keys of a rule that say what it is about, and what its findings are.
_SELECTING = ("name", "match", "except", "only_on", "severity", "during")

_DEMAND_KEYS: dict[str, Reader] = {
    "name": read.text,
    "match": read.text,
    "except": read.list_of(read.text, "globs for the names or ids of processes", one=True),
    "severity": read.one_of(*SEVERITIES),
}
RUNS_KEYS: dict[str, Reader] = {
    "late_after": read.whole(0, 1440),
    "max_runtime": read.whole(1),
    "max_minutes_since_success": read.whole(1),
    "tolerated_in_a_row": read.whole(0),
    "failures": read.one_of(*FAILURES),
}
# The keys of each mapping, in the order in which findings are listed.
RULE_KEYS: dict[str, Reader] = {
    **_DEMAND_KEYS,
    "only_on": read.list_of(read.text, "ids or names of runtimes or environments", least=1),
    "required": read.flag,
    "process_name": read.text,
    "environments": read.list_of(read.text, "ids or names of environments"),
    "on_every_atom": read.flag,
    "schedule": read.schedule,
    "schedule_text": read.any_text,
    "enabled": read.enabled,
    "retry": read.schedule,
    "retry_text": read.any_text,
    "max_retry": read.whole(0),
    "min_minutes_between_runs": read.whole(1, MINUTES_OF_A_YEAR),
    "max_minutes_between_runs": read.whole(1, MINUTES_OF_A_YEAR),
    "during": read.window_schedule,
    "max_runs_per_day": read.whole(1, 1440),
    "even_intervals": read.flag,
    "enabled_on": read.one_of(*ENABLED_ON),
    "runtime_online": read.flag,
    "runs": _runs,
}
WINDOW_KEYS: dict[str, Reader] = {
    **_DEMAND_KEYS,
    "must_not_run": read.window_schedule,
    "must_run": read.window_schedule,
}
POLICY_KEYS: dict[str, Reader] = {
    "version": read.version,
    "timezone": read.timezone,
    "atom_timezones": read.atom_timezones,
    "processes": _demands(_rule, "rules"),
    "max_starts_per_minute": read.whole(1),
    "windows": _demands(_window, "windows"),
    "unmatched": read.one_of(*UNMATCHED),
}
