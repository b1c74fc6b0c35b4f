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
      - With neither terms nor O(instance_names), every instance is asked for, of the space, or of the account with O(source=platform).
        A list that is empty is an error.
      - With O(instance_names) the elements of the names come after those of the terms.
    type: list
    elements: str
notes:
  - Use C(query) or C(lookup) with C(wantlist=True) for several terms. C(lookup) takes a single element out of its list, so that one term
    gives the list of its processes.
  - The lookup runs on the controller, each time that the expression is evaluated. Keep the answer with C(set_fact) or C(register) where
    it is needed again, and do not put the lookup into a variable that many tasks use.
  - C(module_defaults) and a task's C(environment) reach modules and never lookups; the C(boomi_) variables below reach lookups and never modules.
  - With O(missing=report) the element of an instance that is not known is an empty list, and a warning names the instance.
seealso:
  - module: boomi.spaces.integration_pack_process_info
    description: The same facts as a module, which also returns which instances are missing.
"""

EXAMPLES = r"""
# The credentials come from the environment: BOOMI_ACCOUNT_ID, BOOMI_USERNAME, BOOMI_API_TOKEN and BOOMI_SPACE_GUID.

- name: Show the processes of one instance
  ansible.builtin.debug:
    msg: "{{ lookup('boomi.spaces.integration_pack_process', 'SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMQ') | map(attribute='name') }}"

- name: Prove that of this instance, found by its name, only the listener has no schedule
  ansible.builtin.assert:
    that: unscheduled == ['Leaver Deactivation']
  vars:
    unscheduled: >-
      {{ lookup('boomi.spaces.integration_pack_process', 'HR Master Data',
                query='[?length(process_schedules[].schedule[]) == `0`].name') }}

- name: Count the processes of several instances, one element per term
  ansible.builtin.debug:
    msg: "{{ query('boomi.spaces.integration_pack_process', *instances) | map('length') }}"
  vars:
    instances:
      - SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMQ
      - SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMg

- name: Tell what runs on one runtime, over the whole space
  ansible.builtin.debug:
    msg: "{{ query('boomi.spaces.integration_pack_process', atoms=['prod-frankfurt-1']) | flatten(1)
      | selectattr('process_schedules') | map(attribute='name') }}"
"""

RETURN = r"""
_raw:
  description:
    - One element per term, then one per name of O(instance_names). Without either, one element per instance.
    - Each element is a list of processes as RV(boomi.spaces.integration_pack_process_info#module:processes) has them, or, with O(query), what
      the query makes of that list.
  type: list
  elements: raw
"""

from dataclasses import fields
from typing import Any

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase
from ansible.utils.display import Display

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, connection_from, unset_blank_variables
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, quoted, sentence_list
from ansible_collections.boomi.spaces.plugins.module_utils._process_facts import process_facts, question_from

display = Display()

_VARIABLES = {f"boomi_{option.name}" for option in fields(Connection)}


class LookupModule(LookupBase):
    def run(self, terms: list[Any], variables: dict[str, Any] | None = None, **kwargs: Any) -> list[Any]:
        unset_blank_variables()
        # Ansible hands over variables as they are written. A token in one is most often a template, which names the encrypted one.
        written = {name: value for name, value in (variables or {}).items() if name in _VARIABLES}
        self.set_options(var_options=self._templar.template(written) if self._templar else written, direct=kwargs)
        options = self.get_options()
        unknown = sorted(set(kwargs) - set(options))
        if unknown:
            # Ansible itself ignores them, and a filter with a slip in its name would filter nothing.
            raise AnsibleLookupError(f"The lookup has no option {sentence_list(unknown)}. Instance IDs are its terms.")
        options["instance_ids"] = self._flatten(terms) if terms else None
        try:
            facts = process_facts(connection_from(options.get), question_from(options.get, names_too=True), display.warning)
            elements = facts.by_term()
        except BoomiError as error:
            raise AnsibleLookupError(str(error)) from None
        if facts.missing:
            display.warning(f"Boomi does not know {sentence_list([quoted(term) for term in facts.missing])} in this {facts.scope}.")
        return elements
