# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which processes a glob names. Private to the collection.

A glob is compared with the name and with the id, whole and by case. `*`, `?` and `[...]` mean what they mean in file names; in brackets,
as `[*]`, they are themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import translate

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy_facts import Process

_LITERAL = re.compile(r"(?:[^*?\[]|\[[*?\[]\])*")
_ESCAPED = re.compile(r"\[([*?\[])\]")
_SPECIAL = re.compile(r"([*?\[])")


def escaped(text: str) -> str:
    """The glob that names this text and nothing else."""
    return _SPECIAL.sub(r"[\1]", text)


class Index:
    """Finds processes by glob. A glob that names one text costs the same in a small space and in a large one."""

    def __init__(self, processes: Sequence[Process]) -> None:
        self._count = len(processes)
        self._by_text: dict[str, list[int]] = {}
        for index, process in enumerate(processes):
            self._by_text.setdefault(process.id, []).append(index)
            if process.name is not None and process.name != process.id:
                self._by_text.setdefault(process.name, []).append(index)
        self._known: dict[str, list[int]] = {}

    def matching(self, glob: str) -> list[int]:
        """The numbers of the processes, in ascending order."""
        if glob not in self._known:
            self._known[glob] = self._find(glob)
        return self._known[glob]

    def _find(self, glob: str) -> list[int]:
        if _LITERAL.fullmatch(glob):
            return self._by_text.get(_ESCAPED.sub(r"\1", glob), [])
        if glob == "*":
            return list(range(self._count))
        matches = re.compile(translate(glob)).match
        return sorted({index for text, found in self._by_text.items() if matches(text) for index in found})
