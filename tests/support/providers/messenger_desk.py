"""A company whose page is connected, and what its people and Facebook do to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from werkzeug.test import Client as Browser
from werkzeug.test import TestResponse

from application.channel import Connect, StartConnect
from application.channel_automation import SetRoutingRule
from application.messenger import ConnectPage, SetMessengerGreeting
from domain.intake.events import MessageAccepted
from infrastructure.messenger.tokens import packed
from infrastructure.meta.sending import ByPlatform
from infrastructure.sending import Sender
from tests.support.api import Client, Served, served
from tests.support.providers import messenger, messenger_hook
from tests.support.providers.messenger import Facebook, Page
from tests.support.world import World

HOOK = "/hooks/messenger"


@contextmanager
def registered_at(facebook: Facebook, dsn: str, state: Path, **more: Any) -> Iterator[Served]:
    """The API of an installation that is an app at Facebook."""
    about: dict[str, Any] = {
        "messenger_app_id": messenger.APP, "messenger_app_secret": messenger.SECRET,
        "messenger_verify_token": messenger.VERIFY, "messenger_url": facebook.url,
    }  # fmt: skip
    with served(dsn, state, **about, **more) as running:
        yield running


@dataclass
class Desk:
    """One account with one page connected."""

    api: Served
    facebook: Facebook
    world: World = field(init=False)
    client: Client = field(init=False)
    page: Page = field(init=False)
    channel: UUID = field(init=False)

    def __post_init__(self) -> None:
        """Connect the page, as the wizard would."""
        self.world = self.api.world()
        self.client = self.api.client(self.world)
        self.page = self.facebook.page()
        self.channel = self.world.make(StartConnect("messenger", self.world.inbox))
        token = self.facebook.page_token(self.page)
        self.world.do(ConnectPage(self.channel, self.page.id, "Acme", messenger.TASKS, packed(token)))
        self.world.do(SetMessengerGreeting(self.channel))
        self.world.do(SetRoutingRule(self.channel, enabled=False))
        self.world.do(Connect(self.channel))
        self.api.caught_up()

    def post(self, raw: bytes, headers: dict[str, str] | None = None) -> TestResponse:
        """Post a body to the hook, signed by Facebook if nothing else is said."""
        shown = messenger_hook.signed(raw) if headers is None else headers
        return Browser(self.api.app).post(HOOK, data=raw, headers=shown)

    def tell(self, *items: dict[str, Any]) -> None:
        """Let Facebook tell of something."""
        answer = self.post(messenger_hook.body(*items, page_id=self.page.id))
        assert answer.status_code == 200, answer.get_data(as_text=True)

    def accepted(self) -> list[MessageAccepted]:
        """Return what was accepted for the channel, oldest first."""
        log, after = self.api.application.log, 0
        found: list[MessageAccepted] = []
        while page := log.read(after, 500, [MessageAccepted.TOPIC]):
            after = page[-1].position
            found += [one.event for one in page if isinstance(one.event, MessageAccepted)]
        return [one for one in found if one.channel_id == self.channel]

    def take_in(self) -> None:
        """Take in what was accepted, as the reactor does."""
        self.api.caught_up()
        for accepted in self.accepted():
            self.api.application.ingest(self.world.account, accepted.originator_id)
        self.api.caught_up()

    def conversation(self) -> UUID:
        """Return the newest conversation there is."""
        self.api.caught_up()
        found = self.client.read("/conversations")["items"]
        return UUID(found[0]["conversation_id"])

    def answer(self, text: str, conversation: UUID | None = None, **more: Any) -> tuple[UUID, UUID]:
        """Answer as the administrator; returns conversation and message."""
        to = conversation or self.conversation()
        posted = self.client.post(f"/conversations/{to}/messages", {"text": text, **more})
        assert posted.status_code == 201, posted.get_data(as_text=True)
        return to, UUID(posted.json["id"])

    def send(self, conversation: UUID, message: UUID) -> None:
        """Let a worker send a message."""
        self.api.application.sender(self.world.account, conversation, message)
        self.api.caught_up()

    def later(self, **ahead: float) -> Sender:
        """Return the worker's sender by a clock that is ahead."""
        now, mine = datetime.now(UTC) + timedelta(**ahead), self.api.application.sender
        by_platform = mine.by_platform
        assert isinstance(by_platform, ByPlatform)
        return replace(mine, clock=lambda: now, by_platform=replace(by_platform, clock=lambda: now))

    def state(self) -> tuple[str, str]:
        """Return what the channel does, and why not."""
        row = self.client.read(f"/channels/{self.channel}")
        return row["state"], row["cause"]

    def original(self, accepted: MessageAccepted) -> bytes:
        """Return an original as it is kept."""
        raw = self.api.application.blobs.get(accepted.blob_id, accepted.originator_id)
        assert raw is not None
        return raw
