# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A failure that ends the benchmark with a sentence and no traceback."""

from __future__ import annotations


class BenchmarkError(Exception):
    """Something ran wrong, so that its numbers would mean nothing."""
