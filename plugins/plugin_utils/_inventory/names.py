# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of hosts and groups that are safe in Ansible, made from any text. Private to the collection.

A safe name has letters and digits of any script and ``_``; a host name can also have ``-`` and ``.`` inside. No other character is safe in host
patterns, paths, shells and templates alike.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

# Bytes of each text in a host name. Fact caches use the host name as a file name, which most systems limit to 255 bytes.
_LONGEST = 70
# Names that already have a meaning in Ansible or in this inventory.
_TAKEN = frozenset({"all", "ungrouped", "localhost", "boomi"})


def group_name(kind: str, text: str) -> str:
    """The name of the group of one environment, classification, pack or connection, such as ``boomi_environment_Production``."""
    safe = _safe(text, r"\W+") or "unnamed"
    return f"boomi_{kind}_{safe}"


def host_names(wanted: Sequence[Sequence[str]]) -> tuple[list[str], list[int]]:
    """A unique name for each host, and the indices of the hosts that did not get the name they wanted.

    Each host has several texts, which are unique together: its name, its ID, its connection. It is named after the first one. If several hosts
    would get the same name, all of them get their next text added, so that the names do not depend on the order of the hosts.
    """
    names = [_host_name(texts[:1]) for texts in wanted]
    alike: set[int] = set()
    used = 1
    while colliding := _colliding(names):
        alike.update(colliding)
        used += 1
        for index in colliding:
            texts = wanted[index]
            # If all the texts are used up, they differ only in unsafe characters: a digest of them makes the name unique.
            names[index] = _host_name(texts[:used] if used <= len(texts) else [*texts, _digest(texts)])
    return names, sorted(alike)


def _colliding(names: Sequence[str]) -> list[int]:
    """The indices of names that occur more than once. Names that differ only in case are equal, because their files are on some systems."""
    folded = [name.casefold() for name in names]
    times = Counter(folded)
    return [index for index, name in enumerate(folded) if times[name] > 1]


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:16]


def _host_name(texts: Iterable[str]) -> str:
    name = "_".join(filter(None, (_safe(text, r"[^\w.-]+", _LONGEST) for text in texts))) or "unnamed"
    # As the name of a host, a number or an address has a meaning of its own, and a host must not have the name of a group.
    return f"instance_{name}" if name.casefold() in _TAKEN or name.startswith("boomi_") or re.fullmatch(r"[\d.]+", name) else name


def _safe(text: str, unsafe: str, longest: int = 200) -> str:
    """The text with ``_`` for each run of unsafe characters, without any at its ends, clipped to so many bytes."""
    name = re.sub(unsafe, "_", unicodedata.normalize("NFC", text)).strip("_.-")
    return name.encode()[:longest].decode(errors="ignore").strip("_.-")
