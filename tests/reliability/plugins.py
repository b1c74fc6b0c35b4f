# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plugins as Ansible and ansible-rulebook run them, in this process, and what came of it."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import io
import itertools
import json
import logging
import runpy
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import yaml
from ansible.errors import AnsibleError
from ansible.inventory.data import InventoryData
from ansible.module_utils.basic import AnsibleModule
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import inventory_loader, lookup_loader
from ansible.utils.display import Display

from ansible_collections.boomi.spaces.plugins.module_utils._connection import connection_from
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import process_facts
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Counts
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch import watch as _watch
from tests.paths import EVENT_SOURCE
from tests.running_modules import run_module
from tests.sandbox.changed import deployed
from tests.sandbox.history import moment

from .scene import SINCE, UNTIL, Scene

Arrange = Callable[[Scene], None]


@dataclasses.dataclass(frozen=True)
class Outcome:
    """``answer`` is all that the plugin hands over; ``kind`` is None where it succeeded; ``text`` is what a user reads of the failure.

    ``warnings`` are those of a success; the event source logs its own.
    """

    answer: Any = None
    kind: str | None = None
    text: str = ""
    warnings: tuple[str, ...] = ()


def nothing(scene: Scene) -> None:
    """No fault."""


def _lookup(scene: Scene, arrange: Arrange) -> Outcome:
    arrange(scene)
    plugin = lookup_loader.get("boomi.spaces.integration_pack_process")
    with _warned() as warnings:
        try:
            return Outcome(plugin.run(_ids(scene), variables={}, **scene.options), warnings=_texts(warnings))
        except AnsibleError as error:
            return _failed(error)


def _inventory(scene: Scene, arrange: Arrange) -> Outcome:
    arrange(scene)
    plugin, data = inventory_loader.get("boomi.spaces.integration_pack_instance"), InventoryData()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "boomi.yml"
        path.write_text(yaml.safe_dump({"plugin": plugin.NAME, "include_processes": True, **scene.options}))
        with _warned() as warnings:
            try:
                plugin.parse(data, DataLoader(), str(path), cache=False)
            except AnsibleError as error:
                assert not data.hosts, "a failure leaves no host behind"
                return _failed(error)
    # The file's options are variables of the hosts' group, and lead to the local Boomi.
    return Outcome(json.loads(json.dumps({name: host.vars for name, host in data.hosts.items()})), warnings=_texts(warnings))


def _warned() -> Any:
    return mock.patch.object(Display, "warning")


def _texts(warnings: mock.Mock) -> tuple[str, ...]:
    return tuple(call.args[0] for call in warnings.call_args_list)


def _failed(error: AnsibleError) -> Outcome:
    """An Ansible error bears our kind in the exception that it stands for."""
    cause = error.__context__
    assert isinstance(cause, BoomiError)
    assert str(cause) in str(error)
    return Outcome(None, cause.kind, str(cause))


def _module(name: str, **question: Any) -> Callable[[Scene, Arrange], Outcome]:
    def run(scene: Scene, arrange: Arrange) -> Outcome:
        arrange(scene)
        asked = {key: value(scene) if callable(value) else value for key, value in question.items()}
        with mock.patch.object(AnsibleModule, "warn") as warnings:
            result = run_module(name, {**scene.options, **asked})
        if result.get("failed"):
            assert "processes" not in result
            return Outcome(None, result["error"]["kind"], result["msg"])
        # What differs from one right answer to the next.
        told = {key: value for key, value in result.items() if key not in (*Counts.__annotations__, "read_at")}
        return Outcome(told, warnings=_texts(warnings))

    return run


def _event_source(scene: Scene, arrange: Arrange) -> Outcome:
    """Polls three times, the second time under the fault; before that, a process of each instance gets paused.

    Whatever came of the second poll, the events of the change must have been told after the third.
    """
    before = scene.sandbox.account
    events: list[dict[str, Any]] = []
    told = io.StringIO()
    log, handler = logging.getLogger("boomi.spaces.schedule_change"), logging.StreamHandler(told)
    log.addHandler(handler)
    propagate, log.propagate = log.propagate, False
    try:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(_three_polls(scene, arrange, events, str(Path(folder) / "state.json")))
    finally:
        log.removeHandler(handler)
        log.propagate = propagate
        scene.sandbox.account = before
    changes = [_timeless(event) for event in events if event["type"] not in ("outage", "recovered")]
    outages = [event["error"] for event in events if event["type"] == "outage"]
    if not outages:
        return Outcome(changes)
    assert [event["type"] for event in events[:2]] == ["outage", "recovered"], "it goes on living"
    return Outcome(changes, outages[0]["kind"], next(line for line in told.getvalue().splitlines() if "Polling Boomi failed" in line))


async def _three_polls(scene: Scene, arrange: Arrange, events: list[dict[str, Any]], state: str) -> None:
    loop, numbers = asyncio.get_running_loop(), itertools.count(1)

    def asked(connection: Any, *rest: Any) -> Any:
        number = next(numbers)
        if number == 4:
            loop.call_soon_threadsafe(source.cancel)
            raise RuntimeError("nobody waits for a fourth poll")
        if number != 2:
            return process_facts(connection, *rest)
        scene.sandbox.account = deployed(scene.sandbox.account, scene.sandbox.account.instances[0].processes[0].name, max_retry=99)
        arrange(scene)
        try:
            return process_facts(connection_from(scene.options.get), *rest)
        finally:
            scene.end_fault()

    class Queue:
        async def put(self, event: dict[str, Any]) -> None:
            events.append(event["boomi"])

    args = {**scene.options, "state_file": state, "interval": 0.001, "include_status": True}
    with mock.patch.object(_watch, "process_facts", asked):
        source = loop.create_task(runpy.run_path(str(EVENT_SOURCE))["main"](Queue(), args))
        with contextlib.suppress(asyncio.CancelledError):
            await source


def _timeless(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name not in ("id", "since", "found_at")}


def _ids(scene: Scene) -> list[str]:
    return [one.id for one in scene.sandbox.account.instances if one.id is not None]


def _two_processes(scene: Scene) -> list[str]:
    return [process.id for process in scene.sandbox.account.instances[0].processes]


# By the heading of their column.
PLUGINS: dict[str, Callable[[Scene, Arrange], Outcome]] = {
    "lookup": _lookup,
    "process_info": _module("integration_pack_process_info", instance_ids=_ids),
    "with runtimes": _module("integration_pack_process_info", instance_ids=_ids, include_runtimes=True),
    "atom_info": _module("atom_info", include_nodes=True),
    "execution_record_info": _module("execution_record_info", process_ids=_two_processes, since=moment(SINCE), until=moment(UNTIL)),
    "audit_log_info": _module("audit_log_info", since=moment(SINCE), until=moment(UNTIL)),
    "instance_info": _module("integration_pack_instance_info"),
    "environment_info": _module("environment_info"),
    "space_info": _module("space_info"),
    "inventory": _inventory,
    "event source": _event_source,
}
