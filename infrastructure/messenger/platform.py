"""Pages as the door of Meta's webhooks and the fetching of files know them (MSG-01, MSG-11)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from application.messaged import METADATA, Kept, mapped, packed, text_at, wanted_media
from application.messenger import page_holder
from application.ports import Claimant, Secrets
from application.submitted import SentFile
from domain.channel.aggregate import Channel
from infrastructure.door import Target
from infrastructure.egress import Egress
from infrastructure.events.log import Log
from infrastructure.messenger import hook
from infrastructure.meta.files import file_at
from infrastructure.meta.hook import Item


@dataclass(frozen=True)
class Pages:
    """Satisfies `infrastructure.meta.platform.Platform`; `egress` says where files may come from.

    Their addresses come from Facebook, signed; they are fetched all the same as any stranger's.
    """

    log: Log
    secrets: Secrets
    egress: Egress
    kind = "messenger"
    job = "messenger_media"

    def items(self, raw: bytes) -> list[Item]:
        """See the port."""
        return hook.items(raw)

    def holder(self, place: str) -> Claimant | None:
        """See the port."""
        return page_holder(self.log, self.secrets.of_installation(), place)

    def is_of(self, channel: Channel, place: str) -> bool:
        """See the port."""
        return channel.page.page_id == place

    def wanted(self, item: Item) -> Sequence[int]:
        """See the port; the files of the echo of what we sent ourselves are here."""
        ours = text_at(mapped(item.told, "message"), "metadata").startswith(METADATA)
        return () if ours else tuple(media.number for media in wanted_media(item.told))

    def packed(self, item: Item, files: Sequence[Kept] = (), lost: Collection[int] = ()) -> bytes:
        """See the port."""
        return packed(item.place, item.told, files, lost)

    def fetched(self, item: Item, number: int, _target: Target, /) -> SentFile | None:
        """See the port."""
        (media,) = (media for media in wanted_media(item.told) if media.number == number)
        return file_at(media.url, self.egress, kind=media.kind)
