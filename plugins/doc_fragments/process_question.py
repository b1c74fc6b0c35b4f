# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that select processes, shared by the module, the lookup and the inventory."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  instance_names:
    description:
      - Names of integration pack instances, as M(boomi.spaces.integration_pack_instance_info) returns them. The name of an instance is its override name, or
        its pack's name if it has no override name.
      - Names must match exactly. If several instances have the same name, the name is an error that lists their IDs. An empty list is an error.
      - By default no instance is selected by name. Without names and IDs, every instance is selected.
    type: list
    elements: str
  environments:
    description:
      - Keep only the C(process_schedules) of these environments, given by their IDs or names, as M(boomi.spaces.environment_info) returns them.
      - Processes without any of them stay in the list, with an empty C(process_schedules). A value that matches no environment is an error,
        and so is an empty list.
      - By default those of all environments are kept.
    type: list
    elements: str
  atoms:
    description:
      - Keep only the C(process_schedules) of these runtimes (atoms), given by their IDs or names, as M(boomi.spaces.environment_info) returns them.
        Together with O(environments), those that match both are kept.
      - Processes without any of them stay in the list, with an empty C(process_schedules). A value that matches no runtime is an error,
        and so is an empty list.
      - By default those of all runtimes are kept.
    type: list
    elements: str
  missing:
    description:
      - What to do about an instance that the API does not know in this space or account.
      - V(fail) fails and names each one. V(report) leaves it out and reports it. Any other error fails in both cases.
    type: str
    choices: [fail, report]
    default: fail
  query:
    description:
      - A JMESPath expression that is applied to the list of processes, such as V([?process_schedules==`[]`].name). By default there is none.
      - If nothing matches, the result is an empty list or null, which is not an error. An invalid expression is an error before any request is sent.
      - Its time and memory are not limited. Needs the Python library jmespath where the plugin runs.
    type: str
requirements:
  - jmespath >= 0.10, for O(query)
"""

    # What to get in addition to the schedules. The inventory has these options too.
    INCLUDE = r"""
options:
  include_status:
    description:
      - Whether to get the status of each schedule, enabled or paused. With O(source=spaces) it comes from the Platform API, which needs the credentials
        O(account_id), O(username) and O(api_token), and one request for about every hundred processes.
      - Without it C(enabled) is null, which means unknown. With O(source=platform) the status is always included.
    type: bool
    default: false
  include_names:
    description:
      - Whether to add C(env_name), C(env_classification) and C(atom_name) to each of the C(process_schedules), C(instance_name) and
        C(original_process_id) to each process, and C(name) to each C(integration_pack) of a process.
      - Only the Platform API has C(original_process_id). With O(source=spaces) it is null.
      - The names of runtimes come from the environments that they are attached to. A runtime that is attached to no environment has no name.
      - An unknown name is null. Names that the user may not read are null too, with a warning.
    type: bool
    default: false
  include_runtimes:
    description:
      - Whether to add C(atom_status), C(atom_status_detail) and C(atom_time_zone) to each of the C(process_schedules), as M(boomi.spaces.atom_info) returns
        them, whichever O(source) is set. They come from the Platform API, which needs the credentials O(account_id), O(username) and O(api_token).
      - It takes a request for every two hundred runtimes, one for the time zones of every hundred local runtimes, and usually three for each
        attachment to a cloud.
      - They are null for a runtime that the account does not have. What the user may not read is null too, with a warning. The privilege
        is ATOM_MANAGEMENT or ATOM_MANAGEMENT_READ_ONLY.
    type: bool
    default: false
"""
