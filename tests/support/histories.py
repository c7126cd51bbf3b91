"""Histories made directly of events, as the log would hold them, for read models to be tried on."""

from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from domain.account import events as account
from domain.channel import events as channel
from domain.contact import events as contact
from domain.conversation import events as conversation
from domain.inbox import events as inbox
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.ids import derived
from domain.kernel.personal import ERASED, PersonalMark
from domain.pipeline import events as pipeline
from domain.user import events as user
from projections.common.recorded import Recorded

ROOT = UUID("00000000-0000-4000-8000-000000000000")
BEGINNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STAGES: tuple[dict[str, str | bool], ...] = (
    {"key": "new", "name": "New", "closed": False},
    {"key": "waiting", "name": "Waiting", "closed": False},
    {"key": "closed", "name": "Closed", "closed": True},
)


class History:
    """An account with a pipeline, to which facts are added one after the other, each command a minute later."""

    def __init__(self, name: str = "one") -> None:
        """Open the account."""
        self.recorded: list[Recorded] = []
        self.account_id = derived(ROOT, "account", name)
        self.at = BEGINNING
        self._versions: dict[UUID, int] = {}
        self._commands = 0
        self.actor = "system:"
        self.command_id: UUID | None = None
        self.command()
        self.record(
            account.AccountOpened,
            self.account_id,
            name=name,
            created_on=date(2024, 4, 1),
            time_zone="UTC",
            language="en",
        )
        self.pipeline_id = self.id("pipeline")
        self.record(pipeline.PipelineCreated, self.pipeline_id, name="Support", stages=STAGES)

    def id(self, *names: object) -> UUID:
        """Return an id of this account's that `names` have."""
        return derived(self.account_id, *map(str, names))

    def new_id(self, kind: str) -> UUID:
        """Return an id nothing has yet."""
        return self.id(kind, len(self.recorded), self.at.isoformat())

    def command(self, actor: str = "system:") -> None:
        """Begin another command: what is recorded from here on is of one append."""
        self._commands += 1
        self.at += timedelta(minutes=1)
        self.actor = actor
        self.command_id = self.id("command", self._commands)

    def record(self, fact: Callable[..., Event], stream_id: UUID, **values: Any) -> Event:
        """Add a fact; positions ascend with gaps, as in the log."""
        version = self._versions[stream_id] = self._versions.get(stream_id, 0) + 1
        envelope = Envelope(
            self.account_id, self.actor, self.at, self.command_id or ROOT, None, self.command_id
        )
        event = fact(stream_id, version, self.at, envelope, **values)
        position = self.position + 1 + (self._commands % 7 == 0)
        self.recorded.append(Recorded(position, event))
        return event

    @property
    def position(self) -> int:
        """The position of the newest fact."""
        return self.recorded[-1].position if self.recorded else 0

    def add_inbox(self, name: str = "Support") -> UUID:
        """Make an inbox that everyone may see."""
        self.command()
        inbox_id = self.new_id("inbox")
        self.record(inbox.InboxCreated, inbox_id, name=name)
        return inbox_id

    def add_user(self, name: str = "Ann") -> UUID:
        """Invite a user who has a seat and is there."""
        self.command()
        user_id = self.new_id("user")
        self.record(user.UserInvited, user_id, email=f"{name}@example.com", name=name, roles=("agent",))
        self.record(user.SeatAssigned, user_id, hub="service")
        self.record(user.AvailabilityChanged, user_id, available=True, until=None)
        return user_id

    def add_channel(self, inbox_id: UUID) -> UUID:
        """Begin to connect a channel."""
        self.command()
        channel_id = self.new_id("channel")
        self.record(channel.ChannelConnectStarted, channel_id, kind="email", inbox_id=inbox_id)
        return channel_id

    def add_contact(self, name: str = "Jo Doe", address: str = "jo@example.org") -> UUID:
        """Make a contact reached by an address, as part of the present command."""
        contact_id = self.new_id("contact")
        claim_id = self.id("claim", address)
        self.record(contact.ContactCreated, contact_id, name=name, source="email")
        self.record(contact.IdentityAdded, contact_id, kind="email", value=address, claim_id=claim_id)
        return contact_id

    def add_conversation(
        self, inbox_id: UUID, channel_id: UUID, contact_id: UUID, subject: str = "Help"
    ) -> UUID:
        """Start a conversation, as part of the present command."""
        conversation_id = self.new_id("conversation")
        self.record(
            conversation.ConversationStarted, conversation_id, inbox_id=inbox_id, channel_id=channel_id,
            channel_kind="email", contact_id=contact_id, subject=subject, started_by="contact",
        )  # fmt: skip
        return conversation_id


def as_read_after_erasure(recorded: list[Recorded]) -> list[Recorded]:
    """Return the history as a rebuild reads it: personal fields of erased contacts read as erased (PRV-08)."""
    erased = {event.originator_id for _, event in recorded if isinstance(event, contact.ContactErased)}
    return [
        Recorded(position, _erased(event) if getattr(event, event.SUBJECT) in erased else event)
        for position, event in recorded
    ]


def _erased(event: Event) -> Event:
    hints = get_type_hints(type(event), include_extras=True)
    personal = {name: hint for name, hint in hints.items() if _is_personal(hint)}
    if not personal:
        return event
    values = {field.name: getattr(event, field.name) for field in fields(event)}
    read = type(event)(**values | {name: _value(hint) for name, hint in personal.items()})
    object.__setattr__(read, "erased", True)
    return read


def _is_personal(hint: Any) -> bool:
    return any(isinstance(mark, PersonalMark) for mark in getattr(hint, "__metadata__", ()))


def _value(hint: Any) -> Any:
    kind = get_args(hint)[0]
    return ERASED if kind is str else () if get_origin(kind) is tuple else None
