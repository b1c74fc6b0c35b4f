# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What all questions have in common."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Set
from typing import Any, Callable, Generic, Literal, Protocol, TypedDict, TypeVar, cast, get_args

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, quoted, sentence_list, usage
from ansible_collections.boomi.spaces.plugins.module_utils._sources.base import Scope
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http

# Returns the value of an option by its name.
Get = Callable[[str], Any]

Record = TypeVar("Record")

# Shows a warning to the user.
Warn = Callable[[str], None]
Tell = Callable[[str], None]

# What happens if Boomi does not know an ID or a name.
Missing = Literal["fail", "report"]


def missing_from(get: Get) -> Missing:
    missing = str(get("missing"))
    if missing not in get_args(Missing):
        raise usage(f"missing is {quoted(missing)}; it must be one of {sentence_list(list(get_args(Missing)))}.")
    return cast("Missing", missing)


class Counts(TypedDict):
    """How an answer was obtained; part of what every module returns. ``request_count`` includes logins and retries.

    ``waited_seconds`` are the pauses before retries.
    """

    request_count: int
    retry_count: int
    waited_seconds: float


class Asked(Protocol):
    """What was asked, and can say what its records lack."""

    def warnings(self) -> list[str]:
        """One sentence for each kind of reason."""


def concluded(asked: Iterable[Asked], http: Http, warn: Warn) -> Counts:
    """Shows the warnings that belong to an answer, and returns its counts. Call it after the last request."""
    for sentence in (*(sentence for one in asked for sentence in one.warnings()), *http.warnings()):
        warn(sentence)
    return {"request_count": http.request_count, "retry_count": http.retry_count, "waited_seconds": round(http.waited_seconds, 1)}


@dataclasses.dataclass(frozen=True)
class Selection(Generic[Record]):
    """The records that have one of the terms, in their order, and the terms that no record has."""

    records: list[Record]
    missing: list[str]


def select(records: list[Record], terms: list[str] | None, terms_of: Callable[[Record], Set[str | None]]) -> Selection[Record]:
    """All records if ``terms`` is None. ``terms_of`` returns the IDs and names of a record."""
    if terms is None:
        return Selection(records, [])
    wanted = set(terms)
    chosen = [record for record in records if not wanted.isdisjoint(terms_of(record))]
    known = {term for record in chosen for term in terms_of(record)}
    return Selection(chosen, [term for term in dict.fromkeys(terms) if term not in known])


def check_missing(missing: dict[str, list[str]], scope: Scope, policy: Missing) -> None:
    """Raises ``not_found`` unless missing terms are only reported. ``missing`` holds them by what they should be."""
    absent = {what: terms for what, terms in missing.items() if terms}
    if not absent or policy == "report":
        return
    parts = [f"the {what}{'s' if len(terms) > 1 else ''} {sentence_list([quoted(term) for term in terms])}" for what, terms in absent.items()]
    raise BoomiError(
        f"Boomi does not know {sentence_list(parts)} in this {scope}. Correct the list, or set missing to report.",
        kind=_errors.NOT_FOUND,
        instance_ids=absent.get("instance", []),
    )
