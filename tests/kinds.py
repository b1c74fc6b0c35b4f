# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of plugins that users call."""

from __future__ import annotations

# The folders of plugins that have pages, by the name that ansible-doc has for their kind.
FOLDERS = {"module": "modules", "lookup": "lookup", "inventory": "inventory", "filter": "filter", "test": "test"}
