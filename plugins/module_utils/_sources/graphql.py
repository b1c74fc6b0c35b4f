# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Private to this collection: other code must not import it.
"""Requests to the Spaces GraphQL API, with its login. A query can do without fields that the API no longer has."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, Callable

from ansible_collections.boomi.spaces.plugins.module_utils._connection import Connection
from ansible_collections.boomi.spaces.plugins.module_utils._errors import BoomiError, sentence_list
from ansible_collections.boomi.spaces.plugins.module_utils._sources.fields import OPTIONAL, Field, left_out_for, unknown_fields
from ansible_collections.boomi.spaces.plugins.module_utils._sources.refusals import Refusals
from ansible_collections.boomi.spaces.plugins.module_utils._transport.answers import STATUS_KINDS, Answer, GraphQLError, rest_errors
from ansible_collections.boomi.spaces.plugins.module_utils._transport.client import Http
from ansible_collections.boomi.spaces.plugins.module_utils._transport.login import Login, authorization


@dataclasses.dataclass(frozen=True)
class GraphQLAnswer:
    """The parts of a GraphQL answer. ``data`` is empty if the whole request was refused."""

    http: Answer
    data: dict[str, Any]
    errors: list[GraphQLError]


# The text of a query without these fields.
Build = Callable[[frozenset[Field]], str]


class GraphQLApi:
    """The queries of one connection. ``refusals`` learns that the login works. ``absent`` are the fields that the API does not have."""

    def __init__(self, connection: Connection, http: Http, refusals: Refusals) -> None:
        self._connection = connection
        self._http = http
        self._login = Login(connection, http)
        self._refusals = refusals
        self.absent: frozenset[Field] = frozenset()
        self.progress = http.progress

    def warnings(self) -> list[str]:
        """What the API no longer has, in one sentence, or none."""
        if not self.absent:
            return []
        fields = sentence_list([f"{field.name} ({field.type})" for field in sorted(self.absent)])
        return [f"The Spaces API no longer has the following, which is therefore null: {fields}. Look for a newer version of this collection."]

    def ask(self, build: Build, variables: dict[str, str], asked: str, type_name: str, optional: frozenset[Field] = OPTIONAL) -> GraphQLAnswer:
        """Asks for objects of a type, and asks again without the fields that the API says it does not have, if all of these are ``optional``."""
        while True:
            absent = self.absent & optional
            answer = self._answered(build(absent), variables, asked)
            unknown = {field: left_out_for(field, type_name) for field in unknown_fields(answer.errors)}
            if not unknown:
                return answer
            for field, left_out in sorted(unknown.items()):
                # One that was left out already, or was never asked for: asking again would not help.
                if not left_out or not left_out <= optional - absent:
                    raise _without_field(answer, field)
            self.absent = self.absent.union(*unknown.values())

    def _answered(self, query: str, variables: dict[str, str], asked: str) -> GraphQLAnswer:
        body = json.dumps({"query": query, "variables": variables}).encode()
        token = self._login.token()
        answer = self._send(body, asked, token)
        if answer.status == 401 and self._login.can_renew:
            answer = self._send(body, asked, self._login.token(refused=token))
        if answer.status == 401:
            raise self._login.refused(answer)
        if answer.status in STATUS_KINDS:
            raise answer.failure()
        if answer.status >= 400:
            return GraphQLAnswer(answer, {}, answer.errors())
        if answer.status != 200:
            raise answer.odd_status()
        document = answer.json()
        errors = answer.graphql_errors(document) or rest_errors(document)
        data = document.get("data") if isinstance(document, dict) else None
        if not isinstance(data, dict) and not errors:
            raise answer.malformed("The response is JSON, but not a GraphQL response: it has neither data nor errors.")
        answer.check_secrets(data)
        self._refusals.login_works = self._refusals.login_works or bool(data)
        return GraphQLAnswer(answer, data if isinstance(data, dict) else {}, errors)

    def _send(self, body: bytes, asked: str, token: str) -> Answer:
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if self._connection.space_guid:
            headers["SPACE_GUID"] = self._connection.space_guid
        bearer = authorization(f"Bearer {token}")
        return self._http.send("POST", self._connection.graphql_url, asked=asked, auth=bearer, headers=headers, body=body)


def _without_field(answer: GraphQLAnswer, field: Field) -> BoomiError:
    """The error for a field that the facts are made of."""
    error = answer.http.failure(next(one for one in answer.errors if unknown_fields([one])))
    name = f"{field.name} of the type {field.type}"
    error.sentence = f"The Spaces API does not have the field {name}, which is needed. Set source to platform, or look for a newer version of this collection."
    return error
