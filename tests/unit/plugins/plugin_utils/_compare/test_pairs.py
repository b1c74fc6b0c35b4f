# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which process is the counterpart of which, and what cannot be told."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._compare.pairs import paired
from ansible_collections.boomi.spaces.plugins.plugin_utils._compare.sides import read_sides
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import read_processes
from tests.unit.plugins.plugin_utils._compare.compare_cases import multi, on, process


def result(*given: dict[str, Any]) -> tuple[list[tuple[str, str]], list[tuple[int, str, str]], list[tuple[list[str], list[str]]]]:
    """Pairs, those alone, and ambiguous groups, by their ids."""
    facts = read_processes(list(given))
    found = paired(facts, read_sides(facts, "Test", "Production"))
    return (
        sorted((one.id, other.id) for one, other in found.pairs),
        sorted((side, process.id, unknown) for side, process, unknown in found.alone),
        [(sorted(each.id for each in first), sorted(each.id for each in second)) for first, second in found.ambiguous],
    )


def test_an_instance_in_both_is_compared_with_itself() -> None:
    a = process(on("t1"), on("p1"), process_id="a")
    # Its other process is deployed in one only, and another instance has one of the same name and pack.
    b = process(on("t1"), process_id="b", name="Other")
    c = process(on("p1"), process_id="c", name="Other", instance="j")
    assert result(a, b, c) == ([("a", "a"), ("b", "b")], [(1, "c", "")], [])
    assert result(c, b, a) == result(a, b, c)


@pytest.mark.parametrize("name", ["🚀 {{ x }}", "A - B", "INT", 'it\'s "q"\nz'])
def test_instances_of_a_multi_install_pack_by_name(name: str) -> None:
    test = multi("Load", "i", on("t1"), instance_name=name)
    before = multi("Load", "j", on("p1"), instance_name="Production - 1")
    after = process(on("p1"), process_id="k", name=f"Load - {name} 2", instance="k", instance_name=f"{name} 2")
    assert result(test, before) == ([("i/Load", "j/Load")], [], [])
    assert result(test, after) == ([("i/Load", "k")], [], [])


def test_the_name_of_the_instance_is_taken_once_and_only_whole() -> None:
    once = process(on("t1"), process_id="a", name="INT - INT - Load", instance_name="INT")
    whole = process(on("t1"), process_id="a", name="INTake", instance_name="INT")
    for mine, name in ((once, "Load"), (whole, "ake")):
        assert result(mine, process(on("p1"), process_id="b", name=name, instance="j")) == ([], [(0, "a", ""), (1, "b", "")], [])
    assert result(once, process(on("p1"), process_id="b", name="INT - Load", instance="j"))[0] == [("a", "b")]


def test_the_original_process_counts_before_the_name() -> None:
    a = multi("Load", "i", on("t1"), original_process_id="o1")
    b = multi("Renamed", "j", on("p1"), original_process_id="o1")
    c = multi("Load", "j", on("p1"), original_process_id="o2")
    assert result(a, b, c) == ([("i/Load", "j/Renamed")], [(1, "j/Load", "")], [])


def test_a_process_that_is_its_own_original_is_compared_by_name() -> None:
    a = process(on("t1"), process_id="a", original_process_id="a")
    b = process(on("p1"), process_id="b", instance="j", original_process_id="b")
    assert result(a, b) == ([("a", "b")], [], [])


def test_two_packs_with_a_process_of_one_name() -> None:
    other = {"integration_pack": [{"integration_pack_id": "other", "name": "Orders"}]}
    test = [process(on("t1"), process_id="a"), process(on("t1"), process_id="b", instance="j", **other)]
    production = [process(on("p1"), process_id="c", instance="l", **other), process(on("p1"), process_id="d", instance="m")]
    assert result(*test, *production) == ([("a", "d"), ("b", "c")], [], [])
    assert result(test[0], production[0]) == ([], [(0, "a", ""), (1, "c", "")], [])


def test_several_instances_of_one_name_in_both() -> None:
    test = [multi("Load", "i1", on("t1"), instance_name="Germany"), multi("Load", "i2", on("t1"), instance_name="Austria")]
    production = [multi("Load", "j1", on("p1"), instance_name="Austria"), multi("Load", "j2", on("p1"), instance_name="Germany")]
    assert result(*test, *production) == ([("i1/Load", "j2/Load"), ("i2/Load", "j1/Load")], [], [])
    # One more of another name is in production only; one of a name that is taken is ambiguous with nothing in Test.
    more = multi("Load", "j3", on("p1"), instance_name="Norway")
    assert result(*test, *production, more)[1:] == ([(1, "j3/Load", "")], [])


