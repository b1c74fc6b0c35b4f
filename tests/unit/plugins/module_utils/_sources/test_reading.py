# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records read from the objects of both APIs, and the errors for objects of another shape."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._sources import reading
from ansible_collections.boomi.spaces.plugins.module_utils._sources.shapes import ShapeError

ENTRY = {"minutes": "0-59/15", "hours": "8-18", "daysOfWeek": "2,3,4,5,6", "daysOfMonth": "", "months": "*", "years": None}
RAW = {
    "id": "p1",
    "name": "Order Intake",
    "integrationPack": [{"integrationPackId": "k1", "integrationPackInstanceId": "i1"}],
    "processSchedules": [
        {"id": "s1", "processId": "p1", "atomId": "a1", "envId": "e1", "schedule": [ENTRY], "retry": {"schedule": [ENTRY], "maxRetry": 5}},
    ],
}
FACT_ENTRY = {"minutes": "0-59/15", "hours": "8-18", "days_of_week": "2,3,4,5,6", "days_of_month": "", "months": "*", "years": None}
FACTS = {
    "id": "p1",
    "name": "Order Intake",
    "integration_pack": [{"integration_pack_id": "k1", "integration_pack_instance_id": "i1"}],
    "instance_id": "asked",
    "process_schedules": [
        {
            "id": "s1",
            "process_id": "p1",
            "atom_id": "a1",
            "env_id": "e1",
            "enabled": None,
            "schedule": [FACT_ENTRY],
            "retry": {"schedule": [FACT_ENTRY], "max_retry": 5},
        }
    ],
}


def changed(path: tuple[Any, ...], value: Any) -> Any:
    """The raw process with one value replaced."""
    return replaced(RAW, path, value)


def replaced(raw: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    if isinstance(raw, list):
        return [replaced(item, path[1:], value) if index == path[0] else item for index, item in enumerate(raw)]
    return {**raw, path[0]: replaced(raw.get(path[0]), path[1:], value)}


def test_a_process_in_the_names_of_the_facts() -> None:
    assert reading.process(RAW, "asked", "[0]") == FACTS


@pytest.mark.parametrize(
    ("listed", "original_ids"),
    [
        ([{"originalProcessId": "o", "wrapperProcessId": "w", "name": "n"}, {"originalProcessId": "p"}], {"w": "o", "p": "p"}),
        ({"originalProcessId": "o", "wrapperProcessId": "w"}, {"w": "o"}),
        ([{"originalProcessId": "p", "wrapperProcessId": ""}], {"p": "p"}),
        ([{"wrapperProcessId": "w"}, {"originalProcessId": "", "wrapperProcessId": "v"}, {}], {"w": None, "v": None}),
        ([{"originalProcessId": "o", "wrapperProcessId": "w"}] * 2, {"w": "o"}),
        ([{"originalProcessId": one, "wrapperProcessId": "w"} for one in ("o", "other", "o")], {"w": None}),
        (None, {}),
        ([], {}),
    ],
)
def test_the_originals_of_processes(listed: Any, original_ids: dict[str, str | None]) -> None:
    assert reading.original_ids({"id": "i1", "ProcessId": listed}, "[0]") == original_ids


@pytest.mark.parametrize(
    ("listed", "sentence"),
    [
        ([{"originalProcessId": 5}], "[0].ProcessId[0].originalProcessId is the number 5; expected a string."),
        ("p", '[0].ProcessId is the string "p"; expected a list of objects.'),
    ],
)
def test_originals_of_another_type(listed: Any, sentence: str) -> None:
    with pytest.raises(ShapeError) as caught:
        reading.original_ids({"ProcessId": listed}, "[0]")
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "path",
    [
        ("integrationPack",),
        ("processSchedules",),
        ("processSchedules", 0, "schedule"),
        ("processSchedules", 0, "retry", "schedule"),
    ],
)
def test_one_object_stands_for_a_list_of_one(path: tuple[Any, ...]) -> None:
    raw: Any = RAW
    for step in path:
        raw = raw[step]
    assert reading.process(changed(path, raw[0]), "asked", "[0]") == FACTS


@pytest.mark.parametrize(
    ("path", "facts"),
    [
        (("integrationPack",), {**FACTS, "integration_pack": []}),
        (("processSchedules",), {**FACTS, "process_schedules": []}),
        (("name",), {**FACTS, "name": None}),
    ],
)
def test_null_is_an_empty_list_or_none(path: tuple[Any, ...], facts: dict[str, Any]) -> None:
    assert reading.process(changed(path, None), "asked", "[0]") == facts


