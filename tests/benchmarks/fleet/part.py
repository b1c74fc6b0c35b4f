# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One thing that is measured: a part of the section, and its targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..verdict import Verdict


@dataclass(frozen=True)
class Part:
    """``text`` is Markdown below the heading ``title``."""

    title: str
    text: str
    verdicts: Sequence[Verdict]
