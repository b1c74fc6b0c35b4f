# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every filter and test does around its function."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.boomi.spaces.plugins.plugin_utils import _plugin
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError


def test_what_cannot_be_understood_is_an_error_of_ansible_in_the_same_words() -> None:
    def function(value: object) -> object:
        raise GivenError(field="count", value=value, allowed="it must be a number")

    with pytest.raises(AnsibleFilterError, match=r"^count is null; it must be a number$") as caught:
        _plugin.plugin(function)(None)
    assert caught.value.__cause__ is None


def test_endless_nesting_is_one_sentence() -> None:
    def function() -> object:
        return function()

    with pytest.raises(AnsibleFilterError, match=r"^a value given is nested too deeply to be read$"):
        _plugin.plugin(function)()


def test_other_errors_are_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        _plugin.plugin(lambda: 1 // 0)()


def test_the_clock_has_an_offset() -> None:
    assert abs(_plugin.now() - datetime.now(timezone.utc)) < timedelta(minutes=1)
    assert _plugin.now().utcoffset() == timedelta()
