# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One playbook for several hosts at the same time, which all ask one account: with and without the pace that their processes share."""

from __future__ import annotations

import os
from dataclasses import dataclass

from ..contenders import playbook
from ..running import Measured
from .pace import Paced

FORKS = 6
LIMIT = 10  # requests a second that the server allows

_FLAGS = ("--inventory", ",".join(f"host{number}" for number in range(FORKS)), "--forks", f"{FORKS}")

SHARED = playbook("platform_hosts", "one pace for all processes", *_FLAGS)
# Without a usable runtime folder, each process has a pace of its own. The default of retries is too small then: tasks fail.
RETRIES = 20
APART = playbook("platform_hosts", "a pace for each process", *_FLAGS, environment={"XDG_RUNTIME_DIR": os.devnull, "BOOMI_RETRIES": f"{RETRIES}"})


@dataclass(frozen=True)
class Forked:
    """A run of the playbook, and how fast its requests came."""

    title: str
    measured: Measured
    paced: Paced
