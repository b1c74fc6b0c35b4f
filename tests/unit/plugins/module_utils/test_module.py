# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module does around its question."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils import _module
from ansible_collections.boomi.spaces.plugins.module_utils._errors import usage


class Ended(Exception):  # noqa: N818 -- as exit_json and fail_json end a module
    pass


class Module:
    """In place of AnsibleModule."""

    def __init__(self, argument_spec: dict[str, Any], supports_check_mode: bool) -> None:
        self.argument_spec, self.supports_check_mode = argument_spec, supports_check_mode
        self.params = {"question": "which"}
        self.environment = dict(os.environ)
        self.warnings: list[str] = []
        self.result: dict[str, Any] = {}
        self.failed: bool | None = None

    def warn(self, sentence: str) -> None:
        self.warnings.append(sentence)

    def exit_json(self, **result: Any) -> None:
        self.failed, self.result = False, result
        raise Ended

    def fail_json(self, **result: Any) -> None:
        self.failed, self.result = True, result
        raise Ended


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Module]:
    def run(answer: Callable[..., dict[str, Any]], spec: dict[str, Any] | None = None) -> Module:
        made: list[Module] = []
        monkeypatch.setattr(_module, "_AnsibleModule", lambda **given: made.append(Module(**given)) or made[0])
        with pytest.raises(Ended):
            _module.run(spec or {}, answer)
        return made[0]

    return run


def test_a_module_returns_the_answer_and_changes_nothing(run: Callable[..., Module]) -> None:
    def answer(get: Callable[[str], Any], warn: Callable[[str], None]) -> dict[str, Any]:
        warn("careful")
        return {"found": get("question")}

    module = run(answer)
    assert (module.failed, module.result, module.warnings) == (False, {"changed": False, "found": "which"}, ["careful"])


def test_a_failure_is_a_sentence_and_data(run: Callable[..., Module]) -> None:
    error = usage("Wrong option.")

    def answer(*given: object) -> dict[str, Any]:
        raise error

    module = run(answer)
    assert (module.failed, module.result) == (True, {"failed": True, "msg": "Wrong option.", "error": error.as_data()})


def test_a_failure_is_reported_outside_of_its_handler(run: Callable[..., Module], monkeypatch: pytest.MonkeyPatch) -> None:
    handled: list[Any] = []
    monkeypatch.setattr(Module, "fail_json", lambda self, **result: handled.append(sys.exc_info()) or Module.exit_json(self, **result))

    def answer(*given: object) -> dict[str, Any]:
        raise usage("Wrong option.")

    run(answer)
    assert handled == [(None, None, None)]


def test_the_options_are_those_of_the_connection_and_the_modules_own(run: Callable[..., Module]) -> None:
    module = run(lambda get, warn: {}, {"question": {"type": "str"}})
    assert list(module.argument_spec)[:3] == ["account_id", "username", "api_token"]
    assert module.argument_spec["question"] == {"type": "str"}
    assert module.supports_check_mode is True


def test_a_blank_variable_is_unset_before_ansible_reads_it(run: Callable[..., Module], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOMI_TIMEOUT", " ")
    assert "BOOMI_TIMEOUT" not in run(lambda get, warn: {}).environment
