"""A chat of a world, connected: through the commands, as the API does."""

from typing import Any
from uuid import UUID, uuid4

from application.bus import Command
from application.channel import Connect, SetSenderDetails, StartConnect
from application.channel_automation import SetRoutingRule
from application.chat import SetChatGreeting, SetChatHours, SetChatLook
from application.chatted import Sending, packed
from application.ingest import IngestMessage
from application.intake import AcceptMessage
from domain.channel.aggregate import Channel
from domain.channel.chat_settings import ChatHours, Greeting, Look
from domain.intake.events import MessageIngested
from tests.support.world import World


class ChatDesk:
    """One chat; `users` and `teams` of its rule (none: the rule is off), and what else `SetRoutingRule` takes."""

    def __init__(
        self,
        world: World,
        *,
        users: tuple[UUID, ...] = (),
        teams: tuple[UUID, ...] = (),
        inbox: UUID | None = None,
        look: Look = Look(),  # noqa: B008 - frozen
        greeting: Greeting = Greeting(),  # noqa: B008 - frozen
        hours: ChatHours = ChatHours(),  # noqa: B008 - frozen
        from_address: str = "",
        **rule: Any,
    ) -> None:
        self.world = world
        self.channel = world.make(StartConnect("chat", inbox or world.inbox))
        for command in (
            SetChatLook(self.channel, look),
            SetChatGreeting(self.channel, greeting),
            SetChatHours(self.channel, hours),
            SetSenderDetails(self.channel, "company", "Acme Ltd", from_address),
            SetRoutingRule(
                self.channel, bool(users or teams or rule), user_ids=users, team_ids=teams, **rule
            ),
            Connect(self.channel),
        ):
            world.do(command)

    def accept(self, sending: Sending) -> UUID:
        """Let a message come to the door; returns its intake."""
        intake, blob, raw = uuid4(), uuid4(), packed(sending)
        self.world.ports.blobs.put(blob, intake, raw, begins=True)
        self.world.do(AcceptMessage(intake, self.channel, blob, len(raw), "", "", "192.0.2.9"))
        return intake

    def sending(self, text: str, visitor: UUID | None = None, **said: Any) -> Sending:
        """Return what a visitor's browser would send."""
        return Sending(self.channel, visitor or uuid4(), said.pop("client_id", uuid4().hex), text, **said)

    def say(self, text: str = "Hello?", visitor: UUID | None = None, **said: Any) -> UUID:
        """Let a visitor write; returns the conversation it came into."""
        intake = self.accept(self.sending(text, visitor, **said))
        self.world.do(IngestMessage(intake))
        (ended,) = self.world.happened(intake, MessageIngested)
        return ended.conversation_id

    def do(self, command: Command, visitor: UUID) -> None:
        """Carry out what a visitor does."""
        self.world.do(command, by=f"visitor:{visitor.hex}")

    @property
    def now(self) -> Channel:
        """The channel as it is now."""
        return self.world.get(Channel, self.channel)
