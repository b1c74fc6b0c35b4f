# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Spaces GraphQL API of an account: graphql-core executes schema.graphql, this module resolves its fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    GraphQLSchema,
    OperationDefinitionNode,
    StringValueNode,
    build_schema,
    execute_sync,
    get_operation_ast,
    parse,
    validate,
)

from .account import Account, Attachment, Environment, Execution, Instance, OAuthConnector, Pack, Process, Space
from .selections import reshape, root_fields

SDL = Path(__file__).with_name("schema.graphql")
_KEPT_DOCUMENTS = 256
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")

Errors = list[dict[str, Any]]


@dataclass(frozen=True)
class Document:
    """A query text, parsed and validated once, however often it is sent."""

    node: DocumentNode | None
    errors: Errors

    def operation(self, name: str | None) -> OperationDefinitionNode | None:
        """The operation of this name, or the only one."""
        return get_operation_ast(self.node, name) if self.node else None

    def roots(self, name: str | None) -> list[tuple[str, str]]:
        """(response key, field) of each root field of that operation, one item for each alias."""
        operation = self.operation(name)
        return root_fields(self.node, operation) if self.node and operation else []


@dataclass(frozen=True)
class _Asked:
    """The parts of the request that resolvers use. ``space_guid`` is the header's value, or None. ``oldest`` is the start of the oldest run that is
    not purged."""

    account: Account
    space_guid: str | None
    oldest: str


class SpacesApi:
    """Executes operations for one account. The caller has checked the HTTP request and the token."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._schema = _schema()
        self._documents: dict[str, Document] = {}

    def use(self, account: Account) -> None:
        """Use this state of the account from now on."""
        self._account = account

    def document(self, text: str) -> Document:
        """``text``, parsed and validated; ``errors`` is empty if it is valid."""
        found = self._documents.get(text)
        if found is None:
            if len(self._documents) >= _KEPT_DOCUMENTS:
                self._documents.clear()
            found = self._documents[text] = self._read(text)
        return found

    def _read(self, text: str) -> Document:
        try:
            node = parse(text)
        except GraphQLError as error:
            return Document(None, formatted([error]))
        return Document(node, formatted(validate(self._schema, node)))

    def execute(
        self, document: Document, variables: dict[str, Any] | None, operation_name: str | None, space_guid: str | None, oldest: str
    ) -> tuple[int, dict[str, Any]]:
        """The HTTP status and the body of the response: 400 if nothing could be executed, otherwise 200, with or without errors."""
        assert document.node is not None
        result: ExecutionResult = execute_sync(
            self._schema,
            document.node,
            context_value=_Asked(self._account, space_guid, oldest),
            variable_values=variables,
            operation_name=operation_name,
        )
        body: dict[str, Any] = {"data": result.data}
        if result.errors:
            body["errors"] = formatted(result.errors)
        answers = self._account.answers
        operation = document.operation(operation_name)
        if result.data is not None and operation is not None and (answers.single_as_object or answers.as_list):
            reshape(result.data, document.node, operation, self._schema, answers)
        # Every root field may be null, so data itself is null only if a variable or the operation's name is wrong.
        return (400 if result.data is None else 200), body


def formatted(errors: Iterable[GraphQLError]) -> Errors:
    """Errors as in the published bodies, which always have ``extensions``, even if empty."""
    return [{**error.formatted, "extensions": error.extensions or {}} for error in errors]


def refusal(code: str, message: str) -> GraphQLError:
    """An error of one field, with one of Boomi's error codes."""
    return GraphQLError(message, extensions={"errorCode": code})


# Resolvers of the root fields


def _space(asked: _Asked) -> Space:
    if not asked.space_guid:
        raise refusal("MISSING_SPACE_ID", "The header SPACE_GUID is missing or empty.")
    return _space_by_guid(asked, asked.space_guid)


def _space_by_guid(asked: _Asked, guid: str) -> Space:
    space = asked.account.space_by_guid.get(guid)
    if space is None:
        raise refusal("SPACE_NOT_FOUND", f"There is no space {guid!r} that this account may use.")
    return space


def _instance(asked: _Asked, instance_id: str) -> Instance:
    space = _space(asked)
    instance = asked.account.instance_by_id.get(instance_id)
    if instance is None or instance.space_guid != space.guid:
        raise refusal("IPACK_INSTANCE_ID_INVALID", f"The integration pack instance {instance_id!r} is not in this space.")
    return instance


def _processes(dummy: object, info: GraphQLResolveInfo[_Asked], integrationPackInstanceId: str) -> Iterable[Process]:  # noqa: N803 -- named by the schema
    return _instance(info.context, integrationPackInstanceId).processes


def _instances(dummy: object, info: GraphQLResolveInfo[_Asked]) -> Iterable[Instance]:
    asked = info.context
    return asked.account.instances_by_space[_space(asked).guid]


