# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An event for each process of a Boomi integration pack whose schedule, status or deployment changes."""

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
short_description: Tell when the schedule, the status or the deployment of a Boomi process changes
version_added: 0.1.0
description:
  - An event source for rulebooks of ansible-rulebook. It polls Boomi, and emits one event for each process of the integration pack instances of a space,
    or of an account, that is not as it was at the poll before.
  - The first poll of all takes down what there is, and emits nothing. From then on O(state_file) carries it over restarts, and what changed while
    the event source did not run is told by its first poll.
  - A process that is killed loses no change. It can repeat the one event that was on its way, and that bears the same C(id).
  - Nothing is ever written to Boomi.
author:
  - The boomi.spaces maintainers (@boomi-spaces)
options:
  interval:
    description:
      - Seconds from the end of a poll to the begin of the next, at least V(1).
      - While polls fail, each pause is twice as long as the one before, up to 15 minutes, or to the interval where that is longer.
    type: float
    default: 300
  state_file:
    description:
      - The file that holds what the last poll found, and the events that are still to be told. Its folder must be there, and must outlive a restart.
      - It is readable by its owner only. Two small files, which end in C(.progress) and C(.lock), are kept beside it.
      - Each event source needs one of its own. One that belongs to another question, or is damaged, is an error and never a new beginning.
    type: path
    required: true
  feedback:
    description:
      - Whether the next event waits until the rule engine has taken this one. It needs an ansible-rulebook that runs with persistence.
      - Without it, an event counts as told when ansible-rulebook has accepted it, and one that it drops while it is being stopped is not told again.
    type: bool
    default: false
  instance_ids:
    description:
      - IDs of integration pack instances. With neither these nor O(instance_names), every instance of the space is asked about, or of the account
        with O(source=platform).
      - M(boomi.spaces.integration_pack_instance_info) tells IDs and names. An empty list is an error.
      - One that Boomi does not know at the first poll is an error. One that goes later is an event for each of its processes.
    type: list
    elements: str
  instance_names:
    description:
      - Names of integration pack instances, compared exactly. The name of an instance is its override name, or its pack's where it has none.
      - A name that several instances bear is an error.
    type: list
    elements: str
  environments:
    description:
      - Look only at the C(process_schedules) of these environments, each given by its ID or its name.
      - By default at those of all environments. A value that names no environment is an error, and so is an empty list.
    type: list
    elements: str
  atoms:
    description:
      - Look only at the C(process_schedules) of these runtimes (atoms), each given by its ID or its name.
      - By default at those of all runtimes. A value that names no runtime is an error, and so is an empty list.
    type: list
    elements: str
  include_status:
    description:
      - Whether to ask the Platform API also with O(source=spaces) if each schedule is enabled or paused. This takes O(account_id), O(username) and
        O(api_token), of a user with the privilege SCHEDULE_MAINTENANCE, ATOM_MANAGEMENT or ATOM_MANAGEMENT_READ_ONLY.
      - When it is V(false), C(enabled) is null, and a schedule that is paused or resumed is never told of. With O(source=platform) it is always asked for.
    type: bool
    default: true
  include_names:
    description:
      - Whether to add C(env_name), C(env_classification) and C(atom_name) to each of the C(process_schedules). A change of these names is no event.
    type: bool
    default: false
  account_id:
    description:
      - The ID of the Boomi account, such as V(company-A1B2C3). Boomi shows it under Settings, Account Information.
      - This and each of the options from here on can be given by an environment variable, which is called V(BOOMI_) and the option's name in capitals, as
        E(BOOMI_ACCOUNT_ID). An option that is given itself wins. They mean the same as in M(boomi.spaces.integration_pack_process_info).
    type: str
  username:
    description: The e-mail address with which the user signs in to Boomi. The prefix V(BOOMI_TOKEN.) is added where it is missing.
    type: str
  api_token:
    description:
      - The API token of this user. Give it by E(BOOMI_API_TOKEN), so that no rulebook holds it.
      - It is made in Boomi under Settings, My User Settings, Platform API Tokens, by Add New Token, and shown that once.
    type: str
  access_token:
    description: A ready token (JWT) for the Spaces API. It lives five minutes, so that it is of little use here. Give O(api_token) in its place.
    type: str
  space_guid:
    description:
      - The GUID of the space that is asked about. Not used with O(source=platform).
      - M(boomi.spaces.space_info) tells the GUIDs of an account's spaces.
    type: str
  source:
    description: Which API answers, the Spaces GraphQL API about one space, or the Platform REST API about the whole account.
    type: str
    choices: [spaces, platform]
    default: spaces
  region:
    description: Where the Boomi platform of the account stands. It sets the defaults of O(spaces_url) and O(platform_url).
    type: str
    choices: [us, gb]
    default: us
  spaces_url:
    description: The whole URL of the Spaces GraphQL API. The default follows O(region).
    type: str
  platform_url:
    description: The base URL, with no path, of the Platform API, which also hands out the tokens. The default follows O(region).
    type: str
  override_account:
    description: The ID of the account that a partner asks about, with O(source=platform). With O(source=spaces) it is an error.
    type: str
  validate_certs:
    description: Whether the certificate of the server is checked.
    type: bool
    default: true
  ca_path:
    description:
      - A file with the certificates of the authorities to trust, in PEM format, or a directory of them.
      - By default those that the Python library requests comes with.
    type: path
  client_cert:
    description: A file with a client certificate in PEM format, for a gateway that asks for one.
    type: path
  client_key:
    description: The file with the key of O(client_cert), where it is not in the same file.
    type: path
  timeout:
    description:
      - How long to wait for an answer to begin, and then for the whole of it, in seconds.
      - Name resolution, connecting and TLS count, and pauses between retries do not, so that one attempt takes at most twice as long as this, whatever the
        server does.
    type: float
    default: 30
  retries:
    description:
      - How often a request is sent again after the HTTP statuses 429, 502, 503 and 504 and after a broken connection, with growing pauses.
      - A C(Retry-After) of the server is honoured, up to 60 seconds. The statuses 400, 401 and 403 are never retried, but for one new token after a 401.
      - So one request takes at most twice O(timeout) for each attempt and 60 seconds between two, which are 11 minutes with the defaults, and a poll begins
        no attempt after an hour. A poll that fails all the same is one of an C(outage), and the next comes after O(interval).
    type: int
    default: 5
  requests_per_second:
    description:
      - How many requests a poll sends to the Platform API in a second at the most, all repetitions counted.
      - Boomi allows an account 5 to 10 of them, shared by all that ask. The Spaces API is asked without a pace.
    type: float
    default: 5
  batch_size:
    description:
      - For how many instances one GraphQL request asks at the most.
      - It is halved by itself, down to 1, where the server refuses a request. Not used with O(source=platform).
    type: int
    default: 10
