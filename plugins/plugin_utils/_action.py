# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The base of the action plugins: a module's task on the controller itself is answered by the process that Ansible has for the task.

The answer is the module's own, from the same functions. Ansible does not have to pack the module's files, to start a Python and to read the result as
text, which together take longer than the answer. Everywhere else Ansible runs the module as usual.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any, ClassVar

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.plugins.action.normal import ActionModule

from ansible_collections.boomi.spaces.plugins.module_utils._module import Answer, outcome_of, whole_spec
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Get, Warn
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import untrusted, untyped, without

# Where the Python of Ansible lacks one of these, the Python of the module may have it.
_LIBRARIES = ("requests", "jmespath")


class QuestionAction(ActionModule):
    """``spec`` and ``answer`` are what the module passes to ``_module.run``."""

    spec: ClassVar[dict[str, dict[str, Any]]]

    @staticmethod
    def answer(get: Get, warn: Warn) -> Mapping[str, Any]:
        raise NotImplementedError

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        if self._is_here(task_vars or {}):
            spec = whole_spec(self.spec)
            options = ArgumentSpecValidator(spec).validate(self._task.args)
            # The module says what is wrong with its options.
            if not options.error_messages:
                return _answered(self.answer, spec, options.validated_parameters)
        return dict(untyped(super()).run(tmp, task_vars))

    def _is_here(self, task_vars: Mapping[str, Any]) -> bool:
        """Whether the module would run as this user, with this environment and this Python, or one that Ansible has to look for."""
        task, connection = self._task, self._connection
        return (
            connection.transport == "local"
            and not connection.become
            and not task.async_val
            and not any(task.environment or [])
            and self._is_this_python(task_vars)
            and all(find_spec(library) for library in _LIBRARIES)
            # There, a process that was forked may be ended for asking the system for its proxies, as requests does.
            and sys.platform != "darwin"
        )

    def _is_this_python(self, task_vars: Mapping[str, Any]) -> bool:
        of_host = task_vars.get("ansible_delegated_vars", {}).get(self._task.delegate_to, task_vars)
        wanted = str(self._templar.template(of_host.get("ansible_python_interpreter", "auto")))
        return wanted.startswith("auto") or _python(wanted) == _python(sys.executable)


def _python(path: str) -> tuple[str, str]:
    """A virtual environment often has several names for its Python, and several environments often have the same Python."""
    return os.path.dirname(os.path.abspath(path)), os.path.realpath(path)


def _answered(answer: Answer, spec: Mapping[str, Mapping[str, Any]], options: Mapping[str, Any]) -> dict[str, Any]:
    """What Ansible would make of the module's output, but for ``invocation``, which newer cores leave out."""
    warnings: list[str] = []
    result = outcome_of(answer, options.get, warnings.append)
    if warnings:
        result["warnings"] = warnings
    secrets = [str(options[name]) for name, option in spec.items() if option.get("no_log") and options.get(name)]
    return dict(untrusted(without(secrets, result)))
