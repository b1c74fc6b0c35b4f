# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Globs: which processes they match, and which glob matches one text alone."""

from __future__ import annotations

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import read_processes
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import Demand
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.match import Index, escaped
from tests.unit.plugins.plugin_utils.policy_cases import process

NAMES = ["Order Intake", "order intake", "Load *", "Load A", "[x]", "a\nb", "what?"]
INDEX = Index(read_processes([process(process_id=f"id{index}", name=name) for index, name in enumerate(NAMES)]))


def demand(glob: str, *excluding: str) -> Demand:
    return Demand("processes[0]", glob, excluding=excluding)


@pytest.mark.parametrize(
    ("glob", "matched"),
    [
        ("Order*", ["Order Intake"]),
        ("*ntake", ["Order Intake", "order intake"]),
        ("*er in*", ["order intake"]),
        ("[Oo]rder*", ["Order Intake", "order intake"]),
        ("Load [*]", ["Load *"]),
        ("Load *", ["Load *", "Load A"]),
        ("Load ?", ["Load *", "Load A"]),
        ("[[]x]", ["[x]"]),
        ("what[?]", ["what?"]),
        ("a*b", ["a\nb"]),
        ("[o]rder*", ["order intake"]),
        ("Load", []),
        ("oad*", []),
        ("*Load", []),
        ("id2", ["Load *"]),
        ("id*", NAMES),
        ("*", NAMES),
        ("", []),
        ("nothing", []),
    ],
)
def test_globs(glob: str, matched: list[str]) -> None:
    assert [NAMES[index] for index in INDEX.matching(demand(glob))] == matched


@pytest.mark.parametrize("name", NAMES)
def test_the_glob_of_one_text(name: str) -> None:
    assert [NAMES[index] for index in INDEX.matching(demand(escaped(name)))] == [name]


def test_several_processes_of_one_name_and_a_name_that_is_an_id() -> None:
    index = Index(read_processes([process(process_id="p2", name="p1"), process(process_id="p1", name="p1"), process(process_id="p3", name=None)]))
    assert index.matching(demand("p1")) == [0, 1]
    assert index.matching(demand("p3")) == [2]


@pytest.mark.parametrize("glob", ["*n", "n*", "*n*", "[n]*", "n?"])
def test_the_order_is_that_of_the_processes_and_each_comes_once(glob: str) -> None:
    # The first name is that of the last process, too, and each id matches as its name does.
    names = ["nn", "nan", "nun", "nn"]
    index = Index(read_processes([process(process_id=f"n{number}n", name=name) for number, name in enumerate(names)]))
    assert index.matching(demand(glob)) == ([0, 3] if glob == "n?" else [0, 1, 2, 3])


@pytest.mark.parametrize(("text", "glob"), [("a*b?c[d]", "a[*]b[?]c[[]d]"), ("plain", "plain"), ("", "")])
def test_what_is_special_is_put_in_brackets(text: str, glob: str) -> None:
    assert escaped(text) == glob


@pytest.mark.parametrize(
    ("excluding", "matched"),
    [
        (["order*"], ["Order Intake", "Load *", "Load A", "[x]", "a\nb", "what?"]),
        (["*rder*", "Load [*]", "id6"], ["Load A", "[x]", "a\nb"]),
        (["nothing"], NAMES),
        (["*"], []),
    ],
)
def test_what_is_excepted(excluding: list[str], matched: list[str]) -> None:
    assert [NAMES[index] for index in INDEX.matching(demand("*", *excluding))] == matched
    # The globs without exceptions are remembered apart.
    assert [NAMES[index] for index in INDEX.matching(demand("*"))] == NAMES
