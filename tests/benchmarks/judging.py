# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the facts of a file against a policy in plain Python: what the filter takes without Ansible.

``python -m tests.benchmarks.judging QUESTION.json`` writes the number of findings into the file that the question names.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.findings import policy_findings


def main(path: str) -> None:
    asked = json.loads(Path(path).read_text(encoding="utf-8"))
    processes, policy = (json.loads(Path(asked[name]).read_text(encoding="utf-8")) for name in ("facts_path", "policy_path"))
    found = policy_findings(processes, policy, datetime.fromisoformat(asked["start"]))
    Path(asked["count_path"]).write_text(f"{len(found):,}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
