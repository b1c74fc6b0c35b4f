# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What was judged and found, as the template of the page takes it."""

from __future__ import annotations

from collections.abc import Sequence

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.summary import Checked
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.checks import (
    about_text,
    checks_in_words,
    demands_text,
    findings_first,
    result_text,
)
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.findings import ShownFinding, errors_first

# Of more rules than these a page shows those with findings, and says how many others there are.
MANY_CHECKS = 200


def findings_view(findings: Sequence[ShownFinding]) -> list[dict[str, object]]:
    """The findings, errors first, with the parts of their rule: the name of a rule may have a dot in it, a key has none."""
    rows = []
    for each in errors_first(findings):
        rule, dummy, key = each.finding["rule"].rpartition(".")
        rows.append({"at": each, "finding": each.finding, "rule": rule or key, "key": key if rule else ""})
    return rows


def checks_view(checks: Sequence[Checked]) -> dict[str, object]:
    rows = findings_first(checks)
    return {"says": checks_in_words(checks), "rows": [_check(each) for each in rows[:MANY_CHECKS]], "more": len(rows[MANY_CHECKS:])}


def _check(check: Checked) -> dict[str, object]:
    kind = "error" if check["errors"] else "warning" if check["warnings"] else "enabled" if check["holds"] else "idle"
    return {"at": check, "about": about_text(check), "demands": demands_text(check), "result": result_text(check), "kind": kind}
