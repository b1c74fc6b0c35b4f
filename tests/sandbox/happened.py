# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes runs, events and entries of the audit log from an account file. README.md shows the shape of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from .account import Atom, AuditEntry, Event, Execution, Instance, Process
from .history import HISTORY, moment
from .named import Named
from .reader import DataError, Reader

# Those of Boomi's pages. In a file, other texts are allowed as well, since clients must tolerate them.
FINISHED = ("ABORTED", "COMPLETE", "COMPLETE_WARN", "DISCARDED", "ERROR")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_EVENT_FIELDS = [name for name in HISTORY["Event"].values if name not in ("eventId", "accountId", "atomId", "eventLevel", "eventDate", "eventType")]


class Happened:
    """``now`` is the moment before which ages are, in seconds since the epoch."""

    def __init__(self, account_id: str, instances: Iterable[Instance], atoms: Iterable[Atom], known_atoms: Named[Atom], now: float) -> None:
        self._account_id = account_id
        self._processes: dict[str, Process] = {process.id: process for instance in instances for process in instance.processes}
        self._owners = {process.id: instance.account_id for instance in instances for process in instance.processes}
        self._atoms = known_atoms
        self._now = now

    def execution(self, reader: Reader) -> Execution:
        process_id, atom = reader.text("process"), self._atoms.optional(reader, "atom")
        process = self._processes.get(process_id)
        start, status, duration = self._time(reader, "time"), reader.text("status"), reader.number("duration", 0)
        ended = ended_at(start, duration) if status in FINISHED else None
        return Execution(
            id=reader.text("id"),
            original_id=reader.optional_text("original_id"),
            process_id=process_id,
            process_name=reader.optional_text("process_name") or (process.name if process else None),
            atom_id=atom.id if atom else None,
            atom_name=atom.name if atom else None,
            time=start,
            status=status,
            type=reader.optional_text("type"),
            message=reader.optional_text("message"),
            duration=duration,
            inbound_count=reader.number("inbound_count", 0),
            inbound_error_count=reader.number("inbound_error_count", 0),
            outbound_count=reader.number("outbound_count", 0),
            inbound_size=reader.number("inbound_size", 0),
            outbound_size=reader.number("outbound_size", 0),
            account_id=(atom.account_id if atom else self._owners.get(process_id)) or self._account_id,
            recorded_date=reader.optional_text("recorded_date") or ended,
            node_id=reader.optional_text("node_id"),
            parent_id=reader.optional_text("parent_id"),
            top_level_id=reader.optional_text("top_level_id"),
            report_key=reader.optional_text("report_key"),
            launcher_id=reader.optional_text("launcher_id"),
        )

    def audit_entry(self, reader: Reader) -> AuditEntry:
        atom = self._atoms.optional(reader, "atom")
        return AuditEntry(
            id=reader.text("id"),
            date=self._time(reader, "date"),
            type=reader.text("type"),
            action=reader.text("action"),
            modifier=reader.optional_text("modifier") or "NONE",
            user=reader.optional_text("user"),
            container_id=atom.id if atom else None,
            level=reader.optional_text("level") or "INFO",
            source=reader.optional_text("source") or "UI",
            message=reader.optional_text("message"),
            properties=reader.each("properties", _property),
            account_id=(atom.account_id if atom else None) or self._account_id,
        )

    def event(self, reader: Reader) -> Event:
        atom = self._atoms.get(reader, "atom")
        fields = reader.value("fields", {})
        if not isinstance(fields, dict) or not set(fields) <= set(_EVENT_FIELDS):
            raise reader.fail("fields", f"expected a mapping of some of {', '.join(_EVENT_FIELDS)}")
        return Event(
            id=reader.text("id"),
            date=self._time(reader, "date"),
            type=reader.text("type"),
            level=reader.optional_text("level") or "INFO",
            atom_id=atom.id,
            fields={"atomName": atom.name, **fields},
            account_id=atom.account_id or self._account_id,
        )

    def _time(self, reader: Reader, key: str) -> str:
        """An age, or a time in the API's form."""
        text = reader.text(key)
        age = re.fullmatch(r"(\d+)([smhd])", text)
        if age:
            return moment(self._now - int(age[1]) * _SECONDS[age[2]])
        try:
            datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
        except ValueError:
            raise DataError(f"{reader.where}: {key}: {text!r} is neither an age such as 90m nor a time such as 2026-02-03T00:30:00Z") from None
        return text


def ended_at(start: str, duration: int) -> str:
    """When a run ended, in the API's form, as in the published samples: its start and its duration, in whole seconds."""
    return (datetime.strptime(start, "%Y-%m-%dT%H:%M:%SZ") + timedelta(milliseconds=duration)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _property(reader: Reader) -> tuple[str, str | None, str | None]:
    return reader.text("name"), reader.optional_text("value"), reader.optional_text("previous_value")
