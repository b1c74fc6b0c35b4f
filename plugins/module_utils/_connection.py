# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The connection options, stated once.

The fields of :class:`Connection` are the table of options: the argument spec of the modules, the environment variables and the options of
the other plugins are read from it, and a test compares the documentation fragment with it.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any, Callable, Literal, get_args
from urllib.parse import urlsplit

from ansible_collections.boomi.spaces.plugins.module_utils._errors import inline, quoted, sentence_list, usage
from ansible_collections.boomi.spaces.plugins.module_utils._options import Kind, typed

SourceName = Literal["spaces", "platform"]
Region = Literal["us", "gb"]

SPACES_URLS: dict[Region, str] = {"us": "https://platform.boomi.com/graphql", "gb": "https://platform.gb.boomi.com/graphql"}
PLATFORM_URLS: dict[Region, str] = {"us": "https://api.boomi.com", "gb": "https://api.platform.gb.boomi.com"}

# What may stand in an HTTP header. Other characters would break the request, or add a header to it.
HEADER_TEXT = re.compile(r"[!-~]+")


def _row(kind: Kind = "str", *, choices: tuple[str, ...] | None = None, secret: bool = False, minimum: float | None = None) -> dict[str, Any]:
    """One row of the table."""
    return {"kind": kind, "choices": choices, "secret": secret, "minimum": minimum}


@dataclass(frozen=True)
class Connection:
    """How to reach Boomi. Build it with :func:`connection_from`, which checks it; ``repr()`` shows no secret."""

    account_id: str | None = field(default=None, metadata=_row())
    username: str | None = field(default=None, metadata=_row())
    api_token: str | None = field(default=None, repr=False, metadata=_row(secret=True))
    access_token: str | None = field(default=None, repr=False, metadata=_row(secret=True))
    space_guid: str | None = field(default=None, metadata=_row())
    source: SourceName = field(default="spaces", metadata=_row(choices=get_args(SourceName)))
    region: Region = field(default="us", metadata=_row(choices=get_args(Region)))
    spaces_url: str | None = field(default=None, metadata=_row())
    platform_url: str | None = field(default=None, metadata=_row())
    override_account: str | None = field(default=None, metadata=_row())
    validate_certs: bool = field(default=True, metadata=_row("bool"))
    ca_path: str | None = field(default=None, metadata=_row("path"))
    client_cert: str | None = field(default=None, metadata=_row("path"))
    client_key: str | None = field(default=None, repr=False, metadata=_row("path", secret=True))
    timeout: float = field(default=30, metadata=_row("float", minimum=0.001))
    retries: int = field(default=5, metadata=_row("int", minimum=0))
    requests_per_second: float = field(default=5, metadata=_row("float", minimum=0.001))
    batch_size: int = field(default=25, metadata=_row("int", minimum=1))

    @property
    def graphql_url(self) -> str:
        return self.spaces_url or SPACES_URLS[self.region]

    @property
    def platform_base(self) -> str:
        return (self.platform_url or PLATFORM_URLS[self.region]).rstrip("/")

    @property
    def login_missing(self) -> list[str]:
        """The options that a login with user name and API token needs and that are not given."""
        return [name for name in ("account_id", "username", "api_token") if getattr(self, name) is None]


def environment_variable(name: str) -> str:
    return f"BOOMI_{name.upper()}"


def unset_blank_variables() -> None:
    """Removes the variables of the options that hold only blanks from the environment: they give no value.

    AWX sets the variable of every field of a credential, also of an empty one. Ansible would convert the blank to the option's type:
    an error for a number or a choice, and the working directory for a path.
    """
    for option in fields(Connection):
        name = environment_variable(option.name)
        if not os.environ.get(name, "given").strip():
            del os.environ[name]


