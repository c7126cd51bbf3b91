"""Whether a customer is asked how satisfied they are: a pure function of facts (CNV-10)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from domain.conversation import messages
from domain.conversation.calling_events import CallTaken
from domain.conversation.content import BY_PEOPLE
from domain.conversation.events import ConversationClosed, ConversationReopened
from domain.kernel.event import Event

POLICY = "csat/1"
LATE = timedelta(days=2)
"""How long after their time has come customers are still asked: later they have forgotten what it was about."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said in a conversation, as its events tell; `closing` is the version of the closing that holds, 0 if open."""

    closing: int = 0
    closed_at: datetime | None = None
    by_person: bool = False
    heard: bool = False
    answered: bool = False
    last_automatic: bool = False


def talk_of(events: Iterable[Event]) -> Talk:
    """Return what a conversation's events, in their order, tell."""
    closing: ConversationClosed | None = None
    heard, last_automatic = False, False
    answers: set[UUID] = set()
    for event in events:
        match event:
            case ConversationClosed():
                closing = event
            case ConversationReopened():
                closing = None
            case messages.MessageReceived():
                heard, last_automatic = heard or not event.automatic, bool(event.automatic)
            case messages.MessagePosted() | CallTaken() if heard and (answer := _answer(event)):
                answers.add(answer)
            case messages.SendCancelled() | messages.SendRefused():
                answers.discard(event.message_id)
            case messages.MessageBounced() if not event.delayed:
                answers.discard(event.message_id)
            case messages.SendFailed() if event.permanent:
                answers.discard(event.message_id)
    said = Talk(heard=heard, answered=bool(answers), last_automatic=last_automatic)
    if closing is None:
        return said
    person = closing.reason == "done" and closing.envelope.is_person
    return replace(said, closing=closing.originator_version, closed_at=closing.timestamp, by_person=person)


def _answer(event: messages.MessagePosted | CallTaken) -> UUID | None:
    """Return what a person answered by, a message or a call; None for what no person wrote."""
    if isinstance(event, CallTaken):
        return event.call_id
    return event.message_id if event.origin in BY_PEOPLE else None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the policy is told of one closing."""

    talk: Talk
    closing: int
    at: datetime
    on: bool
    delay: timedelta
    pause: timedelta
    filed: bool
    """It lies among spam or trash."""
    merged: bool
    erased: bool
    asked: bool
    """This customer was asked about this conversation before."""
    asked_at: datetime | None
    """When the contact was last asked about any."""
    guarded: tuple[str, ...]
    """What the loop guard has against a mail of a machine (EML-18)."""


def early(facts: Facts) -> bool:
    """Whether the time after closing is not over yet."""
    return facts.talk.closed_at is not None and facts.at < facts.talk.closed_at + facts.delay


def against(facts: Facts) -> tuple[str, ...]:
    """Return every reason not to ask, by name; none: ask."""
    talk = facts.talk
    closed_at = talk.closed_at or facts.at
    rules = (
        ("switched_off", not facts.on),
        ("open_again", talk.closing != facts.closing),
        ("not_by_person", not talk.by_person),
        ("filed", facts.filed),
        ("merged", facts.merged),
        ("contact_erased", facts.erased),
        ("automatic_mail", not talk.heard),
        ("nobody_answered", talk.heard and not talk.answered),
        ("asked_before", facts.asked),
        ("asked_lately", facts.asked_at is not None and facts.at < facts.asked_at + facts.pause),
        ("too_late", facts.at > closed_at + facts.delay + LATE),
    )
    return (*(name for name, holds in rules if holds), *facts.guarded)
