# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""HTTP as this collection needs it: one session, a closed list of retries, a pace, bounded answers, no redirect, no .netrc."""

from __future__ import annotations

import contextlib
import random
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from typing import Any, Callable
from urllib.parse import urljoin, urlsplit

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._answers import Answer
from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection, is_loopback
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError
from ansible_collections.boomi.spaces.plugins.module_utils._secrets import register_secret

LARGEST_ANSWER = 64 * 1024 * 1024
RETRIED_STATUSES = frozenset({429, 502, 503, 504})
LONGEST_WAIT = 60.0  # seconds, for a Retry-After
FIRST_BACKOFF = 0.5
LONGEST_BACKOFF = 30.0
CHUNK = 64 * 1024

# Attaches the credentials to a prepared request. As a callable and not a header, because requests lets an entry
# in .netrc replace an Authorization header that was set by hand.
Auth = Callable[[Any], Any]

try:
    import requests
    from urllib3.exceptions import DecodeError, HTTPError, InvalidHeader, ProtocolError, ReadTimeoutError
    from urllib3.util.retry import Retry
except ImportError:
    HAS_REQUESTS = False
else:
    HAS_REQUESTS = True

    class _Retry(Retry):
        """urllib3's Retry with jitter, a bounded wait, and a Retry-After of any nonsense taken as none."""

        RETRY_AFTER_STATUS_CODES = frozenset({429, 503})
        take_turn: Callable[[], None] | None = None

        def new(self, **changed: Any) -> _Retry:
            retry: _Retry = super().new(**changed)
            retry.take_turn = self.take_turn
            return retry

        def sleep(self, response: Any = None) -> None:
            super().sleep(response)
            if self.take_turn is not None:
                self.take_turn()

        def get_retry_after(self, response: Any) -> float | None:
            try:
                wait = super().get_retry_after(response)
            except (InvalidHeader, OverflowError, ValueError):
                return None
            return None if wait is None else min(wait, LONGEST_WAIT)

        def get_backoff_time(self) -> float:
            wait = max(self.backoff_factor, min(super().get_backoff_time(), LONGEST_BACKOFF))
            return wait * random.uniform(0.5, 1.0)  # noqa: S311 -- spreads the retries of many clients, guards nothing

    class _Session(requests.Session):
        """A session that does not look at where a redirect points to: that would read its body and parse its address."""

        def get_redirect_target(self, resp: Any) -> None:  # noqa: ARG002 -- the signature of requests
            return None


class Pace:
    """Spreads requests evenly, so that no second ever holds more of them than allowed. Threads may share it."""

    # A request that is late on its way must not meet the next ones within the server's second.
    MARGIN = 1.05

    def __init__(self, requests_per_second: float) -> None:
        self._interval = self.MARGIN / requests_per_second
        self._lock = threading.Lock()
        self._next = 0.0  # on the monotonic clock

    def take_turn(self) -> None:
        """Returns when the next request may go out. A thread that wakes up late makes those behind it wait, lest they catch up with it."""
        with self._lock:
            time.sleep(max(0.0, self._next - time.monotonic()))
            self._next = time.monotonic() + self._interval


