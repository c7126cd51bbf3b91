"""Numbers as the door of Meta's webhooks and the fetching of files know them (WAB-02)."""

import base64
import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from application.messaged import Kept
from application.ports import Claimant, Secrets
from application.submitted import SentFile
from application.whatsapp import access_name, number_holder, opened
from application.whatsapped import MESSAGE, packed, wanted_media
from domain.channel.aggregate import Channel
from infrastructure.door import Target
from infrastructure.egress import Egress
from infrastructure.events.log import Log
from infrastructure.mailboxes.port import MailboxError, Refused
from infrastructure.meta.files import LARGEST, file_at
from infrastructure.meta.hook import Item
from infrastructure.meta.platform import NotNow
from infrastructure.whatsapp import hook
from infrastructure.whatsapp.cloud import Cloud

HEX, BASE64 = re.compile(r"[0-9a-fA-F]{64}"), re.compile(r"[A-Za-z0-9+/]{43}=")


@dataclass(frozen=True)
class Numbers:
    """Satisfies `infrastructure.meta.platform.Platform`; `egress` says where files may come from."""

    log: Log
    secrets: Secrets
    cloud: Cloud | None
    egress: Egress
    kind = "whatsapp"
    job = "whatsapp_media"

    def items(self, raw: bytes) -> list[Item]:
        """See the port."""
        return hook.items(raw)

    def holder(self, place: str) -> Claimant | None:
        """See the port."""
        return number_holder(self.log, self.secrets.of_installation(), place)

    def is_of(self, channel: Channel, place: str) -> bool:
        """See the port."""
        return channel.number.phone_number_id == place

    def wanted(self, item: Item) -> Sequence[int]:
        """See the port."""
        is_message = item.told["what"] == MESSAGE
        return tuple(one.number for one in wanted_media(item.told["event"])) if is_message else ()

    def packed(self, item: Item, files: Sequence[Kept] = (), lost: Collection[int] = ()) -> bytes:
        """See the port."""
        told = item.told
        return packed(item.place, told["what"], told["event"], told["contact"], files, lost)

    def fetched(self, item: Item, number: int, target: Target, /) -> SentFile | None:
        """See the port: where it lies is asked for by its id, and the token is shown there, too.

        What is not what its sender sent, by Meta's own digest, is not taken.
        """
        (media,) = (one for one in wanted_media(item.told["event"]) if one.number == number)
        token = opened(self.secrets.get(target.account_id, access_name(target.channel_id))).token
        if self.cloud is None or not token:
            return None
        try:
            at = self.cloud.media(media.media_id, item.place, token)
        except Refused:
            return None
        except MailboxError:
            raise NotNow from None
        if at.size > LARGEST:
            return None
        file = file_at(at.url, self.egress, named=media.filename, kind=media.kind, token=token)
        return file if file is not None and _fits(file.data, at.sha256) else None


def _fits(data: bytes, told: str) -> bool:
    """Whether bytes have a digest that is told in hex or base64; what is neither says nothing."""
    found = hashlib.sha256(data)
    if HEX.fullmatch(told):
        return found.hexdigest() == told.lower()
    return not BASE64.fullmatch(told) or base64.b64encode(found.digest()).decode() == told
