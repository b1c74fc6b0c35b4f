# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generated accounts."""

from __future__ import annotations

import pytest

from tests.sandbox import generated

QUERY = "query($id: ID!){integrationPackInstanceProcesses(integrationPackInstanceId: $id){id name processSchedules{envId schedule{minutes}}}}"


def test_the_same_size_is_the_same_account():
    assert generated.account(7, 5) == generated.account(7, 5)


def test_ids_are_unique_and_schedules_differ():
    account = generated.account(40, 25)
    processes = list(account.processes())
    deployments = [deployment for process in processes for deployment in process.deployments]
    assert (len(processes), len({process.id for process in processes})) == (1000, 1000)
    assert len({deployment.id for deployment in deployments}) == len(deployments) > 1000
    assert len({deployment.schedule for deployment in deployments}) == 10
    assert {deployment.environment_id for deployment in deployments} == {env.id for env in account.environments}
    assert {deployment.enabled for deployment in deployments} == {True, False}
    assert {instance.override_name is None for instance in account.instances} == {True, False}
    assert len({process.name for process in account.instances[0].processes}) == 25


@pytest.mark.slow
def test_a_large_account_answers_as_a_small_one_does(serve):
    client = serve(generated.account(2000, 5))
    ids = [instance.id for instance in client.sandbox.account.instances]
    assert len(client.data(QUERY, {"id": ids[-1]})["integrationPackInstanceProcesses"]) == 5
    assert len(client.data("{integrationPackInstances{id}}")["integrationPackInstances"]) == 2000


def test_an_empty_one(serve):
    assert serve(generated.account(0, 0)).data("{integrationPackInstances{id}}") == {"integrationPackInstances": []}
