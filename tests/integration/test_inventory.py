# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory as ansible-inventory lists it and as plays run over it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.documentation import INVENTORY, examples
from tests.integration.listing import STOP, inventory, listing, plain, play_over
from tests.integration.playing import BIN, PYTHON, environment, executable, play, run
from tests.paths import DATA
from tests.sandbox import Account, Sandbox, load, parse

TWICE = 'Instances whose names give the same host name have their IDs added to it: "EDI Gateway Retail" (2 times).'
RETAIL = "EDI_Gateway_Retail_SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIyMg"
RETAIL_TOO = "EDI_Gateway_Retail_SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIyMw"
AWKWARD = "Kundenservice_Zürich_it_s_inventory_hostname"
AWKWARD_NAME = 'Kundenservice "Zürich" – it\'s {{ inventory_hostname }}'
HOSTS = [
    *("Order_to_Cash", "Order_Intake_Germany", "Order_Intake_Austria", "HR_Master_Data", "Finance_Close", "Warehouse_and_Shipping"),
    *(RETAIL, RETAIL_TOO, AWKWARD, "Smoke_Test"),
]
OWN = "24d5d309-680c-48e5-b6c8-cdfe6085f9f1"
PARTNERS = "22be1b3f-a8a8-4b7f-87fd-0ec0dc439647"
PROCESSES = {"include_processes": True, "include_names": True, "include_status": True}


def test_the_demo_account(sandbox: Sandbox, tmp_path: Path) -> None:
    found = listing(inventory(tmp_path), environment(**sandbox.environment))
    assert found.warnings == [TWICE]
    assert list(found.hosts) == sorted(HOSTS)
    assert found.groups == {
        "boomi": HOSTS,
        "boomi_connection_24d5d309_680c_48e5_b6c8_cdfe6085f9f1": HOSTS,
        "boomi_environment_Production": [host for host in HOSTS if host not in (RETAIL_TOO, "Smoke_Test")],
        "boomi_environment_Test": ["Order_to_Cash", "Order_Intake_Germany", "HR_Master_Data", "Warehouse_and_Shipping", RETAIL_TOO],
        "boomi_classification_PROD": [host for host in HOSTS if host not in (RETAIL_TOO, "Smoke_Test")],
        "boomi_classification_TEST": ["Order_to_Cash", "Order_Intake_Germany", "HR_Master_Data", "Warehouse_and_Shipping", RETAIL_TOO],
        "boomi_pack_Order_to_Cash": ["Order_to_Cash"],
        "boomi_pack_Domestic_Order_Intake": ["Order_Intake_Germany", "Order_Intake_Austria"],
        "boomi_pack_HR_Master_Data": ["HR_Master_Data"],
        "boomi_pack_Finance_Close": ["Finance_Close"],
        "boomi_pack_Warehouse_and_Shipping": ["Warehouse_and_Shipping"],
        "boomi_pack_EDI_Gateway": [RETAIL, RETAIL_TOO],
        "boomi_pack_Customer_Service_Tools": [AWKWARD],
        "boomi_pack_Smoke_Test": ["Smoke_Test"],
    }
    assert found.hosts[AWKWARD] == {
        "ansible_connection": "local",
        "ansible_python_interpreter": "{{ ansible_playbook_python }}",
        "boomi_connection": OWN,
        "boomi_name": AWKWARD_NAME,
        "boomi_instance": {
            "id": "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIzMA",
            "integration_pack_override_name": AWKWARD_NAME,
            "integration_pack": [
                {"id": "bd1bb12a-2457-4666-b8d6-7071f5c81afa", "name": "Customer Service Tools", "description": None, "installation_type": "SINGLE"}
            ],
            "environments": [{"id": "abf36ab8-6576-4861-a706-9bc9ee744539", "name": "Production", "classification": "PROD"}],
        },
        "boomi_environment_groups": {"boomi_environment_Production": ["abf36ab8-6576-4861-a706-9bc9ee744539"]},
    }
    assert sandbox.mutations == sandbox.writes == 0


def originals(hosts: dict[str, dict[str, Any]]) -> set[str | None]:
    """The originals of all processes, which are taken out."""
    return {process.pop("original_process_id") for host in hosts.values() for process in host["boomi_processes"]}