class Http:
    """Sends requests and counts them, retries and logins included. Several threads may share it: each request has a session to itself.

    Use it as a context manager. At its end no request goes out any more, not even from a thread that nobody waits for.
    """

    def __init__(self, connection: Connection) -> None:
        if not HAS_REQUESTS:
            raise _errors.usage("The Python library requests is needed, and it is not installed for the Python that runs this. Install requests.")
        self.request_count = 0
        self._secrets: tuple[str, ...] = ()
        for secret in (connection.api_token, connection.access_token):
            if secret:
                self.keep_secret(secret)
        self._connection = connection
        self._lock = threading.Lock()
        self._idle: list[requests.Session] = []
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
        retry = self._retry()
        retry.take_turn = lambda: self._take_turn(pace)
        retry.take_turn()
        try:
            with self._session() as session:
                status, location, content = self._exchange(session, method, url, auth, headers, body, retry)
        except _TooLargeError:
            sentence = f"The answer is larger than {LARGEST_ANSWER >> 20} MiB. Ask for fewer instances at once, or lower batch_size."
            raise BoomiError(sentence, kind=_errors.MALFORMED, asked=asked, url=where) from None
        except DecodeError:
            raise BoomiError("The answer's compression is broken.", kind=_errors.MALFORMED, asked=asked, url=where) from None
        except (requests.RequestException, HTTPError, OSError) as error:
            raise BoomiError(self._unreachable(error, url), kind=_errors.UNREACHABLE, asked=asked, url=where) from None
        answer = Answer(asked, where, status, content, self._secrets)
        if 300 <= status < 400:
            target = _errors.shown(_errors.without(self._secrets, _target(url, location)))
            sentence = f"The address points to another one, {target}, and redirects are not followed. Correct the URL; if it is right, Boomi has moved this."
            raise BoomiError(sentence, kind=_errors.REJECTED, asked=asked, url=where, status=status)
        return answer

    def _exchange(
        self, session: requests.Session, method: str, url: str, auth: Auth, headers: dict[str, str], body: bytes | None, retry: _Retry
    ) -> tuple[int, str | None, bytes]:
        """Status, Location and body. The adapter retries up to the headers; a body that breaks off draws on the same Retry."""
        adapter: Any = session.get_adapter(url)
        adapter.max_retries = retry
        host = urlsplit(url).hostname or ""
        with session.request(
            method,
            url,
            data=body,
            headers=headers,
            auth=auth,
            timeout=self._connection.timeout,
            verify=self._connection.validate_certs and (self._connection.ca_path or True),
            cert=self._certificate(),
            # A proxy must not see what http:// is allowed for: a server on this machine.
            proxies={"no_proxy": host} if is_loopback(host) else None,
            allow_redirects=False,
            stream=True,
        ) as response:
            spent: Any = response.raw.retries
            with self._lock:
                self.request_count += 1 + len(spent.history) - len(retry.history)
            try:
                content = b"".join(self._bounded(response.raw, time.monotonic() + self._connection.timeout))
                if not content and response.ok and not response.headers.keys() & {"content-length", "transfer-encoding"}:
                    # Python takes headers that break off for complete ones.
                    raise ProtocolError("Connection broken in the headers")
                return response.status_code, response.headers.get("Location"), content
            except (ProtocolError, ReadTimeoutError, OSError) as error:
                broken = error if isinstance(error, HTTPError) else ProtocolError("Connection broken", error)
                retry = spent.increment(method, url, error=broken)
        retry.sleep()
        return self._exchange(session, method, url, auth, headers, body, retry)

    @contextlib.contextmanager
    def _session(self) -> Iterator[requests.Session]:
        """The session that was used last, and so has a connection that is likely to be open, or a new one where all are at work."""
        with self._lock:
            session = self._idle.pop() if self._idle else _Session()
        try:
            yield session
        finally:
            self._idle.append(session)
            if self._closed:
                session.close()

    def _take_turn(self, pace: Pace | None) -> None:
        """Comes before each attempt."""
        if pace:
            pace.take_turn()
        if self._closed:
            raise RuntimeError("Nobody waits for the answer any more.")

    def _retry(self) -> _Retry:
        return _Retry(
            total=self._connection.retries,
            other=0,  # a certificate that is not trusted stays so
            status_forcelist=RETRIED_STATUSES,
            allowed_methods=None,  # every request only reads
            backoff_factor=FIRST_BACKOFF,
            raise_on_status=False,
        )

    def _certificate(self) -> str | tuple[str, str] | None:
        certificate, key = self._connection.client_cert, self._connection.client_key
        return (certificate, key) if certificate and key else certificate

    def _bounded(self, raw: Any, deadline: float) -> Iterator[bytes]:
        # read1 returns what has arrived, so that a trickle meets the deadline; urllib3 before 2 has only read.
        read = getattr(raw, "read1", raw.read)
        size = 0
        while True:
            chunk = read(CHUNK, decode_content=True)
            if not chunk:
                return
            size += len(chunk)
            if size > LARGEST_ANSWER:
                raise _TooLargeError
            if time.monotonic() > deadline:
                raise socket.timeout("the body came too slowly")
            yield chunk

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


class _TooLargeError(Exception):
    """An answer over the limit."""


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
