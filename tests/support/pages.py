"""A page's Messenger of a world, connected: through the commands, as the API does."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from application.bot import SetBot
from application.channel import Connect, StartConnect
from application.channel_automation import SetRoutingRule
from application.ingest import IngestMessage
from application.intake import AcceptMessage
from application.messaged import packed
from application.messenger import ConnectPage, SetMessengerGreeting
from domain.bot.default import default_flow
from domain.bot.flow import Flow
from domain.channel.aggregate import Channel
from domain.intake.aggregate import Intake
from domain.intake.events import MessageIngested
from tests.support.world import World

ADMIN = ("MANAGE", "MESSAGING", "CREATE_CONTENT")


class PageDesk:
    """One page; `users` of its rule (none: the rule is off), what it says by itself, or a chatflow of its own."""

    def __init__(
        self,
        world: World,
        *,
        page_id: str = "",
        users: tuple[UUID, ...] = (),
        greeting: str = "",
        instant_reply: str = "",
        flow: Flow | None = None,
    ) -> None:
        self.world, self.page_id = world, page_id or str(uuid4().int)[:15]
        self.channel = world.make(StartConnect("messenger", world.inbox))
        said = flow or (default_flow("Acme", instant_reply) if instant_reply else None)
        for command in (
            ConnectPage(self.channel, self.page_id, "Acme", ADMIN, b"token"),
            SetMessengerGreeting(self.channel, greeting),
            SetRoutingRule(self.channel, bool(users), user_ids=users),
            *((SetBot(self.channel, said),) if said else ()),
            Connect(self.channel),
        ):
            world.do(command)

    def event(self, psid: str = "psid-1", at: datetime | None = None, **what: Any) -> dict[str, Any]:
        """Return one of the provider's messaging items; without `what` it is a text."""
        stamp = int((at or self.world.now).timestamp() * 1000)
        said = what or {"message": {"mid": f"m_{uuid4().hex}", "text": "Hello?"}}
        return {"sender": {"id": psid}, "recipient": {"id": self.page_id}, "timestamp": stamp, **said}

    def echo(self, psid: str = "psid-1", **message: Any) -> dict[str, Any]:
        """Return the echo of what the page wrote."""
        said = {"mid": f"m_{uuid4().hex}", "is_echo": True, "app_id": 1, **message}
        return self.event(psid, message=said) | {"sender": {"id": self.page_id}, "recipient": {"id": psid}}

    def accept(self, event: dict[str, Any], **kept: Any) -> UUID:
        """Let an item come to the door; returns its intake."""
        intake, blob, raw = uuid4(), uuid4(), packed(self.page_id, event, **kept)
        self.world.ports.blobs.put(blob, intake, raw, begins=True)
        self.world.do(AcceptMessage(intake, self.channel, blob, len(raw), "", "", ""))
        return intake

    def take(self, event: dict[str, Any], **kept: Any) -> Intake:
        """Let an item come, and take it in; returns what became of its original."""
        intake = self.accept(event, **kept)
        self.world.do(IngestMessage(intake))
        return self.world.get(Intake, intake)

    def come(self, event: dict[str, Any], **kept: Any) -> MessageIngested:
        """Let an item come that becomes a part of a conversation; returns of which."""
        (ended,) = self.world.happened(self.take(event, **kept).id, MessageIngested)
        return ended

    def say(
        self,
        text: str = "Hello?",
        psid: str = "psid-1",
        mid: str = "",
        at: datetime | None = None,
        **more: Any,
    ) -> UUID:
        """Let somebody write; returns the conversation."""
        message = {"mid": mid or f"m_{uuid4().hex}", "text": text, **more}
        return self.come(self.event(psid, at, message=message)).conversation_id

    def wait(self, time: timedelta) -> None:
        """Let time go by."""
        self.world.now += time

    @property
    def now(self) -> Channel:
        """The channel as it is now."""
        return self.world.get(Channel, self.channel)
