# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How pages are made. That no name becomes markup is tested with each page."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from ansible_collections.boomi.spaces.plugins.plugin_utils._report.rendering import rendered


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        rendered("plan.html.j2", ("page.css", "plan.css"))
