# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of an instance, and booleans written as text."""

from __future__ import annotations

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._records import Instance, Pack, boolean_of, instance_names


def pack(name: str | None) -> Pack:
    return {"id": "k", "name": name, "description": None, "installation_type": None}


@pytest.mark.parametrize(
    ("override", "packs", "names"),
    [
        ("Own", ["Pack"], {"Own"}),
        (None, ["Pack"], {"Pack"}),
        ("", ["Pack"], {"Pack"}),
        (None, ["Pack", "Other", None], {"Pack", "Other"}),
        (None, [], set()),
        (None, [None, ""], set()),
    ],
)
def test_the_override_name_or_the_names_of_the_packs(override: str | None, packs: list[str | None], names: set[str]) -> None:
    instance: Instance = {"id": "i1", "integration_pack_override_name": override, "integration_pack": [pack(name) for name in packs]}
    assert instance_names(instance) == names


@pytest.mark.parametrize(("text", "expected"), [("true", True), ("TRUE ", True), (" False", False), ("yes", None), ("1", None), ("", None), ("truetrue", None)])
def test_booleans_written_as_text(text: str, expected: bool | None) -> None:
    assert boolean_of(text) is expected
