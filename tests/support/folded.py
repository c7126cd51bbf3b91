"""Access and facts folded from a log on every question: what the read models answer, without read models."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from application.contact_facts import ContactFacts
from application.ports import RoutingInputs
from domain.call.events import CallBegun
from domain.channel.events import ChannelConnectStarted
from domain.contact import events as contact
from domain.conversation import messages
from domain.conversation.content import BY_PEOPLE
from domain.conversation.events import ConversationStarted
from domain.inbox.aggregate import Inbox
from domain.intake.aggregate import Intake
from domain.intake.events import MessageSetAside
from domain.kernel.aggregate import Aggregate
from domain.kernel.event import Event, payload
from domain.routing import events as routing
from domain.routing.facts import Candidate
from domain.team.aggregate import Team
from domain.team.events import TeamCreated
from domain.ticket.aggregate import Ticket
from domain.ticket.events import TicketDirectlyOpened, TicketOpened
from domain.token.aggregate import Token
from domain.user.aggregate import User
from domain.user.events import ProfileChanged, UserInvited
from projections.common.recorded import Recorded
from tests.support.templates import FoldedTemplates

A = TypeVar("A", bound=Aggregate)
ALL = 1_000_000
TRUSTED = frozenset({"system", "operator"})


class Readable(Protocol):
    """A log that can be read from its beginning."""

    def load(self, cls: type[A], stream_id: UUID) -> A | None:
        """Return an aggregate."""

    def stream(self, stream_id: UUID) -> list[Event]:
        """Return one stream's events."""

    def read(self, after: int, limit: int) -> list[Recorded]:
        """Return events by position."""


@dataclass(frozen=True)
class FoldedStanding:
    """Satisfies `application.ports.Standing`, asking the log on every question."""

    folded: "Folded"
    account_id: UUID
    actor: str

    @property
    def name(self) -> str:
        kind, _, user_id = self.actor.partition(":")
        own = self.folded.log.stream(UUID(user_id)) if kind == "user" else []
        shown = [one.shown_name for one in own if isinstance(one, ProfileChanged)]
        return next((name for name in shown[-1:] if name), None) or next(
            (one.name for one in own if isinstance(one, UserInvited)), ""
        )

    def may(self, permission: str) -> bool:
        return self.folded.may(self.account_id, self.actor, permission)

    def sees(self, inbox_id: UUID) -> bool:
        return self.folded.sees(self.account_id, self.actor, inbox_id)


