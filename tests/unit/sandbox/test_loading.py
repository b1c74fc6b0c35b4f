# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Account files: what they may say, and the sentence that says what is wrong with them."""

from __future__ import annotations

import copy

import pytest

from tests.paths import DATA
from tests.sandbox import DataError, load, parse
from tests.sandbox.account import Entry

MINIMAL = {"account": "acme-A1B2C3", "users": [{"name": "pat@acme.example", "api_token": "t"}], "spaces": [{"guid": "s", "name": "Acme"}]}
SUB = "sub-D4E5F6"
FULL = {
    **MINIMAL,
    "spaces": [{"guid": "s", "name": "Acme", "accounts": [{"id": SUB, "name": "Sub"}]}],
    "packs": [{"id": "k1", "name": "Pack"}, {"id": "k2", "name": "Twice"}, {"id": "k3", "name": "Twice"}],
    "environments": [{"id": "e", "name": "Env", "classification": "PROD", "atoms": [{"id": "a", "name": "Atom"}]}],
    "instances": [
        {
            "number": 1,
            "pack": "Pack",
            "environments": ["Env"],
            "processes": [{"id": "p", "name": "P", "deployments": [{"atom": "Atom", "schedule": ["0 1 2 3 4 5"]}]}],
        }
    ],
}


def changed(path, value):
    """FULL with the value at a path of keys and indexes replaced, or added."""
    data = copy.deepcopy(FULL)
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return data


def test_the_least_is_an_account_a_user_and_a_space():
    account = parse(MINIMAL)
    assert (account.id, account.users[0].name, account.spaces[0].guid, account.instances) == ("acme-A1B2C3", "pat@acme.example", "s", ())


def test_defaults_and_references():
    (instance,) = parse(FULL).instances
    (deployment,) = instance.processes[0].deployments
    assert (instance.id, instance.space_guid, instance.pack.id) == ("SW50ZWdyYXRpb25QYWNrSW5zdGFuY2Ux", "s", "k1")
    assert instance.attachments[0].environment_id == "e"
    assert deployment.schedule == (Entry("0", "1", "2", "3", "4", "5"),)
    assert (deployment.atom_id, deployment.environment_id, deployment.enabled, deployment.max_retry, deployment.retry) == ("a", "e", True, 5, ())
    assert (deployment.id, deployment.process_id) == ("Q1BTYTpw", "p")


def test_privileges_are_all_where_the_file_has_none():
    everything, nothing = parse(MINIMAL).users[0], parse(changed(["users", 0, "privileges"], [])).users[0]
    some = parse(changed(["users", 0, "privileges"], ["API", "DEPLOY"])).users[0]
    assert (everything.privileges, nothing.privileges, some.privileges) == (None, frozenset(), frozenset({"API", "DEPLOY"}))
    assert [[user.may(*names) for names in (("API",), ("ATOM_MANAGEMENT", "DEPLOY"))] for user in (everything, nothing, some)] == [
        [True, True],
        [False, False],
        [True, True],
    ]
    assert not some.may("ATOM_MANAGEMENT", "SCHEDULE_MAINTENANCE")


def test_things_belong_to_the_account_or_to_one_of_its_spaces_accounts():
    ours = parse(changed(["instances", 0, "account"], "acme-A1B2C3"))
    assert (ours.instances[0].account_id, ours.sub_accounts) == (None, {SUB})
    assert parse(changed(["instances", 0, "account"], SUB)).instances[0].account_id == SUB
    account = parse(changed(["environments", 0, "account"], SUB))
    assert (account.environments[0].account_id, account.atoms[0].account_id) == (SUB, SUB), "an environment's atoms go with it"
    assert parse(changed(["atoms"], [{"id": "b", "account": SUB}])).atoms[-1].account_id == SUB


def test_a_status_that_does_not_exist():
    path = ["instances", 0, "processes", 0, "deployments", 0, "enabled"]
    enabled = [parse(changed(path, value)).instances[0].processes[0].deployments[0].enabled for value in (True, False, None)]
    assert enabled == [True, False, None]


