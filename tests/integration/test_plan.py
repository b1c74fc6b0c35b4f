# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook plan, by real ansible-playbook: what it asks, prints, writes, and when it fails. Its guide is run by test_reading.py."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.integration.playing import BIN, PYTHON, Run, environment, run
from tests.paths import DATA
from tests.sandbox import Sandbox, load

DEMO = load(DATA / "demo.yml")
NIGHT = {"plan_start": "2026-11-29T02:00", "plan_minutes": 120, "plan_timezone": "Europe/Berlin"}
# What names must not do to a terminal, and what JSON makes of a quotation mark.
UNWANTED = re.compile(r'[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|\\"')


@pytest.fixture
def boomi() -> Any:
    with Sandbox(DEMO) as sandbox:
        sandbox.rate_limit = None
        yield sandbox


def plan(sandbox: Sandbox, folder: Path, **variables: Any) -> Run:
    env = environment(**sandbox.environment, BOOMI_REQUESTS_PER_SECOND="1000")
    variables["ansible_python_interpreter"] = PYTHON
    command = [str(BIN / "ansible-playbook"), "--inventory", "localhost,", "boomi.spaces.plan", "--extra-vars", json.dumps(variables)]
    done = run(command, env, folder)
    assert "Traceback" not in done.output
    assert re.search(r" skipped=0 ", done.output)
    return done


def shown(done: Run) -> list[str]:
    (lines,) = re.findall(r'"msg": \[\n(.*?)\n    \]', done.output, re.DOTALL)
    assert not UNWANTED.search(lines)
    return [re.sub(" {2,}", "  ", line) for line in json.loads(f"[{lines}]")]


def test_a_maintenance_at_night(boomi: Sandbox, tmp_path: Path) -> None:
    done = plan(boomi, tmp_path, **NIGHT, plan_path="plan.json", plan_report_formats="html,markdown,ical").check()
    print("\n".join(shown(done)))
    written = json.loads((tmp_path / "plan.json").read_text())
    print(json.dumps(written)[:3000])
    assert 0
