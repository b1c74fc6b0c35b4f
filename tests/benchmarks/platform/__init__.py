# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures ``source: platform``: requests, times, the group size and the pace; ``python -m tests.benchmarks.platform`` writes its section."""
