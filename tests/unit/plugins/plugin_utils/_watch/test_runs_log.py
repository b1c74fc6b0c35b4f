# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What readings of runs write to the log, and how often."""

from __future__ import annotations

import logging
from collections import Counter

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.runs import Judged, Reading
from ansible_collections.boomi.spaces.plugins.plugin_utils._watch.runs_log import RunsLog


def written(caplog: pytest.LogCaptureFixture, log: RunsLog, read_at: str, warnings: list[str], **unknown: int) -> list[tuple[str, str]]:
    caplog.clear()
    caplog.set_level(logging.INFO)
    log.write(Reading(Judged(read_at=read_at), [], warnings, Counter(unknown)))
    return [(record.levelname, record.getMessage().rpartition(": ")[2]) for record in caplog.records]


def test_a_warning_is_written_once_until_a_reading_does_not_have_it(caplog: pytest.LogCaptureFixture) -> None:
    log = RunsLog()
    assert written(caplog, log, "1", ["You may not."]) == [("WARNING", "You may not.")]
    assert written(caplog, log, "2", ["You may not."]) == []
    assert written(caplog, log, "3", []) == []
    assert written(caplog, log, "4", ["You may not."]) == [("WARNING", "You may not.")]


def test_unknown_runs_are_counted_once_for_each_reading_and_loudly_for_a_new_reason(caplog: pytest.LogCaptureFixture) -> None:
    log = RunsLog()
    assert written(caplog, log, "1", [], zone=2, dst=1) == [("WARNING", "1 dst, 2 zone.")]
    assert written(caplog, log, "1", [], zone=2, dst=1) == []  # a poll in between
    assert written(caplog, log, "2", [], zone=3) == [("INFO", "3 zone.")]
    assert written(caplog, log, "3", [], zone=3, privilege=1) == [("WARNING", "1 privilege, 3 zone.")]
    assert written(caplog, log, "4", []) == []
