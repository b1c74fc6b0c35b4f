# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts of two environments, Test and Production, for the tests to compare."""

from __future__ import annotations

from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._compare.comparing import KEYS, environment_findings
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import read_processes
from tests.unit.plugins.plugin_utils import policy_cases

DAILY = "0 8 * * * *"
_NAMES = {"t": "Test", "p": "Production"}


def on(atom: str, schedule: Any = DAILY, **more: Any) -> dict[str, Any]:
    """A deployment on t1, t2 … of Test, or on p1, p2 … of Production."""
    place = atom[0]
    return policy_cases.deployment(schedule, atom, f"e-{place}", **{"env_name": _NAMES[place], "atom_name": f"runtime {atom}", **more})


def process(*deployments: dict[str, Any], process_id: str = "p", name: str | None = "Load", instance: str = "i", **more: Any) -> dict[str, Any]:
    """A process of a pack k, of an instance that has a name unless it is given as None."""
    names = {"instance_name": f"name of {instance}", "integration_pack": [{"integration_pack_id": "k", "name": "Orders"}], **more}
    return {**policy_cases.process(*deployments, process_id=process_id, name=name, instance_id=instance), **names}


def multi(base: str, instance: str, *deployments: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A process of an instance of a multi-install pack; its name carries that of the instance."""
    name = more.get("instance_name", instance)
    return process(*deployments, process_id=f"{instance}/{base}", name=f"{name} - {base}", instance=instance, **{"instance_name": name, **more})


def label(given: dict[str, Any]) -> str:
    """How messages name the process."""
    (process,) = read_processes([given])
    return process.label


def findings(*processes: dict[str, Any], keys: Any = KEYS, first: str = "Test", second: str = "Production") -> list[Any]:
    return environment_findings(list(processes), first, second, keys)


def told(*processes: dict[str, Any], **options: Any) -> list[tuple[str, str, str]]:
    """Rule, severity and message of each finding."""
    return [(each["rule"], each["severity"], each["message"]) for each in findings(*processes, **options)]
