# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import copy
import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.changes import changes

FIELDS = ("minutes", "hours", "days_of_week", "days_of_month", "months", "years")


def entry(minutes: str | None = "0", **fields: str | None) -> dict[str, Any]:
    return {**dict.fromkeys(FIELDS, "*"), "minutes": minutes, **fields}


def item(atom: str = "a", env: str | None = "e", **what: Any) -> dict[str, Any]:
    shape = {"id": f"s-{atom}", "process_id": "p", "atom_id": atom, "env_id": env, "enabled": True}
    return {**shape, "schedule": [entry()], "retry": {"schedule": [], "max_retry": 5}, **what}


def process(process_id: str = "p", *items: dict[str, Any], instance: str = "i", name: str | None = "Orders") -> dict[str, Any]:
    pack = [{"integration_pack_id": "k", "integration_pack_instance_id": instance}]
    return {"id": process_id, "name": name, "instance_id": instance, "integration_pack": pack, "process_schedules": list(items)}


def parts(before: list[dict[str, Any]], after: list[dict[str, Any]], **options: Any) -> list[list[str]]:
    found: list[Any] = changes(before, after, **options)  # type: ignore[arg-type]
    return [change["changed"] for change in found]


CASES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "another minute": (process("p", item(schedule=[entry("1")])), ["schedule"]),
    "one entry more": (process("p", item(schedule=[entry(), entry("5")])), ["schedule"]),
    "no longer scheduled": (process("p", item(schedule=[])), ["schedule"]),
    "an empty field is not a star": (process("p", item(schedule=[entry(years="")])), ["schedule"]),
    "paused": (process("p", item(enabled=False)), ["status"]),
    "no status any more": (process("p", item(enabled=None)), ["status"]),
    "one runtime more": (process("p", item(), item("b", schedule=[entry("9")], enabled=False)), ["deployment"]),
    "on another runtime": (process("p", item("b", schedule=[])), ["deployment"]),
    "nowhere": (process("p"), ["deployment"]),
    "the runtime is in another environment": (process("p", item(env="f")), ["deployment"]),
    "the runtime is in no environment": (process("p", item(env=None)), ["deployment"]),
    "fewer retries": (process("p", item(retry={"schedule": [], "max_retry": 1})), ["retry"]),
    "a retry window": (process("p", item(retry={"schedule": [entry()], "max_retry": 5})), ["retry"]),
    "renamed": (process("p", item(), name="Order"), ["name"]),
    "everything": (
        process("p", item(schedule=[], enabled=False, retry={"schedule": [], "max_retry": 0}), item("b"), name=None),
        ["schedule", "status", "deployment", "retry", "name"],
    ),
    "names of places are a courtesy": (process("p", item(env_name="Production", atom_name="a1")), []),
    "the state of a runtime is an event of its own": (process("p", item(atom_status="OFFLINE", atom_status_detail=None, atom_time_zone="UTC")), []),
    "nothing": (process("p", item()), []),
}


@pytest.mark.parametrize("name", CASES)
def test_what_changed(name: str) -> None:
    after, expected = CASES[name]
    before = process("p", item())
    found: list[Any] = changes([before], [after])  # type: ignore[list-item]
    assert [change["changed"] for change in found] == ([expected] if expected else [])
    for change in found:
        told = ("changed", "p", after["name"], "i", before, after)
        assert tuple(change[key] for key in ("type", "process_id", "process_name", "instance_id", "before", "after")) == told


def test_what_came_and_went() -> None:
    stays, came, went = process("b", item()), process("a", item(), name="New"), process("c", name="Old")
    found: list[Any] = changes([went, stays], [stays, came])  # type: ignore[list-item]
    assert found == [
        {"type": "added", "process_id": "a", "process_name": "New", "instance_id": "i", "changed": ["process"], "before": None, "after": came},
        {"type": "removed", "process_id": "c", "process_name": "Old", "instance_id": "i", "changed": ["process"], "before": went, "after": None},
    ]


def test_a_process_of_two_instances_is_two() -> None:
    first, second = process("p", item(), instance="1"), process("p", item(), instance="2")
    assert parts([first, second], [first]) == [["process"]]
    assert parts([first, second], [second, first]) == []


def test_a_process_that_is_told_twice() -> None:
    one, other = process("p", item()), process("p", item("b"))
    assert parts([one, other], [other, one]) == []
    assert parts([one, one], [one]) == [["process"]]


def test_a_runtime_that_is_told_twice() -> None:
    two = process("p", item(), item(schedule=[]))
    assert parts([two], [process("p", item(schedule=[]), item())]) == []
    assert parts([two], [process("p", item(), item(schedule=[], enabled=False))]) == [["status"]]


