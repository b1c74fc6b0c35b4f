# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The comparison as a whole: what is deployed, what has no counterpart, and what the findings are made of."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._compare.comparing import environment_findings
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from tests.unit.plugins.plugin_utils._compare.compare_cases import findings, label, multi, on, process, told

EDI = multi("EDI 📦", "Germany", on("t1"))
PLACES = '"Test"', '"Production"'
EDI_PRODUCTION = multi("EDI 📦", "Austria", on("p1", enabled=False))


def test_a_process_that_is_deployed_in_one_only() -> None:
    other = process(on("t1"), on("p1"), process_id="q", name="Other")
    (found,) = findings(process(on("t1")), other)
    assert found == {
        "rule": "deployed",
        "severity": "error",
        "message": f'{label(process())} is deployed in "Test", but not in "Production"',
        "process_id": "p",
        "process_name": "Load",
        "instance_id": "i",
        "env_id": "e-p",
        "atom_id": None,
        "expected": "on 1 of 1 runtime",
        "actual": "not deployed",
    }
    (found,) = findings(process(on("p1")), other)
    assert found["message"].endswith('is deployed in "Production", but not in "Test"')
    assert (found["env_id"], found["expected"], found["actual"]) == ("e-t", "not deployed", "on 1 of 1 runtime")
    assert findings(process(on("p1")), other, keys=["schedule", "enabled"]) == []


def test_two_instances_name_each_other() -> None:
    (found,) = findings(EDI, EDI_PRODUCTION)
    first, second = label(EDI), label(EDI_PRODUCTION)
    assert found["message"] == f'{second} is enabled in "Test" (there {first}), but paused in "Production"'
    assert (found["process_id"], found["process_name"], found["instance_id"]) == ("Austria/EDI 📦", "Austria - EDI 📦", "Austria")


def test_a_counterpart_that_is_not_deployed() -> None:
    given = [EDI, EDI_PRODUCTION, multi("Load", "Germany", on("t1")), multi("Load", "Austria")]
    (found,) = findings(*given, keys=["deployed"])
    assert (found["process_id"], found["message"]) == (
        "Germany/Load",
        f'{label(given[2])} is deployed in "Test", but not in "Production"',
    )


@pytest.mark.parametrize("keys", [["deployed"], ["schedule"], []])
def test_a_process_without_a_counterpart_is_a_finding_whatever_the_keys(keys: list[str]) -> None:
    austria, germany = (f"is deployed in {here}, but {there} has no process of the same pack and" for here, there in (PLACES[::-1], PLACES))
    other = multi("Other", "Austria", on("p1"), original_process_id="o")
    assert told(EDI, other, keys=keys) == [
        ("deployed", "error", f"{label(other)} {austria} original process"),
        ("deployed", "error", f"{label(EDI)} {germany} name"),
    ]


def test_what_has_no_counterpart_is_compared_among_its_runtimes() -> None:
    given = [multi("EDI", "Germany", on("t1"), on("t2", enabled=False)), multi("Other", "Austria", on("p1"))]
    assert [(each["rule"], each["process_id"]) for each in findings(*given)] == [
        ("deployed", "Austria/Other"),
        ("deployed", "Germany/EDI"),
        ("enabled", "Germany/EDI"),
    ]


def test_what_is_not_known_is_a_warning() -> None:
    nameless = {"instance_name": None, "integration_pack": [{"integration_pack_id": "k"}]}
    given = [process(on("t1"), name="A - Load", **nameless), process(on("p1"), name="B - Load", process_id="q", instance="j", **nameless)]
    names = "names of instances are not known (gather the facts with include_names=true)"
    assert told(*given) == [
        ("deployed", "warning", f'"A - Load" is deployed in "Test", but whether in "Production" cannot be told: {names}'),
        ("deployed", "warning", f'"B - Load" is deployed in "Production", but whether in "Test" cannot be told: {names}'),
    ]
    (first, dummy) = told(*({**each, "integration_pack": []} for each in given))
    assert first[1:] == ("warning", '"A - Load" is deployed in "Test", but whether in "Production" cannot be told: packs are not known')


