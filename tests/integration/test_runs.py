# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans held against what happened, by real ansible-playbook: every verdict and every reason, the playbook runs, and the role verify."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.integration.playing import Run, collection_playbook, environment, keeping, play
from tests.nights import NIGHT, NOW, answer, entry, log, process, record
from tests.paths import DATA
from tests.sandbox import Account, Sandbox, load

# By verdict and reason: the processes, the records, and other arguments of the filter.
LATER = record("05:00:00", execution="x9", process_id="p9")
CASES: dict[tuple[str, str | None], tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    ("ran", None): (process(), answer(record()), {}),
    ("ran_late", None): (process(), answer(record("02:03:01")), {}),
    ("ran_failed", None): (process(), answer(record(status="ERROR")), {}),
    ("running", None): (process(), answer(record(status="INPROCESS")), {}),
    ("stuck", None): (process(), answer(record(status="STARTED")), {"max_runtime": 60}),
    ("discarded", None): (process(), answer(record(status="DISCARDED")), {}),
    ("waiting", "enqueued"): (process(), answer(record(status="ENQUEUED")), {}),
    ("waiting", None): (process(), answer(), {"now": f"{NIGHT}T02:09:00Z"}),
    ("overlapped", "earlier_run"): (process(), answer(record("01:30:00", execution_type="exec_manual", execution_duration=3_600_000)), {}),
    ("missed", "later_record"): (process(), answer(LATER), {}),
    ("missed", "online_now"): (process(), answer(), {}),
    ("unplanned", None): (process([]), answer(record()), {}),
    ("unknown", "zone"): (process(), answer(record()), {"timezone": "runtime"}),
    ("unknown", "status"): (process(), answer(record(status="NEW")), {}),
    ("unknown", "privilege"): (process(), answer(exhaustive=False), {}),
    ("unknown", "incomplete_page"): (process(), answer(LATER, exhaustive=False), {}),
    ("unknown", "retention"): (process(), answer(record()), {"now": "2026-12-28T02:00:01Z"}),
    ("unknown", "runtime_offline"): (process(atom_status="OFFLINE"), answer(LATER), {}),
    ("unknown", "runtime_unknown"): (process(atom_status=None), answer(LATER), {}),
    ("unknown", "schedule_changed"): (process(), answer(record()), {"audit_log": log(entry("03:00:00"))}),
    ("unknown", "paused_then"): (process(), answer(record()), {"audit_log": log(entry("01:00:00", action="STOP"), entry("03:00:00"))}),
    ("unknown", "before_deployment"): (process(), answer(), {"audit_log": log(entry("02:00:00", "as.atom.process", "ATTACH"))}),
    ("unknown", "source_spaces"): (process(), answer(source="spaces", exhaustive=False), {}),
}


def demo() -> Account:
    """The demo account with the night that ends now: what would have run since is in no record."""
    return load(DATA / "demo.yml")


def test_every_verdict_and_every_reason(tmp_path: Path) -> None:
    values, variables = {}, {}
    for number, (facts, records, arguments) in enumerate(CASES.values()):
        variables[f"case_{number}"] = {"facts": [facts], "records": records, "arguments": {"audit_log": log(), "now": NOW, **arguments}}
        call = f"boomi.spaces.run_verdicts(case_{number}.records, '{NIGHT}', '{NIGHT}T06:00', **case_{number}.arguments)"
        values[str(number)] = f"case_{number}.facts | {call}"
    # A minute that the clocks show twice, in Berlin.
    night = {"facts": [process("30 2 * * * *")], "records": answer(since="2026-10-24T00:00:00Z", until="2026-10-25T12:00:00Z")}
    values["dst"] = "night.facts | boomi.spaces.run_verdicts(night.records, '2026-10-25', '2026-10-26', timezone='Europe/Berlin', now='2026-10-25T12:00Z')"
    found = play([{**keeping(values), "vars": {**variables, "night": night}}], tmp_path, environment()).check().values
    for number, (verdict, reason) in enumerate(CASES):
        (item,) = [one for one in found[str(number)] if one["verdict"] == verdict]
        assert (item["verdict"], item["reason"]) == (verdict, reason)
    assert [(item["verdict"], item["reason"]) for item in found["dst"]] == [("unknown", "dst")]


def playbook(name: str, sandbox: Sandbox, folder: Path, **variables: Any) -> Run:
    done = collection_playbook(name, {**sandbox.environment, "BOOMI_REQUESTS_PER_SECOND": "1000"}, folder, **variables)
    assert "Traceback" not in done.output
    return done


def lines(done: Run) -> list[str]:
    (text,) = re.findall(r'"msg": \[\n(.*?)\n    \]', done.output, re.DOTALL)
    found: list[str] = json.loads(f"[{text}]")
    return found


def test_the_last_night_on_one_screen(tmp_path: Path) -> None:
    with Sandbox(demo()) as sandbox:
        sandbox.rate_limit = None
        done = playbook("runs", sandbox, tmp_path, runs_max_runtime=60)
        assert sandbox.mutations == sandbox.writes == 0
    assert done.returncode == 0, done.output
    first, head, *rows = lines(done)
    assert re.fullmatch(r"Planned from \S+Z to \S+Z: \d+ runs of \d+ schedules", first)
    assert head.split() == ["PROCESS", "RUNTIME", "PLANNED", "RAN", "LATE", "FAILED", "MISSED", "OTHER", "UNKNOWN", "LAST", "SUCCESS"]
    (row,) = [each.split() for each in rows if each.startswith("Order Acknowledgement to Customer")]
    # Of its 24 hourly runs, each kind once: that is what the night of the demo account is for.
    planned, ran, late, failed, missed, other, unknown = map(int, row[5:12])
    assert (planned, late, failed, missed) == (24, 1, 1, 1)
    assert planned == ran + late + failed + missed + other + unknown
    assert any(each.startswith("Not known, so neither ran nor missed: ") for each in rows)
    (others,) = [each for each in rows if each.startswith("Other: ")]
    assert all(word in others for word in ("stuck", "discarded", "overlapped", "not planned"))
    assert not any("\x1b" in each for each in rows)