def test_a_schedule_of_nothing_but_nulls() -> None:
    raw = {"id": "p1", "processSchedules": {"schedule": None, "retry": None}}
    assert reading.process(raw, "asked", "[0]")["process_schedules"] == [
        {
            "id": None,
            "process_id": None,
            "atom_id": None,
            "env_id": None,
            "enabled": None,
            "schedule": [],
            "retry": {"schedule": [], "max_retry": None},
        }
    ]


def test_a_number_written_as_text() -> None:
    made = reading.process(changed(("processSchedules", 0, "retry", "maxRetry"), "5"), "asked", "[0]")
    assert made == FACTS


def test_fields_that_nobody_knows_are_dropped() -> None:
    assert reading.process({**RAW, "@type": "Process", "color": {"of": ["the", "sky"]}}, "asked", "[0]") == FACTS


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("name",), 7, "[0].name is the number 7; expected a string."),
        (("name",), ["x"], "[0].name is a list; expected a string."),
        (("id",), None, "The process at [0] has no id."),
        (("id",), True, "[0].id is true; expected a string."),
        (("integrationPack",), "k1", '[0].integrationPack is the string "k1"; expected a list of objects.'),
        (("integrationPack", 0), None, "[0].integrationPack[0] is null; expected an object."),
        (("processSchedules",), 5, "[0].processSchedules is the number 5; expected a list of objects."),
        (("processSchedules", 0), "s1", '[0].processSchedules[0] is the string "s1"; expected an object.'),
        (("processSchedules", 0, "atomId"), 1.5, "[0].processSchedules[0].atomId is the number 1.5; expected a string."),
        (("processSchedules", 0, "schedule", 0, "hours"), 8, "[0].processSchedules[0].schedule[0].hours is the number 8; expected a string."),
        (("processSchedules", 0, "retry"), [], "[0].processSchedules[0].retry is a list; expected an object."),
        (
            ("processSchedules", 0, "retry", "maxRetry"),
            "many",
            '[0].processSchedules[0].retry.maxRetry is the string "many"; expected a whole number.',
        ),
        (("processSchedules", 0, "retry", "maxRetry"), "٥", '[0].processSchedules[0].retry.maxRetry is the string "٥"; expected a whole number.'),
        (("processSchedules", 0, "retry", "maxRetry"), True, "[0].processSchedules[0].retry.maxRetry is true; expected a whole number."),
        (("processSchedules", 0, "retry", "maxRetry"), 5.5, "[0].processSchedules[0].retry.maxRetry is the number 5.5; expected a whole number."),
        ((), "p1", '[0] is the string "p1"; expected an object.'),
    ],
)
def test_any_other_value_is_refused_by_name_and_place(path: tuple[Any, ...], value: Any, sentence: str) -> None:
    with pytest.raises(ShapeError) as caught:
        reading.process(changed(path, value), "asked", "[0]")
    assert str(caught.value) == sentence


def test_equal_schedules_are_one_object() -> None:
    first, second = (reading.process_schedule({"id": one, "schedule": [ENTRY], "retry": {"schedule": [ENTRY]}}, "[0]") for one in ("s1", "s2"))
    assert first["schedule"] is second["schedule"]
    assert first["retry"] is second["retry"]
    assert first["schedule"] == [FACT_ENTRY]


@pytest.mark.parametrize("name", ["schedule", "retry"])
def test_a_schedule_has_at_most_a_thousand_different_entries(name: str) -> None:
    def raw(number: int) -> dict[str, Any]:
        entries = [{"minutes": str(index)} for index in range(number)] * 2
        return {name: entries if name == "schedule" else {"schedule": entries}}

    found = reading.process_schedule(raw(1_000), "result[3]")
    assert len(found["schedule"] if name == "schedule" else found["retry"]["schedule"]) == 2_000
    with pytest.raises(ShapeError) as caught:
        reading.process_schedule(raw(1_001), "result[3]")
    place = "result[3]" if name == "schedule" else "result[3].retry"
    assert str(caught.value) == f"{place}.schedule has 1,001 different entries, of which at most 1,000 are read."