# What the sources have in common does not depend on the version of ansible-core.
@pytest.mark.parametrize("data", ["demo.yml", *(pytest.param(path.name, marks=pytest.mark.once) for path in sorted(DATA.glob("[0-9]*.yml")))])
@pytest.mark.slow
def test_both_sources_give_the_same_inventory(tmp_path: Path, data: str) -> None:
    account = load(DATA / data)
    found = []
    with Sandbox(account) as sandbox:
        sandbox.rate_limit = None
        for source in ("spaces", "platform"):
            file = inventory(tmp_path, connections=[{"name": "own"}], **PROCESSES)
            env = environment(**sandbox.environment, BOOMI_SOURCE=source, BOOMI_REQUESTS_PER_SECOND="1000")
            found.append(listing(file, env))
    spaces, platform = found
    assert spaces.returncode == platform.returncode == 0
    by_spaces, by_platform = spaces.hosts, platform.hosts
    assert by_spaces
    # Only the Platform API has the originals.
    assert originals(by_spaces) == {None}
    assert None not in originals(by_platform)
    assert by_platform == by_spaces
    assert platform.groups == spaces.groups
    assert platform.warnings == spaces.warnings


@pytest.mark.parametrize("source", ["spaces", pytest.param("platform", marks=pytest.mark.matrix)])
def test_processes_are_those_of_the_module(sandbox: Sandbox, tmp_path: Path, source: str) -> None:
    sandbox.rate_limit = None
    env = environment(**sandbox.environment, BOOMI_SOURCE=source, BOOMI_REQUESTS_PER_SECOND="1000")
    found = listing(inventory(tmp_path, **PROCESSES), env)
    asked = {"boomi.spaces.integration_pack_process_info": {"include_names": True, "include_status": True}, "register": "facts"}
    processes = play([asked], tmp_path, env, keep=["facts"]).check().values["facts"]["processes"]
    for host in found.hosts.values():
        assert host["boomi_processes"] == [process for process in processes if process["instance_id"] == host["boomi_instance"]["id"]]
    assert sum(len(host["boomi_processes"]) for host in found.hosts.values()) == len(processes) == 34
    assert found.hosts["Smoke_Test"]["boomi_processes"] == []
    assert {schedule["enabled"] for process in processes for schedule in process["process_schedules"]} == {True, False}


@pytest.mark.matrix
def test_names_and_status_only_where_they_are_asked_for(sandbox: Sandbox, tmp_path: Path) -> None:
    found = listing(inventory(tmp_path, include_processes=True), environment(**sandbox.environment))
    schedules = [schedule for host in found.hosts.values() for process in host["boomi_processes"] for schedule in process["process_schedules"]]
    assert {schedule["enabled"] for schedule in schedules} == {None}
    assert not any("env_name" in schedule for schedule in schedules)
    assert not any("instance_name" in process for host in found.hosts.values() for process in host["boomi_processes"])


@pytest.mark.slow
def test_the_examples_of_the_documentation_run(sandbox: Sandbox, tmp_path: Path) -> None:
    listings = []
    for number, text in enumerate(part.strip() + "\n" for part in examples(INVENTORY).split("\n---\n")):
        file = tmp_path / f"example{number}.yml"
        file.write_text(text)
        sandbox.rate_limit = None
        listings.append(listing(file, environment(**sandbox.environment, **STOP)))
        assert listings[-1].returncode == 0, listings[-1].output
        assert listings[-1].warnings == [TWICE]
    plainest, own_groups, several = listings
    assert list(plainest.hosts) == sorted(HOSTS)
    assert own_groups.groups["empty"] == ["Smoke_Test"]
    assert own_groups.groups["unscheduled"] == ["Smoke_Test"]
    assert own_groups.groups["type_MULTI"] == ["Order_Intake_Germany", "Order_Intake_Austria", RETAIL, RETAIL_TOO]
    # Before ansible-core 2.19 what is composed is text.
    assert {name: (int(host["process_count"]), host["place"]) for name, host in own_groups.hosts.items() if name in ("Smoke_Test", "HR_Master_Data")} == {
        "Smoke_Test": (0, "nowhere"),
        "HR_Master_Data": (4, "Production"),
    }
    assert list((tmp_path / ".cache/boomi").iterdir())
    assert several.groups["boomi_connection_partners"] == ["Order_Intake_Benelux"]
    assert len(several.groups["boomi_connection_own"]) == 10
    assert several.groups["boomi_environment_Benelux_Production"] == ["Order_Intake_Benelux"]
    assert not any(name.startswith(("boomi_pack", "boomi_classification")) for name in several.groups)
    assert several.hosts["Order_Intake_Benelux"]["boomi_space_guid"] == PARTNERS
    assert "boomi_account_id" not in several.hosts["Order_Intake_Benelux"]


STRICT: dict[str, dict[str, Any]] = {
    "compose": {"compose": {"x": "boomi_instance.environments[0].name"}},
    "groups": {"groups": {"x": "boomi_instance.environments[0].name == 'x'"}},
    "keyed_groups": {"keyed_groups": [{"key": "boomi_instance.environments[0].name"}]},
}