class Folded(FoldedTemplates):
    """Satisfies `application.ports.Access` and, but for erasure's search, `application.ports.Facts`."""

    def __init__(self, log: Readable) -> None:
        self.log = log
        self.measured: int | None = None

    # ------------------------------------------------------------------ access
    def standing(self, account_id: UUID, actor: str) -> FoldedStanding:
        return FoldedStanding(self, account_id, actor)

    def may(self, account_id: UUID, actor: str, permission: str) -> bool:
        kind, _, name = actor.partition(":")
        if kind == "user":
            user = self._of(User, account_id, UUID(name))
            return user is not None and permission in user.permissions
        if kind == "token":
            token, issuer = self._token(account_id, UUID(name))
            return (
                token is not None and permission in token.scopes and self.may(account_id, issuer, permission)
            )
        return kind in TRUSTED

    def sees(self, account_id: UUID, actor: str, inbox_id: UUID) -> bool:
        kind, _, name = actor.partition(":")
        if kind == "token":
            token, issuer = self._token(account_id, UUID(name))
            return token is not None and self.sees(account_id, issuer, inbox_id)
        if kind != "user":
            return kind in TRUSTED
        inbox, user = self._of(Inbox, account_id, inbox_id), self._of(User, account_id, UUID(name))
        if inbox is None or user is None or not user.active:
            return False
        return inbox.admits(UUID(name), self._teams(account_id, UUID(name)))

    def _token(self, account_id: UUID, token_id: UUID) -> tuple[Token | None, str]:
        """Return a token unless it is revoked, and who issued it."""
        token = self._of(Token, account_id, token_id)
        if token is None or token.revoked:
            return None, ""
        return token, self.log.stream(token_id)[0].envelope.actor

    # ------------------------------------------------------------------ facts
    def candidates(
        self, account_id: UUID, inbox_id: UUID, user_ids: Sequence[UUID], team_ids: Sequence[UUID]
    ) -> RoutingInputs:
        recorded = self.log.read(0, ALL)
        members = [one for team_id in team_ids for one in self._team(account_id, team_id).members.items()]
        named = sorted({*user_ids, *(user for user, _ in members)})
        main = {*user_ids, *(user for user, extra in members if not extra)}
        held = _held(account_id, recorded)
        now = recorded[-1].event.timestamp
        return RoutingInputs(
            recorded[-1].position,
            tuple(
                replace(
                    self._candidate(account_id, inbox_id, user, held.get(user, {}), now),
                    extra=user not in main,
                )
                for user in named
            ),
        )

    def members(self, account_id: UUID, inbox_id: UUID) -> tuple[Candidate, ...]:
        """Return the active users who see an inbox."""
        events = (one.event for one in self.log.read(0, ALL))
        users = [
            one.originator_id
            for one in events
            if isinstance(one, UserInvited) and one.account_id == account_id
        ]
        found = self.candidates(account_id, inbox_id, users, ()).candidates
        return tuple(one for one in found if one.active and one.inbox_access)

    def reply_seconds(self, account_id: UUID, channel_id: UUID) -> int | None:
        """Return what the test said."""
        del account_id, channel_id
        return self.measured

    def _candidate(
        self, account_id: UUID, inbox_id: UUID, user_id: UUID, held: dict[UUID, bool], now: datetime
    ) -> Candidate:
        user = self._of(User, account_id, user_id)
        assert user is not None
        return Candidate(
            user_id=user_id,
            active=user.active,
            seats=user.seats,
            inbox_access=self.sees(account_id, f"user:{user_id}", inbox_id),
            available=user.is_available(now),
            open_count=len(held),
            live_count=sum(held.values()),
            total_limit=user.total_limit,
            live_limit=user.live_limit,
        )

    def following(self, account_id: UUID, conversation_id: UUID) -> list[UUID]:
        """Return the tickets opened for it that still follow it."""
        opened = [
            event.originator_id
            for event in self._all(account_id)
            if isinstance(event, TicketOpened) and event.conversation_id == conversation_id
        ]
        return [one for one in opened if (ticket := self._of(Ticket, account_id, one)) and ticket.follows]

    def tickets(self, account_id: UUID, conversation_id: UUID) -> list[UUID]:
        """Return the tickets it belongs to."""
        opened = {
            event.originator_id
            for event in self._all(account_id)
            if isinstance(event, TicketOpened | TicketDirectlyOpened)
        }
        return [
            one
            for one in sorted(opened)
            if (ticket := self._of(Ticket, account_id, one)) and conversation_id in ticket.conversations
        ]

    def channels(self, account_id: UUID, kinds: Sequence[str]) -> Sequence[UUID]:
        started = [one for one in self._all(account_id) if isinstance(one, ChannelConnectStarted)]
        return [one.originator_id for one in started if one.kind in kinds]

    def held(
        self, account_id: UUID, channel_id: UUID, reason: str, since: datetime, most: int
    ) -> Sequence[UUID]:
        aside = [
            one.originator_id
            for one in self._all(account_id)
            if isinstance(one, MessageSetAside)
            and (one.channel_id, one.reason) == (channel_id, reason)
            and one.timestamp >= since
        ]
        return [one for one in dict.fromkeys(aside) if self._stands_aside(account_id, one)][:most]

    def _stands_aside(self, account_id: UUID, intake_id: UUID) -> bool:
        intake = self._of(Intake, account_id, intake_id)
        return intake is not None and intake.ending == "set_aside"

    def automatic_sends(self, account_id: UUID, contact_id: UUID, since: datetime) -> int:
        return sum(
            isinstance(event, messages.MessagePosted)
            and event.contact_id == contact_id
            and event.origin not in BY_PEOPLE
            and event.timestamp >= since
            for event in self._all(account_id)
        )

    def callers(self, account_id: UUID, since: datetime, most: int) -> Sequence[UUID]:
        made = [one for one in self._all(account_id) if isinstance(one, CallBegun) and one.timestamp > since]
        return [one.agent_id for one in made if one.agent_id is not None][-most:]

    def mentions(
        self, account_id: UUID, contact_id: UUID, values: Sequence[str]
    ) -> Sequence[tuple[UUID, UUID | None]]:
        found: list[tuple[UUID, UUID | None]] = []
        for event in self._all(account_id):
            match event:
                case messages.MessageReceived() | messages.MessagePosted() if event.contact_id != contact_id:
                    said = str(payload(event)).lower()
                    if any(value.lower() in said for value in values):
                        found.append((event.message_id, getattr(event, "intake_id", None)))
        return found

    def contact(self, account_id: UUID, contact_id: UUID) -> ContactFacts | None:
        own = [
            event
            for event in self._all(account_id)
            if contact_id in {event.originator_id, _contact_of(event)}
        ]
        received = [event for event in own if isinstance(event, messages.MessageReceived)]
        identities = [event for event in own if isinstance(event, contact.IdentityAdded)]
        names = {
            event.name for event in own if isinstance(event, contact.ContactCreated | contact.ContactRenamed)
        }
        if not own:
            return None
        return ContactFacts(
            names=tuple(sorted((names | {event.sender_name for event in received}) - {""})),
            addresses=tuple(
                sorted({event.value for event in identities} | {event.sender for event in received})
            ),
            claims=tuple(event.claim_id for event in identities),
            conversations=tuple(
                event.originator_id for event in own if isinstance(event, ConversationStarted)
            ),
            subjects=(contact_id, *(event.intake_id for event in received)),
            blobs=tuple(event.blob_id for event in received),
        )

    # ------------------------------------------------------------------ reading
    def _all(self, account_id: UUID) -> list[Event]:
        return [one.event for one in self.log.read(0, ALL) if one.event.account_id == account_id]

    def _of(self, cls: type[A], account_id: UUID, stream_id: UUID) -> A | None:
        found = self.log.load(cls, stream_id)
        return found if found is not None and found.account_id == account_id else None

    def _team(self, account_id: UUID, team_id: UUID) -> Team:
        team = self._of(Team, account_id, team_id)
        assert team is not None
        return team

    def _teams(self, account_id: UUID, user_id: UUID) -> list[UUID]:
        made = [event.originator_id for event in self._all(account_id) if isinstance(event, TeamCreated)]
        return [team_id for team_id in made if user_id in self._team(account_id, team_id).members]


def _contact_of(event: Event) -> UUID | None:
    found: Any = getattr(event, "contact_id", None)
    return found if isinstance(found, UUID) else None


def _held(account_id: UUID, recorded: Sequence[Recorded]) -> dict[UUID, dict[UUID, bool]]:
    """Return what each user's slots hold: conversation -> whether it is live."""
    held: dict[UUID, dict[UUID, bool]] = {}
    for event in (one.event for one in recorded if one.event.account_id == account_id):
        match event:
            case routing.SlotTaken():
                held.setdefault(event.user_id, {})[event.conversation_id] = event.live
            case routing.SlotReleased():
                held.get(event.user_id, {}).pop(event.conversation_id, None)
    return held
