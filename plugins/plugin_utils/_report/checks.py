# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""What was checked and held, as `policy_summary` returns it. And what is said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError, is_list
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.document import SEVERITIES
from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.summary import Checked
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import number, plain

_COUNTS = ("processes", "schedules", "errors", "warnings", "infos")
_LISTS = ("excluding", "demands", "not_judged")


def read_checks(given: object) -> tuple[Checked, ...]:
    """Raises GivenError for what policy_summary does not return."""
    if not is_list(given):
        raise GivenError(field="checks", value=given, allowed="it must be a list as the filter policy_summary returns it")
    return tuple(_check(each, f"checks[{index}]") for index, each in enumerate(given))


def _check(given: object, path: str) -> Checked:
    if not isinstance(given, Mapping):
        raise GivenError(field=path, value=given, allowed="it must be a mapping")
    missing = [key for key in Checked.__annotations__ if key not in given]
    if missing:
        raise GivenError(f"missing keys: {', '.join(missing)}", field=path)
    values: Any = {key: plain(given[key]) for key in Checked.__annotations__}
    fits = (
        *(isinstance(values[key], int) and not isinstance(values[key], bool) for key in _COUNTS),
        *(isinstance(values[key], list) and all(isinstance(each, str) for each in values[key]) for key in _LISTS),
        *(isinstance(values[key], str) for key in ("rule", "match")),
        values["holds"] in (True, False, None),
    )
    if not all(fits):
        raise GivenError("is not as policy_summary returns it", field=path)
    return cast("Checked", values)


def findings_first(checks: Iterable[Checked]) -> list[Checked]:
    """The rules with findings, then those that nothing can be said of, then those that hold; each in the order of the policy."""
    return sorted(checks, key=lambda each: (False, None, True).index(each["holds"]))


def result_text(check: Checked) -> str:
    """`holds`, or the findings, or why there is nothing to say."""
    if check["holds"]:
        return "holds"
    if check["holds"] is None:
        return "not judged" if check["processes"] else "no process"
    counts: Any = check
    return ", ".join(number(counts[f"{each}s"], each) for each in SEVERITIES if counts[f"{each}s"])


def about_text(check: Checked) -> str:
    """The processes that it is about: `Order*, not * Test`."""
    return check["match"] + (f", not {', '.join(check['excluding'])}" if check["excluding"] else "")


def demands_text(check: Checked) -> str:
    left_out = f" (not judged: {', '.join(check['not_judged'])})" if check["not_judged"] else ""
    return ", ".join(check["demands"]) + left_out


def checks_in_words(checks: Sequence[Checked]) -> str:
    """`4 of 6 rules hold; 1 has findings; 1 is about no process or was not judged.`"""
    holding = Counter(each["holds"] for each in checks)
    parts = [f"{holding[True]:,} of {number(len(checks), 'rule')} {'holds' if holding[True] == 1 else 'hold'}"]
    parts += [number(holding[False], "has findings", "have findings")] if holding[False] else []
    parts += [number(holding[None], "is about no process or was not judged", "are about no process or were not judged")] if holding[None] else []
    return f"{'; '.join(parts)}."
