# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of the instance and the pack of each process, and its original: from both sources, refused, null, and gone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._connection import SourceName
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import ProcessFacts
from ansible_collections.boomi.spaces.plugins.module_utils._sources.opening import open_source
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http
from tests.sandbox import Sandbox
from tests.unit.asking import FINANCE, GERMANY, HR, SMOKE_TEST, ask, connect
from tests.unit.asking import failure as failure_of

SOURCES: list[SourceName] = ["spaces", "platform"]
PACK_OF_HR = "HR Master Data Replication"


@pytest.fixture(autouse=True)
def unlimited(sandbox: Sandbox) -> None:
    sandbox.rate_limit = None


def named(sandbox: Sandbox, source: SourceName = "spaces", warnings: list[str] | None = None, **asked: Any) -> ProcessFacts:
    """The facts with names."""
    return ask(sandbox, warnings, include_names=True, connection={"source": source, "requests_per_second": 1000}, **asked)


def names(facts: ProcessFacts) -> dict[str, tuple[Any, ...]]:
    """By process ID: the instance's name, the names of the packs, the original."""
    return {
        one["id"]: (one["instance_name"], [pack["name"] for pack in one["integration_pack"]], one["original_process_id"]) for one in facts.result()["processes"]
    }


def held(sandbox: Sandbox, source: SourceName, *ids: str) -> dict[str, tuple[Any, ...]]:
    """What ``names`` must be for these instances of the account, or for all of the space."""
    return {
        process.id: (
            instance.override_name or (instance.pack and instance.pack.name),
            [pack.name for pack in sandbox.account.packs if pack.id == process.pack_id],
            (process.original_id or process.id) if source == "platform" else None,
        )
        for instance in sandbox.account.instances_by_space[sandbox.account.spaces[0].guid]
        if not ids or instance.id in ids
        for process in instance.processes
    }


def queries(sandbox: Sandbox) -> list[str]:
    """What was asked with names that is not asked without: of which objects, in order."""
    asked = [one for entry in sandbox.requests("/graphql") for one in entry.fields] + [entry.path.split("/", 5)[-1] for entry in sandbox.requests("/api/rest")]
    return [one for one in asked if one.startswith(("integrationPackInstances", "IntegrationPack"))]


def process_of(facts: ProcessFacts, instance_id: str) -> Any:
    return facts.processes[instance_id][0]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("asked", [{}, {"instance_ids": [HR, GERMANY, FINANCE, SMOKE_TEST]}, {"instance_names": ["Finance Close", "Order Intake Germany"]}])
def test_each_process_has_the_names_of_its_instance_and_pack(sandbox: Sandbox, source: SourceName, asked: dict[str, Any]) -> None:
    facts = named(sandbox, source, **asked)
    found = names(facts)
    assert found == held(sandbox, source, *(facts.result()["instance_ids"]))
    assert found


def test_what_the_names_are(sandbox: Sandbox) -> None:
    facts = named(sandbox, "platform")
    told = {one["instance_name"] for one in facts.result()["processes"]}
    assert {"Finance Close", "Order Intake Germany", 'Kundenservice "Zürich" – it\'s {{ inventory_hostname }}'} <= told
    of_multi, of_single = process_of(facts, GERMANY), process_of(facts, HR)
    assert of_multi["integration_pack"][0]["name"] == "Domestic Order Intake"
    assert of_multi["original_process_id"] == "9b4fa6bd-d5ba-45d5-b0fa-e52fdf3e5a05" != of_multi["id"]
    assert of_single["original_process_id"] == of_single["id"]


@pytest.mark.parametrize("source", SOURCES)
def test_without_names_there_are_none_and_nothing_is_asked_for_them(sandbox: Sandbox, source: SourceName) -> None:
    process = process_of(ask(sandbox, instance_ids=[HR], environments=["Production"], connection={"source": source, "requests_per_second": 1000}), HR)
    assert process.keys() == {"id", "name", "instance_id", "integration_pack", "process_schedules"}
    assert process["integration_pack"][0].keys() == {"integration_pack_id", "integration_pack_instance_id"}
    assert queries(sandbox) == []


