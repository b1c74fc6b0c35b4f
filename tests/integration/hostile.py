# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Boomi account whose every name is an attack: on templates, YAML, shells, pages, terminals, and on whoever takes texts for short and well-formed."""

from __future__ import annotations

from pathlib import Path

from tests.sandbox.account import Account, Atom, Attachment, Deployment, Entry, Environment, Instance, Pack, Process, Space, User, attachment_id

LONG = "long " * 200_000  # 1 MB
SPACE = "7c0ffee0-0000-4000-8000-000000000001"


def names(canary: Path) -> list[str]:
    """What is evaluated leaves the file ``canary`` behind."""
    touch = f"touch {canary}"
    return [
        f"{{{{ lookup('pipe', '{touch}') }}}}",
        f"{{{{ lookup('ansible.builtin.pipe', '{touch}') }}}} and {{{{ 1 / 0 }}}}",
        f"{{% set ignored = lookup('pipe', '{touch}') %}}",
        "{{ undefined_name }} {% raw %} {% if %}",
        "{# a comment that does not end",
        "#jinja2: variable_start_string:'<', variable_end_string:'>'",
        f'[\'{{{{ lookup("pipe", "{touch}") }}}}\']',
        f"!!python/object/apply:os.system ['{touch}']",
        "!unsafe text",
        "!vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6131",
        '{"__ansible_unsafe": "text"}',
        "a\n- match: '*'\n  # {{ 1 + 1 }}",
        f"$({touch})",
        f"`{touch}`",
        f"'; {touch}; '",
        f'" && {touch} && "',
        f"| {touch}",
        f"<script>fetch('file://{canary}')</script><img src=x onerror=alert(1)>]]></testcase>",
        "\x1b[2J\x1b[31mred\x1b]0;title\x07",
        "\x9b31mred\x85\x00\x08\x7f",
        "invoice \u202egnp.exe \u2066isolated\u2069 \u2028 \ufeff \ufffe",
        "half a character \ud83d here",
        "../../etc/passwd",
        "%s %(x)s %n {0} {x.__class__}",
        "-e @/etc/passwd",
        LONG,
    ]


def as_told(name: str) -> str:
    """The name as facts have it: half a character cannot be told."""
    return name.replace("\ud83d", "\ufffd")


def account(canary: Path) -> Account:
    """Each name belongs to a pack, an instance, an environment, a runtime and a process, which runs hourly; the longest one to instance and process alone."""
    packs, environments, instances = [], [], []
    for number, name in enumerate(names(canary)):
        short = name[:1000]
        atom = Atom(f"atom-{number}", short, f"environment-{number}")
        environments.append(Environment(f"environment-{number}", short, "PROD", (atom,)))
        packs.append(Pack(f"pack-{number}", short, short, "SINGLE"))
        instances.append(_instance(number, name, packs[-1]))
    space = Space(SPACE, names(canary)[0])
    return Account(
        id="hostile-A1B2C3",
        users=(User("pat@acme.example", "t0ken-of-pat"),),
        spaces=(space,),
        packs=tuple(packs),
        environments=tuple(environments),
        atoms=tuple(atom for environment in environments for atom in environment.atoms),
        instances=tuple(instances),
    )


def _instance(number: int, name: str, pack: Pack) -> Instance:
    instance_id, process_id = f"instance-{number}", f"process-{number}"
    place = f"atom-{number}", f"environment-{number}"
    deployment = Deployment(f"schedule-{number}", process_id, *place, (Entry(minutes=str(number)),))
    process = Process(process_id, name, pack.id, instance_id, deployments=(deployment,))
    attachment = Attachment(attachment_id(instance_id, place[1]), instance_id, place[1])
    return Instance(instance_id, SPACE, name, pack, (attachment,), (process,))
