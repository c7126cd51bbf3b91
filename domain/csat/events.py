"""What happens to an inbox's survey, and to the question put to the customer of one conversation."""

from datetime import datetime
from uuid import UUID

from domain.kernel.event import Event, Opening
from domain.kernel.personal import Personal


class SurveyMade(Opening):
    """Somebody looked after the survey of an inbox for the first time."""

    TOPIC = "survey.made"
    OF = "survey"

    inbox_id: UUID


class SurveySet(Event):
    """Whether customers of the inbox are asked, how many minutes after closing, and one contact how often at most.

    An empty `question` or `thanks` is the one we have, in the account's language.
    """

    TOPIC = "survey.set"

    inbox_id: UUID
    on: bool
    delay_minutes: int
    pause_days: int
    question: str
    thanks: str


class CsatBegun(Opening):
    """A conversation was closed where customers are asked, for the first time."""

    TOPIC = "csat.begun"
    OF = "csat"

    conversation_id: UUID
    inbox_id: UUID
    contact_id: UUID


class CsatAsked(Event):
    """The customer is asked, once for ever: the mail with the link follows, which opens until `expires_at`.

    `closing` is the version of the closing of which they are asked, `assignee_id` who had the conversation then.
    """

    TOPIC = "csat.asked"

    conversation_id: UUID
    inbox_id: UUID
    contact_id: UUID
    assignee_id: UUID | None
    closing: int
    survey_version: int
    policy: str
    expires_at: datetime


class CsatSkipped(Event):
    """The customer is not asked of this closing, and why: every reason, by the policy's words."""

    TOPIC = "csat.skipped"

    conversation_id: UUID
    closing: int
    reasons: tuple[str, ...]
    policy: str


class CsatMailed(Event):
    """How asking ended: `result` is sent or refused, and `code` the relay's reply; or shown, in the chat itself."""

    TOPIC = "csat.mailed"

    conversation_id: UUID
    result: str
    code: int


class CsatRated(Event):
    """The customer answered, or answers otherwise: a score from 1 to 5, and perhaps a comment."""

    TOPIC = "csat.rated"
    SUBJECT = "contact_id"

    conversation_id: UUID
    inbox_id: UUID
    contact_id: UUID
    assignee_id: UUID | None
    score: int
    comment: Personal[str]


class CsatTurnsBegun(Opening):
    """A contact is asked for the first time."""

    TOPIC = "csat_turn.begun"
    OF = "csat_turn"

    contact_id: UUID


class CsatTurnTaken(Event):
    """The contact was asked about this conversation: about others not for a while."""

    TOPIC = "csat_turn.taken"

    conversation_id: UUID
