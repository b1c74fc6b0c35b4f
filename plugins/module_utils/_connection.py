# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The connection options, stated once.

The fields of :class:`Connection` are the table of design: the argument spec of the modules, the environment fallbacks
and the options of the other plugins are read from it, and a test holds the doc fragment against it.
"""

from __future__ import annotations

import dataclasses
import ipaddress
import re
from typing import Any, Callable
from urllib.parse import urlsplit

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, sentence_list, usage

SPACES_URLS = {"us": "https://platform.boomi.com/graphql", "gb": "https://platform.gb.boomi.com/graphql"}
PLATFORM_URLS = {"us": "https://api.boomi.com", "gb": "https://api.platform.gb.boomi.com"}

# What may stand in an HTTP header: anything else would break, or break out of, the request.
HEADER_TEXT = re.compile(r"[!-~]+")


def _option(default: Any = None, *, kind: str = "str", choices: tuple[str, ...] | None = None, secret: bool = False, least: float | None = None) -> Any:
    """One row of the table: ``kind`` is Ansible's name of the type, ``least`` the smallest number that makes sense."""
    return dataclasses.field(default=default, repr=not secret, metadata={"kind": kind, "choices": choices, "secret": secret, "least": least})


@dataclasses.dataclass(frozen=True)
class Connection:
    """How to reach Boomi. Build it with :func:`connection_from`, which checks it; ``repr()`` shows no secret."""

    account_id: str | None = _option()
    username: str | None = _option()
    api_token: str | None = _option(secret=True)
    access_token: str | None = _option(secret=True)
    space_guid: str | None = _option()
    source: str = _option("spaces", choices=("spaces", "platform"))
    region: str = _option("us", choices=("us", "gb"))
    spaces_url: str | None = _option()
    platform_url: str | None = _option()
    override_account: str | None = _option()
    validate_certs: bool = _option(True, kind="bool")
    ca_path: str | None = _option(kind="path")
    client_cert: str | None = _option(kind="path")
    client_key: str | None = _option(kind="path", secret=True)
    timeout: float = _option(30, kind="float", least=0.001)
    retries: int = _option(5, kind="int", least=0)
    requests_per_second: float = _option(5, kind="float", least=0.001)
    batch_size: int = _option(10, kind="int", least=1)

    @property
    def graphql_url(self) -> str:
        return self.spaces_url or SPACES_URLS[self.region]

    @property
    def platform_base(self) -> str:
        return (self.platform_url or PLATFORM_URLS[self.region]).rstrip("/")

    @property
    def login_missing(self) -> list[str]:
        """The options that a login with user name and API token still lacks."""
        return [name for name in ("account_id", "username", "api_token") if getattr(self, name) is None]


def environment_variable(name: str) -> str:
    return f"BOOMI_{name.upper()}"


def argument_spec(env_fallback: Callable[..., Any]) -> dict[str, dict[str, Any]]:
    """The modules' argument spec; ``env_fallback`` is ansible.module_utils.basic's, so that this file needs no Ansible."""
    spec: dict[str, dict[str, Any]] = {}
    for field in dataclasses.fields(Connection):
        option: dict[str, Any] = {
            "type": field.metadata["kind"],
            "no_log": field.metadata["secret"],
            "fallback": (env_fallback, [environment_variable(field.name)]),
        }
        if field.metadata["choices"]:
            option["choices"] = list(field.metadata["choices"])
        if field.default is not None:
            option["default"] = field.default
        spec[field.name] = option
    return spec


def connection_from(get: Callable[[str], Any]) -> Connection:
    """The checked connection; ``get`` answers an option by its name. Raises a ``usage`` error for what cannot work."""
    values = {field.name: _plain(get(field.name), field) for field in dataclasses.fields(Connection)}
    connection = Connection(**values)
    for field in dataclasses.fields(Connection):
        _check_choice_and_size(field, values[field.name])
    _check_source(connection)
    _check_credentials(connection)
    _check_url("spaces_url", connection.graphql_url)
    _check_url("platform_url", connection.platform_base)
    if urlsplit(connection.platform_base).path:
        raise usage(f"platform_url is the base of the REST API, with no path; got {quoted(connection.platform_base)}.")
    if connection.client_key and not connection.client_cert:
        raise usage("client_key needs client_cert: give the certificate that belongs to the key.")
    return connection


def _plain(value: Any, field: dataclasses.Field[Any]) -> Any:
    """A plain Python value of what Ansible hands over (its values are tagged); a blank text means: not given."""
    if isinstance(value, str):
        value = value.strip() or None
    if value is None:
        return field.default
    return {"bool": bool, "int": int, "float": float}.get(field.metadata["kind"], str)(value)


def _check_choice_and_size(field: dataclasses.Field[Any], value: Any) -> None:
    choices, least = field.metadata["choices"], field.metadata["least"]
    if choices and value not in choices:
        raise usage(f"{field.name} is {quoted(str(value))}; it must be one of {sentence_list(list(choices))}.")
    if least is not None and not least <= value < float("inf"):
        raise usage(f"{field.name} is {value}; it must be a number of at least {least:g}.")


def _check_source(connection: Connection) -> None:
    if connection.source == "platform":
        raise usage(
            "source: platform is not available yet: this version reads from the Spaces API only. Leave source out, or set it (or BOOMI_SOURCE) to spaces."
        )
    if connection.space_guid is None:
        raise usage("No space is named: set space_guid, or the environment variable BOOMI_SPACE_GUID.")


def _check_credentials(connection: Connection) -> None:
    for name in ("access_token", "space_guid"):
        value = getattr(connection, name)
        if value is not None and not HEADER_TEXT.fullmatch(value):
            raise usage(f"{name} holds blanks, line breaks or characters that cannot be sent in an HTTP header.")
    if connection.access_token is None and connection.login_missing:
        missing = connection.login_missing
        variables = sentence_list([environment_variable(name) for name in missing])
        raise usage(
            f"Credentials are incomplete: {sentence_list(missing)} {'is' if len(missing) == 1 else 'are'} not given "
            f"(environment: {variables}). Give account_id, username and api_token, or a ready access_token."
        )


def _check_url(name: str, url: str) -> None:
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if "@" in url or parts.query or parts.fragment:
        raise usage(f"{name} must hold no credentials, query or fragment: give the user name and token by their own options.")
    if parts.scheme not in ("http", "https") or not host or not HEADER_TEXT.fullmatch(url):
        raise usage(f"{name} is not a URL: {quoted(url)}. Give a whole one, such as https://platform.boomi.com/graphql.")
    if parts.scheme == "http" and not is_loopback(host):
        raise usage(f"{name} is plain http:// to {host}: credentials would travel unencrypted. Use https:// (http is for loopback addresses only).")


def is_loopback(host: str) -> bool:
    """Whether a host name is this machine by definition: ``localhost``, 127.0.0.0/8 or ::1."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