INSTANCE, PACK = "IntegrationPackInstance/query", "IntegrationPack/query"


@pytest.mark.parametrize(
    ("source", "asked", "expected"),
    [
        ("spaces", {}, ["integrationPackInstances"]),
        ("spaces", {"instance_ids": [HR]}, ["integrationPackInstances"]),
        ("spaces", {"instance_ids": [GERMANY, "HR Master Data"], "names_too": True}, ["integrationPackInstances"]),
        ("spaces", {"instance_names": ["HR Master Data"]}, ["integrationPackInstances"]),
        ("spaces", {"instance_ids": [SMOKE_TEST]}, []),
        ("platform", {}, [INSTANCE, PACK]),
        ("platform", {"instance_ids": [HR, GERMANY]}, [INSTANCE, PACK]),
        ("platform", {"instance_names": ["HR Master Data"]}, [INSTANCE, INSTANCE, PACK]),
        ("platform", {"instance_ids": [GERMANY], "instance_names": ["HR Master Data"]}, [INSTANCE, INSTANCE, PACK, INSTANCE, PACK]),
        ("platform", {"instance_ids": [SMOKE_TEST]}, [INSTANCE]),  # to tell one without processes from one that does not exist
        ("platform", {"instance_ids": [SMOKE_TEST, HR]}, [INSTANCE, PACK]),
    ],
)
def test_nothing_is_asked_for_twice(sandbox: Sandbox, source: SourceName, asked: dict[str, Any], expected: list[str]) -> None:
    named(sandbox, source, **asked)
    assert queries(sandbox) == expected


def test_the_platform_api_lists_the_instances_of_the_packs_alone(sandbox: Sandbox) -> None:
    process = process_of(named(sandbox, "platform", instance_ids=[HR]), HR)
    (listed,) = [entry.body for entry in sandbox.requests("/api/rest") if entry.path.endswith(INSTANCE)]
    pack_id = process["integration_pack"][0]["integration_pack_id"]
    assert json.loads(listed)["QueryFilter"]["expression"] == {"property": "integrationPackId", "operator": "EQUALS", "argument": [pack_id]}


def test_a_process_without_a_pack_makes_the_platform_api_list_all_instances(sandbox: Sandbox) -> None:
    (hr,) = [instance for instance in sandbox.account.instances if instance.id == HR]
    at = f"/api/rest/v1/{sandbox.account.id}/Process/"
    sandbox.fail(path=at, body={"result": [{"@type": "Process", "id": hr.processes[0].id, "name": "n", "IntegrationPack": []}]})
    facts = named(sandbox, "platform", instance_ids=[HR])
    assert names(facts) == {hr.processes[0].id: ("HR Master Data", [], hr.processes[0].id)}
    assert queries(sandbox) == [INSTANCE, PACK]


@pytest.mark.parametrize("body", [None, {"errors": [{"message": "no rights", "extensions": {"code": "UNAUTHORIZED"}}]}])
def test_names_that_the_spaces_api_refuses_are_null_and_told_once(sandbox: Sandbox, body: Any) -> None:
    warnings: list[str] = []
    whole = ask(sandbox, instance_ids=[HR, GERMANY]).result()["processes"]
    sandbox.fail(match="query instances", times=None, **({"body": body} if body else {"status": 403}))
    facts = named(sandbox, "spaces", warnings, instance_ids=[HR, GERMANY])
    assert {str(one) for one in names(facts).values()} == {"(None, [None], None)"}
    assert [(one["id"], one["name"]) for one in facts.result()["processes"]] == [(one["id"], one["name"]) for one in whole]
    assert facts.result()["processes"][0]["process_schedules"][0]["env_name"]
    (warning,) = warnings
    assert warning.startswith("This user may not read the names of instances; fields that depend on them are null. ")


