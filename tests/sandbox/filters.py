# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters of the Platform REST API: parses a filter strictly, and applies it to records."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

Values = Mapping[str, Callable[[Any], str | None]]


def _order(value: str) -> tuple[int, str]:
    """Numbers, which are texts here, in their own order."""
    return (len(value), value) if value.isdigit() else (0, value)


COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "EQUALS": str.__eq__,
    "NOT_EQUALS": str.__ne__,
    "CONTAINS": lambda value, part: part in value,
    "NOT_CONTAINS": lambda value, part: part not in value,
    "GREATER_THAN": lambda value, least: _order(value) > _order(least),
    "GREATER_THAN_OR_EQUAL": lambda value, least: _order(value) >= _order(least),
    "LESS_THAN": lambda value, most: _order(value) < _order(most),
    "LESS_THAN_OR_EQUAL": lambda value, most: _order(value) <= _order(most),
}
OPERATORS = (*COMPARISONS, "LIKE", "BETWEEN", "IS_NULL", "IS_NOT_NULL")
_ARGUMENTS = {"BETWEEN": 2, "IS_NULL": 0, "IS_NOT_NULL": 0}  # one for the others
_OF_MISSING = ("NOT_EQUALS", "NOT_CONTAINS")  # the comparisons that a missing value passes
_WORDS = {0: "no argument", 1: "one argument", 2: "two arguments"}


class FilterError(ValueError):
    """The filter is not valid for the API. The message is one sentence with the reason."""


@dataclass(frozen=True, slots=True)
class Filter:
    """``lets(record)`` is true for a matching record. If ``among`` is not None, only records match whose property of that name has one of those
    values, so that an index can find the candidates. If ``exact`` is true, all candidates match."""

    lets: Callable[[Any], bool]
    among: tuple[str, frozenset[str]] | None = None
    exact: bool = False
    size: int = 1


ALL = Filter(lambda record: True, size=0)


def read(data: Any, values: Values, operators: Collection[str] = OPERATORS, limit: int | None = None, sorts: Collection[str] = ()) -> Filter:
    """The filter of a query's body, ``{"QueryFilter": {"expression": {...}}}``; an empty QueryFilter matches everything.

    ``values`` has a function for each allowed property, ``operators`` are the allowed operators, and ``limit`` is the highest number of
    simple expressions. With ``sorts``, the body may also have a QuerySort. Raises FilterError.
    """
    body = _members("The body", data, ("QueryFilter", "QuerySort") if sorts else ("QueryFilter",))
    if "QueryFilter" not in body:
        raise FilterError("The body has no QueryFilter.")
    query_filter = _members("QueryFilter", body["QueryFilter"], ("expression",))
    if not query_filter:
        return ALL
    found = _expression(query_filter["expression"], "expression", values, operators)
    if limit is not None and found.size > limit:
        raise FilterError(f"The filter has {found.size} simple expressions; at most {limit} are allowed.")
    return found


def descending(data: Any, sorts: Collection[str]) -> bool:
    """Whether the QuerySort of a query's body, which ``read`` accepts, asks for descending order. Without one, the order is ascending."""
    if "QuerySort" not in data:
        return False
    fields = _members("QuerySort", data["QuerySort"], ("sortField",)).get("sortField")
    if not isinstance(fields, list) or len(fields) != 1:
        raise FilterError("QuerySort.sortField must be a list of one field.")
    one = _members("QuerySort.sortField[0]", fields[0], ("fieldName", "sortOrder"))
    if one.get("fieldName") not in sorts or one.get("sortOrder") not in ("ASC", "DESC"):
        raise FilterError(f"QuerySort.sortField[0] must have the fieldName {' or '.join(sorts)} and the sortOrder ASC or DESC.")
    return bool(one["sortOrder"] == "DESC")


def _members(where: str, data: Any, known: Collection[str]) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise FilterError(f"{where} must be an object.")
    unknown = [name for name in data if name not in known]
    if unknown:
        raise FilterError(f"{where} has unknown members: {', '.join(unknown)}.")
    return data


