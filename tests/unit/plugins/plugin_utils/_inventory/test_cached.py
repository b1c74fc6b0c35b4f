# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which content of the cache the inventory takes."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.cached import Cached, cached_answers
from ansible_collections.boomi.spaces.plugins.plugin_utils._inventory.estate import ConnectionFacts

ANSWER: ConnectionFacts = {"instances": [{"id": "i"}], "processes": None, "warnings": ["careful"]}
CACHED: Cached = {"question": "a", "answers": [ANSWER]}


def test_the_answers_to_the_question_are_taken() -> None:
    assert cached_answers(CACHED, "a") == [ANSWER]
    assert cached_answers(MappingProxyType(CACHED), "a") == [ANSWER]
    assert cached_answers({"question": "a", "answers": []}, "a") == []


@pytest.mark.parametrize("cached", [None, {}, [], "a", {"question": "a"}, {"answers": [ANSWER]}, {**CACHED, "question": "b"}, {**CACHED, "answers": {}}])
def test_anything_else_is_not(cached: Any) -> None:
    assert cached_answers(cached, "a") is None
