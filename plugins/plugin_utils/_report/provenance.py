# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Where a report comes from: what was read, by which policy it was judged, and what made it. And where the guides are."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

import yaml

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, sentence_list
from ansible_collections.boomi.spaces.plugins.plugin_utils._given import GivenError
from ansible_collections.boomi.spaces.plugins.plugin_utils._report.text import plain_text

_ROOT = Path(__file__).parents[3]
_ADDRESS = re.compile(r"https://[!-~]+")


class Provenance(NamedTuple):
    """What is not known is None. Nothing else is taken, so that no secret can get into a report."""

    account_id: str | None = None
    space_guid: str | None = None
    source: str | None = None
    policy_file: str | None = None
    # Of the bytes of that file, in hexadecimal.
    policy_sha256: str | None = None


class Collection(NamedTuple):
    version: str | None
    # The address of its README, if the collection has one.
    documentation: str | None

    def guide(self, name: str) -> str:
        """The address of a guide: the one that the link in the README leads to. Empty if it is not known."""
        if self.documentation is None or not self.documentation.endswith("/README.md"):
            return ""
        return urljoin(self.documentation, guide_path(name))


def guide_path(name: str) -> str:
    """Where a guide is in the folder of the collection."""
    return f"docs/docsite/rst/{name}.rst"


def read_provenance(given: object) -> Provenance:
    """Raises GivenError for what is no mapping of these keys to texts. Empty text is not known, as null is in templates of older versions of Ansible."""
    if given is None:
        return Provenance()
    if not isinstance(given, Mapping):
        raise GivenError(field="provenance", value=given, allowed=f"it must be a mapping with any of {sentence_list(list(Provenance._fields))}")
    unknown = [plain_text(key) for key in given if key not in Provenance._fields]
    if unknown:
        keys = sentence_list(list(Provenance._fields))
        raise GivenError(f"has no key {sentence_list([quoted(key) for key in unknown])}", field="provenance", allowed=f"its keys are {keys}")
    values = {str(key): None if value is None else plain_text(value) or None for key, value in given.items()}
    return Provenance(**values)


@lru_cache(maxsize=1)
def this_collection() -> Collection:
    """What the collection says of itself: in MANIFEST.json where it is installed, in galaxy.yml in its repository."""
    manifest, galaxy = _ROOT / "MANIFEST.json", _ROOT / "galaxy.yml"
    try:
        about = json.loads(manifest.read_text(encoding="utf-8"))["collection_info"] if manifest.exists() else yaml.safe_load(galaxy.read_text(encoding="utf-8"))
        version, documentation = about.get("version"), about.get("documentation")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError):
        return Collection(None, None)
    address = documentation if isinstance(documentation, str) and _ADDRESS.fullmatch(documentation) else None
    return Collection(version if isinstance(version, str) else None, address)
