# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many cases the property tests try, by the environment variable HYPOTHESIS_PROFILE.

quick is 20 cases of each property, without the tests marked slow, for the inner loop; default is 200, and thorough 1,000, fewer where a case takes
long. These are the same cases in every run. fuzz is other cases in every run, as many as FUZZ_SECONDS allows, of which each property gets its share;
it runs nothing but properties.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "default")
FUZZ_SECONDS = float(os.environ.get("FUZZ_SECONDS", "600"))
CASES = "fuzzed cases"

_COMMON = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
for name, number in {"quick": 20, "default": 200, "thorough": 1_000}.items():
    settings.register_profile(name, _COMMON, max_examples=number, derandomize=True)
# The cases of one round; rounds follow each other as long as there is time.
settings.register_profile("fuzz", _COMMON, max_examples=500, print_blob=True)
settings.load_profile(PROFILE)


def _is_property(item: pytest.Item) -> bool:
    return getattr(getattr(item, "obj", None), "is_hypothesis_test", False)


def _is_left_out(item: pytest.Item) -> bool:
    if PROFILE == "fuzz":
        return not _is_property(item)
    return PROFILE == "quick" and item.get_closest_marker("slow") is not None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [item for item in items if _is_left_out(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not _is_left_out(item)]


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[None]:
    if PROFILE != "fuzz":
        return (yield)
    end = time.monotonic() + _share(pyfuncitem.session)
    counting = _Counting(pyfuncitem.obj.hypothesis)
    try:
        result = yield
        while time.monotonic() < end:
            pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames})
    finally:
        pyfuncitem.user_properties.append((CASES, counting.end()))
    return result


_BEGIN = time.monotonic()
_begun: list[float] = []


def _share(session: pytest.Session) -> float:
    """The seconds of the next property: its part of what is left, as a round can last longer than it should."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    left = max(1.0, len(session.items) / workers - len(_begun))
    _begun.append(time.monotonic())
    return (FUZZ_SECONDS - (_begun[-1] - _BEGIN)) / left


class _Counting:
    """Counts the cases that a property is tried with."""

    def __init__(self, handle: Any) -> None:
        self._handle, self._test, self._cases = handle, handle.inner_test, 0
        handle.inner_test = self._count

    def _count(self, *args: Any, **kwargs: Any) -> Any:
        self._cases += 1
        return self._test(*args, **kwargs)

    def end(self) -> int:
        self._handle.inner_test = self._test
        return self._cases


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.getreports(outcome) if report.when == "call"]
    cases = {report.nodeid: number for report in reports for name, number in report.user_properties if name == CASES}
    if cases:
        terminalreporter.section("cases")
        for nodeid, number in sorted(cases.items(), key=lambda case: case[1]):
            terminalreporter.write_line(f"{number:10,} {nodeid.rpartition('/')[2]}")
        terminalreporter.write_line(f"{sum(cases.values()):10,} cases of {len(cases)} properties")