@pytest.mark.parametrize("kind", STRICT)
def test_an_expression_that_fails(sandbox: Sandbox, tmp_path: Path, kind: str) -> None:
    """It fails for the last host, which has no environment. With strict none is left, but for those of another file."""
    lenient = listing(inventory(tmp_path, **STRICT[kind]), environment(**sandbox.environment))
    assert list(lenient.hosts) == sorted(HOSTS)
    folder = tmp_path / "several"
    folder.mkdir()
    (folder / "0-static.yml").write_text("all: {hosts: {Order_to_Cash: {owner: me}, elsewhere: {}}}\n")
    inventory(folder, "1-boomi.yml", strict=True, **STRICT[kind])
    strict = listing(folder, environment(**sandbox.environment))
    assert set(strict.groups.get("boomi", [])) <= {"Order_to_Cash"}
    assert "Smoke_Test" in strict.output
    assert "Traceback" not in strict.output
    hosts = {host for group in strict.groups.values() for host in group}
    assert hosts == {"Order_to_Cash", "elsewhere"}
    assert strict.hosts["Order_to_Cash"]["owner"] == "me"


HOSTILE = {
    "include_processes": True,
    "strict": True,
    "compose": {
        "same": "boomi_name",
        "longer": "boomi_name ~ '!'",
        "names": "boomi_processes | map(attribute='name') | list",
        "deep": "boomi_processes",
    },
    "groups": {"templates": "'inventory_hostname' in boomi_name"},
    "keyed_groups": [{"key": "boomi_processes | map(attribute='name') | list", "prefix": "runs", "parent_group": "{{ boomi_name }}"}],
}
PREISLISTE = "{{ jinja }} {% raw %}Preisliste"
STAYS_TEXT = {
    "ansible.builtin.assert": {
        "that": [
            "boomi_name == wanted",
            "boomi_instance.integration_pack_override_name == wanted",
            "same == wanted",
            "longer == wanted ~ '!'",
            "names[1] == preisliste",
            "boomi_processes[1].name == preisliste",
            "deep[1].name == preisliste",
            "hostvars[inventory_hostname].same == wanted",
            "'templates' in group_names",
        ]
    },
    "vars": {
        "wanted": AWKWARD_NAME.replace("{{", "{{ '{{' }}").replace(" inventory_hostname }}", " inventory_hostname {{ '}}' }}"),
        "preisliste": "{{ '{{' }} jinja {{ '}}' }} {{ '{%' }} raw {{ '%}' }}Preisliste",
    },
}


def test_texts_of_the_api_are_never_templates(sandbox: Sandbox, tmp_path: Path) -> None:
    env = environment(**sandbox.environment, **STOP)
    file = inventory(tmp_path, **HOSTILE)
    done = play_over(file, [STAYS_TEXT], env, "--limit", AWKWARD)
    assert done.returncode == 0, done.output
    assert "ok=1 " in done.output
    # As AWX has it: what ansible-inventory lists is kept as JSON, and given to a job by a script.
    listed = listing(file, env)
    assert plain(json.loads(listed.text)["_meta"]["hostvars"][AWKWARD]["names"])[1] == PREISLISTE
    script = tmp_path / "kept.sh"
    executable(script, f"cat '{tmp_path}/listing.json'")
    done = play_over(script, [STAYS_TEXT], env, "--limit", AWKWARD)
    assert done.returncode == 0, done.output
    assert "ok=1 " in done.output


def test_a_host_can_be_named_in_a_pattern(sandbox: Sandbox, tmp_path: Path) -> None:
    file = inventory(tmp_path)
    done = run(
        [*(str(BIN / "ansible"), "-i", str(file), "--list-hosts"), "boomi_classification_PROD:&boomi_environment_Test:!HR_Master_Data"],
        environment(**sandbox.environment),
    )
    assert [line.strip() for line in done.output.splitlines() if line.startswith("    ")] == ["Order_to_Cash", "Order_Intake_Germany", "Warehouse_and_Shipping"]


