# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The findings that a report shows, as `policy_findings` or the author of a playbook gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, cast

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Owner
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.schedules import written
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError, is_list, one_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import SEVERITIES
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Finding
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import plain, plain_text
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.words import words

NO_OWNER = Owner(None, None)
_VALUES = ("expected", "actual")
_TEXTS = tuple(key for key in Finding.__annotations__ if key not in _VALUES)


class ShownFinding(NamedTuple):
    """A finding with its ten keys, and the names that the facts have for its environment, its runtime, its instance and its pack."""

    finding: Finding
    env_name: str | None
    atom_name: str | None
    owner: Owner

    @property
    def process(self) -> str | None:
        """The process by name, or by id. A finding about the policy as a whole has none."""
        return self.finding["process_name"] or self.finding["process_id"]

    @property
    def environment(self) -> str | None:
        return self.env_name or self.finding["env_id"]

    @property
    def runtime(self) -> str | None:
        return self.atom_name or self.finding["atom_id"]


def read_findings(given: object, env_names: Mapping[str, str], atom_names: Mapping[str, str], owners: Mapping[str, Owner]) -> Iterator[ShownFinding]:
    """The findings of a list; the names are by id, owners by the id of the instance. Raises GivenError for what is not a finding."""
    if not is_list(given):
        raise GivenError(field="findings", value=given, allowed="it must be a list as the filter policy_findings returns it")
    for index, each in enumerate(given):
        finding = _finding(each, f"findings[{index}]")
        names = env_names.get(finding["env_id"] or ""), atom_names.get(finding["atom_id"] or "")
        yield ShownFinding(finding, *names, owners.get(finding["instance_id"] or "", NO_OWNER))


def _finding(given: object, path: str) -> Finding:
    if not isinstance(given, Mapping):
        raise GivenError(field=path, value=given, allowed="it must be a mapping")
    missing = [key for key in Finding.__annotations__ if key not in given]
    if missing:
        raise GivenError(f"missing keys: {', '.join(missing)}", field=path)
    one_of(f"{path}.severity", given["severity"], SEVERITIES)
    texts = {key: None if given[key] is None else plain_text(given[key]) or None for key in _TEXTS}
    values = {key: plain(given[key]) for key in _VALUES}
    return cast("Finding", {**texts, "rule": texts["rule"] or "", "message": texts["message"] or "", **values})


def errors_first(findings: Iterable[ShownFinding]) -> list[ShownFinding]:
    """The findings by severity, otherwise in their order."""
    return sorted(findings, key=lambda each: SEVERITIES.index(each.finding["severity"]))


def value_text(value: object) -> str:
    """What a finding expected or found, in words: a schedule as a sentence, a list as its members, nothing for null."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        if isinstance(value.get("words"), str):
            return f"{value['starts']} starts {value['words']}" if "starts" in value else value["words"]
        return "; ".join(f"{key}: {value_text(member)}" for key, member in value.items())
    if isinstance(value, list):
        return _list_text(value)
    return str(value)


def _list_text(members: list[object]) -> str:
    if members and all(isinstance(entry, dict) and entry for entry in members):
        try:
            return words(written(members))
        except GivenError:
            pass
    return ", ".join(map(value_text, members)) or "none"
