# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fault matrix: of each cell comes what was written down before, and docs/reliability.md says the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.reliability.faults import CELLS, Fault
from tests.reliability.running import Matrix
from tests.reliability.scene import local_boomi, short_waits
from tests.reliability.table import committed, tables


@pytest.fixture(scope="module")
def matrix() -> Iterator[Matrix]:
    with local_boomi() as sandbox:
        yield Matrix(sandbox)


@pytest.mark.parametrize(("fault", "source", "plugin"), CELLS, ids=[f"{fault.what}-{source}-{plugin}" for fault, source, plugin in CELLS])
def test_cell(matrix: Matrix, fault: Fault, source: str, plugin: str) -> None:
    with short_waits():
        assert matrix.outcome(fault, source, plugin) == fault.expectation(source, plugin)


def test_the_document_is_this_matrix() -> None:
    assert committed() == tables(Fault.expectation), "run make reliability"
