# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An event for each process of a Boomi integration pack whose schedule, status or deployment changes, for runtimes that go offline, and for missed runs."""

from __future__ import annotations

import asyncio
import concurrent.futures
import importlib
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Callable, TypeVar

DOCUMENTATION = r"""
---
name: schedule_change
short_description: Emit an event when the schedule, the status or the deployment of a Boomi process changes, a runtime goes offline, or a run is missed
version_added: 0.1.0
description:
  - An event source for rulebooks of ansible-rulebook. It polls Boomi and emits one event for each process of the integration pack instances of a space
    or an account that has changed since the previous poll.
  - With O(include_runtimes) it also emits an event when runtimes go offline, come back, or get another time zone.
  - With O(include_runs) it also emits an event when planned runs were missed, failed or late, and when the next one was on time again.
  - The first poll records the present state and emits no events. O(state_file) keeps this state across restarts. The first poll after a restart
    emits the changes that happened in between.
  - If ansible-rulebook is killed, no change is lost. The one event that was being delivered can be repeated, with the same C(id).
  - Nothing is ever written to Boomi.
author:
  - The boomi.spaces maintainers (!UNKNOWN)
options:
  interval:
    description:
      - Seconds from the end of a poll to the start of the next, at least V(1).
      - While polls fail, each pause is twice as long as the one before, up to 15 minutes, or up to the interval if that is longer.
    type: float
    default: 300
  state_file:
    description:
      - The file for the result of the last poll and the events that are not yet delivered. Its folder must exist, and must survive a restart.
      - Only its owner can read it. Two small files, which end in C(.progress) and C(.lock), are kept next to it.
      - It can be a symbolic link. The state is then in the link's target, and the link stays. The two small files are kept next to the link,
        and must not be links themselves.
      - Each event source needs its own file. Links to the same file do not exclude each other, because each has its own lock.
      - A file of other options, a damaged one, and one that is not a regular file are errors. The file is never overwritten silently.
    type: path
    required: true
  feedback:
    description:
      - Whether each event waits until the rule engine has taken the one before. It needs an ansible-rulebook that runs with persistence.
      - Without it, an event counts as delivered when ansible-rulebook has accepted it. An event that ansible-rulebook drops while stopping is not repeated.
    type: bool
    default: false
  instance_ids:
    description:
      - IDs of integration pack instances. With neither these nor O(instance_names), every instance of the space is watched, or of the account
        with O(source=platform).
      - M(boomi.spaces.integration_pack_instance_info) returns IDs and names. An empty list is an error.
      - An instance that Boomi does not know at the first poll is an error. If an instance is removed later, each of its processes is an event.
    type: list
    elements: str
  instance_names:
    description:
      - Names of integration pack instances, which must match exactly. The name of an instance is its override name, or its pack's name if it has none.
      - If several instances have the same name, the name is an error.
    type: list
    elements: str
  environments:
    description:
      - Watch only the C(process_schedules) of these environments, given by their IDs or names.
      - By default those of all environments. A value that matches no environment is an error, and so is an empty list.
    type: list
    elements: str
  atoms:
    description:
      - Watch only the C(process_schedules) of these runtimes (atoms), given by their IDs or names.
      - By default those of all runtimes. A value that matches no runtime is an error, and so is an empty list.
    type: list
    elements: str
  include_status:
    description:
      - Whether to get the status of each schedule, enabled or paused. With O(source=spaces) it comes from the Platform API, which needs O(account_id),
        O(username) and O(api_token), of a user with the privilege SCHEDULE_MAINTENANCE, ATOM_MANAGEMENT or ATOM_MANAGEMENT_READ_ONLY.
      - With V(false), C(enabled) is null, and pausing or resuming a schedule emits no event. With O(source=platform) the status is always included.
    type: bool
    default: true
  include_names:
    description:
      - Whether to add the names of environments, runtimes, instances and packs to C(before) and C(after), and C(original_process_id) with
        O(source=platform). A change of these emits no event.
    type: bool
    default: false
  include_runtimes:
    description:
      - Whether to watch the runtimes of the schedules too. They are read from the Platform API, as M(boomi.spaces.integration_pack_process_info) does it
        with the same option. With O(source=spaces) this needs O(account_id), O(username) and O(api_token).
      - It adds C(atom_status), C(atom_status_detail) and C(atom_time_zone) to C(before) and C(after) of a process. They are as of the last reading.
        A change of these is an event about the runtime, not about the process.
      - It can be turned on and off without another O(state_file).
    type: bool
    default: false
  runtimes_interval:
    description:
      - Seconds between two readings of the runtimes, at least V(1). The first poll after this time reads them, also if the event source was restarted.
      - One reading takes a request for 100 runtimes, one for the time zones of 100 local runtimes, and usually three for each cloud attachment.
        The polls in between do not ask for runtimes.
    type: float
    default: 300
  include_runs:
    description:
      - Whether to watch what really runs too. Planned runs are held against the execution records and the audit log of the Platform API, as the filter
        P(boomi.spaces.run_verdicts#filter) does it. With O(source=spaces) this needs O(account_id), O(username) and O(api_token).
      - It needs the status of schedules, so O(include_status=false) is an error, and the runtimes, which are read as with O(include_runtimes=true), with
        the same events about them.
      - The user needs the privilege VIEW_RESULT, and should have VIEW_AUDIT_LOGS. Without the latter, runs are judged as if schedules had not been changed.
      - It can be turned on and off without another O(state_file).
    type: bool
    default: false
  runs_interval:
    description:
      - Seconds between two readings of what ran, at least V(1). The first poll after this time reads it, also if the event source was restarted.
      - One reading takes a request for each 100 records of at least the last 6 hours, and one for each 100 entries of the audit log.
        A poll at which there is nothing to judge asks for neither.
    type: float
    default: 300
  late_after:
    description:
      - How many minutes after its planned time a run may start and still be that run, V(0) to V(1440). A run is judged five minutes later.
    type: int
    default: 5
  max_runtime:
    description:
      - An unfinished run has failed after so many minutes, with the verdict V(stuck). Without it no run is.
      - A run that goes on delays the verdicts on the later runs of its schedule. So set it if runs can hang.
    type: int
  tolerated_in_a_row:
    description: How many bad runs of a schedule in a row emit no event. With V(1) a run that was missed once is no event, and the second one in a row is.
    type: int
    default: 0
  timezone:
    description:
      - The time zone of the schedules, as an IANA name, for O(include_runs). By default each schedule is in the time zone of its own runtime.
    type: str
    default: runtime
  atom_timezones:
    description:
      - The time zones of runtimes, as a dictionary from their IDs or names to IANA names. It overrides O(timezone) for the schedules on those runtimes.
    type: dict
  account_id:
    description:
      - The ID of the Boomi account, such as V(company-A1B2C3). Boomi shows it under Settings, Account Information.
      - This option and all that follow can be set by an environment variable. Its name is V(BOOMI_) and the option's name in capitals, such as
        E(BOOMI_ACCOUNT_ID). An option takes precedence over its variable. They mean the same as in M(boomi.spaces.integration_pack_process_info).
    type: str
  username:
    description: The e-mail address with which the user signs in to Boomi. The prefix V(BOOMI_TOKEN.) is added if missing.
    type: str
  api_token:
    description:
      - The API token of this user. Set it by E(BOOMI_API_TOKEN), not in a rulebook.
      - Create it in Boomi under Settings, My User Settings, Platform API Tokens, with Add New Token. Boomi shows it only once.
    type: str
  access_token:
    description: A ready token (JWT) for the Spaces API. It expires after five minutes, so it is of little use here. Use O(api_token) instead.
    type: str
  space_guid:
    description:
      - The GUID of the space to watch. Not used with O(source=platform).
      - M(boomi.spaces.space_info) returns the GUIDs of an account's spaces.
    type: str
  source:
    description: The API to query. The Spaces GraphQL API covers one space, the Platform REST API covers the whole account.
    type: str
    choices: [spaces, platform]
    default: spaces
  region:
    description: The region of the account's Boomi platform. It sets the defaults of O(spaces_url) and O(platform_url).
    type: str
    choices: [us, gb]
    default: us
  spaces_url:
    description: The whole URL of the Spaces GraphQL API. The default follows O(region).
    type: str
  platform_url:
    description: The base URL of the Platform API, without a path. The login uses it too. The default follows O(region).
    type: str
  override_account:
    description: The ID of the account that a partner queries with O(source=platform). It is an error with O(source=spaces).
    type: str
  validate_certs:
    description: Whether to check the certificate of the server.
    type: bool
    default: true
  ca_path:
    description:
      - A file in PEM format with the certificates of the authorities to trust, or a directory of such files.
      - By default those that come with the Python library requests.
    type: path
  client_cert:
    description: A file in PEM format with a client certificate, for a gateway that requires one.
    type: path
  client_key:
    description: The file with the key of O(client_cert), if it is not in the same file.
    type: path
  timeout:
    description:
      - How many seconds to wait for a response to begin, and again for the rest of it.
      - Name resolution, connecting and TLS are included, pauses between retries are not. So one attempt takes at most twice this time.
    type: float
    default: 30
  retries:
    description:
      - How often a request is retried after the HTTP statuses 429, 502, 503 and 504 and after a broken connection. The pauses between attempts grow.
      - A C(Retry-After) header is honoured, up to 60 seconds. The statuses 400, 401 and 403 are never retried, except that a 401 gets one new token.
      - One request takes at most twice O(timeout) for each attempt and 60 seconds between attempts, which is 11 minutes with the defaults. A poll starts
        no attempt after an hour. If the poll still fails, it belongs to an C(outage), and the next poll follows after O(interval).
    type: int
    default: 5
  requests_per_second:
    description:
      - The highest number of requests per second that a poll sends to the Platform API, including retries.
      - All processes of one user on one machine that ask the same account share it.
      - Boomi allows an account 5 to 10 per second, shared by all clients. Requests to the Spaces API are not paced.
    type: float
    default: 5
  batch_size:
    description:
      - The highest number of instances in one GraphQL request.
      - If the server refuses a request, the number is halved, down to 1. Not used with O(source=platform).
    type: int
    default: 25
requirements:
  - requests >= 2.25, for the Python that runs ansible-rulebook
notes:
  - The event source runs where ansible-rulebook runs, and sends its requests from there. Playbooks that a rule starts get the event as C(ansible_eda.event).
  - The whole event is under the key C(boomi). Every event has all keys. The example below shows them.
  - For a process C(type) is V(changed), V(added) or V(removed). C(before) and C(after) are the complete facts as
    M(boomi.spaces.integration_pack_process_info) returns them. C(before) is null for an added process, C(after) for a removed one.
  - "C(changed) lists what differs: V(schedule), V(status) (enabled or paused), V(deployment) (the runtimes, or their environments), V(retry) and
    V(name). For an added or removed process it is only V(process). For an added or removed runtime it is only V(deployment)."
  - Schedules are compared as they are written. The order of the entries does not matter. To find out whether two schedules that are written differently
    mean the same, use the test P(boomi.spaces.same_schedule_as#test).
  - "For runtimes C(type) is V(runtime), and C(changed) is one of V(went_offline), V(came_back) and V(zone_changed). There is one event for all
    runtimes that changed in the same way between two readings, however many these are. C(runtimes) lists them all; it is empty in other events."
  - A runtime is offline if Boomi returns a status other than V(ONLINE) and V(WARNING), or a detail with which it starts no schedules, V(ONLINE_STARTING),
    V(ONLINE_STOPPING), V(RESTARTING) and those that begin like it. V(OFFLINE), V(RESTARTING_TOO_LONG) and V(RESTARTING_DEAD) are told at once.
    Everything else can be a restart, which Boomi's monthly release causes on every runtime. It is told if two readings in a row find it.
  - A status or time zone that is null emits no event. The user may not read it, or Boomi does not have it. A line in the log says what may not be read.
    The next one that is not null is compared with the last one that was not.
  - "For planned runs C(type) is V(run), and C(changed) is one of V(missed), V(failed), V(late) and V(recovered). C(run) has the verdict, as
    P(boomi.spaces.run_verdicts#filter) returns it; it is null in other events. V(failed) are the verdicts V(ran_failed), V(discarded) and V(stuck),
    V(late) is V(ran_late)."
  - A row of bad runs of a schedule emits one event of each of these kinds, for the first run that O(tolerated_in_a_row) does not cover, and V(recovered)
    for the first run that was on time again. C(in_a_row) is the number of bad runs so far, and C(since) the planned time of the first of them.
  - Each planned run is judged once. A run that is V(unknown) or V(overlapped) is no event and ends no row. The reasons of V(unknown) are in the log.
  - Judging begins with the first poll, for a new or changed schedule with the poll that finds it. After a restart it continues where it was, at most
    24 hours back. While a runtime is not in contact, the verdicts on its runs wait for it, at most 24 hours too.
  - C(type) is V(outage) for the first of several failed polls in a row, and V(recovered) when a poll succeeds again. C(error) is the failure, as the modules
    return it. An incomplete response emits no events. Changes during an outage follow after V(recovered).
  - If Boomi returns null in place of the processes of an instance, without an error, they are unknown. That is not a change, and a line in the log names the
    instance. When Boomi returns them again, they are compared with the last ones that it did return. If it has never returned any, those are the first.
    A poll that gets null in place of the list of instances does not count. If it is the first one, it belongs to an C(outage).
  - If the very first poll fails and a retry cannot help, the event source ends with the error. Examples are a refused login, an unknown instance, and
    options that contradict each other.
  - A change happened between C(since), the start of the last successful poll before, and C(found_at). C(since) is null if there was no such poll.
    A poll that got null for the instance does not count.
  - If a text from Boomi contains the start of a Jinja template, the invisible character U+2060 is inserted after the brace. ansible-rulebook passes events
    to playbooks as extra variables, and Ansible would otherwise evaluate such a name.
seealso:
  - module: boomi.spaces.integration_pack_process_info
    description: The facts at one moment.
  - plugin: boomi.spaces.run_verdicts
    plugin_type: filter
    description: The verdicts on planned runs.
  - plugin: boomi.spaces.schedule_diff
    plugin_type: filter
    description: How the schedules before and after differ.
"""

