# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: plan_report
short_description: A report on a planned maintenance or change
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Shows what a maintenance from O(start) to O(end) would disturb, by environment and integration pack, what starts afterwards, and the next five quieter
    times.
  - With O(changed) it shows what a change of schedules would do, the findings that are new and gone, and how many processes start in the same minute.
  - With O(policy) it says whether the policy allows it.
  - It is what the playbook boomi.spaces.plan writes. Names are always treated as data, whatever characters they contain.
positional: format, start, end, durations, timezone, atom_timezones, match, atoms, policy, changed, days, title
extends_documentation_fragment:
  - boomi.spaces.plan
  - boomi.spaces.plan.span
options:
  format:
    description:
      - V(html) is one self-contained page for a browser. It works from a file and loads nothing from the network.
      - V(markdown) is short, for a change request. V(json) has all details, for programs.
      - V(ical) is a calendar with the maintenance, what it disturbs, when that starts next, and the quieter times.
    type: str
    choices: [html, json, markdown, ical]
    default: html
  start:
    description:
      - The start of the maintenance, which belongs to it. A date and time, or ISO 8601 text, with an offset or V(Z). A date alone means midnight.
      - Without an offset it is in O(timezone). With O(timezone=runtime) it needs an offset.
      - By default, without O(start) and O(end), there is no maintenance. O(changed) is then required.
    type: raw
    required: false
  end:
    description:
      - The end of the maintenance, in the same form as O(start). It does not belong to the maintenance, which has at most 366 days.
      - By default, without O(start) and O(end), there is no maintenance.
    type: raw
    required: false
  policy:
    description:
      - A policy, as for P(boomi.spaces.policy_findings#filter). By default there is none, and nothing is judged.
      - A maintenance is not allowed if what does not run in it breaks a demand of the policy that is otherwise met. These are C(must_run) of a window on a day
        on which all runs of a process within the window are in the maintenance, C(max_minutes_between_runs), and C(max_minutes_since_success) of C(runs).
        A finding has the C(severity) of its rule or window. Only errors are not allowed.
      - Windows with C(must_not_run) keep minutes free, which a maintenance may use. The report says so.
      - A change is not allowed if P(boomi.spaces.policy_findings#filter) has errors after it that it does not have before.
    type: dict
  changed:
    description:
      - The processes after a change, as P(boomi.spaces.with_schedule#filter) and P(boomi.spaces.with_enabled#filter) return them.
      - The maintenance is about the processes before the change. By default there is no change.
    type: raw
  days:
    description:
      - In how many days after the maintenance to look for quieter times, at most 366.
      - A quieter time is as long as the maintenance or longer, and nothing starts in it, as with O(boomi.spaces.quiet_times#filter:ignore_frequent=true).
    type: int
    default: 14
  title:
    description: The title. By default it says when the maintenance is.
    type: str
notes:
  - An invalid schedule does not count. The report names its process.
  - Retries of failed runs do not count. Processes that are started from outside and listeners have no schedule, so nothing is known of when they run.
seealso:
  - plugin: boomi.spaces.disturbed_by
    plugin_type: filter
    description: What a maintenance would disturb, as data.
  - plugin: boomi.spaces.quiet_times
    plugin_type: filter
    description: When nothing starts, as data.
  - plugin: boomi.spaces.with_schedule
    plugin_type: filter
    description: The processes as they would be after a change.
"""

EXAMPLES = r"""
- name: Write a page on a maintenance
  ansible.builtin.copy:
    content: "{{ processes | boomi.spaces.plan_report('html', '2026-11-29T02:00', '2026-11-29T04:00', timezone='Europe/Berlin') }}"
    dest: /tmp/maintenance.html
    mode: "0644"
  vars:
    processes: &processes
      - id: 70d36151-4070-4a92-8d00-d7c832e4caf5
        name: Stock Level
        process_schedules: [{atom_id: a1, atom_name: prod-1, enabled: true, schedule: "0-59/15 * * * * *"}]
      - id: 0e9cff93-c7b5-43b3-9b1b-1f0e4a4ef5b5
        name: Nightly Load
        process_schedules: [{atom_id: a1, atom_name: prod-1, enabled: true, schedule: "30 2 * * * *"}]

- name: See whether a policy allows it
  ansible.builtin.assert:
    that:
      - plan.verdict == 'It would disturb 9 runs of 2 processes on 1 runtime; the policy does not allow it (1 error).'
      - not plan.allowed
      - plan.maintenance.policy.findings | map(attribute='rule') | list == ['Load.must_run']
      - plan.maintenance.policy.findings[0].message is search('would miss the window "Load" on 2026-11-29')
      - plan.maintenance.afterwards[0].start == '2026-11-29T04:00:00+01:00'
      - plan.maintenance.quiet[0].start == '2026-11-29T04:00:00+01:00' and plan.maintenance.quiet[0].disturbed == 1
  vars:
    plan: "{{ processes | boomi.spaces.plan_report('json', '2026-11-29T02:00', '2026-11-29T04:00', timezone='Europe/Berlin', policy=policy) | from_json }}"
    policy:
      version: 1
      timezone: Europe/Berlin
      windows:
        - {name: Load, match: "*Load", must_run: [{hours: "1-3"}]}
    processes: *processes

- name: See what a change would do
  ansible.builtin.assert:
    that:
      - plan.change.new_findings is none
      - plan.change.starts_per_minute[0].most_before == 2 and plan.change.starts_per_minute[0].most_after == 1
  vars:
    plan: "{{ processes | boomi.spaces.plan_report('json', changed=moved) | from_json }}"
    moved: "{{ processes | boomi.spaces.with_schedule('Nightly Load', '35 2 * * * *') }}"
    processes: *processes
"""

RETURN = r"""
_value:
  description: The text of the report, in O(format).
  returned: success
  type: str
  sample: "<!DOCTYPE html>\n<html lang=\"en\">..."
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.zones import read_zones
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError, one_of, text
from ansible_collections.boomi.spaces.plugins.plugin_utils._plan.choosing import ask
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import now, plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import read_policy
from ansible_collections.boomi.spaces.plugins.plugin_utils._report import plan, plan_document, plan_ical, plan_markdown, plan_page
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.plan_words import title_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import UTC

_WRITERS: dict[str, Callable[[plan.Plan], str]] = {
    "html": plan_page.write,
    "json": plan_document.write,
    "markdown": plan_markdown.write,
    "ical": plan_ical.write,
}


# The arguments may be given by position.
@plugin
def plan_report(
    processes: object,
    format: object = "html",  # noqa: A002 - the name of the filter's option
    start: object = None,
    end: object = None,
    durations: object = None,
    timezone: object = "UTC",
    atom_timezones: object = None,
    match: object = "*",
    atoms: object = None,
    policy: object = None,
    changed: object = None,
    days: object = 14,
    title: object = None,
) -> str:
    write = _WRITERS[one_of("format", format, tuple(_WRITERS))]
    maintained = start is not None or end is not None
    if not maintained and changed is None:
        raise GivenError("there is nothing to plan", allowed="give start and end of a maintenance, or the processes after a change in changed")
    zones, made = read_zones(timezone, atom_timezones), now().replace(second=0, microsecond=0)
    viewer = zones.own or UTC
    judging = None if policy is None else read_policy(policy)
    maintenance: plan.Maintenance | None = None
    not_valid: tuple[str, ...] = ()
    if maintained:
        question = ask(processes, start, end, durations, timezone, atom_timezones, match, atoms, False, "skip")
        maintenance, not_valid = plan.maintenance(question, days, judging), plan.not_valid(question)
    change = None if changed is None else plan.change(processes, changed, policy, zones, viewer, made)
    named = title_of(maintenance) if title is None else text("title", title)
    return write(plan.Plan(named, viewer, viewer.local(made), maintenance, change, not_valid))


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"plan_report": plan_report}
