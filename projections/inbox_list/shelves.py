"""Where a conversation is found: one shelf at a time, each a list with a counter (CNV-01, CNV-03)."""

from typing import Literal, get_args

from projections.inbox_list.rows import ConversationRow

Shelf = Literal["open", "snoozed", "closed", "spam", "trash", "archive"]
SHELVES: tuple[Shelf, ...] = get_args(Shelf)
MERGED = "merged"
"""Where what is a part of another one is: no list shows it."""


def shelve(row: ConversationRow) -> None:
    """Put the row where its state says."""
    if row.merged_into is not None:
        row.shelf = MERGED
    elif row.folder:
        row.shelf = row.folder
    elif row.status == "closed":
        row.shelf = "closed"
    else:
        row.shelf = "open" if row.snoozed_until is None else "snoozed"
