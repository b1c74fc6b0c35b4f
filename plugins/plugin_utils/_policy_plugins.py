# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the filters on policies do, for the values that a playbook gives. Private to the collection."""

from __future__ import annotations

from datetime import datetime
from datetime import timezone as offsets
from typing import Any

from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy import findings as _policy
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy import snapshot as _policy_snapshot
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import PolicyError, is_list, said
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.faults import policy_faults
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.fields import ScheduleError
from ansible_collections.boomi.spaces.plugins.plugin_utils._schedule.zone import moment_of, zone_of

_plugin = plugin(PolicyError, ScheduleError)


# The arguments of a filter may be given by position.
@_plugin
def policy_findings(processes: object, policy: object, start: object = None, horizon_days: object = 365, scope: object = "all") -> list[dict[str, Any]]:
    if not isinstance(horizon_days, int) or isinstance(horizon_days, bool) or horizon_days < 1:
        raise PolicyError(f"horizon_days is {said(horizon_days)}; it must be a whole number of 1 or more")
    moment = datetime.now(offsets.utc) if start is None else zone_of("UTC").instant(moment_of("start", start))
    if scope == "policy":
        return policy_faults(policy)
    if not isinstance(scope, str) or scope not in _policy.SCOPES:
        raise PolicyError(f"scope is {said(scope)}; allowed are {', '.join((*_policy.SCOPES, 'policy'))}")
    return _policy.policy_findings(processes, policy, moment, int(horizon_days), str(scope))


@_plugin
def policy_from(processes: object, timezone: object = "UTC", match: object = "id", keys: object = _policy_snapshot.KEYS) -> dict[str, Any]:
    if not isinstance(match, str) or match not in _policy_snapshot.MATCH:
        raise PolicyError(f"match is {said(match)}; allowed are {', '.join(_policy_snapshot.MATCH)}")
    if not is_list(keys):
        raise PolicyError(f"keys is {said(keys)}; it must be a list of {', '.join(_policy_snapshot.KEYS)}")
    wanted = list(keys)
    for key in wanted:
        if key not in _policy_snapshot.KEYS:
            raise PolicyError(f"keys has {said(key)}; allowed are {', '.join(_policy_snapshot.KEYS)}")
    return _policy_snapshot.policy_from(processes, zone_of(timezone).name, str(match), [str(key) for key in wanted])
