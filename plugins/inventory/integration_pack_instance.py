# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: integration_pack_instance
short_description: Boomi integration pack instances as inventory hosts
version_added: 0.1.0
description:
  - Makes a host of each integration pack instance of a space, or of an account, or of several of them, so that playbooks fan out over them,
    AWX slices them, and patterns and C(--limit) choose among them.
  - The host is named after the instance, by its override name or its pack's name. Letters and digits of any script, V(_), V(.) and V(-) stay, anything
    else becomes V(_). Instances that would get the same name all get their ID added, and a warning names them.
  - Where nothing is installed there is no host, which is no error. An instance without environments is a host without their groups.
  - Every host is in the group C(boomi), in C(boomi_connection_NAME) of the connection that lists it, and by default (O(default_groups)) in groups of its
    environments, their classifications and its packs, such as C(boomi_environment_Production), C(boomi_classification_PROD) and
    C(boomi_pack_HR_Master_Data).
  - The file is any YAML file with C(plugin=boomi.spaces.integration_pack_instance).
author:
  - The boomi.spaces maintainers (@boomi-spaces)
extends_documentation_fragment:
  - boomi.spaces.connection
  - boomi.spaces.connection.plugin
  - boomi.spaces.process_question.include
  - ansible.builtin.constructed
  - ansible.builtin.inventory_cache
