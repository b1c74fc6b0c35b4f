# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What all questions have in common."""

from __future__ import annotations

from typing import Any, Callable, Literal, TypedDict, cast, get_args

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, sentence_list, usage
from ansible_collections.boomi.spaces.plugins.module_utils._sources.base import Source
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http

# Returns the value of an option by its name.
Get = Callable[[str], Any]

# Shows a warning to the user.
Warn = Callable[[str], None]

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


def concluded(source: Source, http: Http, warn: Warn) -> Counts:
    """Shows the warnings that belong to an answer, and returns its counts. Call it after the last request."""
    for sentence in (*source.warnings(), *http.warnings()):
        warn(sentence)
    return {"request_count": http.request_count, "retry_count": http.retry_count, "waited_seconds": round(http.waited_seconds, 1)}
