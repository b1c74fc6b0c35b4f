# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The properties of cloud attachments. They are asynchronous: a request returns a token, and the token returns the properties, once."""

from __future__ import annotations

import dataclasses
import threading
import uuid

from .account import Atom
from .clock import Clock
from .messages import Response, json_response
from .objects import typed

KIND = "CloudAttachmentProperties"
LIFETIME = 30 * 60.0  # seconds that a result is kept


@dataclasses.dataclass
class _Result:
    atom: Atom
    owner: str | None
    time: float
    waits: int


class Attachments:
    """``waits`` is how often a token is answered with 202 before its result is ready."""

    def __init__(self, clock: Clock) -> None:
        self.waits = 1
        self._clock = clock
        self._results: dict[str, _Result] = {}
        self._lock = threading.Lock()

    def token(self, atom: Atom, owner: str | None) -> Response:
        token = f"{KIND}-{uuid.uuid4()}"
        with self._lock:
            self._results[token] = _Result(atom, owner, self._clock.now(), self.waits)
        # The status 202 is in the body alone, as in the published sample.
        return json_response(200, typed("AsyncOperationTokenResult", asyncToken=typed("AsyncToken", token=token), responseStatusCode=202))

    def result(self, token: str, owner: str | None) -> Response:
        """204 for a token whose result was fetched or is too old, and for one that was never issued."""
        with self._lock:
            found = self._results.get(token)
            if found is None or found.owner != owner or self._clock.now() > found.time + LIFETIME:
                return Response(204)
            if found.waits > 0:
                found.waits -= 1
                return json_response(202, {"@type": "AsyncOperationResult", "responseStatusCode": 202})
            del self._results[token]
        atom = found.atom
        properties = typed(KIND, runtimeId=atom.id, containerName=atom.name, **atom.attachment_properties)
        return json_response(200, {"@type": "AsyncOperationResult", "result": [properties], "responseStatusCode": 200})
