"""A company whose number is connected, and what its people and Meta do to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from application.account import ChangeSubscription
from application.channel import Connect, StartConnect
from application.channel_automation import SetRoutingRule
from application.whatsapp import ConnectNumber, NoteRegistered
from tests.support.api import Served, served
from tests.support.providers import whatsapp, whatsapp_hook
from tests.support.providers.meta_desk import MetaDesk
from tests.support.providers.whatsapp import Account, Number, Person, WhatsApp

PIN = "482915"


@contextmanager
def whatsapp_at(meta: WhatsApp, dsn: str, state: Path, **more: Any) -> Iterator[Served]:
    """The API of an installation that is an app at Meta."""
    about: dict[str, Any] = {
        "whatsapp_app_secret": whatsapp.SECRET, "whatsapp_verify_token": whatsapp.VERIFY, "whatsapp_url": meta.url,
    }  # fmt: skip
    with served(dsn, state, **about, **more) as running:
        yield running


@dataclass
class NumberDesk(MetaDesk):
    """One account with one number connected."""

    HOOK: ClassVar[str] = "/hooks/whatsapp"
    SIGNED: ClassVar = staticmethod(whatsapp_hook.signed)

    meta: WhatsApp
    account: Account = field(init=False)
    number: Number = field(init=False)
    token: str = field(init=False)

    def __post_init__(self) -> None:
        """Connect the number, as the wizard would."""
        self.world = self.api.world()
        self.world.do(ChangeSubscription("service", "professional"))
        self.client = self.api.client(self.world)
        self.account = self.meta.account()
        self.number = self.account.number(verified=True)
        self.number.registered, self.number.pin, self.account.subscribed = True, PIN, True
        self.token = self.meta.token(self.account)
        self.channel = self.world.make(StartConnect("whatsapp", self.world.inbox))
        self.connect_number()
        self.world.do(NoteRegistered(self.channel, PIN))
        self.world.do(SetRoutingRule(self.channel, enabled=False))
        self.world.do(Connect(self.channel))
        self.api.caught_up()

    def connect_number(self) -> None:
        """Choose the number, with the token."""
        one = self.number
        self.world.do(
            ConnectNumber(
                self.channel, self.account.id, one.id, one.display, one.name, verified=True, token=self.token.encode()
            )
        )  # fmt: skip

    def person(self, name: str = "Ann Customer") -> Person:
        """Return somebody who wrote to the number just now, as Meta has it."""
        return self.meta.person(name=name, wrote_to=self.number)

    def body(self, *items: dict[str, Any]) -> bytes:
        """Return the body of a webhook of the number."""
        return whatsapp_hook.body(self.account, self.number, *items)

    def tell(self, *items: dict[str, Any]) -> None:
        """Let Meta tell of something."""
        answer = self.post(self.body(*items))
        assert answer.status_code == 200, answer.get_data(as_text=True)

    def written(self, words: str = "Where is my parcel?") -> tuple[Person, UUID]:
        """Let somebody write to the number; returns who, and the conversation."""
        ann = self.person()
        self.tell(whatsapp_hook.text(ann.wa_id, words))
        self.take_in()
        return ann, self.conversation()

    def thread(self, conversation: UUID | None = None) -> list[dict[str, Any]]:
        """Return the messages of a conversation as they are read."""
        found: list[dict[str, Any]] = self.client.read(
            f"/conversations/{conversation or self.conversation()}"
        )["messages"]
        return found
