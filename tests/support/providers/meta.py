"""What the stand-ins of Meta's platforms share: a clock, failures that a test wants, files at a CDN, errors as Meta writes them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import RLock
from types import MappingProxyType
from typing import Any

Reply = tuple[int, dict[str, Any]]


def number(digits: int = 16) -> str:
    """Return a new id as Facebook gives them."""
    return str(10 ** (digits - 1) + secrets.randbelow(9 * 10 ** (digits - 1)))


@dataclass
class Failure:
    """What a request whose path ends so comes to, once; `done` says whether it happens all the same."""

    path: str
    status: int = 0
    """0: no answer, the connection breaks."""
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    done: bool = False
    passes: bool = False
    """Nothing fails this time."""


@dataclass
class Meta:
    """One platform; tests change it while it runs."""

    url: str = ""
    failures: list[Failure] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    """(method, path) of every request."""
    media: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Path -> (content type, bytes) of what lies at the CDN."""
    ahead: timedelta = timedelta()
    lock: RLock = field(default_factory=RLock)

    def now(self) -> datetime:
        """Return the time, as Meta has it."""
        return datetime.now(UTC) + self.ahead

    def well(self) -> None:
        """Let everything be as it should."""
        self.failures.clear()
        self.ahead = timedelta()

    def fails(
        self,
        path: str,
        status: int,
        code: int = 0,
        *,
        subcode: int = 0,
        done: bool = False,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Let the next request to a path fail, with an error of Meta's if a code is named."""
        body = error(code, "An error that a test wanted.", subcode) if code else {}
        self.failures.append(Failure(path, status, body, dict(headers), done))

    def fails_after(self, path: str, times: int, status: int, code: int) -> None:
        """Let a request to a path fail once, after so many that do not."""
        self.failures += [Failure(path, passes=True) for _ in range(times)]
        self.fails(path, status, code)

    def count(self, end: str) -> int:
        """Say how often a path that ends so was asked for."""
        return sum(path.endswith(end) for _, path in self.asked)

    def media_at(self, name: str, content_type: str, data: bytes) -> str:
        """Put a file into the CDN, and return its address."""
        path = f"/cdn/v/{secrets.token_hex(8)}/{name}"
        self.media[path] = (content_type, data)
        return f"{self.url}{path}?_nc_cat=1&oh=03_{secrets.token_hex(4)}&oe=67A"


def error(code: int, message: str, subcode: int = 0, kind: str = "OAuthException") -> dict[str, Any]:
    """Return an error as the Graph API writes it."""
    more = {"error_subcode": subcode} if subcode else {}
    told = {
        "message": message,
        "type": kind,
        "code": code,
        **more,
        "fbtrace_id": f"A{secrets.token_urlsafe(16)}",
    }
    return {"error": told}
