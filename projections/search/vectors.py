"""Which words a message and a contact are found by, and how much each place counts."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from projections.common.arrays import Lexemes
from projections.common.texts import storable
from projections.search import blocks
from projections.search.lexemes import lexemes
from projections.search.rows import TextRow

SUBJECT, PEOPLE, FILES, BODY = "A", "B", "C", "D"


def of_message(row: TextRow) -> Lexemes:
    """Return a message's words; a subject counts most, its text least, being the longest."""
    texts = [(SUBJECT, row.subject), *_each(PEOPLE, row.people), *_each(FILES, row.files), (BODY, row.body)]
    return lexemes(_stored(texts), blocks.marks(row.account_id, row.n))


def of_contact(account_id: UUID, name: str, addresses: Sequence[str]) -> Lexemes:
    """Return a contact's words."""
    return lexemes(_stored([(SUBJECT, name), *_each(PEOPLE, addresses)]), blocks.marks(account_id, 0)[-1:])


def _each(weight: str, texts: Iterable[str]) -> Iterable[tuple[str, str]]:
    return ((weight, text) for text in texts)


def _stored(texts: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    # what a mask reads back later is what the table could hold
    return ((weight, storable(text)) for weight, text in texts)
