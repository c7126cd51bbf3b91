"""How events change the ledger of consents. Evidence, which may name somebody, stays in the log alone."""

from collections.abc import Sequence

from domain.channel.consent_events import ConsentSet, ConsentWordsSet
from domain.consent.events import ConsentBegun
from domain.kernel.event import Event
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.handlers import Finish, Handlers
from projections.common.projector import View
from projections.common.recorded import Recorded
from projections.common.rows import Rows
from projections.consent import fold as folding
from projections.consent.rows import CONSENTS, TEXTS, WORDS, TextRow, WordsRow


class Consents(View):
    """Who agreed to what, and what was asked."""

    name = "consent"
    version = 2
    tables = ("consent", "consent_texts", "consent_words")

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return on.facts

    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Apply events."""
        return on.fold(Fold, batch, db)


class Fold:
    """The consents a batch touches, and what it asks anew."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        grouped = Grouped(batch)
        begun = grouped.keys((ConsentBegun,), "originator_id")
        own = {type(event) for _, event in batch} - {ConsentSet, ConsentWordsSet}
        self.consents = Rows(CONSENTS, db, grouped.keys(own, "originator_id"), new=begun)
        self.texts = Rows(TEXTS, db, ())
        self.words = Rows(WORDS, db, grouped.keys((ConsentWordsSet,), "originator_id"))

    def save(self) -> None:
        """Write everything."""
        self.consents.save()
        self.texts.save()
        self.words.save()


on: Handlers[Fold] = Handlers()


@on
def asked(fold: Fold, position: int, event: ConsentSet) -> None:
    """A channel asks this from here on."""
    row = TextRow(
        event.account_id, event.originator_id, event.text_version, event.mode, event.purpose, event.texts,
        event.envelope.actor, event.timestamp, position,
    )  # fmt: skip
    fold.texts.add(row)


@on
def worded(fold: Fold, position: int, event: ConsentWordsSet) -> None:
    """These words take consent back on a channel from here on."""
    key = event.account_id, event.originator_id
    fold.words.add(WordsRow(*key, event.words, event.replies, position))


@on
def begun(fold: Fold, position: int, event: ConsentBegun) -> None:
    """Somebody was asked for the first time."""
    fold.consents.add(folding.begun(position, event))


@on
def changed(fold: Fold, position: int, event: folding.Changed) -> None:
    """They agreed, or took it back, or that was a mistake."""
    folding.changed(fold.consents[event.account_id, event.originator_id], position, event)
