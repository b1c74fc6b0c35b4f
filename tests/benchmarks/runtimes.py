# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many requests the status and the time zones of 50 runtimes take, and how long: a section of docs/benchmarks.md. Fails if a target is missed."""

from __future__ import annotations

import dataclasses
import sys
import time
from typing import Any

from tests.paths import COLLECTIONS, ROOT
from tests.sandbox import Account, Sandbox, generated

from . import machine
from .document import put

sys.path.insert(0, str(COLLECTIONS))

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, connection_from
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import Question, process_facts
from ansible_collections.boomi.spaces.plugins.module_utils._queries.runtimes import runtime_facts, runtime_question_from

ABOUT = """## Runtimes

This asks for the status and the time zones of
{runtimes} runtimes, {attached} of which are attachments to a cloud, at 150 ms latency. The pace is `requests_per_second: 5`, the default. The last rows are one
integration pack instance, whose processes are on some of these runtimes, from the Spaces API."""
RUNTIMES, ATTACHED = 50, 25
LATENCY = 0.15


def account(local: int, attached: int) -> Account:
    """An account of these runtimes, in no environment, and nothing else."""
    held = generated.account(1, 50)
    kinds = [next(atom for atom in held.atoms if atom.is_attachment is kind) for kind in (False, True)]
    atoms = [
        dataclasses.replace(kind, id=f"atom-{number}", name=f"atom-{number}", environment_id=None)
        for number, kind in enumerate([kinds[0]] * local + [kinds[1]] * attached)
    ]
    return dataclasses.replace(held, atoms=tuple(atoms), environments=(), instances=())


def connection(sandbox: Sandbox, pace: float) -> Connection:
    given: dict[str, Any] = {name[len("BOOMI_") :].lower(): value for name, value in sandbox.environment.items()}
    return connection_from({**given, "requests_per_second": pace}.get)


def main() -> int:
    described = machine.describe()
    rows: list[tuple[str, int, str, float, bool]] = []

    def asked(what: str, target: int | None, ask: Any) -> None:
        start = time.perf_counter()
        count = ask()
        rows.append((what, count, "" if target is None else f"at most {target}", time.perf_counter() - start, target is None or count <= target))

    for pace, told in ((5, ""), (1000, ", pace off")):
        for what, local, attached, target in (
            ("local runtimes", RUNTIMES - ATTACHED, 0, 2),
            ("attachments", 0, ATTACHED, 1 + 3 * ATTACHED),
            ("both", RUNTIMES - ATTACHED, ATTACHED, 2 + 3 * ATTACHED),
        ):
            with Sandbox(account(local, attached), latency=LATENCY) as sandbox:
                sandbox.rate_limit = None

                def runtimes(sandbox: Sandbox = sandbox, pace: float = pace) -> int:
                    facts = runtime_facts(connection(sandbox, pace), runtime_question_from({"missing": "fail"}.get), print)
                    assert all(one["time_zone"] for one in facts["atoms"])
                    # Two more say which runtime is in which environment.
                    return len(sandbox.requests("/api/rest/")) - len(sandbox.requests(f"/api/rest/v1/{sandbox.account.id}/Environment"))

                asked(f"`atom_info`: {local + attached} {what}{told}", target, runtimes)
    with Sandbox(generated.account(1, 50), latency=LATENCY) as sandbox:
        sandbox.rate_limit = None
        for included in (False, True):

            def processes(sandbox: Sandbox = sandbox, included: bool = included) -> int:
                sandbox.clear()
                process_facts(connection(sandbox, 1000), Question(include_runtimes=included), print)
                return len(sandbox.log)

            asked(f"`integration_pack_process_info`{' with `include_runtimes`' if included else ''}, pace off", None, processes)
    lines = ["| question | requests | target | seconds |", "| --- | ---: | --- | ---: |"]
    lines += [f"| {what} | {count} | {target}{'' if met else ' **missed**'} | {seconds:.1f} |" for what, count, target, seconds, met in rows]
    missed = [row[0] for row in rows if not row[-1]]
    says = f"Not reached: {'; '.join(missed)}." if missed else "Every target is reached."
    put(ROOT / "docs/benchmarks.md", "runtimes", "\n\n".join([ABOUT.format(runtimes=RUNTIMES, attached=ATTACHED), described, "\n".join(lines), says]))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
