# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every filter and test does around its function, and the inventory around its values. Private to the collection."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from functools import wraps
from typing import Any

from ansible.errors import AnsibleFilterError
from ansible.module_utils.ansible_release import __version__

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError

# Before ansible-core 2.19 a text is a template unless it is marked, also one with names from the API in it; since then, only if it is marked.
_MARKS_NEEDED = tuple(int(part) for part in __version__.split(".")[:2]) < (2, 19)


def plugin(function: Callable[..., Any]) -> Callable[..., Any]:
    """Makes what cannot be understood an error of Ansible, in the same words, and keeps the answer from being taken for a template."""

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return untemplated(function(*args, **kwargs))
        except GivenError as error:
            raise AnsibleFilterError(str(error)) from None
        except RecursionError:
            raise AnsibleFilterError("a value given is nested too deeply to be read") from None

    return call


def untemplated(value: Any) -> Any:
    """The value, of plain texts, lists and dicts, with every text marked where this version of Ansible needs it."""
    if not _MARKS_NEEDED:
        return value
    from ansible.utils.unsafe_proxy import wrap_var  # noqa: PLC0415 - it is to go away in later ones

    return wrap_var(value)


def trusted(template: str) -> Any:
    """A template of our own, never a text of the API, marked as one where this version of Ansible needs that."""
    if _MARKS_NEEDED:
        return template
    from ansible.template import trust_as_template  # noqa: PLC0415 - it is not there in earlier ones

    return trust_as_template(template)


def now() -> datetime:
    """The clock, which only the glue reads."""
    return datetime.now(timezone.utc)
