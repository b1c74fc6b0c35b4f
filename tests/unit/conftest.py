# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes this checkout importable as ``ansible_collections.boomi.spaces``, for pytest and ansible-test alike."""

from __future__ import annotations

import sys

import pytest

from tests.paths import COLLECTIONS
from tests.unit.cases import pytest_collection_modifyitems, pytest_pyfunc_call, pytest_terminal_summary  # noqa: F401 -- hooks

LINK = COLLECTIONS / "ansible_collections/boomi/spaces"

if not LINK.exists():
    LINK.parent.mkdir(parents=True, exist_ok=True)
    LINK.symlink_to("../../..", target_is_directory=True)

if not any(type(finder).__name__ == "_AnsibleCollectionFinder" for finder in sys.meta_path):
    from ansible.plugins.loader import init_plugin_loader

    init_plugin_loader([str(COLLECTIONS)])


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries without the waiting; the length of the pauses is tested by itself."""
    from ansible_collections.boomi.spaces.plugins.module_utils._transport import client as _http

    monkeypatch.setattr(_http, "FIRST_BACKOFF", 0.01)
