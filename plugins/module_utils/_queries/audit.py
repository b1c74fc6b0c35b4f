# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Who changed what in a span. The module ``audit_log_info`` calls :func:`audit_facts`."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._options import TEXTS, list_of_texts
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import Counts, Get, Warn, concluded
from ansible_collections.boomi.spaces.plugins.module_utils._queries.runtimes import selected_runtimes
from ansible_collections.boomi.spaces.plugins.module_utils._queries.spans import SPAN_SPEC, Span, span_from
from ansible_collections.boomi.spaces.plugins.module_utils._records import AuditEntry
from ansible_collections.boomi.spaces.plugins.module_utils._sources.audit import Asked, audit_entries
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import Refusals
from ansible_collections.boomi.spaces.plugins.module_utils._sources.rest import RestApi
from ansible_collections.boomi.spaces.plugins.module_utils._sources.runtimes import Runtimes
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http

# Boomi's pages say both that entries are kept for ever and that they will be kept for a year.
CERTAIN = timedelta(days=365)

AUDIT_SPEC: dict[str, dict[str, Any]] = {
    **SPAN_SPEC,
    "types": TEXTS,
    "actions": TEXTS,
    "modifiers": TEXTS,
    "levels": TEXTS,
    "users": TEXTS,
    "atoms": TEXTS,
}


@dataclasses.dataclass(frozen=True)
class AuditQuestion:
    """Which entries to return. None means no restriction."""

    span: Span
    types: list[str] | None = None
    actions: list[str] | None = None
    modifiers: list[str] | None = None
    levels: list[str] | None = None
    users: list[str] | None = None
    atoms: list[str] | None = None


class AuditFacts(Counts):
    """``exhaustive`` says whether every entry of the span would be in the answer."""

    audit_log: list[AuditEntry]
    since: str
    until: str
    exhaustive: bool
    source: str


def audit_question_from(get: Get) -> AuditQuestion:
    """The checked question. Raises a ``usage`` error."""
    names = [name for name in AUDIT_SPEC if name not in SPAN_SPEC]
    return AuditQuestion(span_from(get), **{name: list_of_texts(name, get(name), f"ask for all {name}") for name in names})


def audit_facts(connection: Connection, question: AuditQuestion, warn: Warn) -> AuditFacts:
    """Asks the Platform API, whichever source is set. A refusal is an error: it would be the whole answer."""
    with Http(connection) as http:
        refusals = Refusals()
        api = RestApi(connection, http, refusals)
        atom_ids = None
        if question.atoms is not None:
            runtimes = Runtimes(connection, http, refusals)
            atom_ids = [one["id"] for one in selected_runtimes(runtimes, question.atoms, None, "fail").chosen]
        span = question.span
        asked = Asked(span.since, span.until, question.types, question.actions, question.modifiers, question.levels, question.users, atom_ids)
        entries = audit_entries(api, asked)
        since, until = span.texts
        return {
            "audit_log": entries,
            "since": since,
            "until": until,
            "exhaustive": span.begins_within(CERTAIN) and not asked.is_restricted,
            "source": "platform",
            **concluded([], http, warn),
        }
