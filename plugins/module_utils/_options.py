# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Options that several questions have in common: how the argument spec states them, and how their values are checked."""

from __future__ import annotations

from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils._errors import usage

TEXTS: dict[str, Any] = {"type": "list", "elements": "str"}
MISSING: dict[str, Any] = {"type": "str", "choices": ["fail", "report"], "default": "fail"}


def list_of_texts(name: str, values: Any, instead: str) -> list[str] | None:
    """A plain list, or None where the option is left out. An empty one is a mistake: it would hide that nothing was checked.

    ``instead`` says what leaving it out means.
    """
    if values is None:
        return None
    texts = [str(value) for value in values]
    if not texts:
        raise usage(f"{name} is an empty list, which would answer nothing. Leave it out to {instead}.")
    if not all(text.strip() for text in texts):
        raise usage(f"{name} holds an empty text. Check the variable that it comes from.")
    return texts
