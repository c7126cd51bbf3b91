"""Facebook as its Graph API shows it: people, their pages and roles, who wrote to a page when, what was sent to whom.

with running_facebook() as facebook:
    page = facebook.page("Acme", {"ANALYZE", "MESSAGING", "MANAGE"})
    ann = page.person("Ann", "Customer")
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.support.providers.meta import Meta, number

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
class Facebook(Meta):
    """The whole of it; tests change it while it runs."""

    person: str = "10150000000000001"
    """Who is signed in in the browser."""
    declines: bool = False
    leaves_out: str = ""
    """A permission that the person takes the tick from."""
    page_size: int = 25
    pages: dict[str, Page] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)

    def page(self, name: str = "Acme", tasks: tuple[str, ...] = TASKS) -> Page:
        """Return a new page on which the person who is signed in may do `tasks`."""
        made = Page(number(15), name, {self.person: tasks})
        return self.pages.setdefault(made.id, made)

    def well(self) -> None:
        """Let everything be as it should."""
        super().well()
        self.declines, self.leaves_out = False, ""

    def end_sessions(self) -> None:
        """Let the person change their password: every token that came of it is over."""
        for token in self.tokens.values():
            token.valid = False

    def new_token(self, token: Token) -> str:
        """Return a token's text."""
        text = f"EAAB{secrets.token_urlsafe(40)}"
        self.tokens[text] = token
        return text

    def page_token(self, page: Page) -> str:
        """Return a token of a page, by way of who is signed in."""
        return self.new_token(Token(self.person, page.id))