@pytest.mark.matrix
def test_a_user_who_may_see_less_never_gets_missed_without_it_being_said(tmp_path: Path) -> None:
    """VIEW_RESULT in one of two environments, and no right to the audit log."""
    account = load(DATA / "10-executions.yml")
    user = next(one for one in account.users if one.name.startswith("production"))
    tasks: list[dict[str, Any]] = [
        {"boomi.spaces.integration_pack_process_info": {"include_status": True, "include_runtimes": True}, "register": "facts"},
        {"boomi.spaces.execution_record_info": {"since": "24h"}, "register": "records"},
        keeping(
            {
                "verdicts": "facts.processes | boomi.spaces.run_verdicts(records, records.since, records.until, timezone='UTC')",
                "facts": "facts.processes",
            }
        ),
    ]
    with Sandbox(account) as sandbox:
        sandbox.rate_limit = None
        env = environment(**{**sandbox.environment, "BOOMI_USERNAME": user.name, "BOOMI_API_TOKEN": user.api_token, "BOOMI_SOURCE": "platform"})
        found = play(tasks, tmp_path, env)
    assert found.returncode == 0, found.output
    hidden = {environment.id for environment in account.environments if environment.name != "Production"}
    of_hidden = [item for item in found.values["verdicts"] if item["env_id"] in hidden]
    assert of_hidden
    assert all("view_result" in item["assumed"] for item in of_hidden if item["verdict"] == "missed")


@pytest.mark.slow
def test_verify_judges_what_ran(tmp_path: Path) -> None:
    rule = {"name": "Nightly", "match": "Order Acknowledgement*", "runs": {"failures": "warn"}}
    policy = {"version": 1, "timezone": "runtime", "processes": [rule]}
    account = demo()
    with Sandbox(account) as sandbox:
        sandbox.rate_limit = None
        done = playbook("verify", sandbox, tmp_path, verify_policy=policy)
        records = len(sandbox.requests(f"/api/rest/v1/{account.id}/ExecutionRecord"))
        sandbox.clear()
        planned = playbook("verify", sandbox, tmp_path, verify_policy={"version": 1, "processes": [{"match": "*", "required": True}]})
        assert sandbox.requests(f"/api/rest/v1/{account.id}/ExecutionRecord") == sandbox.requests(f"/api/rest/v1/{account.id}/AuditLog") == []
        given = playbook("verify", sandbox, tmp_path, verify_policy=policy, verify_processes=[], verify_runs=True)
    assert done.returncode == 2
    assert records > 0
    verdict, counts, blank, *table = lines(done)
    assert verdict == "FAILED: 2 errors, 1 warning in 34 processes under the given policy"
    assert re.match(r"Runs since \S+Z: \d+ planned, \d+ ran, .*1 missed, \d+ unknown \(", counts)
    told = [re.sub(" {2,}", "  ", each) for each in table]
    of = "'Order Acknowledgement to Customer' of 'Order to Cash'"
    assert (blank, told[0]) == ("", "RULE  SEVERITY  FINDING")
    assert told[1].startswith(f"Nightly.runs  error  {of} had 1 of 24 planned runs discarded on 'prod-frankfurt-1', the last planned for ")
    assert told[2].startswith(f"  error  {of} missed 1 of 24 planned runs on 'prod-frankfurt-1', the last planned for ")
    assert told[3].startswith(f"  warning  {of} failed 1 of 24 planned runs on 'prod-frankfurt-1', the last planned for ")
    assert planned.returncode == 0, planned.output
    assert given.returncode == 2
    assert "Do not use verify_runs with verify_processes or verify_saved_facts" in given.output


@pytest.mark.slow
@pytest.mark.matrix
def test_what_ran_belongs_to_one_use_of_the_role(tmp_path: Path) -> None:
    policy = {"version": 1, "processes": [{"name": "Nightly", "match": "Order Acknowledgement*", "runs": {"failures": "allow"}}]}

    def verified(**given: Any) -> dict[str, Any]:
        variables = {"verify_policy": policy, "verify_fail": False, **given}
        return {"ansible.builtin.include_role": {"name": "boomi.spaces.verify"}, "vars": variables}

    rules = "verify_findings | map(attribute='message') | list"
    tasks = [verified(), keeping({"asked": rules}), verified(verify_processes="{{ verify_judged }}"), keeping({"given": rules})]
    with Sandbox(demo()) as sandbox:
        sandbox.rate_limit = None
        found = play(tasks, tmp_path, environment(**sandbox.environment, BOOMI_REQUESTS_PER_SECOND="1000"))
    assert found.returncode == 0, found.output
    assert any(" missed 1 of " in message for message in found.values["asked"])
    assert found.values["given"] == ['"Nightly".runs cannot be judged without the records of what ran: the role verify gets them with verify_runs=true']
