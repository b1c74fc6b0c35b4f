# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""An HTTP answer: its JSON, or the error it tells of, whichever of Boomi's forms the error comes in."""

from __future__ import annotations

import dataclasses
import html
import json
import re
from collections import Counter
from typing import Any, NoReturn

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError

# The published error codes of the Spaces API that are no mistake of one query, and what they mean here.
CODE_KINDS = {
    "IPACK_INSTANCE_ID_INVALID": _errors.NOT_FOUND,
    "IPACK_NOT_FOUND_IN_SPACE": _errors.NOT_FOUND,
    "SPACE_NOT_FOUND": _errors.NOT_FOUND,
    "SPACE_IS_DELETED": _errors.NOT_FOUND,
    "MISSING_SPACE_ID": _errors.NOT_FOUND,
    "UNAUTHORIZED": _errors.AUTH,
    "INVALID_AUTH_METHOD": _errors.AUTH,
}
STATUS_KINDS = {
    401: _errors.AUTH,
    403: _errors.AUTH,
    404: _errors.NOT_FOUND,
    410: _errors.NOT_FOUND,
    429: _errors.THROTTLED,
    503: _errors.THROTTLED,
    502: _errors.UNREACHABLE,
    504: _errors.UNREACHABLE,
}
SENTENCES = {
    401: "Boomi refused the login. Check that user name and account ID are not swapped, that the API token is current and belongs "
    "to this user, and that the user name carries the prefix BOOMI_TOKEN. at most once.",
    403: "Boomi refused access. The user needs the API privilege and the one for this object, and must belong to the account; "
    "a wrong user name or password can look the same.",
    404: "There is nothing at this address. Check spaces_url and platform_url, or leave them out and set region.",
    410: "Boomi has retired this address. The other source, or a newer version of this collection, may do without it.",
    429: "Boomi is throttling requests. Run again later, or raise retries.",
    500: "Boomi failed to answer the request.",
    502: "Boomi cannot be reached: a gateway in between got no answer.",
    503: "Boomi is unavailable, or the account's rate limit is exceeded. Run again later, raise retries or lower requests_per_second.",
    504: "Boomi cannot be reached: a gateway in between waited in vain.",
}
CODE_SENTENCES = {
    "SPACE_NOT_FOUND": "Boomi does not know the space. Check space_guid, and that the user belongs to the account of the space.",
    "SPACE_IS_DELETED": "The space has been deleted. Check space_guid.",
    "MISSING_SPACE_ID": "Boomi got no space. Check space_guid.",
}
CODES = (
    "MISSING_SPACE_NAME",
    "MISSING_ACCT_GRP_ID",
    "INVALID_SPACE_NAME",
    "SPACE_EXISTS_FOR_ACCT_GRP",
    "MISSING_OP_USER_ID",
    "MISSING_OP_ACCT_ID",
    "UNSUPPORTED_SHARING_MODE",
    "MISSING_SPACE_ID",
    "SPACE_NOT_FOUND",
    "GENERIC_SYSTEM_ERROR",
    "SPACE_IS_DELETED",
    "ACCOUNT_INPUT_MISSING_FIELDS",
    "ACCOUNT_INPUT_INVALID_DATE",
    "INVALID_AUTH_METHOD",
    "PLATFORM_CALL_ERROR",
    "UNAUTHORIZED",
    "ARTIFACT_NOT_IN_SPACE",
    "IPACK_INSTANCE_ID_INVALID",
    "IPACK_NOT_FOUND_IN_SPACE",
    "SPACE_NAME_IS_LENGTHY",
    "SPACE_LOGO_UPLOAD_ERROR",
    "SPACE_LOGO_DELETE_ERROR",
    "SPACE_LOGO_GET_ERROR",
    "SPACE_THEME_DELETE_ERROR",
)
CODE = re.compile(rf"\b(?:{'|'.join(CODES)})\b")
# Codes about the space as a whole, not about one thing in it.
SPACE_CODES = frozenset(CODE_SENTENCES)
# What REST says with the status 400 to a user who lacks a privilege.
NO_RIGHTS = "does not have access rights"
# A message stands at the beginning; a search through much more, with many openings and no end, would take hours.
LONGEST_MARKUP = 4_000
LONGEST_MESSAGE = 10_000
# The first or second half of a character that takes two escapes, alone or not; and one that was left alone.
HALF_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")
HALF = re.compile("[\ud800-\udfff]")
XML_MESSAGE = re.compile(r"<((?:\w+:)?(?:message|Data))\b[^>]*>(?:\s*<!\[CDATA\[)?(.*?)(?:\]\]>\s*)?</\1\s*>", re.DOTALL)


@dataclasses.dataclass(frozen=True)
class GraphQLError:
    """One member of a GraphQL ``errors`` array; ``path`` is empty where the server gave none."""

    message: str
    code: str | None
    path: tuple[str | int, ...]