@pytest.mark.slow
def test_modules_and_lookups_run_on_the_controller(sandbox: Sandbox, tmp_path: Path) -> None:
    """With the Python that runs Ansible, and without a warning."""
    file = inventory(tmp_path, space_guid=OWN)
    tasks: list[dict[str, Any]] = [
        {
            "boomi.spaces.integration_pack_process_info": {"instance_ids": ["{{ boomi_instance.id }}"], "space_guid": "{{ boomi_space_guid }}"},
            "register": "by_module",
        },
        {"ansible.builtin.set_fact": {"by_lookup": "{{ lookup('boomi.spaces.integration_pack_process', boomi_instance.id) }}"}},
        {"ansible.builtin.assert": {"that": ["by_module.processes == by_lookup", "by_lookup | length > 0"]}},
    ]
    env = environment(**{**sandbox.environment, "BOOMI_SPACE_GUID": ""})
    done = play_over(file, tasks, env, "--limit", "HR_Master_Data,Finance_Close")
    assert done.returncode == 0, done.output
    assert done.output.count("ok=3 ") == 2
    assert [part for part in done.output.split("[WARNING]: ")[1:] if TWICE not in " ".join(part.split())] == []
    interpreter = [{"ansible.builtin.command": "true", "register": "ran"}, {"ansible.builtin.debug": {"msg": "{{ ansible_python_interpreter }}"}}]
    assert PYTHON in play_over(file, interpreter, env, "--limit", "Smoke_Test").output


def other_account() -> Account:
    raw = yaml.safe_load((DATA / "01-business-hours-and-retry.yml").read_text())
    raw["users"] = [{"name": "someone@company.example", "api_token": "another-token-4711"}]
    return parse(raw)


def test_several_accounts(sandbox: Sandbox, tmp_path: Path) -> None:
    """Each host is asked about where it is: the account, the space and the address are variables, the token comes from group_vars."""
    with Sandbox(other_account()) as other:
        there, here = other.environment, sandbox.environment
        file = inventory(
            tmp_path,
            connections=[
                {"name": "here", "api_token": "{{ lookup('ansible.builtin.env', 'TOKEN_HERE') }}", **given(here)},
                {"name": "there", "api_token": "{{ lookup('ansible.builtin.env', 'TOKEN_THERE') }}", **given(there)},
            ],
        )
        for name in ("here", "there"):
            variables = tmp_path / f"group_vars/boomi_connection_{name}.yml"
            variables.parent.mkdir(exist_ok=True)
            variables.write_text(yaml.safe_dump({"boomi_api_token": f"{{{{ lookup('ansible.builtin.env', 'TOKEN_{name.upper()}') }}}}"}))
        env = environment(TOKEN_HERE=here["BOOMI_API_TOKEN"], TOKEN_THERE=there["BOOMI_API_TOKEN"])
        found = listing(file, env)
        assert found.groups["boomi_connection_there"] == ["Domestic_Order_Intake"]
        assert found.groups["boomi_connection_here"] == HOSTS
        assert found.hosts["Domestic_Order_Intake"]["boomi_account_id"] == there["BOOMI_ACCOUNT_ID"]
        assert found.hosts["Domestic_Order_Intake"]["boomi_spaces_url"] == there["BOOMI_SPACES_URL"]
        options = ("account_id", "username", "space_guid", "spaces_url", "platform_url", "api_token")
        tasks = [
            {"ansible.builtin.set_fact": {"looked_up": "{{ lookup('boomi.spaces.integration_pack_process', boomi_instance.id) }}"}},
            {
                "boomi.spaces.integration_pack_process_info": {
                    "instance_ids": ["{{ boomi_instance.id }}"],
                    **{name: f"{{{{ boomi_{name} }}}}" for name in options},
                },
                "register": "facts",
            },
            {"ansible.builtin.assert": {"that": ["facts.processes == looked_up", "facts.processes | length > 0"]}},
        ]
        done = play_over(file, tasks, env, "--limit", "Domestic_Order_Intake,HR_Master_Data")
        assert done.returncode == 0, done.output
        assert done.output.count("ok=3 ") == 2
        for token in (here["BOOMI_API_TOKEN"], there["BOOMI_API_TOKEN"]):
            assert token not in done.output


def given(env: dict[str, str]) -> dict[str, str]:
    return {name.removeprefix("BOOMI_").lower(): value for name, value in env.items() if name != "BOOMI_API_TOKEN"}


@pytest.mark.matrix
def test_an_instance_that_two_connections_list_is_one_host(sandbox: Sandbox, tmp_path: Path) -> None:
    connections = [{"name": "space", "space_guid": OWN}, {"name": "account", "source": "platform"}]
    found = listing(inventory(tmp_path, connections=connections), environment(**sandbox.environment))
    assert list(found.hosts) == sorted(HOSTS)
    assert found.groups["boomi_connection_space"] == HOSTS
    assert "boomi_connection_account" not in found.groups
    told = "Two connections list the same instance, which is added only for the first of them: "
    told += '"SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwMQ" (listed by "space" and "account"); '
    assert found.warnings[0].startswith(told)
    assert found.warnings[1:] == [TWICE]


