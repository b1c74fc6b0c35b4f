# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What was judged and found, as the template of the page takes it."""

from __future__ import annotations

from collections.abc import Sequence

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.summary import Checked
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.changed import changes_in_words
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.checks import (
    about_text,
    checks_in_words,
    demands_text,
    findings_first,
    result_text,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.findings import ShownFinding, errors_first
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import GONE, NEW, Changes

# Of more rules than these a page shows those with findings, and says how many others there are.
MANY_CHECKS = 200
MANY_CHANGES = 200


def findings_view(findings: Sequence[ShownFinding]) -> list[dict[str, object]]:
    """The findings, errors first, with the parts of their rule: the name of a rule may have a dot in it, a key has none."""
    rows = []
    for each in errors_first(findings):
        rule, dummy, key = each.finding["rule"].rpartition(".")
        rows.append({"at": each, "finding": each.finding, "rule": rule or key, "key": key if rule else ""})
    return rows


def changes_view(changes: Changes) -> dict[str, object]:
    """The schedules, then the findings."""
    findings = [(kind, each) for kind, several in ((NEW, changes.new_findings), (GONE, changes.gone_findings)) for each in several or ()]
    rows: list[dict[str, object]] = [
        {"kind": each.kind, "what": "schedule", "title": each.title, "owner": each.process.owner, "on": each.deployment, "says": ". ".join(each.says)}
        for each in changes.schedules
    ]
    rows += [
        {"kind": kind, "what": "finding", "title": each.process, "owner": each.owner, "on": each, "says": each.finding["message"]} for kind, each in findings
    ]
    return {"since": changes.since, "says": changes_in_words(changes), "rows": rows[:MANY_CHANGES], "more": len(rows[MANY_CHANGES:])}


def checks_view(checks: Sequence[Checked]) -> dict[str, object]:
    rows = findings_first(checks)
    return {"says": checks_in_words(checks), "rows": [_check(each) for each in rows[:MANY_CHECKS]], "more": len(rows[MANY_CHECKS:])}


def _check(check: Checked) -> dict[str, object]:
    kind = "error" if check["errors"] else "warning" if check["warnings"] else "enabled" if check["holds"] else "idle"
    return {"at": check, "about": about_text(check), "demands": demands_text(check), "result": result_text(check), "kind": kind}
