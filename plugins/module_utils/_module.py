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


def run(spec: dict[str, dict[str, Any]], answer: Callable[[Get, Warn], Mapping[str, Any]]) -> None:
    """Runs a module and ends the process. ``answer`` gets the options by name and returns the module's values, or raises BoomiError.

    ``spec`` holds the module's own options, beside those of the connection.
    """
    unset_blank_variables()
    module = _AnsibleModule(argument_spec={**argument_spec(env_fallback), **spec}, supports_check_mode=True)
    outcome: dict[str, Any] = {"failed": True}
    try:
        outcome = {**answer(module.params.get, module.warn)}
    except BoomiError as error:
        # fail_json is called after the handler: inside it, older cores would add a traceback.
        outcome.update(msg=str(error), error=error.as_data())
    if outcome.get("failed"):
        module.fail_json(**outcome)
    module.exit_json(changed=False, **outcome)
