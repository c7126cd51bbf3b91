"""Where a conversation is found: one shelf at a time, each a list with a counter (CNV-01, CNV-03)."""

from typing import Literal, get_args

from projections.inbox_list.rows import ConversationRow

Shelf = Literal["open", "snoozed", "closed", "spam", "trash", "archive"]
SHELVES: tuple[Shelf, ...] = get_args(Shelf)
FOLDERS = frozenset({"spam", "trash", "archive"})


def shelve(row: ConversationRow, folder: str | None = None) -> None:
    """Put the row where it belongs: into `folder` (empty: out of any), else where its state says."""
    if folder is None:
        folder = row.shelf if row.shelf in FOLDERS else ""
    if folder:
        row.shelf = folder
    elif row.status == "closed":
        row.shelf = "closed"
    else:
        row.shelf = "open" if row.snoozed_until is None else "snoozed"
