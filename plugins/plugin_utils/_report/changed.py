# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What has changed since an earlier JSON report: schedules that are new, gone or changed, and findings that are new or gone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process, Timetable, read_processes
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.wording import extra_and_missing
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.findings import ShownFinding, read_findings
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import CHANGED, ENABLED, GONE, NEW, PAUSED, Changes, ScheduleChange
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import plain_text
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.days import same

_VERSION = 1
_ALLOWED = "it must be a report that was written with the format json"
_Key = tuple[str, ...]
_Item = TypeVar("_Item")


def changes_since(previous: object, processes: Iterable[Process], findings: Sequence[ShownFinding] | None) -> Changes:
    """`previous` is the earlier report, as text or as a mapping. Raises GivenError for what is not a JSON report."""
    before = _document(previous)
    given = [_process(each) for each in _members(before, "processes")]
    was = _read("processes", lambda: read_processes(given))
    pairs = _paired(_deployed(was), _deployed(processes))
    schedules = tuple(change for old, new in pairs for change in _change(old, new))
    if findings is None or before.get("findings") is None:
        return Changes(plain_text(before.get("start")), schedules, None, None)
    old_findings = _read("findings", lambda: list(read_findings(before["findings"], *_names(was))))
    found = list(_paired(((_finding_key(each), each) for each in old_findings), ((_finding_key(each), each) for each in findings)))
    new = tuple(after for old, after in found if old is None and after is not None)
    gone = tuple(old for old, after in found if after is None and old is not None)
    return Changes(plain_text(before.get("start")), schedules, new, gone)


def _document(given: object) -> Mapping[Any, Any]:
    if isinstance(given, str):
        try:
            given = json.loads(str(given))
        except ValueError:
            raise GivenError("is not JSON", field="previous", allowed=_ALLOWED) from None
    if not isinstance(given, Mapping):
        raise GivenError(field="previous", value=given, allowed=_ALLOWED)
    if given.get("version") != _VERSION:
        raise GivenError(field="previous.version", value=given.get("version"), allowed=f"{_ALLOWED}, of version {_VERSION}")
    return given


def _members(document: Mapping[Any, Any], key: str) -> list[Mapping[Any, Any]]:
    found = document.get(key)
    if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
        raise GivenError(field=f"previous.{key}", allowed=_ALLOWED)
    return found


def _read(key: str, read: Callable[[], list[_Item]]) -> list[_Item]:
    try:
        return read()
    except GivenError as error:
        raise GivenError(str(error), field=f"previous.{key}", allowed=_ALLOWED) from None


def _process(given: Mapping[Any, Any]) -> dict[str, object]:
    """A process of the report as the facts have it."""
    items = [{**each, "enabled": {ENABLED: True, PAUSED: False}.get(str(each.get("state")))} for each in _members(given, "deployments")]
    return {**given, "integration_pack": [{"name": given.get("pack_name")}], "process_schedules": items}


def _names(processes: Iterable[Process]) -> tuple[dict[str, str], dict[str, str], dict[str, Any]]:
    """The names of environments and runtimes by id, and the owners by the id of the instance."""
    processes = list(processes)
    each = [deployment for process in processes for deployment in process.deployments]
    environments = {one.env_id: one.env_name for one in each if one.env_id and one.env_name}
    runtimes = {one.atom_id: one.atom_name for one in each if one.atom_id and one.atom_name}
    return environments, runtimes, {process.instance_id: process.owner for process in processes if process.instance_id}


def _deployed(processes: Iterable[Process]) -> Iterator[tuple[_Key, tuple[Process, Deployment]]]:
    for process in processes:
        for each in process.deployments:
            yield (process.instance_id or "", process.id, each.environment_key or "", each.runtime_key or ""), (process, each)


def _finding_key(each: ShownFinding) -> _Key:
    """What makes it the same finding, although its message may have other numbers."""
    finding: Any = each.finding
    return tuple(finding[key] or "" for key in ("rule", "process_id", "instance_id", "env_id", "atom_id"))


def _paired(before: Iterable[tuple[_Key, _Item]], after: Iterable[tuple[_Key, _Item]]) -> Iterator[tuple[_Item | None, _Item | None]]:
    """What has the same key, of several the first with the first; None where there is none. In the order of `after`, then what is gone."""
    waiting: dict[_Key, list[_Item]] = {}
    for key, each in before:
        waiting.setdefault(key, []).append(each)
    for key, each in after:
        several = waiting.get(key)
        yield (several.pop(0) if several else None), each
    for several in waiting.values():
        for each in several:
            yield each, None


def _change(old: tuple[Process, Deployment] | None, new: tuple[Process, Deployment] | None) -> Iterator[ScheduleChange]:
    if old is not None and new is not None:
        says = tuple(_differences(old[1], new[1]))
        if says:
            yield ScheduleChange(CHANGED, *new, says)
    elif new is not None:
        yield ScheduleChange(NEW, *new, ())
    elif old is not None:
        yield ScheduleChange(GONE, *old, ())


def _differences(old: Deployment, new: Deployment) -> Iterator[str]:
    yield from _times(old.timetable, new.timetable, "runs")
    if None not in (old.enabled, new.enabled) and old.enabled != new.enabled:
        yield "Resumed" if new.enabled else "Paused"
    # Beside a schedule that is not valid a report says nothing of retries.
    if old.problem is None and new.problem is None:
        yield from _times(old.retry, new.retry, "retries")
        if None not in (old.max_retry, new.max_retry) and old.max_retry != new.max_retry:
            yield f"At most {new.max_retry} retries, not {old.max_retry}"


def _times(old: Timetable, new: Timetable, what: str) -> Iterator[str]:
    if old.problem or new.problem:
        if old.text != new.text:
            yield f"Times of {what}: {new.text or 'none'}, not {old.text or 'none'}"
    elif not same(old.schedule, new.schedule):
        yield extra_and_missing(old.schedule, new.schedule, what)


def changes_in_words(changes: Changes) -> str:
    """How much has changed, in one sentence; the moment of the earlier report is as it has it."""
    kinds = Counter(each.kind for each in changes.schedules)
    parts = [f"{kinds[kind]:,} {kind}" for kind in (NEW, GONE, CHANGED) if kinds[kind]]
    told = f"Schedules: {', '.join(parts) or 'none has changed'}."
    if changes.new_findings is None or changes.gone_findings is None:
        return f"{told} Findings are not compared, since one of the reports has none at all."
    return f"{told} Findings: {len(changes.new_findings):,} new, {len(changes.gone_findings):,} gone."
