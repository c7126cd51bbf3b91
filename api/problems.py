"""Every error as application/problem+json (RFC 9457): what rule, which field, and the way out; never a stack trace."""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException

from application.ports import Unavailable
from domain.account.verdict import Need, NotEntitled
from domain.channels.window import TooLate
from domain.kernel.refusal import Refusal

MEDIA_TYPE = "application/problem+json"
SERVER_ERRORS = 500
logger = logging.getLogger(__name__)

ADVICE = {
    400: "The request could not be read. Send valid JSON and a well-formed address.",
    404: "There is nothing at this address. Look it up at /api/v1/docs.",
    405: "This address does not take that method. See the Allow header.",
    413: "The request is too large. Send less at once.",
    415: "Send the body as application/json, not compressed.",
    500: "Something went wrong here. Try again; if it stays, give the request id to an administrator.",
}


class Problem(Exception):
    """An answer other than the one asked for.

    `code` is a stable word for machines; `errors` name each wrong field with its rule and the way out, `needed` what would open a gate (ACC-05..08),
    `times` since when it was too late.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        field: str = "",
        about: UUID | None = None,
        errors: Sequence[Mapping[str, str]] = (),
        needed: Sequence[Need] = (),
        times: Mapping[str, datetime | None] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail
        self.field, self.about, self.errors, self.headers = field, about, errors, headers or {}
        self.needed, self.times = needed, times or {}

    def response(self) -> Response:
        """Return it as a response."""
        body: dict[str, Any] = {
            "type": f"urn:postroom:problem:{self.code}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            "instance": request.path,
            "request_id": g.get("request_id", ""),
        }
        if self.field:
            body["field"] = self.field
        if self.about:
            body["about"] = str(self.about)
        if self.errors:
            body["errors"] = list(self.errors)
        body |= {name: None if at is None else at.isoformat() for name, at in self.times.items()}
        if self.needed:
            body["needed"] = [asdict(need) for need in self.needed]
        answer = Response(json.dumps(body), self.status, content_type=MEDIA_TYPE)
        answer.headers.update(self.headers)
        return answer


def invalid(field: str, rule: str, message: str) -> Problem:
    """Return the problem of one wrong field."""
    errors = [{"field": field, "rule": rule, "message": message}]
    return Problem(422, "invalid", message, field=field, errors=errors)


def invalid_fields(messages: Mapping[str, Any]) -> Problem:
    """Return the problem of marshmallow's messages by field, nested ones named with dots."""
    errors = [
        {"field": field, "rule": _rule(text), "message": f"{field}: {text}"}
        for field, text in _flat(messages, "")
    ]
    first = errors[0] if errors else {"field": "", "message": "The values do not fit."}
    return Problem(422, "invalid", first["message"], field=first["field"], errors=errors)


def _rule(text: str) -> str:
    return {"Unknown field.": "unknown", "Missing data for required field.": "required"}.get(text, "value")


def _flat(messages: Any, prefix: str) -> list[tuple[str, str]]:
    if isinstance(messages, Mapping):
        return [
            pair
            for name, below in messages.items()
            for pair in _flat(
                below, f"{prefix}.{name}" if prefix and name != "_schema" else prefix or str(name)
            )
        ]
    if isinstance(messages, list):
        return [pair for item in messages for pair in _flat(item, prefix)]
    return [(prefix, str(messages))]


def not_found(what: str) -> Problem:
    """Return the answer for what does not exist and for what is not the caller's to see alike (SE-01)."""
    return Problem(404, "not_found", f"There is no such {what} here. Check the id, or ask for access.")


def install(app: Flask, away: Iterable[type[Exception]]) -> None:
    """Let the app answer every error as a problem; `away` are those that say something is away for a while."""
    for kind in away:
        app.register_error_handler(kind, _unavailable)
    app.register_error_handler(Problem, lambda problem: problem.response())
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(Unavailable, _unavailable)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _refused(refusal: Refusal) -> Response:
    errors = (
        [{"field": refusal.field, "rule": refusal.code, "message": str(refusal)}] if refusal.field else ()
    )
    needed = refusal.needed if isinstance(refusal, NotEntitled) else ()
    times = (
        {"closes_at": refusal.closes_at, "human_until": refusal.human_until}
        if isinstance(refusal, TooLate)
        else None
    )
    headers = {"Retry-After": "1"} if refusal.status == HTTPStatus.SERVICE_UNAVAILABLE else None
    return Problem(
        refusal.status, refusal.code, str(refusal),
        field=refusal.field, about=refusal.about, errors=errors, needed=needed, times=times, headers=headers,
    ).response()  # fmt: skip


def _unavailable(_error: Exception) -> Response:
    detail = "The database cannot be reached now. Try again in a moment, with the same Idempotency-Key."
    return Problem(503, "unavailable", detail, headers={"Retry-After": "2"}).response()


def _http(error: HTTPException) -> Response:
    status = error.code or SERVER_ERRORS
    headers = {}
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        headers["Allow"] = ", ".join(sorted(allowed))
    code = HTTPStatus(status).phrase.lower().replace(" ", "_")
    return Problem(
        status, code, ADVICE.get(status, HTTPStatus(status).description), headers=headers
    ).response()


def _unexpected(error: Exception) -> Response:
    # the class and place say enough; a message could hold what a person wrote
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    logger.error("request %s failed: %s at %s", g.get("request_id", "?"), type(error).__name__, where)
    return Problem(500, "internal", ADVICE[500]).response()
