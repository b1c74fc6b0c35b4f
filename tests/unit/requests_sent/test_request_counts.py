# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The number of requests that a question takes, as in the table of docs/reliability.md, from which the time limit of a task is computed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._queries.audit import audit_facts, audit_question_from
from ansible_collections.boomi.spaces.plugins.module_utils._queries.directory import EnvironmentQuestion, environment_facts
from ansible_collections.boomi.spaces.plugins.module_utils._queries.executions import execution_facts, execution_question_from
from ansible_collections.boomi.spaces.plugins.module_utils._queries.runtimes import RuntimeQuestion, runtime_facts
from ansible_collections.boomi.spaces.plugins.module_utils._sources import executions, rest
from ansible_collections.boomi.spaces.plugins.module_utils._sources import runtimes as runtimes_source
from tests.sandbox import Account, Sandbox
from tests.sandbox.generated import account
from tests.unit.asking import ask, connect

BATCH, GROUP, BULK = 3, 4, 2  # small ones, so that a small account has many of them


class Sizes(NamedTuple):
    """The letters of the table: instances, processes, their runtimes; and names that are asked for, packs, and runtimes of the account."""

    n: int
    p: int
    a: int
    names: int
    packs: int
    all_atoms: int
    local: int
    attached: int


def runtimes(size: Sizes) -> int:
    """The local Boomi is not ready at the first look for the properties of an attachment, and is at the second."""
    return groups(size.a, GROUP) + groups(size.local, BULK) + 3 * size.attached


