# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The core in an interpreter that has no Ansible, run as a script of its own: ``python -I core_alone.py COLLECTIONS OPTIONS.json``.

It imports every private file of the collection, asks the main question, and prints which imports want Ansible, and the facts.
"""

from __future__ import annotations

import importlib
import importlib.abc
import json
import sys
from pathlib import Path
from typing import Any


class NoAnsible(importlib.abc.MetaPathFinder):
    """Stands before all other finders and knows of no package ``ansible``."""

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> None:
        if fullname.partition(".")[0] == "ansible":
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)


def wants_ansible(name: str) -> bool:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] == "ansible":
            return True
        raise
    return False


def main(collections: str, options: str) -> None:
    sys.meta_path.insert(0, NoAnsible())
    sys.path.insert(0, collections)
    plugins = Path(collections) / "ansible_collections/boomi/spaces/plugins"
    package = "ansible_collections.boomi.spaces.plugins"
    files = sorted(path.relative_to(plugins).with_suffix("") for folder in ("module_utils", "plugin_utils") for path in (plugins / folder).rglob("*.py"))
    names = [".".join(path.parts) for path in files]
    wanting = [name for name in names if wants_ansible(f"{package}.{name}")]
    given = json.loads(Path(options).read_text(encoding="utf-8"))

    connection = importlib.import_module(f"{package}.module_utils._connection")
    question = importlib.import_module(f"{package}.module_utils._queries.processes")
    warnings: list[str] = []
    facts = question.process_facts(connection.connection_from(given.get), question.question_from(given.get), warnings.append)

    reader = importlib.import_module(f"{package}.plugin_utils._facts.processes")
    language = importlib.import_module(f"{package}.plugin_utils._schedule.words")
    read = reader.read_processes(facts.result())
    words = [language.words(deployment.timetable.schedule) for process in read for deployment in process.deployments]
    loaded = [name for name in sys.modules if name.partition(".")[0] == "ansible"]
    answer = {"names": names, "wanting": wanting, "loaded": loaded, "facts": facts.result(), "words": words, "warnings": warnings}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
