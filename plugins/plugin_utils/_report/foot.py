# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The last lines of a report: where it comes from."""

from __future__ import annotations

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.model import Report
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.provenance import this_collection
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import day_text

UNKNOWN = "not known"


def foot(report: Report) -> list[tuple[str, str]]:
    """Labels and values, which are names as they were given. A policy that is no file has none."""
    about, start = report.provenance, report.start
    rows = [("Account", about.account_id or UNKNOWN), ("Space", about.space_guid or ("none" if about.source == "platform" else UNKNOWN))]
    rows.append(("Source", about.source or UNKNOWN))
    rows += [("Policy", about.policy_file)] if about.policy_file else []
    rows += [("SHA-256 of the policy", about.policy_sha256)] if about.policy_sha256 else []
    rows += [("boomi.spaces", this_collection().version or UNKNOWN), ("ansible-core", report.ansible_core or UNKNOWN)]
    return [*rows, ("Moment", f"{day_text(start)} {start.year}, {start:%H:%M %z}"), ("Time zone", report.zone.name)]