def _expression(data: Any, where: str, values: Values, operators: Collection[str]) -> Filter:
    if not isinstance(data, dict):
        raise FilterError(f"{where} must be an object.")
    if "nestedExpression" not in data:
        return _simple(data, where, values, operators)
    if "property" in data or "argument" in data:
        raise FilterError(f"{where} is a simple expression and a group at once.")
    return _group(_members(where, data, ("operator", "nestedExpression")), where, values, operators)


def _group(data: dict[str, Any], where: str, values: Values, operators: Collection[str]) -> Filter:
    operator, nested = data.get("operator"), data["nestedExpression"]
    if operator not in ("and", "or"):
        raise FilterError(f"{where}: the operator of a group is and, or or, in lower case, not {operator!r}.")
    if not isinstance(nested, list) or not nested:
        raise FilterError(f"{where}: nestedExpression must be a list of at least one expression.")
    parts = [_expression(item, f"{where}.nestedExpression[{number}]", values, operators) for number, item in enumerate(nested)]
    return _both(parts) if operator == "and" else _either(parts, values)


def _both(parts: list[Filter]) -> Filter:
    tests = [part.lets for part in parts]
    among = next((part.among for part in parts if part.among is not None), None)
    return Filter(lambda record: all(test(record) for test in tests), among, size=sum(part.size for part in parts))


def _either(parts: list[Filter], values: Values) -> Filter:
    size = sum(part.size for part in parts)
    names = {part.among[0] if part.among else None for part in parts}
    among = None
    if len(names) == 1 and (name := names.pop()) is not None:
        among = (name, frozenset().union(*(part.among[1] for part in parts if part.among)))
        if all(part.exact for part in parts):
            # One look-up in a set, so that four hundred ids take no longer than one.
            return Filter(partial(_is_among, values[name], among[1]), among, exact=True, size=size)
    tests = [part.lets for part in parts]
    return Filter(lambda record: any(test(record) for test in tests), among, size=size)


def _is_among(value_of: Callable[[Any], str | None], wanted: frozenset[str], record: Any) -> bool:
    return value_of(record) in wanted


def _simple(data: dict[str, Any], where: str, values: Values, operators: Collection[str]) -> Filter:
    _members(where, data, ("argument", "operator", "property"))
    name, operator = data.get("property"), data.get("operator")
    if not isinstance(name, str) or name not in values:
        raise FilterError(f"{where}: the property {name!r} cannot be filtered by; these can: {', '.join(values)}.")
    if not isinstance(operator, str) or operator not in operators:
        raise FilterError(f"{where}: the operator {operator!r} is not one of {', '.join(operators)}.")
    arguments = data.get("argument", [])
    if not isinstance(arguments, list) or not all(isinstance(item, str) for item in arguments):
        raise FilterError(f"{where}: argument must be a list of texts.")
    wanted = _ARGUMENTS.get(operator, 1)
    if len(arguments) != wanted:
        raise FilterError(f"{where}: {operator} takes {_WORDS[wanted]}, not {len(arguments)}.")
    value_of = values[name]
    if operator == "EQUALS":
        among = frozenset(arguments)
        return Filter(partial(_is_among, value_of, among), (name, among), exact=True)
    return Filter(_test(operator, arguments, value_of))


def _test(operator: str, arguments: list[str], value_of: Callable[[Any], str | None]) -> Callable[[Any], bool]:
    if operator == "IS_NULL":
        return lambda record: value_of(record) is None
    if operator == "IS_NOT_NULL":
        return lambda record: value_of(record) is not None
    if operator == "BETWEEN":
        least, most = arguments
        return lambda record: (value := value_of(record)) is not None and _order(least) <= _order(value) <= _order(most)
    if operator == "LIKE":
        fits = re.compile(".*".join(map(re.escape, arguments[0].split("%"))), re.DOTALL).fullmatch
        return lambda record: (value := value_of(record)) is not None and fits(value) is not None
    compare, argument, of_missing = COMPARISONS[operator], arguments[0], operator in _OF_MISSING
    return lambda record: of_missing if (value := value_of(record)) is None else compare(value, argument)