def test_several_instances_of_other_names_are_ambiguous() -> None:
    test = [multi("Load", "i1", on("t1")), multi("Load", "i2", on("t1"))]
    production = [multi("Load", "j1", on("p1")), multi("Load", "j2", on("p1"))]
    assert result(*test, *production) == ([], [], [(["i1/Load", "i2/Load"], ["j1/Load", "j2/Load"])])
    assert result(*test, production[0]) == ([], [], [(["i1/Load", "i2/Load"], ["j1/Load"])])
    # No pair by elimination: Austria is not Norway.
    germany = [multi("Load", "i3", on("t1"), instance_name="Germany"), multi("Load", "j3", on("p1"), instance_name="Germany")]
    assert result(test[0], production[0], *germany) == ([("i3/Load", "j3/Load")], [], [(["i1/Load"], ["j1/Load"])])


def test_two_instances_of_one_name_in_one_environment_are_ambiguous() -> None:
    test = [multi("Load", f"i{number}", on("t1"), instance_name="Germany") for number in (1, 2)]
    assert result(*test, multi("Load", "j", on("p1"), instance_name="Germany")) == ([], [], [(["i1/Load", "i2/Load"], ["j/Load"])])


def test_processes_that_are_not_deployed() -> None:
    # An instance is in an environment if any of its processes is deployed there.
    test = [multi("Load", "i", on("t1")), multi("Receipts", "i")]
    production = [multi("Load", "j", on("p1")), multi("Receipts", "j", on("p1"))]
    assert result(*test, *production)[0] == [("i/Load", "j/Load"), ("i/Receipts", "j/Receipts")]
    assert result(process(process_id="a"), process(process_id="b", instance="j")) == ([], [], [])
    # What is deployed nowhere makes nothing ambiguous.
    assert result(test[1], test[0], multi("Receipts", "m"), multi("Load", "m", on("t1")), production[0])[2] == [(["i/Load", "m/Load"], ["j/Load"])]


UNNAMED: dict[str, Any] = {"instance_name": None}
NO_PACK: dict[str, Any] = {"integration_pack": []}


@pytest.mark.parametrize(
    ("mine", "others", "unknown"),
    [
        # Equal names of one pack are a pair, whatever the name of the instance.
        (UNNAMED, UNNAMED, None),
        # Without the name of the instance, "Test - Load" may be "Production - Load".
        ({**UNNAMED, "name": "Test - Load"}, {**UNNAMED, "name": "Production - Load"}, ("instance", "instance")),
        ({**UNNAMED, "name": "Test - Load"}, {"instance_name": "Production", "name": "Production - Load"}, ("instance", "instance")),
        ({"name": None}, {}, ("instance", "instance")),
        (NO_PACK, NO_PACK, ("pack", "pack")),
        (NO_PACK, {}, ("pack", "pack")),
        ({}, NO_PACK, ("pack", "pack")),
        ({"integration_pack": [{"integration_pack_id": "x"}], **UNNAMED}, {}, ("", "")),
        ({"name": "Other"}, {}, ("", "")),
    ],
)
def test_what_is_not_known_is_said_and_not_guessed(mine: dict[str, Any], others: dict[str, Any], unknown: tuple[str, str] | None) -> None:
    pairs, alone, ambiguous = result(process(on("t1"), process_id="a", **mine), process(on("p1"), process_id="b", instance="j", **others))
    assert ambiguous == []
    assert (pairs, alone) == (([("a", "b")], []) if unknown is None else ([], [(0, "a", unknown[0]), (1, "b", unknown[1])]))


def test_what_is_not_known_makes_no_difference_where_there_is_nothing_else() -> None:
    assert result(process(on("t1"), process_id="a", **NO_PACK, **UNNAMED)) == ([], [(0, "a", "")], [])


def test_a_pack_by_its_name() -> None:
    packs = {"integration_pack": [{"integration_pack_id": None, "name": "Orders"}]}
    assert result(process(on("t1"), process_id="a", **packs), process(on("p1"), process_id="b", instance="j", **packs))[0] == [("a", "b")]


def test_processes_without_an_instance_are_compared_with_themselves() -> None:
    given = [{"id": name, "name": "Load", "process_schedules": [on("t1"), on("p1")]} for name in ("a", "b")]
    assert result(*given)[0] == [("a", "a"), ("b", "b")]
