#!/usr/bin/python
# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: atom_info
short_description: Get Boomi runtimes, with their status and their time zone
version_added: 0.1.0
description:
  - Gets the runtimes (atoms, molecules, clouds and attachments to clouds) of an account, with their status, version, environment and time zone.
  - Only the Platform API knows them. The module uses it whichever O(source) is set.
  - The facts are the API's data, normalised. Lists are always lists, IDs are strings, and an unknown value is null.
  - The result is complete, or the task fails. An unknown runtime and a Boomi that cannot be reached are different errors (see RV(error)).
author:
  - The boomi.spaces maintainers (!UNKNOWN)
extends_documentation_fragment:
  - boomi.spaces.connection
  - boomi.spaces.attributes
options:
  atoms:
    description:
      - The runtimes to return, given by their IDs or names. If several have the same name, all of them are returned.
      - By default every runtime of the account is returned. An empty list is an error.
    type: list
    elements: str
  environments:
    description:
      - Keep only the runtimes that are attached to these environments, given by their IDs or names. An empty list is an error.
      - By default those of all environments are kept, and those that are attached to none. If none matches, RV(atoms) is empty, which is not an error.
    type: list
    elements: str
  statuses:
    description:
      - Keep only the runtimes of these statuses. Together with O(atoms) and O(environments), keep only those that match all of them.
        An empty list is an error.
      - By default those of every status are kept. If none matches, RV(atoms) is empty, which is not an error.
    type: list
    elements: str
    choices: [ONLINE, WARNING, OFFLINE, UNKNOWN]
  include_nodes:
    description:
      - Whether to get the nodes of molecules and clouds, with one request for each of them. By default they are not asked for.
    type: bool
    default: false
  missing:
    description:
      - What to do about a selected runtime or environment that does not exist.
      - V(fail) fails and names each one. V(report) leaves it out and lists it in RV(missing_atoms) or RV(missing_environments).
    type: str
    choices: [fail, report]
    default: fail
notes:
  - The module runs on the host of the task. That host needs the requirements and access to Boomi, and its environment variables are used. To run the
    module on the controller, use C(delegate_to) with V(localhost), or C(connection) with V(local).
  - The user needs the privilege ATOM_MANAGEMENT or ATOM_MANAGEMENT_READ_ONLY. Without it the task fails. If Boomi refuses the time zones, nodes or
    environments alone, they are null, with a warning.
  - Boomi notices after 45 seconds to 4 minutes that it has lost the contact to a runtime. V(OFFLINE) means that there is no contact. The runtime may be
    running, and may even start its schedules.
  - The time zones of local runtimes take one request for every hundred of them. The time zone of an attachment to a cloud usually takes three requests, since
    Boomi asks the cloud for it. The module asks several at once, and waits for O(timeout) seconds at most. An attachment that is offline is not asked.
  - The time zone of a local runtime is that of its last upload to Boomi, in general the last restart.
  - A name of three letters, such as V(IST), stands for several time zones. Such a zone is null, with a warning. So is one that the TZ database of the host
    does not have.
seealso:
  - module: boomi.spaces.environment_info
    description: The environments, with the IDs and names of their runtimes. It also works with the Spaces API.
  - module: boomi.spaces.integration_pack_process_info
    description: What runs there, and when. With C(include_runtimes) each schedule has the status and the time zone of its runtime.
"""

EXAMPLES = r"""
# The credentials come from the environment: BOOMI_ACCOUNT_ID, BOOMI_USERNAME and BOOMI_API_TOKEN.

- name: Get every runtime of the account
  boomi.spaces.atom_info:
  register: boomi

- name: Show their status and time zone
  ansible.builtin.debug:
    msg: "{{ item.name }}: {{ item.status }} ({{ item.status_detail }}), time zone {{ item.time_zone or 'not known' }}"
  loop: "{{ boomi.atoms }}"
  loop_control:
    label: "{{ item.id }}"