@pytest.mark.matrix
def test_equal_instances_of_two_accounts_are_two_hosts(sandbox: Sandbox, demo: Account, tmp_path: Path) -> None:
    with Sandbox(demo) as copy:
        connections = [{"name": "a"}, {"name": "b", "spaces_url": copy.environment["BOOMI_SPACES_URL"], "platform_url": copy.url}]
        found = listing(inventory(tmp_path, connections=connections), environment(**sandbox.environment))
    assert len(found.hosts) == 20
    instance_id = found.hosts["Smoke_Test_SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIzMQ_a"]["boomi_instance"]["id"]
    assert found.groups["boomi_pack_Smoke_Test"] == [f"Smoke_Test_{instance_id}_a", f"Smoke_Test_{instance_id}_b"]


@pytest.mark.matrix
def test_what_the_user_may_not_read_is_null(sandbox: Sandbox, demo: Account, tmp_path: Path) -> None:
    """The hosts are whole without their environments, also from the cache, and one warning says so each time."""
    auditor = demo.users[1]
    file = inventory(tmp_path, source="platform", cache=True, cache_plugin="ansible.builtin.jsonfile", cache_connection=str(tmp_path / "cache"))
    env = environment(**{**sandbox.environment, "BOOMI_USERNAME": auditor.name, "BOOMI_API_TOKEN": auditor.api_token})
    for _time in ("asked", "from the cache"):
        found = listing(file, env)
        assert list(found.hosts) == sorted(HOSTS)
        assert {host["boomi_instance"]["environments"] for host in found.hosts.values()} == {None}
        assert not any(name.startswith(("boomi_environment", "boomi_classification")) for name in found.groups)
        refused, twice = found.warnings
        assert refused.startswith("This user may not read the environments of instances; fields that depend on them are null.")
        assert refused.endswith(f"(connection: {sandbox.account.id})")
        assert twice == TWICE
        asked = len(sandbox.log)
    assert asked == len(sandbox.log)


def test_two_inventory_files(sandbox: Sandbox, tmp_path: Path) -> None:
    """Neither takes the other's hosts, nor leads them to its own account."""
    inventory(tmp_path, "1.yml", connections=[{"name": "own"}])
    inventory(tmp_path, "2.yml", connections=[{"name": "partners", "space_guid": PARTNERS}])
    both = listing(tmp_path, environment(**sandbox.environment, **STOP))
    assert both.returncode == 0, both.output
    assert len(both.hosts) == 11
    inventory(tmp_path, "2.yml", connections=[{"name": "own", "space_guid": PARTNERS}])
    clash = listing(tmp_path, environment(**sandbox.environment, **STOP))
    assert clash.returncode != 0
    assert 'Another inventory file already has the connection "own".' in clash.output
    (tmp_path / "2.yml").unlink()
    with Sandbox(renumbered()) as other:
        inventory(tmp_path, "2.yml", connections=[{"name": "other", **given(other.environment), "api_token": other.environment["BOOMI_API_TOKEN"]}])
        clash = listing(tmp_path, environment(**sandbox.environment, **STOP))
    assert clash.returncode != 0
    assert 'Another inventory file already has the host "Smoke_Test".' in clash.output


def renumbered() -> Account:
    raw = yaml.safe_load((DATA / "demo.yml").read_text())
    one = [{**instance, "number": 90000} for instance in raw["instances"] if instance["number"] == 41231]
    return parse({**{key: value for key, value in raw.items() if key not in ("executions", "artifacts", "oauth_connectors")}, "instances": one})


def test_variables_of_ones_own_for_a_host_stay(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "0.yml").write_text("all: {hosts: {Smoke_Test: {owner: me}}}\n")
    inventory(tmp_path, "1.yml")
    found = listing(tmp_path, environment(**sandbox.environment, **STOP))
    assert found.returncode == 0, found.output
    assert found.hosts["Smoke_Test"]["owner"] == "me"
    assert found.hosts["Smoke_Test"]["boomi_name"] == "Smoke Test"


@pytest.mark.matrix
def test_a_space_without_instances(sandbox: Sandbox, tmp_path: Path) -> None:
    raw = yaml.safe_load((DATA / "02-unscheduled-pack.yml").read_text())
    raw = {key: value for key, value in raw.items() if key not in ("instances", "oauth_connectors", "answers")}
    with Sandbox(parse(raw)) as empty:
        found = listing(inventory(tmp_path, include_processes=True), environment(**empty.environment, **STOP))
    assert found.returncode == 0, found.output
    assert found.hosts == {}
