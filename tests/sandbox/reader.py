# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads YAML that people write: every error names the file, the place in it, and what is allowed there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml

T = TypeVar("T")


class DataError(ValueError):
    """The data is not valid. The message is one sentence for the author of the data."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # the base is known at run time only
    """Refuses a duplicate key in a mapping. By default YAML silently keeps the last one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, dummy in node.value if isinstance(key, yaml.ScalarNode)]
        for key in keys:
            if keys.count(key) > 1:
                raise DataError(f"line {node.start_mark.line + 1}: the key {key!r} stands twice in one mapping")
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def read_yaml(path: str | Path) -> Any:
    """The one document of a YAML file. Raises DataError for a file that cannot be read or is not YAML."""
    try:
        with open(path, "rb") as stream:
            return yaml.load(stream, _Loader)
    except DataError as error:
        raise DataError(f"{path}: {error}") from None
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: not valid YAML: {' '.join(str(error).split())}") from None


class Reader:
    """One mapping of the data. Read its keys, then call ``done``, which refuses all keys that were not read."""

    def __init__(self, value: Any, where: str) -> None:
        if not isinstance(value, Mapping):
            raise DataError(f"{where}: expected a mapping, found {_kind(value)}")
        self._values = dict(value)
        self._known: list[str] = []
        self.where = where

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def is_null(self, key: str) -> bool:
        """True if the key is present and null, for keys in which null differs from absence."""
        return key in self._values and self.value(key) is None

    def done(self) -> None:
        unknown = [str(key) for key in self._values if key not in self._known]
        if unknown:
            raise DataError(f"{self.where}: unknown key {', '.join(map(repr, unknown))}; known are {', '.join(self._known)}")

    def value(self, key: str, default: Any = None) -> Any:
        """The unchanged value."""
        if key not in self._known:
            self._known.append(key)
        return self._values.get(key, default)

    def fail(self, key: str, problem: str) -> DataError:
        return DataError(f"{self.where}: {key}: {problem}")

    def optional_text(self, key: str, default: str | None = None, one_of: Iterable[str] | None = None) -> str | None:
        """Text, or a whole number as text; the default for null and absence."""
        value = self.value(key)
        if value is None:
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            raise self.fail(key, f"expected text, found {_kind(value)}; put it in quotes")
        if one_of is not None and value not in (allowed := list(one_of)):
            raise self.fail(key, f"{value!r} is not one of {', '.join(allowed)}")
        return value

    def text(self, key: str, one_of: Iterable[str] | None = None) -> str:
        """Text that must be present and not empty."""
        value = self.optional_text(key, one_of=one_of)
        if not value:
            raise self.fail(key, "is missing")
        return value

    def number(self, key: str, default: int) -> int:
        value = self.value(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.fail(key, f"expected a whole number, found {_kind(value)}")
        return value

    def flag(self, key: str, default: bool) -> bool:
        value = self.value(key, default)
        if not isinstance(value, bool):
            raise self.fail(key, f"expected true or false, found {_kind(value)}")
        return value

    def list(self, key: str) -> list[tuple[Any, str]]:
        """The items of a list, each with its place; none if the key is absent."""
        value = self.value(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.fail(key, f"expected a list, found {_kind(value)}")
        return [(item, f"{self.where}: {key}[{number}]") for number, item in enumerate(value)]

    def each(self, key: str, build: Callable[[Reader], T]) -> tuple[T, ...]:
        """The results of ``build`` for each mapping of a list. ``build`` need not call ``done``."""
        built = []
        for item, where in self.list(key):
            reader = Reader(item, where)
            built.append(build(reader))
            reader.done()
        return tuple(built)


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return f"{value!r}"
