# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers in the shapes in which the published samples differ from the schema."""

from __future__ import annotations

import pytest

from tests.sandbox import parse

ACCOUNT = {
    "account": "shapes-A1B2C3",
    "users": [{"name": "pat@shapes.example", "api_token": "secret"}],
    "spaces": [{"guid": "s", "name": "Shapes"}],
    "packs": [{"id": "k", "name": "Pack"}],
    "environments": [{"id": "e", "name": "Env", "classification": "TEST", "atoms": [{"id": "a1"}, {"id": "a2"}]}],
    "instances": [
        {"id": "one", "pack": "Pack", "processes": [{"id": "p1", "name": "P1", "deployments": [{"atom": "a1"}]}]},
        {
            "id": "two",
            "processes": [
                {"id": "p2", "name": "P2", "deployments": [{"atom": "a1"}, {"atom": "a2"}]},
                {"id": "p3", "name": "P3"},
            ],
        },
    ],
}
QUERY = """{
  one: integrationPackInstanceProcesses(integrationPackInstanceId: "one") {...parts}
  two: integrationPackInstanceProcesses(integrationPackInstanceId: "two") {...parts}
  none: integrationPackInstanceProcesses(integrationPackInstanceId: "none") {...parts}
  integrationPackInstances {id integrationPack {id}}
}
fragment parts on Process {where: processSchedules {atomId ... on ProcessSchedules {envId}} id @skip(if: true)}"""
ON_A1 = {"atomId": "a1", "envId": "e"}
ON_A2 = {"atomId": "a2", "envId": "e"}


def answer(serve, answers):
    return serve(parse({**ACCOUNT, "answers": answers})).ask(QUERY).json()["data"]


@pytest.mark.parametrize("answers", [{}, {"single_as_object": False, "as_list": []}])
def test_lists_are_lists(serve, answers):
    assert answer(serve, answers) == {
        "one": [{"where": [ON_A1]}],
        "two": [{"where": [ON_A1, ON_A2]}, {"where": []}],
        "none": None,
        "integrationPackInstances": [{"id": "one", "integrationPack": {"id": "k"}}, {"id": "two", "integrationPack": None}],
    }


def test_a_list_of_one_schedule_is_an_object_and_no_other_is(serve):
    data = answer(serve, {"single_as_object": True})
    assert data["one"] == [{"where": ON_A1}]
    assert data["two"] == [{"where": [ON_A1, ON_A2]}, {"where": []}]


def test_any_list_can_be_named(serve):
    names = ["Query.integrationPackInstanceProcesses", "Process.processSchedules"]
    data = answer(serve, {"single_as_object": names, "as_list": ["IntegrationPackInstance.integrationPack"]})
    assert data["one"] == {"where": ON_A1}
    assert [item["where"] for item in data["two"]] == [[ON_A1, ON_A2], []]
    assert [item["integrationPack"] for item in data["integrationPackInstances"]] == [[{"id": "k"}], None]
