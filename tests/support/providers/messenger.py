"""Facebook as its Graph API shows it: people, their pages and roles, who wrote to a page when, what was sent to whom.

with running_facebook() as facebook:
    page = facebook.page("Acme", {"ANALYZE", "MESSAGING", "MANAGE"})
    ann = page.person("Ann", "Customer")
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import RLock
from types import MappingProxyType
from typing import Any

APP, SECRET, VERIFY = "1234567890123456", "facebook hush", "shown once"
TASKS = ("ANALYZE", "ADVERTISE", "MESSAGING", "MODERATE", "CREATE_CONTENT", "MANAGE")
"""Of who has full control of a page."""
PUBLISHING = ("ANALYZE", "CREATE_CONTENT")
"""Of who may only publish on it."""
SCOPES = (
    "public_profile",
    "pages_show_list",
    "pages_messaging",
    "pages_manage_metadata",
    "pages_read_engagement",
)
STANDARD, HUMAN = timedelta(hours=24), timedelta(days=7)


def number(digits: int = 16) -> str:
    """Return a new id as Facebook gives them."""
    return str(10 ** (digits - 1) + secrets.randbelow(9 * 10 ** (digits - 1)))


@dataclass
class Person:
    """Somebody who writes to a page, by the id that they have there."""

    psid: str
    first_name: str
    last_name: str
    wrote_at: datetime | None = None
    reachable: bool = True


@dataclass
class Sent:
    """One message that the page's app sent."""

    mid: str
    psid: str
    messaging_type: str
    tag: str
    message: dict[str, Any]
    file: tuple[str, str, bytes] | None
    """(filename, content type, bytes)"""
    at: datetime


@dataclass
class Page:
    """One page."""

    id: str
    name: str
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Person at Facebook -> tasks."""
    subscribed: tuple[str, ...] = ()
    people: dict[str, Person] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)

    def person(
        self, first_name: str = "Ann", last_name: str = "Customer", *, wrote_at: datetime | None = None
    ) -> Person:
        """Return somebody new to the page, who wrote just now if nothing else is said."""
        made = Person(number(), first_name, last_name, wrote_at or datetime.now(UTC))
        return self.people.setdefault(made.psid, made)


@dataclass
class Token:
    """What a token stands for: of a person, or of a page by way of a person."""

    person: str
    page: str = ""
    scopes: tuple[str, ...] = SCOPES
    expires: datetime | None = None
    valid: bool = True


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
class Facebook:
    """The whole of it; tests change it while it runs."""

    url: str = ""
    person: str = "10150000000000001"
    """Who is signed in in the browser."""
    declines: bool = False
    leaves_out: str = ""
    """A permission that the person takes the tick from."""
    page_size: int = 25
    pages: dict[str, Page] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    """(method, path) of every request."""
    media: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Path -> (content type, bytes) of what lies at the CDN."""
    ahead: timedelta = timedelta()
    lock: RLock = field(default_factory=RLock)

    def now(self) -> datetime:
        """Return the time, as Facebook has it."""
        return datetime.now(UTC) + self.ahead

    def page(self, name: str = "Acme", tasks: tuple[str, ...] = TASKS) -> Page:
        """Return a new page on which the person who is signed in may do `tasks`."""
        made = Page(number(15), name, {self.person: tasks})
        return self.pages.setdefault(made.id, made)

    def well(self) -> None:
        """Let everything be as it should."""
        self.failures.clear()
        self.declines, self.leaves_out, self.ahead = False, "", timedelta()

    def fails(
        self,
        path: str,
        status: int,
        code: int = 0,
        *,
        done: bool = False,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Let the next request to a path fail, with an error of Facebook's if a code is named."""
        body = error(code, "An error that a test wanted.") if code else {}
        self.failures.append(Failure(path, status, body, dict(headers), done))

    def fails_after(self, path: str, times: int, status: int, code: int) -> None:
        """Let a request to a path fail once, after so many that do not."""
        self.failures += [Failure(path, passes=True) for _ in range(times)]
        self.fails(path, status, code)

    def count(self, end: str) -> int:
        """Say how often a path that ends so was asked for."""
        return sum(path.endswith(end) for _, path in self.asked)

    def end_sessions(self) -> None:
        """Let the person change their password: every token that came of it is over."""
        for token in self.tokens.values():
            token.valid = False

    def media_at(self, name: str, content_type: str, data: bytes) -> str:
        """Put a file into the CDN, and return its address."""
        path = f"/cdn/v/{secrets.token_hex(8)}/{name}"
        self.media[path] = (content_type, data)
        return f"{self.url}{path}?_nc_cat=1&oh=03_{secrets.token_hex(4)}&oe=67A"

    def new_token(self, token: Token) -> str:
        """Return a token's text."""
        text = f"EAAB{secrets.token_urlsafe(40)}"
        self.tokens[text] = token
        return text

    def page_token(self, page: Page) -> str:
        """Return a token of a page, by way of who is signed in."""
        return self.new_token(Token(self.person, page.id))


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
