# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of hosts and groups that are safe in Ansible, out of any text. Private to the collection.

A safe name holds letters, digits and ``_`` of any script, and host names also ``-`` and ``.`` inside: nothing that a host pattern, a path, a
shell or a template reads as something else.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

# Bytes of each text in a host name. The whole becomes the name of a file, in caches of facts: 255 bytes on most systems.
_LONGEST = 70
# What these names mean to Ansible already.
_TAKEN = frozenset({"all", "ungrouped", "localhost", "boomi"})


def group_name(kind: str, text: str) -> str:
    """The name of the group of one environment, classification, pack or connection, such as ``boomi_environment_Production``."""
    safe = _safe(text, r"\W+") or "unnamed"
    return f"boomi_{kind}_{safe}"


def host_names(wanted: Sequence[Sequence[str]]) -> tuple[list[str], list[int]]:
    """A name of its own for each host, and the indices of those that could not have the one they wanted.

    For each host there are texts to name it by, the first best: its name, its id, what lists it. All of them together are its own. Hosts that
    would get the same name all get the next text added, so that no name ever goes from one to another because of the order in which they come.
    """
    names = [_host_name(texts[:1]) for texts in wanted]
    alike: set[int] = set()
    used = 1
    while colliding := _colliding(names):
        alike.update(colliding)
        used += 1
        for index in colliding:
            texts = wanted[index]
            # In the end the safe characters of all the texts are the same, and what tells them apart are the others.
            names[index] = _host_name(texts[:used] if used <= len(texts) else [*texts, _digest(texts)])
    return names, sorted(alike)


def _colliding(names: Sequence[str]) -> list[int]:
    """The indices of names that others have too. Those that differ by case alone are equal, as their files are on some systems."""
    folded = [name.casefold() for name in names]
    times = Counter(folded)
    return [index for index, name in enumerate(folded) if times[name] > 1]


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:16]


def _host_name(texts: Iterable[str]) -> str:
    name = "_".join(filter(None, (_safe(text, r"[^\w.-]+", _LONGEST) for text in texts))) or "unnamed"
    # Numbers and addresses have a meaning of their own as hosts, and a host must not bear the name of a group.
    return f"instance_{name}" if name.casefold() in _TAKEN or name.startswith("boomi_") or re.fullmatch(r"[\d.]+", name) else name


def _safe(text: str, unsafe: str, longest: int = 200) -> str:
    """The text with one ``_`` for each stretch of unsafe characters, and none of them at its ends."""
    name = re.sub(unsafe, "_", unicodedata.normalize("NFC", text)).strip("_.-")
    return name.encode()[:longest].decode(errors="ignore").strip("_.-")