def test_names_that_the_platform_api_refuses_are_null_and_told_once(sandbox: Sandbox) -> None:
    def without(*kinds: str) -> tuple[set[tuple[bool, ...]], str]:
        sandbox.clear()
        for kind in kinds:
            sandbox.fail(path=f"/api/rest/v1/{sandbox.account.id}/{kind}/", status=403, times=None)
        warnings: list[str] = []
        facts = named(sandbox, "platform", warnings, instance_ids=[HR, FINANCE])
        known = {tuple(one is not None for one in (name, packs[0], original)) for name, packs, original in names(facts).values()}
        (warning,) = warnings
        return known, warning.partition(";")[0]

    may_not = "This user may not read"
    assert without("IntegrationPackInstance") == ({(False, True, False)}, f"{may_not} the names of instances")
    # Of the two, one has a name of its own.
    assert without("IntegrationPack") == ({(True, False, True), (False, False, True)}, f"{may_not} the names of integration packs")
    both = ("IntegrationPackInstance", "IntegrationPack")
    assert without(*both) == ({(False, False, False)}, f"{may_not} the names of instances and the names of integration packs")


def test_the_names_of_packs_that_were_refused_are_not_asked_for_again(sandbox: Sandbox) -> None:
    sandbox.fail(path=f"/api/rest/v1/{sandbox.account.id}/IntegrationPack/", status=403, times=None)
    facts = named(sandbox, "platform", [], instance_names=["HR Master Data"])
    assert process_of(facts, HR)["instance_name"] == "HR Master Data"
    assert queries(sandbox) == [INSTANCE, INSTANCE, PACK]


@pytest.mark.parametrize("status", [401, 404, 500])
def test_names_that_fail_otherwise_are_a_failure(sandbox: Sandbox, status: int) -> None:
    sandbox.fail(match="query instances", status=status, times=None)
    assert failure_of(named, sandbox, instance_ids=[HR]).status == status


def test_null_in_place_of_the_names_is_no_null_in_place_of_the_list_of_instances(sandbox: Sandbox) -> None:
    warnings: list[str] = []
    sandbox.fail(match="query instances", body={"data": {"integrationPackInstances": None}})
    facts = named(sandbox, "spaces", warnings, instance_ids=[HR])
    assert process_of(facts, HR)["instance_name"] is None
    assert (len(facts.result()["processes"]), facts.unlisted, facts.missing) == (4, False, [])
    assert warnings == [
        "Boomi returned null, without an error, in place of the names of instances. That counts as none: run again before relying on it.",
    ]


def one_instance(sandbox: Sandbox, **changed: Any) -> None:
    """The list of instances has one alone."""
    pack = {"id": "k1", "name": "First"}
    instance = {"id": HR, "integrationPackOverrideName": None, "integrationPack": pack, **changed}
    sandbox.fail(match="query instances", body={"data": {"integrationPackInstances": [instance]}})


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({}, "First"),
        ({"integrationPackOverrideName": "Own"}, "Own"),
        ({"integrationPack": [{"id": "k1", "name": "First"}, {"id": "k2", "name": "Second"}]}, None),
        ({"integrationPackOverrideName": "Own", "integrationPack": [{"id": "k1", "name": "First"}, {"id": "k2", "name": "Second"}]}, "Own"),
        ({"integrationPack": [{"id": "k1", "name": "Same"}, {"id": "k2", "name": "Same"}]}, "Same"),
        ({"integrationPackOverrideName": "", "integrationPack": []}, None),
        ({"integrationPack": {"id": "k1", "name": None}}, None),
    ],
)
def test_an_instance_of_several_packs_or_of_none(sandbox: Sandbox, changed: dict[str, Any], name: str | None) -> None:
    one_instance(sandbox, **changed)
    assert process_of(named(sandbox, instance_ids=[HR]), HR)["instance_name"] == name


