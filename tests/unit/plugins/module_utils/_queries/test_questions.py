# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option that all questions have."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._options import MISSING
from ansible_collections.boomi.spaces.plugins.module_utils._queries.questions import missing_from


@pytest.mark.parametrize("value", MISSING["choices"])
def test_a_choice_of_the_argument_spec(value: str) -> None:
    assert missing_from({"missing": value}.get) == value


@pytest.mark.parametrize(("value", "shown"), [("ignore", '"ignore"'), ("", '""'), (None, '"None"'), (True, '"True"')])
def test_any_other_value_is_refused(value: Any, shown: str) -> None:
    with pytest.raises(BoomiError) as caught:
        missing_from({"missing": value}.get)
    assert (caught.value.kind, caught.value.sentence) == ("usage", f"missing is {shown}; it must be one of fail and report.")
