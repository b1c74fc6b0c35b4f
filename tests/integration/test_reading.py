# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page does what it says: its code blocks are run, and those that cannot be are named here. The reader is tested with pages that are wrong."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.integration.blocks import Block, PageError, blocks
from tests.integration.playing import required
from tests.integration.reading import MisledError, Notes, Reader
from tests.paths import ROOT

pytestmark = pytest.mark.once

# A new page is read without being named here.
WHERE = ("*.md", "roles/*/README.md", "tests/**/README.md", "docs/*.md", "docs/docsite/rst/*.rst")
PAGES = sorted(str(path.relative_to(ROOT)) for pattern in WHERE for path in ROOT.glob(pattern))


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_a_page_does_what_it_says(page: str, tmp_path: Path) -> None:
    found = blocks(ROOT / page)
    missing = [needed for needed in (Notes.of(block).needs for block in found) if needed and not shutil.which(needed)]
    if missing and not required():
        pytest.skip(f"install {missing[0]} to have this page read")
    reader = Reader(page, tmp_path)
    reader.read(found)
    assert all(boomi.mutations == boomi.writes == 0 for boomi in reader.asked)


# Every exception, so that there can be no new one without a line here. A block that cannot be run says why.
NOT_RUN = [
    ("CONTRIBUTING.md", "it is the run that runs this page"),
    ("docs/docsite/rst/awx.rst", "it takes podman and a registry"),
    ("docs/docsite/rst/getting_started.rst", "it stays in the foreground until it is ended"),
]
# Blocks that a test runs which can do more than the reader.
RUN_BY = [
    ("docs/docsite/rst/events.rst", "tests/integration/test_events.py"),
    *[("docs/docsite/rst/fleets.rst", "tests/integration/test_fleet.py")] * 3,
    *[("docs/docsite/rst/maintenance.rst", "tests/integration/test_roles.py")] * 2,
]


@pytest.mark.parametrize("page", PAGES)
def test_no_block_of_a_page_is_overlooked(page: str) -> None:
    marks = re.findall(r"^ *(?:```\w+|\.\. (?:code-block|code|sourcecode)::)", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert len([block for block in blocks(ROOT / page) if block.language]) == len(marks)


def test_the_blocks_that_are_not_run_are_known() -> None:
    notes = [(page, Notes.of(block)) for page in PAGES for block in blocks(ROOT / page)]
    assert [(page, note.not_run) for page, note in notes if note.not_run] == NOT_RUN
    assert [(page, note.run_by) for page, note in notes if note.run_by] == RUN_BY


RESTRUCTURED = """
Title
=====

Text with :ansopt:`boomi.spaces.space_info#module:region`, :ref:`a guide <there>` and ``code``.

.. seealso::

   - another directive, with a block in it

     .. code-block:: json
        :caption: within.json

        {}

.. reader: fails
.. reader: with NAME=a  b

.. code-block:: yaml
   :caption: group_vars/all.yml

   a: 1

   b: 2

Then::

   no language

.. a comment
"""

MARKDOWN = """
1. In a list:

   <!-- reader: fails -->
   <!-- reader: with NAME=a  b -->
   ```yaml group_vars/all.yml
   a: 1

   b: 2
   ```

<!-- a comment -->

Then

    no language
"""


@pytest.mark.parametrize(("name", "text"), [("page.rst", RESTRUCTURED), ("page.md", MARKDOWN)])
def test_blocks_of_a_page(name: str, text: str, tmp_path: Path) -> None:
    page = tmp_path / name
    page.write_text(text)
    *within, captioned, literal = [replace(block, line=0) for block in blocks(page)]
    assert captioned == Block("yaml", "a: 1\n\nb: 2\n", "group_vars/all.yml", ("fails", "with NAME=a b"))
    assert literal == Block("", "no language\n")
    assert within == ([Block("json", "{}\n", "within.json")] if name == "page.rst" else [])


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("page.md", "<!-- reader: fails -->\n\nText.\n\n```console\n$ false\n```\n", "no code block comes after the note: fails"),
        ("page.md", "<!-- reader: not run: the end -->\n", "no code block comes after the note: not run: the end"),
        ("page.rst", ".. reader: fails\n\nText.\n\n.. code-block:: console\n\n   $ false\n", "no code block comes after the note: fails"),
        ("page.rst", ".. code-block:: console\n   :captoin: x\n\n   $ true\n", 'unknown option: "captoin"'),
    ],
)
def test_a_page_that_cannot_be_taken_apart(name: str, text: str, why: str, tmp_path: Path) -> None:
    page = tmp_path / name
    page.write_text(text)
    with pytest.raises(PageError, match=why):
        blocks(page)


DEBUG = "- ansible.builtin.debug: {msg: done}\n"
NO_INVENTORY = "$ ansible-playbook -i nowhere boomi.spaces.processes --list-tasks\n"


def console(text: str, *notes: str) -> Block:
    return Block("console", text + "\n", notes=notes)


