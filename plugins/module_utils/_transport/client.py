# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""The HTTP client: retries, time limit and session reuse. It follows no redirect and reads no .netrc."""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import random
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Callable
from urllib.parse import urljoin, urlsplit

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, inline, usage
from ansible_collections.boomi.spaces.plugins.module_utils._redaction import redact
from ansible_collections.boomi.spaces.plugins.module_utils._secrets import register_secret
from ansible_collections.boomi.spaces.plugins.module_utils._transport import exchange as _exchange
from ansible_collections.boomi.spaces.plugins.module_utils._transport.answers import ADVICE, Answer, LargeAnswerError
from ansible_collections.boomi.spaces.plugins.module_utils._transport.batches import Told
from ansible_collections.boomi.spaces.plugins.module_utils._transport.exchange import Auth, Reply, Request, TooLargeError, exchange
from ansible_collections.boomi.spaces.plugins.module_utils._transport.waiting import sleep

if TYPE_CHECKING:
    # An import costs each call of a module its time, since Python compiles what Ansible sends anew.
    from ansible_collections.boomi.spaces.plugins.module_utils._transport.pace import Pace

THROTTLED_STATUSES = frozenset({429, 503})
RETRIED_STATUSES = THROTTLED_STATUSES | {502, 504}
LONGEST_WAIT = 60.0  # seconds, for a Retry-After
FIRST_BACKOFF = 0.5
LONGEST_BACKOFF = 30.0

# Seconds after which a task, a lookup, a poll, or a connection of an inventory begins no further request. docs/reliability.md computes with it.
LONGEST_TASK = 3600.0

try:
    import requests
    from urllib3 import disable_warnings
    from urllib3.exceptions import DecodeError, HTTPError, InsecureRequestWarning, InvalidHeader, ReadTimeoutError
    from urllib3.util.retry import Retry
except ImportError:
    pass  # Http checks _exchange.HAS_REQUESTS


