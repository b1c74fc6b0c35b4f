# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The collection's core called from plain Python, of either source and with any number of batches in flight: what module and lookup do,
without Ansible.

``python -m tests.benchmarks.core QUESTION.json`` prints how many processes it found. With ``keep``, the facts go into the file ``answer``.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils._connection import connection_from, environment_variable
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import process_facts, question_from
from ansible_collections.boomi.spaces.plugins.module_utils._transport import batches as _in_flight


def _warn(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


def main(path: str) -> None:
    asked = json.loads(Path(path).read_text(encoding="utf-8"))
    options = {"instance_ids": asked["instance_ids"], "missing": "fail"}
    _in_flight.IN_FLIGHT = asked.get("in_flight", _in_flight.IN_FLIGHT)

    def get(name: str) -> Any:
        return options.get(name, os.environ.get(environment_variable(name)))

    facts = process_facts(connection_from(get), question_from(get), _warn).result()
    if asked.get("keep"):
        Path(asked["answer"]).write_text(json.dumps(facts), encoding="utf-8")
    sys.stdout.write(f"{len(facts['processes'])}\n")


if __name__ == "__main__":
    main(sys.argv[1])