def given_options(*levels: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    """The connection options that have a value, by name, each of its type. The first level that gives an option wins; the environment is last.

    For plugins whose values are not checked yet: Ansible would take an unknown word for false. Raises a ``usage`` error.
    """
    variables = {option.name: environment.get(environment_variable(option.name)) for option in fields(Connection)}
    found: dict[str, Any] = {}
    for option in fields(Connection):
        values = (typed(option.name, option.metadata["kind"], level.get(option.name)) for level in (*levels, variables))
        value = next((value for value in values if value is not None), None)
        if value is not None:
            found[option.name] = value
    return found


def argument_spec(env_fallback: Callable[..., Any]) -> dict[str, dict[str, Any]]:
    """The modules' argument spec. ``env_fallback`` is that of ansible.module_utils.basic: this file must not import Ansible."""
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
    """The checked connection; ``get`` returns the value of an option by its name, None where it is not given.

    ``needs_space`` is false for a question that needs no space GUID. Raises a ``usage`` error for options that are wrong or missing.
    """
    connection = Connection(**{option.name: _value(get(option.name), option) for option in fields(Connection)})
    for option in fields(Connection):
        _check_encoding(option.name, getattr(connection, option.name))
        _check_choice_and_minimum(option, getattr(connection, option.name))
    _check_completeness(connection, needs_space)
    _check_url("spaces_url", connection.graphql_url)
    _check_url("platform_url", connection.platform_base)
    if urlsplit(connection.platform_base).path:
        raise usage(f"platform_url must be the base URL of the REST API, without a path; got {quoted(connection.platform_base)}.")
    _check_files(connection)
    return connection


def _value(value: Any, option: Field[Any]) -> Any:
    given = typed(option.name, option.metadata["kind"], value)
    return option.default if given is None else given


def _check_encoding(name: str, value: Any) -> None:
    """An environment variable can hold any bytes; Python represents those that are not UTF-8 by surrogates."""
    try:
        str(value).encode()
    except UnicodeEncodeError:
        raise usage(f"{name} contains bytes that are not UTF-8. Check where it comes from.") from None


def _check_choice_and_minimum(option: Field[Any], value: Any) -> None:
    choices, minimum = option.metadata["choices"], option.metadata["minimum"]
    if choices and value not in choices:
        raise usage(f"{option.name} is {quoted(str(value))}; it must be one of {sentence_list(list(choices))}.")
    if minimum is not None and not minimum <= value < float("inf"):
        raise usage(f"{option.name} is {value}; it must be a number of at least {minimum:g}.")


def _check_completeness(connection: Connection, needs_space: bool) -> None:
    if connection.source == "platform":
        require(connection.login_missing, "The Platform API needs account_id, username and api_token; access_token is only for the Spaces API.")
        return
    if connection.override_account is not None:
        raise usage("override_account is only for the Platform API. Set source to platform, or leave override_account out.")
    missing = [] if connection.access_token else connection.login_missing
    needed = "either account_id, username and api_token, or a ready access_token"
    if needs_space:
        needed = f"space_guid and {needed}"
        missing = [*missing, *(["space_guid"] if connection.space_guid is None else [])]
    require(missing, f"Give {needed}.")
    for name in ("access_token", "space_guid"):
        if not HEADER_TEXT.fullmatch(getattr(connection, name) or "-"):
            raise usage(f"{name} contains blanks, line breaks or characters that are not allowed in an HTTP header.")


def require(missing: list[str], needed: str) -> None:
    """Raises a ``usage`` error if options are missing; ``needed`` is a sentence on which ones to give."""
    if missing:
        variables = sentence_list([environment_variable(name) for name in missing])
        verb = "is" if len(missing) == 1 else "are"
        raise usage(f"The connection is incomplete: {sentence_list(missing)} {verb} not given (environment: {variables}). {needed}")


def _check_url(name: str, url: str) -> None:
    try:
        parts = urlsplit(url)
        host = parts.hostname if parts.port != 0 else None
    except ValueError:  # an invalid port or IPv6 address
        parts, host = urlsplit(""), None
    if "@" in url or parts.query or parts.fragment:
        raise usage(f"{name} must not contain credentials, a query or a fragment. Give the user name and the token in their own options.")
    if parts.scheme not in ("http", "https") or not host or not HEADER_TEXT.fullmatch(url):
        raise usage(f"{name} is not a URL: {quoted(url)}. Give a complete one, such as https://platform.boomi.com/graphql.")
    if parts.scheme == "http" and not is_loopback(host):
        raise usage(f"{name} is plain http:// to {host}: credentials would travel unencrypted. Use https:// (http:// is only for loopback addresses).")


def _check_files(connection: Connection) -> None:
    if connection.client_key and not connection.client_cert:
        raise usage("client_key needs client_cert: give the certificate that belongs to the key.")
    for option in fields(Connection):
        path = getattr(connection, option.name)
        if option.metadata["kind"] == "path" and path is not None and not os.path.exists(path):
            secret = option.metadata["secret"]
            raise usage(f"{option.name}: no such file. Check the path." if secret else f"{option.name}: no such file: {inline(path)}")
    # requests takes the first of these that is set, where no option says otherwise.
    variable = next((name for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE") if os.environ.get(name)), None)
    if variable and connection.validate_certs and not connection.ca_path and not os.path.exists(os.environ[variable]):
        raise usage(f"The environment variable {variable}: no such file: {inline(os.environ[variable])}. Correct it, or set ca_path.")


def is_loopback(host: str) -> bool:
    """Whether a host name is this machine by definition: ``localhost``, 127.0.0.0/8 or ::1."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
