# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The glue to Ansible: errors, and which strings are templates."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.plugin_utils import _plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._plugin import now, plugin, trusted, untrusted, without


@plugin
def halved(value: Any, by: Any = 2) -> Any:
    """Halves."""
    if value < 0:
        raise GivenError("value is negative")
    if value == 99:
        raise RecursionError
    return value / by


def test_a_plugin_passes_arguments_and_results_through() -> None:
    assert (halved(4), halved(4, by=4)) == (2, 1)
    assert (halved.__name__, halved.__doc__) == ("halved", "Halves.")


@pytest.mark.parametrize(("value", "sentence"), [(-1, "value is negative"), (99, "a value given is nested too deeply to be read")])
def test_an_error_becomes_one_of_ansible(value: int, sentence: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        halved(value)
    assert sentence in str(caught.value)
    assert caught.value.__suppress_context__


def test_an_error_that_is_not_named_stays_as_it_is() -> None:
    with pytest.raises(TypeError):
        halved("text")


def test_an_older_core_needs_unsafe_strings_to_be_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_plugin, "_UNSAFE_IS_MARKED", True)
    wrapped: list[Any] = []
    monkeypatch.setattr("ansible.utils.unsafe_proxy.wrap_var", lambda value: wrapped.append(value) or "marked")
    assert untrusted({"boomi_name": "{{ x }}"}) == "marked"
    assert wrapped == [{"boomi_name": "{{ x }}"}]
    assert trusted("{{ x }}") == "{{ x }}"


@pytest.mark.parametrize(("removed", "name"), [(True, "********"), (False, "hush")])
def test_secrets_are_removed_where_ansible_does_not_mask_them(monkeypatch: pytest.MonkeyPatch, removed: bool, name: str) -> None:
    monkeypatch.setattr(_plugin, "_SECRETS_ARE_REMOVED", removed)
    assert without(["hush"], {"names": [f"{name} now"]}) == {"names": [f"{name} now"]}
    assert without(["hush", "other"], {"names": ["hush now"], "enabled": None}) == {"names": [f"{name} now"], "enabled": None}


@pytest.mark.parametrize("secret", ['with "quotes"', "ümlaut", "line\nbreak", "back\\slash", "12.5"])
def test_a_secret_is_found_however_json_writes_it(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setattr(_plugin, "_SECRETS_ARE_REMOVED", True)
    assert without([secret], [{"a": f"<{secret}>"}, 12.5]) == [{"a": "<********>"}, "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER" if secret == "12.5" else 12.5]


def test_a_newer_core_needs_templates_to_be_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    template = pytest.importorskip("ansible.template")
    monkeypatch.setattr(_plugin, "_UNSAFE_IS_MARKED", False)
    monkeypatch.setattr(template, "trust_as_template", lambda text: f"trusted {text}", raising=False)
    value = {"boomi_name": "{{ x }}"}
    assert untrusted(value) is value
    assert trusted("{{ x }}") == "trusted {{ x }}"


def test_the_clock_has_an_offset() -> None:
    assert abs(now() - datetime.now(timezone.utc)) < timedelta(minutes=1)
    assert now().utcoffset() == timedelta()
