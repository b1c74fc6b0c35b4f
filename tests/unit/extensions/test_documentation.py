# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source's documentation, its schema and the guide say what the code does."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.module_utils.basic import env_fallback

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, argument_spec
from ansible_collections.boomi.spaces.plugins.module_utils._queries.processes import Question
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.options import WATCH_SPEC
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.watch import SHORTEST_INTERVAL, Poll, Watch, watch_from
from tests.integration.blocks import blocks
from tests.sandbox import Sandbox
from tests.unit.extensions.running import SOURCE

GUIDE = SOURCE.parents[4] / "docs/docsite/rst/events.rst"
NAMESPACE = runpy.run_path(str(SOURCE))
DOCUMENTED: dict[str, Any] = yaml.safe_load(NAMESPACE["DOCUMENTATION"])["options"]
SCHEMA: dict[str, Any] = json.loads((SOURCE.parent / "schemas/schedule_change.json").read_text())
EXAMPLES: list[dict[str, Any]] = yaml.safe_load(NAMESPACE["EXAMPLES"])
SPEC = {**WATCH_SPEC, **argument_spec(env_fallback)}
JSON_TYPES = {"str": "string", "path": "string", "bool": "boolean", "int": "integer", "float": "number", "list": "array", "dict": "object"}


def test_every_option_is_documented() -> None:
    assert set(DOCUMENTED) == set(SPEC)
    assert list(SCHEMA["properties"]) == list(DOCUMENTED)
    assert SCHEMA["required"] == [name for name, option in DOCUMENTED.items() if option.get("required")] == ["state_file"]
    assert SCHEMA["additionalProperties"] is False
    assert SCHEMA["properties"]["interval"]["minimum"] == SHORTEST_INTERVAL


@pytest.mark.parametrize("name", list(SPEC))
def test_an_option_means_the_same_everywhere(name: str) -> None:
    spec, documented, schema = SPEC[name], DOCUMENTED[name], SCHEMA["properties"][name]
    for key in ("type", "default", "choices", "elements"):
        assert documented.get(key) == spec.get(key), key
    assert schema["type"] == JSON_TYPES[documented["type"]]
    assert schema.get("default") == documented.get("default")
    assert schema.get("enum") == documented.get("choices")
    first = documented["description"] if isinstance(documented["description"], str) else documented["description"][0]
    assert schema["description"] == re.sub(r"\b[OVECMP]\(([^)]*)\)", r"\1", first)


def test_there_are_three_examples() -> None:
    assert len(EXAMPLES) >= 3


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_an_example_polls(sandbox: Sandbox, tmp_path: Path, example: dict[str, Any]) -> None:
    sandbox.rate_limit = None
    args = {**example["boomi.spaces.schedule_change"], "state_file": str(tmp_path / "state.json")}
    poll = watch_from(args, {**sandbox.environment, "BOOMI_REQUESTS_PER_SECOND": "1000"}).poll()
    assert isinstance(poll, Poll), poll
    assert poll.processes
    assert poll.refused == poll.unanswered == poll.warnings == []
    assert not poll.unlisted
    assert sandbox.writes == sandbox.mutations == 0


@pytest.mark.parametrize("text", [NAMESPACE["EXAMPLES"], "".join(block.text for block in blocks(GUIDE))], ids=["EXAMPLES", "guide"])
def test_the_event_that_is_shown_has_the_keys_of_an_event(text: str) -> None:
    block = re.search(r"^((?:# )?boomi:\n.*?error: .*?)\n", text, re.DOTALL | re.MULTILINE)
    assert block
    event = yaml.safe_load(re.sub(r"^# ?", "", block[1], flags=re.MULTILINE).replace(", ...}", "}").replace("[...]", "[]"))["boomi"]
    watch = Watch(Connection(), Question(), 300, "/state.json")
    watch._begin_batch(["outage"])
    assert list(event) == list(watch.pending[0])
