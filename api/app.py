"""The Flask application: every operation is declared in `resources`; what all of them share is here."""

import json
import re
import time
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask, Request, Response, g, request
from flask.typing import ResponseReturnValue
from marshmallow import RAISE, ValidationError
from werkzeug.datastructures import Authorization
from werkzeug.utils import cached_property

from api import (
    brand_page,
    calling_hooks,
    chat_pages,
    docs,
    form_page,
    framing,
    hooks,
    pages,
    problems,
    rating_page,
    web,
)
from api.auth import Door
from api.buckets import Buckets
from api.changes import POSITION
from api.context import Context, Memories, here
from api.observing import METHODS, NOWHERE, given_id
from api.operations import Answer, Media, Operation, Values
from api.problems import Problem, invalid_fields
from api.resources import ROUTES
from api.seats import Seats
from api.services import Services
from api.shapes import dumped, shaped

PREFIX = "/api/v1"
JSON = "application/json"
UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Api(Flask):
    """Flask without looking, at each function of each request, for one that would be asynchronous: there is none."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is."""
        return func


class CheckedRequest(Request):
    """A request without werkzeug's own debugging answers."""

    max_form_parts = 0

    @cached_property
    def authorization(self) -> Authorization | None:
        """The credentials sent; none for what cannot be read as such."""
        try:
            return Authorization.from_header(self.headers.get("Authorization"))
        except ValueError:
            return None


def create_app(services: Services) -> Flask:
    """Return the WSGI application, serving `services`."""
    app = Api("api", static_folder=None, template_folder="templates", root_path=str(docs.HERE))
    app.request_class = CheckedRequest
    app.config["MAX_CONTENT_LENGTH"] = services.settings.body_limit
    app.url_map.strict_slashes = False
    app.extensions["postroom"] = services
    told = services.settings
    door = Door(
        Buckets(told.requests_per_second, told.burst),
        Buckets(told.account_requests_per_second, told.account_burst),
        told.look_seconds,
    )
    memories = Memories(services.settings.viewer_seconds)
    app.extensions["postroom.door"] = door
    # a page that is loaded anew says three things at once
    app.extensions["postroom.presence"] = Buckets(1 / 3, 20)
    app.extensions["postroom.streams"] = Seats(services.settings.stream_limit, services.settings.streams_each)
    problems.install(app, services.away)
    app.before_request(lambda: _begin(services, memories))
    app.after_request(lambda response: _finish(response, services))
    app.teardown_request(_end)
    for operation in operations():
        rule = operation.rule if operation.rule in ("/health", "/ready") else PREFIX + operation.rule
        app.add_url_rule(rule, operation.name, _serving(operation, door), methods=[operation.method])
    docs.install(app, PREFIX)
    pages.install(app)
    rating_page.install(app)
    brand_page.install(app)
    form_page.install(app, services)
    chat_pages.install(app, services)
    hooks.install(app)
    calling_hooks.install(app)
    web.install(app)
    framing.install(app)
    if services.settings.base_url.startswith("https:"):
        app.after_request(_only_https)
    return app


def operations() -> Iterable[Operation]:
    """Return every operation of the API."""
    return (operation for routes in ROUTES for operation in routes.operations)


def _begin(services: Services, memories: Memories) -> None:
    g.began = time.perf_counter()
    request_id = given_id(request.headers) or services.new_id()
    services.observer.asked(request_id)
    g.request_id = str(request_id)
    g.postroom = Context(services, memories, request_id)


def _finish(response: Response, services: Services) -> Response:
    context: Context | None = g.get("postroom")
    said = {**HEADERS, "Cache-Control": "no-store", "Request-Id": g.get("request_id", "")}
    said |= context.said if context else {}
    # one look at what there is: the library goes through all headers for each question and each change
    there = {name.lower() for name, _ in response.headers}
    response.headers.extend([(name, value) for name, value in said.items() if name.lower() not in there])
    viewer = context.viewer_or_none if context else None
    services.observer.answered(
        request.method if request.method in METHODS else "other",
        request.url_rule.rule if request.url_rule else NOWHERE,
        response.status_code,
        time.perf_counter() - g.began,
        viewer.account_id if viewer else None,
    )
    return response