def _environments(dummy: object, info: GraphQLResolveInfo[_Asked]) -> Iterable[Environment]:
    asked = info.context
    return asked.account.environments_by_space[_space(asked).guid]


def _spaces(dummy: object, info: GraphQLResolveInfo[_Asked]) -> Iterable[Space]:
    asked = info.context
    return asked.account.spaces


def _one_space(dummy: object, info: GraphQLResolveInfo[_Asked], id: str) -> Space:  # noqa: A002 -- named by the schema
    return _space_by_guid(info.context, id)


def _space_accounts(dummy: object, info: GraphQLResolveInfo[_Asked], criteria: dict[str, str] | None = None) -> list[dict[str, str]]:
    accounts = _space(info.context).accounts
    if criteria is not None:
        found = str.startswith if criteria["operator"] == "STARTSWITH" else str.__contains__
        accounts = tuple(account for account in accounts if found(account[1].lower(), criteria["argument"].lower()))
    return [{"id": account_id, "name": name} for account_id, name in accounts]


def _execution_history(dummy: object, info: GraphQLResolveInfo[_Asked], input: dict[str, str]) -> list[Execution]:  # noqa: A002 -- named by the schema
    asked = info.context
    process_id = input["processId"]
    if process_id not in asked.account.processes_by_space[_space(asked).guid]:
        return []
    runs = asked.account.executions_by_process.get(process_id, [])
    # The published sample requests 2016 and the response has 2023: the time is the earliest start.
    since = max(input["executionTime"], asked.oldest)
    return sorted((run for run in runs if run.status == input["status"] and run.time >= since), key=attrgetter("time"))


def _attachment_details(
    dummy: object,
    info: GraphQLResolveInfo[_Asked],
    ipackInstanceId: str,  # noqa: N803 -- named by the schema
    environmentIds: list[str] | None = None,  # noqa: N803 -- named by the schema
) -> list[Attachment]:
    attachments = _instance(info.context, ipackInstanceId).attachments
    return [item for item in attachments if environmentIds is None or item.environment_id in environmentIds]


