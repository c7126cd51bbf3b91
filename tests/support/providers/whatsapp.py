"""WhatsApp as Meta's Cloud API shows it: accounts, their numbers and templates, people, and what was sent to whom.

with running_whatsapp() as meta:
    account = meta.account()
    number = account.number("+48 22 100 20 30", verified=True)
    ann = meta.person("48600100200", "Ann", wrote_to=number)
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.support.providers.meta import Meta, number

APP, SECRET, VERIFY = "2234567890123456", "whatsapp hush", "shown once, too"
WINDOW = timedelta(hours=24)
PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def new_wamid() -> str:
    """Return the id of a new message as Meta gives them."""
    return f"wamid.{base64.b64encode(secrets.token_bytes(36)).decode()}"


def scoped(wa_id: str) -> str:
    """Return the business-scoped id of somebody, which Meta tells beside their number."""
    return f"PL.{int(hashlib.sha256(wa_id.encode()).hexdigest()[:14], 16)}"


@dataclass
class Person:
    """Somebody with WhatsApp, or with a number alone."""

    wa_id: str
    name: str = "Ann Customer"
    wrote_at: dict[str, datetime] = field(default_factory=dict)
    """Number -> when they last wrote to it."""
    has_whatsapp: bool = True


@dataclass
class Template:
    """One template, as Meta describes it."""

    name: str
    language: str
    category: str
    status: str
    components: list[dict[str, Any]]
    parameter_format: str = "POSITIONAL"
    rejected_reason: str = "NONE"
    id: str = field(default_factory=number)

    def shown(self) -> dict[str, Any]:
        """Return it as the API lists it."""
        return dict(vars(self))


@dataclass
class Sent:
    """One message that a number sent."""

    wamid: str
    to: str
    body: dict[str, Any]
    at: datetime

    @property
    def text(self) -> str:
        """What it says, of a text."""
        return str((self.body.get("text") or {}).get("body", ""))


@dataclass
class Number:
    """One business number."""

    id: str
    display: str
    name: str
    verified: bool = False
    code: str = ""
    """The code that was sent last; empty: none is awaited."""
    pin: str = ""
    """Its two-step verification; empty: not set."""
    registered: bool = False
    quality: str = "GREEN"
    codes_asked: int = 0
    pins_tried: int = 0
    sent: list[Sent] = field(default_factory=list)


@dataclass
class Account:
    """One WhatsApp Business Account."""

    id: str
    numbers: dict[str, Number] = field(default_factory=dict)
    templates: list[Template] = field(default_factory=list)
    subscribed: bool = False

    def number(
        self, display: str = "+48 22 100 20 30", name: str = "Acme", *, verified: bool = False
    ) -> Number:
        """Return a new number."""
        made = Number(number(15), display, name, verified)
        return self.numbers.setdefault(made.id, made)

    def template(
        self, name: str = "order_update", body: str = "Your order {{1}} is on its way.", *, language: str = "en",
        status: str = "APPROVED", category: str = "UTILITY", more: Sequence[dict[str, Any]] = (), named: bool = False,
    ) -> Template:  # fmt: skip
        """Return a new template: its body, and other components; places have examples, as Meta wants them."""
        components = [*more, {"type": "BODY", "text": body, **_examples(body, named=named)}]
        made = Template(name, language, category, status, components, "NAMED" if named else "POSITIONAL")
        self.templates.append(made)
        return made


def _examples(body: str, *, named: bool) -> dict[str, Any]:
    names = list(dict.fromkeys(PLACE.findall(body)))
    if not names:
        return {}
    if named:
        told = [{"param_name": name, "example": "so"} for name in names]
        return {"example": {"body_text_named_params": told}}
    return {"example": {"body_text": [["so"] * len(names)]}}


@dataclass
class Token:
    """What a token stands for: a system user of a business, by way of an app."""

    accounts: tuple[str, ...]
    app: str = APP
    valid: bool = True


@dataclass
class Stored:
    """A file that was stored, or came from somebody."""

    number: str
    content_type: str
    filename: str
    data: bytes
    path: str = ""
    """Where it lies, of one that came from somebody."""


@dataclass
class WhatsApp(Meta):
    """The whole of it."""

    accounts: dict[str, Account] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    stored: dict[str, Stored] = field(default_factory=dict)
    page_size: int = 25
    pair_limit: int = 0
    """Messages to one person that are let through; 0: any number."""

    def clear(self) -> None:
        """Forget all accounts and people."""
        for everything in (self.accounts, self.people, self.tokens, self.stored):
            everything.clear()

    def account(self) -> Account:
        """Return a new account."""
        made = Account(number(15))
        return self.accounts.setdefault(made.id, made)

    def token(self, *accounts: Account, app: str = APP) -> str:
        """Return a token of a system user that has these accounts."""
        text = f"EAAG{secrets.token_urlsafe(40)}"
        self.tokens[text] = Token(tuple(one.id for one in accounts), app)
        return text

    def person(
        self, wa_id: str = "", name: str = "Ann Customer", *, wrote_to: Number | None = None
    ) -> Person:
        """Return somebody, who wrote to a number just now if one is named."""
        known = wa_id or f"48{number(9)}"
        made = self.people.setdefault(known, Person(known, name))
        if wrote_to is not None:
            made.wrote_at[wrote_to.id] = datetime.now(UTC)
        return made

    def file_of(self, sender_to: Number, content_type: str, data: bytes, filename: str = "") -> str:
        """Let a file come from somebody to a number; returns its id."""
        media_id = number()
        self.stored[media_id] = Stored(
            sender_to.id, content_type, filename, data, self._path(content_type, data)
        )
        return media_id

    def end_sessions(self) -> None:
        """Revoke every token."""
        for token in self.tokens.values():
            token.valid = False

    def _path(self, content_type: str, data: bytes) -> str:
        path = f"/whatsapp_business/attachments/{secrets.token_hex(8)}"
        self.media[path] = (content_type, data)
        return path