EXAMPLES = r"""
# The credentials come from the environment: BOOMI_ACCOUNT_ID, BOOMI_USERNAME, BOOMI_API_TOKEN and BOOMI_SPACE_GUID.

- name: All processes of the space
  boomi.spaces.schedule_change:
    state_file: /var/lib/ansible-rulebook/boomi.json

- name: Two packs, from the Platform API, which knows the status of every schedule
  boomi.spaces.schedule_change:
    state_file: /var/lib/ansible-rulebook/packs.json
    source: platform
    instance_names:
      - Order to Cash
      - HR Master Data

- name: The processes in production, polled every minute
  boomi.spaces.schedule_change:
    state_file: /var/lib/ansible-rulebook/production.json
    interval: 60
    environments:
      - Production

- name: The runtimes in production too, read every ten minutes
  boomi.spaces.schedule_change:
    state_file: /var/lib/ansible-rulebook/runtimes.json
    interval: 60
    environments:
      - Production
    include_runtimes: true
    runtimes_interval: 600

- name: What really runs in production too, with one missed or failed run tolerated
  boomi.spaces.schedule_change:
    state_file: /var/lib/ansible-rulebook/runs.json
    interval: 60
    environments:
      - Production
    include_runs: true
    max_runtime: 120
    tolerated_in_a_row: 1

# An event: Employee Sync, which was paused on one of its two runtimes.
#
# boomi:
#   type: changed                       # or added, removed, runtime, run, outage, recovered
#   id: 0d9c1b7e5b0f4c0f9a3f0a3f6b1a2c4d-0
#   since: "2026-11-24T12:00:00Z"
#   found_at: "2026-11-24T12:05:01Z"
#   source: spaces
#   account_id: company-A1B2C3
#   space_guid: 5b0b7a36-64a1-4a77-8a0f-3d1f9b2c6e04
#   process_id: d236978c-bb09-47c2-b8f9-fd342045e1b8
#   process_name: Employee Sync
#   instance_id: SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwNw
#   changed: [status]
#   before: {id: d236978c-bb09-47c2-b8f9-fd342045e1b8, name: Employee Sync, process_schedules: [...], ...}
#   after: {id: d236978c-bb09-47c2-b8f9-fd342045e1b8, name: Employee Sync, process_schedules: [...], ...}
#   runtimes: []                        # of runtime: [{id, name, env_id, env_name, before: {...}, after: {...}}, ...]
#   run: null                           # of run: {env_id, env_name, atom_id, atom_name, schedule_id, expected_at, started_at, ...}
#   error: null                         # of an outage: {kind, code, status, url, message, instance_id, instance_ids}
#
# Of an event about a runtime that went offline, what differs. env_name needs include_names.
#
# boomi:
#   type: runtime
#   process_id: null                    # and so are process_name, instance_id, before and after
#   changed: [went_offline]             # or came_back, zone_changed
#   runtimes:
#     - id: 3456789a-bcde-4f01-a345-6789abcdef01
#       name: eu-runtime-1
#       env_id: 456789ab-cdef-4012-8567-89abcdef0123
#       env_name: null
#       before: {status: ONLINE, status_detail: ONLINE_RUNNING, time_zone: Europe/Berlin, read_at: "2026-11-24T12:00:00Z"}
#       after: {status: OFFLINE, status_detail: OFFLINE, time_zone: Europe/Berlin, read_at: "2026-11-24T12:05:00Z"}
#
# Of an event about a planned run that was missed, what differs. env_name needs include_names.
#
# boomi:
#   type: run
#   since: "2026-11-24T10:00:00Z"       # when the first bad run of the row was planned
#   process_id: d236978c-bb09-47c2-b8f9-fd342045e1b8
#   process_name: Employee Sync
#   instance_id: SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwNw
#   changed: [missed]                   # or failed, late, recovered
#   run:
#     env_id: 456789ab-cdef-4012-8567-89abcdef0123
#     env_name: null
#     atom_id: 3456789a-bcde-4f01-a345-6789abcdef01
#     atom_name: eu-runtime-1
#     schedule_id: Q1BTMzQ1Njc4OWEtYmNkZQ
#     expected_at: "2026-11-24T12:00:00+01:00"
#     started_at: null
#     delay_seconds: null
#     verdict: missed
#     reason: later_record              # the proof
#     assumed: []
#     execution_id: null
#     status: null
#     in_a_row: 2
"""

