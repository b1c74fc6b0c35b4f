# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""References between the objects of an account file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from .reader import DataError, Reader

T = TypeVar("T")


class Named(Generic[T]):
    """Objects that other parts of the file refer to by id, or by a unique name."""

    def __init__(self, kind: str, items: Sequence[T], id_of: Callable[[T], str], name_of: Callable[[T], str | None], source: str) -> None:
        self._kind = kind
        self._by_id: dict[str, T] = {}
        self._by_name: dict[str | None, list[T]] = {}
        self._id_of = id_of
        for item in items:
            if id_of(item) in self._by_id:
                raise DataError(f"{source}: two {kind}s have the id {id_of(item)!r}")
            self._by_id[id_of(item)] = item
            self._by_name.setdefault(name_of(item), []).append(item)

    def get(self, reader: Reader, key: str) -> T:
        return self.find(reader.text(key), f"{reader.where}: {key}")

    def optional(self, reader: Reader, key: str) -> T | None:
        return self.get(reader, key) if key in reader else reader.value(key)

    def only(self, reader: Reader, key: str) -> T:
        """The object that the key refers to; the first one if the key is absent."""
        if key in reader:
            return self.get(reader, key)
        reader.value(key)
        return next(iter(self._by_id.values()))

    def find(self, reference: Any, where: str) -> T:
        if reference in self._by_id:
            return self._by_id[reference]
        named = self._by_name.get(reference, [])
        if len(named) > 1:
            ids = ", ".join(self._id_of(item) for item in named)
            raise DataError(f"{where}: {len(named)} {self._kind}s are named {reference!r}, so say which by its id: {ids}")
        if not named:
            raise DataError(f"{where}: no {self._kind} has the id or name {reference!r}")
        return named[0]
