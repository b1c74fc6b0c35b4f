# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a cell, and holds what came of it against the answer that is given when nothing goes wrong."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils._errors import USAGE
from tests.sandbox import Sandbox

from .faults import LACKING, WHOLE
from .plugins import PLUGINS, Arrange, Outcome, nothing
from .scene import PLATFORM, SHORTEST_HASTE, SPACES, Scene


class Matrix:
    """Cells on one local Boomi, which is theirs alone."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._right = functools.cache(self._without_fault)

    def outcome(self, arrange: Arrange, source: str, plugin: str, loses: Callable[[Any], Any] | None = None) -> str:
        """``whole``, or the kind of the error. Raises AssertionError for anything else: half an answer, a traceback, a secret.

        With ``loses``, which makes of the right answer what may be left of it, it is ``null, one warning`` if that came.
        """
        right = Outcome() if (source, plugin) == (PLATFORM, "space_info") else self._right(source, plugin)
        # On a busy machine a client in haste may give up before it comes to the fault. Then it gets more time.
        for haste in (SHORTEST_HASTE, 1, 20):
            with Scene(self._sandbox, source, haste) as scene:
                came = PLUGINS[plugin](scene, arrange)
                secrets = scene.secrets
                scene.end_fault()
                if scene.happened or (came.kind == USAGE and not scene.sandbox.log):
                    break
        else:
            raise AssertionError("the fault was never met")
        if came.kind is None and loses is not None and came.answer == loses(right.answer) != right.answer:
            assert len(came.warnings) == 1, "an answer that lacks something without one warning that says so"
            return LACKING
        if came.kind is None:
            assert came.answer == right.answer, "an answer that is not the right one"
            return WHOLE
        # A failed poll of the event source does not cost its events.
        assert came.answer in (None, right.answer), "an answer beside the error"
        assert came.text
        assert "\n" not in came.text
        assert "Traceback" not in came.text
        assert "Error(" not in came.text, "a Python exception in what a user reads"
        for secret in secrets:
            assert secret not in came.text, "a secret in what a user reads"
        return came.kind

    def requests(self, source: str, plugin: str) -> int:
        """How many requests to the API the right answer takes."""
        with Scene(self._sandbox, source) as scene:
            PLUGINS[plugin](scene, nothing)
            return len(scene.sandbox.requests("/graphql" if source == SPACES else "/api/rest"))

    def _without_fault(self, source: str, plugin: str) -> Outcome:
        with Scene(self._sandbox, source) as scene:
            right = PLUGINS[plugin](scene, nothing)
            assert len(scene.secrets) >= 2
        assert right.kind is None, right.text
        assert right.answer
        return right
