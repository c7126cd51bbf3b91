"""One request to this machine's Graph, and how it answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from tests.support.providers.graph import Graph

Answer = tuple[int, dict[str, str], bytes]
BIGGEST = 4 * 1024 * 1024
"""Of the body of one request that writes."""


@dataclass
class Asked:
    """One request to Graph: whose token, which path behind /v1.0, and the rest."""

    graph: Graph
    person: str
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    immutable: bool = field(init=False)

    def __post_init__(self) -> None:
        """Read what is preferred."""
        self.immutable = 'idtype="immutableid"' in self.headers.get("prefer", "").lower()


def answered(status: int, body: dict[str, Any] | None = None) -> Answer:
    """Return a JSON answer; without a body an empty one."""
    if body is None:
        return status, {"Content-Length": "0"}, b""
    return status, {"Content-Type": "application/json;odata.metadata=minimal"}, json.dumps(body).encode()


def failed(status: int, code: str, words: str) -> Answer:
    """Return an error as Graph writes it."""
    inner = {"date": "2026-11-22T22:00:00", "request-id": "b1c2", "client-request-id": "b1c2"}
    return answered(status, {"error": {"code": code, "message": words, "innerError": inner}})
