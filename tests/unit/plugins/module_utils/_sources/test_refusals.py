# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Optional data: when a refusal is null, and when it is an error."""

from __future__ import annotations

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._errors import AUTH, REJECTED, BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import ATOM_NAMES, ENVIRONMENT_NAMES, PACK_NAMES, Refusals


def refuse(kind: str = AUTH, status: int = 403, sentence: str = "Boomi refused access.") -> str:
    raise BoomiError(sentence, kind=kind, status=status)


@pytest.fixture
def refusals() -> Refusals:
    """Those of a user whose login works."""
    made = Refusals()
    made.login_works = True
    return made


def test_what_is_not_refused_is_returned(refusals: Refusals) -> None:
    assert refusals.optional(ATOM_NAMES, lambda: "names") == "names"
    assert not refusals
    refusals.check(ATOM_NAMES)


@pytest.mark.parametrize("status", [403, 400])
def test_a_refusal_is_none_and_is_remembered(refusals: Refusals, status: int) -> None:
    assert refusals.optional(ATOM_NAMES, lambda: refuse(status=status)) is None
    assert bool(refusals)
    assert ATOM_NAMES in refusals
    assert PACK_NAMES not in refusals
    refusals.check(PACK_NAMES)
    with pytest.raises(BoomiError) as caught:
        refusals.check(ATOM_NAMES)
    assert caught.value is refusals.first
    assert (caught.value.kind, caught.value.status) == ("auth", status)


def test_a_refusal_before_the_login_is_known_to_work_is_an_error() -> None:
    refusals = Refusals()
    with pytest.raises(BoomiError, match=r"Boomi refused access\."):
        refusals.optional(ATOM_NAMES, refuse)
    assert not refusals


@pytest.mark.parametrize(("kind", "status"), [(AUTH, 401), (REJECTED, 400), (REJECTED, 500)])
def test_any_other_failure_is_an_error(refusals: Refusals, kind: str, status: int) -> None:
    with pytest.raises(BoomiError) as caught:
        refusals.optional(ATOM_NAMES, lambda: refuse(kind, status))
    assert (caught.value.kind, caught.value.status) == (kind, status)
    assert not refusals


def test_one_warning_lists_everything_that_was_refused_and_the_first_error(refusals: Refusals) -> None:
    refusals.optional(ENVIRONMENT_NAMES, lambda: refuse(sentence="First."))
    refusals.optional(ATOM_NAMES, lambda: refuse(sentence="Second."))
    refusals.optional(ENVIRONMENT_NAMES, lambda: refuse(sentence="Third."))
    assert refusals.warnings() == [
        "This user may not read the names of environments and the names of runtimes; fields that depend on them are null. First. (HTTP status: 403)"
    ]
