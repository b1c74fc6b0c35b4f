# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory: its glue to Ansible. What it decides has the tests of ``plugin_utils/_inventory``; the integration tests run it whole."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.errors import AnsibleError, AnsibleParserError
from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import inventory_loader

from tests.sandbox import Sandbox

PLUGIN = "boomi.spaces.integration_pack_instance"
HOSTS = 10  # of the demo account's first space


@pytest.fixture
def parse(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., InventoryData]:
    """The inventory with the hosts of a file. The connection comes from the environment."""
    for name, value in sandbox.environment.items():
        monkeypatch.setenv(name, value)

    def parse(inventory: InventoryData | None = None, **written: Any) -> InventoryData:
        inventory = inventory or InventoryData()
        path = tmp_path / "boomi.yml"
        path.write_text(yaml.safe_dump({"plugin": PLUGIN, **written}))
        plugin: Any = inventory_loader.get(PLUGIN)
        assert plugin.verify_file(str(path))
        plugin.parse(inventory, DataLoader(), str(path))
        with contextlib.suppress(AttributeError):  # as Ansible does; most have no cache
            plugin.update_cache_if_changed()
        return inventory

    return parse


@pytest.fixture
def warnings(parse: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    warnings: list[str] = []
    display = type(inventory_loader.get(PLUGIN)).parse.__globals__["display"]
    monkeypatch.setattr(display, "warning", lambda sentence, **ignored: warnings.append(sentence))
    return warnings


def test_every_instance_is_a_host(parse: Callable[..., InventoryData], warnings: list[str]) -> None:
    inventory = parse(validate_certs="no", timeout="77.5")
    assert len(inventory.hosts) == HOSTS
    host = inventory.hosts["HR_Master_Data"]
    assert host.vars["boomi_name"] == "HR Master Data"
    assert {group.name for group in host.get_groups()} >= {"boomi", "boomi_environment_Production"}
    (connection,) = (group for name, group in inventory.groups.items() if name.startswith("boomi_connection_"))
    assert (connection.vars["boomi_validate_certs"], connection.vars["boomi_timeout"]) == (False, 77.5)
    assert inventory.groups["boomi"].vars["ansible_connection"] == "local"
    assert [sentence.partition(":")[0] for sentence in warnings] == ["Instances whose names give the same host name have their IDs added to it"]


def test_a_template_of_the_file_is_filled_in(parse: Callable[..., InventoryData], monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox) -> None:
    monkeypatch.setenv("HIDDEN", sandbox.environment["BOOMI_API_TOKEN"])
    monkeypatch.setenv("BOOMI_API_TOKEN", "wrong")
    assert len(parse(api_token="{{ lookup('ansible.builtin.env', 'HIDDEN') }}").hosts) == HOSTS


@pytest.mark.parametrize(
    ("written", "environment", "sentence"),
    [
        ({"validate_certs": "tru"}, {}, 'validate_certs is "tru"; it must be true or false.'),
        ({}, {"BOOMI_VALIDATE_CERTS": "tru"}, 'validate_certs is "tru"; it must be true or false.'),
        ({"timeout": "long"}, {"BOOMI_TIMEOUT": "5"}, 'timeout is "long"; it must be a number.'),
        ({"api_token": ["s3cret"]}, {}, "api_token is a list; it must be a string."),
        ({"spaceguid": "x"}, {}, "The inventory has no option spaceguid."),
        ({"include_names": True}, {}, "include_status, include_names and include_runtimes are about processes."),
    ],
)
def test_options_that_cannot_be(
    parse: Callable[..., InventoryData], sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, written: dict[str, Any], environment: dict[str, str], sentence: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    inventory = InventoryData()
    with pytest.raises(AnsibleParserError) as caught:
        parse(inventory, **written)
    assert str(caught.value).startswith(sentence)
    assert "s3cret" not in str(caught.value)
    assert (dict(inventory.hosts), sandbox.log) == ({}, [])


def test_a_blank_variable_gives_no_value(parse: Callable[..., InventoryData], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BOOMI_TIMEOUT", "BOOMI_CA_PATH", "BOOMI_REGION"):
        monkeypatch.setenv(name, " ")
    assert len(parse().hosts) == HOSTS


def test_an_error_on_the_way_leaves_no_host(parse: Callable[..., InventoryData]) -> None:
    inventory = InventoryData()
    inventory.add_host("another")
    with pytest.raises(AnsibleError):
        parse(inventory, strict=True, compose={"x": "nothing_of_this_name"})
    assert list(inventory.hosts) == ["another"]


def test_a_second_file_cannot_take_the_place_of_the_first(parse: Callable[..., InventoryData]) -> None:
    inventory = parse(connections=[{"name": "own"}])
    with pytest.raises(AnsibleParserError, match=r'^Another inventory file already has the connection "own"\.'):
        parse(inventory, connections=[{"name": "own"}])
    assert len(inventory.hosts) == HOSTS


def test_the_cache_answers_the_same_question_and_no_other(parse: Callable[..., InventoryData], sandbox: Sandbox, tmp_path: Path) -> None:
    cache = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "cache")}
    first = parse(**cache)
    asked = len(sandbox.log)
    assert parse(**cache).hosts["HR_Master_Data"].vars == first.hosts["HR_Master_Data"].vars
    assert len(sandbox.log) == asked
    assert "boomi_processes" in parse(**cache, include_processes=True).hosts["HR_Master_Data"].vars
    assert len(sandbox.log) > asked


def test_a_cache_that_cannot_be_read_is_a_warning(parse: Callable[..., InventoryData], warnings: list[str], tmp_path: Path) -> None:
    cache = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "cache")}
    parse(**cache)
    for path in (tmp_path / "cache").iterdir():
        path.write_text("{ no json")
    warnings.clear()
    assert len(parse(**cache).hosts) == HOSTS
    assert any(sentence.startswith("The cache of the inventory cannot be read, so Boomi is asked again. ") for sentence in warnings)


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "hosts.ini").write_text("")
    plugin: Any = inventory_loader.get(PLUGIN)
    assert plugin.verify_file(str(tmp_path / "hosts.ini")) is False
    assert plugin.verify_file(str(tmp_path / "none.yml")) is False
