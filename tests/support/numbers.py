"""A number in WhatsApp of a world, connected: through the commands, as the API does."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from application.account import ChangeSubscription
from application.channel import Connect, StartConnect
from application.channel_automation import SetRoutingRule
from application.conversation import ComposeMail
from application.ingest import IngestMessage
from application.intake import AcceptMessage
from application.messaged import metadata_of
from application.templates import Known, NoteTemplates, UsedTemplate
from application.whatsapp import ConnectNumber, NoteRegistered, NoteVerified
from application.whatsapped import MESSAGE, STATUS, packed
from domain.channel.aggregate import Channel
from domain.conversation.aggregate import Conversation
from domain.conversation.delivery import State
from domain.conversation.messages import MessagePosted
from domain.conversation.messaging_events import WindowDecided
from domain.intake.aggregate import Intake
from domain.intake.events import MessageIngested
from domain.kernel.ids import derived
from domain.template.rendering import Values
from tests.support.templates import content
from tests.support.world import World

JO = "48600100200"


class NumberDesk:
    """One number; `users` of its rule (none: the rule is off)."""

    def __init__(self, world: World, *, phone_number_id: str = "", users: tuple[UUID, ...] = ()) -> None:
        self.world, self.phone_number_id = world, phone_number_id or str(uuid4().int)[:15]
        world.do(ChangeSubscription("service", "professional"), by=world.admin)
        self.channel = world.make(StartConnect("whatsapp", world.inbox))
        for command in (
            self.choosing(),
            NoteVerified(self.channel),
            NoteRegistered(self.channel, "123456"),
            SetRoutingRule(self.channel, bool(users), user_ids=users),
            Connect(self.channel),
        ):
            world.do(command)

    def choosing(self, **more: Any) -> ConnectNumber:
        """Return the command that connects its number."""
        about = {
            "waba_id": "700",
            "phone_number_id": self.phone_number_id,
            "display_number": "+48 22 100 20 30",
        }
        told = {"verified_name": "Acme", "verified": False, "token": b"token"}
        return ConnectNumber(self.channel, **{**about, **told, **more})

    def event(self, sender: str = JO, at: datetime | None = None, **what: Any) -> dict[str, Any]:
        """Return one of a webhook's messages; without `what` it is a text."""
        said = what or {"type": "text", "text": {"body": "Hello?"}}
        return {"from": sender, "id": f"wamid.{uuid4().hex}", "timestamp": self._stamp(at), **said}

    def status(
        self, message_id: UUID | None, wamid: str, status: str, at: datetime | None = None, **more: Any
    ) -> dict[str, Any]:
        """Return one of a webhook's statuses; `message_id` is what we sent along."""
        ours = {} if message_id is None else {"biz_opaque_callback_data": metadata_of(message_id)}
        told = {"id": wamid, "status": status, "timestamp": self._stamp(at), "recipient_id": JO}
        return told | ours | more

    def _stamp(self, at: datetime | None) -> str:
        return str(int((at or self.world.now).timestamp()))

    def accept(self, event: dict[str, Any], *, what: str = MESSAGE, name: str = "Jo", **kept: Any) -> UUID:
        """Let an item come to the door; returns its intake."""
        contact = {"wa_id": event.get("from", ""), "profile": {"name": name}} if what == MESSAGE else {}
        raw = packed(self.phone_number_id, what, event, contact, **kept)
        intake, blob = uuid4(), uuid4()
        self.world.ports.blobs.put(blob, intake, raw, begins=True)
        self.world.do(AcceptMessage(intake, self.channel, blob, len(raw), "", "", ""))
        return intake

    def take(self, event: dict[str, Any], **kept: Any) -> Intake:
        """Let an item come, and take it in; returns what became of its original."""
        intake = self.accept(event, **kept)
        self.world.do(IngestMessage(intake))
        return self.world.get(Intake, intake)

    def tell(self, message_id: UUID | None, wamid: str, status: str, **more: Any) -> Intake:
        """Let Meta say how far a message of ours has got."""
        return self.take(self.status(message_id, wamid, status, **more), what=STATUS)

    def come(self, event: dict[str, Any], **kept: Any) -> MessageIngested:
        """Let an item come that becomes a part of a conversation; returns of which."""
        (ended,) = self.world.happened(self.take(event, **kept).id, MessageIngested)
        return ended

    def say(self, text: str = "Hello?", sender: str = JO, at: datetime | None = None, **more: Any) -> UUID:
        """Let somebody write; returns the conversation."""
        return self.come(self.event(sender, at, type="text", text={"body": text}, **more)).conversation_id

    def wait(self, time: timedelta) -> None:
        """Let time go by."""
        self.world.now += time

    @property
    def now(self) -> Channel:
        """The channel as it is now."""
        return self.world.get(Channel, self.channel)


HELLO = UsedTemplate("hello", "en", Values(body=("Jo",)))
"""An approved template of `with_templates`, filled in."""


def with_templates(desk: NumberDesk) -> NumberDesk:
    """Let the number have an approved template, one that is not, and one with a file."""
    known = (
        Known("hello", "en", content()),
        Known("new", "en", content("New.", status="pending")),
        Known("bill", "en", content("Your bill.", header_format="document")),
    )
    desk.world.do(NoteTemplates(desk.channel, known))
    return desk


def begun(world: World, desk: NumberDesk, to: str = "+48 600 100 200", **more: Any) -> UUID:
    """Begin a conversation with a number by a template; returns the conversation."""
    command_id = uuid4()
    said: dict[str, Any] = {"subject": "", "text": "", "template": HELLO, **more}
    world.do(ComposeMail(desk.channel, (to,), **said), by=world.admin, command_id=command_id)
    return derived(command_id, "conversation")


def posted(world: World, conversation: UUID) -> MessagePosted:
    """Return the newest message of ours."""
    return world.happened(conversation, MessagePosted)[-1]


def decided(world: World, conversation: UUID) -> list[tuple[str, bool, str, str]]:
    """Return what was decided of messages of ours: when, whether they may go, why not, and their template's state."""
    facts = world.happened(conversation, WindowDecided)
    return [(one.moment, one.allowed, one.reason, one.template) for one in facts]


def delivery(world: World, conversation: UUID, message_id: UUID | None = None) -> State:
    """Return how far a message of ours, or the newest, is."""
    message_id = message_id or posted(world, conversation).message_id
    return world.get(Conversation, conversation).delivery(message_id).state


def anywhere(world: World, fact: Any) -> list[Any]:
    """Return the facts of one class in the whole log, in order."""
    log: Any = world.ports.log
    return [one.event for one in log.read(0, 10**6) if isinstance(one.event, fact)]


def marked(world: World, mark: str) -> NumberDesk:
    """Connect a number with a template that says something which can be told from all else."""
    desk = NumberDesk(world)
    known = (Known("hello", "en", content(f"{mark} template")),)
    world.do(NoteTemplates(desk.channel, known))
    return desk
