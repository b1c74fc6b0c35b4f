# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook compare, by real ansible-playbook: what it asks, prints, writes, and when it fails. Its guide is run by test_reading.py."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.integration.playing import Run, collection_playbook
from tests.paths import DATA
from tests.sandbox import Account, Sandbox, load
from tests.sandbox.account import Deployment, Environment, Process, schedule_id

DEMO = load(DATA / "demo.yml")
TEST, PRODUCTION = "Test", "Production"
ATOMS = {environment.name: [atom.id for atom in environment.atoms] for environment in DEMO.environments}
# What names must not do to a terminal, and what JSON makes of a quotation mark.
UNWANTED = re.compile(r'[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|\\"')


@pytest.fixture
def boomi() -> Any:
    with Sandbox(deployed()) as sandbox:
        sandbox.rate_limit = None
        yield sandbox


def everywhere(process: Process, environments: tuple[Environment, ...]) -> Process:
    """The process on each runtime, with one schedule."""
    some = next((one for one in process.deployments if one.schedule), Deployment("", process.id, "", None))
    deployments = tuple(
        dataclasses.replace(some, id=schedule_id(atom.id, process.id), atom_id=atom.id, environment_id=environment.id, enabled=True)
        for environment in environments
        for atom in environment.atoms
    )
    return dataclasses.replace(process, deployments=deployments)


def deployed(**changed: Any) -> Account:
    """The demo account with every process on each runtime of Test and of Production; ``changed`` has a function for deployments, by process."""
    environments = DEMO.environments[:2]
    instances = []
    for instance in DEMO.instances:
        processes = [everywhere(process, environments) for process in instance.processes]
        processes = [
            dataclasses.replace(process, deployments=tuple(one for one in map(changed.get(process.name, lambda one: one), process.deployments) if one))
            for process in processes
        ]
        instances.append(dataclasses.replace(instance, processes=tuple(processes)) if instance.space_guid == DEMO.spaces[0].guid else instance)
    return dataclasses.replace(DEMO, instances=tuple(instances))


def compare(sandbox: Sandbox, folder: Path, *, source: str = "spaces", **variables: Any) -> Run:
    given = {**sandbox.environment, "BOOMI_REQUESTS_PER_SECOND": "1000", "BOOMI_SOURCE": source}
    done = collection_playbook("compare", given, folder, **variables)
    assert "Traceback" not in done.output
    assert re.search(r" skipped=0 ", done.output)
    return done


def shown(done: Run) -> list[str]:
    """The lines of the table, the verdict first."""
    (lines,) = re.findall(r'"msg": \[\n(.*?)\n    \]', done.output, re.DOTALL)
    assert not UNWANTED.search(lines)
    return [re.sub(" {2,}", "  ", line) for line in json.loads(f"[{lines}]")]


# Not deployed at all, on two of three runtimes only, and paused on one: what the comparison by snapshots did not find.
DIFFERENT = {
    "Dunning Run": lambda one: one if one.atom_id in ATOMS[TEST] else None,
    "Exchange Rates": lambda one: one if one.atom_id != ATOMS[PRODUCTION][2] else None,
    "Stock Level Polling": lambda one: dataclasses.replace(one, enabled=one.atom_id != ATOMS[PRODUCTION][0]),
}


def test_environments_that_are_the_same_and_environments_that_are_not(boomi: Sandbox, tmp_path: Path) -> None:
    both = {"compare_first": TEST, "compare_second": PRODUCTION}
    assert shown(compare(boomi, tmp_path, **both).check()) == ["PASSED: 0 errors, 0 warnings in 34 processes, Production compared with Test"]
    boomi.account = deployed(**DIFFERENT)
    done = compare(boomi, tmp_path, **both, compare_path="differences.json", compare_report_formats="junit,json")
    assert done.returncode == 2
    verdict, head, *lines = shown(done)
    assert verdict == "FAILED: 3 errors, 0 warnings in 34 processes, Production compared with Test"
    assert f'"msg": "{verdict}"' in done.output
    assert head.split() == ["SEVERITY", "WHAT", "FINDING"]
    # Instance and pack come after the name of a process.
    told = [re.sub(r"^(error  \w+  '.*?').*? is ", r"\1 is ", line) for line in lines]
    assert told == [
        "error  deployed  'Dunning Run' is deployed in 'Test', but not in 'Production'",
        "error  deployed  'Exchange Rates' is deployed on 2 of the 3 runtimes of 'Production': not on 'prod-dublin-dr'",
        "error  enabled  'Stock Level Polling' is enabled in 'Test', but paused on 'prod-frankfurt-1' in 'Production'",
    ]
    found = json.loads((tmp_path / "differences.json").read_text())
    assert [(each["rule"], each["process_name"], each["atom_id"]) for each in found] == [
        ("deployed", "Dunning Run", None),
        ("deployed", "Exchange Rates", ATOMS[PRODUCTION][2]),
        ("enabled", "Stock Level Polling", ATOMS[PRODUCTION][0]),
    ]
    reports = tmp_path / "boomi-reports"
    assert {each["message"] for each in json.loads((reports / "compare.json").read_text())["findings"]} == {each["message"] for each in found}
    assert (reports / "compare.junit.xml").read_text().count("<failure") == 3
    assert boomi.writes == boomi.mutations == 0


