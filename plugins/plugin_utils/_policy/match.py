# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Which processes a rule or a window is about: those that its glob matches, except for those that its exceptions match.

A glob is compared with the whole name and the whole id, case-sensitively. `*`, `?` and `[...]` have their meaning in file names; in brackets,
as `[*]`, they are literal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import translate

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Process
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import Demand

# Text without special characters, except for a star before and after it.
_PLAIN = re.compile(r"(?P<before>\*?)(?P<text>(?:[^*?\[]|\[[*?\[]\])*)(?P<after>\*?)")
_ESCAPED = re.compile(r"\[([*?\[])\]")
_SPECIAL = re.compile(r"([*?\[])")


def escaped(text: str) -> str:
    """The glob that matches this text and nothing else."""
    return _SPECIAL.sub(r"[\1]", text)


class Index:
    """Finds processes by glob. A glob without wildcards costs the same however many processes there are."""

    def __init__(self, processes: Sequence[Process]) -> None:
        self._count = len(processes)
        self._by_text: dict[str, list[int]] = {}
        for index, process in enumerate(processes):
            self._by_text.setdefault(process.id, []).append(index)
            if process.name is not None and process.name != process.id:
                self._by_text.setdefault(process.name, []).append(index)
        self._known: dict[str, list[int]] = {}
        self._without: dict[tuple[str, tuple[str, ...]], list[int]] = {}

    def matching(self, demand: Demand) -> list[int]:
        """The numbers of the processes that a rule or a window is about, in ascending order."""
        if not demand.excluding:
            return self.named(demand.match)
        key = demand.match, demand.excluding
        if key not in self._without:
            excluded = {index for glob in demand.excluding for index in self.named(glob)}
            self._without[key] = [index for index in self.named(demand.match) if index not in excluded]
        return self._without[key]

    def named(self, glob: str) -> list[int]:
        """The numbers of the processes whose name or id matches a glob, in ascending order."""
        if glob not in self._known:
            self._known[glob] = self._find(glob)
        return self._known[glob]

    def _find(self, glob: str) -> list[int]:
        plain = _PLAIN.fullmatch(glob)
        if plain is None:
            matches = re.compile(translate(glob)).match
            named = [text for text in self._by_text if matches(text)]
        else:
            wanted = _ESCAPED.sub(r"\1", plain["text"])
            if not plain["before"] and not plain["after"]:
                return self._by_text.get(wanted, [])
            if not wanted:
                return list(range(self._count))
            if plain["before"] and plain["after"]:
                named = [text for text in self._by_text if wanted in text]
            elif plain["before"]:
                named = [text for text in self._by_text if text.endswith(wanted)]
            else:
                named = [text for text in self._by_text if text.startswith(wanted)]
        return sorted({index for text in named for index in self._by_text[text]})
