# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets are registered with the cores that mask them."""

from __future__ import annotations

import importlib
import sys
import types
from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils import _secrets

CORE = "ansible.module_utils.secrets"


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.undo()
    importlib.reload(_secrets)


def test_a_core_that_masks_secrets_gets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    core: Any = types.ModuleType(CORE)
    core.register_secret = lambda value: f"registered {value}"
    monkeypatch.setitem(sys.modules, CORE, core)
    assert importlib.reload(_secrets).register_secret("s3cret") == "registered s3cret"


def test_an_older_core_leaves_them_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, CORE, None)  # importing it fails
    assert importlib.reload(_secrets).register_secret("s3cret") == "s3cret"
