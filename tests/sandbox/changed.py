# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changed states of an account. Set one as the account of a running sandbox."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from .account import Account, Atom, Deployment, Entry, Instance, Process


def in_instance(account: Account, name: str, change: Callable[[Instance], Instance | None]) -> Account:
    """The account with one of its instances changed, or without it."""
    changed = [change(one) if one.override_name == name else one for one in account.instances]
    assert changed != list(account.instances)
    return dataclasses.replace(account, instances=tuple(one for one in changed if one is not None))


def in_process(account: Account, name: str, change: Callable[[Process], Process | None]) -> Account:
    """The account with one of its processes changed, or without it."""

    def instance(one: Instance) -> Instance:
        changed = [change(process) if process.name == name else process for process in one.processes]
        return dataclasses.replace(one, processes=tuple(process for process in changed if process is not None))

    return dataclasses.replace(account, instances=tuple(instance(one) for one in account.instances))


def deployed(account: Account, name: str, **change: Any) -> Account:
    """The account with the first deployment of a process changed."""

    def process(one: Process) -> Process:
        first: Deployment = dataclasses.replace(one.deployments[0], **change)
        return dataclasses.replace(one, deployments=(first, *one.deployments[1:]))

    return in_process(account, name, process)


def scheduled(account: Account, name: str, minutes: str) -> Account:
    """The account with another schedule for a process on its first runtime."""
    return deployed(account, name, schedule=(Entry(minutes=minutes, hours="7"),))


def runtime(account: Account, *names: str, name: str | None = None, zone: str | None = None, **fields: Any) -> Account:
    """The account with fields of some of its runtimes changed, by the API's names, or their name, or the time zone of their machines."""

    def changed(atoms: tuple[Atom, ...]) -> tuple[Atom, ...]:
        return tuple(atom if atom.name not in names else _runtime(atom, name, zone, fields) for atom in atoms)

    environments = tuple(dataclasses.replace(one, atoms=changed(one.atoms)) for one in account.environments)
    return dataclasses.replace(account, atoms=changed(account.atoms), environments=environments)


def _runtime(atom: Atom, name: str | None, zone: str | None, fields: dict[str, Any]) -> Atom:
    properties = atom.startup_properties if zone is None else {**atom.startup_properties, "atomTimeZone": zone}
    return dataclasses.replace(atom, name=name or atom.name, fields={**atom.fields, **fields}, startup_properties=properties)
