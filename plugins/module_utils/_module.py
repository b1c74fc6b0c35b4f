# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What every module does around its question. This is the only file of module_utils that needs Ansible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable

from ansible.module_utils.basic import AnsibleModule, env_fallback

from ansible_collections.boomi.spaces.plugins.module_utils._connection import argument_spec, unset_blank_variables
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Get, Warn

_AnsibleModule: Any = AnsibleModule  # it has no types

# Gets the options by name, and returns the module's values, or raises BoomiError.
Answer = Callable[[Get, Warn], Mapping[str, Any]]


def run(spec: dict[str, dict[str, Any]], answer: Answer) -> None:
    """Runs a module and ends the process. ``spec`` holds the module's own options, beside those of the connection."""
    module = _AnsibleModule(argument_spec=whole_spec(spec), supports_check_mode=True)
    outcome = outcome_of(answer, module.params.get, module.warn)
    if outcome.get("failed"):
        module.fail_json(**outcome)
    module.exit_json(**outcome)


def whole_spec(spec: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The module's own options and those of the connection. The latter can come from the environment, of which blank variables are removed."""
    unset_blank_variables()
    return {**argument_spec(env_fallback), **spec}


def outcome_of(answer: Answer, get: Get, warn: Warn) -> dict[str, Any]:
    """The result of a module: its values, or its failure."""
    try:
        return {"changed": False, **answer(get, warn)}
    except BoomiError as error:
        return {"failed": True, "msg": str(error), "error": error.as_data()}
