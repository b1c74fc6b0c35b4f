# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: integration_pack_instance
short_description: Boomi integration pack instances as inventory hosts
version_added: 0.1.0
description:
  - Makes each integration pack instance of one or several spaces or accounts a host, so that playbooks can run for each of them, AWX can slice them,
    and patterns and C(--limit) can select them.
  - The name of the host is the instance's override name or its pack's name. Letters and digits of any script, V(_), V(.) and V(-) are kept, other characters
    become V(_). If several instances would have the same host name, the ID is added to each of them, with a warning.
  - If nothing is installed, there are no hosts, which is not an error. An instance without environments is a host without environment groups.
  - Every host is in the group C(boomi), in C(boomi_connection_NAME) of the connection that lists it, and by default (O(default_groups)) in groups of its
    environments, their classifications and its packs, such as C(boomi_environment_Production), C(boomi_classification_PROD) and
    C(boomi_pack_HR_Master_Data).
  - The inventory file is a YAML file of any name with C(plugin=boomi.spaces.integration_pack_instance).
author:
  - The boomi.spaces maintainers (!UNKNOWN)
extends_documentation_fragment:
  - boomi.spaces.connection
  - boomi.spaces.connection.plugin
  - boomi.spaces.process_question.include
  - ansible.builtin.constructed
  - ansible.builtin.inventory_cache
