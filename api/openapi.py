"""The OpenAPI 3.1 document, made of the declared operations and their schemas (API-01)."""

import re
from http import HTTPStatus
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from api.changes import POSITION
from api.history_kinds import KINDS
from api.operations import Media, Operation
from api.resources import ROUTES
from api.schemas.common import A_UUID
from api.schemas.problem import Problem

TITLE, VERSION = "Postroom", "1"
ABOUT = """\
Every write answers `Postroom-Position`; send it with what follows, which then knows what you wrote. A request waits up
to two seconds for the position, then answers 503 with Retry-After. `ETag` is an object's version: send it as `If-Match`, and a change on
top of something newer is refused with 412. `Idempotency-Key` makes a repeated write answer as the first time;
another request under the same key is refused with 422. Lists are paged by `cursor`. Errors are `application/problem+json`: `code` for machines, `detail` with the way out for
people. Of one session or token each process takes 200 requests at once and 50 a second on average, then answers 429.
Ids of other accounts, and of inboxes you do not see, do not exist here: 404."""
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
PATH_TYPES: dict[str, dict[str, object]] = {
    "uuid": {"type": "string", "format": "uuid"}, "int": {"type": "integer", "minimum": 0}, "": {"type": "string"},
}  # fmt: skip
WORDS: dict[str, tuple[str | int, ...]] = {
    "hub": ("service", "marketing", "sales"),
    "kind": tuple(KINDS),
    "number": (0,),
    "form_version": (1,),
}
"""What path parameters that are no ids can be, an example first."""
HEADERS = {
    "IfMatch": ("If-Match", 'The ETag of what you read, such as "3"; 412 if it changed since.', '"3"'),
    "IdempotencyKey": ("Idempotency-Key", "A text of your own, at most 200 characters: a repeat under it gets the same answer, another request 422.", "order-1234"),
    "Position": (POSITION, "Wait until this position is known here.", "1043"),
}  # fmt: skip
SAID = {
    400: "The request cannot be read.", 401: "Nobody is signed in, or the token opens nothing.",
    403: "A permission or the CSRF token is missing.", 404: "There is no such thing for you.",
    409: "The business refuses; `code` and `detail` say why and what to do.", 412: "It was changed meanwhile.",
    413: "The body is too large.", 415: "The body is no JSON.", 422: "A value breaks a rule; `errors` name fields. Or the Idempotency-Key belongs to another request.",
    429: "Too many requests; see Retry-After.", 503: "Not now; see Retry-After.", 410: "It was erased or used up.",
}  # fmt: skip


