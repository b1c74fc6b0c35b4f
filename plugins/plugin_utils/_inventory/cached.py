# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What the inventory keeps in Ansible's cache."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.estate import ConnectionFacts


class Cached(TypedDict):
    """The answers of all connections, and the digest of the question."""

    question: str
    answers: list[ConnectionFacts]


def cached_answers(cached: object, question: str) -> list[ConnectionFacts] | None:
    """The answers in a cache, or None if it has none for the question of this digest."""
    if isinstance(cached, Mapping) and cached.get("question") == question and isinstance(cached.get("answers"), list):
        return list(cached["answers"])
    return None
