# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The span that a question is about, from the options ``since`` and ``until``."""

from __future__ import annotations

import dataclasses
import re
from datetime import datetime, timedelta
from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, usage
from ansible_collections.boomi.spaces.plugins.module_utils._moments import moment_of, present, written
from ansible_collections.boomi.spaces.plugins.module_utils._options import typed
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Get

SPAN_SPEC: dict[str, dict[str, Any]] = {"since": {"type": "str"}, "until": {"type": "str"}}

DEFAULT = timedelta(hours=24)

_AGE = re.compile(r"(?P<number>[0-9]{1,6})\s*(?P<unit>[mhd])", re.ASCII)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


@dataclasses.dataclass(frozen=True)
class Span:
    """From ``since`` on and before ``until``, in UTC and whole seconds. ``now`` is the moment of the question."""

    since: datetime
    until: datetime
    now: datetime

    def begins_within(self, past: timedelta) -> bool:
        """Whether it begins no longer ago than this."""
        return self.since >= self.now - past

    @property
    def texts(self) -> tuple[str, str]:
        """Both ends as the facts have them."""
        return written(self.since), written(self.until)


def span_from(get: Get, longest: timedelta | None = None) -> Span:
    """The checked span: the last 24 hours, if nothing else is given. Raises a ``usage`` error."""
    now = present()
    since, until = (_moment(name, typed(name, "str", get(name)), now) for name in ("since", "until"))
    until = until or now
    since = since or until - DEFAULT
    if until > now:
        raise usage(f"until is {written(until)}, which is in the future: at this host it is {written(now)}. Leave it out to ask until now.")
    if since >= until:
        raise usage(f"since is {written(since)}, which is not before until, {written(until)}. Give the earlier time, or the larger age, to since.")
    if longest is not None and until - since > longest:
        raise usage(f"The span from {written(since)} to {written(until)} is longer than {longest.days} days. Ask for a shorter one, or for several.")
    return Span(since, until, now)


def _moment(name: str, value: str | None, now: datetime) -> datetime | None:
    if value is None:
        return None
    age = _AGE.fullmatch(value)
    try:
        moment = now - int(age["number"]) * _UNITS[age["unit"]] if age else moment_of(value)
    except OverflowError:
        moment = None
    if moment is None:
        allowed = "a date and time with an offset, such as 2026-11-28T18:00:00Z or 2026-11-28T19:00:00+01:00, or an age such as 90m, 24h or 7d"
        raise usage(f"{name} is {quoted(value)}; it must be {allowed}.")
    return moment