- name: Get the runtimes of production that are not online
  boomi.spaces.atom_info:
    environments:
      - Production
    statuses:
      - WARNING
      - OFFLINE
      - UNKNOWN
  register: troubled

- name: Name them
  ansible.builtin.debug:
    msg: "Not online: {{ troubled.atoms | map(attribute='name') | join(', ') }}"
  when: troubled.atoms | length > 0

- name: Get the nodes of a molecule
  boomi.spaces.atom_info:
    atoms:
      - prod-frankfurt-1
    include_nodes: true
  register: molecule

- name: Check that no node has a problem
  ansible.builtin.assert:
    that: molecule.atoms[0].nodes | selectattr('cluster_problem') | length == 0

- name: Make a mapping of runtimes to time zones, for the filters that take atom_timezones
  ansible.builtin.set_fact:
    zones: "{{ boomi.atoms | selectattr('time_zone') | items2dict(key_name='id', value_name='time_zone') }}"

- name: Look for a runtime without failing
  boomi.spaces.atom_info:
    atoms:
      - prod-madrid-1
    missing: report
  register: madrid
"""

RETURN = r"""
atoms:
  description: The runtimes, in the API's order.
  returned: success
  type: list
  elements: dict
  contains:
      id:
        description: ID of the runtime.
        returned: success
        type: str
        sample: 3456789a-bcde-f012-3456-789abcdef012
      name:
        description: Name of the runtime.
        returned: success
        type: str
        sample: My Local Atom
      status:
        description: V(ONLINE), V(WARNING), V(OFFLINE) or V(UNKNOWN), as of RV(read_at).
        returned: success
        type: str
        sample: OFFLINE
      status_detail:
        description:
          - The status in more detail, such as V(ONLINE_RUNNING), V(RESTARTING) or V(OFFLINE_WITH_ERROR).
          - A runtime that is V(ONLINE) but V(ONLINE_STARTING), V(ONLINE_STOPPING) or V(RESTARTING) starts no scheduled runs.
        returned: success
        type: str
        sample: OFFLINE_WITH_ERROR
      type:
        description: V(ATOM), V(MOLECULE) or V(CLOUD). An attachment to a cloud is of the type V(CLOUD).
        returned: success
        type: str
        sample: ATOM
      is_cloud_attachment:
        description: Whether it is an attachment to a cloud. Null if the API does not say so, as for local runtimes.
        returned: success
        type: bool
        sample: null
      current_version:
        description: Version of the runtime.
        returned: success
        type: str
        sample: 17.08.0.0
      host_name:
        description: Name or IP address of its machine; of an attachment, the name of the cloud.
        returned: success
        type: str
        sample: WN7X64-11A2BB3
      date_installed:
        description: When it was installed; of an attachment, when the cloud was.
        returned: success
        type: str
        sample: "2016-02-05T14:49:21Z"
      created_by:
        description: Who created it, for runtimes that were created after April 2024.
        returned: success
        type: str
        sample: null
      capabilities:
        description: What else it can do, V(GATEWAY) or V(BROKER).
        returned: success
        type: list
        elements: str
        sample: []
      cloud_id:
        description: ID of the cloud that it is attached to.
        returned: success
        type: str
        sample: null
      cloud_name:
        description: Name of the cloud.
        returned: success
        type: str
        sample: null
      cloud_owner_name:
        description: Name of the account that owns the cloud.
        returned: success
        type: str
        sample: null
      cloud_molecule_id:
        description: ID of the cluster of the cloud.
        returned: success
        type: str
        sample: null
      cloud_molecule_name:
        description: Name of the cluster of the cloud.
        returned: success
        type: str
        sample: null
      instance_id:
        description: ID of the attachment in the cloud. It is not that of an integration pack instance.
        returned: success
        type: str
        sample: null
      purge_history_days:
        description: After how many days logs and documents are purged.
        returned: success
        type: int
        sample: 18
      purge_immediate:
        description: Whether documents are purged after each run.
        returned: success
        type: bool
        sample: false
      force_restart_time:
        description: How long Boomi waits before it forces a restart, in milliseconds.
        returned: success
        type: int
        sample: 9
      env_id:
        description: ID of the environment that it is attached to. Null if it is attached to none, or if the user may not read it.
        returned: success
        type: str
        sample: 456789ab-cdef-0123-4567-89abcdef0123
      env_name:
        description: Name of the environment, null if it is not known.
        returned: success
        type: str
        sample: Production
      env_classification:
        description: Classification of the environment, V(PROD) or V(TEST), null if it is not known.
        returned: success
        type: str
        sample: PROD
      time_zone:
        description:
          - The time zone that its schedules are in, a name of the TZ database, or an offset such as V(GMT+02:00).
          - Null if it cannot be read. Nothing is guessed. A warning says why, unless no zone is set, as for an attachment to a cloud of Boomi. According to
            Boomi, those keep Etc/UTC.
        returned: success
        type: str
        sample: Europe/Berlin
      time_zone_source:
        description: Where RV(atoms[].time_zone) comes from, V(startup_properties) or V(account_property). Null if there is no zone.
        returned: success
        type: str
        sample: startup_properties
      nodes:
        description:
          - The machines of a molecule or a cloud. Empty if Boomi returns none, null if the user may not read them. A runtime of the type V(ATOM) has no such
            key.
        returned: with O(include_nodes=true)
        type: list
        elements: dict
        contains:
          node_id:
            description: ID of the node.
            returned: success
            type: str
            sample: 10_0_0_2
          host_name:
            description: Name or IP address of its machine.
            returned: success
            type: str
            sample: ny-2.company.example
          status:
            description: Status of the node.
            returned: success
            type: str
            sample: RUNNING
          cluster_problem:
            description: What is wrong with the node, null if nothing is.
            returned: success
            type: str
            sample: null
