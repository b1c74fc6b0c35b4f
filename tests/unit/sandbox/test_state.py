# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another state of the account: the same question has another answer from then on."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.sandbox.conftest import Client

QUESTION = "{environments{name}}"


def test_a_question_that_was_answered_before_is_answered_anew(client: Client) -> None:
    sandbox = client.sandbox
    before = client.data(QUESTION)
    assert client.data(QUESTION) == before
    state = sandbox.account
    first, *others = state.environments
    sandbox.account = replace(state, environments=(replace(first, name="Renamed"), *others))
    assert client.data(QUESTION)["environments"][0]["name"] == "Renamed"
    sandbox.account = state
    assert client.data(QUESTION) == before
