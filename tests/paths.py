# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where things are in this checkout, for all tests."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests/sandbox/data"
# Where this checkout is found as the collection: a link to it, which `make` and the tests set, unless it is in such a tree itself.
COLLECTIONS = ROOT.parents[2] if ROOT.parts[-3:] == ("ansible_collections", "boomi", "spaces") else ROOT / ".collections"
EVENT_SOURCE = ROOT / "extensions/eda/plugins/event_source/schedule_change.py"
