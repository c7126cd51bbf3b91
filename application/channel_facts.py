"""What read models answer about channels: a part of `application.ports.Facts`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID


class ChannelFacts(Protocol):
    """Questions about channels, what they held and what they have."""

    def channels(self, account_id: UUID, kinds: Sequence[str]) -> Sequence[UUID]:
        """Return the channels of these kinds that were ever connected to the account."""

    def templates(self, account_id: UUID, channel_id: UUID) -> Sequence[UUID]:
        """Return the templates of a channel that are known and not gone (WAB-02)."""

    def held(
        self, account_id: UUID, channel_id: UUID, reason: str, since: datetime, most: int
    ) -> Sequence[UUID]:
        """Return originals of a channel that were set aside for a reason since a time, the oldest so many in order.

        Raises:
            application.ports.Conflict: that is not known yet.

        """
