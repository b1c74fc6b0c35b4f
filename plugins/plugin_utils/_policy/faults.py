# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Checks a policy on its own, without processes."""

from __future__ import annotations

from io import StringIO

import yaml

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import read_policy
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Finding

# The loader on top of libyaml is about ten times as fast; a few builds of PyYAML lack it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def policy_faults(policy: object) -> list[Finding]:
    """One finding if the policy is not valid, none if it is. ``policy`` is the document, or the text of its YAML file."""
    try:
        # A stream, because libyaml does not accept the subclasses of str that Ansible passes.
        read_policy(yaml.load(StringIO(policy), _LOADER) if isinstance(policy, str) else policy)  # noqa: S506 -- one of the two safe loaders
    except GivenError as error:
        return [_fault(str(error))]
    # ValueError: a date that does not exist, bytes that are not UTF-8.
    except (yaml.YAMLError, ValueError) as error:
        return [_fault(f"the policy is not valid YAML: {' '.join(str(error).split())}")]
    return []


def _fault(message: str) -> Finding:
    return {
        "rule": "",
        "severity": "error",
        "message": message,
        "process_id": None,
        "process_name": None,
        "instance_id": None,
        "env_id": None,
        "atom_id": None,
        "expected": None,
        "actual": None,
    }
