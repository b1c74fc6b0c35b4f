# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Which process of one environment is the counterpart of which process of the other.

By its id where one instance is in both environments; else by pack and original process; else by pack and name less the name of the instance.
Each step groups what is left. A group of one process on each side is a pair. In a larger group, the instances of one name are pairs, and what is left
on both sides is ambiguous.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Optional

from ansible_collections.boomi.spaces.plugins.plugin_utils._compare.sides import Side
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Process

# In a multi-install pack the names of processes are those of the pack and the name of the instance, on both sides of this.
_SEPARATOR = " - "

Key = Optional[tuple[str, str]]
_Group = tuple[list[Process], list[Process]]


class Alone(NamedTuple):
    """A process that is deployed in the environment number `side`, without a counterpart in the other.

    `unknown` is what the facts would have to know to rule out that it has one, empty if they know enough.
    """

    side: int
    process: Process
    unknown: str


class Pairs(NamedTuple):
    """Pairs have the process of the first environment first; both may be the same process. Groups of which no pair can be told are `ambiguous`."""

    pairs: list[tuple[Process, Process]]
    alone: list[Alone]
    ambiguous: list[_Group]


def paired(processes: Sequence[Process], sides: tuple[Side, Side]) -> Pairs:
    """All processes that are deployed in one of the environments."""
    found = Pairs([], [], [])
    present = [{_instance(process) for process in processes if side.of(process)} for side in sides]
    left: _Group = ([], [])
    for process in processes:
        here = [_instance(process) in instances for instances in present]
        if all(here):
            found.pairs.append((process, process))
        elif any(here):
            # Also what is not deployed: it may be the counterpart of a process that is.
            left[here.index(True)].append(process)
    for key_of in (_original, _name):
        left = _match(left, key_of, sides, found)
    for number, side in enumerate(sides):
        mine = [process for process in left[number] if side.of(process)]
        others = _Others([process for process in left[1 - number] if sides[1 - number].of(process)])
        found.alone.extend(Alone(number, process, others.unknown(process)) for process in mine)
    return found


def _match(left: _Group, key_of: Callable[[Process], Key], sides: tuple[Side, Side], found: Pairs) -> _Group:
    """Adds the pairs and the ambiguous groups that the key tells; returns what is left."""
    groups: dict[Key, _Group] = {}
    for number, processes in enumerate(left):
        for process in processes:
            groups.setdefault(key_of(process), ([], []))[number].append(process)
    rest = groups.pop(None, ([], []))
    for group in groups.values():
        pairs, alone = ([(group[0][0], group[1][0])], ([], [])) if len(group[0]) == len(group[1]) == 1 else _by_instance_name(group)
        found.pairs.extend(pairs)
        deployed = [any(side.of(process) for process in processes) for side, processes in zip(sides, alone)]
        if all(deployed):
            found.ambiguous.append(alone)
        else:
            rest[0].extend(alone[0])
            rest[1].extend(alone[1])
    return rest


def _by_instance_name(group: _Group) -> tuple[list[tuple[Process, Process]], _Group]:
    """The pairs of a group whose instances, and processes, have names that no other in their environment has; and the rest."""
    names = [Counter(map(_full_name, processes)) for processes in group]
    seconds = {_full_name(process): process for process in group[1]}
    pairs = [(process, seconds[name]) for process in group[0] for name in [_full_name(process)] if process.name and names[0][name] == names[1][name] == 1]
    taken = {_full_name(process) for process, dummy in pairs}
    first, second = ([process for process in processes if _full_name(process) not in taken] for processes in group)
    return pairs, (first, second)


class _Others:
    """The processes without a counterpart in the other environment."""

    def __init__(self, processes: Iterable[Process]) -> None:
        packs = [(_pack(process), _names_known(process)) for process in processes]
        self._packs = {pack for pack, dummy in packs}
        self._unnamed = {pack for pack, known in packs if not known}

    def unknown(self, process: Process) -> str:
        """What is not known, of this process or of these, so that one of these may be its counterpart."""
        pack = _pack(process)
        if self._packs and (pack is None or None in self._packs):
            return "pack"
        if pack in self._unnamed or (pack in self._packs and not _names_known(process)):
            return "instance"
        return ""


def _instance(process: Process) -> tuple[str, str]:
    return ("", process.instance_id) if process.instance_id else (process.id, "")


def _pack(process: Process) -> str | None:
    return process.pack_id or process.pack_name


def _names_known(process: Process) -> bool:
    return process.instance_name is not None and process.name is not None


def _full_name(process: Process) -> tuple[str | None, str | None]:
    return process.instance_name, process.name


def _original(process: Process) -> Key:
    pack = _pack(process)
    # A process that is its own original is of a single-install pack: this says nothing of other instances.
    original = process.original_id if process.original_id != process.id else None
    return (pack, original) if pack and original else None


def _name(process: Process) -> Key:
    pack, name, own = _pack(process), process.name, process.instance_name
    if not pack or name is None:
        return None
    if own and name.startswith(own + _SEPARATOR):
        name = name[len(own + _SEPARATOR) :]
    elif own and name.endswith(_SEPARATOR + own):
        name = name[: -len(_SEPARATOR + own)]
    return pack, name
