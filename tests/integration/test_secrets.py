# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A secret is nowhere: not at the highest verbosity, not in the log file, not in an error, not in a result."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest

from tests.integration.playing import environment, play
from tests.sandbox import Sandbox

HR = "SW50ZWdyYXRpb25QYWNrSW5zdGFuY2U0MTIwNw"
ASKED: dict[str, Any] = {"instance_ids": [HR], "include_names": True}
LOOKUP = "{{ query('boomi.spaces.integration_pack_process', '" + HR + "', include_names=True) | length }}"


def tasks() -> list[dict[str, Any]]:
    """The module and the lookup, failing or not."""
    return [
        {"boomi.spaces.integration_pack_process_info": ASKED, "register": "facts", "ignore_errors": True},
        {"ansible.builtin.debug": {"var": "facts"}},
        {"ansible.builtin.debug": {"msg": LOOKUP}, "ignore_errors": True},
    ]


SPACES = [None, {"status": 401}, {"status": 503, "path": "/auth"}, {"reset": "before"}, {"body": "<html>"}, {"status": 400}]
PLATFORM = [{"path": "/none"}, {"path": "/api/rest", "status": 401}, {"path": "/api/rest", "status": 301, "location": "https://elsewhere.example/"}]


@pytest.mark.parametrize(("source", "fault"), [*(("spaces", fault) for fault in SPACES), *(("platform", fault) for fault in PLATFORM)], ids=str)
def test_no_secret_is_shown(sandbox: Sandbox, tmp_path: Path, source: str, fault: dict[str, Any] | None) -> None:
    sandbox.rate_limit = None
    if fault is not None:
        sandbox.fail(times=None, **fault)
    given = {**sandbox.environment, "BOOMI_SOURCE": source}
    log = tmp_path / "ansible.log"
    env = environment(**given, ANSIBLE_LOG_PATH=str(log), ANSIBLE_DEBUG="1", BOOMI_RETRIES="1")
    done = play(tasks(), tmp_path, env, flags=("-vvvvv",))
    pair = f"BOOMI_TOKEN.{given['BOOMI_USERNAME']}:{given['BOOMI_API_TOKEN']}"
    tokens = {entry.headers["authorization"].partition(" ")[2] for entry in sandbox.log if "authorization" in entry.headers}
    secrets = {given["BOOMI_API_TOKEN"], base64.b64encode(pair.encode()).decode(), *tokens}
    assert len(secrets) >= 2
    shown = done.output + log.read_text()
    assert "boomi.spaces.integration_pack_process_info" in shown
    for secret in secrets:
        assert secret not in shown
    assert "Traceback (most recent call last)" not in shown


def test_secrets_travel_in_headers_only(sandbox: Sandbox, tmp_path: Path) -> None:
    play(tasks(), tmp_path, environment(**sandbox.environment)).check()
    token = sandbox.environment["BOOMI_API_TOKEN"]
    assert not any(token in entry.path or token in entry.body for entry in sandbox.log)
    assert len(sandbox.requests("/auth")) == 2
