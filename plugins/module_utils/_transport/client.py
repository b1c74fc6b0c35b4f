# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""HTTP as this collection needs it: a closed list of retries, a pace, an end to all waiting, no redirect, no .netrc."""

from __future__ import annotations

import contextlib
import dataclasses
import random
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from typing import Any, Callable
from urllib.parse import urljoin, urlsplit

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._secrets import register_secret
from ansible_collections.boomi.spaces.plugins.module_utils._transport import exchange as _exchange
from ansible_collections.boomi.spaces.plugins.module_utils._transport.answers import Answer
from ansible_collections.boomi.spaces.plugins.module_utils._transport.exchange import Auth, Reply, Request, TooLargeError, exchange
from ansible_collections.boomi.spaces.plugins.module_utils._transport.waiting import sleep

RETRIED_STATUSES = frozenset({429, 502, 503, 504})
LONGEST_WAIT = 60.0  # seconds, for a Retry-After
FIRST_BACKOFF = 0.5
LONGEST_BACKOFF = 30.0

# Seconds that one task, lookup, poll or connection of an inventory may ask for, whatever its question needs. docs/reliability.md counts with it.
LONGEST_TASK = 3600.0

try:
    import requests
    from urllib3.exceptions import DecodeError, HTTPError, InvalidHeader, ReadTimeoutError
    from urllib3.util.retry import Retry
except ImportError:
    pass  # _exchange.HAS_REQUESTS tells


class Pace:
    """Spreads requests evenly, so that no second ever holds more of them than allowed. Threads may share it."""

    # A request that is late on its way must not meet the next ones within the server's second.
    MARGIN = 1.05

    def __init__(self, requests_per_second: float) -> None:
        self._interval = self.MARGIN / requests_per_second
        self._lock = threading.Lock()
        self._next = 0.0  # on the monotonic clock

    def take_turn(self, wait: Callable[[float], None]) -> None:
        """Returns when the next request may go out. A thread that wakes up late makes those behind it wait, lest they catch up with it."""
        with self._lock:
            wait(max(0.0, self._next - time.monotonic()))
            self._next = time.monotonic() + self._interval


