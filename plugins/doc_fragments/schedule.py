# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation that the filters and tests on schedules share."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  _input:
    description:
      - The schedule. Usually a process or an item of its C(process_schedules), as M(boomi.spaces.integration_pack_process_info) and
        P(boomi.spaces.integration_pack_process#lookup) return it. It may also be an entry with the fields V(minutes), V(hours), V(days_of_week),
        V(days_of_month), V(months) and V(years); a list of entries; or a list of any of these, which means their union.
      - An entry may also be one string of the six fields in that order, separated by blanks. Several such entries are separated by C(;).
      - Each field is V(*), a number, a range C(a-b), a range with a step C(a-b/s) or C(*/s), or a list of these separated by commas. Days of
        the week range from V(1), Sunday, to V(7), Saturday; years from V(1970) to V(9999). A field that is absent or empty means V(*).
      - An entry runs in the minutes that match all its fields. Days of the month and days of the week must both match. A list of entries is their union. An
        empty list means unscheduled.
      - Responses of the APIs are accepted unchanged, in the spelling of GraphQL, such as C(daysOfWeek) and C(processSchedules), and of REST, such as
        C(Schedule).
    type: raw
    required: true
"""

    SPAN = r"""
options:
  start:
    description:
      - The start of the span. It belongs to the span.
      - A date and time, or ISO 8601 text, with an offset or V(Z). A date alone means midnight.
      - Without an offset it is in O(timezone), with O(timezone=runtime) on the clock of each runtime.
    type: raw
    required: true
  end:
    description: The end of the span, in the same form as O(start). It does not belong to the span.
    type: raw
    required: true
"""

    TIMEZONE = r"""
options:
  timezone:
    description:
      - The time zone of the machine that runs the process, as an IANA name. The schedule is in its local time, and so is a date and time
        without an offset.
      - With V(runtime) each schedule is in the time zone of its own runtime, which C(process_schedules) has as C(atom_time_zone) with
        O(boomi.spaces.integration_pack_process_info#module:include_runtimes=true). A date and time without an offset is then on the clock of each runtime.
        A time zone that is not known is an error that names the runtime, unless nothing runs there.
      - A minute that a clock change skips has no run. A minute that occurs twice has one run, the first time. This is how the collection counts. Boomi
        does not document what it does then.
    type: str
    default: UTC
  atom_timezones:
    description:
      - The time zones of runtimes, as a dictionary from their IDs or names to IANA names. It overrides O(timezone) for the schedules on those runtimes.
        By default none is given.
      - If schedules of several time zones run at the same moment, that is one run.
    type: dict
requirements:
  - the time zone data of the system, or the Python package tzdata, for time zones other than UTC
"""

    INVALID = r"""
options:
  invalid:
    description:
      - What to do with a schedule that is not valid. With V(fail) it is an error, which names the process, the integration pack instance and the runtime as far
        as the facts have them.
      - With V(skip) it has no runs, so that one such schedule does not end a question about many processes. P(boomi.spaces.valid_schedule#test) finds those.
    type: str
    choices: [fail, skip]
    default: fail
"""

    PAUSED = r"""
options:
  include_paused:
    description: Whether an item with C(enabled=false) counts as if it were enabled. Without this option it has no runs.
    type: bool
    default: false
"""
