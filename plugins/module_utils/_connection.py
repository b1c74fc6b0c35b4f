# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The connection options, stated once.

The fields of :class:`Connection` are the table of design: the argument spec of the modules, the environment fallbacks
and the options of the other plugins are read from it, and a test holds the doc fragment against it.
"""

from __future__ import annotations

import ipaddress
import os
import re
from dataclasses import Field, dataclass, field, fields
from typing import Any, Callable
from urllib.parse import urlsplit

from ansible_collections.boomi.spaces.plugins.module_utils._errors import quoted, sentence_list, usage

SPACES_URLS = {"us": "https://platform.boomi.com/graphql", "gb": "https://platform.gb.boomi.com/graphql"}
PLATFORM_URLS = {"us": "https://api.boomi.com", "gb": "https://api.platform.gb.boomi.com"}

# What may stand in an HTTP header: anything else would break, or break out of, the request.
HEADER_TEXT = re.compile(r"[!-~]+")


def _row(kind: str = "str", *, choices: tuple[str, ...] | None = None, secret: bool = False, least: float | None = None) -> dict[str, Any]:
    """One row of the table: ``kind`` is Ansible's name of the type, ``least`` the smallest number that makes sense."""
    return {"kind": kind, "choices": choices, "secret": secret, "least": least}


@dataclass(frozen=True)
class Connection:
    """How to reach Boomi. Build it with :func:`connection_from`, which checks it; ``repr()`` shows no secret."""

    account_id: str | None = field(default=None, metadata=_row())
    username: str | None = field(default=None, metadata=_row())
    api_token: str | None = field(default=None, repr=False, metadata=_row(secret=True))
    access_token: str | None = field(default=None, repr=False, metadata=_row(secret=True))
    space_guid: str | None = field(default=None, metadata=_row())
    source: str = field(default="spaces", metadata=_row(choices=("spaces", "platform")))
    region: str = field(default="us", metadata=_row(choices=("us", "gb")))
    spaces_url: str | None = field(default=None, metadata=_row())
    platform_url: str | None = field(default=None, metadata=_row())
    override_account: str | None = field(default=None, metadata=_row())
    validate_certs: bool = field(default=True, metadata=_row("bool"))
    ca_path: str | None = field(default=None, metadata=_row("path"))
    client_cert: str | None = field(default=None, metadata=_row("path"))
    client_key: str | None = field(default=None, repr=False, metadata=_row("path", secret=True))
    timeout: float = field(default=30, metadata=_row("float", least=0.001))
    retries: int = field(default=5, metadata=_row("int", least=0))
    requests_per_second: float = field(default=5, metadata=_row("float", least=0.001))
    batch_size: int = field(default=10, metadata=_row("int", least=1))

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


def unset_blank_variables() -> None:
    """Takes the variables that hold only blanks out of the environment: like a blank option, they are not given.

    AWX sets the variable of every field of a credential, also of one that was left empty. Ansible would read the blank by the type of its
    option: an error for a number or a choice, and for a path the working directory.
    """
    for option in fields(Connection):
        name = environment_variable(option.name)
        if not os.environ.get(name, "given").strip():
            del os.environ[name]


def argument_spec(env_fallback: Callable[..., Any]) -> dict[str, dict[str, Any]]:
    """The modules' argument spec; ``env_fallback`` is ansible.module_utils.basic's, so that this file needs no Ansible."""
    spec: dict[str, dict[str, Any]] = {}
    for option in fields(Connection):
        spec[option.name] = {
            "type": option.metadata["kind"],
            "no_log": option.metadata["secret"],
            "fallback": (env_fallback, [environment_variable(option.name)]),
        }
        if option.metadata["choices"]:
            spec[option.name]["choices"] = list(option.metadata["choices"])
        if option.default is not None:
            spec[option.name]["default"] = option.default
    return spec


def connection_from(get: Callable[[str], Any], *, needs_space: bool = True) -> Connection:
    """The checked connection; ``get`` answers an option by its name. Raises a ``usage`` error for what cannot work.

    ``needs_space`` is false for a question that the Spaces API answers without a space GUID.
    """
    connection = Connection(**{option.name: _plain(get(option.name), option) for option in fields(Connection)})
    for option in fields(Connection):
        _check_text(option.name, getattr(connection, option.name))
        _check_choice_and_size(option, getattr(connection, option.name))
    _check_completeness(connection, needs_space)
    _check_url("spaces_url", connection.graphql_url)
    _check_url("platform_url", connection.platform_base)
    if urlsplit(connection.platform_base).path:
        raise usage(f"platform_url is the base of the REST API, with no path; got {quoted(connection.platform_base)}.")
    _check_files(connection)
    return connection


