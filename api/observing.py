"""Whoever watches the API work: told of each request's beginning and end, and nothing that a person wrote (RL-09)."""

import re
from typing import Protocol
from uuid import UUID

from werkzeug.datastructures import Headers

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NOWHERE = "(none)"
"""The route of a request for an address there is nothing at."""
TRACE = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
ZERO = "0" * 32


class Observer(Protocol):
    """Takes note."""

    def asked(self, request_id: UUID) -> None:
        """A request begins; what this thread does until the next one is for it."""

    def answered(self, method: str, route: str, status: int, seconds: float, account_id: UUID | None) -> None:
        """A request was answered; `route` is the template of its address, never the address itself."""


class Nobody:
    """Takes no note."""

    def asked(self, request_id: UUID) -> None:
        """See `Observer.asked`."""

    def answered(self, method: str, route: str, status: int, seconds: float, account_id: UUID | None) -> None:
        """See `Observer.answered`."""


def given_id(headers: Headers) -> UUID | None:
    """Return the id a client or proxy gave a request: Request-Id or X-Request-ID as UUID, or a W3C traceparent's trace.

    Anything else is not taken: it would be a text of a stranger on every line.
    """
    parent = headers.get("traceparent")
    trace = TRACE.fullmatch(parent) if parent else None
    hexes = trace[1] if trace and trace[1] != ZERO else ""
    for text in filter(None, (headers.get("Request-Id"), headers.get("X-Request-ID"), hexes)):
        try:
            return UUID(text)
        except ValueError:
            continue
    return None