def test_an_environment_that_may_not_be_read_any_more_is_not_left() -> None:
    before, after = [process("p", item(), item("b"))], [process("p", item(env=None), item("b", env=None))]
    assert parts(before, after) == [["deployment"]]
    assert parts(before, after, places_comparable=False) == []
    assert parts(before, [process("p", item(env=None))], places_comparable=False) == [["deployment"]]


# An independent reading of the same: parts as sets of tuples.

entries = st.builds(entry, st.sampled_from(["0", "5", None]), hours=st.sampled_from(["*", "8"]))
schedules = st.lists(entries, max_size=3)
items = st.builds(
    item,
    st.sampled_from("abc"),
    st.sampled_from(["e", "f", None]),
    enabled=st.sampled_from([True, False, None]),
    schedule=schedules,
    retry=st.fixed_dictionaries({"schedule": schedules, "max_retry": st.sampled_from([None, 0, 5])}),
)
deployments = st.lists(items, max_size=3, unique_by=lambda one: one["atom_id"])
processes = st.builds(
    lambda key, found, name: process(key[1], *found, instance=key[0], name=name),
    st.tuples(st.sampled_from("12"), st.sampled_from("pq")),
    deployments,
    st.sampled_from(["Orders", "{{ hostile }}\n", None]),
)
# Whole answers are slow to make.
fewer = settings(max_examples=max(40, settings().max_examples // 20))
answers = st.lists(processes, max_size=4, unique_by=lambda one: (one["instance_id"], one["id"]))


def bag(found: list[dict[str, Any]]) -> frozenset[Any]:
    return frozenset(Counter(tuple(one[field] for field in FIELDS) for one in found).items())


def reading(one: dict[str, Any], atoms: set[str]) -> dict[str, Any]:
    there = [each for each in one["process_schedules"] if each["atom_id"] in atoms]
    return {
        "schedule": {(each["atom_id"], bag(each["schedule"])) for each in there},
        "status": {(each["atom_id"], each["enabled"]) for each in there},
        "deployment": {(each["atom_id"], each["env_id"]) for each in one["process_schedules"]},
        "retry": {(each["atom_id"], bag(each["retry"]["schedule"]), each["retry"]["max_retry"]) for each in there},
        "name": one["name"],
    }


def atoms_of(one: dict[str, Any]) -> set[str]:
    return {each["atom_id"] for each in one["process_schedules"]}


def whole(answer: list[dict[str, Any]]) -> dict[Any, Any]:
    return {(one["instance_id"], one["id"]): reading(one, atoms_of(one)) for one in answer}


def shuffled(answer: list[dict[str, Any]], order: random.Random) -> list[dict[str, Any]]:
    answer = copy.deepcopy(answer)
    order.shuffle(answer)
    for one in answer:
        order.shuffle(one["process_schedules"])
        for each in one["process_schedules"]:
            order.shuffle(each["schedule"])
            order.shuffle(each["retry"]["schedule"])
    return answer


@pytest.mark.slow
@fewer
@given(answers, answers)
def test_the_changes_lead_from_one_answer_to_the_other(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    built = {(one["instance_id"], one["id"]): one for one in before}
    for change in changes(before, after):  # type: ignore[arg-type]
        key = change["instance_id"], change["process_id"]
        assert built.pop(key, None) == change["before"]
        if change["after"] is not None:
            built[key] = change["after"]  # type: ignore[assignment]
    assert whole(list(built.values())) == whole(after)


@fewer
@given(answers, answers)
def test_what_changed_is_what_differs(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    for change in changes(before, after):  # type: ignore[arg-type]
        old: Any = change["before"]
        new: Any = change["after"]
        if old is None or new is None:
            assert change["changed"] == ["process"]
            continue
        common = atoms_of(old) & atoms_of(new)
        was, now = reading(old, common), reading(new, common)
        assert change["changed"] == [part for part in was if was[part] != now[part]]


@pytest.mark.slow
@fewer
@given(answers, answers, st.randoms(use_true_random=False))
def test_no_order_is_a_difference(before: list[dict[str, Any]], after: list[dict[str, Any]], order: random.Random) -> None:
    assert changes(before, shuffled(before, order)) == []  # type: ignore[arg-type]
    told: list[Any] = changes(before, after)  # type: ignore[arg-type]
    again: list[Any] = changes(shuffled(before, order), shuffled(after, order))  # type: ignore[arg-type]
    assert [(one["type"], one["instance_id"], one["process_id"], one["changed"]) for one in again] == [
        (one["type"], one["instance_id"], one["process_id"], one["changed"]) for one in told
    ]
    keys = [(one["instance_id"], one["process_id"]) for one in told]
    assert keys == sorted(keys)
