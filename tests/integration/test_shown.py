# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What users are shown: the demo, and the pages of ansible-doc with their examples and samples."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.documentation import DOCUMENTED, INVENTORY, ROLES, documentation, examples, plugins, role
from tests.integration.playing import BIN, environment, play, run
from tests.kinds import FOLDERS
from tests.paths import ROOT
from tests.sandbox import Sandbox

PROCESSES = "boomi.spaces.integration_pack_process_info"
INSTANCES = "boomi.spaces.integration_pack_instance_info"
ENVIRONMENTS = "boomi.spaces.environment_info"
SPACES = "boomi.spaces.space_info"
LOOKUP = "boomi.spaces.integration_pack_process"
# What Ansible itself documents, of the inventory.
OF_ANSIBLE = {"cache", "cache_connection", "cache_plugin", "cache_prefix", "cache_timeout", "compose", "groups", "keyed_groups", "leading_separator", "strict"}
OF_ANSIBLE |= {"use_extra_vars"}


def shown(name: str) -> list[Any]:
    """The examples of a page: tasks, or files of an inventory."""
    text = examples(name)
    return list(yaml.safe_load_all(text) if DOCUMENTED[name] == "inventory" else yaml.safe_load(text))


def values(returned: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every return value on every level, by its path, as ``processes[].id``."""
    for name, about in returned.items():
        yield path + name, about
        yield from values(about.get("contains", {}), f"{path}{name}{'[]' if about.get('type') == 'list' else ''}.")


def sample(name: str, path: str) -> Any:
    return dict(values(documentation(name)["return"]))[path]["sample"]


# The examples of modules and the lookup are run by test_sources.py, those of the inventory by test_inventory.py, of filters and tests by
# test_schedule_examples.py.


@pytest.mark.once
def test_no_plugin_is_without_a_test_of_its_page() -> None:
    private = {"action", "doc_fragments", "module_utils", "plugin_utils"}
    folders = {path.name for path in (ROOT / "plugins").iterdir() if any(path.glob("*.py")) or any(path.glob("*.y*ml"))}
    assert folders - private == set(FOLDERS.values())
    files = {path for folder in FOLDERS.values() for path in (ROOT / "plugins" / folder).iterdir() if path.is_file()}
    assert {path.suffix for path in files} == {".py"}, "a page beside its plugin, as a YAML file, would not be found by these tests"
    assert len(files) == len(DOCUMENTED), "two plugins of different kinds have one name"
    assert list(plugins("inventory")) == [INVENTORY], "test_inventory.py runs the examples of this one alone"


@pytest.mark.once
@pytest.mark.parametrize("name", DOCUMENTED)
def test_the_examples_of_a_page_use_it_by_full_names_and_without_secrets(name: str) -> None:
    uses = [example for example in shown(name) if name in json.dumps(example)]
    assert uses
    if DOCUMENTED[name] != "inventory":
        assert all(example["name"][0].isupper() for example in shown(name))
        assert not re.search(r"^ *(debug|assert|copy|set_fact|template|fail):", examples(name), re.MULTILINE), "a name without its collection"
    assert not re.search(r"token: +[^\s\"{]|password", examples(name)), "a secret is not for examples"


@pytest.mark.once
@pytest.mark.parametrize("name", DOCUMENTED)
def test_what_ansible_doc_shows_as_examples_is_what_is_run(name: str) -> None:
    assert documentation(name)["examples"].strip() == examples(name).strip()


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.slow
def test_the_examples_of_a_role_run(sandbox: Sandbox, tmp_path: Path, name: str) -> None:
    sandbox.rate_limit = None
    tasks = yaml.safe_load(role(name)["examples"])
    assert f'"name": "{name}"' in json.dumps(tasks)
    play(tasks, tmp_path, environment(**sandbox.environment, BOOMI_REQUESTS_PER_SECOND="100")).check()
    assert sandbox.mutations == sandbox.writes == 0


# Words that tell what holds without an option.
ABSENT = re.compile(r"\b([Bb]y default|[Tt]he default|[Ww]ithout|[Ww]ith neither|[Nn]eeds|[Nn]eeded)\b")


def described(option: str, about: dict[str, Any]) -> None:
    """An option says what it is, and what holds where it is not given: a default, that it is required, or words on it."""
    lines = [about["description"]] if isinstance(about["description"], str) else about["description"]
    assert lines, option
    assert all(line[0].isupper() or line[:2] in ("O(", "V(", "C(", "P(", "M(", "RV", "E(") for line in lines), option
    assert all(line.endswith(".") for line in lines), option
    assert about["type"], option
    assert about["type"] != "list" or about["elements"], option
    assert about.get("default") is not None or about.get("required") or ABSENT.search(" ".join(lines)), f"{option}: what if it is not given?"
    for inner, of in about.get("suboptions", {}).items():
        described_rule(f"{option}.{inner}", of)


def described_rule(option: str, about: dict[str, Any]) -> None:
    """A key of a policy: what it does not say is not judged."""
    assert about["description"], option
    assert about["type"], option
    assert about["type"] != "list" or about["elements"], option
    for inner, of in about.get("suboptions", {}).items():
        described_rule(f"{option}.{inner}", of)


@pytest.mark.once
@pytest.mark.parametrize("name", [name for name, kind in DOCUMENTED.items() if kind in ("filter", "test")])
def test_what_may_be_given_by_position_is_described(name: str) -> None:
    """A fragment of options can have the name of another one, which Ansible then takes."""
    doc = documentation(name)["doc"]
    assert {each.strip() for each in doc.get("positional", "").split(",") if each.strip()} - set(doc["options"]) == set()


@pytest.mark.once
@pytest.mark.parametrize("name", DOCUMENTED)
def test_every_option_is_described(name: str) -> None:
    doc = documentation(name)["doc"]
    for option, about in doc["options"].items():
        if not (DOCUMENTED[name] == "inventory" and option in OF_ANSIBLE):
            described(option, about)
    assert doc["short_description"]
    assert doc["description"]
    assert doc["author"] == ["The boomi.spaces maintainers (!UNKNOWN)"]
    assert doc["version_added"] == "0.1.0"
    assert doc["seealso"]
    assert all(entry.get("description") or entry.get("plugin_type") in ("filter", "test") for entry in doc["seealso"])
    if DOCUMENTED[name] == "module":
        assert set(doc["attributes"]) == {"on_controller", "check_mode", "diff_mode", "idempotent", "action_group"}
    if DOCUMENTED[name] in ("module", "lookup", "inventory"):
        assert re.search(r"The (module|lookup|plugin) runs on the (host|controller)", " ".join(doc["notes"]))


@pytest.mark.once
@pytest.mark.parametrize("name", ROLES)
def test_every_option_of_a_role_is_described(name: str) -> None:
    page = role(name)
    defaults = yaml.safe_load((ROOT / "roles" / name.rpartition(".")[2] / "defaults/main.yml").read_text())
    for option, about in page["options"].items():
        described(option, about)
        assert about.get("default") == defaults.get(option), option
    assert set(defaults) <= set(page["options"])
    assert page["short_description"]
    assert page["version_added"] == "0.1.0"


@pytest.mark.once
@pytest.mark.parametrize("name", [name for name, kind in DOCUMENTED.items() if kind != "inventory"])
def test_every_return_value_is_described_and_has_a_sample(name: str) -> None:
    """On every level. A value that contains others needs no sample of its own."""
    returned = documentation(name)["return"]
    for path, about in values(returned):
        assert about["description"], path
        assert about["type"], path
        assert about["type"] != "list" or about["elements"], path
        assert about["returned"], path
        assert about.get("contains") or "sample" in about, path
    assert not re.search(r"eyJ|BOOMI_TOKEN", json.dumps(returned)), "a secret is not for samples"


@pytest.mark.once
def test_the_sample_of_a_process_is_of_the_shape_that_is_described() -> None:
    """It is as Boomi's own page has it, and the lookup has the same."""
    (process,) = sample(PROCESSES, "processes")
    assert sample(LOOKUP, "_raw") == [[process]]
    described_as = documentation(PROCESSES)["return"]["processes"]["contains"]

    def check(record: Any, contains: dict[str, Any]) -> None:
        always = {name: about for name, about in contains.items() if not about["returned"].startswith("with ")}
        assert set(record) == set(always)
        for name, about in always.items():
            below = record[name] if isinstance(record[name], list) else [record[name]]
            if about.get("contains"):
                for inner in below:
                    check(inner, about["contains"])
            else:
                assert about["sample"] == record[name], name

    check(process, described_as)


@pytest.mark.once
def test_the_samples_of_all_pages_are_of_one_account() -> None:
    """What a reader finds on one page, and looks up on another, is there."""
    attached = "environments[].integration_pack_environment_attachment[]."
    schedule = "processes[].process_schedules[]."
    pack = "instances[].integration_pack[]."
    for alike in (
        {PROCESSES: schedule + "env_id", ENVIRONMENTS: "environments[].id", INSTANCES: "instances[].environments[].id"},
        {PROCESSES: schedule + "env_id", ENVIRONMENTS: attached + "environment_id"},
        {PROCESSES: schedule + "env_name", ENVIRONMENTS: "environments[].name", INSTANCES: "instances[].environments[].name"},
        {PROCESSES: schedule + "atom_id", ENVIRONMENTS: "environments[].atoms[].id"},
        {PROCESSES: schedule + "atom_name", ENVIRONMENTS: "environments[].atoms[].name"},
        {PROCESSES: "processes[].instance_id", INSTANCES: "instances[].id", ENVIRONMENTS: attached + "integration_pack_instance_id"},
        {
            PROCESSES: "processes[].integration_pack[].integration_pack_id",
            INSTANCES: "instances[].integration_pack[].id",
            SPACES: "spaces[].shared_ipacks[].id",
        },
        {INSTANCES: pack + "name", SPACES: "spaces[].shared_ipacks[].name", PROCESSES: "processes[].integration_pack[].name"},
        {INSTANCES: "instances[].integration_pack_override_name", PROCESSES: "processes[].instance_name"},
    ):
        assert len({sample(name, path) for name, path in alike.items()}) == 1, alike


@pytest.mark.once
def test_the_samples_of_the_filters_are_what_they_make_of_that_process(tmp_path: Path) -> None:
    facts = {"processes": sample(PROCESSES, "processes"), "rule": {"version": 1, "processes": [{"match": "test1", "max_retry": 3}]}}
    made = {"policy": "processes | boomi.spaces.policy_from", "findings": "processes | boomi.spaces.policy_findings(rule)"}
    task = {"ansible.builtin.set_fact": {name: "{{ " + expression + " }}" for name, expression in made.items()}}
    got = play([task], tmp_path, environment(), keep=list(made), vars=facts).check().values
    assert got["policy"] == {name: sample("boomi.spaces.policy_from", f"_value.{name}") for name in got["policy"]}
    (finding,) = got["findings"]
    for name, value in finding.items():
        assert str(sample("boomi.spaces.policy_findings", f"_value[].{name}")) == str(value), name


@pytest.mark.parametrize("kind", [*FOLDERS, "role"])
def test_the_pages_of_ansible_doc(kind: str) -> None:
    names = ROLES if kind == "role" else plugins(kind)
    text = run([str(BIN / "ansible-doc"), "--type", kind, *names], environment()).check().output
    # The first line of each begins with an arrow; ansible-core before 2.18 has the name in capital letters.
    pages = {re.findall(r"boomi\.spaces\.\w+", page.lower())[0]: page for page in re.split(r"^> ", text, flags=re.MULTILINE)[1:]}
    assert set(pages) == set(names)
    if kind in ("module", "lookup", "inventory"):
        assert all("BOOMI_SPACE_GUID" in page for page in pages.values())


@pytest.mark.once
@pytest.mark.parametrize("page", [documentation, role])
def test_no_markup_ends_too_early(page: Callable[[str], dict[str, Any]]) -> None:
    """C(...) ends at the first bracket, also where it opens another one before."""
    pages = [page(name) for name in (ROLES if page is role else DOCUMENTED)]
    for text in texts([{**about, "examples": None} for about in pages]):
        assert not re.search(r"\b[BCILMU]\([^()]*\(", text), text


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


@pytest.mark.once
def test_every_module_belongs_to_the_action_group() -> None:
    modules = sorted(path.stem for path in (ROOT / "plugins/modules").glob("*.py"))
    assert sorted(yaml.safe_load((ROOT / "meta/runtime.yml").read_text())["action_groups"]["boomi"]) == modules


@pytest.mark.matrix
def test_the_first_playbook_ends_well(sandbox: Sandbox) -> None:
    done = run([str(BIN / "ansible-playbook"), "boomi.spaces.processes"], environment(**sandbox.environment, ANSIBLE_CONFIG=str(ROOT / "ansible.cfg")))
    assert done.returncode == 0, done.output
    assert "[WARNING]" not in done.output
    assert re.search(r"Web Shop Orders to SAP +Production +prod-frankfurt-1 +every 15 minutes from 08:00 to 18:45, Monday to Friday", done.output)
    assert re.search(r"Leaver Deactivation +Production +prod-frankfurt-1 +not scheduled", done.output)
    assert re.search(r"Employee Sync +Test +test-cloud +at 12:00 on Monday \(paused\)", done.output)
    assert re.search(r"EDI Gateway Retail - Receipts +- +- +not deployed", done.output)
    assert '"{{ jinja }} {% raw %}Preisliste' in done.output
    for sentence in (
        "10 instances have 34 processes.",
        "Each of the 39 schedules belongs to a runtime.",
        "No schedule promises more than five retries.",
    ):
        assert sentence in done.output
    assert "fatal:" not in done.output
    assert re.search(r"failed=0 +skipped=0 +rescued=0 +ignored=0", done.output)


@pytest.mark.matrix
def test_the_demo_finds_a_quiet_hour_and_fails_on_purpose(sandbox: Sandbox) -> None:
    done = run([str(BIN / "ansible-playbook"), str(ROOT / "tests/sandbox/demo.yml")], environment(**sandbox.environment))
    assert done.returncode == 0, done.output
    assert re.search(r"quiet hour in production: (?:[6-9]\d|1[0-1]\d) minutes from 20\d\d-\d\d-\d\dT\d\d:\d\d:00\+00:00, beside", done.output)
    assert 'Boomi does not know the instance \\"not-installed\\" in this space.' in done.output
    assert "Its error.kind is not_found, so a playbook can handle it." in done.output
    assert re.search(r"failed=0 +skipped=0 +rescued=1 +ignored=0", done.output)
