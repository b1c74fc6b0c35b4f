# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The collection's core called from plain Python with ``source: platform``: what the module does, without Ansible.

``python -m tests.benchmarks.platform.core QUESTION.json`` prints what it found as ``facts.sentence`` does.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils._connection import connection_from, environment_variable
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import process_facts, question_from
from ansible_collections.boomi.spaces.plugins.module_utils._sources import rest as _rest

from .facts import process_line, schedule_line, sentence


def _warn(warning: str) -> None:
    sys.stderr.write(f"{warning}\n")


def main(path: str) -> None:
    asked = json.loads(Path(path).read_text(encoding="utf-8"))
    options: dict[str, Any] = {
        "source": "platform",
        "instance_ids": asked["instance_ids"],
        "requests_per_second": asked["requests_per_second"],
        "missing": "fail",
    }
    if asked["group_size"] is not None:
        _rest.LARGEST_GROUP = asked["group_size"]

    def get(name: str) -> Any:
        return options.get(name, os.environ.get(environment_variable(name)))

    lines = []
    for process in process_facts(connection_from(get), question_from(get), _warn).result()["processes"]:
        lines.append(process_line(process["id"]))
        lines += [schedule_line(each["id"], process["id"], each["env_id"], each["enabled"]) for each in process["process_schedules"]]
    sys.stdout.write(f"{sentence(lines)}\n")


if __name__ == "__main__":
    main(sys.argv[1])