requirements:
  - requests, for the Python that runs ansible-rulebook
notes:
  - It runs where ansible-rulebook runs, and asks from there. Playbooks that a rule starts get the event as C(ansible_eda.event).
  - Everything of an event is below the key C(boomi), and every event has every key. Its shape is that of the example below.
  - "C(type) is V(changed), V(added) or V(removed) for a process; C(before) and C(after) are its whole facts as
    M(boomi.spaces.integration_pack_process_info) returns them, null where it came or went."
  - "C(changed) names what differs: V(schedule), V(status) (enabled or paused), V(deployment) (the runtimes, or their environments), V(retry) and
    V(name); it is V(process) alone where the process came or went. On a runtime that is new or gone, only the deployment changed."
  - A schedule is compared as it is written, in any order of its entries. The test P(boomi.spaces.same_schedule_as#test) tells whether two that are
    written differently mean the same.
  - "C(type) is V(outage) when the first poll in a row fails, and V(recovered) when one succeeds again. C(error) is the failure, as the modules return
    it. Nothing is told from half an answer; what changed meanwhile follows after V(recovered)."
  - "Where the first poll of all fails by what trying again cannot mend, as a login that is refused, an instance that is not known, or options that
    contradict each other, the event source ends with that error."
  - What changed did so between C(since), the begin of the last poll that succeeded before, and C(found_at). The first is null before there was one.
  - "Where a text of Boomi holds the beginning of a Jinja template, the invisible character U+2060 stands after the brace: ansible-rulebook hands events to
    playbooks as extra variables, and Ansible would run such a name."
seealso:
  - module: boomi.spaces.integration_pack_process_info
    description: The facts of one moment.
  - plugin: boomi.spaces.schedule_diff
    plugin_type: filter
    description: In what the schedules before and after differ.
"""

EXAMPLES = r"""
# The credentials come from the environment: BOOMI_ACCOUNT_ID, BOOMI_USERNAME, BOOMI_API_TOKEN and BOOMI_SPACE_GUID.

- name: What is installed, and when it runs
  boomi.spaces.schedule_change:
    state_file: /var/lib/ansible-rulebook/boomi.json

- name: Two packs, from the Platform API, which knows of all that is paused
  boomi.spaces.schedule_change:
    state_file: /var/lib/ansible-rulebook/packs.json
    source: platform
    instance_names:
      - Order to Cash
      - HR Master Data

- name: What runs in production, looked at every minute
  boomi.spaces.schedule_change:
    state_file: /var/lib/ansible-rulebook/production.json
    interval: 60
    environments:
      - Production

# An event: Employee Sync, which was paused on one of its two runtimes.
#
# boomi:
#   type: changed                       # or added, removed, outage, recovered
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
#   error: null                         # of an outage: {kind, code, status, url, message, instance_id}
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
