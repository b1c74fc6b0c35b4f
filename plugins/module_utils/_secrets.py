# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Registers secrets with ansible-core, which masks them in its output from 2.22 on."""

from __future__ import annotations

try:
    from ansible.module_utils.secrets import register_secret
except ImportError:

    def register_secret(value: str, /) -> str:
        """Older cores mask only ``no_log`` options. What is derived from them is never shown by this collection."""
        return value


__all__ = ["register_secret"]
