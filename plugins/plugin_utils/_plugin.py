# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The glue between plugins and Ansible. Private to the collection; but for ``_action.py``, no other file of plugin_utils imports Ansible."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timezone
from functools import wraps
from typing import Any

from ansible.errors import AnsibleFilterError
from ansible.module_utils.ansible_release import __version__
from ansible.module_utils.common.parameters import remove_values

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError

# The version of ansible-core.
ANSIBLE_CORE: str = __version__
_CORE = tuple(int(part) for part in ANSIBLE_CORE.split(".")[:2])
# Before 2.19, every text is a template unless it is marked as unsafe, also a name from the API. Since then, only marked texts are.
_UNSAFE_IS_MARKED = _CORE < (2, 19)
# Before 2.22, a module removes secrets from its result. Since then, Ansible masks them wherever it shows something.
_SECRETS_ARE_REMOVED = _CORE < (2, 22)


def plugin(function: Callable[..., Any]) -> Callable[..., Any]:
    """Decorates the function of a filter or a test: GivenError becomes an error of Ansible with the same text, and results are not templates."""

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return untrusted(function(*args, **kwargs))
        except GivenError as error:
            raise AnsibleFilterError(str(error)) from None
        except RecursionError:
            raise AnsibleFilterError("a value given is nested too deeply to be read") from None

    return call


def untrusted(value: Any) -> Any:
    """The value, made of plain strings, lists and dicts. No string in it is a template, whatever the version of Ansible."""
    if not _UNSAFE_IS_MARKED:
        return value
    from ansible.utils.unsafe_proxy import wrap_var  # noqa: PLC0415 - later versions will not have it

    return untyped(wrap_var)(value)


def without(secrets: list[str], value: Any) -> Any:
    """The value, made of what JSON has, as a module with these secrets among its options returns it."""
    if not _SECRETS_ARE_REMOVED:
        return value
    # Ansible's search takes ten times as long as this, and copies everything.
    text = json.dumps(value)
    held = [secret for secret in secrets if json.dumps(secret)[1:-1] in text]
    return untyped(remove_values)(value, held) if held else value


def trusted(template: str) -> Any:
    """A template of this collection, never a text of the API, which Ansible fills in, whatever its version."""
    if _UNSAFE_IS_MARKED:
        return template
    from ansible.template import trust_as_template  # noqa: PLC0415 - earlier versions do not have it

    return trust_as_template(template)


def untyped(ansible: Any) -> Any:
    """A function or an object of Ansible, without the types that most of Ansible lacks: the type checker then allows every call."""
    return ansible


def now() -> datetime:
    """The clock, which only the glue reads."""
    return datetime.now(timezone.utc)
