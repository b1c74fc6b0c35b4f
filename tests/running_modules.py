# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a module of the collection in this process."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
from collections.abc import Iterator
from typing import Any
from unittest import mock

from ansible.module_utils import basic


def run_module(name: str, options: dict[str, Any]) -> dict[str, Any]:
    """The result of the module ``boomi.spaces.NAME``, without what only Ansible reads."""
    module = importlib.import_module(f"ansible_collections.boomi.spaces.plugins.modules.{name}")
    output = io.StringIO()
    with _module_args(options), contextlib.redirect_stdout(output), contextlib.suppress(SystemExit):
        module.main()
    result = json.loads(output.getvalue())
    # Keys that begin with _ansible_ are for Ansible, such as the list of values to mask of 2.22. The warnings of a process add up, and 2.19 shows them itself.
    return {key: value for key, value in result.items() if key not in ("invocation", "warnings") and not key.startswith("_ansible_")}


@contextlib.contextmanager
def _module_args(args: dict[str, Any]) -> Iterator[None]:
    try:
        from ansible.module_utils.testing import patch_module_args
    except ImportError:  # ansible-core before 2.19
        with mock.patch.object(basic, "_ANSIBLE_ARGS", json.dumps({"ANSIBLE_MODULE_ARGS": args}).encode()):
            yield
    else:
        with patch_module_args(args):
            yield
