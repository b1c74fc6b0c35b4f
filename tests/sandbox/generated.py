# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts of any size, for benchmarks and tests of many instances. The same size gives the same account."""

from __future__ import annotations

from .account import (
    Account,
    Atom,
    Attachment,
    Deployment,
    Entry,
    Environment,
    Instance,
    Pack,
    Process,
    Space,
    User,
    attachment_id,
    conceptual_id,
    schedule_id,
)

_AREAS = ("Order", "Invoice", "Shipment", "Customer", "Supplier", "Payment", "Inventory", "Employee", "Contract", "Price List")
_ACTIONS = ("Intake", "Export", "Acknowledgement", "Sync", "Import", "Reconciliation", "Archive", "Notification", "Validation")
_PLACES = ("Hamburg", "Rotterdam", "Lyon", "Gdansk", "Porto", "Leeds", "Malmö", "Turin", "Basel", "Graz", "Ostrava", "Cork")
_ATOMS_EACH = 3
# Of local runtimes, and of attachments to clouds.
ZONES = ("Europe/Berlin", "America/New_York")

# No ID of the account resembles it.
API_TOKEN = "9e1d4f0c-58b3-4c27-8f6a-d2716b0ce943"

_WEEKDAYS = "2-6"
_SCHEDULES: tuple[tuple[Entry, ...], ...] = (
    (Entry("0-59/15", "8-18", _WEEKDAYS),),
    (Entry("30", "1"),),
    (Entry("0"),),
    (Entry("0-59/3", "6-21", _WEEKDAYS),),
    (Entry("15", "4", days_of_month="1"),),
    (),
    (Entry("0-59/15", "8-18", _WEEKDAYS), Entry("0-59/15", "19-23", "1")),
    (Entry("10", "5,13,21"),),
    (Entry("45", "22", "7"),),
    (Entry("0-59/30", "0-23", "2,3,4,5,6", "*", "1-11"),),
)
_RETRY = (Entry("0-59/20", "8-18", _WEEKDAYS),)


def account(instances: int, processes: int) -> Account:
    """An account of ``instances`` instances with ``processes`` processes each, in two environments of three atoms.

    Every tenth instance has no override name, every seventh process is deployed to both environments, every eleventh is paused.
    """
    environments = tuple(_environment(number, name, kind) for number, (name, kind) in enumerate((("Production", "PROD"), ("Test", "TEST"))))
    packs = tuple(Pack(_uuid(1, number), f"{area} Integration", f"Keeps {area.lower()} data in step.", "MULTI") for number, area in enumerate(_AREAS))
    space = Space(guid=_uuid(2, 0), name="Generated Space", account_group=(_uuid(3, 0), "All Accounts"), created_date="2024-01-08 09:00:00.0")
    return Account(
        id="generatedaccount-G3N0RT",
        users=(User("load.test@generated.example", API_TOKEN),),
        spaces=(space,),
        packs=packs,
        environments=environments,
        atoms=tuple(atom for env in environments for atom in env.atoms),
        instances=tuple(_instance(number, processes, packs, environments, space) for number in range(instances)),
    )


def _environment(number: int, name: str, classification: str) -> Environment:
    env_id = _uuid(5, number)
    atoms = tuple(_atom(number * _ATOMS_EACH + atom, f"{name.lower()}-runtime-{atom + 1}", env_id) for atom in range(_ATOMS_EACH))
    return Environment(env_id, name, classification, atoms)


def _atom(number: int, name: str, env_id: str) -> Atom:
    """Every second one is an attachment to a cloud."""
    alive = {"status": "ONLINE", "statusDetail": "ONLINE_RUNNING", "currentVersion": "25.10.1"}
    if number % 2:
        attached = {"type": "CLOUD", "isCloudAttachment": True, "instanceId": f"generatedaccount-G3N0RT.{number:06d}"}
        return Atom(_uuid(6, number), name, env_id, fields={**alive, **attached}, attachment_properties={"defaultTimeZoneForAccountSchedules": ZONES[1]})
    return Atom(_uuid(6, number), name, env_id, fields={**alive, "type": "ATOM"}, startup_properties={"atomTimeZone": ZONES[0]})


def _instance(number: int, processes: int, packs: tuple[Pack, ...], environments: tuple[Environment, ...], space: Space) -> Instance:
    instance_id = conceptual_id(f"IntegrationPackInstance{10000 + number}")
    pack = packs[number % len(packs)]
    name = None if number % 10 == 9 else f"{pack.name} {_PLACES[number % len(_PLACES)]} {number + 1:05d}"
    return Instance(
        id=instance_id,
        space_guid=space.guid,
        override_name=name,
        pack=pack,
        attachments=tuple(Attachment(attachment_id(instance_id, env.id), instance_id, env.id) for env in environments),
        processes=tuple(_process(number, index, index + number * processes, instance_id, pack, environments) for index in range(processes)),
    )


def _process(instance: int, index: int, number: int, instance_id: str, pack: Pack, environments: tuple[Environment, ...]) -> Process:
    process_id = _uuid(7, number)
    homes = environments if number % 7 == 6 else environments[:1]
    return Process(
        id=process_id,
        original_id=_uuid(8, index),
        name=f"{_AREAS[instance % len(_AREAS)]} {_ACTIONS[index % len(_ACTIONS)]} {index + 1}",
        pack_id=pack.id,
        instance_id=instance_id,
        deployments=tuple(_deployment(number, process_id, env.atoms[number % _ATOMS_EACH]) for env in homes),
    )


def _deployment(number: int, process_id: str, atom: Atom) -> Deployment:
    return Deployment(
        id=schedule_id(atom.id, process_id),
        process_id=process_id,
        atom_id=atom.id,
        environment_id=atom.environment_id,
        schedule=_SCHEDULES[number % len(_SCHEDULES)],
        retry=_RETRY if number % 5 == 0 else (),
        max_retry=number % 5 + 1,
        enabled=number % 11 != 10,
    )


def _uuid(kind: int, number: int) -> str:
    """A unique UUID for each (kind, number). An odd multiplier makes all digits vary."""
    digits = f"{(kind << 64 | number + 1) * 0x9E3779B97F4A7C15F39CC0605CEDC835 % (1 << 128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"
