# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the filter report does, for the values that a playbook gives. Private to the collection."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from datetime import timezone as offsets

from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._report import ical as _report_ical
from ansible_collections.boomi.spaces.plugins.plugin_utils._report import json_document as _report_json
from ansible_collections.boomi.spaces.plugins.plugin_utils._report import junit as _report_junit
from ansible_collections.boomi.spaces.plugins.plugin_utils._report import markdown as _report_markdown
from ansible_collections.boomi.spaces.plugins.plugin_utils._report import page as _report_html
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import Report, build, zones_of
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import ScheduleError, as_text, kind_of, shown
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import moment_of, zone_of

_FORMATS: dict[str, Callable[[Report, int], str]] = {
    "html": lambda made, _weeks: _report_html.write(made),
    "junit": lambda made, _weeks: _report_junit.write(made),
    "json": lambda made, _weeks: _report_json.write(made),
    "markdown": lambda made, _weeks: _report_markdown.write(made),
    "ical": _report_ical.write,
}


# The arguments of a filter may be given by position.
@plugin(ScheduleError)
def report(
    processes: object,
    format: object = "html",  # noqa: A002 - the name of the filter's option
    findings: object = None,
    title: object = "Boomi processes",
    timezone: object = "UTC",
    atom_timezones: object = None,
    start: object = None,
    weeks: object = 4,
) -> str:
    """The text of the report."""
    write = _FORMATS.get(as_text(format))
    if write is None:
        raise ScheduleError(f"format is {shown(format)}. Allowed are {', '.join(_FORMATS)}")
    if not isinstance(title, str):
        raise ScheduleError(f"title is {kind_of(title)}, not text")
    if not isinstance(weeks, int) or isinstance(weeks, bool):
        raise ScheduleError(f"weeks is {kind_of(weeks)}, not a whole number")
    if weeks < 1:
        raise ScheduleError(f"weeks is {shown(weeks)}, less than 1")
    moment = datetime.now(offsets.utc).replace(second=0, microsecond=0) if start is None else moment_of("start", start)
    made = build(
        processes,
        findings=findings,
        title="".join(title),
        zone=zone_of(timezone),
        atom_zones=zones_of(atom_timezones),
        start=moment,
    )
    return write(made, int(weeks))
