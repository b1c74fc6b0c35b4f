# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The artifact as Galaxy looks at it: galaxy-importer says nothing but what it does."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path

from tests.integration.playing import TOOLS, environment, run
from tests.paths import ROOT
from tests.release.artifact import HERE

# All that it says where there is nothing to say. Any other line is a finding.
STEPS = re.compile(
    r"Importing with galaxy-importer [\d.]+|Getting doc strings via ansible-doc|Finding content inside collection"
    r"|Loading [a-z_/]+ [a-z_.]+|Linting collection via ansible-lint [\d.]+\.\.\."
    r"|\.\.\.ansible-lint run complete|Collection loading complete|Importer processing completed successfully"
)


def test_galaxy_importer_has_no_finding(artifact: Path, tmp_path: Path) -> None:
    env = environment(GALAXY_IMPORTER_CONFIG=str(HERE / "galaxy-importer.cfg"), HOME=str(tmp_path))
    env["PATH"] = f"{TOOLS}{os.pathsep}{env['PATH']}"
    command = [str(TOOLS / "python"), "-m", "galaxy_importer.main", str(artifact)]
    done = run(command, env, tmp_path, seconds=900)
    if "ERROR: Timeout on call to ansible-lint" in done.output:  # it waits three minutes, which a busy machine can take
        done = run(command, env, tmp_path, seconds=900)
    assert [line for line in done.output.splitlines() if not STEPS.fullmatch(line)] == []
    assert done.returncode == 0
    for step in ("Getting doc strings via ansible-doc", "Linting collection via ansible-lint", "Importer processing completed successfully"):
        assert step in done.output

    found = json.loads((tmp_path / "importer_result.json").read_text())
    kinds = Counter(content["content_type"] for content in found["contents"])
    for kind, pattern in {"module": "plugins/modules/*.py", "role": "roles/*", "playbook": "playbooks/*.yml", "lookup": "plugins/lookup/*.py"}.items():
        assert kinds[kind] == len(list(ROOT.glob(pattern)))
    documented = [page for page in found["docs_blob"]["contents"] if page["content_type"] in ("module", "lookup", "inventory", "filter", "test")]
    assert len(documented) == sum(kinds[kind] for kind in ("module", "lookup", "inventory", "filter", "test"))
    assert [page["content_name"] for page in documented if not page["doc_strings"]["doc"]["description"]] == []
    assert found["requires_ansible"] == ">=2.16.0"