def _artifact_listings(dummy: object, info: GraphQLResolveInfo[_Asked], input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002 -- named by the schema
    asked = info.context
    artifacts = asked.account.artifacts
    if (guid := input.get("spaceId")) is not None:
        guid = _space_by_guid(asked, guid).guid
    wanted, kind = input.get("spaceArtifactListingIds"), input.get("spaceArtifactListingType")
    data = [
        {"id": artifact.id, "type": artifact.type, **artifact.data}
        for artifact in artifacts
        if guid in (None, artifact.space_guid) and (wanted is None or artifact.id in wanted) and kind in (None, artifact.type)
    ]
    return {"numberOfResults": len(data), "currentPageSize": len(data), "spaceArtifactsData": data}


def _oauth_details(dummy: object, info: GraphQLResolveInfo[_Asked], input: dict[str, str]) -> OAuthConnector | None:  # noqa: A002 -- named by the schema
    asked = info.context
    _space(asked)
    wanted = (input["integrationPackInstanceId"], input["envId"], input["processId"], input["connectionId"], input["catalogGuid"])
    for item in asked.account.oauth_connectors:
        if wanted == (item.instance_id, item.environment_id, item.process_id, item.connection_id, item.space_guid):
            return item
    return None


_ROOTS: dict[str, Callable[..., Any]] = {
    "integrationPackInstanceProcesses": _processes,
    "integrationPackInstances": _instances,
    "environments": _environments,
    "spaces": _spaces,
    "Space": _one_space,
    "spaceAccounts": _space_accounts,
    "executionHistory": _execution_history,
    "integrationPackEnvironmentAttachments": _attachment_details,
    "spaceArtifactListings": _artifact_listings,
    "IPackInstanceOAuthConnectorDetails": _oauth_details,
}

# Resolvers of the other fields: GraphQL's name, and the attribute of the record, or a function of the record


def _pack_of_process(process: Process) -> list[dict[str, str | None]]:
    return [{"integrationPackId": process.pack_id, "integrationPackInstanceId": process.instance_id}]


def _pack(pack: Pack | None) -> dict[str, str | None] | None:
    if pack is None:
        return None
    return {"id": pack.id, "name": pack.name, "description": pack.description, "installationType": pack.installation_type}


def _account_group(space: Space) -> dict[str, str] | None:
    return None if space.account_group is None else dict(zip(("id", "name"), space.account_group, strict=True))


def _unanswered(run: Execution) -> None:
    return None


def _theme(space: Space) -> dict[str, str | None] | None:
    if space.logo_url is None and space.logo_alt_text is None:
        return None
    return {"logoUrl": space.logo_url, "logoAltTxt": space.logo_alt_text}


_FIELDS: dict[str, dict[str, str | Callable[[Any], Any]]] = {
    "Process": {"id": "id", "name": "name", "integrationPack": _pack_of_process, "processSchedules": "deployments"},
    "ProcessSchedules": {
        "id": "id",
        "processId": "process_id",
        "atomId": "atom_id",
        "envId": "environment_id",
        "schedule": "schedule",
        "retry": lambda deployment: deployment,
    },
    "Retry": {"schedule": "retry", "maxRetry": "max_retry"},
    "Schedule": {
        "minutes": "minutes",
        "hours": "hours",
        "daysOfWeek": "days_of_week",
        "daysOfMonth": "days_of_month",
        "months": "months",
        "years": "years",
    },
    "IntegrationPackInstance": {
        "id": "id",
        "integrationPackOverrideName": "override_name",
        "integrationPack": lambda instance: _pack(instance.pack),
    },
    "Environment": {"id": "id", "name": "name", "classification": "classification", "atoms": "atoms"},
    "IntegrationPackEnvironmentAttachment": {
        "id": "id",
        "environmentId": "environment_id",
        "integrationPackInstanceId": "instance_id",
        "environmentExtensions": "extensions",
    },
    "Atom": {"id": "id", "name": "name"},
    "IntegrationPackEnvironmentAttachmentDetails": {
        "integrationPackInstanceId": "instance_id",
        "environmentMapExtension": "map_extensions",
        "environmentExtensions": "extensions",
    },
    "Space": {
        "id": "guid",
        "name": "name",
        "description": "description",
        "url": "url",
        "theme": _theme,
        "accountGroup": _account_group,
        "sharedIpacks": lambda space: [_pack(pack) for pack in space.shared_packs],
        "createdDate": "created_date",
        "modifiedDate": "modified_date",
        "createdByAccountId": "created_by_account_id",
        "modifiedByAccountId": "modified_by_account_id",
    },
    "ExecutionHistory": {
        "executionId": "id",
        "originalExecutionId": "original_id",
        "executionTime": "time",
        "status": "status",
        "executionType": "type",
        "processName": "process_name",
        # The published sample asks for account, atomName and atomId and is not answered them.
        "account": _unanswered,
        "atomName": _unanswered,
        "atomId": _unanswered,
        "inboundDocumentCount": "inbound_count",
        "inboundErrorDocumentCount": "inbound_error_count",
        "outboundDocumentCount": "outbound_count",
        "executionDuration": "duration",
        "message": "message",
        "inboundDocumentSize": "inbound_size",
        "outboundDocumentSize": "outbound_size",
    },
    "IPackInstanceOAuthConnectorDetails": {
        "id": "id",
        "integrationPackInstanceId": "instance_id",
        "envId": "environment_id",
        "isTokenGenerated": "token_generated",
        "connectionId": "connection_id",
        "processId": "process_id",
        "catalogGuid": "space_guid",
        "oauthConnectorDetails": "details",
    },
}


def _attached_here(environment: Environment, info: GraphQLResolveInfo[_Asked]) -> Iterable[Attachment]:
    asked = info.context
    return asked.account.attachments_by_place.get((_space(asked).guid, environment.id), ())


def _resolver(source: str | Callable[[Any], Any]) -> Callable[..., Any]:
    get = attrgetter(source) if isinstance(source, str) else source
    return lambda record, info: get(record)


@cache
def _schema() -> GraphQLSchema:
    """The schema with its resolvers. It does not depend on the account, so all share one."""
    schema = build_schema(SDL.read_text(encoding="utf-8"))
    for type_name, fields in _FIELDS.items():
        for name, source in fields.items():
            _type(schema, type_name).fields[name].resolve = _resolver(source)
    for name, resolve in _ROOTS.items():
        _type(schema, "Query").fields[name].resolve = resolve
    _type(schema, "Environment").fields["integrationPackEnvironmentAttachment"].resolve = _attached_here
    _scalar(schema, "Long").coerce_output_value = lambda number: ["Long", str(number)]
    time = _scalar(schema, "DateTime")
    time.coerce_input_value = _time
    time.coerce_input_literal = lambda node: _time(node.value if isinstance(node, StringValueNode) else None)
    return schema


def _type(schema: GraphQLSchema, name: str) -> GraphQLObjectType:
    found = schema.type_map[name]
    assert isinstance(found, GraphQLObjectType)
    return found


def _scalar(schema: GraphQLSchema, name: str) -> GraphQLScalarType:
    found = schema.type_map[name]
    assert isinstance(found, GraphQLScalarType)
    return found


def _time(value: Any) -> str:
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise GraphQLError(f"DateTime is written yyyy-MM-dd'T'HH:mm:ss'Z', not {value!r}.")
    return value
