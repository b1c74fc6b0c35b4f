# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many hosts at once keep to the limit of their one account, and a task that Boomi throttled says so."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from tests.integration.playing import environment, keeping, play, plays
from tests.sandbox import Sandbox
from tests.waiting import PATIENCE

MODULE = "boomi.spaces.integration_pack_process_info"
HR = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwNw"
HOSTS = 6


def schedules_of(processes: list[dict[str, Any]]) -> dict[str, dict[str, bool]]:
    """Whether each schedule of each process is enabled, by their IDs."""
    return {process["id"]: {one["id"]: one["enabled"] for one in process["process_schedules"]} for process in processes}


@pytest.mark.slow
@pytest.mark.matrix
def test_six_hosts_at_once_keep_to_the_limit_of_the_account(sandbox: Sandbox, tmp_path: Path) -> None:
    """With the defaults, but for the timeout, on a server that refuses the eleventh request of a second.

    All ask at once, however slowly the machine starts them: none gets its first answer before each has asked. Nor can a busy machine add up
    eleven requests. Six may be delayed on their way and arrive together; their answers take a quarter of a second, and the next turns are 0.21
    seconds apart, so at most four more arrive in the same second.
    """
    sandbox.latency = 0.25
    together = threading.Barrier(HOSTS, timeout=PATIENCE)
    sandbox.fail("/api/rest", times=HOSTS, change=lambda request, response: (together.wait(), response)[1])
    hosts = ",".join(f"host{number}" for number in range(HOSTS))
    tasks = [
        {MODULE: {"source": "platform", "instance_ids": [HR]}, "register": "found"},
        {**keeping({"found": "ansible_play_hosts | map('extract', hostvars, 'found') | list"}), "run_once": True},
    ]
    env = environment(**sandbox.environment, BOOMI_TIMEOUT=f"{PATIENCE}", ANSIBLE_FORKS=f"{HOSTS}", XDG_RUNTIME_DIR=str(tmp_path))
    done = plays({hosts: tasks}, tmp_path, env)

    assert [(entry.path.split("/")[-2], entry.status) for entry in sandbox.log if entry.status != 200] == []
    assert len(sandbox.log) == HOSTS * 4
    found = done.check().values["found"]
    (instance,) = (instance for instance in sandbox.account.instances if instance.id == HR)
    whole = {process.id: {one.id: one.enabled for one in process.deployments} for process in instance.processes}
    assert [schedules_of(one["processes"]) for one in found] == [whole] * HOSTS
    assert [(one["request_count"], one["retry_count"], one["waited_seconds"]) for one in found] == [(4, 0, 0.0)] * HOSTS


@pytest.mark.matrix
def test_a_throttled_task_says_so_once(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.fail(status=503, times=2)
    done = play([{MODULE: {"instance_ids": [HR]}, "register": "found"}], tmp_path, environment(**sandbox.environment), keep=["found"])
    found = done.values["found"]
    assert (done.returncode, found["request_count"], found["retry_count"]) == (0, 4, 2)
    assert 0.7 <= found["waited_seconds"] <= 1.5
    told = f"Boomi throttled requests with the status 429 or 503 (retries: 2, pauses: {found['waited_seconds']} s in total)."
    assert " ".join(done.output.split()).count(told) == 1
    assert done.output.count("WARNING]") == 1
