# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The first sentence of a report: whether all is well, or how many findings there are, and of how many schedules."""

from __future__ import annotations

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import SEVERITIES
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import Report
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import number


def verdict(report: Report) -> str:
    """One sentence. A schedule is an item of process_schedules, also one without times: each format counts the same."""
    counts = report.counts
    among = f"{number(counts['schedules'], 'schedule')} of {number(counts['processes'], 'process', 'processes')}"
    if report.findings is None:
        return f"Not checked against a policy: {among}."
    told = [number(report.severity(each), each) for each in SEVERITIES if report.severity(each)]
    if kind(report) == "good":
        infos = f"; {told[0]}" if told else ""
        return (
            f"The policy holds for {among}{infos}."
            if report.checks is not None
            else f"No {'findings' if not told else 'errors or warnings'} in {among}{infos}."
        )
    return f"{number(len(report.findings), 'finding')} in {among}: {', '.join(told)}."


def kind(report: Report) -> str:
    """`error`, `warning` or `good`, as its worst finding; an info is not worth a warning. Empty if nothing was judged."""
    if report.findings is None:
        return ""
    return next((each for each in ("error", "warning") if report.severity(each)), "good")
