# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: report
short_description: A report on processes, for browsers, CI servers, programs or calendars
version_added: 0.1.0
author:
  - The boomi.spaces maintainers (!UNKNOWN)
description:
  - Lists the processes, where and when they run, when they run next, what is retried, and the findings if they are given.
  - It begins with a verdict, which is one sentence, and ends with where the facts come from.
  - The text depends only on the arguments and on the versions of the collection and of ansible-core, which it names. The same call makes the same report.
  - Names are always treated as data, whatever characters they contain. An invalid schedule is shown with its fields unchanged, and marked.
  - The words of a schedule are in the local time of its runtime. All moments are in O(viewer_timezone). If the runtime has another time zone, HTML, Markdown
    and JSON also have its next run in local time.
  - With O(boomi.spaces.integration_pack_process_info#module:include_runtimes=true) HTML, Markdown and JSON show the status of each runtime, as it was when the
    facts were read. Boomi notices an outage only after 45 seconds to 4 minutes, and V(OFFLINE) means that it has no contact with the runtime, not that
    the runtime does not run.
positional: format, findings, title, timezone, atom_timezones, start, weeks, viewer_timezone, verdicts, execution_records, checks,
  provenance, previous
requirements:
  - the time zone data of the system, or the Python package tzdata, for time zones other than UTC
options:
  _input:
    description:
      - The processes, as the module M(boomi.spaces.integration_pack_process_info) returns them in
        RV(boomi.spaces.integration_pack_process_info#module:processes), or the whole result of the module.
      - With O(boomi.spaces.integration_pack_process_info#module:include_names=true) the report has the names of environments and runtimes, otherwise their IDs.
    type: raw
    required: true
  format:
    description:
      - V(html) is one self-contained page for a browser. It works from a file and loads nothing from the network. Printed, it is an overview of one page.
        A checkbox on it adds the details.
      - V(junit) is XML for CI servers. Each group of rules is a test suite. Each process and rule with a finding is a test case, which fails if the finding
        is an error. Processes without findings pass. Without O(findings) all are skipped.
      - V(markdown) is short, for a pull request. If there are more than 200 processes, it lists those with findings.
      - V(json) has all details, for programs.
      - V(ical) is a calendar with an event for each run. A day on which one schedule runs more than 12 times is one event.
    type: str
    choices: [html, junit, json, markdown, ical]
    default: html
  findings:
    description:
      - The findings to report. Each has C(rule), C(severity) (V(error) or V(warning)), C(message), C(process_id), C(process_name),
        C(instance_id), C(env_id), C(atom_id), C(expected) and C(actual).
      - Without this option the report does not mention findings. With an empty list it says that nothing was found.
      - HTML and Markdown say for each kind of finding what to do next, and name the guide that tells more. They link to it if the collection has the address
        of its documentation.
    type: list
    elements: dict
  title:
    description: The title of the report.
    type: str
    default: Boomi processes
  timezone:
    description:
      - The time zone of the runtimes that are not in O(atom_timezones), as an IANA name.
      - With V(runtime) each schedule is in the time zone of its own runtime, which C(process_schedules) has as C(atom_time_zone) with
        O(boomi.spaces.integration_pack_process_info#module:include_runtimes=true). If it is not known, the report says so, has no next runs of the schedule and
        does not count its runs. The report has the number of these schedules.
    type: str
    default: UTC
  atom_timezones:
    description:
      - The time zones of runtimes, as a dictionary from their IDs or names to IANA names. It overrides O(timezone) for the schedules on those runtimes.
      - By default all are in O(timezone).
      - The page, Markdown and JSON list those of them that no process is on.
    type: dict
  start:
    description:
      - The moment of the report. Next runs and the next 24 hours begin here. The week begins with the day of this moment. The default is now.
      - A date and time, or ISO 8601 text, with an offset or V(Z). Without an offset it is in O(viewer_timezone). A date alone means midnight.
    type: raw
  weeks:
    description: The number of weeks from O(start) for which to list runs, with O(format=ical).
    type: int
    default: 4
  viewer_timezone:
    description:
      - The time zone of the reader, as an IANA name. All moments of the report are in it, and its days begin at midnight there. The report names it.
      - The default is O(timezone). With O(timezone=runtime) it is UTC.
    type: str
  verdicts:
    description:
      - What P(boomi.spaces.run_verdicts#filter) returns. HTML, Markdown, JSON and JUnit then show what ran, for each process and runtime.
      - HTML has a timeline with a mark for each run, with a shape and a word of its own for each verdict. If a row has more than 100 runs, each mark is a
        stretch of time and shows the worst verdict in it. If there are more than 200 rows, those with the worst verdicts are shown.
      - Markdown lists the 50 worst rows in which not all runs were on time. JSON counts all runs, and has each that is neither V(ran) nor V(ran_late).
      - JUnit has a test suite C(runs) with a test case for each process and runtime. It fails if a run is V(missed), V(ran_failed), V(stuck) or
        V(discarded), and is skipped if nothing is known of any run.
      - All of them say how many runs are V(unknown), and why. HTML, Markdown and JSON say what the V(missed) runs assume.
      - Without this option the report does not mention what ran.
    type: raw
  execution_records:
    description:
      - The registered result of M(boomi.spaces.execution_record_info), or its list. It should be the one that O(verdicts) are from.
      - The report then shows how long the runs took. Without O(verdicts) it has no effect.
    type: raw
  checks:
    description:
      - What P(boomi.spaces.policy_summary#filter) returns for the same findings. HTML, Markdown and JSON then show what was checked, and what held.
      - Without this option they do not.
    type: raw
  provenance:
    description:
      - Where the processes and the findings come from. HTML, Markdown and JSON have it at their end, with the versions of the collection and of ansible-core,
        the moment and the time zone. By default nothing of it is known, and the report says so.
      - No other keys are allowed, so that a secret cannot get into a report.
    type: dict
    suboptions:
      account_id:
        description: The account, RV(boomi.spaces.integration_pack_process_info#module:account_id).
        type: str
      space_guid:
        description: The space, RV(boomi.spaces.integration_pack_process_info#module:space_guid).
        type: str
      source:
        description: The API, RV(boomi.spaces.integration_pack_process_info#module:source).
        type: str
      policy_file:
        description: The file of the policy.
        type: str
      policy_sha256:
        description: The SHA-256 of this file, in hexadecimal.
        type: str
  previous:
    description:
      - An earlier report in the format V(json), as text or parsed. HTML, Markdown and JSON then list the schedules that are new, gone or changed since then,
        and the findings that are new or gone.
      - Schedules are compared by the minutes that they denote. A finding is the same if it is about the same rule, process, environment and runtime.
      - Without this option, or with an empty text, nothing is compared.
    type: raw
seealso:
  - module: boomi.spaces.integration_pack_process_info
    description: The processes to report on.
  - plugin: boomi.spaces.policy_findings
    plugin_type: filter
    description: The findings to report.
  - plugin: boomi.spaces.policy_summary
    plugin_type: filter
    description: What was checked and held, to report.
  - plugin: boomi.spaces.run_verdicts
    plugin_type: filter
    description: The verdicts to report.
  - plugin: boomi.spaces.to_ical
    plugin_type: filter
    description: The runs of one schedule as a calendar.
"""

EXAMPLES = r"""
- name: Write a page for colleagues
  ansible.builtin.copy:
    content: "{{ processes | boomi.spaces.report(title='Order to Cash', timezone='Europe/Berlin') }}"
    dest: /tmp/order-to-cash.html
    mode: "0644"
  vars:
    processes:
      - id: 16ee72cd-92d2-43e2-9069-e67821a27c5c
        name: Web Shop Orders to SAP
        process_schedules:
          - atom_id: 88169c56-c9b0-40c9-819d-5b6b1251c667
            atom_name: prod-frankfurt-1
            env_id: abf36ab8-6576-4861-a706-9bc9ee744539
            env_name: Production
            enabled: true
            schedule: [{minutes: "0-59/15", hours: "8-18", days_of_week: "2-6"}]
            retry: {schedule: [], max_retry: 5}

- name: Read the next run from the report for programs
  ansible.builtin.assert:
    that:
      - made.summary.runs_24_hours == 1
      - made.processes[0].deployments[0].next_runs[0] == '2026-11-24T01:30:00+01:00'
      - made.findings is none
  vars:
    made: "{{ processes | boomi.spaces.report('json', timezone='Europe/Berlin', start='2026-11-24') | from_json }}"
    processes:
      - {id: p1, name: Invoice Export, process_schedules: [{schedule: [{minutes: "30", hours: "1"}]}]}

- name: Read the next run on the clock of the reader and on that of the runtime
  ansible.builtin.assert:
    that:
      - made.timezone == 'Europe/Berlin'
      - deployment.timezone == 'America/New_York'
      - deployment.next_runs[0] == '2026-11-24T09:00:00+01:00'
      - deployment.next_runs_local[0] == '2026-11-24T03:00:00-05:00'
      - made.runtimes[0].online
      - made.summary.zone_not_known == 1
      - made.processes[0].deployments[1].next_runs == []
  vars:
    made: "{{ processes | boomi.spaces.report('json', timezone='runtime', viewer_timezone='Europe/Berlin', start='2026-11-24') | from_json }}"
    deployment: "{{ made.processes[0].deployments[0] }}"
    processes:
      - id: p1
        name: Invoice Export
        process_schedules:
          - {schedule: [{minutes: "0", hours: "3"}], atom_id: a1, atom_status: ONLINE, atom_status_detail: ONLINE_RUNNING, atom_time_zone: America/New_York}
          - {schedule: [{minutes: "0", hours: "3"}], atom_id: a2, atom_status: OFFLINE, atom_status_detail: OFFLINE, atom_time_zone: null}

- name: A finding fails a test case
  ansible.builtin.assert:
    that:
      - text is search('<testsuite name="processes.0." tests="1" failures="1"')
      - text is search('<testcase classname="processes.0..enabled" name="Invoice Export"><failure message="It is paused."')
  vars:
    text: "{{ [] | boomi.spaces.report('junit', findings=findings, start='2026-11-24') }}"
    findings:
      - rule: processes[0].enabled
        severity: error
        message: It is paused.
        process_id: p1
        process_name: Invoice Export
        instance_id:
        env_id:
        atom_id:
        expected: true
        actual: false

- name: Report what was checked and held, with where the facts come from
  ansible.builtin.assert:
    that:
      - made.verdict == 'The policy holds for 1 schedule of 1 process.'
      - made.checks[0].rule == 'Retries' and made.checks[0].holds and made.checks[0].schedules == 1
      - made.provenance.account_id == 'nordwindhandel-7KQ2ZD' and made.provenance.space_guid is none
      - made.provenance.ansible_core_version == ansible_version.full
  vars:
    made: "{{ processes | boomi.spaces.report('json', findings, checks=checks, provenance=provenance) | from_json }}"
    findings: "{{ processes | boomi.spaces.policy_findings(policy) }}"
    checks: "{{ processes | boomi.spaces.policy_summary(policy, findings) }}"
    policy: {version: 1, processes: [{name: Retries, match: "*", max_retry: 5}]}
    provenance: {account_id: nordwindhandel-7KQ2ZD, source: platform}
    processes:
      - {id: p1, name: Load, process_schedules: [{atom_id: a1, schedule: "0 1 * * * *", retry: {schedule: [], max_retry: 5}}]}

- name: Report what has changed since yesterday
  ansible.builtin.assert:
    that:
      - made.changed_since.schedules | map(attribute='change') | list == ['changed', 'new']
      - "made.changed_since.schedules[0].differences == ['Extra runs: at 02:00 every day; missing runs: at 01:00 every day']"
      - made.changed_since.gone_findings is none
  vars:
    made: "{{ today | boomi.spaces.report('json', previous=yesterday | boomi.spaces.report('json')) | from_json }}"
    yesterday:
      - {id: p1, name: Load, process_schedules: [{atom_id: a1, schedule: "0 1 * * * *"}]}
    today:
      - {id: p1, name: Load, process_schedules: [{atom_id: a1, schedule: "0 2 * * * *"}, {atom_id: a2, schedule: []}]}

- name: Report what ran last night
  ansible.builtin.assert:
    that:
      - made.runs.summary.planned == 3 and made.runs.summary.ran == 2 and made.runs.summary.missed == 1
      - made.runs.rows[0].verdicts | length == 1
      - made.runs.rows[0].verdicts[0].verdict == 'missed'
      - made.runs.rows[0].median_duration_minutes == 1.0
      - text is search('1 missed, 2 on time')
  vars:
    made: "{{ processes | boomi.spaces.report('json', verdicts=verdicts, execution_records=records) | from_json }}"
    text: "{{ processes | boomi.spaces.report('markdown', verdicts=verdicts) }}"
    verdicts: "{{ processes | boomi.spaces.run_verdicts(records, '2026-11-28', '2026-11-28T06:00', now='2026-11-28T08:00Z') }}"
    processes:
      - {id: p1, name: Load, process_schedules: [{atom_id: a1, atom_status: ONLINE, enabled: true, schedule: "0 1-3 * * * *"}]}
    records:
      since: "2026-11-27T12:00:00Z"
      until: "2026-11-28T08:00:00Z"
      exhaustive: true
      execution_records:
        - &run
          execution_id: e1
          execution_time: "2026-11-28T01:00:03Z"
          execution_type: exec_sched
          execution_duration: 60000
          status: COMPLETE
          process_id: p1
          atom_id: a1
        - {<<: *run, execution_id: e2, execution_time: "2026-11-28T03:00:02Z"}
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
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import one_of, text, whole_number
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import ANSIBLE_CORE, now, plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._report import ical, json_document, junit, markdown, page
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.building import build
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import Report
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import UTC, moment_of, zone_of

# By format; the second argument is the number of weeks.
_WRITERS: dict[str, Callable[[Report, int], str]] = {
    "html": lambda made, _weeks: page.write(made),
    "junit": lambda made, _weeks: junit.write(made),
    "json": lambda made, _weeks: json_document.write(made),
    "markdown": lambda made, _weeks: markdown.write(made),
    "ical": ical.write,
}


# The arguments may be given by position.
@plugin
def report(
    processes: object,
    format: object = "html",  # noqa: A002 - the name of the filter's option
    findings: object = None,
    title: object = "Boomi processes",
    timezone: object = "UTC",
    atom_timezones: object = None,
    start: object = None,
    weeks: object = 4,
    viewer_timezone: object = None,
    verdicts: object = None,
    execution_records: object = None,
    checks: object = None,
    provenance: object = None,
    previous: object = None,
) -> str:
    write = _WRITERS[one_of("format", format, tuple(_WRITERS))]
    zones = read_zones(timezone, atom_timezones)
    made = build(
        processes,
        findings=findings,
        title=text("title", title),
        zones=zones,
        viewer=zones.own or UTC if viewer_timezone is None else zone_of(viewer_timezone, "viewer_timezone"),
        start=now().replace(second=0, microsecond=0) if start is None else moment_of("start", start),
        verdicts=verdicts,
        execution_records=execution_records,
        checks=checks,
        provenance=provenance,
        previous=previous,
        ansible_core=ANSIBLE_CORE,
    )
    return write(made, whole_number("weeks", weeks, 1))


class FilterModule:
    """Filter of Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"report": report}
