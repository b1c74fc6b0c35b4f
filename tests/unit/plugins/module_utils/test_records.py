# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shapes of the answers: what is taken as meant, and what is refused by name."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils import _records
from ansible_collections.boomi.spaces.plugins.module_utils._records import ShapeError

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
    assert _records.process(RAW, "asked", "[0]") == FACTS


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
    assert _records.process(changed(path, raw[0]), "asked", "[0]") == FACTS


@pytest.mark.parametrize(
    ("path", "facts"),
    [
        (("integrationPack",), {**FACTS, "integration_pack": []}),
        (("processSchedules",), {**FACTS, "process_schedules": []}),
        (("name",), {**FACTS, "name": None}),
    ],
)
def test_null_is_an_empty_list_or_not_known(path: tuple[Any, ...], facts: dict[str, Any]) -> None:
    assert _records.process(changed(path, None), "asked", "[0]") == facts


def test_a_schedule_of_nothing_but_nulls() -> None:
    raw = {"id": "p1", "processSchedules": {"schedule": None, "retry": None}}
    assert _records.process(raw, "asked", "[0]")["process_schedules"] == [
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
    made = _records.process(changed(("processSchedules", 0, "retry", "maxRetry"), "5"), "asked", "[0]")
    assert made == FACTS


def test_fields_that_nobody_knows_are_dropped() -> None:
    assert _records.process({**RAW, "@type": "Process", "color": {"of": ["the", "sky"]}}, "asked", "[0]") == FACTS


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("name",), 7, "[0].name is the number 7, where text is documented."),
        (("name",), ["x"], "[0].name is a list, where text is documented."),
        (("id",), None, "A process has no id, at [0]."),
        (("id",), True, "[0].id is true, where text is documented."),
        (("integrationPack",), "k1", '[0].integrationPack is the text "k1", where a list of objects is documented.'),
        (("integrationPack", 0), None, "[0].integrationPack[0] is null, where an object is documented."),
        (("processSchedules",), 5, "[0].processSchedules is the number 5, where a list of objects is documented."),
        (("processSchedules", 0), "s1", '[0].processSchedules[0] is the text "s1", where an object is documented.'),
        (("processSchedules", 0, "atomId"), 1.5, "[0].processSchedules[0].atomId is the number 1.5, where text is documented."),
        (("processSchedules", 0, "schedule", 0, "hours"), 8, "[0].processSchedules[0].schedule[0].hours is the number 8, where text is documented."),
        (("processSchedules", 0, "retry"), [], "[0].processSchedules[0].retry is a list, where an object is documented."),
        (
            ("processSchedules", 0, "retry", "maxRetry"),
            "many",
            '[0].processSchedules[0].retry.maxRetry is the text "many", where a whole number is documented.',
        ),
        (("processSchedules", 0, "retry", "maxRetry"), "٥", '[0].processSchedules[0].retry.maxRetry is the text "٥", where a whole number is documented.'),
        (("processSchedules", 0, "retry", "maxRetry"), True, "[0].processSchedules[0].retry.maxRetry is true, where a whole number is documented."),
        (("processSchedules", 0, "retry", "maxRetry"), 5.5, "[0].processSchedules[0].retry.maxRetry is the number 5.5, where a whole number is documented."),
        ((), "p1", '[0] is the text "p1", where an object is documented.'),
    ],
)
def test_any_other_value_is_refused_by_name_and_place(path: tuple[Any, ...], value: Any, sentence: str) -> None:
    with pytest.raises(ShapeError) as caught:
        _records.process(changed(path, value), "asked", "[0]")
    assert str(caught.value) == sentence


def test_instances_of_all_published_shapes() -> None:
    pack = {"id": "k1", "name": "Pack", "description": "d", "installationType": "SINGLE"}
    fact = {"id": "k1", "name": "Pack", "description": "d", "installation_type": "SINGLE"}
    for raw, packs in (({"integrationPack": pack}, [fact]), ({"integrationPack": [pack]}, [fact]), ({}, []), ({"integrationPack": None}, [])):
        assert _records.instance({"id": "i1", "integrationPackOverrideName": "Name", **raw}, "[0]") == {
            "id": "i1",
            "integration_pack_override_name": "Name",
            "integration_pack": packs,
        }
    assert _records.instance({"ProcessId": [{"name": "x"}]}, "[0]") is None


def test_an_environment() -> None:
    raw = {
        "id": "e1",
        "name": "TestEnvPr",
        "classification": "PROD",
        "integrationPackEnvironmentAttachment": {"id": "t1", "environmentId": "e1", "integrationPackInstanceId": "i1"},
        "atoms": [{"id": "a1", "name": "My Local Atom"}],
    }
    assert _records.environment(raw, "[0]") == {
        "id": "e1",
        "name": "TestEnvPr",
        "classification": "PROD",
        "integration_pack_environment_attachment": [{"id": "t1", "environment_id": "e1", "integration_pack_instance_id": "i1"}],
        "atoms": [{"id": "a1", "name": "My Local Atom"}],
    }
