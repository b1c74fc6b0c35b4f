# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source under the real ansible-rulebook: rules act on a change once, over restarts, and no name of a process is run."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.blocks import blocks
from tests.integration.playing import required
from tests.integration.rulebook import MISSING, Rulebook, available
from tests.paths import DATA, ROOT
from tests.sandbox import Account, Sandbox, load
from tests.sandbox.changed import in_process, runtime, scheduled
from tests.sandbox.history import moment
from tests.sandbox.night import HOURLY

EXAMPLE = "boomi.spaces.schedule_change"
SYNC = "Employee Sync"


@pytest.fixture
def sandbox(demo: Account) -> Iterator[Sandbox]:
    """One of its own, since the account changes."""
    if not available():
        if required():
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with Sandbox(demo) as sandbox:
        yield sandbox


def minutes(facts: dict[str, Any]) -> str:
    found: str = facts["process_schedules"][0]["schedule"][0]["minutes"]
    return found


def whole_polls(sandbox: Sandbox) -> int:
    """How many polls are over: each one logs in, and the last one may be under way."""
    return len(sandbox.requests("/auth")) - 1


@pytest.mark.once
@pytest.mark.slow
def test_a_change_is_acted_on_once_over_restarts(sandbox: Sandbox, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    variables = {"boomi_state_file": str(state), "boomi_interval": 1}
    with Rulebook(EXAMPLE, sandbox, tmp_path, **variables) as rulebook:
        rulebook.wait(state.exists)
        sandbox.account = scheduled(sandbox.account, SYNC, "7")
        rulebook.wait(lambda: rulebook.events)
    (event,) = rulebook.events
    assert (event["type"], event["process_name"], event["changed"]) == ("changed", SYNC, ["schedule"])
    assert (minutes(event["before"]), minutes(event["after"])) == ("0", "7")

    sandbox.clear()
    with Rulebook(EXAMPLE, sandbox, tmp_path, **variables) as rulebook:
        rulebook.wait(lambda: whole_polls(sandbox) > 0)
    assert rulebook.events == []

    sandbox.account = scheduled(scheduled(sandbox.account, SYNC, "8"), "Dunning Run", "9")
    with Rulebook(EXAMPLE, sandbox, tmp_path, **variables, boomi_include_runtimes=True, boomi_runtimes_interval=1) as rulebook:
        rulebook.wait(lambda: len(rulebook.events) == 2)
        sandbox.account = runtime(sandbox.account, "prod-frankfurt-1", "prod-frankfurt-2", status="OFFLINE")
        rulebook.wait(lambda: len(rulebook.events) == 3)
    *processes, offline = rulebook.events
    told = {event["process_name"]: (minutes(event["before"]), minutes(event["after"])) for event in processes}
    assert told == {SYNC: ("7", "8"), "Dunning Run": ("0", "9")}
    assert (offline["type"], offline["changed"]) == ("runtime", ["went_offline"])
    assert sorted(one["name"] for one in offline["runtimes"]) == ["prod-frankfurt-1", "prod-frankfurt-2"]
    assert "Traceback" not in rulebook.output
    assert sandbox.mutations == sandbox.writes == 0


@pytest.mark.slow
def test_a_playbook_gets_the_event_and_runs_no_name(sandbox: Sandbox, tmp_path: Path) -> None:
    state, written, pwned = tmp_path / "state.json", tmp_path / "written", tmp_path / "pwned"
    name = f"{{{{ lookup('pipe', 'touch {pwned}') }}}}"
    play = {
        "hosts": "all",
        "gather_facts": False,
        "tasks": [
            {"ansible.builtin.copy": {"dest": f"{written}.{{{{ item }}}}", "content": "{{ ansible_eda.event.boomi[item] }}", "mode": "0600"}, "loop": keys}
            for keys in (["process_name", "after", "id"],)
        ],
    }
    source = {EXAMPLE: {"state_file": str(state), "interval": 1, "instance_names": ["HR Master Data"]}}
    act = {
        "name": "Act",
        "condition": "event.boomi.type == 'changed'",
        "action": {"run_playbook": {"name": "act.yml", "extra_vars": {"told": "{{ event.boomi }}"}}},
    }
    (tmp_path / "act.yml").write_text(yaml.safe_dump([play]))
    (tmp_path / "rules.yml").write_text(yaml.safe_dump([{"name": "Boomi", "hosts": "all", "sources": [source], "rules": [act]}]))
    with Rulebook(str(tmp_path / "rules.yml"), sandbox, tmp_path, none=None) as rulebook:
        rulebook.wait(state.exists)
        sandbox.account = in_process(sandbox.account, SYNC, lambda one: dataclasses.replace(one, name=name))
        rulebook.wait(lambda: Path(f"{written}.id").exists() and Path(f"{written}.id").read_text())
    assert Path(f"{written}.process_name").read_text().replace("\u2060", "") == name
    assert not pwned.exists()


@pytest.mark.once
@pytest.mark.slow
def test_the_rulebook_of_the_guide_judges_by_a_policy(sandbox: Sandbox, tmp_path: Path) -> None:
    guide = ROOT / "docs/docsite/rst/events.rst"
    (text,) = [block.text for block in blocks(guide) if block.text.startswith("- name: Watch production")]
    state, policy = tmp_path / "state.json", tmp_path / "policy.yml"
    paces = {" interval: 60": " interval: 1", "runtimes_interval: 120": "runtimes_interval: 1"}
    for shown, here in {"/var/lib/ansible-rulebook/production.json": str(state), "/etc/boomi/policy.yml": str(policy), **paces}.items():
        assert shown in text
        text = text.replace(shown, here)
    (condition,) = re.findall(r"A condition about one runtime is ``(.*?)``", guide.read_text())
    (rules,) = yaml.safe_load(text)
    about_one = {"name": "One runtime", "condition": condition.replace("eu-runtime-1", "prod-frankfurt-1"), "action": {"debug": {"msg": "It is this one."}}}
    rules["rules"].append(about_one)
    (tmp_path / "rules.yml").write_text(yaml.safe_dump([rules]))
    policy.write_text(yaml.safe_dump({"version": 1, "processes": [{"match": SYNC, "schedule": [{"minutes": "0", "hours": "23"}]}]}))
    with Rulebook(str(tmp_path / "rules.yml"), sandbox, tmp_path, none=None) as rulebook:
        rulebook.wait(state.exists)
        sandbox.account = scheduled(sandbox.account, SYNC, "7")
        rulebook.wait(lambda: "PLAY RECAP" in rulebook.output)
        sandbox.account = runtime(sandbox.account, "prod-frankfurt-2", status="OFFLINE")
        rulebook.wait(lambda: "No schedule starts on prod-frankfurt-2" in rulebook.output)
        assert "It is this one." not in rulebook.output
        sandbox.account = runtime(sandbox.account, "prod-frankfurt-1", status="OFFLINE")
        rulebook.wait(lambda: "It is this one." in rulebook.output)
        sandbox.fail("/auth", status=503, times=None)
        rulebook.wait(lambda: "Boomi cannot be asked: " in rulebook.output)
    assert "processes[0].schedule" in rulebook.output


@pytest.mark.once
@pytest.mark.slow
def test_the_rulebook_of_the_guide_tells_what_went_wrong_last_night_once(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.account = load(DATA / "demo.yml")  # its night ends now, not when the tests began
    guide = ROOT / "docs/docsite/rst/events.rst"
    (text,) = [block.text for block in blocks(guide) if block.text.startswith("- name: Watch what runs")]
    state = tmp_path / "state.json"
    for shown, here in {"/var/lib/ansible-rulebook/runs.json": str(state), " interval: 60": " interval: 1", "runs_interval: 120": "runs_interval: 1"}.items():
        assert shown in text
        text = text.replace(shown, here)
    (rules,) = yaml.safe_load(text)
    rules["match_multiple_rules"] = True
    rules["rules"].append({"name": "All", "condition": "event.boomi.type is defined", "action": {"print_event": {"pretty": True}}})
    (tmp_path / "rules.yml").write_text(yaml.safe_dump([rules]))
    with Rulebook(str(tmp_path / "rules.yml"), sandbox, tmp_path, none=None) as rulebook:
        rulebook.wait(state.exists)
    assert rulebook.events == []

    rewind(state, moment(time.time() - 23 * 3600))
    with Rulebook(str(tmp_path / "rules.yml"), sandbox, tmp_path, none=None) as rulebook:
        rulebook.wait(lambda: [event["changed"] for event in of(HOURLY, rulebook)][-2:] == [["missed"], ["recovered"]])
        rulebook.wait(lambda: f"{HOURLY} runs again, after 1 bad runs since" in rulebook.output)
        rulebook.wait(lambda: ": missed" in rulebook.output)
        turns = whole_polls(sandbox)
        rulebook.wait(lambda: whole_polls(sandbox) > turns + 1)
    parts = [part for event in of(HOURLY, rulebook) for part in event["changed"]]
    assert parts == ["late", "recovered", "failed", "recovered", "failed", "recovered", "missed", "recovered"]
    verdicts = [event["run"]["verdict"] for event in of(HOURLY, rulebook) if event["changed"] != ["recovered"]]
    assert verdicts == ["ran_late", "ran_failed", "discarded", "missed"]
    assert {event["process_name"] for event in rulebook.events if event["changed"] == ["missed"]} == {HOURLY}

    sandbox.clear()
    with Rulebook(str(tmp_path / "rules.yml"), sandbox, tmp_path, none=None) as rulebook:
        rulebook.wait(lambda: whole_polls(sandbox) > 1)
    assert rulebook.events == []
    assert "Traceback" not in rulebook.output
    assert sandbox.mutations == sandbox.writes == 0


def of(process_name: str, rulebook: Rulebook) -> list[dict[str, Any]]:
    return [event for event in rulebook.events if event["process_name"] == process_name]


def rewind(path: Path, judged_until: str) -> None:
    """As if nothing had been judged since."""
    Path(f"{path}.progress").unlink(missing_ok=True)
    body = json.dumps({**json.loads(path.read_bytes().partition(b"\n")[2]), "runs_judged_until": judged_until, "runs_read_at": None}).encode()
    head = json.dumps({"version": 1, "sha256": hashlib.sha256(body).hexdigest()}).encode()
    path.write_bytes(head + b"\n" + body)


@pytest.mark.once
@pytest.mark.slow
def test_wrong_options_end_it_with_the_sentence(sandbox: Sandbox, tmp_path: Path) -> None:
    with Rulebook(EXAMPLE, sandbox, tmp_path, boomi_state_file=str(tmp_path / "state.json"), boomi_interval="often") as rulebook:
        assert rulebook.ended() == 1
    assert 'interval is "often"; it must be a number.' in rulebook.output
    assert sandbox.environment["BOOMI_API_TOKEN"] not in rulebook.output
    assert sandbox.log == []
