# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Text from the API as a reader may see it.

Names are data, whatever characters they have. The functions here replace characters that could end a line, that are forbidden, or that change
the direction of the text around them. Each format does its own escaping.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import as_text

# Control characters, line and paragraph separators, marks that change the direction of the text around them, surrogates, and noncharacters.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_UNSEEN_BUT_LINES = re.compile(_UNSEEN.pattern.replace("\x00-\x1f", "\x00-\x08\x0b-\x1f"))
# Some readers of JSON take no larger numbers.
_LARGEST = 1 << 63
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"


def one_line(text: str) -> str:
    """The text on one line; characters that cannot be seen become a sign (a line feed \u240a) or their number (`<U+202E>`)."""
    return _UNSEEN.sub(_picture, text)


def lines(text: str) -> str:
    """Like `one_line`, but keeps line feeds and tabs."""
    return _UNSEEN_BUT_LINES.sub(_picture, text.replace("\r\n", "\n"))


def plain(value: object) -> object:
    """A value of the types of JSON, without Ansible's tagged strings and lazy containers. Numbers that JSON readers may not take become text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) < _LARGEST:
        return int(value)
    if isinstance(value, float) and math.isfinite(value):
        return float(value)
    if isinstance(value, Mapping):
        return {str(key): plain(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(member) for member in value]
    return plain_text(value)


def plain_text(value: object) -> str:
    """A value as text of Python's own type."""
    return "".join(as_text(value))


def day_text(moment: datetime) -> str:
    """`Tue 24 Nov`, in every locale."""
    return f"{_WEEKDAYS[moment.weekday()]} {moment.day} {_MONTHS[moment.month - 1]}"


def moment_text(moment: datetime) -> str:
    """`Tue 24 Nov 08:15`"""
    return f"{day_text(moment)} {moment.hour:02}:{moment.minute:02}"


def number(count: int, thing: str, things: str | None = None) -> str:
    """`1 process`, `2,000 processes`"""
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"
