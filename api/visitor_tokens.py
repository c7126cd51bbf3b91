"""Tokens of visitors of a chat: who comes back is known by one, and nothing is kept of it here (CHT-11, SE-03).

A token says who (a random id), in which chat, since when, for whom a page vouched, if one did, and, sealed, what that
page said of them; an account's own secret signs it. It opens one visitor's conversation in one channel and nothing else.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from uuid import UUID

DAY = 86_400
VALID, RENEWED = 400 * DAY, 30 * DAY
EARLY = DAY
"""How far clocks of several machines may be apart."""
NOBODY = "0" * 16
TOKEN = re.compile(
    r"v1\.([0-9a-f]{32})\.([0-9a-f]{12})\.([0-9]{1,12})\.([0-9a-f]{16})\.(?:([\w-]{1,4000})\.)?([0-9a-f]{32})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whom a token names; `vouched` tells persons apart for whom a page vouched, and is empty where none did."""

    id: UUID
    issued: int
    vouched: str = ""
    claims: str = ""
    """What that page said of them (`api.visitor_claims`); empty where it said nothing, or its time was over."""

    @property
    def actor(self) -> str:
        """The actor of what they do."""
        return f"visitor:{self.id.hex}"


def token(secret: bytes, channel_id: UUID, visitor: Visitor) -> str:
    """Return the visitor's token in a channel; `secret` is the account's."""
    said = f"v1.{visitor.id.hex}.{channel_id.hex[-12:]}.{visitor.issued}.{visitor.vouched or NOBODY}"
    said += f".{visitor.claims}" if visitor.claims else ""
    return f"{said}.{_sign(secret, channel_id, said)}"


def read(secret: bytes, channel_id: UUID, given: str, at: float) -> Visitor | None:
    """Return whom a token names; None for one that is forged, too old, or of another channel or account."""
    found = TOKEN.fullmatch(given)
    if found is None or found[2] != channel_id.hex[-12:]:
        return None
    if not hmac.compare_digest(_sign(secret, channel_id, given.rpartition(".")[0]), found[6]):
        return None
    issued = int(found[3])
    if not at - VALID <= issued <= at + EARLY:
        return None
    return Visitor(UUID(hex=found[1]), issued, "" if found[4] == NOBODY else found[4], found[5] or "")


def is_old(visitor: Visitor, at: float) -> bool:
    """Whether the visitor is to get a newer token."""
    return at - visitor.issued > RENEWED


def vouched(secret: bytes, channel_id: UUID, subject: str) -> str:
    """Return what tells the person apart whom a page calls `subject`; nobody learns the name from it."""
    return _person(secret, channel_id, subject).hex()[:16]


def id_of(secret: bytes, channel_id: UUID, subject: str) -> UUID:
    """Return the visitor whom a page calls `subject`: the same in each of their browsers."""
    return UUID(bytes=_person(secret, channel_id, subject)[16:], version=4)


def _person(secret: bytes, channel_id: UUID, subject: str) -> bytes:
    said = f"visitor of a page\x1f{channel_id.hex}\x1f{subject}".encode("utf-8", "replace")
    return hashlib.sha256(hmac.digest(secret, said, "sha256")).digest()


def _sign(secret: bytes, channel_id: UUID, said: str) -> str:
    return hmac.digest(secret, f"visitor\x1f{channel_id.hex}\x1f{said}".encode(), "sha256").hex()[:32]
