# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The code blocks of a page, Markdown or reStructuredText, each with its language, its caption and the notes for the reader before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.languages import get_language
from docutils.parsers.rst import Directive, Parser, directives, roles
from docutils.utils import new_document
from markdown_it import MarkdownIt

_ERROR = 3  # of docutils: a part of the page was not understood


@dataclass(frozen=True)
class Block:
    """``notes`` are the texts of the comments ``reader: NOTE`` just before it; ``language`` and ``caption`` are empty where there is none."""

    language: str
    text: str
    caption: str = ""
    notes: tuple[str, ...] = ()
    line: int = 0


class PageError(ValueError):
    """A page that cannot be taken apart."""


def blocks(page: Path) -> list[Block]:
    """All of them, in order."""
    parts = {".md": _markdown, ".rst": _restructured}[page.suffix](page.read_text(encoding="utf-8"))
    found, notes = [], list[str]()
    for part in parts:
        if isinstance(part, str):
            notes.append(part)
        elif part is not None:
            found.append(Block(part.language, part.text, part.caption, tuple(notes), part.line))
            notes.clear()
        elif notes:
            break
    if notes:
        raise PageError(f"{page.name}: no code block comes after the note: {notes[-1]}")
    return found


# What a page is made of: a block, the text of a note, or None for anything else.
Parts = Iterator[Block | str | None]


def _note(comment: str) -> str | None:
    note = re.fullmatch(r"\s*reader:\s*(.*?)\s*", comment, re.DOTALL)
    return note and " ".join(note[1].split())


def _markdown(text: str) -> Parts:
    for token in MarkdownIt().parse(text):
        if token.type in ("fence", "code_block"):
            language, dummy, caption = token.info.strip().partition(" ")
            yield Block(language, token.content, caption.strip(), line=token.map[0] + 1 if token.map else 0)
        elif token.type == "html_block" and token.content.startswith("<!--"):
            yield _note(token.content.strip().removeprefix("<!--").removesuffix("-->"))
        else:
            yield None


def _restructured(text: str) -> Parts:
    document = new_document("page", get_default_settings(Parser))
    document.reporter.report_level = document.reporter.halt_level = 5  # nothing is printed: the errors are in the document
    _know(text, document)
    Parser().parse(text, document)
    for message in document.findall(nodes.system_message):
        if message["level"] >= _ERROR:
            raise PageError(f"line {message.get('line')}: {message.astext()}")
    for node in document.findall():
        if isinstance(node, nodes.literal_block):
            yield Block(node.get("language", ""), node.astext() + "\n", node.get("caption", ""), line=node.line or 0)
        elif isinstance(node, nodes.comment):
            yield _note(node.astext())
        elif not isinstance(node, nodes.Text):
            yield None


class _CodeBlock(Directive):
    """Sphinx's, of which docutils' own knows no caption."""

    has_content = True
    optional_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        "caption": directives.unchanged_required,
        "emphasize-lines": directives.unchanged_required,
        "name": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        text = "\n".join(self.content)
        node = nodes.literal_block(text, text, language="".join(self.arguments), caption=self.options.get("caption", ""))
        node.line = self.lineno
        return [node]


class _Any(dict[str, Callable[[str], Any]]):
    """Every option there could be."""

    def __bool__(self) -> bool:
        return True

    def __getitem__(self, name: str) -> Callable[[str], Any]:
        return directives.unchanged


class _Other(Directive):
    """A directive of Sphinx or antsibull: what stands in it is read."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = _Any()

    def run(self) -> list[nodes.Node]:
        node = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


def _know(text: str, document: nodes.document) -> None:
    """Let docutils know the directives and the roles that the page uses and that only Sphinx and antsibull have."""
    for name in ("code-block", "code", "sourcecode"):
        directives.register_directive(name, _CodeBlock)
    for name in set(re.findall(r"^\s*\.\. ([\w:-]+)::", text, re.MULTILINE)):
        if directives.directive(name, get_language("en"), document)[0] is None:
            directives.register_directive(name, _Other)
    for name in set(re.findall(r":([\w:-]+):`", text)):
        roles.register_local_role(name, roles.GenericRole(name, nodes.inline))
