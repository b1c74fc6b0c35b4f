# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Optional data that a user may not be allowed to read. The facts are complete without it, so its refusal is not an error."""

from __future__ import annotations

from typing import Callable, TypeVar

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, sentence_list

Answered = TypeVar("Answered")

# The optional data, in the words of the warning.
ENVIRONMENT_NAMES = "the names of environments"
ATOM_ENVIRONMENTS = "the environments of runtimes"
ATOM_NAMES = "the names of runtimes"
ATOM_NODES = "the nodes of runtimes"
ATOM_STATUSES = "the status of runtimes"
ATOM_ZONES = "the startup properties of runtimes, which have their time zones"
ATTACHMENT_ZONES = "the properties of cloud attachments, which have their time zones"
INSTANCE_ENVIRONMENTS = "the environments of instances"
INSTANCE_NAMES = "the names of instances"
PACK_NAMES = "the names of integration packs"


class Refusals:
    """What the API refused. ``login_works`` is true once the API has answered this user.

    Until then a refusal is an error, since a wrong password can be the cause.
    """

    def __init__(self) -> None:
        self.login_works = False
        self._errors: dict[str, BoomiError] = {}

    def __bool__(self) -> bool:
        return bool(self._errors)

    def __contains__(self, what: str) -> bool:
        return what in self._errors

    @property
    def first(self) -> BoomiError:
        return next(iter(self._errors.values()))

    def check(self, what: str) -> None:
        """Raises the error for data that was refused, where a question needs it."""
        if what in self._errors:
            raise self._errors[what]

    @property
    def refused(self) -> list[str]:
        """The optional data that was refused."""
        return list(self._errors)

    def warnings(self) -> list[str]:
        """One text for everything that was refused, or none."""
        if not self._errors:
            return []
        text = f"This user may not read {sentence_list(list(self._errors))}; fields that depend on them are null. {self.first}"
        return [text]

    def optional(self, what: str, ask: Callable[[], Answered]) -> Answered | None:
        """What ``ask`` returns, or None if the user may not read it."""
        try:
            return ask()
        except BoomiError as error:
            if error.kind != _errors.AUTH or error.status == 401 or not self.login_works:
                raise
            self._errors.setdefault(what, error)
            return None
