# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fault matrix: of each cell comes what was written down before, and docs/reliability.md says the same.

With the profile quick, a part of the cells is tried.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._errors import MALFORMED, REJECTED, THROTTLED, UNREACHABLE
from tests.reliability.faults import CELLS, PLATFORM_ALONE, RUNTIMES, WHOLE, Cell, Fault, api, pairing
from tests.reliability.plugins import PLUGINS
from tests.reliability.running import Matrix
from tests.reliability.scene import PLATFORM, SOURCES, SPACES, local_boomi, short_waits
from tests.reliability.table import committed, tables
from tests.unit.cases import PROFILE

# What Python and urllib3 leave to the collector after a tunnel that fails is not ours to close.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(scope="module")
def matrix() -> Iterator[Matrix]:
    with local_boomi() as sandbox:
        yield Matrix(sandbox)


@pytest.fixture(autouse=True)
def _short_waits() -> Iterator[None]:
    with short_waits():
        yield


TRIED: list[Cell] = pairing() if PROFILE == "quick" else CELLS


@pytest.mark.parametrize(("fault", "source", "plugin"), TRIED, ids=[f"{fault.what}-{source}-{plugin}" for fault, source, plugin in TRIED])
def test_cell(matrix: Matrix, fault: Fault, source: str, plugin: str) -> None:
    assert matrix.outcome(fault.arrange, source, plugin, fault.loses) == fault.expectation(source, plugin)


NOWHERE = ((PLATFORM, "space_info"), *((SPACES, plugin) for plugin in PLATFORM_ALONE))
PLACES = [(source, plugin) for source in SOURCES for plugin in PLUGINS if (source, plugin) not in NOWHERE]
# Time zones are optional, and have rows of their own.
NEEDED = [place for place in PLACES if place[1] == "process_info" or (PROFILE != "quick" and place[1] not in RUNTIMES)]


def test_the_part_has_each_fault_on_each_source_and_each_plugin() -> None:
    part = pairing()
    assert {(fault.what, source) for fault, source, dummy in part} == {(fault.what, source) for fault, source, dummy in CELLS}
    assert {cell[1:] for cell in part} == {cell[1:] for cell in CELLS} == {*PLACES, (PLATFORM, "space_info")}
    assert len(part) < len(CELLS) / 4


@pytest.mark.parametrize(("source", "plugin"), NEEDED)
def test_each_request_of_a_question_is_needed_whole(matrix: Matrix, source: str, plugin: str) -> None:
    """The faults of the matrix begin with the first request. Those behind it are no less needed."""
    polls = 3 if plugin == "event source" else 1
    number = matrix.requests(source, plugin) // polls
    assert number >= 1
    for after in range(number):
        assert matrix.outcome(api(after=after, reset="body", times=1), source, plugin) == WHOLE
        assert matrix.outcome(api(after=after, status=500), source, plugin) == REJECTED
        assert matrix.outcome(api(after=after, status=503), source, plugin) == THROTTLED
        assert matrix.outcome(api(after=after, reset="before"), source, plugin) == UNREACHABLE
        assert matrix.outcome(api(after=after, body={}), source, plugin) == MALFORMED


@pytest.mark.once
def test_the_document_is_this_matrix() -> None:
    assert committed() == tables(Fault.expectation), "run make reliability"