def document() -> dict[str, Any]:
    """Return the document."""
    plugin = MarshmallowPlugin()
    spec = APISpec(
        TITLE, VERSION, "3.1.0", [plugin],
        info={"description": ABOUT, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        servers=[{"url": "/api/v1"}],
        security=[{"session": []}, {"token": []}],
    )  # fmt: skip
    assert plugin.converter is not None  # noqa: S101 - there is one once the plugin is in a spec
    plugin.converter.add_attribute_function(_only_real_defaults)  # type: ignore[no-untyped-call]  # the library has no types there
    spec.components.security_scheme("session", {"type": "apiKey", "in": "cookie", "name": "postroom_session"})
    spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    spec.components.schema("Problem", schema=Problem)
    for name, (header, about, example) in HEADERS.items():
        described = {"name": header, "description": about, "schema": {"type": "string"}, "example": example}
        spec.components.parameter(name, "header", described)
    for status, about in SAID.items():
        content = {"application/problem+json": {"schema": Problem, "example": _problem(status)}}
        spec.components.response(str(status), {"description": about, "content": content})
    tags: dict[str, str] = {}
    for routes in ROUTES:
        tags[routes.tag] = tags.get(routes.tag) or routes.description
        for operation in routes.operations:
            path = PARAMETER.sub(r"{\2}", operation.rule)
            spec.path(path, operations={operation.method.lower(): _operation(operation, plugin)})
    for name, about in tags.items():
        spec.tag({"name": name, "description": about})
    made: dict[str, Any] = spec.to_dict()
    for probe in ("/health", "/ready"):
        made["paths"][probe]["servers"] = [{"url": "/"}]
    return made


def _only_real_defaults(_converter: Any, _field: Any, ret: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Take a default of null away: it stands for a value left out, which is no value of the field."""
    if ret.get("default", "") is None:
        del ret["default"]
    return {}


def _operation(operation: Operation, plugin: MarshmallowPlugin) -> dict[str, Any]:
    summary, _, more = (operation.view.__doc__ or "").strip().partition("\n")
    described: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [operation.tag],
        "summary": summary.strip(),
        "parameters": _parameters(operation, plugin),
        "responses": _responses(operation),
    }
    about = [" ".join(more.split())] if more.strip() else []
    if operation.permission:
        about.append(f"Needs the permission `{operation.permission}`.")
        described["x-permission"] = operation.permission
    if about:
        described["description"] = "\n\n".join(about)
    if operation.public:
        described["security"] = []
    if operation.body is not None:
        content = {"application/json": {"schema": operation.body, "example": example(operation.body)}}
        described["requestBody"] = {"required": operation.body_required, "content": content}
    if operation.raw:
        octets: dict[str, Any] = {
            "schema": {"type": "string", "format": "binary"},
            "example": operation.raw_example,
        }
        described["requestBody"] = {
            "required": True, "description": operation.raw, "content": {"application/octet-stream": octets},
        }  # fmt: skip
    return described


def _parameters(operation: Operation, plugin: MarshmallowPlugin) -> list[Any]:
    found: list[Any] = [
        {
            "in": "path",
            "name": name,
            "required": True,
            "schema": {
                **PATH_TYPES[kind],
                **({"enum": list(WORDS[name])} if name in WORDS and not kind else {}),
            },
            "example": WORDS.get(name, (A_UUID,))[0],
        }
        for kind, name in PARAMETER.findall(operation.rule)
    ]
    if operation.query is not None:
        assert plugin.converter is not None  # noqa: S101 - there is one once the plugin is in a spec
        found += plugin.converter.schema2parameters(operation.query, location="query")
    found += ["Position"] * (not operation.public)
    if operation.method == "GET":
        return found
    return found + ["IfMatch"] * operation.versioned + ["IdempotencyKey"] * operation.keyed


def _responses(operation: Operation) -> dict[str, Any]:
    answer = operation.answer
    success: dict[str, Any] = {"description": "Done." if operation.method != "GET" else "What was asked for."}
    if isinstance(answer, Media):
        success = {
            "description": answer.description,
            "content": {answer.content_type: {"schema": {"type": "string"}}},
        }
    elif operation.status != HTTPStatus.NO_CONTENT:
        success["content"] = {"application/json": {"schema": answer}}
    if operation.keyed and operation.method != "GET":
        about = "Where the change is in the log."
        success["headers"] = {POSITION: {"description": about, "schema": {"type": "integer"}}}
    statuses = {400, 422, 429, 503}
    statuses |= set() if operation.public else {401, 403}
    statuses |= {404, 410} if "<" in operation.rule else {404} if isinstance(answer, Media) else set()
    if operation.method != "GET":
        statuses |= {401, 403, 404, 409, 410, 413, 415}
    statuses |= {413} if isinstance(answer, Media) and answer.content_type == "text/csv" else set()
    statuses |= {412} if operation.versioned or operation.body is not None else set()
    if operation.rule in ("/health", "/ready"):
        return {"200": success, "503": {**success, "description": "Not now."}, "422": "422", "429": "429"}
    return {str(operation.status): success, **{str(status): str(status) for status in sorted(statuses)}}


def example(schema: type[Schema]) -> dict[str, Any]:
    """Return an example of a body, from the examples of its fields."""
    return {
        field.data_key or name: field.metadata.get("example")
        for name, field in schema().fields.items()
        if field.required or field.metadata.get("example") not in (None, "", [], {})
    }


def _problem(status: int) -> dict[str, Any]:
    breaks_a_rule = status == HTTPStatus.UNPROCESSABLE_ENTITY
    return {
        "type": "urn:postroom:problem:invalid" if breaks_a_rule else f"urn:postroom:problem:{status}",
        "title": "Unprocessable Entity" if breaks_a_rule else "Problem",
        "status": status,
        "code": "invalid" if breaks_a_rule else str(status),
        "detail": SAID[status],
        "instance": "/api/v1/conversations",
        "request_id": A_UUID,
    }
