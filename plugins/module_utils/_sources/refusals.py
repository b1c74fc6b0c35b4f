# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What a user may not read beside the facts: names and places are a courtesy, and the facts are whole without them."""

from __future__ import annotations

from typing import Callable, TypeVar

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, sentence_list

Answered = TypeVar("Answered")

# What can be refused, in the words of the warning.
ENVIRONMENTS = "the names of environments"
HOMES = "the environments of runtimes"
ATOMS = "the names of runtimes"
ATTACHMENTS = "the environments of instances"
PACKS = "the names of integration packs"


class Refusals:
    """Remembers what was refused. ``proven`` says that the API has answered this user at least once.

    Until then a refusal is an error: it can be a wrong password as well.
    """

    def __init__(self) -> None:
        self.proven = False
        self._errors: dict[str, BoomiError] = {}

    def __bool__(self) -> bool:
        return bool(self._errors)

    @property
    def first(self) -> BoomiError:
        return next(iter(self._errors.values()))

    def check(self, what: str) -> None:
        """Raises the refusal of what a question cannot do without."""
        if what in self._errors:
            raise self._errors[what]

    def __contains__(self, what: str) -> bool:
        return what in self._errors

    def warning(self) -> str:
        """One text for all that is null because it was refused."""
        return f"Boomi does not tell this user about {sentence_list(list(self._errors))}, so that what depends on it is null. {self.first}"

    def courtesy(self, what: str, ask: Callable[[], Answered]) -> Answered | None:
        """The answer, or None where this user may not have it."""
        try:
            return ask()
        except BoomiError as error:
            if error.kind != _errors.AUTH or error.status == 401 or not self.proven:
                raise
            self._errors.setdefault(what, error)
            return None
