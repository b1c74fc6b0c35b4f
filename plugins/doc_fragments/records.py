# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that say which span of time a question is about."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  since:
    description:
      - The beginning of the span, which is part of it. Either a date and time in ISO 8601 with an offset, such as V(2026-11-28T18:00:00Z) or
        V(2026-11-28T19:00:00+01:00), or an age, such as V(90m), V(24h) or V(7d). A time without an offset is an error. Fractions of a second are cut off.
      - By default it is 24 hours before O(until).
    type: str
  until:
    description:
      - The end of the span, which is not part of it, in one of the forms of O(since). A time in the future is an error.
      - By default it is this moment, by the clock of the host.
    type: str
"""
