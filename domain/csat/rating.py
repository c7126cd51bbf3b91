"""The question put to the customer of one conversation, and the answer.

It has a stream of its own, named after the conversation: what customers do afterwards must not stand in the way of what
people do with it. Another, named after the contact, holds when they were last asked, whatever it was about.
"""

from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from domain.csat import events
from domain.csat.policy import POLICY
from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import within
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.ids import derived
from domain.kernel.refusal import InvalidInput, Refusal

LIFETIME = timedelta(days=30)
"""How long a link opens."""
BEST, LONGEST_COMMENT = 5, 2000


class RatingClosed(Refusal):
    """The link is too old, nobody was asked, or who was asked is forgotten."""

    code = "rating_closed"
    status = 410

    def __init__(self) -> None:
        """Say that it is over."""
        super().__init__("This link does not open anything any more. Write to us instead.")


def csat_id(conversation_id: UUID) -> UUID:
    """Return the id of a conversation's question."""
    return derived(conversation_id, "csat")


def question_id(conversation_id: UUID) -> UUID:
    """Return the id of the mail, or of the message in a chat, that asks: however often it is tried it is one."""
    return derived(conversation_id, "csat", "mail")


def turns_id(contact_id: UUID) -> UUID:
    """Return the id of a contact's turns."""
    return derived(contact_id, "csat_turn")


class Csat(Aggregate):
    """Of which closings it was decided, whether the customer is asked, and what they answered last."""

    TOPIC = "csat"

    asked: events.CsatAsked | None
    score: int | None

    @classmethod
    def begin(cls, conversation_id: UUID, env: Envelope, *, inbox_id: UUID, contact_id: UUID) -> Self:
        """Begin."""
        return cls.open(
            events.CsatBegun, csat_id(conversation_id), env,
            conversation_id=conversation_id, inbox_id=inbox_id, contact_id=contact_id,
        )  # fmt: skip

    def ask(
        self, env: Envelope, *, inbox_id: UUID, assignee_id: UUID | None, closing: int, survey_version: int
    ) -> None:
        """Ask, once; nothing where they were asked."""
        if self.asked is None:
            self.record(
                events.CsatAsked, env, conversation_id=self.conversation_id, inbox_id=inbox_id,
                contact_id=self.contact_id, assignee_id=assignee_id, closing=closing,
                survey_version=survey_version, policy=POLICY, expires_at=env.at + LIFETIME,
            )  # fmt: skip

    def skip(self, env: Envelope, closing: int, reasons: tuple[str, ...]) -> None:
        """Do not ask of this closing; nothing where that is decided."""
        if closing not in self.decided:
            self.record(
                events.CsatSkipped, env, conversation_id=self.conversation_id, closing=closing,
                reasons=reasons, policy=POLICY,
            )  # fmt: skip

    def mailed(self, env: Envelope, result: str, code: int) -> None:
        """Record how the mail ended, once."""
        if not self.told:
            self.record(
                events.CsatMailed, env, conversation_id=self.conversation_id, result=result, code=code
            )

    def rate(self, env: Envelope, score: int, comment: str) -> None:
        """Take the answer, or another one. Raises `RatingClosed`, `InvalidInput`."""
        within(score, 1, BEST, "score")
        if len(comment) > LONGEST_COMMENT:
            raise InvalidInput(f"comment has at most {LONGEST_COMMENT} characters.", field="comment")
        asked = self.must_be_open(env.at)
        self.record(
            events.CsatRated, env, conversation_id=self.conversation_id, inbox_id=asked.inbox_id,
            contact_id=self.contact_id, assignee_id=asked.assignee_id, score=score, comment=comment.strip(),
        )  # fmt: skip

    def must_be_open(self, at: datetime) -> events.CsatAsked:
        """Return what was asked while it can be answered. Raises `RatingClosed`."""
        if self.asked is None or at >= self.asked.expires_at:
            raise RatingClosed
        return self.asked

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.CsatBegun():
                self.conversation_id, self.contact_id = event.conversation_id, event.contact_id
                self.asked = self.score = None
                self.decided: frozenset[int] = frozenset()
                self.told = False
            case events.CsatAsked():
                self.asked = event
                self.decided |= {event.closing}
            case events.CsatSkipped():
                self.decided |= {event.closing}
            case events.CsatRated():
                self.score = event.score
            case events.CsatMailed():
                self.told = True


class Turns(Aggregate):
    """When a contact was last asked."""

    TOPIC = "csat_turn"

    asked_at: datetime | None

    @classmethod
    def begin(cls, contact_id: UUID, env: Envelope) -> Self:
        """Begin."""
        return cls.open(events.CsatTurnsBegun, turns_id(contact_id), env, contact_id=contact_id)

    def take(self, env: Envelope, conversation_id: UUID) -> None:
        """Note that they are asked now."""
        self.record(events.CsatTurnTaken, env, conversation_id=conversation_id)

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.CsatTurnsBegun():
                self.asked_at = None
            case events.CsatTurnTaken():
                self.asked_at = event.timestamp