def test_ambiguous_pairs_are_one_finding_that_names_all() -> None:
    given = [EDI, multi("EDI 📦", "Norway", on("t1")), EDI_PRODUCTION]
    (found,) = findings(*given)
    assert (found["rule"], found["severity"], found["process_id"], found["env_id"]) == ("deployed", "error", "Germany/EDI 📦", "e-p")
    named = [f'{label(each)} with the id "{each["id"]}"' for each in given]
    advice = "give the instances that belong together the same name"
    assert found["message"] == f'{named[0]} and {named[1]} in "Test" may be the counterpart of {named[2]} in "Production": {advice}'
    assert findings(*given, keys=["enabled"]) == [found]
    nameless = [process(on(atom), instance=atom, process_id=atom, instance_name=None) for atom in ("t1", "t2", "p1")]
    assert findings(*nameless)[0]["message"].endswith(": gather the facts with include_names=true")


def test_an_environment_without_deployments() -> None:
    (empty, alone) = told(process(on("t1")))
    assert empty == ("deployed", "error", 'no process of these facts is deployed in "Production"')
    assert alone[2].endswith('is deployed in "Test", but "Production" has no process of the same pack and name')
    assert [text for dummy, dummy2, text in told(process())] == [
        'no process of these facts is deployed in "Production"',
        'no process of these facts is deployed in "Test"',
    ]
    assert len(findings(keys=[])) == 2


def test_names_while_the_facts_have_only_ids() -> None:
    given = process(on("t1", env_name=None), on("p1", env_name=None))
    hint = "(the facts have only ids: gather them with include_names=true to use names)"
    assert told(given, first="e-t") == [("deployed", "error", f'no process of these facts is deployed in "Production" {hint}')]
    assert told(given, first="e-t", second="e-p") == []


def test_a_runtime_whose_environment_is_not_known() -> None:
    loose = {"env_id": None, "env_name": None}
    given = [process(on("t1"), on("p1"), on("t9", **loose)), process(on("t1"), on("p1"), on("t9", **loose), process_id="q")]
    (found,) = findings(*given)
    assert found["message"] == 'the environment of "runtime t9" is not known: 2 deployments there cannot be compared'
    assert (found["severity"], found["env_id"], found["atom_id"], found["process_id"]) == ("warning", None, "t9", None)


def test_facts_of_two_questions_are_put_together() -> None:
    assert findings(process(on("t1")), process(on("p1"))) == []
    assert findings(process(on("t1"), on("p1")), process(on("t1"), on("p1"))) == []
    assert [each["rule"] for each in findings(process(on("t1")), process(on("p1", max_retry=1)))] == ["max_retry"]


@pytest.mark.parametrize("name", ["🚀", "{{ x }}", "a\nb", '"q" \\', "\u202eevil", "<b>"])
def test_odd_names(name: str) -> None:
    places = {"env_name": name, "atom_name": name}
    given = multi(name, name, on("t1", **places), on("p1", enabled=False))
    (found,) = findings(given, first=name)
    assert found["process_name"] == f"{name} - {name}"
    assert "\n" not in found["message"]
    assert "\u202e" not in found["message"]


def test_the_order_does_not_depend_on_that_of_the_facts() -> None:
    given: list[dict[str, Any]] = [
        EDI,
        EDI_PRODUCTION,
        process(on("t1", max_retry=1), on("p1", enabled=False), process_id="a"),
        process(on("t1"), on("t2"), process_id="b", name=None),
        multi("Twice", "Norway", on("t1")),
        multi("Twice", "Sweden", on("t1")),
        multi("Twice", "Poland", on("p1")),
    ]
    found = findings(*given)
    assert {each["rule"] for each in found} == {"deployed", "max_retry", "enabled"}
    assert found == findings(*given[::-1])


def test_what_is_no_fact() -> None:
    with pytest.raises(GivenError, match=r"^processes\[0\].id is missing"):
        environment_findings([{"name": "x"}], "Test", "Production")


def test_the_work_grows_with_the_number_of_processes() -> None:
    """Also in the worst case, where all processes may be the counterpart of each other."""

    def calls(number: int, name: str) -> int:
        made = 0

        def count(dummy: FrameType, event: str, dummy2: object) -> None:
            nonlocal made
            made += event in ("call", "c_call")

        given = [process(on("tp"[index % 2] + "1"), process_id=f"{index}", instance=f"i{index}", name=name.format(index)) for index in range(number)]
        sys.setprofile(count)
        try:
            assert findings(*given)
        finally:
            sys.setprofile(None)
        return made

    for name in ("Load", "Load {}"):
        assert calls(1_000, name) < 15 * calls(100, name)
