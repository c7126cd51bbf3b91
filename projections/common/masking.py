"""How a view masks a person who was erased where other people's messages mention them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol
from uuid import UUID

from domain.kernel.personal import ERASED
from projections.common.db import Db
from projections.common.texts import CUT

Mask = Callable[[str], str]
PART_OF_A_NAME = 4
"""Of the five words a mask looks at together, a cut may leave four."""


class MaskFor(Protocol):
    """Makes the mask of one erasure: it replaces what the keyed hashes `masks` recognise in a text."""

    def __call__(self, account_id: UUID, masks: tuple[str, ...], /) -> Mask:
        """Return the mask; it is a pure function and leaves what is already masked alone."""


def erased(*columns: str) -> str:
    """Return the SET clause that erases text columns; one never set stays so, as in a rebuild."""
    return ", ".join(
        f"{column} = CASE WHEN {column} IS NULL THEN NULL ELSE '{ERASED}' END" for column in columns
    )


def masked_preview(mask: Mask, preview: str) -> str:
    """Mask a preview. Where it was cut, the end goes too: half a name or address is not recognised by a mask."""
    if not preview.endswith(CUT):
        return mask(preview)
    whole = preview.removesuffix(CUT).split(" ")[:-PART_OF_A_NAME]
    return mask(" ".join(whole)) + CUT


def mask_texts(
    db: Db,
    table: str,
    key: tuple[str, ...],
    columns: tuple[str, ...],
    mask: Mask,
    where: str,
    *values: object,
) -> None:
    """Mask text columns of the rows of `table` that `where` finds with `values`; NULL stays NULL.

    Names and conditions are the view's own words, never input.
    """
    names = ", ".join((*key, *columns))
    rows = db.execute(f"SELECT {names} FROM {table} WHERE {where}", values).fetchall()
    setting = ", ".join(f"{column} = %s" for column in columns)
    found = " AND ".join(f"{column} = %s" for column in key)
    statement = f"UPDATE {table} SET {setting} WHERE {found}"
    with db.cursor() as cursor:
        cursor.executemany(statement, [_masked(row, len(key), mask) for row in rows])


def _masked(row: Sequence[object], keys: int, mask: Mask) -> list[object]:
    return [*(mask(value) if isinstance(value, str) else value for value in row[keys:]), *row[:keys]]


def mask_each(mask: Mask, texts: Iterable[str]) -> list[str]:
    """Mask each text of a list."""
    return [mask(text) for text in texts]
