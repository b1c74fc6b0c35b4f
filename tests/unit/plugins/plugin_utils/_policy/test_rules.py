# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demands of rules: what each finds, how it says so, and what it leaves alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.plugins.plugin_utils.policy_cases import NAMED, OFFICE, PAIR, Facts, deployment, judged, process, told

UNKNOWN = [process(deployment(OFFICE, enabled=None, max_retry=None))]
NOWHERE = [process(deployment(OFFICE, env=None))]
UNEVEN = [process(deployment("0-59/25 8 * * * *"))]
INVALID = [process(deployment("0-59/ 8 * * * *"))]
NOT_VALID = (
    'has a schedule on "a1" that is not valid, so it cannot be judged: minutes is "0-59/": "0-59/" has none of the allowed forms; '
    "allowed are *, n, a-b, a-b/s and */s, and lists of these separated by commas, with numbers from 0 to 59"
)
RETRIES_NOT_VALID = NOT_VALID.replace("has a schedule", "has times of retries").replace("that is not valid, so it cannot be judged", "that are not valid")
RETRIED = [process(deployment(retry={"schedule": [{"minutes": "0-59/5", "hours": "19"}], "max_retry": 2}))]
IDS_ONLY = "(the facts have only ids: gather them with include_names=true to use names)"

# What it is about, the facts, the rule, and of each finding the key, the severity and the message after the name of the process.
CASES: list[tuple[str, Facts, dict[str, Any], list[tuple[str, str, str]]]] = [
    ("the same minutes", PAIR, {"schedule": "0,15,30,45 8-18 2-6 * * *"}, []),
    ("unscheduled", [process(deployment())], {"schedule": []}, []),
    ("a schedule that never comes is none", [process(deployment("0 0 * 31 2 *"))], {"schedule": []}, []),
    ("no deployment has no schedule", [process()], {"schedule": OFFICE}, []),
    (
        "other minutes",
        [process(deployment("0 8 * * * *"))],
        {"schedule": "0 9 * * * *"},
        [("schedule", "error", 'does not have the expected schedule on "a1". Extra runs: at 08:00 every day; missing runs: at 09:00 every day')],
    ),
    (
        "more minutes",
        [process(deployment("0 8,9 * * * *"))],
        {"schedule": "0 9 * * * *"},
        [("schedule", "error", 'does not have the expected schedule on "a1". Extra runs: at 08:00 every day')],
    ),
    (
        "many other minutes",
        [process(deployment("0 9 1-6/2 1-31/2 1-12/3 *"))],
        {"schedule": ["0 9 * * * *", "1-59/7 3,5,7-9,12,17-20,22 2-6/2 1-31/5 2-11/3 1970-9999/3"]},
        [("schedule", "error", 'does not have the expected schedule on "a1". Missing runs: at many times')],
    ),
    ("environments by id", NAMED, {"environments": ["e1"]}, []),
    ("environments by name", NAMED, {"environments": ["Production"]}, []),
    ("too many environments", NAMED, {"environments": []}, [("environments", "error", 'is deployed to "Production", where it must not be')]),
    (
        "other environments",
        NAMED,
        {"environments": ["Test"]},
        [("environments", "error", 'is deployed to "Production", where it must not be, and is not deployed to "Test"')],
    ),
    (
        "names that the facts do not have",
        PAIR,
        {"environments": ["e1", "Test"]},
        [("environments", "error", f'is not deployed to "Test" {IDS_ONLY}')],
    ),
    (
        "an environment that is not known",
        NOWHERE,
        {"environments": ["e1"]},
        [("environments", "warning", 'is deployed on "a1", whose environment is not known')],
    ),
    ("enabled", PAIR, {"enabled": True}, [("enabled", "error", 'is paused on "a2", but must run')]),
    ("paused", PAIR, {"enabled": False}, [("enabled", "error", 'is enabled on "a1", but must be paused')]),
    ("enabled is about schedules", [process(deployment(enabled=False))], {"enabled": True}, []),
    (
        "not known whether enabled",
        UNKNOWN,
        {"enabled": False},
        [("enabled", "warning", 'is scheduled on "a1", but whether it is enabled is not known from this source')],
    ),
    ("retries", PAIR, {"max_retry": 5}, []),
    ("other retries", NAMED, {"max_retry": 1}, [("max_retry", "error", 'is retried up to 5 times on "frankfurt", not 1')]),
    (
        "not known how many retries",
        UNKNOWN,
        {"max_retry": 5},
        [("max_retry", "warning", 'has a number of retries on "a1" that is not known from this source')],
    ),
    ("distance", PAIR, {"min_minutes_between_runs": 15}, []),
    (
        "too close",
        NAMED,
        {"min_minutes_between_runs": 16},
        [("min_minutes_between_runs", "error", 'has runs 15 minutes apart on "frankfurt", closer than 16 minutes')],
    ),
    (
        "too close over midnight",
        [process(deployment("0,59 0,23 2-3 * * *"))],
        {"min_minutes_between_runs": 2},
        [("min_minutes_between_runs", "error", 'has runs 1 minute apart on "a1", closer than 2 minutes')],
    ),
    ("midnight of days that do not follow", [process(deployment("0,59 0,23 2,4 * * *"))], {"min_minutes_between_runs": 2}, []),
    ("runs a day", PAIR, {"max_runs_per_day": 44}, []),
    ("too many runs a day", NAMED, {"max_runs_per_day": 43}, [("max_runs_per_day", "error", 'runs 44 times on one day on "frankfurt", more than 43')]),
    ("even", PAIR, {"even_intervals": True}, []),
    ("once an hour", [process(deployment("7 * * * * *"))], {"even_intervals": True}, []),
    (
        "uneven",
        UNEVEN,
        {"even_intervals": True},
        [("even_intervals", "error", 'runs at the minutes 0, 25 and 50 of an hour on "a1", which are not evenly spaced around it')],
    ),
    ("even is not asked for", UNEVEN, {"even_intervals": False, "max_retry": 5}, []),
    ("often enough", [process(deployment("0 * * * * *"))], {"max_minutes_between_runs": 60}, []),
    (
        "not often enough",
        [process(deployment("0 * * * * *"))],
        {"max_minutes_between_runs": 59},
        [
            (
                "max_minutes_between_runs",
                "error",
                'goes 60 minutes without a run on "a1", first from 2026-11-24 00:00; at most 59 minutes are allowed',
            )
        ],
    ),
    ("often enough in office hours", PAIR, {"max_minutes_between_runs": 15, "during": "* 8-18 2-6 * * *"}, []),
    (
        "too late in office hours",
        [process(deployment("0-59/15 9-18 * * * *"))],
        {"max_minutes_between_runs": 15, "during": [{"hours": "8-18", "days_of_week": "2-6"}]},
        [
            (
                "max_minutes_between_runs",
                "error",
                'goes 60 minutes without a run on "a1", first from 2026-11-24 08:00; at most 15 minutes are allowed from 08:00 to 18:59, Monday to Friday',
            )
        ],
    ),
    (
        "never in these hours",
        [process(deployment("0 9 * * * *"))],
        {"max_minutes_between_runs": 15, "during": "* 8 * * * *"},
        [("max_minutes_between_runs", "error", 'never runs from 08:00 to 08:59 every day on "a1"; at most 15 minutes are allowed')],
    ),
    (
        "never at all",
        [process(deployment())],
        {"max_minutes_between_runs": 1440},
        [("max_minutes_between_runs", "error", 'never runs on "a1"; at most 1440 minutes are allowed')],
    ),
    (
        "not any more",
        [process(deployment("0 * * * * 2026-2027"))],
        {"max_minutes_between_runs": 60},
        [("max_minutes_between_runs", "error", 'has no run on "a1" from 2027-12-31 23:00 on; at most 60 minutes are allowed')],
    ),
    ("not valid has no times", INVALID, {"max_minutes_between_runs": 5}, [("max_minutes_between_runs", "error", NOT_VALID)]),
    ("retries as expected", RETRIED, {"retry": "0-59/5 19 * * * *"}, []),
    (
        "other retries",
        RETRIED,
        {"retry": "0-59/5 20 * * * *"},
        [
            (
                "retry",
                "error",
                'does not have the expected times of retries on "a1". Extra retries: every 5 minutes from 19:00 to 19:55 every day; '
                "missing retries: every 5 minutes from 20:00 to 20:55 every day",
            )
        ],
    ),
    (
        "no retries are expected",
        RETRIED,
        {"retry": []},
        [("retry", "error", 'does not have the expected times of retries on "a1". Extra retries: every 5 minutes from 19:00 to 19:55 every day')],
    ),
    (
        "retries that are not valid",
        [process(deployment(retry={"schedule": "0-59/ * * * * *"}))],
        {"retry": []},
        [
            (
                "retry",
                "error",
                RETRIES_NOT_VALID,
            )
        ],
    ),
    ("retries to the letter", [process(deployment(retry={"schedule": "0-59/ * * * * *"}))], {"retry_text": "0-59/ * * * * *"}, []),
    (
        "other retries to the letter",
        RETRIED,
        {"retry_text": "x"},
        [("retry_text", "error", 'does not have the expected text of the times of retries on "a1"')],
    ),
    ("called what it was", PAIR, {"process_name": "Order Intake"}, []),
    ("called otherwise", PAIR, {"process_name": "Orders\n"}, [("process_name", "error", 'is no longer named "Orders\\n"')]),
    ("not known before", UNKNOWN, {"enabled": "unknown"}, []),
    (
        "known since then",
        PAIR,
        {"enabled": "unknown"},
        [
            ("enabled", "warning", 'is enabled on "a1", which was not known when the policy was written'),
            ("enabled", "warning", 'is paused on "a2", which was not known when the policy was written'),
        ],
    ),
    ("on one", PAIR, {"enabled_on": "one"}, []),
    ("not on all", PAIR, {"enabled_on": "all"}, [("enabled_on", "error", 'is scheduled and enabled on "a1", but must be on all 2 of its runtimes')]),
    ("not on none", PAIR, {"enabled_on": "none"}, [("enabled_on", "error", 'is scheduled and enabled on "a1", but must be on none')]),
    (
        "on none",
        [process(deployment(OFFICE, enabled=False))],
        {"enabled_on": "one"},
        [("enabled_on", "error", "is scheduled and enabled nowhere, but must be on exactly one of its runtimes")],
    ),
    (
        "on a runtime that is not known",
        [process(deployment(OFFICE, None))],
        {"enabled_on": "none"},
        [("enabled_on", "error", 'is scheduled and enabled on "an unknown runtime", but must be on none')],
    ),
    ("unscheduled is not on", [process(deployment())], {"enabled_on": "none"}, []),
    (
        "not known where",
        UNKNOWN,
        {"enabled_on": "one"},
        [("enabled_on", "warning", "is scheduled, but where it is enabled is not known from this source")],
    ),
    ("only there", PAIR, {"only_on": ["a1"], "enabled": True}, []),
    ("only there, by environment", PAIR, {"only_on": ["e1"], "enabled": True}, [("enabled", "error", 'is paused on "a2", but must run')]),
    ("not valid", INVALID, {"schedule": []}, [("schedule", "error", NOT_VALID)]),
    ("not valid has no distance", INVALID, {"min_minutes_between_runs": 5}, [("min_minutes_between_runs", "error", NOT_VALID)]),
    ("not valid, but nothing is demanded of its minutes", INVALID, {"enabled": True}, []),
    ("not valid, to the letter", INVALID, {"schedule_text": "0-59/ 8 * * * *"}, []),
    (
        "to the letter",
        PAIR,
        {"schedule_text": "0 8 * * * *"},
        [("schedule_text", "error", f'does not have the expected schedule text on "{runtime}"') for runtime in ("a1", "a2")],
    ),
]


