# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What a finding is, and what it is made of."""

from __future__ import annotations

from typing import NamedTuple, Optional, TypedDict

from ansible_collections.boomi.spaces.plugins.plugin_utils._facts.processes import Deployment, Process
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import Severity
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.wording import place


class Finding(TypedDict):
    """One thing that is not as the policy demands. What belongs to no process, environment or runtime has None there."""

    # The key in the policy, as `processes[0].schedule`, or `Office hours.schedule` where the rule has this name.
    rule: str
    severity: Severity
    # One sentence, or two, without a full stop at the end.
    message: str
    process_id: str | None
    process_name: str | None
    instance_id: str | None
    env_id: str | None
    atom_id: str | None
    # What the policy demands and what there is, as plain data; a schedule is a ScheduleData.
    expected: object
    actual: object


class Violation(NamedTuple):
    """How a demand of the policy is broken; equal processes share one.

    `path` is that of the rule or window, empty for the keys of the policy itself, and `key` is the key of the demand. The sentence is
    `text`, the place of the deployment `on` if there is one, and `after`. Where a process breaks the demand, its name comes first.
    """

    path: str
    key: str
    text: str
    expected: object
    actual: object
    after: str = ""
    on: Deployment | None = None
    severity: Severity = "error"

    @property
    def sentence(self) -> str:
        return f"{self.text}{place(self.on)}{self.after}" if self.on else self.text + self.after


# With the process that it is about; None for the policy itself, and for what several processes do together.
Found = tuple[Violation, Optional[Process]]
