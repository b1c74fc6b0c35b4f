# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What a policy checked: for each rule, how much it is about, and what was found. So a report can show what held, not only what did not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Process
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError, is_list, one_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import SEVERITIES, Demand, Policy, Rule, read_policy
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.facts import read_facts
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.match import Index

# What needs the facts of the whole estate: with the scope "processes" it is not judged.
_OF_THE_WHOLE = ("on_every_atom", "max_starts_per_minute")


class Checked(TypedDict):
    """A rule, a window, or a key of the policy itself, and what became of it.

    `holds` is false with any finding, and None without one if it is about no process, or if nothing of it was judged. `not_judged` are the demands
    that the scope leaves out.
    """

    rule: str
    match: str
    excluding: list[str]
    demands: list[str]
    not_judged: list[str]
    processes: int
    schedules: int
    errors: int
    warnings: int
    infos: int
    holds: bool | None


def policy_summary(processes: object, policy: object, findings: object, scope: str = "all") -> list[Checked]:
    """One item for each rule and window of the policy and for each of its own demands, in the order of the policy.

    The findings are those of `policy_findings` for the same processes and policy, with the same scope. Raises GivenError for what cannot be understood.
    """
    demands = read_policy(policy)
    rows = _rows(demands, read_facts(processes), scope)
    by_rule = {row["rule"]: row for row in reversed(rows)}
    for rule, severity in _severities(findings):
        # The name of a rule may have a dot in it, a key has none.
        row = by_rule.get(rule.rpartition(".")[0]) or by_rule.get(rule)
        if row is None:
            # About the policy itself, such as a time zone that is not known.
            row = by_rule[rule] = _row(rule, "*", (), [rule], [], 0, 0)
            rows.append(row)
        counts: Any = row
        counts[f"{severity}s"] += 1
    for row in rows:
        judged = row["processes"] and len(row["not_judged"]) < len(row["demands"])
        row["holds"] = False if row["errors"] or row["warnings"] or row["infos"] else True if judged else None
    return rows


def _rows(policy: Policy, processes: Sequence[Process], scope: str) -> list[Checked]:
    index = Index(processes)

    def about(demand: Demand, keys: list[str]) -> Checked:
        matched = [processes[number] for number in index.matching(demand)]
        places = demand.only_on if isinstance(demand, Rule) else None
        schedules = sum(each.on(places) for process in matched for each in process.deployments)
        return _row(demand.label, demand.match, demand.excluding, keys, _left_out(keys, scope), len(matched), schedules)

    rows = [about(rule, rule.demands) for rule in policy.processes]
    own = ["max_starts_per_minute"] if policy.max_starts_per_minute is not None else []
    own += ["unmatched"] if policy.unmatched == "deny" else []
    schedules = sum(len(process.deployments) for process in processes)
    whole = {key: _row(key, "*", (), [key], _left_out([key], scope), len(processes), schedules) for key in own}
    rows += [whole[key] for key in own if key == "max_starts_per_minute"]
    rows += [about(window, [key for key in ("must_not_run", "must_run") if getattr(window, key) is not None]) for window in policy.windows]
    return rows + [whole[key] for key in own if key == "unmatched"]


def _left_out(keys: Sequence[str], scope: str) -> list[str]:
    return [key for key in keys if scope == "processes" and key in _OF_THE_WHOLE]


def _row(rule: str, match: str, excluding: Sequence[str], demands: list[str], not_judged: list[str], processes: int, schedules: int) -> Checked:
    return {
        "rule": rule,
        "match": match,
        "excluding": list(excluding),
        "demands": demands,
        "not_judged": not_judged,
        "processes": processes,
        "schedules": schedules,
        "errors": 0,
        "warnings": 0,
        "infos": 0,
        "holds": None,
    }


def _severities(findings: object) -> list[tuple[str, str]]:
    """The rule and the severity of each finding."""
    if not is_list(findings):
        raise GivenError(field="findings", value=findings, allowed="it must be a list as the filter policy_findings returns it")
    found = []
    for number, each in enumerate(findings):
        if not isinstance(each, Mapping) or not isinstance(each.get("rule"), str):
            raise GivenError(field=f"findings[{number}]", value=each, allowed="it must be a mapping with rule and severity")
        found.append((str(each["rule"]), one_of(f"findings[{number}].severity", each.get("severity"), SEVERITIES)))
    return found
