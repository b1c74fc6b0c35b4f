# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What users are shown: the demo, the examples of the documentation and of the README, and ansible-doc."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.integration.documentation import DOCUMENTED, PLUGINS, documentation
from tests.integration.playing import BIN, ROOT, environment, play, run
from tests.sandbox import Sandbox


@pytest.mark.parametrize("name", PLUGINS)
def test_the_examples_of_the_documentation_run(sandbox: Sandbox, tmp_path: Path, name: str) -> None:
    tasks = yaml.safe_load(documentation(name)["examples"])
    assert len(tasks) >= 3
    play(tasks, tmp_path, environment(**sandbox.environment)).check()
    assert sandbox.mutations == 0


@pytest.mark.parametrize("name", DOCUMENTED)
def test_every_option_and_return_value_is_described(name: str) -> None:
    documented = documentation(name)
    for option, about in documented["doc"]["options"].items():
        assert about["description"], option
        # Some of Ansible's own options, which the inventory has too, have no type.
        assert about.get("type") or DOCUMENTED[name] == "inventory", option
    values = dict(documented["return"] or {})
    while values:
        value, about = values.popitem()
        assert about["description"], value
        values.update({f"{value}.{inner}": of for inner, of in about.get("contains", {}).items()})


@pytest.mark.parametrize("name", DOCUMENTED)
def test_the_page_of_ansible_doc(name: str) -> None:
    page = run([str(BIN / "ansible-doc"), "--type", DOCUMENTED[name], name], environment()).check().output
    assert name in page
    assert "BOOMI_SPACE_GUID" in page or DOCUMENTED[name] == "module"


def test_every_module_belongs_to_the_action_group() -> None:
    modules = sorted(path.stem for path in (ROOT / "plugins/modules").glob("*.py"))
    assert sorted(yaml.safe_load((ROOT / "meta/runtime.yml").read_text())["action_groups"]["boomi"]) == modules


def test_the_demo(sandbox: Sandbox) -> None:
    done = run([str(BIN / "ansible-playbook"), "boomi.spaces.processes"], environment(**sandbox.environment, ANSIBLE_CONFIG=str(ROOT / "ansible.cfg")))
    assert done.returncode == 0, done.output
    assert "[WARNING]" not in done.output
    assert re.search(r"Web Shop Orders to SAP +Production +prod-frankfurt-1 +every 15 minutes from 08:00 to 18:45, Monday to Friday", done.output)
    assert re.search(r"Leaver Deactivation +Production +prod-frankfurt-1 +not scheduled", done.output)
    assert re.search(r"EDI Gateway Retail - Receipts +- +- +not deployed", done.output)
    assert '"{{ jinja }} {% raw %}Preisliste' in done.output
    for sentence in (
        "10 instances have 34 processes.",
        "Each of the 39 schedules belongs to a runtime.",
        "No schedule promises more than five retries.",
        "Not installed: not-installed",
    ):
        assert sentence in done.output
    assert re.search(r"failed=0 +skipped=0 +rescued=1 ", done.output)


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def test_the_playbooks_of_the_readme_run(sandbox: Sandbox, tmp_path: Path) -> None:
    books = [block for block in blocks((ROOT / "README.md").read_text(), "yaml") if "hosts:" in block]
    assert books
    for number, book in enumerate(books):
        file = tmp_path / f"book{number}.yml"
        file.write_text(book)
        run([str(BIN / "ansible-playbook"), str(file)], environment(**sandbox.environment, ANSIBLE_CONFIG=str(ROOT / "ansible.cfg")), tmp_path).check()
