"""Blocks of an account's messages, so that search can go from the newest to older ones and stop.

PostgreSQL's index for words answers with all messages that have a word, in no order: for a word of every letter that is
every letter there is. So each message also carries a mark of the block of 1,024 it is in, of the 8,192 and of the 65,536,
and a question names one block. A word of many messages is found in the newest small block at once; a rare one is
looked for in ever larger ones, up to all messages of the account.
"""

from typing import NamedTuple
from uuid import UUID

SIZES = (1 << 10, 1 << 13, 1 << 16)
SMALLEST = SIZES[0]
GROWTH = 8


class Block(NamedTuple):
    """The messages of an account with a mark: `size` of them at most, from `first` on; level 3 is all."""

    mark: str
    first: int
    size: int


def marks(account_id: UUID, number: int) -> list[str]:
    """Return the marks of an account's message of that number; no word contains a #."""
    who = account_id.hex[:8]
    return [*(f"#{level}{who}{number // size:x}" for level, size in enumerate(SIZES)), f"#a{who}"]


def block_before(account_id: UUID, bound: int, level: int) -> Block:
    """Return the block of a level that has the newest message before number `bound`, which is at least 1."""
    mark = marks(account_id, bound - 1)[level]
    if level == len(SIZES):
        return Block(mark, 0, bound)
    return Block(mark, (bound - 1) // SIZES[level] * SIZES[level], SIZES[level])


def level_after(level: int, hits: int, needed: int) -> int:
    """Return the level to go on with after a block of `level` has so many hits, counted up to a whole one where only a part
    was looked through: a larger one while it gives no more than is needed.
    """
    return level + 1 if hits * GROWTH <= needed and level < len(SIZES) else level


def level_of(share: float, needed: int) -> int:
    """Return the level with the smallest blocks that hold so many hits where that share of messages are hits; 3 if none."""
    return next((level for level, size in enumerate(SIZES) if size * share >= needed), len(SIZES))