class Http:
    """Sends requests and counts them, retries and logins included. Several threads may share it: each request has a session to itself.

    Use it as a context manager. At its end no request goes out any more, not even from a thread that nobody waits for.
    """

    def __init__(self, connection: Connection) -> None:
        if not _exchange.HAS_REQUESTS:
            raise _errors.usage("The Python library requests is needed, and it is not installed for the Python that runs this. Install requests.")
        self.request_count = 0
        self._secrets: tuple[str, ...] = ()
        for secret in (connection.api_token, connection.access_token):
            if secret:
                self.keep_secret(secret)
        self._connection = dataclasses.replace(connection, timeout=min(connection.timeout, LONGEST_TASK))
        self._end = time.monotonic() + LONGEST_TASK
        self._lock = threading.Lock()
        self._idle: list[_exchange.Session] = []
        self._closed = False

    def __enter__(self) -> Http:
        return self

    def __exit__(self, *exception: object) -> None:
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    def keep_secret(self, secret: str) -> None:
        """Keeps a secret out of every message from now on."""
        if secret not in self._secrets:
            self._secrets = (*self._secrets, register_secret(secret))

    def send(self, method: str, url: str, *, asked: str, auth: Auth, headers: dict[str, str], body: bytes | None = None, pace: Pace | None = None) -> Answer:
        """The answer, whatever its status, but for a redirect. Raises ``unreachable`` where there is none, ``malformed``
        for one over 64 MiB or with a broken encoding, ``rejected`` for a redirect. With a ``pace``, each attempt waits for its turn."""
        where = host_and_path(url)
        try:
            reply = self._retried(Request(method, url, auth, headers, body), pace)
        except _LateError:
            sentence = f"The whole answer has not come within {LONGEST_TASK:g} s, the longest that this asks for. Ask for fewer instances at once."
            raise BoomiError(sentence, kind=_errors.UNREACHABLE, asked=asked, url=where) from None
        except TooLargeError:
            sentence = f"The answer is larger than {_exchange.LARGEST_ANSWER >> 20} MiB. Ask for fewer instances at once, or lower batch_size."
            raise BoomiError(sentence, kind=_errors.MALFORMED, asked=asked, url=where) from None
        except DecodeError:
            raise BoomiError("The answer's compression is broken.", kind=_errors.MALFORMED, asked=asked, url=where) from None
        except (requests.RequestException, HTTPError, OSError) as error:
            raise BoomiError(self._unreachable(error, url), kind=_errors.UNREACHABLE, asked=asked, url=where) from None
        answer = Answer(asked, where, reply.status, reply.body, self._secrets)
        if 300 <= reply.status < 400:
            target = _errors.shown(_errors.without(self._secrets, _target(url, reply.headers.get("Location"))))
            sentence = f"The address points to another one, {target}, and redirects are not followed. Correct the URL; if it is right, Boomi has moved this."
            raise BoomiError(sentence, kind=_errors.REJECTED, asked=asked, url=where, status=reply.status)
        return answer

    def _retried(self, request: Request, pace: Pace | None) -> Reply:
        """The first reply that is no passing fault, or what the last attempt brought."""
        for number in range(self._connection.retries):
            try:
                reply = self._attempt(request, pace)
            except DecodeError:
                raise
            except (requests.RequestException, HTTPError, OSError) as error:
                if not _passing(error):
                    raise
                self._sleep(_backoff(number))
            else:
                if reply.status not in RETRIED_STATUSES:
                    return reply
                self._sleep(_retry_after(reply.headers.get("Retry-After")) or _backoff(number))
        return self._attempt(request, pace)

    def _attempt(self, request: Request, pace: Pace | None) -> Reply:
        if pace:
            pace.take_turn(self._sleep)
        else:
            self._sleep(0.0)
        with self._session() as session:
            return exchange(session, request, self._connection)

    def _sleep(self, seconds: float) -> None:
        """Comes before each attempt, and between two of them."""
        if time.monotonic() + seconds > self._end:
            raise _LateError
        sleep(seconds)
        if self._closed:
            raise RuntimeError("Nobody waits for the answer any more.")

    @contextlib.contextmanager
    def _session(self) -> Iterator[_exchange.Session]:
        """The session that was used last, and so has a connection that is likely to be open, or a new one where all are at work."""
        with self._lock:
            self.request_count += 1
            session = self._idle.pop() if self._idle else _exchange.Session()
        try:
            yield session
        except BaseException:
            session.close()
            raise
        self._idle.append(session)
        if self._closed:
            session.close()

    def _unreachable(self, error: BaseException, url: str) -> str:
        """One sentence for the cause that lies at the bottom of the libraries' exceptions."""
        host = urlsplit(url).netloc
        causes = list(_causes(error))
        trust = next((cause for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)), None)
        if trust is not None:
            return f"The certificate of {host} is not trusted: {trust.verify_message}. If it is a CA of your own, set ca_path to its file."
        if any(isinstance(cause, (requests.exceptions.ProxyError, requests.exceptions.InvalidProxyURL)) for cause in causes):
            return f"The proxy on the way to {host} does not answer or refuses. Check the variables https_proxy and no_proxy."
        if any(isinstance(cause, (requests.Timeout, ReadTimeoutError, socket.timeout)) for cause in causes):
            return f"{host} did not answer within {self._connection.timeout:g} s. Run again later, or raise timeout."
        if any(isinstance(cause, socket.gaierror) for cause in causes):
            return f"The host name of {host} cannot be resolved. Check the URL, the region and the network."
        system = next((cause.strerror for cause in causes if isinstance(cause, OSError) and isinstance(cause.strerror, str)), None)
        reason = system or "the connection broke before the whole answer had come"
        return f"{host} cannot be reached: {_errors.shown(reason)}. Check the URL, the network and the proxy variables."


class _LateError(Exception):
    """There is no time left for another attempt."""


def host_and_path(url: str) -> str:
    """A URL as it may be shown: no user, no query, no fragment."""
    parts = urlsplit(url)
    return f"{parts.netloc.rpartition('@')[2]}{parts.path}"


def _target(url: str, location: str | None) -> str:
    """Where a redirect points to, as it may be shown."""
    try:
        return host_and_path(urljoin(url, location)) if location else "which is not told"
    except ValueError:
        return "which is no URL"


def _passing(error: BaseException) -> bool:
    """Whether another attempt may succeed. What TLS or the proxy refuses stays refused, and a proxy may lock out who asks too often."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
            return False
        if isinstance(cause, requests.exceptions.InvalidURL) or "Tunnel connection failed: 4" in str(cause):
            return False
    return True


def _backoff(number: int) -> float:
    """Seconds to wait after so many attempts before this one; spread, for many clients may be waiting."""
    longest = min(FIRST_BACKOFF * 2.0 ** min(number, 16), LONGEST_BACKOFF)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 -- guards nothing


def _retry_after(header: str | None) -> float | None:
    """The seconds that the server asks for, at most a minute; None where it asks for none, or writes nonsense."""
    try:
        return None if header is None else min(Retry().parse_retry_after(header), LONGEST_WAIT)
    except (InvalidHeader, OverflowError, ValueError):
        return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and all that it wraps: in its arguments, its ``reason``, its cause and its context."""
    waiting: list[Any] = [error]
    seen: set[int] = set()
    while waiting:
        cause = waiting.pop(0)
        if isinstance(cause, BaseException) and id(cause) not in seen:
            seen.add(id(cause))
            yield cause
            waiting += [*cause.args, getattr(cause, "reason", None), cause.__cause__, cause.__context__]
