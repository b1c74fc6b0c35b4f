# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory's cache: it answers the question that was asked, whole, and nothing else."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.integration.listing import STOP, Listing, inventory, listing, play_over
from tests.integration.playing import environment
from tests.sandbox import Sandbox

PARTNERS = "22be1b3f-a8a8-4b7f-87fd-0ec0dc439647"


def cached(folder: Path, **options: Any) -> Path:
    cache = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(folder / "cache")}
    return inventory(folder, **{**cache, **options})


def ask(sandbox: Sandbox, file: Path, *flags: str, **env: str) -> tuple[Listing, int]:
    """The list, and how many requests it took."""
    before = len(sandbox.log)
    found = listing(file, environment(**{**sandbox.environment, **env}, **STOP), *flags)
    assert found.returncode == 0, found.output
    return found, len(sandbox.log) - before


def test_the_second_time_nothing_is_asked(sandbox: Sandbox, tmp_path: Path) -> None:
    file = cached(tmp_path, include_processes=True, include_names=True)
    first, requests = ask(sandbox, file)
    assert requests > 0
    second, requests = ask(sandbox, file)
    assert requests == 0
    assert second == first
    assert len(first.hosts) == 10


@pytest.mark.matrix
def test_without_cache_it_is_asked_each_time(sandbox: Sandbox, tmp_path: Path) -> None:
    file = inventory(tmp_path)
    assert ask(sandbox, file)[1] == ask(sandbox, file)[1] > 0


# Each asks something other than the one before it, which is in the cache then.
CHANGES: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "the processes too": ({"include_processes": True}, {}),
    "another space": ({"space_guid": PARTNERS}, {}),
    "the other source": ({"source": "platform"}, {}),
    "another space by the environment": ({}, {"BOOMI_SPACE_GUID": PARTNERS}),
    "a connection more": ({"connections": [{"name": "a"}, {"name": "b", "space_guid": PARTNERS}]}, {}),
}


@pytest.mark.slow
def test_another_question_is_asked(sandbox: Sandbox, tmp_path: Path) -> None:
    plain, _requests = ask(sandbox, cached(tmp_path))
    for change, (options, env) in CHANGES.items():
        changed, requests = ask(sandbox, cached(tmp_path, **options), **env)
        assert requests > 0, change
        fresh, _requests = ask(sandbox, inventory(tmp_path, **options), **env)
        assert changed.hosts == fresh.hosts, change
        assert changed.groups == fresh.groups, change
        # And then it is the other one's turn to be in the cache.
        assert ask(sandbox, cached(tmp_path, **options), **env) == (changed, 0), change
    assert ask(sandbox, cached(tmp_path))[0].hosts == plain.hosts


def test_what_is_made_of_the_answers_is_made_anew(sandbox: Sandbox, tmp_path: Path) -> None:
    ask(sandbox, cached(tmp_path))
    found, requests = ask(sandbox, cached(tmp_path, default_groups=[], compose={"kind": "boomi_name | length"}))
    assert requests == 0
    assert [name for name in found.groups if name.startswith("boomi")] == ["boomi", "boomi_connection_24d5d309_680c_48e5_b6c8_cdfe6085f9f1"]
    assert int(found.hosts["Smoke_Test"]["kind"]) == 10


@pytest.mark.slow
@pytest.mark.matrix
def test_flush_cache(sandbox: Sandbox, tmp_path: Path) -> None:
    file = cached(tmp_path)
    ask(sandbox, file)
    alter(tmp_path, json.dumps({"question": payload(tmp_path)["question"], "answers": []}))
    assert ask(sandbox, file)[0].hosts == {}
    before = len(sandbox.log)
    # ansible-inventory has the option since ansible-core 2.19.
    play_over(file, [{"ansible.builtin.debug": {}}], environment(**sandbox.environment, **STOP), "--flush-cache", "--limit", "Smoke_Test")
    assert len(sandbox.log) > before
    flushed, requests = ask(sandbox, file)
    assert requests == 0
    assert len(flushed.hosts) == 10


def payload(folder: Path) -> Any:
    """What is kept. Since ansible-core 2.19 it stands in a member of its own."""
    (kept,) = (folder / "cache").iterdir()
    content = json.loads(kept.read_text())
    return json.loads(content["__payload__"]) if "__payload__" in content else content


def alter(folder: Path, text: str) -> None:
    """Puts a text in place of what is kept."""
    (kept,) = (folder / "cache").iterdir()
    content = json.loads(kept.read_text())
    kept.write_text(json.dumps({**content, "__payload__": text}) if "__payload__" in content else text)


@pytest.mark.slow
def test_what_has_expired_is_asked_again(sandbox: Sandbox, tmp_path: Path) -> None:
    file = cached(tmp_path, cache_timeout=3600)
    first, _requests = ask(sandbox, file)
    (kept,) = (tmp_path / "cache").iterdir()
    os.utime(kept, (1_000_000_000, 1_000_000_000))
    again, requests = ask(sandbox, file)
    assert requests > 0
    assert again == first
    assert ask(sandbox, file)[1] == 0


DAMAGES = ["", "{", "[]", '"text"', '{"question": "QUESTION"}', '{"question": "QUESTION", "answers": null}']


@pytest.mark.slow
def test_a_damaged_file_is_no_answer(sandbox: Sandbox, tmp_path: Path) -> None:
    file = cached(tmp_path)
    first, _requests = ask(sandbox, file)
    whole = payload(tmp_path)
    for damage in DAMAGES:
        alter(tmp_path, damage.replace("QUESTION", whole["question"]))
        again, requests = ask(sandbox, file)
        assert requests > 0, damage
        assert again.hosts == first.hosts, damage
        assert "The cache of the inventory cannot be read, so Boomi is asked again." in again.output or damage not in ("", "{")
        assert payload(tmp_path) == whole, damage
    assert ask(sandbox, file) == (first, 0)


def test_texts_come_back_as_they_were(sandbox: Sandbox, tmp_path: Path) -> None:
    """And are no templates, nor marks of Ansible's own."""
    file = cached(tmp_path, include_processes=True, compose={"same": "boomi_name", "names": "boomi_processes | map(attribute='name') | list"}, strict=True)
    ask(sandbox, file)
    name = "Kundenservice_Zürich_it_s_inventory_hostname"
    found, requests = ask(sandbox, file)
    assert requests == 0
    host = found.hosts[name]
    assert host["same"] == host["boomi_name"] == 'Kundenservice "Zürich" – it\'s {{ inventory_hostname }}'
    assert host["names"] == [
        'Reklamation "dringend" – Bob\'s Büro 📦',
        "{{ jinja }} {% raw %}Preisliste",
        "<b>Newsletter</b> & Umfrage",
        "Ticket Import\nzweite Zeile",
        "\u200fطلبات العملاء",
        "  Rückrufliste  ",
    ]


@pytest.mark.matrix
def test_a_failure_is_not_kept(sandbox: Sandbox, tmp_path: Path) -> None:
    file = cached(tmp_path, connections=[{"name": "good"}, {"name": "bad", "space_guid": PARTNERS}])
    sandbox.fail(path="/graphql", after=2, status=403, times=None)
    failed = listing(file, environment(**sandbox.environment, **STOP))
    assert failed.returncode != 0
    sandbox.clear()
    found, requests = ask(sandbox, file)
    assert requests > 0
    assert len(found.hosts) == 11
