# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The masking of secrets in Ansible's output, where the running ansible-core has it (2.22 and later)."""

from __future__ import annotations

try:
    from ansible.module_utils.secrets import register_secret
except ImportError:

    def register_secret(value: str, /) -> str:
        """Older cores mask nothing but ``no_log`` options; what is derived from them is shown nowhere by ourselves."""
        return value


__all__ = ["register_secret"]