def test_a_schedule_as_rest_spells_it() -> None:
    schedule = RAW["processSchedules"][0]
    rest = {**{key: schedule[key] for key in ("id", "processId", "atomId", "envId")}, "Schedule": [ENTRY], "Retry": {"Schedule": [ENTRY], "maxRetry": 5}}
    assert reading.process_schedule(rest, "[0]") == FACTS["process_schedules"][0]
    with pytest.raises(ShapeError) as caught:
        reading.process_schedule({"Retry": {"Schedule": 5}}, "result[0]")
    assert str(caught.value) == "result[0].Retry.Schedule is the number 5; expected a list of objects."


def test_instances_of_all_published_shapes() -> None:
    pack = {"id": "k1", "name": "Pack", "description": "d", "installationType": "SINGLE"}
    fact = {"id": "k1", "name": "Pack", "description": "d", "installation_type": "SINGLE"}
    for raw, packs in (({"integrationPack": pack}, [fact]), ({"integrationPack": [pack]}, [fact]), ({}, []), ({"integrationPack": None}, [])):
        assert reading.instance({"id": "i1", "integrationPackOverrideName": "Name", **raw}, "[0]") == {
            "id": "i1",
            "integration_pack_override_name": "Name",
            "integration_pack": packs,
        }
    assert reading.instance({"ProcessId": [{"name": "x"}]}, "[0]") is None


def test_an_environment() -> None:
    raw = {
        "id": "e1",
        "name": "TestEnvPr",
        "classification": "PROD",
        "integrationPackEnvironmentAttachment": {"id": "t1", "environmentId": "e1", "integrationPackInstanceId": "i1"},
        "atoms": [{"id": "a1", "name": "My Local Atom"}],
    }
    assert reading.environment(raw, "[0]") == {
        "id": "e1",
        "name": "TestEnvPr",
        "classification": "PROD",
        "integration_pack_environment_attachment": [{"id": "t1", "environment_id": "e1", "integration_pack_instance_id": "i1"}],
        "atoms": [{"id": "a1", "name": "My Local Atom"}],
    }


@pytest.mark.parametrize(("description", "fact"), [("d", "d"), ("", None), (None, None)])
def test_a_pack_without_a_description(description: str | None, fact: str | None) -> None:
    for name in ("description", "Description"):
        assert reading.pack({"id": "k1", name: description}, "[0]") == {"id": "k1", "name": None, "description": fact, "installation_type": None}


def test_an_environment_of_rest_has_neither_attachments_nor_atoms() -> None:
    assert reading.environment({"@type": "Environment", "id": "e1", "name": "Test", "classification": "TEST"}, "[0]") == {
        "id": "e1",
        "name": "Test",
        "classification": "TEST",
        "integration_pack_environment_attachment": [],
        "atoms": [],
    }


def test_an_attachment() -> None:
    raw = {"id": "t1", "environmentId": "e1", "integrationPackInstanceId": None}
    assert reading.attachment(raw, "[0]") == {"id": "t1", "environment_id": "e1", "integration_pack_instance_id": None}


def test_a_space() -> None:
    raw = {
        "id": "s1",
        "name": "Partners",
        "url": "https://partners.example",
        "theme": {"logoUrl": "https://cdn.example/logo.svg", "logoAltTxt": None},
        "accountGroup": {"id": "g1", "name": "All Accounts"},
        "sharedIpacks": [{"id": "k1", "name": "Pack", "installationType": "MULTI"}],
        "createdDate": "2022-11-02 18:41:11.0",
        "createdByAccountId": "a1",
    }
    assert reading.space(raw, "spaces[0]") == {
        "id": "s1",
        "name": "Partners",
        "description": None,
        "url": "https://partners.example",
        "theme": {"logo_url": "https://cdn.example/logo.svg", "logo_alt_txt": None},
        "account_group": {"id": "g1", "name": "All Accounts"},
        "shared_ipacks": [{"id": "k1", "name": "Pack", "description": None, "installation_type": "MULTI"}],
        "created_date": "2022-11-02 18:41:11.0",
        "modified_date": None,
        "created_by_account_id": "a1",
        "modified_by_account_id": None,
    }
    assert reading.space({"theme": None, "accountGroup": []}, "spaces[0]")["theme"] is None
    with pytest.raises(ShapeError) as caught:
        reading.space({"theme": {"logoUrl": 1}}, "spaces[0]")
    assert str(caught.value) == "spaces[0].theme.logoUrl is the number 1; expected a string."