def test_a_process_of_several_packs_has_the_name_of_each(sandbox: Sandbox) -> None:
    one_instance(sandbox, integrationPack=[{"id": "k1", "name": "First"}, {"id": "k2", "name": "{{ Second }}"}, {"id": None, "name": "Nobody's"}])
    references = [{"integrationPackId": pack_id, "integrationPackInstanceId": HR} for pack_id in ("k2", "k1", "k3", None)]
    sandbox.fail(match="query processes", body={"data": {"integrationPackInstanceProcesses": [{"id": "p", "name": "n", "integrationPack": references}]}})
    assert process_of(named(sandbox, instance_ids=[HR]), HR)["integration_pack"] == [
        {"integration_pack_id": pack_id, "integration_pack_instance_id": HR, "name": name}
        for pack_id, name in (("k2", "{{ Second }}"), ("k1", "First"), ("k3", None), (None, None))
    ]


def test_an_instance_that_goes_before_its_name_is_asked_for(sandbox: Sandbox) -> None:
    one_instance(sandbox, id="another")
    assert set(map(str, names(named(sandbox, instance_ids=[HR])).values())) == {"(None, [None], None)"}
    sandbox.fail(path=f"/api/rest/v1/{sandbox.account.id}/IntegrationPackInstance/", body={"@type": "QueryResult", "result": [], "numberOfResults": 0})
    assert {(name, original) for name, dummy, original in names(named(sandbox, "platform", instance_ids=[HR])).values()} == {(None, None)}


def gone(sandbox: Sandbox, name: str, type_name: str) -> None:
    body = {"errors": [{"message": f'Cannot query field "{name}" on type "{type_name}".'}]}
    sandbox.fail(match="query instances", status=400, body=body)


@pytest.mark.parametrize(
    ("field", "type_name", "left_out", "instance_name", "pack_name"),
    [
        ("integrationPackOverrideName", "IntegrationPackInstance", None, None, "pack"),
        ("integrationPack", "IntegrationPackInstance", None, "HR Master Data", None),
        ("name", "IntegrationPackDetails", None, "HR Master Data", None),
        ("name", "IntegrationPack", "name (IntegrationPackDetails)", "HR Master Data", None),
    ],
)
@pytest.mark.parametrize("asked", [{}, {"instance_ids": [HR]}])
def test_names_that_boomi_has_taken_away_are_null(
    sandbox: Sandbox, asked: dict[str, Any], field: str, type_name: str, left_out: str | None, instance_name: str | None, pack_name: str | None
) -> None:
    gone(sandbox, field, type_name)
    warnings: list[str] = []
    facts = named(sandbox, "spaces", warnings, **asked)
    process = process_of(facts, HR)
    (pack,) = [pack.name for pack in sandbox.account.packs if pack.id == process["integration_pack"][0]["integration_pack_id"]]
    assert process["instance_name"] == instance_name
    assert process["integration_pack"][0]["name"] == (pack if pack_name else None)
    assert process_of(named(sandbox, instance_ids=[FINANCE]), FINANCE)["instance_name"] == "Finance Close", "it was gone once"
    assert warnings == [
        f"The Spaces API no longer has the following, which is therefore null: {left_out or f'{field} ({type_name})'}. "
        "Look for a newer version of this collection."
    ]


def test_an_instance_is_not_found_by_a_name_that_boomi_has_taken_away(sandbox: Sandbox) -> None:
    for dummy in range(2):
        gone(sandbox, "integrationPackOverrideName", "IntegrationPackInstance")
    sentence = failure_of(named, sandbox, instance_names=["HR Master Data"]).sentence
    assert sentence.startswith("The Spaces API does not have the field integrationPackOverrideName of the type IntegrationPackInstance, which is needed.")
    # Nor in a list that was asked for without it.
    with Http(connect(sandbox)) as http:
        source = open_source(connect(sandbox), http)
        assert HR in source.instance_ids()
        gone(sandbox, "integrationPackOverrideName", "IntegrationPackInstance")
        with pytest.raises(BoomiError) as caught:
            source.instances(["HR Master Data"])
    assert caught.value.sentence == sentence
