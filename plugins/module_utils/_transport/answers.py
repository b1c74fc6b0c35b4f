# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""An HTTP response: its JSON, or the error it reports, in any of the forms that Boomi uses."""

from __future__ import annotations

import dataclasses
import html
import json
import re
from typing import Any

from ansible_collections.boomi.spaces.plugins.module_utils import _errors
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, ErrorKind, quoted
from ansible_collections.boomi.spaces.plugins.module_utils._redaction import redact, reveals
from ansible_collections.boomi.spaces.plugins.module_utils._transport.documents import AmbiguousError, TooManyError, document_of, joined_texts, refusal_of

# The published error codes of the Spaces API that are not about the query, and their kinds. All others are ``rejected``.
CODE_KINDS: dict[str, ErrorKind] = {
    "IPACK_INSTANCE_ID_INVALID": _errors.NOT_FOUND,
    "IPACK_NOT_FOUND_IN_SPACE": _errors.NOT_FOUND,
    "SPACE_NOT_FOUND": _errors.NOT_FOUND,
    "SPACE_IS_DELETED": _errors.NOT_FOUND,
    "MISSING_SPACE_ID": _errors.NOT_FOUND,
    "UNAUTHORIZED": _errors.AUTH,
    "INVALID_AUTH_METHOD": _errors.AUTH,
}
STATUS_KINDS: dict[int, ErrorKind] = {
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
    "to this user, and that the user name has the prefix BOOMI_TOKEN. at most once.",
    403: "Boomi refused access. The user needs the API privilege and the one for this object, and must belong to the account; "
    "a wrong user name or password can look the same.",
    404: "There is nothing at this URL. Check spaces_url and platform_url, or leave them out and set region.",
    410: "Boomi has retired this URL. Try the other source, or a newer version of this collection.",
    429: "Boomi is throttling requests. Run again later, or raise retries.",
    500: "Boomi failed to answer the request.",
    502: "Boomi cannot be reached: bad gateway.",
    503: "Boomi is unavailable, or the account's rate limit is exceeded. Run again later, raise retries or lower requests_per_second.",
    504: "Boomi cannot be reached: gateway timeout.",
}
CODE_SENTENCES = {
    "SPACE_NOT_FOUND": "Boomi does not know the space. Check space_guid, and that the user belongs to the account of the space.",
    "SPACE_IS_DELETED": "The space has been deleted. Check space_guid.",
    "MISSING_SPACE_ID": "The request named no space. Check space_guid.",
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
# Codes about the whole space, not about an object in it.
SPACE_CODES = frozenset(CODE_SENTENCES)
# Part of the message with which REST refuses a user without the privilege; its status is 400.
NO_RIGHTS = "does not have access rights"
# Only the beginning is searched for a message: a search through many opening tags without an end would take hours.
LONGEST_MARKUP = 4_000
# Characters. They are clipped before anything is searched for in them.
LONGEST_MESSAGE = 10_000
LONGEST_CODE = 300
MOST_ERRORS = 1_000
XML_MESSAGE = re.compile(r"<((?:\w+:)?(?:message|Data))\b[^>]*>(?:\s*<!\[CDATA\[)?(.*?)(?:\]\]>\s*)?</\1\s*>", re.DOTALL)


# What to do if a response is too large.
ADVICE = "Ask for fewer instances at once, or lower batch_size."


class LargeAnswerError(BoomiError):
    """A response over the limits, ``malformed``. The answer to a smaller question may be within them."""


@dataclasses.dataclass(frozen=True)
class GraphQLError:
    """One member of a GraphQL ``errors`` array; ``path`` is empty where the server gave none."""

    message: str
    code: str | None
    path: tuple[str | int, ...]


@dataclasses.dataclass(frozen=True)
class Answer:
    """An HTTP response. ``asked`` says what was asked for, ``url`` is host and path, ``body`` is complete and decompressed.

    ``secrets`` are masked in every message, in case the server echoes one.
    """

    asked: str
    url: str
    status: int
    body: bytes
    secrets: tuple[str, ...] = dataclasses.field(default=(), repr=False)

    def json(self) -> Any:
        """The parsed body. Raises ``malformed`` if it is not strict JSON, if an object in it has a key twice, or if it holds too much."""
        try:
            return document_of(self.body)
        except TooManyError as error:
            raise LargeAnswerError(f"The response has {error}. {ADVICE}", kind=_errors.MALFORMED, asked=self.asked, url=self.url, status=self.status) from None
        except AmbiguousError as error:
            raise self.malformed(f"The response is ambiguous JSON: {error}.") from None
        except (ValueError, RecursionError):
            page = self.body.lstrip()[:1] == b"<"
            found = "an HTML or XML page: did a login page or a proxy answer?" if page else "something else."
            raise self.malformed(f"The response is not JSON but {found if self.body.strip() else 'empty.'}") from None

    def graphql_errors(self, document: Any) -> list[GraphQLError]:
        """The ``errors`` of a GraphQL response, in any form; an empty list if there are none. Raises ``malformed`` if there are too many."""
        errors = document.get("errors") if isinstance(document, dict) else None
        if not errors:
            return []
        every = errors if isinstance(errors, list) else [errors]
        if len(every) > MOST_ERRORS:
            raise self.malformed(f"The response has {len(every):,} errors, of which at most {MOST_ERRORS:,} are read.")
        return [_graphql_error(error) for error in every]

    def errors(self) -> list[GraphQLError]:
        """The errors in the body of a refusal, at least one: those of GraphQL, or one of another form, whose message can be empty."""
        try:
            document = refusal_of(self.body)
        except TooManyError as error:
            raise self.malformed(f"The response has {error}.") from None
        except (ValueError, RecursionError):
            return [GraphQLError(_clipped(_markup_message(self.body)), None, ())]
        message = _text(None if isinstance(document, dict) else document)
        return self.graphql_errors(document) or rest_errors(document) or [GraphQLError(message, _code_in(message), ())]

    def check_secrets(self, facts: Any) -> None:
        """Raises ``malformed`` if the part of the document that becomes facts reveals credentials of the request, or any JWT, in a key or a value."""
        # Without an escape in it, the raw text has every decoded one.
        if b"\\" not in self.body and not reveals(self.body, self.secrets):
            return
        if any(reveals(part.encode(), self.secrets) for part in joined_texts(facts)):
            raise self.malformed("The response echoes credentials and was discarded; check for a proxy.")

    def malformed(self, sentence: str, *instance_ids: str) -> BoomiError:
        return BoomiError(redact(sentence, self.secrets), kind=_errors.MALFORMED, asked=self.asked, url=self.url, status=self.status, instance_ids=instance_ids)

    def odd_status(self) -> BoomiError:
        """The error for a status that neither refuses the request nor comes with a complete response: 202, 204, 206."""
        return self.malformed(f"The response has the undocumented status {self.status}.")

    def failure(self, error: GraphQLError | None = None, instance_id: str | None = None) -> BoomiError:
        """The BoomiError for a response that is an error by its status, or by one of its ``errors``."""
        by_status = STATUS_KINDS.get(self.status)
        error = error or self._first_error(by_status is not None)
        kind = by_status or CODE_KINDS.get(error.code or "") or (_errors.AUTH if NO_RIGHTS in error.message else _errors.REJECTED)
        if by_status:
            sentence = SENTENCES[self.status]
        elif kind == _errors.AUTH:
            sentence = SENTENCES[403]
        else:
            sentence = CODE_SENTENCES.get(error.code or "") or SENTENCES.get(self.status) or "Boomi rejected the request."
        if kind == _errors.AUTH or error.code in SPACE_CODES:
            instance_id = None  # it is not about this instance
        if instance_id is not None:
            sentence = f"Instance {quoted(instance_id)}: {sentence}"
        return BoomiError(
            sentence,
            kind=kind,
            asked=self.asked,
            url=self.url,
            status=self.status,
            code=error.code and redact(error.code, self.secrets)[:LONGEST_CODE],
            message=redact(error.message, self.secrets) or None,
            instance_ids=[] if instance_id is None else [instance_id],
        )

    def _first_error(self, status_suffices: bool) -> GraphQLError:
        try:
            return self.errors()[0]
        except BoomiError:
            if status_suffices:
                return GraphQLError("", None, ())
            raise


def rest_errors(document: Any) -> list[GraphQLError]:
    """The error of a response in one of REST's JSON forms; an empty list if there is none."""
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
    code = next((known[key] for key in ("errorCode", "code") if isinstance(known.get(key), str) and known[key]), "")[:LONGEST_CODE]
    path = error.get("path")
    steps = tuple(step for step in path if isinstance(step, (str, int))) if isinstance(path, list) else ()
    return GraphQLError(message, _code_in(code) or _code_in(message) or code or None, steps)


def _clipped(message: str) -> str:
    return message if len(message) <= LONGEST_MESSAGE else message[:LONGEST_MESSAGE] + "…"


def _code_in(text: str | None) -> str | None:
    """The published error code in a text. A downstream "Unauthorized" counts as ``UNAUTHORIZED``."""
    found = CODE.search(text or "")
    if found:
        return found.group()
    return "UNAUTHORIZED" if (text or "").strip().endswith("Execution Error: Unauthorized") else None


def _markup_message(body: bytes) -> str:
    text = body.decode("utf-8", "replace").strip()
    found = XML_MESSAGE.search(text[:LONGEST_MARKUP])
    if found:
        return html.unescape(found.group(2)).strip()
    return "" if text.startswith("<") else text


def _text(value: Any) -> str:
    if value is None or isinstance(value, str):
        return _clipped(value or "")
    try:
        return _clipped(json.dumps(value))
    except RecursionError:  # it is nested almost too deeply to be parsed, and too deeply to be written
        return ""
