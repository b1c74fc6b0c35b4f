# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environments of runtimes, from the Platform API."""

from __future__ import annotations

from ansible_collections.boomi.spaces.plugins.module_utils._sources.places import environment_by_atom
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import ATOM_ENVIRONMENTS, Refusals
from ansible_collections.boomi.spaces.plugins.module_utils._sources.rest import RestApi
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http
from tests.sandbox import Sandbox
from tests.unit.asking import connect

FRANKFURT, CLOUD = "88169c56-c9b0-40c9-819d-5b6b1251c667", "03552056-e80d-48e0-99bc-9893c571f0db"
PRODUCTION, TEST = "abf36ab8-6576-4861-a706-9bc9ee744539", "49eb2781-7da9-4b26-a67d-ed6e83fb8b1d"


def places(sandbox: Sandbox, refusals: Refusals, atom_ids: list[str] | None) -> dict[str, str] | None:
    connection = connect(sandbox, requests_per_second=1000)
    with Http(connection) as http:
        return environment_by_atom(RestApi(connection, http, refusals), refusals, atom_ids)


def test_the_environments_of_some_runtimes_and_of_all(sandbox: Sandbox) -> None:
    assert places(sandbox, Refusals(), [CLOUD, FRANKFURT, "unknown"]) == {FRANKFURT: PRODUCTION, CLOUD: TEST}
    every = places(sandbox, Refusals(), None)
    assert every is not None
    assert (len(every), set(every.values())) == (5, {PRODUCTION, TEST})


def test_environments_that_the_user_may_not_read(sandbox: Sandbox) -> None:
    refusals = Refusals()
    refusals.login_works = True
    sandbox.fail(path="/api/rest", status=403)
    assert places(sandbox, refusals, None) is None
    assert refusals.refused == [ATOM_ENVIRONMENTS]
