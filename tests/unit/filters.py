# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters and tests of the collection, as the functions that Ansible calls."""

from __future__ import annotations

from ansible_collections.boomi.spaces.plugins.filter.count_runs import count_runs
from ansible_collections.boomi.spaces.plugins.filter.describe_schedule import describe_schedule
from ansible_collections.boomi.spaces.plugins.filter.disturbed_by import disturbed_by
from ansible_collections.boomi.spaces.plugins.filter.environment_findings import environment_findings
from ansible_collections.boomi.spaces.plugins.filter.least_busy import least_busy
from ansible_collections.boomi.spaces.plugins.filter.next_runs import next_runs
from ansible_collections.boomi.spaces.plugins.filter.plan_report import plan_report
from ansible_collections.boomi.spaces.plugins.filter.policy_findings import policy_findings
from ansible_collections.boomi.spaces.plugins.filter.policy_from import policy_from
from ansible_collections.boomi.spaces.plugins.filter.policy_from_release import policy_from_release
from ansible_collections.boomi.spaces.plugins.filter.quiet_times import quiet_times
from ansible_collections.boomi.spaces.plugins.filter.report import report
from ansible_collections.boomi.spaces.plugins.filter.run_summary import run_summary
from ansible_collections.boomi.spaces.plugins.filter.run_verdicts import run_verdicts
from ansible_collections.boomi.spaces.plugins.filter.runs_between import runs_between
from ansible_collections.boomi.spaces.plugins.filter.schedule_diff import schedule_diff
from ansible_collections.boomi.spaces.plugins.filter.to_cron import to_cron
from ansible_collections.boomi.spaces.plugins.filter.to_ical import to_ical
from ansible_collections.boomi.spaces.plugins.filter.with_enabled import with_enabled
from ansible_collections.boomi.spaces.plugins.filter.with_schedule import with_schedule
from ansible_collections.boomi.spaces.plugins.test.paused import paused
from ansible_collections.boomi.spaces.plugins.test.running_within import running_within
from ansible_collections.boomi.spaces.plugins.test.same_schedule_as import same_schedule_as
from ansible_collections.boomi.spaces.plugins.test.scheduled import scheduled
from ansible_collections.boomi.spaces.plugins.test.valid_schedule import valid_schedule

__all__ = [
    "count_runs",
    "describe_schedule",
    "disturbed_by",
    "environment_findings",
    "least_busy",
    "next_runs",
    "paused",
    "plan_report",
    "policy_findings",
    "policy_from",
    "policy_from_release",
    "quiet_times",
    "report",
    "run_summary",
    "run_verdicts",
    "running_within",
    "runs_between",
    "same_schedule_as",
    "schedule_diff",
    "scheduled",
    "to_cron",
    "to_ical",
    "valid_schedule",
    "with_enabled",
    "with_schedule",
]
