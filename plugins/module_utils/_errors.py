# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The one exception of the collection, and how values appear in its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypedDict

# What a playbook can branch on; see the ``error`` return value of the modules.
ErrorKind = Literal["auth", "not_found", "rejected", "throttled", "unreachable", "malformed", "usage"]
AUTH: Final[ErrorKind] = "auth"
NOT_FOUND: Final[ErrorKind] = "not_found"
REJECTED: Final[ErrorKind] = "rejected"
THROTTLED: Final[ErrorKind] = "throttled"
UNREACHABLE: Final[ErrorKind] = "unreachable"
MALFORMED: Final[ErrorKind] = "malformed"
USAGE: Final[ErrorKind] = "usage"

LONGEST_LINE = 300  # characters
_LONGEST_READ = 10_000  # of a text, to make a line of it


class ErrorData(TypedDict):
    """The ``error`` return value of the modules. ``url`` is host and path. ``instance_id`` is the one of ``instance_ids``, if there is only one."""

    kind: ErrorKind
    code: str | None
    status: int | None
    url: str | None
    message: str
    instance_id: str | None
    instance_ids: list[str]


def inline(text: str) -> str:
    """Untrusted text on one line: control characters escaped, whitespace folded, clipped to 300 characters."""
    line = " ".join(text[:_LONGEST_READ].split())
    if not line.isprintable():
        line = "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in line)
    return line if len(line) <= LONGEST_LINE and len(text) <= _LONGEST_READ else line[:LONGEST_LINE] + "…"


def quoted(text: str) -> str:
    """An ID or a name inside a sentence: ``"…"``, with its own quotes and line breaks escaped."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return f'"{inline(escaped)}"'


def sentence_list(words: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def some(texts: Sequence[str], most: int = 10) -> str:
    """``a; b; c and 7 more``: the first ones, and how many others there are."""
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return "; ".join(texts[:most]) + more


class BoomiError(Exception):
    """A failure: one sentence that says what to do, then the details of the request and its response.

    ``str()`` is the text that users see; ``as_data()`` is the ``error`` return value. ``asked`` says what was asked for.
    ``url`` is host and path only. ``message`` is the API's own message; in the return value, the sentence where the API gave none.
    ``instance_ids`` are the instances that the failure is about, by what was asked for: an ID or a name.
    """

    def __init__(
        self,
        sentence: str,
        *,
        kind: ErrorKind,
        asked: str | None = None,
        url: str | None = None,
        status: int | None = None,
        code: str | None = None,
        message: str | None = None,
        instance_ids: Sequence[str] = (),
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.kind = kind
        self.asked = asked
        self.url = url
        self.status = status
        self.code = code
        self.message = message
        self.instance_ids = list(instance_ids)

    def __str__(self) -> str:
        details = [f"asked: {self.asked}"] if self.asked else []
        if self.url:
            details.append(f"URL: {self.url}")
        if self.status:
            details.append(f"HTTP status: {self.status}")
        if self.code and self.code != self.message:
            details.append(f"code: {inline(self.code)}")
        if self.message:
            details.append(f"the API said: {quoted(self.message)}")
        return f"{self.sentence} ({'; '.join(details)})" if details else self.sentence

    @property
    def instance_id(self) -> str | None:
        """The one instance that the failure is about, if there is only one."""
        return self.instance_ids[0] if len(self.instance_ids) == 1 else None

    def as_data(self) -> ErrorData:
        return {
            "kind": self.kind,
            "code": self.code,
            "status": self.status,
            "url": self.url,
            "message": self.message or self.sentence,
            "instance_id": self.instance_id,
            "instance_ids": self.instance_ids,
        }


def usage(sentence: str) -> BoomiError:
    """The error for wrong options, found before any request."""
    return BoomiError(sentence, kind=USAGE)
