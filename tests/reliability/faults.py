# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong, and what must come of it: written down by people, before anything is run.

``Fault(what, arrange, expected)``: what is expected is one word for every plugin on both sources, or one for each source. ``WHOLE`` is the
whole right answer, equal to the one that is given when nothing goes wrong. ``LACKING`` is that answer but for what ``loses`` takes away, with one
warning that says so. Any other word is the ``kind`` of the one clear error.
"""

from __future__ import annotations

import functools
import gzip
import itertools
import json
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils._errors import AUTH, MALFORMED, NOT_FOUND, REJECTED, THROTTLED, UNREACHABLE, USAGE
from tests.certificates import self_signed
from tests.raw_server import TRICKLING_BODY, TRICKLING_HEADERS, hangs_up, shows, silent
from tests.sandbox.generated import ZONES
from tests.sandbox.messages import Request, Response

from .plugins import PLUGINS
from .scene import PLATFORM, SOURCES, SPACES, Scene, as_json

WHOLE = "whole"
LACKING = "null, one warning"

# The plugins that ask for several instances in one GraphQL request.
BATCHES = ("lookup", "process_info", "with runtimes", "inventory", "event source")
# The plugins that ask for runtimes, and their time zones.
RUNTIMES = ("with runtimes", "atom_info")
# The plugins that ask the Platform API, whichever source is set.
PLATFORM_ALONE = ("atom_info", "audit_log_info")
ALL_BUT_EVENTS = tuple(plugin for plugin in PLUGINS if plugin != "event source")


@dataclass(frozen=True)
class Fault:
    """``plugins`` limits the row to some of them."""

    what: str
    arrange: Callable[[Scene], None]
    expected: str | dict[str, str]
    plugins: tuple[str, ...] | None = None
    loses: Callable[[Any], Any] | None = None

    def expectation(self, source: str, plugin: str) -> str | None:
        """None where there is no such cell."""
        if self.plugins is not None and plugin not in self.plugins:
            return None
        expected = self.expected if isinstance(self.expected, str) else self.expected.get(source)
        if source == SPACES and plugin in PLATFORM_ALONE:
            return None
        # Only the Spaces API knows spaces, so that nothing is asked.
        return expected and (USAGE if (source, plugin) == (PLATFORM, "space_info") else expected)


def api(**what: Any) -> Callable[[Scene], None]:
    return lambda scene: scene.api(**what)


def login(**what: Any) -> Callable[[Scene], None]:
    return lambda scene: scene.login(**what)


def edit(change: Callable[[bytes], bytes]) -> Callable[[Scene], None]:
    return lambda scene: scene.edit(change)


def hasty(arrange: Callable[[Scene], None]) -> Callable[[Scene], None]:
    """With a small timeout, where it is to be exceeded."""

    def arranged(scene: Scene) -> None:
        scene.options.update(timeout=scene.haste, retries=1)
        arrange(scene)

    return arranged


# Runtimes.

STARTUP, ATTACHMENTS, RESULTS = "AtomStartupProperties", "async/CloudAttachmentProperties", "async/CloudAttachmentProperties/response"
ZONE_FIELDS = ("time_zone", "time_zone_source", "atom_time_zone")
OF_ANOTHER = {"result": [{"@type": "CloudAttachmentProperties", "runtimeId": "another"}], "responseStatusCode": 200}


def rest(path: str, **what: Any) -> Callable[[Scene], None]:
    return lambda scene: scene.rest(path, **what)


def without(lost: str) -> Callable[[Any], Any]:
    """The answer without this zone, wherever it has it: local runtimes and attachments have different ones."""

    def lacking(value: Any) -> Any:
        if isinstance(value, list):
            return [lacking(item) for item in value]
        if not isinstance(value, dict):
            return value
        loses = value.get("time_zone", value.get("atom_time_zone")) == lost
        return {key: None if loses and key in ZONE_FIELDS else lacking(item) for key, item in value.items()}

    return lacking


def one_item_less(request: Request, response: Response) -> Response:
    document = json.loads(response.body)
    return as_json({**document, "response": document["response"][1:]})


def without_status(value: Any) -> Any:
    """The answer without anything about runtimes."""
    if isinstance(value, list):
        return [without_status(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: None if key in ("atom_status", "atom_status_detail", "atom_time_zone") else without_status(item) for key, item in value.items()}


LOCAL_ZONE, ATTACHED_ZONE = ZONES


# The network.


def certificate(*, trusted: bool, **traits: Any) -> Callable[[Scene], None]:
    def arranged(scene: Scene) -> None:
        cert, key = self_signed(scene.folder(), **traits)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        if trusted:
            scene.options["ca_path"] = str(cert)
        scene.raw(shows(context), "https")

    return arranged


# The bodies.

LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form>User <input name='user'></form></body></html>"
HUNDRED_MEGABYTES = b" " * 100_000_000


def with_member(text: bytes) -> Callable[[bytes], bytes]:
    """The object that the body is, with another member in front."""
    return lambda body: b"{" + text + b"," + body.lstrip()[1:]


def twice(body: bytes) -> bytes:
    """Its first member stands twice, and is not the same."""
    name = re.match(rb'\{("[^"]+"):', body)
    assert name
    return b"{" + name.group(1) + b":null," + body[1:]


def nested(levels: int) -> bytes:
    return b'"deep":' + b"[" * levels + b"]" * levels


@functools.cache
def small() -> bytes:
    return gzip.compress(HUNDRED_MEGABYTES)


def bomb(scene: Scene) -> None:
    scene.change(lambda request, response: Response(200, small(), {"Content-Type": "application/json", "Content-Encoding": "gzip"}))


def huge(scene: Scene) -> None:
    scene.change(lambda request, response: Response(200, HUNDRED_MEGABYTES, {"Content-Type": "application/json"}))


def labelled(charset: str) -> Callable[[Scene], None]:
    return api(headers={"Content-Type": f"application/json; charset={charset}"})


def echo(scene: Scene) -> None:
    """A refusal that repeats what it got."""
    scene.change(lambda request, response: Response(400, json.dumps({"message": f"refused: {request.headers['authorization']}"}).encode()))


# GraphQL.


def without_one(scene: Scene) -> None:
    """One alias of several is null, and an error says why."""

    def made(request: Request, response: Response) -> Response:
        document = json.loads(response.body)
        alias = next(iter(document["data"]))
        if alias != "i0":
            return response
        document["data"][alias] = None
        document["errors"] = [{"message": "Downstream Execution Error: Server Error", "path": [alias], "extensions": {}}]
        return as_json(document)

    scene.change(made)


def without_message(scene: Scene) -> None:
    if scene.source == SPACES:
        scene.api(body={"data": None, "errors": [{}]})
    else:
        scene.api(status=400, body={})


def changed(make: Callable[[Any], Any]) -> Callable[[Scene], None]:
    """Each document of the API, as ``make`` changes it. It returns None for one that stays as it is."""

    def made(request: Request, response: Response) -> Response:
        document = make(json.loads(response.body))
        return response if document is None else as_json(document)

    return lambda scene: scene.change(made)


def null_roots(document: Any) -> Any:
    return {"data": dict.fromkeys(document["data"])}


def without_records(answer: Any) -> Any:
    """What is left of the answer of a plugin if each list of the API is empty."""
    if isinstance(answer, list):
        return [[] for dummy in answer]
    lists = answer.keys() & {"processes", "instances", "environments", "spaces", "execution_records"}
    return {**answer, **{name: [] for name in lists}} if lists else {}


def a_row_for_each_runtime(document: Any) -> Any:
    for alias, processes in document["data"].items():
        if alias in ("integrationPackInstances", "environments", "spaces"):
            continue
        rows = [
            [{**process, "processSchedules": schedule} for schedule in process["processSchedules"]] if process["processSchedules"] else [process]
            for process in processes
        ]
        document["data"][alias] = [row for one in rows for row in one]
    return document


def without_field(scene: Scene, type_name: str, field: str, say: str, status: int) -> None:
    """A query with this field is refused as a whole."""
    scene.api(match=field, status=status, body={"errors": [{"message": say.format(type=type_name, field=field)}]})


GRAPHQL_JS = 'Cannot query field "{field}" on type "{type}".'
GRAPHQL_JAVA = "Validation error (FieldUndefined@[{field}]) : Field '{field}' in type '{type}' is undefined"


def taken_away(type_name: str, field: str, say: str, status: int) -> Callable[[Scene], None]:
    return lambda scene: without_field(scene, type_name, field, say, status)


def without_date(answer: Any) -> Any:
    return {**answer, "spaces": [{**space, "created_date": None} for space in answer["spaces"]]}


def many_errors(scene: Scene) -> None:
    scene.api(body={"data": None, "errors": [{"message": "no"}] * 1_001})


# Secrets, as no search in the raw text finds them.


def escaped(text: str) -> str:
    return "".join(f"\\u{ord(char):04x}" for char in text)


def revealing(member: Callable[[str], str]) -> Callable[[Scene], None]:
    """The first object in a list has another member, made of the credentials that the request came with."""

    def made(request: Request, response: Response) -> Response:
        secret = request.headers["authorization"].partition(" ")[2][:40]
        return Response(response.status, response.body.replace(b"[{", b"[{" + member(secret).encode() + b",", 1), response.headers)

    return lambda scene: scene.change(made)


def beside_errors(request: Request, response: Response) -> Response:
    document = json.loads(response.body)
    document["errors"] = [{"message": "Downstream Execution Error: Server Error", "path": ["elsewhere"], "extensions": {}}]
    document["data"]["note"] = request.headers["authorization"]
    return as_json(document)


# Too much of something.


def empty_objects(document: Any) -> Any:
    """4 MiB of them."""
    many: list[dict[str, Any]] = [{}] * (4 * 1024 * 1024 // 3)
    return {"data": dict.fromkeys(document["data"], many)} if "data" in document else {**document, "result": many}


def endless_schedules(document: Any) -> Any:
    """Each schedule has 1,001 different entries, which also stand there twice."""
    entries = [{"minutes": str(number), "hours": "1"} for number in range(1_001)] * 2

    def changed_in(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: entries if name in ("schedule", "Schedule") else changed_in(inner) for name, inner in value.items()}
        return [changed_in(inner) for inner in value] if isinstance(value, list) else value

    return changed_in(document)


# The pages of REST.


def without_result(document: Any) -> Any:
    return {name: value for name, value in document.items() if name not in ("result", "queryToken")}


def empty_though_it_claims(document: Any) -> Any:
    return {"@type": "QueryResult", "result": [], "numberOfResults": 60}


def _first(request: Request) -> bool:
    return request.path.endswith("/query")


def pages(rest: Callable[[Request, dict[str, Any]], Any]) -> Callable[[Scene], None]:
    """Each query has several pages, and ``rest`` makes those behind the first out of the first."""

    def arranged(scene: Scene) -> None:
        firsts: dict[str, Any] = {}

        def made(request: Request, response: Response) -> Response:
            kind = request.path.rpartition("/")[0]
            if _first(request):
                firsts[kind] = json.loads(response.body)
                return as_json({**firsts[kind], "queryToken": "token-0"})
            more = rest(request, firsts[kind])
            return more if isinstance(more, Response) else as_json(more)

        scene.change(made)

    return arranged


def _next_token(request: Request) -> str:
    return f"token-{int(request.text.rpartition('-')[2]) + 1}"


def same_token(request: Request, first: dict[str, Any]) -> Any:
    return {"@type": "QueryResult", "result": [], "queryToken": request.text}


def empty_pages(request: Request, first: dict[str, Any]) -> Any:
    return {"@type": "QueryResult", "result": [], "queryToken": _next_token(request)}


def new_items(request: Request, first: dict[str, Any]) -> Any:
    token = _next_token(request)
    return {"@type": "QueryResult", "result": [{**first["result"][0], "id": f"more-{token}"}], "queryToken": token}


def refused_token(request: Request, first: dict[str, Any]) -> Any:
    return Response(400, b'{"@type":"Error","message":"The query token has expired."}')


def repeated_items(request: Request, first: dict[str, Any]) -> Any:
    return {**first, "result": [{**item, "more": "of it"} for item in first["result"]]}


def throttled(retry_after: str | None = None, **what: Any) -> Callable[[Scene], None]:
    return api(status=429, headers={} if retry_after is None else {"Retry-After": retry_after}, **what)


FAULTS = [
    Fault("Connection refused", lambda scene: scene.move("http://127.0.0.1:9"), UNREACHABLE),
    Fault("Connection reset before the response, once", api(reset="before", times=1), WHOLE),
    Fault("Connection reset before the response, always", api(reset="before"), UNREACHABLE),
    Fault("Connection reset within the headers, once", api(reset="headers", times=1), WHOLE),
    Fault("Connection reset within the headers, always", api(reset="headers"), UNREACHABLE),
    Fault("Connection closed in the middle of the body, once", api(reset="body", times=1), WHOLE),
    Fault("Connection closed in the middle of the body, always", api(reset="body"), UNREACHABLE),
    Fault("Headers and body one byte at a time", api(drip=0, times=1), WHOLE),
    Fault("Headers that trickle without end", hasty(lambda scene: scene.raw(TRICKLING_HEADERS)), UNREACHABLE),
    Fault("Body that trickles without end", hasty(lambda scene: scene.raw(TRICKLING_BODY)), UNREACHABLE),
    Fault("Response slower than the timeout", hasty(lambda scene: scene.api(delay=10 * scene.haste)), UNREACHABLE),
    Fault("Connection accepted, no response", hasty(lambda scene: scene.raw(silent)), UNREACHABLE),
    Fault("TLS handshake without end", hasty(lambda scene: scene.raw(silent, "https")), UNREACHABLE),
    Fault("Unknown host name", lambda scene: scene.move("https://boomi.invalid"), UNREACHABLE),
    Fault("Expired certificate", certificate(trusted=True, hours=-1), UNREACHABLE),
    Fault("Self-signed certificate", certificate(trusted=False), UNREACHABLE),
    Fault("Certificate of another host", certificate(trusted=True, address="127.0.0.2"), UNREACHABLE),
    Fault("Proxy refuses connections", lambda scene: scene.through("127.0.0.1:9"), UNREACHABLE),
    Fault("Proxy closes the connection", lambda scene: scene.proxy(hangs_up), UNREACHABLE),
    Fault("Redirect to another host", api(location="https://elsewhere.example/steal"), REJECTED),
    Fault("Login redirected to another host", login(location="https://elsewhere.example/steal"), {SPACES: REJECTED}),
    # Statuses. A new token helps where there are tokens; an API token that is refused once is not tried again, since accounts get locked.
    Fault("401, once", api(status=401, times=1), {SPACES: WHOLE, PLATFORM: AUTH}),
    Fault("401, always", api(status=401), AUTH),
    Fault("401 at the login, once", login(status=401, times=1), {SPACES: AUTH}),
    Fault("401 at the login, always", login(status=401), {SPACES: AUTH}),
    Fault("503 at the login, once", login(status=503, times=1), {SPACES: WHOLE}),
    Fault("400", api(status=400), REJECTED),
    Fault("403", api(status=403), AUTH),
    Fault("404", api(status=404), NOT_FOUND),
    Fault("410", api(status=410), NOT_FOUND),
    Fault("429, once", throttled(times=1), WHOLE),
    Fault("429, once, Retry-After of one second", throttled("1", times=1), WHOLE),
    Fault("429, once, Retry-After of 10 days", throttled("864000", times=1), WHOLE),
    Fault("429, once, Retry-After in the past", throttled("Mon, 01 Jan 2001 00:00:00 GMT", times=1), WHOLE),
    Fault("429, once, invalid Retry-After", throttled("soon; perhaps", times=1), WHOLE),
    Fault("429, always", throttled(), THROTTLED),
    Fault("429, always, Retry-After of 10 days", throttled("864000"), THROTTLED),
    Fault("500", api(status=500), REJECTED),
    Fault("502, once", api(status=502, times=1), WHOLE),
    Fault("502, always", api(status=502), UNREACHABLE),
    Fault("503, once", api(status=503, times=1), WHOLE),
    Fault("503, always", api(status=503), THROTTLED),
    Fault("400 that echoes the credentials", echo, REJECTED),
    # Bodies.
    Fault("HTML login page with 200", api(body=LOGIN_PAGE), MALFORMED),
    Fault("HTML login page with 200 at the login", login(body=LOGIN_PAGE), {SPACES: MALFORMED}),
    Fault("Empty body", api(status=200, body=""), MALFORMED),
    Fault("Empty body at the login", login(status=200, body=""), {SPACES: MALFORMED}),
    Fault("Truncated JSON with a matching Content-Length", edit(lambda body: body[: len(body) // 2]), MALFORMED),
    Fault("JSON null", api(body="null"), MALFORMED),
    Fault("JSON with a byte order mark", edit(lambda body: b"\xef\xbb\xbf" + body), WHOLE),
    Fault("gzip", api(gzip=True), WHOLE),
    Fault("Content-Encoding gzip without compression", api(headers={"Content-Encoding": "gzip"}), MALFORMED),
    Fault("gzip of 100 MB in 100 kB", bomb, MALFORMED),
    Fault("100 MB", huge, MALFORMED),
    Fault("Wrong charset", labelled("utf-16"), WHOLE),
    Fault("Unknown charset", labelled("klingon"), WHOLE),
    Fault("UTF-16", edit(lambda body: body.decode().encode("utf-16")), MALFORMED),
    Fault("Latin-1", edit(with_member(b'"note":"\xe9"')), MALFORMED),
    Fault("Duplicate key", edit(twice), MALFORMED),
    Fault("NaN", edit(with_member(b'"note":NaN')), MALFORMED),
    Fault("200 levels of nesting in an unused field", edit(with_member(nested(200))), WHOLE),
    Fault("100,000 levels of nesting", edit(with_member(nested(100_000))), MALFORMED),
    Fault("GraphQL data for all instances but one", without_one, {SPACES: REJECTED}, plugins=BATCHES),
    Fault("GraphQL data null, no error", api(body={"data": None}), {SPACES: MALFORMED}),
    Fault("GraphQL data null for each field, no error", changed(null_roots), {SPACES: LACKING}, ALL_BUT_EVENTS, without_records),
    Fault("GraphQL data null for each field, no error, in one poll", changed(null_roots), {SPACES: WHOLE}, ("event source",)),
    Fault("GraphQL row of a process for each of its runtimes", changed(a_row_for_each_runtime), {SPACES: WHOLE}, BATCHES),
    Fault("Optional field taken away (graphql-js, 400)", taken_away("Space", "createdDate", GRAPHQL_JS, 400), {SPACES: LACKING}, ("space_info",), without_date),
    Fault(
        "Optional field taken away (graphql-java, 200)", taken_away("Space", "createdDate", GRAPHQL_JAVA, 200), {SPACES: LACKING}, ("space_info",), without_date
    ),
    Fault("Needed field taken away (graphql-js, 400)", taken_away("Process", "processSchedules", GRAPHQL_JS, 400), {SPACES: REJECTED}, BATCHES),
    Fault("Needed field taken away (graphql-java, 200)", taken_away("Process", "processSchedules", GRAPHQL_JAVA, 200), {SPACES: REJECTED}, BATCHES),
    Fault("Error without a message", without_message, REJECTED),
    # Secrets.
    Fault("Credentials in a key, escaped", revealing(lambda secret: f'"{escaped(secret)}": 1'), MALFORMED),
    Fault("Credentials in a value, partly escaped", revealing(lambda secret: f'"note": ["{escaped(secret[:9])}{secret[9:]}"]'), MALFORMED),
    Fault("Foreign JWT in a value, escaped", revealing(lambda secret: f'"note": "{escaped("eyJhbGciOiJI.eyJleHAiOjE3")}"'), MALFORMED),
    Fault("Credentials in GraphQL data beside errors", lambda scene: scene.change(beside_errors), {SPACES: MALFORMED}),
    # Bounds.
    Fault("4 MiB of empty objects", changed(empty_objects), MALFORMED),
    Fault("Schedules of 1,001 different entries", changed(endless_schedules), MALFORMED, BATCHES),
    Fault("1,001 errors", many_errors, {SPACES: MALFORMED}),
    Fault("Error code of 10 MB", api(status=400, body={"errors": [{"message": "no", "extensions": {"code": "x-" * 5_000_000}}]}), REJECTED),
    # Runtimes: what is optional is null, everything else is needed.
    Fault("Runtimes: 403 for all", rest("Atom/", status=403), LACKING, ("with runtimes",), without_status),
    Fault("Startup properties: 403", rest(STARTUP, status=403), LACKING, RUNTIMES, without(LOCAL_ZONE)),
    Fault("Startup properties: 500", rest(STARTUP, status=500), REJECTED, RUNTIMES),
    Fault("Startup properties: 503, once", rest(STARTUP, status=503, times=1), WHOLE, RUNTIMES),
    Fault("Startup properties: one object is missing", rest(STARTUP, change=one_item_less), MALFORMED, RUNTIMES),
    Fault("Attachment properties: 403", rest(ATTACHMENTS, status=403), LACKING, RUNTIMES, without(ATTACHED_ZONE)),
    Fault("Attachment properties: 410, the runtime is offline", rest(ATTACHMENTS, status=410), LACKING, RUNTIMES, without(ATTACHED_ZONE)),
    Fault("Attachment properties: 410 at the result", rest(RESULTS, status=410), LACKING, RUNTIMES, without(ATTACHED_ZONE)),
    Fault("Attachment properties: 500", rest(ATTACHMENTS, status=500), REJECTED, RUNTIMES),
    Fault("Attachment properties: no token", rest(ATTACHMENTS, body={"responseStatusCode": 202}), MALFORMED, RUNTIMES),
    Fault("Attachment properties: 204, fetched or too late", rest(RESULTS, status=204, body=""), LACKING, RUNTIMES, without(ATTACHED_ZONE)),
    Fault("Attachment properties: 202, ten times", rest(RESULTS, status=202, body={"responseStatusCode": 202}, times=10), WHOLE, RUNTIMES),
    Fault("Attachment properties: of another runtime", rest(RESULTS, body=OF_ANOTHER), MALFORMED, RUNTIMES),
    Fault("Attachment properties: HTML login page", rest(RESULTS, body=LOGIN_PAGE), MALFORMED, RUNTIMES),
    # Pages.
    Fault("Many pages", lambda scene: scene.pages_of(2), {PLATFORM: WHOLE}),
    Fault("Same queryToken on every page", pages(same_token), {PLATFORM: MALFORMED}),
    Fault("New queryToken on every page, no items", pages(empty_pages), {PLATFORM: MALFORMED}),
    Fault("New queryToken and new items on every page", pages(new_items), {PLATFORM: MALFORMED}),
    Fault("Page without result", changed(without_result), {PLATFORM: MALFORMED}),
    Fault("Page with result null", changed(lambda document: {**document, "result": None}), {PLATFORM: MALFORMED}),
    Fault("Empty page that claims results", changed(empty_though_it_claims), {PLATFORM: MALFORMED}),
    Fault("queryToken rejected", pages(refused_token), {PLATFORM: REJECTED}),
    Fault("Page that repeats items", pages(repeated_items), {PLATFORM: MALFORMED}),
]

Cell = tuple[Fault, str, str]
CELLS: list[Cell] = [(fault, source, plugin) for fault, source, plugin in itertools.product(FAULTS, SOURCES, PLUGINS) if fault.expectation(source, plugin)]


def pairing() -> list[Cell]:
    """A part of the cells: each fault on each source once, by the plugins in turn."""
    turn = itertools.count()
    rows = itertools.groupby(CELLS, key=lambda cell: cell[:2])
    return [cells[next(turn) % len(cells)] for cells in (list(row) for dummy, row in rows)]
