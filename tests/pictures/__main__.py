# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes both pictures anew."""

from __future__ import annotations

from tests.integration.playing import ROOT

from . import architecture, report

PICTURES = ROOT / "docs/docsite/rst/pictures"

if __name__ == "__main__":
    (PICTURES / "architecture.svg").write_text(architecture.drawing())
    report.take(PICTURES / "report.png")