options:
  plugin:
    description: The name of this plugin, V(boomi.spaces.integration_pack_instance), which identifies the plugin that reads the file.
    type: str
    required: true
    choices: [boomi.spaces.integration_pack_instance]
  connections:
    description:
      - Several accounts or spaces. Each entry has the connection options that differ from those of the file, such as O(space_guid),
        O(override_account), O(account_id) or O(source). It may also have a C(name).
      - Without C(name) the name of a connection is its space GUID, or with O(source=platform) its account.
      - If one of them cannot be queried, the whole inventory fails. An instance that two of them list is one host, with a warning.
      - List all connections in one file. Two files with hosts or connections of the same names are an error, since one would replace the other.
      - By default there is one connection, with the options of the file.
    type: list
    elements: dict
  include_processes:
    description:
      - Whether to get the processes of each instance, with their schedules, as the host variable C(boomi_processes).
      - Without it there is no such variable, and O(include_status), O(include_names) and O(include_runtimes) are an error, since they are about processes.
      - It needs at least one request for every 25 instances (see O(batch_size)). For facts that are never older than the play, leave it off and get them in
        a task, with M(boomi.spaces.integration_pack_process_info) or P(boomi.spaces.integration_pack_process#lookup).
    type: bool
    default: false
  default_groups:
    description:
      - The groups that are created automatically, such as C(boomi_environment_Production), C(boomi_classification_PROD) and C(boomi_pack_HR_Master_Data).
      - An empty list creates none of them. C(boomi) and C(boomi_connection_NAME) are always created. O(groups) and O(keyed_groups) add others.
    type: list
    elements: str
    choices: [environment, classification, pack]
    default: [environment, classification, pack]
notes:
  - The host variables are C(boomi_instance), the instance as in RV(boomi.spaces.integration_pack_instance_info#module:instances); C(boomi_name), its name
    in Boomi; C(boomi_environment_groups), the groups of its environments, each with the IDs of those environments; C(boomi_processes) with
    O(include_processes), as in RV(boomi.spaces.integration_pack_process_info#module:processes);
    C(boomi_connection), the name of the connection; and the connection options of the file except secrets, such as C(boomi_space_guid), so that
    lookups of this collection query the right space. If tokens differ too, set C(boomi_api_token) in the variables of the connection's group.
  - The plugin runs on the controller. Its hosts are not machines. C(ansible_connection) is V(local), with the Python that runs Ansible, so their
    tasks run on the controller too.
  - If an inventory fails, Ansible only warns and continues without its hosts. To make it stop, set E(ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED) to V(true),
    or C(any_unparsed_is_failed) in the section C(inventory) of C(ansible.cfg).
  - Values in this file may be templates, such as V(lookup('ansible.builtin.env', 'EMEA_TOKEN'\)), or encrypted by Ansible Vault.
  - No secret is in a host variable or in the cache.
seealso:
  - module: boomi.spaces.integration_pack_instance_info
    description: The same instances as facts.
  - module: boomi.spaces.integration_pack_process_info
    description: The processes of instances.
  - plugin: boomi.spaces.integration_pack_process
    plugin_type: lookup
    description: The processes of instances, for expressions in tasks on these hosts.
"""

# These are several files, and so several YAML documents. ansible-core 2.16 reports an error unless the examples are marked as code.
EXAMPLES = r"""
# fmt: code
# boomi.yml: the instances of one space. The credentials come from the environment: BOOMI_ACCOUNT_ID, BOOMI_USERNAME, BOOMI_API_TOKEN
# and BOOMI_SPACE_GUID. Look at it with: ansible-inventory -i boomi.yml --graph
# Use it with: ansible-playbook -i boomi.yml playbook.yml --limit boomi_environment_Production
plugin: boomi.spaces.integration_pack_instance

---
# Your own groups and variables, and the processes as host variables, cached for an hour
plugin: boomi.spaces.integration_pack_instance
include_processes: true
include_runtimes: true
strict: true
compose:
  process_count: boomi_processes | length
  place: (boomi_instance.environments | map(attribute='name') | first) | default('nowhere')
groups:
  empty: boomi_processes | length == 0
  unscheduled: boomi_processes | map(attribute='process_schedules') | flatten | map(attribute='schedule') | flatten | length == 0
  offline: boomi_processes | map(attribute='process_schedules') | flatten | selectattr('atom_status', 'eq', 'OFFLINE') | length > 0
keyed_groups:
  - key: boomi_instance.integration_pack | map(attribute='installation_type') | list
    prefix: type
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: .cache/boomi
cache_timeout: 3600

---
# Two spaces, and a customer's account through the Platform API
plugin: boomi.spaces.integration_pack_instance
default_groups: [environment]
connections:
  - name: own
    space_guid: 24d5d309-680c-48e5-b6c8-cdfe6085f9f1
  - name: partners
    space_guid: 22be1b3f-a8a8-4b7f-87fd-0ec0dc439647
  - name: customer
    source: platform
    override_account: nordwindlogistik-81PLXE
"""

from collections.abc import Mapping
from os import environ
from typing import Any

from ansible.errors import AnsibleError, AnsibleParserError
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable
from ansible.utils.display import Display

from ansible_collections.boomi.spaces.plugins.module_utils._connection import given_options, unset_blank_variables
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, inline
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import Question
from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.cached import cached_answers
from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.estate import CONNECTION_OPTIONS, ConnectionFacts, Listed, ask, digest, members
from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.hosts import Host, Hosts, check_free, hosts_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.options import connections_of, question_from
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import trusted, untrusted, untyped

display = Display()

# The hosts are not machines: their tasks run on the controller, with the Python that has the libraries.
_CONTROLLER = {"ansible_connection": trusted("local"), "ansible_python_interpreter": trusted("{{ ansible_playbook_python }}")}

# The options in which templates are filled in. Ansible's own ones, such as compose, are expressions.
_TEMPLATES = {*CONNECTION_OPTIONS, "connections"}


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):
    NAME = "boomi.spaces.integration_pack_instance"

    def verify_file(self, path: str) -> bool:
        return bool(untyped(super()).verify_file(path)) and path.endswith((".yml", ".yaml"))

    def set_options(self, task_keys: Any = None, var_options: Any = None, direct: Any = None) -> None:
        """Ansible would not fill in templates of the file, would refuse one where a number is expected, and would show values of a wrong type."""
        written = {name: self.templar.template(value) if name in _TEMPLATES else value for name, value in (direct or {}).items()}
        variables = {name: (var_options or {}).get(f"boomi_{name}") for name in CONNECTION_OPTIONS}
        others = {name: value for name, value in written.items() if name not in CONNECTION_OPTIONS}
        untyped(super()).set_options(task_keys, var_options, {**others, **given_options(written, variables, environment=environ)})

    def parse(self, inventory: Any, loader: Any, path: str, cache: bool = True) -> None:
        untyped(super()).parse(inventory, loader, path, cache)
        ansible = untyped(self)
        unset_blank_variables()
        try:
            listed = connections_of(ansible._read_config_data(path), ansible.get_options())
            answers = self._answers(listed, question_from(ansible.get_option), ansible.get_cache_key(path), cache)
            instances, warnings = members(listed, answers)
            found = hosts_of(instances, ansible.get_option("default_groups"))
            for warning in warnings + found.warnings:
                display.warning(warning)
            check_free(found, _variables(inventory.hosts), _variables(inventory.groups))
        except BoomiError as error:
            raise AnsibleParserError(str(error)) from None
        self._fill(inventory, found)

    def _answers(self, listed: list[Listed], question: Question | None, key: str, cache: bool) -> list[ConnectionFacts]:
        """The answers in the cache, if it has any to this question; otherwise new ones, which go into the cache."""
        caching, asked = untyped(self).get_option("cache"), digest(listed, question)
        answers = cached_answers(self._cached(key), asked) if caching and cache else None
        if answers is None:
            answers = [ask(one, question, display.v) for one in listed]
            if caching:
                self._cache[key] = {"question": asked, "answers": answers}
        return answers

    def _cached(self, key: str) -> Any:
        try:
            return self._cache.get(key)
        except (AnsibleError, ValueError) as error:
            display.warning(f"The cache of the inventory cannot be read, so Boomi is asked again. {inline(str(error))}")
            return None

    def _fill(self, inventory: Any, found: Hosts) -> None:
        """Adds all of the hosts, or none: Ansible keeps what was added before an error."""
        shared = {group: untrusted(variables) for group, variables in found.connections.items()}
        for group in dict.fromkeys(["boomi", *(group for host in found.hosts for group in host.groups)]):
            inventory.add_group(group)
        others = set(inventory.hosts)
        try:
            for host in found.hosts:
                self._add(inventory, host, shared[host.connection])
        except Exception:
            for name in set(inventory.hosts) - others:
                inventory.remove_host(inventory.get_host(name))
            raise
        for group, variables in {"boomi": _CONTROLLER, **shared}.items():
            for name, value in variables.items():
                inventory.set_variable(group, name, value)

    def _add(self, inventory: Any, host: Host, shared: Mapping[str, Any]) -> None:
        ansible = untyped(self)
        inventory.add_host(host.name)
        for group in host.groups:
            inventory.add_child(group, host.name)
        own = untrusted(host.variables)
        # Not inventory.set_variable: from 2.19 on it copies all the facts, string by string, to mark this file as their origin.
        record = inventory.get_host(host.name)
        for name, value in own.items():
            record.set_variable(name, value)
        variables = {**_CONTROLLER, **shared, **own}
        strict = ansible.get_option("strict")
        ansible._set_composite_vars(ansible.get_option("compose"), variables, host.name, strict=strict)
        ansible._add_host_to_composed_groups(ansible.get_option("groups"), variables, host.name, strict=strict)
        ansible._add_host_to_keyed_groups(ansible.get_option("keyed_groups"), variables, host.name, strict=strict)


def _variables(records: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The variables of Ansible's hosts or groups, by name."""
    return {name: record.vars for name, record in records.items()}
