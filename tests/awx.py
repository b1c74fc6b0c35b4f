# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWX does with a custom credential type: the rules that it holds one to, and what a job finds in its environment.

As of awx/main/fields.py and awx/main/models/credential.py of AWX 24.
"""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from jinja2 import StrictUndefined
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tests.paths import ROOT

FOLDER = ROOT / "docs/awx"

_NAME = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")
_FILE = re.compile(r"template\.([a-zA-Z_][a-zA-Z0-9_]*)")
_KEYS = {"id": str, "label": str, "help_text": str, "type": str, "format": str, "choices": list, "multiline": bool, "secret": bool, "ask_at_runtime": bool}
_OF_TEXTS_ONLY = {"choices", "multiline", "format", "secret"}


def credential_type() -> tuple[dict[str, Any], dict[str, Any]]:
    """The input and the injector configuration that users paste."""
    inputs, injectors = (yaml.safe_load((FOLDER / f"credential-type-{name}.yml").read_text(encoding="utf-8")) for name in ("inputs", "injectors"))
    return inputs, injectors


def problems(inputs: dict[str, Any], injectors: dict[str, Any]) -> list[str]:
    """Why AWX would not accept this credential type; empty where it does."""
    fields: list[dict[str, Any]] = inputs.get("fields", [])
    ids = [field.get("id") for field in fields]
    found = [f"inputs: {key}" for key in set(inputs) - {"fields", "required"}]
    found += [f"injectors: {key}" for key in set(injectors) - {"file", "env", "extra_vars"}]
    found += [f"required: {name}" for name in inputs.get("required", []) if name not in ids]
    found += [f"twice: {name}" for name in set(ids) if ids.count(name) > 1]
    for field in fields:
        found += [f"{field.get('id')}: {problem}" for problem in _field_problems(field)]
    found += [f"file: {label}" for label in injectors.get("file", {}) if not _FILE.fullmatch(label)]
    found += [f"env: {name}" for name in injectors.get("env", {}) if not _NAME.fullmatch(name) or name.startswith("ANSIBLE_")]
    return found + _template_problems([name for name in ids if name], injectors)


def _field_problems(field: dict[str, Any]) -> list[str]:
    found = [f"no {key}" for key in ("id", "label") if key not in field]
    found += [key for key, value in field.items() if key != "default" and not (key in _KEYS and isinstance(value, _KEYS[key]))]
    if not _NAME.fullmatch(str(field.get("id"))) or field.get("id") == "tower":
        found.append("id")
    kind = field.get("type", "string")
    if kind not in ("string", "boolean"):
        found.append("type")
    if "default" in field and not isinstance(field["default"], bool if kind == "boolean" else str):
        found.append("default")
    if kind == "boolean":
        found += [f"{key} of a boolean" for key in _OF_TEXTS_ONLY & set(field)]
    if field.get("format", "url") not in ("url", "ssh_private_key"):
        found.append("format")
    choices = field.get("choices", ["one"])
    if not choices or not all(isinstance(choice, str) for choice in choices) or len(set(choices)) < len(choices):
        found.append("choices")
    return found


def _template_problems(ids: list[str], injectors: dict[str, Any]) -> list[str]:
    """Every template is rendered once, with every field and file there: a name that none bears is an error."""
    strict = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    names = _with_files(dict.fromkeys(ids, "EXAMPLE"), {label: Path(label) for label in injectors.get("file", {})})
    found = []
    for kind in ("file", "env"):
        for name, template in injectors.get(kind, {}).items():
            try:
                strict.from_string(template).render(names)
            except (TemplateError, TypeError) as error:
                found.append(f"{name}: {error}")
            if not template.isascii():
                found.append(f"{name}: not ASCII")
    return found


def inject(injectors: dict[str, Any], values: dict[str, str], folder: Path) -> dict[str, str]:
    """The environment of a job that has this credential. Fields that are empty are not defined; every file and variable is made all the same."""
    jinja = ImmutableSandboxedEnvironment()
    given = {name: value for name, value in values.items() if value}
    files = {label: folder / label for label in injectors.get("file", {})}
    for label, path in files.items():
        path.write_text(jinja.from_string(injectors["file"][label]).render(given), encoding="utf-8")
    names = _with_files(given, files)
    return {variable: jinja.from_string(template).render(names) for variable, template in injectors["env"].items()}


def _with_files(values: dict[str, str], files: dict[str, Path]) -> dict[str, Any]:
    paths = {label.partition(".")[2]: str(path) for label, path in files.items()}
    return {**values, "tower": SimpleNamespace(filename=SimpleNamespace(**paths))}
