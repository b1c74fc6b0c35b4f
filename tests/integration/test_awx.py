# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job on AWX: the environment that the credential type makes is all that module and lookup need, by real ansible-playbook."""

from __future__ import annotations

import json
import ssl
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.awx import credential_type, inject
from tests.certificates import self_signed
from tests.integration.documentation import guide
from tests.integration.playing import BIN, PYTHON, Run, environment, play, run
from tests.sandbox import Account, Sandbox

pytestmark = pytest.mark.slow

HR = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwNw"
TASKS: list[dict[str, Any]] = [
    {"boomi.spaces.integration_pack_process_info": {"instance_ids": [HR]}, "register": "by_module"},
    {"ansible.builtin.set_fact": {"by_lookup": "{{ lookup('boomi.spaces.integration_pack_process', '" + HR + "') }}"}},
]


def filled(sandbox: Sandbox, **fields: str) -> dict[str, str]:
    """The form of a credential that leads to the local Boomi."""
    return {**{name[len("BOOMI_") :].lower(): value for name, value in sandbox.environment.items()}, **fields}


def job(credential: dict[str, str], folder: Path) -> Run:
    return play(TASKS, folder, credential_environment(credential, folder), keep=["by_module", "by_lookup"])


def credential_environment(credential: dict[str, str], folder: Path) -> dict[str, str]:
    private = folder / "private"
    private.mkdir(exist_ok=True)
    dummy, injectors = credential_type()
    return environment(**inject(injectors, credential, private))


def names(account: Account) -> list[str]:
    (instance,) = (instance for instance in account.instances if instance.id == HR)
    return sorted(process.name for process in instance.processes)


def test_optional_fields_may_stay_empty(sandbox: Sandbox, tmp_path: Path) -> None:
    found = job(filled(sandbox), tmp_path).check().values
    assert sorted(process["name"] for process in found["by_module"]["processes"]) == names(sandbox.account)
    assert found["by_lookup"] == found["by_module"]["processes"]
    assert found["by_module"]["source"] == "spaces"
    assert len(sandbox.requests("/graphql")) == 2


def test_an_inventory_source_reads_the_credential_too(sandbox: Sandbox, tmp_path: Path) -> None:
    source = tmp_path / "boomi.yml"
    source.write_text("plugin: boomi.spaces.integration_pack_instance\nclient_key: \"{{ lookup('env', 'BOOMI_CLIENT_KEY') }}\"\n")
    words = [str(BIN / "ansible-inventory"), "--inventory", str(source), "--list", "--output", str(tmp_path / "list.json")]
    done = run(words, credential_environment(filled(sandbox), tmp_path), tmp_path)
    assert done.returncode == 0, done.output
    hosts = json.loads((tmp_path / "list.json").read_text())["_meta"]["hostvars"].values()
    of_space = [instance.id for instance in sandbox.account.instances if instance.space_guid == sandbox.account.spaces[0].guid]
    assert len(of_space) == 10
    assert sorted(host["boomi_instance"]["id"]["__ansible_unsafe"] for host in hosts) == sorted(of_space)


def test_the_source_of_the_credential_answers(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.rate_limit = None
    found = job(filled(sandbox, source="platform", region="gb", space_guid=""), tmp_path).check().values
    assert sorted(process["name"] for process in found["by_module"]["processes"]) == names(sandbox.account)
    assert found["by_lookup"] == found["by_module"]["processes"]
    assert found["by_module"]["source"] == "platform"
    assert sandbox.requests("/graphql") == []


@pytest.fixture
def gateway(demo: Account, tmp_path: Path) -> Sandbox:
    """A Boomi behind a gateway of one's own, that asks for a client certificate: the same one, for a short test."""
    certificate, key = self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.load_verify_locations(certificate)
    context.verify_mode = ssl.CERT_REQUIRED
    with Sandbox(demo, tls=context) as sandbox:
        yield sandbox


def test_certificates_are_pasted_and_become_files(gateway: Sandbox, tmp_path: Path) -> None:
    certificate, key = ((tmp_path / name).read_text().strip() for name in ("cert.pem", "key.pem"))
    found = job(filled(gateway, ca_path=certificate, client_cert=certificate, client_key=key), tmp_path).check().values
    assert sorted(process["name"] for process in found["by_module"]["processes"]) == names(gateway.account)
    assert found["by_lookup"] == found["by_module"]["processes"]


def test_the_gateway_of_these_tests_asks_for_the_client_certificate(gateway: Sandbox, tmp_path: Path) -> None:
    done = job(filled(gateway, ca_path=(tmp_path / "cert.pem").read_text()), tmp_path)
    assert done.returncode != 0
    assert gateway.log == []


@pytest.mark.once
def test_the_project_of_the_guide_is_a_job_that_judges(sandbox: Sandbox, tmp_path: Path) -> None:
    """The playbook and the variables of the guide, in a project with a policy, as AWX starts them: in the folder of the project."""
    sandbox.rate_limit = None
    dummy, book, variables = guide("docs/docsite/rst/awx.rst")
    (tmp_path / "verify.yml").write_text(yaml.safe_dump(book))
    env = credential_environment(filled(sandbox), tmp_path)

    def launch(playbook: str, **given: str) -> Run:
        given["ansible_python_interpreter"] = PYTHON
        return run([str(BIN / "ansible-playbook"), "--inventory", "localhost,", playbook, "--extra-vars", json.dumps(given)], env, tmp_path)

    launch("boomi.spaces.snapshot", snapshot_path="production.yml").check()
    assert "PASSED: no findings in 34 processes under production.yml" in launch("verify.yml", **variables).check().output
    (tmp_path / "production.yml").write_text("version: 1\nprocesses: [{match: No Such Process, required: true}]\n")
    done = launch("verify.yml", **variables)
    assert done.returncode != 0
    assert "FAILED: 1 error in 34 processes under production.yml" in done.output
