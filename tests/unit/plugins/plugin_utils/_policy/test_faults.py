# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A policy alone: valid, as a document or as the text of a file, or one finding with the reason."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.plugin_utils._policy.faults import policy_faults


class Tagged(str):
    """As Ansible passes text: a subclass, which libyaml does not accept."""

    __slots__ = ()


@pytest.mark.parametrize(
    "policy",
    [
        {"version": 1, "processes": [{"match": "a", "required": True}, {"match": "a", "schedule": []}, {"match": "a", "schedule": "* * * * * *"}]},
        "version: 1\nunmatched: deny\n",
        '{"version": 1}',
        Tagged("version: 1"),
        # What is merged in is not given twice, wherever it stands, and neither is what is used twice.
        "version: 1\nprocesses:\n- &b {<<: &a {match: x, required: true}, match: y}\n- *a\n- *b\n- {<<: *b, match: z}\n",
    ],
)
def test_a_valid_policy_has_no_finding(policy: Any) -> None:
    assert policy_faults(policy) == []


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ({"version": 2}, "version is 2; it must be 1, the only version there is"),
        ("", "the policy is null; it must be a mapping that begins with version: 1"),
        ("version: 1\nversion: 2\n", "version is given twice, in lines 1 and 2; give it once"),
        (
            "version: 1\nprocesses:\n- match: a\n- match: b\n  max_retry: 1\n\n  enabled: true\n  'max_retry': 2\nversion: 1\nx: {y: 1, y: 1}\n",
            "version is given twice, in lines 1 and 9; give it once",
        ),
        (
            "version: 1\nprocesses:\n- match: a\n- match: b\n  max_retry: 1\n\n  enabled: true\n  'max_retry': 2\n- {match: c, match: c}\n",
            "processes[1].max_retry is given twice, in lines 5 and 8; give it once",
        ),
        (
            '{"version": 1, "windows": [{"match": "*", "must_run": {"hours": "1", "hours": "2"}}]}',
            "windows[0].must_run.hours is given twice, in line 1; give it once",
        ),
        ('version: 1\natom_timezones: {"a\u202eb": UTC,\n  "a\u202eb": UTC}', "atom_timezones.a\\u202eb is given twice, in lines 2 and 3; give it once"),
        (
            "&a\nversion: 1\nx: *a\n",
            "x is not a key of a policy; allowed are version, timezone, atom_timezones, processes, max_starts_per_minute, windows, unmatched",
        ),
        (
            "version: 1\nprocesses: [",
            'the policy is not valid YAML: while parsing a flow node did not find expected node content in "<file>", line 3, column 1',
        ),
        ("version: !vault x", "the policy is not valid YAML: could not determine a constructor for the tag '!vault' in \"<file>\", line 1, column 10"),
        ("version: 2026-13-01", "the policy is not valid YAML: month must be in 1..12"),
    ],
)
def test_one_that_is_not_valid_has_one(policy: Any, message: str) -> None:
    expected = {
        "rule": "",
        "severity": "error",
        "message": message,
        "process_id": None,
        "process_name": None,
        "instance_id": None,
        "env_id": None,
        "atom_id": None,
        "expected": None,
        "actual": None,
    }
    assert policy_faults(policy) == [expected]


def test_bytes_that_are_not_utf_8_are_not_yaml() -> None:
    (fault,) = policy_faults("version: \udcff")
    assert fault["message"].startswith("the policy is not valid YAML: 'utf-8' codec can't encode character")