missing_atoms:
  description: The IDs and names that match no runtime. Always empty with O(missing=fail).
  returned: success
  type: list
  elements: str
  sample: []
missing_environments:
  description: The IDs and names that match no environment. Always empty with O(missing=fail).
  returned: success
  type: list
  elements: str
  sample: []
read_at:
  description: When the status was read, by the clock of the host, in UTC. The API does not say how old a status is.
  returned: success
  type: str
  sample: "2026-11-28T18:42:33Z"
source:
  description: The API that was queried, always V(platform).
  returned: success
  type: str
  sample: platform
request_count:
  description: How many HTTP requests were sent, including the login and all retries.
  returned: success
  type: int
  sample: 3
retry_count:
  description: How many of the requests were retries, after Boomi throttled the request or it failed temporarily.
  returned: success
  type: int
  sample: 0
waited_seconds:
  description:
    - How long the pauses before retries were, in seconds, rounded to a tenth.
    - Up to four requests are sent in parallel, and their pauses add up.
  returned: success
  type: float
  sample: 0.0
error:
  description: The failure as data, in the form of RV(boomi.spaces.integration_pack_process_info#module:error). C(msg) is the sentence to show.
  returned: failure
  type: dict
  sample:
    kind: not_found
    code: null
    status: null
    url: null
    message: Boomi does not know the runtime "prod-madrid-1" in this account. Correct the list, or set missing to report.
    instance_id: null
    instance_ids: []
"""

from ansible_collections.boomi.spaces.plugins.module_utils._connection import connection_from
from ansible_collections.boomi.spaces.plugins.module_utils._module import run
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Get, Warn
from ansible_collections.boomi.spaces.plugins.module_utils._queries.runtimes import (
    RUNTIME_SPEC,
    RuntimeFacts,
    runtime_facts,
    runtime_question_from,
)


def answer(get: Get, warn: Warn) -> RuntimeFacts:
    return runtime_facts(connection_from(get, needs_space=False), runtime_question_from(get), warn)


def main() -> None:
    run(RUNTIME_SPEC, answer)


if __name__ == "__main__":
    main()
