# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text from the API as a reader may see it. Private to the collection.

Whatever a process is called, its name is data: here it is made harmless for places where a character could end a line, be forbidden, or turn
round what stands beside it. Escaping for a format is done by that format.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime

from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import as_text

# Control characters, line and paragraph separators, what switches the direction of the text around it, surrogates, and no characters at all.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_UNSEEN_BUT_LINES = re.compile(_UNSEEN.pattern.replace("\x00-\x1f", "\x00-\x08\x0b-\x1f"))
# What readers of JSON take as a number.
_LARGEST = 1 << 63
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"


def one_line(text: str) -> str:
    """The text on one line; characters that cannot be seen are shown as a sign (a line feed as \u240a) or by number (`<U+202E>`)."""
    return _UNSEEN.sub(_picture, text)


def lines(text: str) -> str:
    """The same, but line feeds and tabs stay."""
    return _UNSEEN_BUT_LINES.sub(_picture, text.replace("\r\n", "\n"))


def plain(value: object) -> object:
    """A value as JSON has it, of Python's own types: Ansible's tagged strings and lazy containers are neither, and some numbers are text."""
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
    return "".join(as_text(value))


def day_text(moment: datetime) -> str:
    """`Tue 24 Nov`, whatever the locale."""
    return f"{_WEEKDAYS[moment.weekday()]} {moment.day} {_MONTHS[moment.month - 1]}"


def moment_text(moment: datetime) -> str:
    """`Tue 24 Nov 08:15`"""
    return f"{day_text(moment)} {moment.hour:02}:{moment.minute:02}"


def number(count: int, thing: str, things: str | None = None) -> str:
    """`1 process`, `2,000 processes`"""
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"