WRONG = {
    "an output line that is not there": ([console("$ printf 'one\\ntwo\\n'\none\nthree")], "this is not in the output: three"),
    "output in another order": ([console("$ printf 'one\\ntwo\\n'"), Block("text", "two\none\n")], "this is not in the output: one"),
    "the rest of a line with dots": ([console("$ echo one two\none ... three")], "this is not in the output: one ... three"),
    "the output of nothing": ([Block("text", "one\n")], "no command before it has an output"),
    "a command that fails": ([console("$ false")], "exit status 1 of: false"),
    "a command in a pipe that fails": ([console("$ false | cat")], "exit status 1 of: false | cat"),
    "a command that fails before the one that may": ([console("$ false\n$ false", "fails")], "exit status 1 of: false"),
    "a command that does not fail": ([console("$ true", "fails")], "it should fail and does not: true"),
    "tasks that fail": ([Block("yaml", "- ansible.builtin.fail:\n")], "exit status 2"),
    "tasks that do not fail": ([Block("yaml", DEBUG, notes=("fails",))], "it should fail and does not"),
    "tasks with another output": ([Block("yaml", DEBUG), Block("text", "other\n")], "this is not in the output: other"),
    "a warning": ([console(NO_INVENTORY)], "a warning that is not shown"),
    "a playbook that nothing runs": ([Block("yaml", "- hosts: localhost\n", "play.yml"), console("$ true")], "nothing runs play.yml"),
    "a script that nothing runs": ([Block("python", "pass\n", "script.py")], "nothing runs script.py"),
    "a language that nothing runs": ([Block("ruby", "exit\n")], "it is neither run nor a file"),
    "a block without a language": ([Block("", "exit\n")], "it is neither run nor a file"),
    "YAML that is no playbook": ([Block("yaml", "version: 1\n")], "it is neither a playbook nor a list of tasks"),
    "a rulebook": ([Block("yaml", "- {hosts: all, sources: []}\n")], "it is neither a playbook nor a list of tasks"),
    "a variable that no option has": ([console("$ export BOOMI_REGION=us BOOMI_PASSWORD=b")], "BOOMI_PASSWORD is no variable of the documentation"),
    "a change of folder": ([console("$ cd elsewhere\n$ true")], "a cd alone has no effect"),
    "no command": ([console("true")], "it does not begin with a command"),
    "a note that does not exist": ([console("$ false", "may fail")], "no such note: may fail"),
    "a file elsewhere": ([Block("json", "{}\n", "../a.json")], "the caption is no file"),
    "a test that does not exist": ([console("$ false", "run by tests/test_nothing.py")], "is no test that names page.md"),
    "a test of another page": ([console("$ false", "run by tests/conftest.py")], "is no test that names page.md"),
    "what ends before it is stopped": ([console("$ echo one\nmore", "until Ctrl-C")], "it did not print what is shown"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_page_that_is_wrong(what: str, tmp_path: Path) -> None:
    page, why = WRONG[what]
    with pytest.raises(MisledError) as raised:
        Reader("page.md", tmp_path).read(page)
    assert why in str(raised.value)


@pytest.mark.slow
def test_a_page_that_is_right(tmp_path: Path) -> None:
    asked = "- boomi.spaces.space_info:\n  register: asked\n- ansible.builtin.debug: {var: 'asked.spaces[0].name'}\n"
    reader = Reader("page.md", tmp_path)
    reader.read(
        [
            console("$ test -e books", "at the end"),
            console("$ export BOOMI_ACCOUNT_ID=other GREETING='good day'\n$ echo $GREETING, \\\n  $BOOMI_ACCOUNT_ID\ngood day, nordwindhandel-7KQ2ZD\n$ ls"),
            console("$ test \"$MORE\" = 'a b'", "with MORE=a b"),
            Block("yaml", asked),
            Block("text", '"asked.spaces[0].name":   "Nordwind\n...\nfailed=0 ... ignored=0\n'),
            Block("yaml", asked, notes=("data 01-business-hours-and-retry.yml",)),
            console("$ test $BOOMI_ACCOUNT_ID != nordwindhandel-7KQ2ZD"),
            Block("yaml", f"- hosts: localhost\n  gather_facts: false\n  tasks:\n  {DEBUG}", "books/play.yml"),
            Block("jinja", "{{ a }}\n", "templates/a.j2"),
            console("$ ls templates\na.j2\n$ ansible-playbook books/play.yml"),
            Block("text", '"msg": "done"\n'),
            console(NO_INVENTORY),
            Block("text", "[WARNING]: Unable to parse ...\n...\nplaybook: .../playbooks/processes.yml\n"),
            Block("yaml", "- ansible.builtin.fail: {msg: 'the \"end\"'}\n", notes=("fails",)),
            Block("text", 'the "end"\n'),
            console("$ echo begun; sleep 600\nbegun", "until Ctrl-C"),
            console("$ test ! -e books -a -e galaxy.yml", "in the checkout"),
            console("$ false", "not run: it would fail"),
            console("$ false", "run by tests/integration/test_reading.py"),
        ]
    )
    assert [len(boomi.requests("/graphql")) for boomi in reader.asked] == [1, 1]
