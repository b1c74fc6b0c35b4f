# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook verify_fleet passes every connection option of a host to the module, and no other option."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import yaml

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from tests.paths import ROOT


def test_it_passes_every_connection_option_by_its_variable() -> None:
    plays: list[dict[str, Any]] = yaml.safe_load((ROOT / "playbooks/verify_fleet.yml").read_text(encoding="utf-8"))
    (defaults,) = (play["module_defaults"] for play in plays if "module_defaults" in play)
    assert defaults == {"group/boomi.spaces.boomi": {option.name: f"{{{{ boomi_{option.name} | default(omit) }}}}" for option in fields(Connection)}}
