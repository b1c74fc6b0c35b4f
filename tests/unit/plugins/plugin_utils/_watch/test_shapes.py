# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shapes of the watch are those that are documented and written."""

from __future__ import annotations

import json
import re
from pathlib import Path

import yaml

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import Question
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.changes import changes
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.shapes import Change, ChangedRuntime, Event, JudgedRun, Progress, RuntimeState, State
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.watch import Watch
from tests.paths import EVENT_SOURCE


def test_an_event_has_the_documented_keys_in_their_order() -> None:
    source = EVENT_SOURCE.read_text(encoding="utf-8")
    examples = [part.split("\n\n")[0] for part in source.split('EXAMPLES = r"""')[1].split('"""')[0].split("# boomi:\n")[1:]]
    whole, runtimes, run = (yaml.safe_load(re.sub("^# ?", "", part.split("\n#\n")[0].replace("...", "x"), flags=re.MULTILINE)) for part in examples)
    assert list(whole) == list(Event.__annotations__)
    assert [key for key in Event.__annotations__ if key in runtimes] == list(runtimes)
    assert [key for key in Event.__annotations__ if key in run] == list(run)
    assert list(run["run"]) == list(JudgedRun.__annotations__)
    (changed,) = runtimes["runtimes"]
    assert list(changed) == list(ChangedRuntime.__annotations__)
    assert list(changed["before"]) == list(changed["after"]) == list(RuntimeState.__annotations__)


def test_what_an_outage_writes_has_every_key_of_its_shape(tmp_path: Path) -> None:
    watch = Watch(Connection(account_id="account", space_guid="space"), Question(), 300, str(tmp_path / "state.json"))
    watch.open()
    watch.take(BoomiError("Boomi is down.", kind="unreachable"))
    (event,) = watch.pending
    watch.emitted()
    watch.close()
    state, progress = (json.loads((tmp_path / name).read_text(encoding="utf-8").splitlines()[1]) for name in ("state.json", "state.json.progress"))
    assert event.keys() == Event.__annotations__.keys()
    assert state.keys() == State.__annotations__.keys()
    assert progress.keys() == Progress.__annotations__.keys()


def test_a_change_has_every_key_of_its_shape() -> None:
    process = {"id": "p", "name": None, "instance_id": "i", "integration_pack": [], "process_schedules": []}
    (change,) = changes([], [process])  # type: ignore[list-item]
    assert change.keys() == Change.__annotations__.keys()