def test_an_entry_as_a_mapping():
    entries = [{"minutes": 5, "days_of_month": "", "years": None}]
    (instance,) = parse(changed(["instances", 0, "processes", 0, "deployments", 0, "schedule"], entries)).instances
    assert instance.processes[0].deployments[0].schedule == (Entry("5", "*", "*", "", "*", None),)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["users"], [], "acme.yml: users: at least one user is needed to log in"),
        (["spaces"], None, "acme.yml: spaces: at least one space is needed"),
        (["account"], "", "acme.yml: account: is missing"),
        (["colour"], "red", "acme.yml: unknown key 'colour'; known are account, users, packs, spaces, environments, atoms, instances"),
        (["users", 0, "nmae"], "x", "acme.yml: users[0]: unknown key 'nmae'; known are name, api_token"),
        (["users", 0, "name"], "BOOMI_TOKEN.pat", "acme.yml: users[0]: name: write it without the prefix BOOMI_TOKEN."),
        (["users", 0], "pat", "acme.yml: users[0]: expected a mapping, found 'pat'"),
        (["spaces", 0, "theme"], {"logo": "x"}, "acme.yml: spaces[0]: theme: unknown key 'logo'; known are logo_url, logo_alt_text"),
        (["spaces", 0, "shared_packs"], ["No"], "acme.yml: spaces[0]: shared_packs[0]: no pack has the id or name 'No'"),
        (["packs", 0, "installation_type"], "BOTH", "acme.yml: packs[0]: installation_type: 'BOTH' is not one of SINGLE, MULTI"),
        (["packs", 1, "id"], "k1", "acme.yml: two packs have the id 'k1'"),
        (["environments", 0, "classification"], "DEV", "acme.yml: environments[0]: classification: 'DEV' is not one of PROD, TEST"),
        (["atoms"], [{"id": "a"}], "acme.yml: two atoms have the id 'a'"),
        (["instances"], {}, "acme.yml: instances: expected a list, found a mapping"),
        (["instances", 0, "pack"], "Twice", "acme.yml: instances[0]: pack: 2 packs are named 'Twice', so say which by its id: k2, k3"),
        (["instances", 0, "space"], "Other", "acme.yml: instances[0]: space: no space has the id or name 'Other'"),
        (["instances", 0, "id"], "x", "acme.yml: instances[0]: number: expected a whole number, in place of an id"),
        (["instances", 0, "environments"], ["Dev"], "acme.yml: instances[0]: environments[0]: environment: no environment has the id or name"),
        (["instances", 0, "processes", 0, "name"], True, "acme.yml: instances[0]: processes[0]: name: expected text, found True; put it in quotes"),
        (["instances", 0, "processes", 0, "name"], None, "acme.yml: instances[0]: processes[0]: name: is missing"),
        (
            ["instances", 0, "processes", 0, "deployments", 0, "atom"],
            "Atomm",
            "acme.yml: instances[0]: processes[0]: deployments[0]: atom: no atom has the id or name 'Atomm'",
        ),
        (
            ["instances", 0, "processes", 0, "deployments", 0, "schedule"],
            ["0 1 2"],
            "acme.yml: instances[0]: processes[0]: deployments[0]: schedule[0]: '0 1 2' has 3 fields; a schedule has 6: minutes hours",
        ),
        (
            ["instances", 0, "processes", 0, "deployments", 0, "retry"],
            [{"minute": "0"}],
            "acme.yml: instances[0]: processes[0]: deployments[0]: retry[0]: unknown key 'minute'; known are minutes, hours",
        ),
        (
            ["instances", 0, "processes", 0, "deployments", 0, "max_retry"],
            "5",
            "acme.yml: instances[0]: processes[0]: deployments[0]: max_retry: expected a whole number, found '5'",
        ),
        (
            ["instances", 0, "processes", 0, "deployments", 0, "enabled"],
            "yes",
            "acme.yml: instances[0]: processes[0]: deployments[0]: enabled: expected true or false, found 'yes'",
        ),
        (["users", 0, "privileges"], ["API", "Deploy"], "acme.yml: users[0]: privileges[1]: 'Deploy' is not one of API, ATOM_MANAGEMENT, "),
        (["users", 0, "privileges"], "API", "acme.yml: users[0]: privileges: expected a list, found 'API'"),
        (["instances", 0, "account"], "other-A1B2C3", "acme.yml: instances[0]: account: 'other-A1B2C3' is not one of acme-A1B2C3, sub-D4E5F6"),
        (["environments", 0, "account"], "other-A1B2C3", "acme.yml: environments[0]: account: 'other-A1B2C3' is not one of acme-A1B2C3, sub-D4E5F6"),
        (["atoms"], [{"id": "b", "account": "x"}], "acme.yml: atoms[0]: account: 'x' is not one of acme-A1B2C3, sub-D4E5F6"),
        (["answers"], {"numbers_as_text": 1}, "acme.yml: answers: numbers_as_text: expected true or false, found 1"),
        (["answers"], {"number_of_results": None}, "acme.yml: answers: number_of_results: expected a whole number, found nothing"),
        (
            ["executions"],
            [{"id": "1", "process": "p", "time": "1w", "status": "ERROR"}],
            "acme.yml: executions[0]: time: '1w' is neither an age such as 90m nor",
        ),
        (["audit_log"], [{"id": "1", "date": "1h", "type": "as.atom"}], "acme.yml: audit_log[0]: action: is missing"),
        (
            ["events"],
            [{"id": "1", "date": "1h", "type": "t", "atom": "a", "fields": {"mood": 1}}],
            "acme.yml: events[0]: fields: expected a mapping of some of status",
        ),
        (["users", 0, "result_environments"], ["Nowhere"], "acme.yml: users[0]: result_environments[0]: no environment has the id or name 'Nowhere'"),
        (["artifacts"], [{"id": "1", "type": "t", "data": []}], "acme.yml: artifacts[0]: data: expected a mapping"),
        (["answers"], {"single_as_object": "yes"}, "acme.yml: answers: single_as_object: expected true, false or a list of names"),
        (["answers"], {"as_list": ["integrationPack"]}, "acme.yml: answers: as_list: expected true, false or a list of names"),
    ],
)
def test_one_sentence_names_the_place_and_the_trouble(path, value, message):
    with pytest.raises(DataError) as caught:
        parse(changed(path, value), "acme.yml")
    assert str(caught.value).startswith(message)


def test_two_instances_of_one_id():
    data = changed(["instances"], [{"id": "i"}, {"id": "i"}, {}])
    with pytest.raises(DataError, match="two instances have the id 'i'"):
        parse(data)


def test_a_bare_instance_cannot_be_attached():
    with pytest.raises(DataError, match="an instance without an id cannot be attached"):
        parse(changed(["instances"], [{"environments": ["Env"]}]))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("account: [", "not valid YAML"),
        ("", "expected a mapping, found nothing"),
        ("account: a\naccount: b\n", "line 1: the key 'account' stands twice in one mapping"),
        (b"\xff\xfe\x00", "not valid YAML"),
    ],
)
def test_a_file_that_is_no_account(tmp_path, text, message):
    path = tmp_path / "bad.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DataError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert message in str(caught.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(DataError, match="No such file"):
        load(tmp_path / "none.yml")


def test_every_file_beside_the_demo_says_what_it_is():
    for path in sorted(DATA.glob("*.yml")):
        assert path.read_text(encoding="utf-8").startswith("# Copyright"), path
        assert load(path).instances
