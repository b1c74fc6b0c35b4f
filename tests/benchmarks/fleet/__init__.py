# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the collection with the instances of a whole estate; ``python -m tests.benchmarks.fleet`` writes its section of docs/benchmarks.md."""
