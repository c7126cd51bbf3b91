"""What a platform of Meta's has of its own, for the door of its webhook and for fetching what people sent there."""

from collections.abc import Collection, Sequence
from typing import Protocol

from application.messaged import Kept
from application.ports import Claimant
from application.submitted import SentFile
from domain.channel.aggregate import Channel
from infrastructure.door import Target
from infrastructure.meta.hook import Item


class NotNow(Exception):
    """A file cannot be had now."""


class Platform(Protocol):
    """One of them."""

    @property
    def kind(self) -> str:
        """The kind of its channels."""

    @property
    def job(self) -> str:
        """What workers call the fetching of its files."""

    def items(self, raw: bytes) -> list[Item]:
        """Return what a body tells of places. Raises `ValueError`."""

    def holder(self, place: str) -> Claimant | None:
        """Return which channel has a place, and as `ref_id` its account."""

    def is_of(self, channel: Channel, place: str) -> bool:
        """Whether a channel is connected to a place now."""

    def wanted(self, item: Item) -> Sequence[int]:
        """Return the numbers of the files of an item that are to be fetched before it is accepted."""

    def packed(self, item: Item, files: Sequence[Kept] = (), lost: Collection[int] = ()) -> bytes:
        """Return the original of an item, with its files."""

    def fetched(self, item: Item, number: int, target: Target, /) -> SentFile | None:
        """Return a file that is wanted; None for one that will never be had. Raises `NotNow`."""