options:
  plugin:
    description: The name of this plugin, V(boomi.spaces.integration_pack_instance), which tells whose the file is.
    type: str
    required: true
    choices: [boomi.spaces.integration_pack_instance]
  connections:
    description:
      - Several accounts or spaces. Each entry holds the connection options in which it differs from those given beside, as O(space_guid),
        O(override_account), O(account_id) or O(source), and may hold a C(name).
      - Without a name it is called by its space GUID, or with O(source=platform) by its account.
      - Where one of them cannot be asked, the whole inventory fails. An instance that two of them list is one host, and a warning tells so.
      - List them all in one file. Two files whose hosts or connections have the same names are refused, since one would take the place of the other.
      - By default there is one connection, that of the options beside.
    type: list
    elements: dict
  include_processes:
    description:
      - Whether to ask for the processes of each instance, and their schedules, as the host variable C(boomi_processes).
      - Without it there is no such variable, and O(include_status) and O(include_names) are an error, since they are about processes.
      - It takes a request for every ten instances and more (see O(batch_size)). For facts that are never older than the play, leave it off and ask in a
        task, by M(boomi.spaces.integration_pack_process_info) or P(boomi.spaces.integration_pack_process#lookup).
    type: bool
    default: false
  default_groups:
    description:
      - Of what groups are made by themselves, as C(boomi_environment_Production), C(boomi_classification_PROD) and C(boomi_pack_HR_Master_Data).
      - An empty list makes none of them. C(boomi) and C(boomi_connection_NAME) are there always. O(groups) and O(keyed_groups) add others.
    type: list
    elements: str
    choices: [environment, classification, pack]
    default: [environment, classification, pack]
notes:
  - Host variables are C(boomi_instance), the instance as RV(boomi.spaces.integration_pack_instance_info#module:instances) has it; C(boomi_name), its name
    as it is in Boomi; C(boomi_processes) with O(include_processes), as RV(boomi.spaces.integration_pack_process_info#module:processes);
    C(boomi_connection), the name of the connection; and the connection options that the file holds, but the secret ones, as C(boomi_space_guid), so that
    lookups of this collection ask in the right place. Where tokens differ too, give C(boomi_api_token) in the variables of the connection's group.
  - The plugin runs on the controller. Hosts are no machines, and C(ansible_connection) is V(local), with the Python that runs Ansible, so that their
    tasks run on the controller too.
  - Ansible only warns about an inventory that fails, and goes on without its hosts. Set E(ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED) to V(true), or
    C(any_unparsed_is_failed) in the section C(inventory) of C(ansible.cfg), so that it stops there.
  - Texts of this file may be templates, as V(lookup('ansible.builtin.env', 'EMEA_TOKEN'\)), or be encrypted by Ansible Vault.
  - No secret is in a host variable or in the cache.
seealso:
  - module: boomi.spaces.integration_pack_instance_info
    description: The same instances as facts.
  - module: boomi.spaces.integration_pack_process_info
    description: The processes of instances.
  - plugin: boomi.spaces.integration_pack_process
    plugin_type: lookup
    description: The processes of instances, in an expression of a task on these hosts.
"""

# Several files, and so several YAML documents: ansible-core 2.16 takes them for an error where the examples are not marked as code.
EXAMPLES = r"""
# fmt: code
# boomi.yml: the instances of one space. The credentials come from the environment: BOOMI_ACCOUNT_ID, BOOMI_USERNAME, BOOMI_API_TOKEN
# and BOOMI_SPACE_GUID. Look at it with: ansible-inventory -i boomi.yml --graph
# Use it with: ansible-playbook -i boomi.yml playbook.yml --limit boomi_environment_Production
plugin: boomi.spaces.integration_pack_instance

---
# Groups and variables of your own, and the processes as host variables, kept for an hour
plugin: boomi.spaces.integration_pack_instance
include_processes: true
strict: true
compose:
  process_count: boomi_processes | length
  place: (boomi_instance.environments | map(attribute='name') | first) | default('nowhere')
groups:
  empty: boomi_processes | length == 0
  unscheduled: boomi_processes | map(attribute='process_schedules') | flatten | map(attribute='schedule') | flatten | length == 0
keyed_groups:
  - key: boomi_instance.integration_pack | map(attribute='installation_type') | list
    prefix: type
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: .cache/boomi
cache_timeout: 3600

---
# Two spaces, and a customer's account by the other API
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
from typing import Any

from ansible.config.manager import ensure_type
from ansible.errors import AnsibleError, AnsibleParserError
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable
from ansible.utils.display import Display

from ansible_collections.boomi.spaces.plugins.module_utils._connection import unset_blank_variables
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, quoted, sentence_list, shown, some, usage
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import Question
from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.estate import CONNECTION_OPTIONS, ConnectionFacts, Listed, ask, digest, estate, members
from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.hosts import Host, Hosts, check_connections, hosts_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import trusted, untemplated

display = Display()

# Hosts are no machines: what is done for them is done here, by the Python that has the libraries.
_HERE = {"ansible_connection": trusted("local"), "ansible_python_interpreter": trusted("{{ ansible_playbook_python }}")}

# The options in which templates are filled in. Those of Ansible's own, such as compose, hold expressions.
_TEMPLATES = {*CONNECTION_OPTIONS, "connections"}


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):
    NAME = "boomi.spaces.integration_pack_instance"

    def verify_file(self, path: str) -> bool:
        return bool(super().verify_file(path)) and path.endswith((".yml", ".yaml"))

    def set_options(self, task_keys: Any = None, var_options: Any = None, direct: Any = None) -> None:
        """Ansible itself leaves templates in the file as they are, would refuse one where a number is due, and shows a value of a wrong type."""
        written = {name: self.templar.template(value) if name in _TEMPLATES else value for name, value in (direct or {}).items()}
        written.update({name: _typed(name, written[name], "The inventory") for name in CONNECTION_OPTIONS if name in written})
        super().set_options(task_keys, var_options, written)

    def parse(self, inventory: Any, loader: Any, path: str, cache: bool = True) -> None:
        super().parse(inventory, loader, path, cache)
        unset_blank_variables()
        try:
            listed = self._listed(self._read_config_data(path))
            answers = self._answers(listed, self.get_cache_key(path), cache)
            instances, warnings = members(listed, answers)
        except BoomiError as error:
            raise AnsibleParserError(str(error)) from None
        found = hosts_of(instances, self.get_option("default_groups"))
        for warning in warnings + found.warnings:
            display.warning(warning)
        self._fill(inventory, found)

    def _listed(self, written: Mapping[Any, Any]) -> list[Listed]:
        options = self.get_options()
        unknown = sorted(str(name) for name in written if name not in options)
        if unknown:
            # Ansible itself ignores them, and a group with a slip in its key would be missing without a word.
            raise usage(f"The inventory has no option {sentence_list(unknown)}.")
        entries = options["connections"]
        plain = None if entries is None else [self._entry(entry, f"connections[{index}]") for index, entry in enumerate(entries)]
        listed = estate({name: options[name] for name in CONNECTION_OPTIONS}, CONNECTION_OPTIONS.keys() & written.keys(), plain)
        check_connections([one.name for one in listed])
        return listed

    def _entry(self, entry: object, where: str) -> dict[str, Any]:
        if not isinstance(entry, Mapping):
            raise usage(f"{where} must hold connection options by name, such as space_guid.")
        unknown = sorted(str(name) for name in entry if name not in CONNECTION_OPTIONS and name != "name")
        if unknown:
            raise usage(f"{where} has {sentence_list([quoted(name) for name in unknown])}, which is no connection option.")
        return {str(name): _typed(str(name), value, where) for name, value in entry.items()}

    def _answers(self, listed: list[Listed], key: str, cache: bool) -> list[ConnectionFacts]:
        """From the cache, if it has the answers to just this question; asked otherwise, and kept."""
        beside = {name: self.get_option(name) for name in ("include_status", "include_names")}
        if any(beside.values()) and not self.get_option("include_processes"):
            raise usage("include_status and include_names are about the processes. Set include_processes to true, or leave them out.")
        question = Question(**beside) if self.get_option("include_processes") else None
        caching, mark = self.get_option("cache"), digest(listed, question)
        kept = self._kept(key) if caching and cache else None
        if isinstance(kept, Mapping) and kept.get("question") == mark and isinstance(kept.get("answers"), list):
            return list(kept["answers"])
        answers = [ask(one, question) for one in listed]
        if caching:
            self._cache[key] = {"question": mark, "answers": answers}
        return answers

    def _kept(self, key: str) -> Any:
        try:
            return self._cache.get(key)
        except (AnsibleError, ValueError) as error:
            display.warning(f"The cache of the inventory cannot be read, so Boomi is asked again. {shown(str(error))}")
            return None

    def _fill(self, inventory: Any, found: Hosts) -> None:
        """Adds all of the hosts, or none: what Ansible has taken in stays there after an error."""
        shared = {group: untemplated(variables) for group, variables in found.groups.items()}
        _check_free(inventory, found)
        for group in dict.fromkeys(["boomi", *(group for host in found.hosts for group in host.groups)]):
            inventory.add_group(group)
        others = set(inventory.hosts)
        try:
            for host in found.hosts:
                self._add(inventory, host, shared)
        except Exception:
            for name in set(inventory.hosts) - others:
                inventory.remove_host(inventory.get_host(name))
            raise
        for group, variables in {"boomi": _HERE, **shared}.items():
            for name, value in variables.items():
                inventory.set_variable(group, name, value)

    def _add(self, inventory: Any, host: Host, shared: Mapping[str, Mapping[str, Any]]) -> None:
        inventory.add_host(host.name)
        for group in host.groups:
            inventory.add_child(group, host.name)
        own = untemplated(host.variables)
        # Not inventory.set_variable: since 2.19 it copies all the facts, text by text, to mark each with this file as its origin.
        record = inventory.get_host(host.name)
        for name, value in own.items():
            record.set_variable(name, value)
        variables = {**_HERE, **shared[host.groups[1]], **own}
        strict = self.get_option("strict")
        self._set_composite_vars(self.get_option("compose"), variables, host.name, strict=strict)
        self._add_host_to_composed_groups(self.get_option("groups"), variables, host.name, strict=strict)
        self._add_host_to_keyed_groups(self.get_option("keyed_groups"), variables, host.name, strict=strict)


def _typed(name: str, value: Any, where: str) -> Any:
    """The value of an option by its type. A text that is no truth value would count as false, and so switch off a check."""
    kind = CONNECTION_OPTIONS[name]["kind"] if name in CONNECTION_OPTIONS else "str"
    # A blank text is a value that is not given; ensure_type would make the working directory of a blank path.
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        return boolean(value) if kind == "bool" else ensure_type(value, kind)
    except (AnsibleError, ValueError, TypeError):
        raise usage(f"{where}: {name} must be of the type {kind}.") from None


def _check_free(inventory: Any, found: Hosts) -> None:
    """Two inventory files can list hosts, or name connections, alike: one would take the place of the other, or lead it to the wrong account."""
    taken = [
        f"the connection {quoted(variables['boomi_connection'])}"
        for group, variables in found.groups.items()
        if group in inventory.groups and "boomi_connection" in inventory.groups[group].vars
    ]
    for host in found.hosts:
        known = inventory.hosts[host.name].vars.get("boomi_instance") if host.name in inventory.hosts else None
        if known and known["id"] != host.variables["boomi_instance"]["id"]:
            taken.append(f"the host {quoted(host.name)}")
    if taken:
        raise AnsibleParserError(
            f"Another inventory file has {some(taken)} already. List all the connections in one file, or name the connections differently."
        )
