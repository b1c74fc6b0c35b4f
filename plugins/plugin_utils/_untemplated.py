# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps names from the API from being taken for templates. Private to the collection."""

from __future__ import annotations

from typing import Any

from ansible.module_utils.ansible_release import __version__

# Before ansible-core 2.19 a text is a template unless it is marked, also one with names from the API in it; since then, only if it is marked.
_MARKS_NEEDED = tuple(int(part) for part in __version__.split(".")[:2]) < (2, 19)


def untemplated(value: Any) -> Any:
    """The value, of plain texts, lists and dicts, with every text marked where this version of Ansible needs it."""
    if not _MARKS_NEEDED:
        return value
    from ansible.utils.unsafe_proxy import wrap_var  # noqa: PLC0415 - it is to go away in later ones

    return wrap_var(value)
