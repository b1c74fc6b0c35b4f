# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options ``since`` and ``until``."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._queries import spans
from ansible_collections.boomi.spaces.plugins.module_utils._queries.spans import Span, span_from
from tests.unit.asking import failure

NOW = datetime(2026, 11, 28, 18, 0, 30, tzinfo=timezone.utc)
MONTH = timedelta(days=30)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spans, "present", lambda: NOW)


def ask(longest: timedelta | None = MONTH, **given: Any) -> Span:
    return span_from(given.get, longest)


@pytest.mark.parametrize(
    ("given", "since", "until"),
    [
        ({}, "2026-11-27T18:00:30Z", "2026-11-28T18:00:30Z"),
        ({"since": "90m"}, "2026-11-28T16:30:30Z", "2026-11-28T18:00:30Z"),
        ({"since": "7d", "until": "24h"}, "2026-11-21T18:00:30Z", "2026-11-27T18:00:30Z"),
        ({"until": "2h"}, "2026-11-27T16:00:30Z", "2026-11-28T16:00:30Z"),
        ({"since": "2026-11-28T01:00:00+02:00", "until": "2026-11-28T18:00:30Z"}, "2026-11-27T23:00:00Z", "2026-11-28T18:00:30Z"),
        ({"since": "30d"}, "2026-10-29T18:00:30Z", "2026-11-28T18:00:30Z"),
        ({"since": "60d", "until": " 30d "}, "2026-09-29T18:00:30Z", "2026-10-29T18:00:30Z"),
        ({"since": "2026-11-28 17:00:00.9Z", "until": ""}, "2026-11-28T17:00:00Z", "2026-11-28T18:00:30Z"),
    ],
)
def test_spans(given: dict[str, str], since: str, until: str) -> None:
    assert ask(**given).texts == (since, until)


FORMS = "it must be a date and time with an offset, such as 2026-11-28T18:00:00Z or 2026-11-28T19:00:00+01:00, or an age such as 90m, 24h or 7d."


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"since": "2026-11-28T18:00:00"}, f'since is "2026-11-28T18:00:00"; {FORMS}'),
        ({"until": "yesterday"}, f'until is "yesterday"; {FORMS}'),
        ({"since": "24"}, f'since is "24"; {FORMS}'),
        ({"since": "3w"}, f'since is "3w"; {FORMS}'),
        ({"since": "999999d"}, f'since is "999999d"; {FORMS}'),
        ({"since": "{{ x }}\n"}, f'since is "{{{{ x }}}}"; {FORMS}'),
        (
            {"until": "2026-11-28T18:00:31Z"},
            "until is 2026-11-28T18:00:31Z, which is in the future: at this host it is 2026-11-28T18:00:30Z. Leave it out to ask until now.",
        ),
        (
            {"since": "2027-01-01T00:00:00Z"},
            "since is 2027-01-01T00:00:00Z, which is not before until, 2026-11-28T18:00:30Z. Give the earlier time, or the larger age, to since.",
        ),
        (
            {"since": "0m"},
            "since is 2026-11-28T18:00:30Z, which is not before until, 2026-11-28T18:00:30Z. Give the earlier time, or the larger age, to since.",
        ),
        (
            {"since": "31d"},
            "The span from 2026-10-28T18:00:30Z to 2026-11-28T18:00:30Z is longer than 30 days. Ask for a shorter one, or for several.",
        ),
    ],
)
def test_refused_with_a_sentence(given: dict[str, str], sentence: str) -> None:
    error = failure(ask, **given)
    assert (error.kind, str(error)) == ("usage", sentence)


def test_a_span_that_may_be_of_any_length() -> None:
    span = ask(None, since="2000d")
    assert not span.begins_within(MONTH)
    assert ask(since="30d").begins_within(MONTH)
    assert not ask(since="2026-10-29T18:00:29Z", until="1d").begins_within(MONTH)
