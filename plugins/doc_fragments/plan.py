# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation that the filters for planning share."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  _input:
    description:
      - The processes, as the module M(boomi.spaces.integration_pack_process_info) returns them in
        RV(boomi.spaces.integration_pack_process_info#module:processes), or the whole result of the module.
    type: raw
    required: true
"""

    CHANGE = r"""
options:
  match:
    description:
      - A glob for the names or IDs of the processes to change, as in a policy, V(*), V(?) and V([abc]) as in a shell. Case-sensitive.
      - It is an error if no process matches, or if none that matches is deployed on one of the O(atoms).
    type: str
    required: true
  atoms:
    description: Change only the schedules on these runtimes (atoms), given by their IDs or names. By default those on all runtimes.
    type: list
    elements: str
"""

    SPAN = r"""
options:
  start:
    description:
      - The start of the span. It belongs to the span. A date and time, or ISO 8601 text, with an offset or V(Z). A date alone means midnight.
      - Without an offset it is in O(timezone). With O(timezone=runtime) it needs an offset, since the span is the same for all runtimes.
    type: raw
    required: true
  end:
    description: The end of the span, in the same form as O(start). It does not belong to the span, which has at most 366 days.
    type: raw
    required: true
  durations:
    description:
      - How long runs take. What P(boomi.spaces.run_summary#filter) returns, of which C(p95_duration_minutes) counts, or else C(median_duration_minutes).
      - It may also be a list of items with C(process_id), C(atom_id) and C(minutes). An item without C(atom_id) is about all runtimes that have none of their
        own. If there are several for a process and a runtime, the longest counts.
      - At most 31 days, which is 44640 minutes. A duration that is null or not given is not known. By default none is.
    type: list
    elements: dict
    suboptions:
      process_id:
        description: ID of the process.
        type: str
        required: true
      atom_id:
        description: ID of the runtime (atom).
        type: str
      minutes:
        description: How long a run takes.
        type: float
      p95_duration_minutes:
        description: The same, in a row of P(boomi.spaces.run_summary#filter).
        type: float
      median_duration_minutes:
        description: The same, in a row of P(boomi.spaces.run_summary#filter).
        type: float
  timezone:
    description:
      - The time zone of the machine that runs the process, as an IANA name. The schedules are in its local time, so is a date and time without an
        offset, and so are the times that are returned.
      - With V(runtime) each schedule is in the time zone of its own runtime, which C(process_schedules) has as C(atom_time_zone) with
        O(boomi.spaces.integration_pack_process_info#module:include_runtimes=true). A time zone that is not known is an error that names the runtime, unless
        nothing runs there.
      - A minute that a clock change skips has no run. A minute that occurs twice has one run, the first time. This is how the collection counts. Boomi
        does not document what it does then.
    type: str
    default: UTC
  atom_timezones:
    description:
      - The time zones of runtimes, as a dictionary from their IDs or names to IANA names. It overrides O(timezone) for the schedules on those runtimes.
        By default none is given.
    type: dict
  match:
    description:
      - A glob for the names or IDs of the processes that count, as in a policy, V(*), V(?) and V([abc]) as in a shell. Case-sensitive. By default all.
      - It is an error if no process matches, or if none that matches is deployed on one of the O(atoms).
    type: str
    default: "*"
  atoms:
    description: Only the schedules on these runtimes (atoms) count, given by their IDs or names. By default those on all runtimes.
    type: list
    elements: str
requirements:
  - the time zone data of the system, or the Python package tzdata, for time zones other than UTC
"""
