# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Returns the facts of a file: what a module costs that asks nobody."""

from __future__ import annotations

import json

from ansible.module_utils.basic import AnsibleModule


def main() -> None:
    spec = {"answer": {"type": "path", "required": True}, "instance_ids": {"type": "list", "elements": "str"}}
    module = AnsibleModule(argument_spec=spec)
    with open(module.params["answer"], encoding="utf-8") as stream:
        facts = json.load(stream)
    module.exit_json(**facts)


if __name__ == "__main__":
    main()