@pytest.mark.slow
def test_options(boomi: Sandbox, tmp_path: Path) -> None:
    boomi.account = deployed(**DIFFERENT)
    ids = {"compare_first": DEMO.environments[1].id, "compare_second": DEMO.environments[0].id}
    done = compare(boomi, tmp_path, **ids, compare_keys="enabled, schedule", compare_fail=False, compare_path=str(tmp_path / "spaces.json")).check()
    assert shown(done)[0].startswith("FAILED: 1 error, 0 warnings in 34 processes, ")
    listed: dict[str, Any] = {"compare_keys": ["enabled", "schedule"], "compare_fail": False}
    compare(boomi, tmp_path, source="platform", **ids, **listed, compare_path=str(tmp_path / "platform.json")).check()
    assert (tmp_path / "spaces.json").read_bytes() == (tmp_path / "platform.json").read_bytes()
    unasked: dict[str, Any] = {**ids, "compare_keys": ["enabled"], "compare_include_status": False}
    assert shown(compare(boomi, tmp_path, **unasked))[0].startswith("FAILED: 0 errors, ")
    unknown = compare(boomi, tmp_path, **unasked, compare_fail_on="error").check()
    assert re.match(r"PASSED: 0 errors, \d+ warnings in 34 processes", shown(unknown)[0])
    assert "may be paused in 'Test' and in 'Production': its status is not known (gather the facts with include_status=true)" in shown(unknown)[2]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"compare_first": TEST}, "Give the names or IDs of two environments as compare_first and compare_second."),
        ({"compare_first": TEST, "compare_second": "Prodcution"}, 'This space has no environment with the ID or name \\"Prodcution\\".'),
        ({"compare_first": TEST, "compare_second": TEST}, 'second is \\"Test\\": it is the same environment as first; give two environments'),
        ({"compare_first": TEST, "compare_second": PRODUCTION, "compare_keys": "pause"}, 'keys[0] is \\"pause\\"; allowed are deployed, schedule,'),
    ],
)
def test_what_cannot_be_compared_is_one_sentence(boomi: Sandbox, tmp_path: Path, variables: dict[str, Any], sentence: str) -> None:
    done = compare(boomi, tmp_path, **variables)
    assert done.returncode == 2
    assert sentence in done.output


@pytest.mark.slow
def test_many_findings_and_names_that_steer_a_terminal(boomi: Sandbox, tmp_path: Path) -> None:
    names = ["\x1b[2J{{ 1 + 1 }}", '"quoted" \\ \u202e', "a\nb", "📦 <b>"]
    instances = tuple(
        dataclasses.replace(
            instance,
            override_name=instance.override_name and names[number % 4],
            processes=tuple(
                dataclasses.replace(process, name=names[number % 4] + process.name, deployments=process.deployments[: 1 + index % 4])
                for index, process in enumerate(instance.processes)
            ),
        )
        for number, instance in enumerate(deployed().instances)
    )
    environments = tuple(dataclasses.replace(each, name=names[number]) for number, each in enumerate(DEMO.environments))
    boomi.account = dataclasses.replace(DEMO, instances=instances, environments=environments)
    done = compare(boomi, tmp_path, compare_first=DEMO.environments[1].id, compare_second=DEMO.environments[0].id, compare_path="all.json")
    lines = shown(done)
    found = json.loads((tmp_path / "all.json").read_text())
    assert len(found) > 50
    assert len(lines) == 53
    assert lines[-1] == f"… and {len(found) - 50} more in all.json"
    assert not re.search(r"[\x1b\u202e]", done.output)
    assert any("{{ 1 + 1 }}" in line for line in lines)
