# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often each thing was fetched, from the local Boomi's log."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

# What GraphQL's batches are of; an object of the Platform API goes by its own name, and its further pages by that and MORE.
PROCESSES = "integrationPackInstanceProcesses"
MORE = "/queryMore"


def fetched(log: Iterable[tuple[str, str, int]]) -> dict[str, Counter[str]]:
    """By what was asked: how often each instance id, value of a filter or token got an answer. The log is of (path, body, status)."""
    found: dict[str, Counter[str]] = {}
    for path, body, status in log:
        if status != 200 or not body:
            continue
        if path == "/graphql":
            found.setdefault(PROCESSES, Counter()).update(json.loads(body)["variables"].values())
        elif path.endswith(MORE):
            found.setdefault("/".join(path.split("/")[-2:]), Counter())[body] += 1
        else:
            found.setdefault(path.split("/")[-2], Counter()).update(_arguments(json.loads(body)["QueryFilter"]["expression"]))
    return found


def _arguments(expression: dict[str, Any]) -> list[str]:
    return [value for one in expression.get("nestedExpression", [expression]) for value in one["argument"]]
