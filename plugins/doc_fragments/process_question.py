# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that say which processes are asked for, shared by the module, the lookup and the inventory."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  instance_names:
    description:
      - Names of integration pack instances, as M(boomi.spaces.integration_pack_instance_info) tells them. The name of an instance is its override name, or
        its pack's name where it has no override name.
      - Names are compared exactly. A name that several instances bear is an error that lists their IDs. An empty list is an error.
      - By default there are none. Without any IDs too, every instance is asked for.
    type: list
    elements: str
  environments:
    description:
      - Keep only the C(process_schedules) of these environments, each given by its ID or its name, as M(boomi.spaces.environment_info) tells them.
      - Processes that are left without any of them stay in the list, with an empty C(process_schedules). A value that names no environment is an error,
        and so is an empty list.
      - By default those of all environments are kept.
    type: list
    elements: str
  atoms:
    description:
      - Keep only the C(process_schedules) of these runtimes (atoms), each given by its ID or its name, as M(boomi.spaces.environment_info) tells them.
        With O(environments) too, those that match both are kept.
      - Processes that are left without any of them stay in the list, with an empty C(process_schedules). A value that names no runtime is an error,
        and so is an empty list.
      - By default those of all runtimes are kept.
    type: list
    elements: str
  missing:
    description:
      - What to do about an instance that the API does not know in this space or account.
      - V(fail) fails and names each one. V(report) leaves it out and tells of it. Everything else that goes wrong is a failure with both.
    type: str
    choices: [fail, report]
    default: fail
  query:
    description:
      - A JMESPath expression that is applied to the list of processes, such as V([?process_schedules==`[]`].name). By default there is none.
      - It finds an empty list, or null, where nothing matches, which is no error. An expression that is not valid is one, before Boomi is asked.
      - Needs the Python library jmespath, where the plugin runs.
    type: str
"""

    # What is asked for beside the schedules themselves. The inventory has these too.
    INCLUDE = r"""
options:
  include_status:
    description:
      - Whether to ask the Platform API also with O(source=spaces) if each schedule is enabled or paused. This takes the credentials
        O(account_id), O(username) and O(api_token), and a request for about every hundred processes.
      - Without it C(enabled) is null, which means not known. With O(source=platform) it is always asked for.
    type: bool
    default: false
  include_names:
    description:
      - Whether to add C(env_name), C(env_classification) and C(atom_name) to each of the C(process_schedules).
      - Runtimes have their names from the environments that they are attached to, so that one of no environment has none.
      - A name that is not known is null. Names that the user may not read are null too, and a warning says so.
    type: bool
    default: false
"""
