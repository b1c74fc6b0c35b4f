# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the picture of the docsite: the page that the role verify writes for the demo account, as a browser shows it."""

from __future__ import annotations

import base64
import tempfile
from pathlib import Path

import yaml

from tests.integration.browser import chromium
from tests.integration.playing import BIN, environment, run
from tests.paths import DATA, ROOT
from tests.sandbox import Sandbox

PICTURE = ROOT / "docs/docsite/rst/pictures/report.png"
# The demo account has schedules of these years.
MOMENT = "2026-11-24T08:00:00Z"
WIDTH = 1440
# strict.yml of the guide on policies, which shows the picture.
POLICY = {"version": 1, "timezone": "Europe/Berlin", "processes": [{"match": "Web Shop Orders to SAP", "max_runs_per_day": 24}]}


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "policy.yml").write_text(yaml.safe_dump(POLICY))
        given = ["verify_policy_file=policy.yml", "verify_report_formats=html", "verify_fail=false", "verify_include_runtimes=true", f"report_start={MOMENT}"]
        with Sandbox(DATA / "demo.yml") as sandbox:
            command = [str(BIN / "ansible-playbook"), "boomi.spaces.verify", *(word for one in given for word in ("-e", one))]
            run(command, environment(**sandbox.environment, ANSIBLE_LOCALHOST_WARNING="false", ANSIBLE_INVENTORY_UNPARSED_WARNING="false"), folder).check()
        with chromium(folder / "profile") as driver:
            driver.set_window_size(WIDTH, 900)
            driver.get((folder / "boomi-reports/verify.html").as_uri())
            # The first screens of it, down to the week.
            driver.execute_script("document.documentElement.style.overflow = 'hidden'")
            # Rows outside the window are not laid out, and would be empty in the picture.
            driver.execute_script("document.querySelectorAll('tbody tr').forEach((row) => { row.style.contentVisibility = 'visible'; })")
            end = driver.execute_script("return document.getElementById('week').getBoundingClientRect().bottom + 20")
            clip = {"x": 0, "y": 0, "width": WIDTH, "height": end, "scale": 1}
            taken = driver.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
            PICTURE.write_bytes(base64.b64decode(taken["data"]))


if __name__ == "__main__":
    main()
