"""How events change surveys and ratings. A comment is the contact's own, and may name others."""

from collections.abc import Sequence

from domain.contact.events import ContactErased
from domain.conversation.events import ConversationClosed, ConversationReopened
from domain.conversation.placing_events import ConversationMoved
from domain.csat.events import CsatAsked, CsatMailed, CsatRated, CsatSkipped, SurveySet
from domain.kernel.event import Event
from domain.kernel.personal import ERASED
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.handlers import Finish, Handlers
from projections.common.masking import Mask, mask_texts
from projections.common.projector import FORGETTING, Forgetting, PersonalView
from projections.common.recorded import Recorded
from projections.common.rows import Rows
from projections.csat.rows import CLOSINGS, RATINGS, SURVEYS, ClosingRow, RatingRow, SurveyRow

OF_CLOSINGS = (ConversationClosed, ConversationReopened)
DECIDED = (CsatAsked, CsatSkipped)
OF_RATINGS = (CsatAsked, CsatMailed, CsatRated)
ERASE = "UPDATE csat SET comment = %s WHERE account_id = %s AND contact_id = %s AND score IS NOT NULL"
MENTIONING = "account_id = %s AND conversation_id = ANY(%s)"
KEY = ("account_id", "conversation_id")


class Satisfaction(PersonalView):
    """Surveys, who is to be asked, who was, and what they said."""

    name = "csat"
    version = 1
    tables = ("csat", "csat_surveys", "csat_closings")

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return on.facts | FORGETTING

    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Apply events."""
        return on.fold(Fold, batch, db)

    def erase(self, event: ContactErased, db: Db) -> None:
        """Erase what the contact commented."""
        db.execute(ERASE, [ERASED, event.account_id, event.originator_id])

    def mask(self, event: Forgetting, mask: Mask, db: Db) -> None:
        """Mask comments that name somebody erased: a rating is mentioned by its conversation."""
        if event.mentions:
            found = event.account_id, list(event.mentions)
            mask_texts(db, "csat", KEY, ("comment",), mask, MENTIONING, *found)


class Fold:
    """The surveys, ratings and closings a batch touches."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        grouped = Grouped(batch)
        closed = grouped.keys(OF_CLOSINGS, "originator_id") | grouped.keys(DECIDED, "conversation_id")
        rated = grouped.keys(OF_RATINGS, "conversation_id")
        moved = grouped.keys((ConversationMoved,), "originator_id")
        self.surveys = Rows(SURVEYS, db, grouped.keys((SurveySet,), "inbox_id"))
        self.closings = Rows(CLOSINGS, db, closed)
        self.ratings = Rows(RATINGS, db, rated | moved)

    def save(self) -> None:
        """Write everything."""
        self.surveys.save()
        self.closings.save()
        self.ratings.save()


on: Handlers[Fold] = Handlers()


@on
def survey_set(fold: Fold, position: int, event: SurveySet) -> None:
    """Customers are asked like this now."""
    before = fold.surveys.get((event.account_id, event.inbox_id))
    went_on = before.since if before is not None and before.asks else event.timestamp
    row = SurveyRow(
        event.account_id, event.inbox_id, event.on, went_on if event.on else None, event.delay_minutes,
        event.pause_days, event.question, event.thanks, event.originator_version, position,
    )  # fmt: skip
    if before is None:
        fold.surveys.add(row)
    else:
        for name in SurveyRow.__dataclass_fields__:
            setattr(before, name, getattr(row, name))


@on
def closed(fold: Fold, _position: int, event: ConversationClosed) -> None:
    """A person's closing may be asked about; whatever else closes it may not."""
    key = (event.account_id, event.originator_id)
    if event.reason == "done" and event.envelope.is_person:
        fold.closings.add(ClosingRow(*key, event.originator_version, event.timestamp))
    else:
        fold.closings.remove(key)


@on
def open_again(fold: Fold, _position: int, event: ConversationReopened) -> None:
    """There is nothing to ask about now."""
    fold.closings.remove((event.account_id, event.originator_id))


@on
def skipped(fold: Fold, _position: int, event: CsatSkipped) -> None:
    """It is decided."""
    _decided(fold, event)


@on
def asked(fold: Fold, position: int, event: CsatAsked) -> None:
    """It is decided, and a mail is to leave."""
    _decided(fold, event)
    row = RatingRow(
        event.account_id, event.conversation_id, event.inbox_id, event.contact_id, event.assignee_id,
        event.closing, event.timestamp, event.expires_at, position=position,
    )  # fmt: skip
    fold.ratings.add(row)


def _decided(fold: Fold, event: CsatAsked | CsatSkipped) -> None:
    key = (event.account_id, event.conversation_id)
    row = fold.closings.get(key)
    if row is not None and row.closing <= event.closing:
        fold.closings.remove(key)


@on
def mailed(fold: Fold, position: int, event: CsatMailed) -> None:
    """It left, or did not."""
    row = fold.ratings[event.account_id, event.conversation_id]
    row.mail, row.position = event.result, position


@on
def rated(fold: Fold, position: int, event: CsatRated) -> None:
    """They answered."""
    row = fold.ratings[event.account_id, event.conversation_id]
    row.score, row.comment, row.rated_at, row.position = (
        event.score,
        event.comment,
        event.timestamp,
        position,
    )


@on
def moved(fold: Fold, _position: int, event: ConversationMoved) -> None:
    """What was answered goes with the conversation."""
    row = fold.ratings.get((event.account_id, event.originator_id))
    if row is not None:
        row.inbox_id = event.inbox_id
