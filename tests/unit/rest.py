# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What requests to the Platform REST API are made of."""

from __future__ import annotations

import base64
from typing import Any


def basic(name: str, secret: str) -> str:
    """The header Authorization."""
    return "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode()


def simple(name: str, operator: str, *arguments: str) -> dict[str, Any]:
    """A simple expression of a filter."""
    return {"property": name, "operator": operator, "argument": list(arguments)}


def group(operator: str, *nested: dict[str, Any]) -> dict[str, Any]:
    """A group of expressions: ``and`` or ``or``."""
    return {"operator": operator, "nestedExpression": list(nested)}


def query(expression: dict[str, Any] | None = None) -> dict[str, Any]:
    """The body of a query; without an expression, the one that asks for everything."""
    return {"QueryFilter": {} if expression is None else {"expression": expression}}
