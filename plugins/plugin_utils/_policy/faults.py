# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a policy on its own, without processes. Private to the collection."""

from __future__ import annotations

from io import StringIO
from typing import Any

import yaml

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import PolicyError, read_policy

# The loader based on libyaml is about ten times as fast. A few builds of PyYAML do not have it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def policy_faults(policy: object) -> list[dict[str, Any]]:
    """One finding if the policy is not valid, none if it is. ``policy`` is the document, or the text of its YAML file."""
    try:
        # A stream, because libyaml does not accept the subclasses of str that Ansible passes.
        read_policy(yaml.load(StringIO(policy), _Loader) if isinstance(policy, str) else policy)  # noqa: S506 - both loaders are safe
    except PolicyError as error:
        return [_fault(str(error))]
    # ValueError: a date that does not exist, bytes that are not UTF-8.
    except (yaml.YAMLError, ValueError) as error:
        return [_fault(f"the policy is not valid YAML: {' '.join(str(error).split())}")]
    return []


def _fault(message: str) -> dict[str, Any]:
    nothing = dict.fromkeys(("process_id", "process_name", "instance_id", "env_id", "atom_id", "expected", "actual"))
    return {"rule": "", "severity": "error", "message": message, **nothing}
