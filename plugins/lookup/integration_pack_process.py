# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: integration_pack_process
short_description: Get the processes of Boomi integration pack instances, with their run schedules
version_added: 0.1.0
description:
  - Gets the processes of the integration pack instances of a space or an account, the runtimes (atoms) that they are deployed to, and their schedules.
  - Returns one element per term. Each element is a list of processes, even for no process or for one.
  - The facts and the errors are those of M(boomi.spaces.integration_pack_process_info).
author:
  - The boomi.spaces maintainers (!UNKNOWN)
extends_documentation_fragment:
  - boomi.spaces.connection
  - boomi.spaces.connection.plugin
  - boomi.spaces.process_question
  - boomi.spaces.process_question.include
options:
  _terms:
    description:
      - IDs of integration pack instances, or their names as for O(instance_names). A term is taken as a name if Boomi does not know it as an ID.
        M(boomi.spaces.integration_pack_instance_info) returns both.
      - With neither terms nor O(instance_names), every instance of the space is selected, or of the account with O(source=platform).
        An empty list is an error.
      - With O(instance_names) the elements of the names come after those of the terms.
      - A term may itself be a list of terms, such as a variable. Do not unpack it with C(*). An empty list would then leave no term and select every instance.
    type: list
    elements: str
notes:
  - Use C(query) or C(lookup) with C(wantlist=True) for several terms. C(lookup) takes a single element out of its list, so one term
    gives the list of its processes.
  - The lookup runs on the controller each time that the expression is evaluated. To use the result again, keep it with C(set_fact) or C(register).
    Do not put the lookup into a variable that many tasks use.
  - Any error fails the task, with the sentence that the module returns as C(msg). To distinguish failures by
    RV(boomi.spaces.integration_pack_process_info#module:error), use the module.
  - C(module_defaults) and a task's C(environment) apply to modules and never to lookups. The C(boomi_) variables below apply to lookups and never to modules.
  - With O(missing=report) the element of an unknown instance is an empty list, and a warning names the instance.
seealso:
  - module: boomi.spaces.integration_pack_process_info
    description: The same facts from a module, which also returns the missing instances, and failures as data.
  - module: boomi.spaces.integration_pack_instance_info
    description: The instances, with their IDs and names.
  - plugin: boomi.spaces.integration_pack_instance
    plugin_type: inventory
    description: The instances as hosts, each with the connection options that this lookup needs.
  - plugin: boomi.spaces.next_runs
    plugin_type: filter
    description: When a schedule runs next.
"""

EXAMPLES = r"""
# The credentials come from the environment: BOOMI_ACCOUNT_ID, BOOMI_USERNAME, BOOMI_API_TOKEN and BOOMI_SPACE_GUID.

- name: Show the processes of one instance
  ansible.builtin.debug:
    msg: "{{ lookup('boomi.spaces.integration_pack_process', 'SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMQ') | map(attribute='name') }}"

- name: Show when the first of them runs next, in the time zone of its runtime
  ansible.builtin.debug:
    msg: "{{ first.name }}: {{ first.process_schedules[0].schedule | boomi.spaces.next_runs(3, timezone='Europe/Berlin') }}"
  vars:
    first: "{{ lookup('boomi.spaces.integration_pack_process', 'SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMQ') | first }}"

- name: Check that only the listener of this instance, found by its name, has no schedule
  ansible.builtin.assert:
    that: unscheduled == ['Leaver Deactivation']
  vars:
    unscheduled: >-
      {{ lookup('boomi.spaces.integration_pack_process', 'HR Master Data',
                query='[?length(process_schedules[].schedule[]) == `0`].name') }}

- name: Count the processes of several instances, one element per term
  ansible.builtin.debug:
    msg: "{{ query('boomi.spaces.integration_pack_process', instances) | map('length') }}"
  vars:
    instances:
      - SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMQ
      - SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMg

- name: Show what is deployed to one runtime, for the whole space
  ansible.builtin.debug:
    msg: "{{ query('boomi.spaces.integration_pack_process', atoms=['prod-frankfurt-1']) | flatten(1)
      | selectattr('process_schedules') | map(attribute='name') }}"

