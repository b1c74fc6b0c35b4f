# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""How a page is made of a template, styles and the script, which are files beside this one.

Every value is escaped. The Content-Security-Policy of a page allows only this style and this script, by their hashes, and no requests: if a name ever
became markup, it could still do nothing.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from jinja2 import Template as JinjaTemplate
from markupsafe import Markup

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.findings import value_text
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import day_text, lines, moment_text, number, one_line

_FILES = Path(__file__).parent
_LICENCE = re.compile(r"\A(?:/\*.*?\*/\n|(?://[^\n]*\n)+)", re.DOTALL)


def rendered(template: str, styles: Sequence[str], **values: object) -> str:
    """The text of a page."""
    style, script = "".join(map(_asset, styles)), _asset("page.js")
    return _template(template).render(
        style=Markup(style),  # noqa: S704 - files of the collection
        script=Markup(script),  # noqa: S704 - a file of the collection
        style_hash=_hash(style),
        script_hash=_hash(script),
        **values,
    )


@lru_cache(maxsize=4)
def _template(name: str) -> JinjaTemplate:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, finalize=_printable)
    environment.filters.update(one_line=one_line, moment=moment_text, day=day_text, count=number, value=value_text)
    return environment.from_string((_FILES / name).read_text(encoding="utf-8"))


def _printable(value: object) -> object:
    """What the template writes, without characters that HTML forbids or that UTF-8 cannot have."""
    return lines(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    """A style or the script, without its licence header."""
    return _LICENCE.sub("", (_FILES / name).read_text(encoding="utf-8"))


def _hash(text: str) -> Markup:
    digest = b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")
    return Markup("sha256-" + digest)  # noqa: S704 - letters, digits, +, / and =
