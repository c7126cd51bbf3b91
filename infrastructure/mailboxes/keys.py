"""Names under which mailboxes are known beside the log: keyed, so that nobody can test a guess."""

import hmac
from dataclasses import dataclass
from uuid import UUID

from application.claims import claim_id
from application.ports import Secrets
from domain.channels.email import normalise_address


@dataclass(frozen=True)
class Keys:
    """Under the installation's secret."""

    secrets: Secrets

    def of_address(self, address: str) -> UUID:
        """Return the name of a mailbox by its address."""
        return claim_id(self.secrets.of_installation(), "mailbox_place", normalise_address(address))

    def of_channel(self, channel_id: UUID) -> str:
        """Return secret text that a channel's watch shows: 64 hex digits."""
        digest = hmac.digest(
            self.secrets.of_installation(), b"mailbox_watch\x1f" + channel_id.bytes, "sha256"
        )
        return digest.hex()

    def fits(self, channel_id: UUID, shown: str) -> bool:
        """Whether what was shown is the channel's text."""
        return hmac.compare_digest(self.of_channel(channel_id).encode(), shown.encode("utf-8", "replace"))
