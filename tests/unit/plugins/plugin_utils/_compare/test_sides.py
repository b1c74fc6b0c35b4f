# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two environments of a comparison: which they are, and which runtimes they have."""

from __future__ import annotations

import re

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._compare.sides import only_ids, placeless, read_sides
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import read_processes
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from tests.unit.plugins.plugin_utils._compare.compare_cases import on, process

SAME_NAME = [process(on("t1"), on("p1", env_name="Test"))]


def test_by_name_and_by_id() -> None:
    facts = read_processes([process(on("t2"), on("p1")), process(on("t1"))])
    for first, second in (("Test", "Production"), ("e-t", "e-p"), ("e-t", "Production")):
        one, other = read_sides(facts, first, second)
        assert (one.key, one.label, one.env_id, one.runtimes) == ("e-t", '"Test"', "e-t", {"t1": '"runtime t1"', "t2": '"runtime t2"'})
        assert (other.key, other.label, list(other.runtimes)) == ("e-p", '"Production"', ["p1"])
        assert [[each.atom_id for each in one.of(found)] for found in facts] == [["t2"], ["t1"]]
        assert [[each.atom_id for each in other.of(found)] for found in facts] == [["p1"], []]
        assert (one.missing(one.of(facts[0])), other.missing(other.of(facts[1]))) == (["t1"], ["p1"])


def test_an_id_counts_before_a_name() -> None:
    one, other = read_sides(read_processes([process(on("t1"), on("p1", env_name="e-t"))]), "e-t", "e-p")
    assert (one.label, one.env_id, other.label, other.env_id) == ('"Test"', "e-t", '"e-t"', "e-p")


def test_environments_of_one_name_are_told_apart_by_id() -> None:
    one, other = read_sides(read_processes(SAME_NAME), "e-t", "e-p")
    assert (one.label, other.label) == ('"e-t"', '"e-p"')


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("Test", "e-t", 'first is "Test": the environments "e-p" and "e-t" have this name; give the id of the one you mean'),
        ("e-t", "Test", 'second is "Test": the environments "e-p" and "e-t" have this name; give the id of the one you mean'),
        ("e-t", "e-t", 'second is "e-t": it is the same environment as first; give two environments'),
        ("nowhere", "nowhere", 'second is "nowhere": it is the same environment as first; give two environments'),
    ],
)
def test_which_environment_is_not_clear(first: str, second: str, sentence: str) -> None:
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}$"):
        read_sides(read_processes(SAME_NAME), first, second)


def test_name_and_id_of_one_environment() -> None:
    with pytest.raises(GivenError, match="it is the same environment as first"):
        read_sides(read_processes([process(on("t1"))]), "e-t", "Test")


def test_an_environment_that_the_facts_do_not_have() -> None:
    facts = read_processes([process(on("t1"))])
    dummy, other = read_sides(facts, "Test", 'Prod "1"\u202e')
    assert (other.key, other.env_id, other.runtimes, other.of(facts[0])) == (None, None, {}, ())
    assert other.label == '"Prod \\"1\\"\\u202e"'


def test_environments_without_an_id_and_runtimes_without_one() -> None:
    facts = read_processes([process(on("t1", env_id=None), on("t2", env_id=None, atom_id=None), on("p1", atom_id=None, atom_name=None))])
    one, other = read_sides(facts, "Test", "Production")
    assert (one.key, one.env_id, one.runtimes) == ("Test", None, {"runtime t2": '"runtime t2"', "t1": '"runtime t1"'})
    assert other.runtimes == {"": "an unknown runtime"}


def test_facts_without_names() -> None:
    assert only_ids(read_processes([process(on("t1", env_name=None))]))
    assert not only_ids(read_processes([process(on("t1", env_name=None), on("p1"))]))
    assert not only_ids(read_processes([process()]))


def test_deployments_without_an_environment() -> None:
    facts = read_processes([process(on("t1", env_id=None, env_name=None), on("t1")), process(on("t1", env_id=None, env_name=None), on("t2", env_id=None))])
    assert {runtime: len(found) for runtime, found in placeless(facts).items()} == {"t1": 2}