def _only_https(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response


def _end(_error: BaseException | None) -> None:
    context: Context | None = g.get("postroom")
    if context is not None:
        context.release()


def _serving(operation: Operation, door: Door) -> Callable[..., ResponseReturnValue]:
    def serve(**path: Any) -> ResponseReturnValue:
        context: Context = g.postroom
        if operation.body_limit:
            request.max_content_length = operation.body_limit
        door.enter(context, operation)
        arguments: Values = dict(path)
        arguments |= _query(operation)
        if operation.body is not None:
            arguments["body"] = _body(operation)
        return respond(operation, _viewed(context, operation, arguments))

    return serve


def _viewed(context: Context, operation: Operation, arguments: Values) -> Any:
    """Return what the operation gives back; a read that a replica broke off is made again on the primary."""
    context.read_from(anywhere=operation.method == "GET")
    try:
        return operation.view(**arguments)
    except context.services.away:
        if not context.reads_anywhere:
            raise
    context.read_from(anywhere=False)
    return operation.view(**arguments)


def _query(operation: Operation) -> Mapping[str, Values]:
    given = {name: values[-1] for name, values in request.args.lists()} if request.query_string else {}
    if operation.query is None:
        if given:
            raise invalid_fields({name: ["Unknown field."] for name in given})
        return {}
    try:
        query = operation.query_schema.load(given, unknown=RAISE) if given else operation.nothing_asked()
        return {"query": query}
    except ValidationError as error:
        raise invalid_fields(_messages(error)) from None


def _body(operation: Operation) -> Values:
    data = request.get_data(cache=False)
    if not data and not operation.body_required:
        data = b"{}"
    elif request.mimetype != JSON or request.headers.get("Content-Encoding", "identity") != "identity":
        raise Problem(415, "unsupported_media_type", problems.ADVICE[415])
    try:
        given = json.loads(data)
        # only an escape can bring such a character in
        keepable = b"\\u" not in data or _keepable(given)
    except (ValueError, RecursionError):
        keepable = False
    if not keepable:
        raise Problem(400, "bad_json", "The body is no valid JSON. Check it and send it again.")
    assert operation.body is not None  # noqa: S101 - the caller asks only then
    try:
        values: Values = operation.body_schema.load(given, unknown=RAISE)
    except ValidationError as error:
        raise invalid_fields(_messages(error)) from None
    here().sent = given
    return values


def _keepable(value: Any) -> bool:
    """Whether every text can be stored and shown: PostgreSQL takes no NUL, and nothing encodes half a character."""
    if isinstance(value, str):
        return UNKEEPABLE.search(value) is None
    if isinstance(value, dict):
        return all(_keepable(part) for pair in value.items() for part in pair)
    return all(map(_keepable, value)) if isinstance(value, list) else True


def _messages(error: ValidationError) -> Mapping[str, Any]:
    return error.messages if isinstance(error.messages, dict) else {"body": error.messages}


def respond(operation: Operation, result: Any) -> ResponseReturnValue:
    """Return what a view gave back as a response in the documented shape."""
    if isinstance(result, Response):
        return result
    found = result if isinstance(result, Answer) else Answer(result, operation.status)
    if isinstance(operation.answer, Media) or found.status == HTTPStatus.NO_CONTENT:
        response = Response(found.data, found.status)
    else:
        response = Response(dumped(shaped(operation.answer, found.data)), found.status, content_type=JSON)
    response.headers.update(found.headers)
    tag = response.headers.get("ETag")
    if operation.method == "GET" and tag and request.headers.get("If-None-Match") == tag:
        response = Response(status=304, headers={"ETag": tag})
    return response


__all__ = ["POSITION", "PREFIX", "create_app", "operations"]
