"""A company with a channel at a platform of Meta's, and what its people and the platform do to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from werkzeug.test import Client as Browser
from werkzeug.test import TestResponse

from domain.intake.events import MessageAccepted
from infrastructure.meta.sending import ByPlatform
from infrastructure.sending import Sender
from tests.support.api import Client, Served
from tests.support.world import World


@dataclass
class MetaDesk:
    """One account with one channel there; `HOOK` is where the platform posts, `SIGNED` how it signs."""

    HOOK: ClassVar[str] = ""
    SIGNED: ClassVar[Any]

    api: Served
    world: World = field(init=False)
    client: Client = field(init=False)
    channel: UUID = field(init=False)

    def post(self, raw: bytes, headers: dict[str, str] | None = None) -> TestResponse:
        """Post a body to the hook, signed by the platform if nothing else is said."""
        shown = self.SIGNED(raw) if headers is None else headers
        return Browser(self.api.app).post(self.HOOK, data=raw, headers=shown)

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