@dataclasses.dataclass(frozen=True)
class Answer:
    """What came back: ``asked`` says for what, ``url`` is host and path, ``body`` whole and decompressed.

    ``secrets`` are kept out of every message, should the server send one back.
    """

    asked: str
    url: str
    status: int
    body: bytes
    secrets: tuple[str, ...] = dataclasses.field(default=(), repr=False)

    def json(self) -> Any:
        """The parsed body. Raises ``malformed`` for anything that is not strict JSON, or that can be read in two ways."""
        try:
            return _read(self.body.decode("utf-8-sig"), parse_constant=_not_json, object_pairs_hook=_unambiguous)
        except _AmbiguousError as error:
            raise self.malformed(f"The answer is JSON, but {error}, so that its meaning is not certain.") from None
        except (ValueError, RecursionError):
            page = self.body.lstrip()[:1] == b"<"
            found = "an HTML or XML page: is there a login page or a proxy in between?" if page else "something else."
            sentence = f"The answer is not JSON but {found if self.body.strip() else 'empty.'}"
            raise self.malformed(sentence) from None

    def errors(self) -> list[GraphQLError]:
        """What the body of a refusal tells, at least one: a GraphQL answer's errors, or the message of another form."""
        return _told(self.body)

    def check_secrets(self) -> None:
        """Raises ``malformed`` where what would be shown as facts repeats the credentials of the request."""
        if any(len(secret) >= _errors.LEAST_SECRET and secret.encode() in self.body for secret in self.secrets):
            raise self.malformed("The answer repeats the credentials of the request, and is not shown. Find out what stands between.")

    def malformed(self, sentence: str, instance_id: str | None = None) -> BoomiError:
        sentence = _errors.without(self.secrets, sentence)
        return BoomiError(sentence, kind=_errors.MALFORMED, asked=self.asked, url=self.url, status=self.status, instance_id=instance_id)

    def odd_status(self) -> BoomiError:
        """The exception for a status that is no refusal, and that no whole answer has: 202, 204, 206."""
        return self.malformed(f"The answer has the status {self.status}, which none of the documented answers has.")

    def failure(self, error: GraphQLError | None = None, instance_id: str | None = None) -> BoomiError:
        """The exception for an answer that is an error by its status, or by a member of its ``errors``."""
        error = error or self.errors()[0]
        by_status = STATUS_KINDS.get(self.status)
        kind = by_status or CODE_KINDS.get(error.code or "") or (_errors.AUTH if NO_RIGHTS in error.message else _errors.REJECTED)
        if by_status:
            sentence = SENTENCES[self.status]
        elif kind == _errors.AUTH:
            sentence = SENTENCES[403]
        else:
            sentence = CODE_SENTENCES.get(error.code or "") or SENTENCES.get(self.status) or "Boomi rejected the request."
        if kind == _errors.AUTH or error.code in SPACE_CODES:
            instance_id = None  # it is not about this one
        if instance_id is not None:
            sentence = f"Instance {_errors.quoted(instance_id)}: {sentence}"
        return BoomiError(
            sentence,
            kind=kind,
            asked=self.asked,
            url=self.url,
            status=self.status,
            code=error.code and _errors.without(self.secrets, error.code),
            message=_errors.without(self.secrets, _clipped(error.message)) or None,
            instance_id=instance_id,
        )


def graphql_errors(document: Any) -> list[GraphQLError]:
    """The ``errors`` of a GraphQL answer, whatever their form; an empty list means that there are none."""
    errors = document.get("errors") if isinstance(document, dict) else None
    if not errors:
        return []
    return [_graphql_error(error) for error in (errors if isinstance(errors, list) else [errors])]


def rest_errors(document: Any) -> list[GraphQLError]:
    """The error of an answer in one of REST's JSON forms; an empty list means that there is none."""
    if not isinstance(document, dict):
        return []
    inner = document.get("error")
    message = _text(document.get("message") or document.get("errorMessage") or (inner.get("message") if isinstance(inner, dict) else None) or inner)
    return [GraphQLError(message, _code_in(message), ())] if message else []


def _graphql_error(error: Any) -> GraphQLError:
    if not isinstance(error, dict):
        return GraphQLError(_text(error) or "an error without a message", None, ())
    message = _text(error.get("message")) or "an error without a message"
    extensions = error.get("extensions")
    known = extensions if isinstance(extensions, dict) else {}
    code = next((known[key] for key in ("errorCode", "code") if isinstance(known.get(key), str) and known[key]), None)
    path = error.get("path")
    steps = tuple(step for step in path if isinstance(step, (str, int))) if isinstance(path, list) else ()
    return GraphQLError(message, _code_in(code) or _code_in(message) or code, steps)


def _clipped(message: str) -> str:
    return message if len(message) <= LONGEST_MESSAGE else message[:LONGEST_MESSAGE] + "…"


def _code_in(text: str | None) -> str | None:
    """A published error code inside a text. A downstream "Unauthorized" is the same as its code."""
    found = CODE.search(text or "")
    if found:
        return found.group()
    return "UNAUTHORIZED" if (text or "").strip().endswith("Execution Error: Unauthorized") else None


def _read(text: str, **options: Any) -> Any:
    """The value of a JSON text. Half a character, which JSON can say and no file, terminal or module can be given, is replaced."""
    value = json.loads(text, **options)
    return _whole(value) if HALF_ESCAPED.search(text) else value


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return HALF.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _whole(inner) for key, inner in value.items()}
    return [_whole(inner) for inner in value] if isinstance(value, list) else value


def _told(body: bytes) -> list[GraphQLError]:
    """The message of an error body: GraphQL, REST's JSON forms, XML, or plain text. Empty where it tells nothing."""
    text = body.decode("utf-8", "replace").strip()
    try:
        document = _read(text)
    except (ValueError, RecursionError):
        return [GraphQLError(_markup_message(text), None, ())]
    told = _text(None if isinstance(document, dict) else document)
    return graphql_errors(document) or rest_errors(document) or [GraphQLError(told, _code_in(told), ())]


def _markup_message(text: str) -> str:
    found = XML_MESSAGE.search(text[:LONGEST_MARKUP])
    if found:
        return html.unescape(found.group(2)).strip()
    return "" if text.startswith("<") else text


def _text(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    try:
        return json.dumps(value)
    except RecursionError:  # it could be read, but only just
        return ""


class _AmbiguousError(ValueError):
    """JSON in which a key stands twice."""


def _unambiguous(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = Counter(name for name, dummy in pairs).most_common(1)[0][0]
        raise _AmbiguousError(f"an object has the key {_errors.quoted(twice)} twice")
    return found


def _not_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")
