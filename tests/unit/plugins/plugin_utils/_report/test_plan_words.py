# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sentences of a plan."""

from __future__ import annotations

from tests.unit.plugins.plugin_utils.plan_report_cases import DURATIONS, FACTS, MOVED, POLICY, document, report


def test_verdicts() -> None:
    disturbed = "It would disturb 11 runs of 4 processes on 2 runtimes, and 1 process would still be at work when it begins"
    assert document()["verdict"] == f"{disturbed}; no policy was given to judge it by."
    assert document(policy=POLICY)["verdict"] == f"{disturbed}; the policy does not allow it (1 error, 1 warning)."
    one = "It would disturb 8 runs of 1 process on 1 runtime; the policy allows it (1 warning)"
    assert document(FACTS[:1], policy=POLICY)["verdict"] == f"{one}."
    change = "The policy allows the change, with 0 new findings and 0 gone"
    assert document(FACTS[:1], policy=POLICY, changed=FACTS[:1])["verdict"] == f"{one}. {change}."
    assert document(changed=MOVED)["verdict"].endswith(". No policy was given to judge the change by.")
    assert document(FACTS[3:4])["verdict"] == "It would disturb nothing; no policy was given to judge it by."
    assert document(FACTS[4:5])["verdict"] == "Nothing starts in it, but 1 process would still be at work when it begins; no policy was given to judge it by."


def test_titles() -> None:
    assert document()["title"] == "Maintenance on Sun 29 Nov 2026, 02:00 to 04:00"
    assert document(end="2026-11-30T01:00")["title"] == "Maintenance on Sun 29 Nov 2026, 02:00 to Mon 30 Nov 01:00"
    assert document(title="Update of the runtimes")["title"] == "Update of the runtimes"


def test_what_is_not_known() -> None:
    text = "How long a run takes is not known of {}, and so not whether the last one before it would still be at work."
    assert text.format("3 schedules") in report("markdown")
    assert text.format("any of them") in report("markdown", durations=[])
    assert "not known" not in report("markdown", FACTS[:1], durations=DURATIONS)


def test_starts() -> None:
    few = [{**FACTS[0], "process_schedules": [{**FACTS[0]["process_schedules"][0], "schedule": "0-40/20 2-3 * * * *"}]}]
    assert "| 6: 02:00, 02:20, 02:40, 03:00, 03:20, 03:40 |" in report("markdown", few)
    assert "| 8: 02:00 to 03:45 |" in report("markdown", FACTS[:1])
    assert "| 24: Sun 29 Nov 02:00 to Mon 30 Nov 01:00 |" in report(
        "markdown", [{**few[0], "process_schedules": [{**few[0]["process_schedules"][0], "schedule": "0 * * * * *"}]}], end="2026-11-30T02:00"
    )
