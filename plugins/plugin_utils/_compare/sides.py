# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The two environments that are compared: which of the facts' they are, their runtimes, and what is deployed there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, sentence_list
from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError

Deployments = tuple[Deployment, ...]


class Side:
    """One of the two environments. `key` tells it from the other environments of the facts; it is None if the facts have no deployment there.

    `label` is its name for a sentence, quoted. `runtimes` has the labels of its runtimes, by what tells them apart, in the order of the labels.
    """

    def __init__(self, key: str | None, label: str, processes: Iterable[Process]) -> None:
        self.key = key
        self.label = label
        # Equal processes share one tuple of deployments.
        self._here: dict[int, Deployments] = {}
        found: dict[str, str] = {}
        self.env_id: str | None = None
        for process in processes:
            if key is not None and id(process.deployments) not in self._here:
                here = tuple(deployment for deployment in process.deployments if deployment.environment_key == key)
                self._here[id(process.deployments)] = here
                found.update(((deployment.runtime_key or ""), runtime_label(deployment)) for deployment in here)
                self.env_id = self.env_id or (here[0].env_id if here else None)
        self.runtimes = dict(sorted(found.items(), key=lambda each: (each[1], each[0])))

    def of(self, process: Process) -> Deployments:
        """The deployments of a process here."""
        return self._here.get(id(process.deployments), ())

    def missing(self, here: Deployments) -> list[str]:
        """The runtimes that are not among these deployments, as keys of `runtimes`."""
        if len(here) == len(self.runtimes) == 1:
            return []
        on = {(deployment.runtime_key or "") for deployment in here}
        return [runtime for runtime in self.runtimes if runtime not in on]


def read_sides(processes: Sequence[Process], first: str, second: str) -> tuple[Side, Side]:
    """The environments with these names or ids. Raises GivenError if they are one and the same, or if a name is that of several."""
    names: dict[str, set[str]] = {}
    for group in {id(process.deployments): process.deployments for process in processes}.values():
        for deployment in group:
            key = deployment.environment_key
            if key is not None:
                names.setdefault(key, set()).update([deployment.env_name] if deployment.env_name else [])
    keys = [_key("first", first, names), _key("second", second, names)]
    if first == second or (keys[0] is not None and keys[0] == keys[1]):
        raise GivenError("it is the same environment as first", field="second", value=second, allowed="give two environments")
    labels = [min(names[key], default=key) if key is not None else text for key, text in zip(keys, (first, second))]
    if labels[0] == labels[1]:
        # Two environments of one name, given by their ids.
        labels = [first, second]
    one, other = (Side(key, quoted(label), processes) for key, label in zip(keys, labels))
    return one, other


def only_ids(processes: Sequence[Process]) -> bool:
    """Whether the facts have environments, but none of their names."""
    return any(process.deployments for process in processes) and not any(each.env_name for process in processes for each in process.deployments)


def placeless(processes: Iterable[Process]) -> dict[str, list[Deployment]]:
    """Deployments in an environment that is not known, by runtime."""
    found: dict[str, list[Deployment]] = {}
    for process in processes:
        for deployment in process.deployments:
            if deployment.environment_key is None:
                found.setdefault((deployment.runtime_key or ""), []).append(deployment)
    return found


def runtime_label(deployment: Deployment) -> str:
    return quoted(deployment.runtime) if deployment.runtime else "an unknown runtime"


def _key(field: str, text: str, names: dict[str, set[str]]) -> str | None:
    if text in names:
        return text
    found = sorted(key for key, known in names.items() if text in known)
    if len(found) > 1:
        ids = sentence_list([quoted(key) for key in found])
        raise GivenError(f"the environments {ids} have this name", field=field, value=text, allowed="give the id of the one you mean")
    return found[0] if found else None
