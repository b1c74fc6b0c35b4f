# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Policies and rules that demand nothing: without a warning, no findings would look like a proof."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import Policy
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.finding import Found, Violation


def demanding_nothing(policy: Policy) -> Iterator[Found]:
    """A warning for each rule that demands nothing, or for the policy if it has no demand at all."""
    if policy.unmatched == "deny":
        # A rule that only matches says which processes may exist.
        return
    for rule in policy.processes:
        if not rule.demanding:
            text = f"{rule.called} demands nothing of the processes that it matches, so it proves nothing"
            yield Violation(rule.path, "match", text, None, None, severity="warning"), None
    if not policy.processes and not policy.windows and policy.max_starts_per_minute is None:
        text = "the policy demands nothing, so it proves nothing: give it rules (processes) or windows, max_starts_per_minute, or unmatched: deny"
        yield Violation("", "processes", text, None, None, severity="warning"), None