def _plain(value: Any, option: Field[Any]) -> Any:
    """A plain Python value of what Ansible hands over (its values are tagged); a blank text means: not given."""
    if isinstance(value, str):
        value = value.strip() or None
    if value is None:
        return option.default
    return {"bool": bool, "int": int, "float": float}.get(option.metadata["kind"], str)(value)


def _check_text(name: str, value: Any) -> None:
    """A variable of the environment can hold any bytes; Python stands for those that are no text with halves of characters."""
    try:
        str(value).encode()
    except UnicodeEncodeError:
        raise usage(f"{name} holds bytes that are not UTF-8. Check where it comes from.") from None


def _check_choice_and_size(option: Field[Any], value: Any) -> None:
    choices, least = option.metadata["choices"], option.metadata["least"]
    if choices and value not in choices:
        raise usage(f"{option.name} is {quoted(str(value))}; it must be one of {sentence_list(list(choices))}.")
    if least is not None and not least <= value < float("inf"):
        raise usage(f"{option.name} is {value}; it must be a number of at least {least:g}.")


def _check_completeness(connection: Connection, needs_space: bool) -> None:
    if connection.source == "platform":
        require(connection.login_missing, "The Platform API needs account_id, username and api_token; an access_token is for the Spaces API alone.")
        return
    if connection.override_account is not None:
        raise usage("override_account is for the Platform API alone. Set source to platform, or leave override_account out.")
    missing = [] if connection.access_token else connection.login_missing
    needed = "either account_id, username and api_token, or a ready access_token"
    if needs_space:
        needed = f"space_guid and {needed}"
        missing = [*missing, *(["space_guid"] if connection.space_guid is None else [])]
    require(missing, f"Needed are {needed}.")
    for name in ("access_token", "space_guid"):
        if not HEADER_TEXT.fullmatch(getattr(connection, name) or "-"):
            raise usage(f"{name} holds blanks, line breaks or characters that cannot be sent in an HTTP header.")


def require(missing: list[str], needed: str) -> None:
    """Raises a ``usage`` error for options that are not given; ``needed`` is a sentence on what is."""
    if missing:
        variables = sentence_list([environment_variable(name) for name in missing])
        verb = "is" if len(missing) == 1 else "are"
        raise usage(f"The connection is incomplete: {sentence_list(missing)} {verb} not given (environment: {variables}). {needed}")


def _check_url(name: str, url: str) -> None:
    try:
        parts = urlsplit(url)
        host = parts.hostname if parts.port != 0 else None
    except ValueError:  # a port or an IPv6 address that is none
        parts, host = urlsplit(""), None
    if "@" in url or parts.query or parts.fragment:
        raise usage(f"{name} must hold no credentials, query or fragment: give the user name and token by their own options.")
    if parts.scheme not in ("http", "https") or not host or not HEADER_TEXT.fullmatch(url):
        raise usage(f"{name} is not a URL: {quoted(url)}. Give a whole one, such as https://platform.boomi.com/graphql.")
    if parts.scheme == "http" and not is_loopback(host):
        raise usage(f"{name} is plain http:// to {host}: credentials would travel unencrypted. Use https:// (http is for loopback addresses only).")


def _check_files(connection: Connection) -> None:
    if connection.client_key and not connection.client_cert:
        raise usage("client_key needs client_cert: give the certificate that belongs to the key.")
    for name in ("ca_path", "client_cert", "client_key"):
        path = getattr(connection, name)
        if path is not None and not os.path.exists(path):
            raise usage(f"{name} names no file that is there. Check the path.")
    # requests takes the first of these that is set, where nothing else is.
    variable = next((name for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE") if os.environ.get(name)), None)
    if variable and connection.validate_certs and not connection.ca_path and not os.path.exists(os.environ[variable]):
        raise usage(f"The environment variable {variable} names no file that is there. Correct it, or set ca_path.")


def is_loopback(host: str) -> bool:
    """Whether a host name is this machine by definition: ``localhost``, 127.0.0.0/8 or ::1."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