- name: Keep the processes for later tasks, or show the error
  block:
    - name: Get them once
      ansible.builtin.set_fact:
        processes: "{{ lookup('boomi.spaces.integration_pack_process', 'Returns Handling') }}"
  rescue:
    - name: Show the error
      ansible.builtin.debug:
        var: ansible_failed_result.msg
"""

RETURN = r"""
_raw:
  description:
    - One element per term, then one per name of O(instance_names). Without either, one element per instance.
    - Each element is a list of processes, empty if the instance has none. With O(query) it is the result of the query on that list.
    - RV(boomi.spaces.integration_pack_process_info#module:processes) describes each field of a process. The sample is the result for one term.
  returned: success
  type: list
  elements: raw
  sample:
    - - id: 70d36151-4070-4a92-8d00-d7c832e4caf5
        name: test1
        instance_id: SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg
        integration_pack:
          - integration_pack_id: 2e659fc6-2202-4da5-9f88-ceda49303885
            integration_pack_instance_id: SW50ZWdyYXRpb25QYWNrSW5zdGFuY2UyNzk3Mg
        process_schedules:
          - id: Q1BTNGJjYjgzMTItMmY0NS00ZjI5LWFiMmQtZmEyMDU5OGMwYTc2OjcwZDM2MTUxLTQwNzAtNGE5Mi04ZDAwLWQ3YzgzMmU0Y2FmNQ
            process_id: 70d36151-4070-4a92-8d00-d7c832e4caf5
            atom_id: 4bcb8312-2f45-4f29-ab2d-fa20598c0a76
            env_id: 4c9d031e-408b-4903-a44e-5a4219e62b25
            enabled: null
            schedule: []
            retry:
              schedule: []
              max_retry: 5
"""

from dataclasses import fields
from os import environ
from typing import Any

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase
from ansible.utils.display import Display

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, connection_from, given_options, unset_blank_variables
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, quoted, sentence_list
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import process_facts, question_from
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import untyped

display = Display()

_CONNECTION_OPTIONS = {option.name for option in fields(Connection)}


class LookupModule(LookupBase):
    def run(self, terms: list[Any], variables: dict[str, Any] | None = None, **kwargs: Any) -> list[Any]:
        try:
            options = self._all_options(variables or {}, kwargs)
            unknown = sorted(set(kwargs) - set(options))
            if unknown:
                # Ansible ignores unknown options: with a misspelt name, a filter would filter nothing.
                raise AnsibleLookupError(f"The lookup has no option {sentence_list(unknown)}. Instance IDs are its terms.")
            options["instance_ids"] = untyped(self)._flatten(terms) if terms else None
            facts = process_facts(connection_from(options.get), question_from(options.get, names_too=True), display.warning, display.v)
            elements = facts.by_term()
        except BoomiError as error:
            raise AnsibleLookupError(str(error)) from None
        if facts.missing:
            display.warning(f"Boomi does not know {sentence_list([quoted(term) for term in facts.missing])} in this {facts.scope}.")
        return elements

    def _all_options(self, variables: dict[str, Any], kwargs: dict[str, Any]) -> dict[str, Any]:
        """The options by name, with their defaults. Those of the connection get their type here: Ansible takes an unknown word for false."""
        unset_blank_variables()
        # Ansible passes variables as they are written. A token in one is most often a template that names an encrypted variable.
        named = {name: variables[f"boomi_{name}"] for name in _CONNECTION_OPTIONS if f"boomi_{name}" in variables}
        written = {
            **(self._templar.template(named) if self._templar else named),
            **{name: value for name, value in kwargs.items() if name in _CONNECTION_OPTIONS and value is not None},
        }
        others = {name: value for name, value in kwargs.items() if name not in _CONNECTION_OPTIONS}
        untyped(self).set_options(direct={**others, **given_options(written, environment=environ)})
        # As in the module, an option that is written as a blank is not given, not even by the environment.
        blank = [name for name, value in written.items() if isinstance(value, str) and not value.strip()]
        return {**untyped(self).get_options(), **dict.fromkeys(blank)}
