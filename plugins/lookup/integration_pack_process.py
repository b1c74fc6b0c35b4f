# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: integration_pack_process
short_description: Get the processes of Boomi integration pack instances, with their run schedules
version_added: 0.1.0
description:
  - Asks Boomi which processes the integration pack instances of a space, or of an account, have, on which runtimes (atoms) they are deployed and when they run.
  - Returns one element per term, and each element is a list of processes, be they none, one or many.
  - The facts and the errors are those of M(boomi.spaces.integration_pack_process_info).
author:
  - The boomi.spaces maintainers (@boomi-spaces)
extends_documentation_fragment:
  - boomi.spaces.connection
  - boomi.spaces.connection.plugin
  - boomi.spaces.process_question
  - boomi.spaces.process_question.include
options:
  _terms:
    description:
      - IDs of integration pack instances, or their names as for O(instance_names). A term is taken as a name where Boomi does not know it as an ID.
        M(boomi.spaces.integration_pack_instance_info) tells both.
      - With neither terms nor O(instance_names), every instance is asked for, of the space, or of the account with O(source=platform).
        A list that is empty is an error.
      - With O(instance_names) the elements of the names come after those of the terms.
      - A term may itself be a list of terms, as it stands in a variable. Do not unpack it with C(*), since of an empty list no term would be left.
    type: list
    elements: str
notes:
  - Use C(query) or C(lookup) with C(wantlist=True) for several terms. C(lookup) takes a single element out of its list, so that one term
    gives the list of its processes.
  - The lookup runs on the controller, each time that the expression is evaluated. Keep the answer with C(set_fact) or C(register) where
    it is needed again, and do not put the lookup into a variable that many tasks use.
  - Whatever goes wrong fails the task, with the sentence that the module returns as C(msg). Where a playbook is to tell one failure from another by
    RV(boomi.spaces.integration_pack_process_info#module:error), use the module.
  - C(module_defaults) and a task's C(environment) reach modules and never lookups; the C(boomi_) variables below reach lookups and never modules.
  - With O(missing=report) the element of an instance that is not known is an empty list, and a warning names the instance.
seealso:
  - module: boomi.spaces.integration_pack_process_info
    description: The same facts as a module, which also returns which instances are missing, and failures as data.
  - module: boomi.spaces.integration_pack_instance_info
    description: The instances, with their IDs and names.
  - plugin: boomi.spaces.integration_pack_instance
    plugin_type: inventory
    description: The instances as hosts, each with what this lookup needs to ask in the right place.
  - plugin: boomi.spaces.next_runs
    plugin_type: filter
    description: When a schedule runs next.
"""

EXAMPLES = r"""
# The credentials come from the environment: BOOMI_ACCOUNT_ID, BOOMI_USERNAME, BOOMI_API_TOKEN and BOOMI_SPACE_GUID.

- name: Show the processes of one instance
  ansible.builtin.debug:
    msg: "{{ lookup('boomi.spaces.integration_pack_process', 'SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMQ') | map(attribute='name') }}"

- name: Show when the first of them runs next, by the clock of its runtime
  ansible.builtin.debug:
    msg: "{{ first.name }}: {{ first.process_schedules[0].schedule | boomi.spaces.next_runs(3, timezone='Europe/Berlin') }}"
  vars:
    first: "{{ lookup('boomi.spaces.integration_pack_process', 'SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMQ') | first }}"

- name: Prove that of this instance, found by its name, only the listener has no schedule
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

- name: Tell what is on one runtime, over the whole space
  ansible.builtin.debug:
    msg: "{{ query('boomi.spaces.integration_pack_process', atoms=['prod-frankfurt-1']) | flatten(1)
      | selectattr('process_schedules') | map(attribute='name') }}"

- name: Keep the answer for the tasks that follow, and say what is wrong where there is none
  block:
    - name: Ask once
      ansible.builtin.set_fact:
        processes: "{{ lookup('boomi.spaces.integration_pack_process', 'Returns Handling') }}"
  rescue:
    - name: Show the sentence that says what to do
      ansible.builtin.debug:
        var: ansible_failed_result.msg
"""

RETURN = r"""
_raw:
  description:
    - One element per term, then one per name of O(instance_names). Without either, one element per instance.
    - Each element is a list of processes, empty where the instance has none, or, with O(query), what the query makes of that list.
    - RV(boomi.spaces.integration_pack_process_info#module:processes) tells each field of a process. The sample is what one term gives.
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
            facts = process_facts(connection_from(options.get), question_from(options.get, names_too=True), display.warning)
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