def groups(values: int, size: int) -> int:
    return -(-values // size)


def rounds(instances: int, size: int) -> int:
    """One batch or group, or as many as fill rounds of four."""
    least = groups(instances, size)
    return least if least == 1 else min(4 * groups(least, 4), instances)


# The rows of the table. With include_names these are "places", "owners" and "packs", of which the latter two are not asked for again.
ROWS: dict[str, dict[str, Callable[[Sizes], int]]] = {
    "spaces": {
        "login": lambda size: 1,
        "all": lambda size: 1,
        "names": lambda size: 1,
        "processes": lambda size: rounds(size.n, BATCH),
        "include_status": lambda size: groups(size.p, GROUP),
        "include_runtimes": runtimes,
        "places": lambda size: 1,
        "owners": lambda size: 1,
        "packs": lambda size: 0,
        "environments": lambda size: 1,
    },
    "platform": {
        "login": lambda size: 0,
        "all": lambda size: 1,
        "names": lambda size: 2 * groups(size.names, GROUP) + groups(size.packs, GROUP),
        "processes": lambda size: rounds(size.n, GROUP) + groups(size.a, GROUP) + 2 * groups(size.p, GROUP),
        "include_status": lambda size: 0,
        "include_runtimes": runtimes,
        "places": lambda size: 2 + groups(size.all_atoms, GROUP),
        "owners": lambda size: groups(size.packs, GROUP),
        "packs": lambda size: groups(size.packs, GROUP),
        "environments": lambda size: 3 + groups(size.all_atoms, GROUP),
    },
}


def sizes(held: Account, names: list[str]) -> Sizes:
    instances = [one for one in held.instances if not names or one.override_name in names]
    processes = [process for one in instances for process in one.processes]
    ids = {deployment.atom_id for process in processes for deployment in process.deployments}
    attached = sum(atom.is_attachment for atom in held.atoms if atom.id in ids)
    packs = {one.pack.id for one in instances}
    return Sizes(len(instances), len(processes), len(ids), len(names), len(packs), len(held.atoms), len(ids) - attached, attached)


@pytest.fixture(autouse=True)
def _small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rest.LARGEST_GROUP == 200, "the table says so"
    monkeypatch.setattr(rest, "LARGEST_GROUP", GROUP)
    assert rest.LARGEST_BULK == 100, "the table says so"
    monkeypatch.setattr(rest, "LARGEST_BULK", BULK)
    monkeypatch.setattr(runtimes_source, "FIRST_PAUSE", 0.01)


@pytest.mark.parametrize(("instances", "each"), [(1, 1), (5, 2), (9, 3)])
@pytest.mark.parametrize("source", ROWS)
def test_the_requests_of_a_question(source: str, instances: int, each: int) -> None:
    held = account(instances, each)
    ids = [one.id for one in held.instances]
    names = [one.override_name for one in held.instances if one.override_name]
    questions: dict[tuple[str, ...], dict[str, Any]] = {
        ("all",): {},
        (): {"instance_ids": ids},
        ("names",): {"instance_names": names},
        ("include_status",): {"instance_ids": ids, "include_status": True},
        ("include_runtimes",): {"instance_ids": ids, "include_runtimes": True},
        ("places", "owners", "packs"): {"instance_ids": ids, "include_names": True},
        ("all", "places", "packs", "include_status"): {"include_names": True, "include_status": True},
        ("names", "places"): {"instance_names": names, "include_names": True},
        ("places",): {"instance_ids": ids, "environments": ["Production"]},
    }
    with Sandbox(held) as sandbox:
        sandbox.rate_limit, sandbox.page_size = None, 10_000
        for rows, asked in questions.items():
            size = sizes(held, asked.get("instance_names", []))
            expected = sum(ROWS[source][row](size) for row in ("login", *rows, "processes"))
            facts = ask(sandbox, connection={"source": source, "requests_per_second": 1000, "batch_size": BATCH}, **asked)
            assert (rows, facts.counts["request_count"]) == (rows, expected)
            assert len(sandbox.log) == expected
            sandbox.clear()


@pytest.mark.parametrize("source", ROWS)
def test_the_requests_for_environments(source: str) -> None:
    held = account(2, 2)
    with Sandbox(held) as sandbox:
        sandbox.rate_limit = None
        count = environment_facts(connect(sandbox, source=source, requests_per_second=1000), EnvironmentQuestion(), pytest.fail)["request_count"]
    size = sizes(held, [])
    assert count == ROWS[source]["login"](size) + ROWS[source]["environments"](size)


@pytest.mark.parametrize("source", ROWS)
def test_the_requests_for_runtimes(source: str) -> None:
    held = account(2, 2)
    with Sandbox(held) as sandbox:
        sandbox.rate_limit = None
        count = runtime_facts(connect(sandbox, source=source, requests_per_second=1000), RuntimeQuestion(), pytest.fail)["request_count"]
    attached = sum(atom.is_attachment for atom in held.atoms)
    local = len(held.atoms) - attached
    assert count == 1 + 1 + groups(len(held.atoms), GROUP) + groups(local, BULK) + 3 * attached


@pytest.mark.parametrize("source", ROWS)
def test_the_requests_for_what_ran(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert executions.LARGEST_RUN_GROUP == 50, "the table says so"
    monkeypatch.setattr(executions, "LARGEST_RUN_GROUP", BULK)
    held = account(5, 2)
    size = sizes(held, [])
    ids = {"process_ids": [process.id for process in held.processes()]}
    instances = {"instance_ids": [one.id for one in held.instances]}
    runs = groups(7 * size.p, BATCH) if source == "spaces" else groups(size.p, BULK)
    # Two originals for all of the processes.
    with_originals = groups(size.p + 2, BULK)
    expected: list[tuple[dict[str, Any], int]] = [
        (ids, ROWS[source]["login"](size) + runs),
        (instances, 1 + rounds(size.n, BATCH) + runs if source == "spaces" else rounds(size.n, GROUP) + groups(size.packs, GROUP) + with_originals),
        ({}, 1 + 1 + rounds(size.n, BATCH) + runs if source == "spaces" else 1),
    ]
    if source == "platform":
        expected.append(({**ids, "environments": ["Test"]}, 1 + 1 + groups(size.all_atoms, GROUP) + runs))
        expected.append(({**ids, "atoms": [held.atoms[0].id]}, 2 + runs))
    with Sandbox(held) as sandbox:
        sandbox.rate_limit = None
        connection = connect(sandbox, source=source, requests_per_second=1000, batch_size=BATCH)
        for asked, count in expected:
            facts = execution_facts(connection, execution_question_from(asked.get), pytest.fail)
            assert (asked, facts["request_count"]) == (asked, count)


def test_the_requests_for_the_audit_log() -> None:
    with Sandbox(account(1, 1)) as sandbox:
        connection = connect(sandbox, requests_per_second=1000)
        assert audit_facts(connection, audit_question_from({}.get), pytest.fail)["request_count"] == 1
        assert audit_facts(connection, audit_question_from({"atoms": ["test-runtime-1"]}.get), pytest.fail)["request_count"] == 2 + 1