@pytest.mark.parametrize(("what", "given", "rule", "expected"), CASES, ids=[case[0] for case in CASES])
def test_demands(what: str, given: Facts, rule: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    assert told(given, rule) == [(f"processes[0].{key}", severity, f'"Order Intake" {text}') for key, severity, text in expected]


def test_expected_and_actual() -> None:
    def compared(given: Facts, **rule: Any) -> list[tuple[Any, Any]]:
        return [(finding["expected"], finding["actual"]) for finding in judged(given, rule)]

    assert compared(NAMED, environments=["Test"]) == [(["Test"], ["Production"])]
    assert compared(NOWHERE, environments=["e1"]) == [(["e1"], None)]
    assert compared(PAIR, enabled=True) == [("running", "paused")]
    assert compared(UNKNOWN, enabled=True, max_retry=5, enabled_on="one") == [("running", None), (5, None), ("one", None)]
    assert compared([process(deployment("0 * * * * *"))], max_minutes_between_runs=59) == [(59, 60)]
    assert compared([process(deployment())], max_minutes_between_runs=59) == [(59, None)]
    (((expected, actual),),) = [compared([process(deployment("0 9 * * * *"))], max_minutes_between_runs=30, during={"hours": "9"})]
    assert (expected["words"], expected["minutes"], actual) == ("at most 30 minutes from 09:00 to 09:59 every day", 30, 60)
    assert compared(PAIR, enabled_on="all") == [("all", ["a1"])]
    assert compared(NAMED, max_retry=1, min_minutes_between_runs=16, max_runs_per_day=9) == [(1, 5), (16, 15), (9, 44)]
    assert compared(UNEVEN, even_intervals=True) == [(True, [0, 25, 50])]
    assert compared(INVALID, max_runs_per_day=9) == [(9, "0-59/ 8 * * * *")]
    entries = [{"minutes": "0-59/25", "hours": "8", "days_of_week": "*", "days_of_month": "*", "months": "*", "years": "*"}]
    assert compared(UNEVEN, schedule=[]) == [({"words": "not scheduled", "entries": []}, {"words": "at 08:00, 08:25 and 08:50 every day", "entries": entries})]


def test_rules_without_a_process_to_judge() -> None:
    rules = [{"match": "Nope", "required": True}, {"match": "Nope*", "enabled": True}, {"only_on": ["a9", "e9"], "required": True}]
    rules.append({"only_on": ["a9"], "enabled": True})
    assert told(PAIR, *rules) == [
        ("processes[0].required", "error", 'no process has a name or id that matches "Nope"'),
        ("processes[1].match", "warning", 'no process has a name or id that matches "Nope*"'),
        ("processes[2].required", "error", 'no process that matches "*" is deployed on "a9" and "e9"'),
        ("processes[3].only_on", "warning", 'no process that matches "*" is deployed on "a9"'),
    ]


def test_the_rhythm_of_years_gone_by_is_no_finding_and_does_not_hide_the_one_to_come() -> None:
    demands = {"min_minutes_between_runs": 30, "max_runs_per_day": 2, "even_intervals": True}
    past, later = (dict(zip(("minutes", "hours", "years"), each)) for each in (("0,1,2", "8", "2025"), ("0,20", "9-10", "2027")))
    assert told([process(deployment([past]))], demands) == []
    assert [finding["actual"] for finding in judged([process(deployment([past, later]))], demands)] == [20, 4, [0, 20]]
    # What is configured is compared, also in years gone by.
    assert [rule for rule, _severity, _message in told([process(deployment([past]))], {"schedule": []})] == ["processes[0].schedule"]


def test_what_no_rule_matches() -> None:
    two = [*PAIR, process(process_id="p2", name="Load")]
    assert told(two, {"match": "Order*", "max_retry": 5}, unmatched="allow") == []
    assert told(two, {"match": "Order*"}, unmatched="deny") == [("unmatched", "error", '"Load" is not matched by any rule')]
    assert told(PAIR, {"only_on": ["a1"]}, unmatched="deny") == [("unmatched", "error", '"Order Intake" is deployed on "a2", where no rule matches it')]


def test_equal_processes_are_judged_each_by_its_own_places() -> None:
    """What they have in common is computed once; that must not hide what differs."""
    places = [("a1", "e1"), ("a2", "e2"), ("a1", "e1")]
    given = [process(deployment(OFFICE, *place), process_id=f"p{index}", name=None) for index, place in enumerate(places)]
    assert [message for _rule, _severity, message in told(given, {"environments": ["e1"]})] == [
        '"p1" is deployed to "e2", where it must not be, and is not deployed to "e1" ' + IDS_ONLY
    ]
    assert [message for _rule, _severity, message in told(given, {"only_on": ["a2"], "max_retry": 1})] == ['"p1" is retried up to 5 times on "a2", not 1']


def test_deployments_that_differ_only_in_what_no_rule_demands_are_judged_alike() -> None:
    retries = [{"schedule": [{"hours": "1"}], "max_retry": 1}, {"schedule": [], "max_retry": 1}]
    given = [process(deployment(OFFICE, retry=retry, env_classification=kind), process_id=kind) for retry, kind in zip(retries, ("PROD", "TEST"))]
    assert [(finding["process_id"], finding["rule"]) for finding in judged(given, {"max_retry": 2})] == [
        ("PROD", "processes[0].max_retry"),
        ("TEST", "processes[0].max_retry"),
    ]


def places(*atoms: str, env: str | None = "e1", **more: Any) -> list[dict[str, Any]]:
    return [deployment(OFFICE, atom, env, **more) for atom in atoms]


def test_on_every_atom() -> None:
    given = [
        process(*places("a1", "a2"), *places("b1", env="e2")),
        process(*places("a2"), *places("b1", env="e2"), process_id="p2", name="Load"),
        process(*places("a3", atom_name="frankfurt-3", env_name="Production"), process_id="p3", name="Sync"),
        process(*places("c1", env=None), process_id="p4", name="Lost"),
        process(process_id="p5", name="Nowhere"),
    ]
    found = judged(given, {"on_every_atom": True})
    assert [(finding["message"], finding["env_id"], finding["atom_id"], finding["severity"]) for finding in found] == [
        ('"Load" is not deployed on "a1", a runtime of "e1"', "e1", "a1", "error"),
        ('"Load" is not deployed on "frankfurt-3", a runtime of "Production"', "e1", "a3", "error"),
        ('"Lost" is deployed on "c1", whose environment is not known', None, "c1", "warning"),
        ('"Order Intake" is not deployed on "frankfurt-3", a runtime of "Production"', "e1", "a3", "error"),
        ('"Sync" is not deployed on "a1", a runtime of "e1"', "e1", "a1", "error"),
        ('"Sync" is not deployed on "a2", a runtime of "e1"', "e1", "a2", "error"),
    ]
    assert (found[0]["expected"], found[0]["actual"]) == (["a1", "a2", "frankfurt-3"], ["a2"])
    assert judged(given, {"match": "Order*", "on_every_atom": True, "only_on": ["e2"]}) == []
    assert [finding["atom_id"] for finding in judged(given, {"match": "Load", "on_every_atom": True, "only_on": ["a2", "a3"]})] == ["a3"]
    # The runtimes of an environment are known from the whole estate only.
    assert judged(given, {"on_every_atom": True}, scope="processes") == []


def test_two_environments_of_one_name_are_two() -> None:
    given = [process(*places("a1", env_name="Production")), process(*places("b1", env="e2", env_name="Production"), process_id="p2")]
    assert judged(given, {"on_every_atom": True}) == []


def test_exceptions_of_a_rule_and_of_a_window() -> None:
    given = [*PAIR, process(deployment(OFFICE), process_id="p2", name="Order Test")]
    assert told(given, {"max_retry": 1, "except": ["*Test", "p9"]}) == [
        ("processes[0].max_retry", "error", f'"Order Intake" is retried up to 5 times on "{runtime}", not 1') for runtime in ("a1", "a2")
    ]
    assert told(given, {"max_retry": 1, "except": "Order*"}) == [
        ("processes[0].match", "warning", 'no process has a name or id that matches "*" except "Order*"')
    ]
    windows = [{"match": "*", "except": ["p1"], "must_not_run": {"hours": "8"}}]
    assert [message.split(" within")[0] for _rule, _severity, message in told(given, windows=windows)] == ['"Order Test" runs on "a1"']
    # What a rule excepts, another may be about.
    assert told(given, {"match": "*", "except": ["p2"]}, unmatched="deny") == [("unmatched", "error", '"Order Test" is not matched by any rule')]
    contradicting = [{"max_retry": 5}, {"max_retry": 4, "except": ["*"]}]
    assert [rule for rule, _severity, _message in told(given, *contradicting)] == ["processes[1].match"]


def test_a_rule_is_called_by_its_name_and_has_a_severity() -> None:
    rules: list[dict[str, Any]] = [{"name": "Retries, v1.2", "max_retry": 1, "severity": "info"}, {"enabled": True, "severity": "warning"}]
    window = {"name": "Freeze\n", "match": "*", "must_not_run": {"hours": "8"}, "severity": "warning"}
    assert [(rule, severity) for rule, severity, _message in told(PAIR, *rules, windows=[window])] == [
        ("Retries, v1.2.max_retry", "info"),
        ("Retries, v1.2.max_retry", "info"),
        ("processes[1].enabled", "warning"),
        ("Freeze\n.must_not_run", "warning"),
    ]
    # What is not known stays a warning, whatever the rule.
    assert [severity for _rule, severity, _message in told(UNKNOWN, {"enabled": True, "severity": "error"}, {"enabled": False, "severity": "info"})][:2] == [
        "warning",
        "info",
    ]
    contradicting = [{"name": "One", "max_retry": 5}, {"name": "Two", "max_retry": 4}]
    assert [message for _rule, _severity, message in told(PAIR, *contradicting) if "contradicts" in message] == [
        '"Order Intake" is matched by "Two" and by "One", but "Two".max_retry contradicts "One".max_retry'
    ]


def test_a_finding_names_the_instance_and_the_pack() -> None:
    pack = {"integration_pack": [{"integration_pack_id": "k", "name": "Order to Cash"}]}
    given = [
        {**process(process_id=f"p{number}", name=name), "instance_name": instance, **pack}
        for number, (name, instance) in enumerate([("A", "INT"), ("B", "Order to Cash"), ("C", None), ("D{{ x }}", '"\n')])
    ]
    assert [message for _rule, _severity, message in told(given, unmatched="deny")] == [
        '"A" of "INT" (pack "Order to Cash") is not matched by any rule',
        '"B" of "Order to Cash" is not matched by any rule',
        '"C" (pack "Order to Cash") is not matched by any rule',
        '"D{{ x }}" of "\\"\\n" (pack "Order to Cash") is not matched by any rule',
    ]


NO_CONTACT, NO_START = "Boomi has no contact with it", "it may start no schedules"
ONLINE = {"atom_status": "ONLINE", "atom_status_detail": "ONLINE_RUNNING"}


@pytest.mark.parametrize(
    ("status", "detail", "enabled", "expected"),
    [
        ("ONLINE", "ONLINE_RUNNING", True, None),
        ("ONLINE", None, True, None),
        ("WARNING", "CLUSTER_ISSUE", True, None),
        ("OFFLINE", "OFFLINE", True, ("error", f"which is OFFLINE, so {NO_CONTACT}", "OFFLINE")),
        (
            "OFFLINE",
            "OFFLINE_WITH_ERROR",
            True,
            ("error", f"which is OFFLINE (OFFLINE_WITH_ERROR), so {NO_CONTACT}", "OFFLINE (OFFLINE_WITH_ERROR)"),
        ),
        ("UNKNOWN", None, True, ("error", f"which is UNKNOWN, so {NO_START}", "UNKNOWN")),
        ("ONLINE", "RESTARTING", True, ("error", f"which is ONLINE (RESTARTING), so {NO_START}", "ONLINE (RESTARTING)")),
        (
            "ONLINE",
            "RESTARTING_TOO_LONG",
            True,
            ("error", f"which is ONLINE (RESTARTING_TOO_LONG), so {NO_START}", "ONLINE (RESTARTING_TOO_LONG)"),
        ),
        ("ONLINE", "ONLINE_STOPPING", True, ("error", f"which is ONLINE (ONLINE_STOPPING), so {NO_START}", "ONLINE (ONLINE_STOPPING)")),
        ("ONLINE", "ONLINE_STARTING", True, ("error", f"which is ONLINE (ONLINE_STARTING), so {NO_START}", "ONLINE (ONLINE_STARTING)")),
        ("a\nb", None, True, ("error", f"which is a b, so {NO_START}", "a\nb")),
        # Whether it is enabled is not known, or the status is not.
        ("OFFLINE", None, None, ("warning", f"which is OFFLINE, so {NO_CONTACT}", "OFFLINE")),
        (None, None, True, ("warning", "whose status is not known: get the processes with include_runtimes=true", None)),
        ("OFFLINE", None, False, None),
    ],
)
def test_runtime_online(status: str | None, detail: str | None, enabled: bool | None, expected: tuple[str, str, str | None] | None) -> None:
    items = [
        deployment(OFFICE, "a1", enabled=enabled, atom_name="prod-1", atom_status=status, atom_status_detail=detail),
        deployment(OFFICE, "a2", **ONLINE),
        deployment([], "a3", atom_status="OFFLINE"),
    ]
    found = judged([process(*items)], {"runtime_online": True})
    told_findings = [(each["rule"], each["severity"], each["message"], each["atom_id"], each["expected"], each["actual"]) for each in found]
    if expected is None:
        assert told_findings == []
    else:
        severity, words, actual = expected
        assert told_findings == [
            ("processes[0].runtime_online", severity, f'"Order Intake" is scheduled on "prod-1", {words}', "a1", "online", actual),
        ]
    assert judged([process(*items)], {"runtime_online": False, "required": True}) == []


def test_processes_that_differ_only_in_the_status_of_their_runtime_are_told_apart() -> None:
    offline = process(deployment(OFFICE, atom_status="OFFLINE"), process_id="p2", name="Load")
    rules = told([process(deployment(OFFICE, **ONLINE)), offline], {"runtime_online": True})
    assert rules == [("processes[0].runtime_online", "error", '"Load" is scheduled on "a1", which is OFFLINE, so Boomi has no contact with it')]
