# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The one exception of the collection, and how a failure is told to a playbook author."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

# What a playbook can branch on; see the ``error`` return value of the modules.
AUTH = "auth"
NOT_FOUND = "not_found"
REJECTED = "rejected"
THROTTLED = "throttled"
UNREACHABLE = "unreachable"
MALFORMED = "malformed"
USAGE = "usage"

LONGEST_SHOWN = 300

# So many characters of a secret together are one by themselves, and no word that any text may hold.
LEAST_SECRET = 16
STARS = "********"
# A token that nobody has given us yet is one all the same.
JWT = re.compile(r"eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?")


def shown(text: str) -> str:
    """Untrusted text on one line: control characters escaped, blanks folded, at most 300 characters."""
    line = " ".join(text.split())
    if not line.isprintable():
        line = "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in line)
    return line if len(line) <= LONGEST_SHOWN else line[:LONGEST_SHOWN] + "…"


def quoted(text: str) -> str:
    """An id or a name inside a sentence: ``"…"``, with its own quotes and line breaks escaped."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return f'"{shown(escaped)}"'


def without(secrets: Iterable[str], text: str) -> str:
    """The text with stars for each secret, also where it stands as in a URL, for what is left of one that was cut, and for any JWT."""
    forms = {form for secret in secrets for form in (secret, quote(secret, safe=""))}
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, STARS)
    return JWT.sub(STARS, _without_stretches(forms, text))


def _without_stretches(secrets: Iterable[str], text: str) -> str:
    stretches = {secret[start : start + LEAST_SECRET] for secret in secrets for start in range(len(secret) - LEAST_SECRET + 1)}
    hidden = [False] * len(text)
    for start in range(len(text) - LEAST_SECRET + 1):
        if text[start : start + LEAST_SECRET] in stretches:
            hidden[start : start + LEAST_SECRET] = [True] * LEAST_SECRET
    parts = itertools.groupby(zip(text, hidden), key=lambda pair: pair[1])
    return "".join(STARS if secret else "".join(char for char, dummy in pairs) for secret, pairs in parts)


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
    """A failure: one sentence that can be acted on, then the detail of what was asked and answered.

    ``str()`` of it is the text that users see. ``as_data()`` is the same as the ``error`` return value:
    ``{kind, code, status, url, message, instance_id}``, each a string but ``status`` (an int), null where unknown.
    ``url`` holds host and path only. ``message`` is the API's own message, or the sentence where it gave none.
    """

    def __init__(
        self,
        sentence: str,
        *,
        kind: str,
        asked: str | None = None,
        url: str | None = None,
        status: int | None = None,
        code: str | None = None,
        message: str | None = None,
        instance_id: str | None = None,
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.kind = kind
        self.asked = asked
        self.url = url
        self.status = status
        self.code = code
        self.message = message
        self.instance_id = instance_id

    def __str__(self) -> str:
        detail = [f"asked: {self.asked}"] if self.asked else []
        if self.url:
            detail.append(f"URL: {self.url}")
        if self.status:
            detail.append(f"HTTP status: {self.status}")
        if self.code and self.code != self.message:
            detail.append(f"code: {shown(self.code)}")
        if self.message:
            detail.append(f"the API said: {quoted(self.message)}")
        return f"{self.sentence} ({'; '.join(detail)})" if detail else self.sentence

    def as_data(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "code": self.code,
            "status": self.status,
            "url": self.url,
            "message": self.message or self.sentence,
            "instance_id": self.instance_id,
        }


def usage(sentence: str) -> BoomiError:
    """A mistake in the options, found before anything was asked."""
    return BoomiError(sentence, kind=USAGE)
