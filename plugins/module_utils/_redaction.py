# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The one rule for secrets in text: no 16 characters of a secret in a row, and nothing that is shaped like a JWT.

Messages are masked by :func:`redact`. Answers, which become facts and can be large, are refused if :func:`reveals` says so.
"""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import AnyStr, NamedTuple
from urllib.parse import quote

# Any run of so many characters of a secret is masked. Shorter runs are not: they occur in ordinary text.
MASKED_RUN = 16
STARS = "********"
# Anything shaped like a JWT is masked, whether or not it is a known secret.
JWT = re.compile(r"eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?")

# The same in two steps, of which each reads a text only once, however it is made: words with dots between them, then each pair of words.
_DOTTED = re.compile(rb"(?<![\w-])[\w-]+(?:\.[\w-]+)+")
_JWT_BEGINNING, _JWT_PART = b"eyJ", 8

# Bytes. Wherever a run of 16 begins in a text, one of the text's blocks of 8 lies in it as a whole.
_BLOCK = MASKED_RUN // 2


def redact(text: str, secrets: Iterable[str]) -> str:
    """The text with each secret masked, plain and URL-encoded, each run of 16 characters of one, and anything shaped like a JWT."""
    forms = _forms(secrets)
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, STARS)
    return JWT.sub(STARS, _redact_runs(text, forms))


def reveals(data: bytes, secrets: tuple[str, ...]) -> bool:
    """Whether a text in UTF-8 has 16 characters of a secret in a row, plain or URL-encoded, or anything shaped like a JWT."""
    return _has_jwt(data) or _has_run(data, _runs(secrets))


def _forms(secrets: Iterable[str]) -> set[str]:
    return {form for secret in secrets for form in (secret, quote(secret, safe=""))}


def _runs_in(secret: AnyStr) -> Iterator[AnyStr]:
    return (secret[start : start + MASKED_RUN] for start in range(len(secret) - MASKED_RUN + 1))


def _redact_runs(text: str, secrets: Iterable[str]) -> str:
    runs = {run for secret in secrets for run in _runs_in(secret)}
    masked = [False] * len(text)
    for start in range(len(text) - MASKED_RUN + 1):
        if text[start : start + MASKED_RUN] in runs:
            masked[start : start + MASKED_RUN] = [True] * MASKED_RUN
    parts = itertools.groupby(zip(text, masked), key=lambda pair: pair[1])
    return "".join(STARS if secret else "".join(char for char, dummy in pairs) for secret, pairs in parts)


class _Runs(NamedTuple):
    """Every run of the secrets, and every block that can be part of one, as the number that its bytes are on this machine."""

    runs: frozenset[bytes]
    blocks: frozenset[int]


@lru_cache(maxsize=8)
def _runs(secrets: tuple[str, ...]) -> _Runs:
    forms = [form.encode() for form in _forms(secrets)]
    runs = frozenset(run for form in forms for run in _runs_in(form))
    blocks = {run[start : start + _BLOCK] for run in runs for start in range(MASKED_RUN - _BLOCK + 1)}
    return _Runs(runs, frozenset(int.from_bytes(block, sys.byteorder) for block in blocks))


def _has_run(data: bytes, wanted: _Runs) -> bool:
    whole = memoryview(data)[: len(data) // _BLOCK * _BLOCK].cast("Q")
    # Megabytes take milliseconds by this, and it is almost always the end of the search.
    if wanted.blocks.isdisjoint(whole):
        return False
    around = (data[max(0, (index - 1) * _BLOCK) : (index + 2) * _BLOCK] for index, block in enumerate(whole) if block in wanted.blocks)
    return any(near[start : start + MASKED_RUN] in wanted.runs for near in around for start in range(_BLOCK + 1))


def _has_jwt(data: bytes) -> bool:
    if _JWT_BEGINNING not in data:
        return False
    words = (found.group().split(b".") for found in _DOTTED.finditer(data))
    pairs = (pair for parts in words for pair in zip(parts, parts[1:]))
    return any(_JWT_BEGINNING in first and len(first.partition(_JWT_BEGINNING)[2]) >= _JWT_PART and len(second) >= _JWT_PART for first, second in pairs)