FEEDBACK_TIMEOUT = 120  # seconds

THREAD = "boomi.spaces.schedule_change"

Result = TypeVar("Result")


def _make_collection_importable() -> None:
    """ansible-rulebook runs this file by its path, without Ansible's loader of collections."""
    root = Path(__file__).resolve().parents[4]
    for name, path in (("ansible_collections", []), ("ansible_collections.boomi", []), ("ansible_collections.boomi.spaces", [str(root)])):
        package = ModuleType(name)
        package.__path__ = path
        sys.modules.setdefault(name, package)


try:
    importlib.import_module("ansible_collections.boomi.spaces")
except ImportError:
    _make_collection_importable()

from ansible_collections.boomi.spaces.plugins.module_utils._transport.waiting import in_thread
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.watch import Watch, watch_from


async def main(queue: asyncio.Queue[Any], args: dict[str, Any]) -> None:
    options = dict(args)
    feedback = options.pop("eda_feedback_queue", None)
    watch = watch_from(options, os.environ)
    try:
        await _uninterrupted(watch.open)
        while True:
            await _emit(watch, queue, feedback)
            outcome = await _abandonable(watch.poll)
            await _uninterrupted(watch.take, outcome)
            await _emit(watch, queue, feedback)
            await asyncio.sleep(watch.pause)
    finally:
        watch.close()


async def _emit(watch: Watch, queue: asyncio.Queue[Any], feedback: asyncio.Queue[Any] | None) -> None:
    for event in watch.pending:
        await queue.put({"boomi": event})
        if feedback is not None:
            await _accepted(feedback)
        await _uninterrupted(watch.emitted)


async def _accepted(feedback: asyncio.Queue[Any]) -> None:
    try:
        await asyncio.wait_for(feedback.get(), FEEDBACK_TIMEOUT)
    except asyncio.TimeoutError:
        raise TimeoutError(f"ansible-rulebook did not accept an event within {FEEDBACK_TIMEOUT} s. It is emitted again after a restart.") from None


async def _abandonable(function: Callable[..., Result], *args: Any) -> Result:
    """Calls a function that can take long and changes nothing. If this is cancelled, the call is abandoned."""
    return await asyncio.wrap_future(in_thread(THREAD, function, *args))


async def _uninterrupted(function: Callable[..., Result], *args: Any) -> Result:
    """Calls a function that must run to its end: if this is cancelled, it waits for the call first. Signals interrupt only the main thread."""
    future = in_thread(THREAD, function, *args)
    try:
        return await asyncio.wrap_future(future)
    except asyncio.CancelledError:
        concurrent.futures.wait([future])
        raise