class Http:
    """Sends requests and counts them, including retries and logins. Threads can share it: each request has a session of its own.

    ``retry_count`` are the attempts after the first of a request, ``waited_seconds`` the pauses before them; those of several threads add up.

    ``tell`` gets sentences for a user who wants to know how far a long question is.

    Use it as a context manager. After exit, abandoned threads send nothing. Meanwhile Python does not look for garbage that refers to itself: answers are
    no such garbage, and it would look through all of them again and again.
    """

    def __init__(self, connection: Connection, tell: Callable[[str], None] | None = None) -> None:
        if not _exchange.HAS_REQUESTS:
            raise usage("The Python library requests is required, but is not installed for the Python that runs this. Install requests.")
        if not connection.validate_certs:
            # It would write to stderr for each request, and Ansible would take that for a fault of the plugin.
            disable_warnings(InsecureRequestWarning)
        self.request_count = 0
        self.retry_count = 0
        self.waited_seconds = 0.0
        self._throttled = False
        self._tell = tell
        self._secrets: tuple[str, ...] = ()
        for secret in (connection.api_token, connection.access_token):
            if secret:
                self.keep_secret(secret)
        self._connection = dataclasses.replace(connection, timeout=min(connection.timeout, LONGEST_TASK))
        self._end = time.monotonic() + LONGEST_TASK
        self._lock = threading.Lock()
        self._idle: list[_exchange.Session] = []
        self._closed = False
        self._collects = True

    def __enter__(self) -> Http:
        self._collects = gc.isenabled()
        gc.disable()
        return self

    def __exit__(self, *exception: object) -> None:
        if self._collects:
            gc.enable()
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    def keep_secret(self, secret: str) -> None:
        """Masks the secret in every message from now on."""
        if secret not in self._secrets:
            self._secrets = (*self._secrets, register_secret(secret))

    def warnings(self) -> list[str]:
        """A sentence for the user if Boomi throttled requests. Failures that have other causes can be among the retries."""
        if not self._throttled:
            return []
        cost = f"retries: {self.retry_count}, pauses: {self.waited_seconds:.1f} s in total"
        return [f"Boomi throttled requests with the status 429 or 503 ({cost}). Lower forks, or requests_per_second for the Platform API."]

    def progress(self, what: str) -> Told:
        """For ``ask_each``: tells each tenth of the values that is answered."""
        answered = 0

        def told(more: int, every: int) -> None:
            nonlocal answered
            with self._lock:
                before, answered = answered, answered + more
            if self._tell and answered * 10 // every > before * 10 // every:
                self._tell(f"Boomi answered for {answered:,} of {every:,} {what}.")

        return told

    def send(self, method: str, url: str, *, asked: str, auth: Auth, headers: dict[str, str], body: bytes | None = None, pace: Pace | None = None) -> Answer:
        """The response, whatever its status, unless it is a redirect. With a ``pace``, each attempt waits for its turn.

        Raises ``unreachable`` if there is no response, ``malformed`` if it is larger than 12 MiB or its encoding is broken, ``rejected`` for a redirect.
        """
        where = host_and_path(url)
        try:
            reply = self._retried(Request(method, url, auth, headers, body), pace)
        except _LateError:
            sentence = f"Not all responses arrived within the limit of {LONGEST_TASK:g} s. Ask for fewer instances at once."
            raise BoomiError(sentence, kind=_errors.UNREACHABLE, asked=asked, url=where) from None
        except TooLargeError:
            sentence = f"The response is larger than {_exchange.LARGEST_ANSWER >> 20} MiB. {ADVICE}"
            raise LargeAnswerError(sentence, kind=_errors.MALFORMED, asked=asked, url=where) from None
        except DecodeError:
            raise BoomiError("The compression of the response is broken.", kind=_errors.MALFORMED, asked=asked, url=where) from None
        except (requests.RequestException, HTTPError, OSError) as error:
            raise BoomiError(self._unreachable(error, url), kind=_errors.UNREACHABLE, asked=asked, url=where) from None
        answer = Answer(asked, where, reply.status, reply.body, self._secrets)
        if 300 <= reply.status < 400:
            target = inline(redact(_target(url, reply.headers.get("Location")), self._secrets))
            sentence = f"The server redirected to {target}; redirects are not followed. Correct the URL; if it is correct, Boomi has moved the API."
            raise BoomiError(sentence, kind=_errors.REJECTED, asked=asked, url=where, status=reply.status)
        return answer

    def _retried(self, request: Request, pace: Pace | None) -> Reply:
        """The first reply that is not a passing fault, or the result of the last attempt."""
        for number in range(self._connection.retries):
            try:
                reply = self._attempt(request, pace)
            except DecodeError:
                raise
            except (requests.RequestException, HTTPError, OSError) as error:
                if not _passing(error):
                    raise
                pause = _backoff(number)
            else:
                if reply.status not in RETRIED_STATUSES:
                    return reply
                if reply.status in THROTTLED_STATUSES:
                    self._throttled = True
                pause = _retry_after(reply.headers.get("Retry-After")) or _backoff(number)
            self._sleep(pause)
            with self._lock:
                self.retry_count += 1
                self.waited_seconds += pause
        return self._attempt(request, pace)

    def _attempt(self, request: Request, pace: Pace | None) -> Reply:
        if pace:
            pace.take_turn(self._sleep)
        else:
            self._sleep(0.0)
        with self._session() as session:
            return exchange(session, request, self._connection)

    def _sleep(self, seconds: float) -> None:
        """Called before each attempt, and between attempts. Raises if there is no time left, or if the client is closed."""
        if time.monotonic() + seconds > self._end:
            raise _LateError
        sleep(seconds)
        if self._closed:
            raise RuntimeError("The client is closed.")

    @contextlib.contextmanager
    def _session(self) -> Iterator[_exchange.Session]:
        """The session that was used last, whose connection is most likely still open, or a new one if all are in use."""
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
        """One sentence for the root cause of the libraries' exceptions."""
        host = urlsplit(url).netloc
        causes = list(_causes(error))
        trust = next((cause for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)), None)
        if trust is not None:
            return f"The certificate of {host} is not trusted: {trust.verify_message}. If your own CA issued it, set ca_path to the file of the CA."
        if any(isinstance(cause, (requests.exceptions.ProxyError, requests.exceptions.InvalidProxyURL)) for cause in causes):
            return f"The proxy to {host} does not respond, or refuses the request. Check the variables https_proxy and no_proxy."
        if any(isinstance(cause, (requests.Timeout, ReadTimeoutError, socket.timeout)) for cause in causes):
            return f"{host} did not respond within {self._connection.timeout:g} s. Run again later, or raise timeout."
        if any(isinstance(cause, socket.gaierror) for cause in causes):
            return f"The host name of {host} cannot be resolved. Check the URL, the region and the network."
        system = next((cause.strerror for cause in causes if isinstance(cause, OSError) and isinstance(cause.strerror, str)), None)
        reason = system or "the connection broke before the whole response had arrived"
        return f"{host} cannot be reached: {inline(reason)}. Check the URL, the network and the proxy variables."


class _LateError(Exception):
    """There is not enough time left for another attempt."""


def host_and_path(url: str) -> str:
    """The part of a URL that messages may contain: no user, query or fragment."""
    parts = urlsplit(url)
    return f"{parts.netloc.rpartition('@')[2]}{parts.path}"


def _target(url: str, location: str | None) -> str:
    """The target of a redirect, as messages may contain it."""
    try:
        return host_and_path(urljoin(url, location)) if location else "nowhere"
    except ValueError:
        return "an invalid URL"


def _passing(error: BaseException) -> bool:
    """Whether another attempt may succeed. A refusal by TLS or by the proxy is final; a proxy may lock users out after repeated failures."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
            return False
        if isinstance(cause, requests.exceptions.InvalidURL) or "Tunnel connection failed: 4" in str(cause):
            return False
    return True


def _backoff(number: int) -> float:
    """Seconds to wait after the attempt of this number, counted from 0. They are random, because many clients may be waiting."""
    longest = min(FIRST_BACKOFF * 2.0 ** min(number, 16), LONGEST_BACKOFF)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 -- guards nothing


def _retry_after(header: str | None) -> float | None:
    """The seconds that the server asks for, at most a minute; None if it asks for none, or the header is invalid."""
    try:
        return None if header is None else min(Retry().parse_retry_after(header), LONGEST_WAIT)
    except (InvalidHeader, OverflowError, ValueError):
        return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and all exceptions that it wraps: in its arguments, its ``reason``, its cause and its context."""
    waiting: list[Any] = [error]
    seen: set[int] = set()
    while waiting:
        cause = waiting.pop(0)
        if isinstance(cause, BaseException) and id(cause) not in seen:
            seen.add(id(cause))
            yield cause
            waiting += [*cause.args, getattr(cause, "reason", None), cause.__cause__, cause.__context__]
