# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the pictures of the docsite: the pages that the playbooks verify and plan write for the demo account, as a browser shows them."""

from __future__ import annotations

import base64
import tempfile
from pathlib import Path
from typing import Any

import yaml

from tests.integration.browser import chromium
from tests.integration.playing import BIN, environment, run
from tests.paths import DATA, ROOT
from tests.sandbox import Sandbox

PICTURES = ROOT / "docs/docsite/rst/pictures"
# The demo account has schedules of these years.
MOMENT = "2026-11-24T08:00:00Z"
WIDTH = 1440
# Smaller than on a screen, and still readable: the pictures are the larger part of the artifact.
SCALE = 0.7
# strict.yml of the guide on policies, which shows the picture of the report; nightly.yml of the guide on maintenance, which shows that of the plan.
STRICT = {"version": 1, "timezone": "Europe/Berlin", "processes": [{"match": "Web Shop Orders to SAP", "max_runs_per_day": 24}]}
NIGHTLY = {
    "version": 1,
    "timezone": "Europe/Berlin",
    "windows": [
        {"name": "Receipts", "match": "EDI Gateway * - Receipts", "must_run": [{"hours": "2-3"}]},
        {"name": "Sunday maintenance", "match": "*", "must_not_run": [{"days_of_week": "1", "hours": "2-4"}]},
    ],
}
REPORT = ("verify", {"verify_policy_file": "strict.yml", "verify_report_formats": "html", "verify_fail": "false", "verify_include_runtimes": "true"})
PLAN = ("plan", {"plan_start": "2026-11-29T02:00", "plan_minutes": "120", "plan_timezone": "Europe/Berlin", "plan_report_formats": "html"})


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name, policy in (("strict.yml", STRICT), ("nightly.yml", NIGHTLY)):
            (folder / name).write_text(yaml.safe_dump(policy))
        with Sandbox(DATA / "demo.yml") as sandbox:
            around = environment(**sandbox.environment, ANSIBLE_LOCALHOST_WARNING="false", ANSIBLE_INVENTORY_UNPARSED_WARNING="false")
            for (playbook, given), more in ((REPORT, {"report_start": MOMENT}), (PLAN, {"plan_policy_file": "nightly.yml", "plan_fail": "false"})):
                words = [word for name, value in {**given, **more}.items() for word in ("-e", f"{name}={value}")]
                run([str(BIN / "ansible-playbook"), f"boomi.spaces.{playbook}", *words], around, folder).check()
        with chromium(folder / "profile") as driver:
            driver.set_window_size(WIDTH, 900)
            for page, last, picture in (("verify.html", "week", "report.png"), ("plan.html", "quiet", "plan.png")):
                (PICTURES / picture).write_bytes(taken(driver, folder / "boomi-reports" / page, last))


def taken(driver: Any, page: Path, last: str) -> bytes:
    """The first screens of a page, down to the section of this id."""
    driver.get(page.as_uri())
    driver.execute_script("document.documentElement.style.overflow = 'hidden'")
    # Rows outside the window are not laid out, and would be empty in the picture.
    driver.execute_script("document.querySelectorAll('tbody tr').forEach((row) => { row.style.contentVisibility = 'visible'; })")
    end = driver.execute_script("return document.getElementById(arguments[0]).getBoundingClientRect().bottom + 20", last)
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": end, "scale": SCALE}
    return base64.b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})["data"])


if __name__ == "__main__":
    main()
