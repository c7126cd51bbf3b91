"""Customers are asked how satisfied they are after their conversation was closed, and answer (CNV-10)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from application.change import Change
from application.claims import claim
from application.inbox import visible_inbox
from application.threads import receipt_id
from application.unit import Unit
from domain.account.aggregate import Account
from domain.channels.email_rules import Origin, SendFacts, may_send
from domain.conversation.aggregate import Conversation
from domain.conversation.handling import Folder
from domain.csat.policy import Facts, against, early, talk_of
from domain.csat.rating import Csat, RatingClosed, Turns, csat_id, turns_id
from domain.csat.survey import Asking, Survey, survey_id
from domain.kernel.refusal import VersionMismatch

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SetSurvey(Change):
    """Say whether and how customers of an inbox are asked; before anybody said so its version is 0."""

    PERMISSION: ClassVar[str] = "inbox_edit"

    inbox_id: UUID
    asking: Asking


@dataclass(frozen=True, slots=True)
class AskForRating:
    """Decide whether the customer is asked of a closing, by its version; for the clock."""

    PERMISSION: ClassVar[str] = "conversation_write"

    conversation_id: UUID
    closing: int


@dataclass(frozen=True, slots=True)
class RecordRatingMailed:
    """Record how the mail with the link ended: sent or refused, and the relay's reply.

    An answer to the mail `mail_id` finds the conversation at the message `after`; empty where its References lead there.
    """

    PERMISSION: ClassVar[str] = "conversation_write"

    conversation_id: UUID
    result: str
    code: int
    mail_id: str = ""
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class RateConversation:
    """The customer's answer, by the link of the mail; who may is known by the link alone."""

    PERMISSION: ClassVar[str] = ""

    conversation_id: UUID
    score: int
    comment: str = ""


@dataclass(frozen=True, slots=True)
class LookAtRating:
    """What the page behind the link shows: a question, not a command."""

    PERMISSION: ClassVar[str] = ""

    conversation_id: UUID


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows; an empty text is the one we have. `score` is what was answered last."""

    company: str
    language: str
    question: str
    thanks: str
    score: int | None
    logo: UUID | None = None


def set_survey(command: SetSurvey, unit: Unit) -> None:
    """Set it."""
    visible_inbox(unit, command.inbox_id)
    survey = unit.find(Survey, survey_id(command.inbox_id))
    if command.expected_version not in (None, survey.version if survey else 0):
        raise VersionMismatch
    if survey is None:
        survey = unit.add(Survey.make(command.inbox_id, unit.env))
    survey.set(unit.env, command.asking)


def ask_for_rating(command: AskForRating, unit: Unit) -> None:
    """Ask, or record why not; nothing before the time, where it is decided, and where nobody ever wanted to ask.

    That a contact is not asked too often rests on a stream of theirs: of two conversations at once one asks.
    """
    conversation = unit.get(Conversation, command.conversation_id)
    survey = unit.find(Survey, survey_id(conversation.inbox_id))
    csat = unit.find(Csat, csat_id(conversation.id))
    turns = unit.find(Turns, turns_id(conversation.contact_id))
    if survey is None or (csat is not None and command.closing in csat.decided):
        return
    facts = _facts(command, unit, conversation, survey.asking, csat, turns)
    if early(facts):
        return
    reasons = against(facts)
    if csat is None:
        csat = unit.add(
            Csat.begin(
                conversation.id, unit.env, inbox_id=conversation.inbox_id, contact_id=conversation.contact_id
            )
        )
    if reasons:
        csat.skip(unit.env, command.closing, reasons)
        return
    csat.ask(
        unit.env,
        inbox_id=conversation.inbox_id,
        assignee_id=conversation.assignee_id,
        closing=command.closing,
        survey_version=survey.version,
    )
    turns = turns or unit.add(Turns.begin(conversation.contact_id, unit.env))
    turns.take(unit.env, conversation.id)


def _facts(
    command: AskForRating,
    unit: Unit,
    conversation: Conversation,
    asking: Asking,
    csat: Csat | None,
    turns: Turns | None,
) -> Facts:
    at, account_id = unit.env.at, unit.env.account_id
    talk = talk_of(unit.ports.log.stream(conversation.id))
    sent = unit.ports.facts.automatic_sends(account_id, conversation.contact_id, at - HOUR)
    return Facts(
        talk=talk,
        closing=command.closing,
        at=at,
        on=asking.on,
        delay=timedelta(minutes=asking.delay_minutes),
        pause=timedelta(days=asking.pause_days),
        filed=conversation.folder in (Folder.SPAM, Folder.TRASH),
        merged=conversation.merged_into is not None,
        erased=conversation.erased,
        asked=csat is not None and csat.asked is not None,
        asked_at=turns.asked_at if turns else None,
        guarded=may_send(SendFacts(Origin.AUTOMATION, talk.last_automatic, sent)).reasons,
    )


def record_rating_mailed(command: RecordRatingMailed, unit: Unit) -> None:
    """Record it, once, and let answers to the mail find the conversation."""
    unit.get(Csat, csat_id(command.conversation_id)).mailed(unit.env, command.result, command.code)
    if command.mail_id:
        channel_id = unit.get(Conversation, command.conversation_id).channel_id
        key = receipt_id(unit, channel_id, command.mail_id)
        claim(unit, key, "receipt", command.conversation_id, command.after)


def rate_conversation(command: RateConversation, unit: Unit) -> None:
    """Take the answer. Raises `RatingClosed`, `InvalidInput`."""
    _open(command.conversation_id, unit).rate(unit.env, command.score, command.comment)


def look_at_rating(question: LookAtRating, unit: Unit) -> Shown:
    """Answer what the page shows, as the log is now. Raises `RatingClosed`."""
    unit.ports.log.evict([question.conversation_id, csat_id(question.conversation_id)])
    csat = _open(question.conversation_id, unit)
    asked = csat.must_be_open(unit.env.at)
    survey = unit.find(Survey, survey_id(asked.inbox_id))
    asking = survey.asking if survey else Asking()
    account = unit.get(Account, unit.env.account_id)
    company = account.branding.name or account.name
    return Shown(company, account.language, asking.question, asking.thanks, csat.score, account.logo)


def _open(conversation_id: UUID, unit: Unit) -> Csat:
    conversation = unit.find(Conversation, conversation_id)
    csat = unit.find(Csat, csat_id(conversation_id))
    if conversation is None or csat is None or conversation.erased:
        raise RatingClosed
    return csat
