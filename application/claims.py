"""Claims: the small streams that make things unique, found by a keyed hash of what is claimed."""

import hmac
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from domain.claim.aggregate import Claim
from domain.kernel.refusal import Refusal

if TYPE_CHECKING:
    from application.ports import Claimant, Log
    from application.unit import Unit


class AlreadyTaken(Refusal):
    """Somebody else holds what was to be claimed (EML-02)."""

    code = "already_taken"


def claim_id(secret: bytes, kind: str, *values: str) -> UUID:
    """Return the claim's stream id: HMAC-SHA256 under a secret, so that nobody can test a guess against the log."""
    name = "\x1f".join((kind, *values)).encode("utf-8", "replace")
    number = int.from_bytes(hmac.digest(secret, name, "sha256")[:16], "big")
    # version 8 and the variant by hand: `UUID(version=8)` came with Python 3.14
    return UUID(int=number & ~(0xF000 << 64 | 0xC000 << 48) | 8 << 76 | 2 << 62)


def claim(unit: "Unit", stream_id: UUID, kind: str, holder_id: UUID, ref_id: UUID | None = None) -> bool:
    """Take a claim for a holder; true if it was free or theirs already, false where another holds it."""
    held = unit.find(Claim, stream_id)
    if held is None:
        unit.add(Claim.take(stream_id, unit.env, kind=kind, holder_id=holder_id, ref_id=ref_id))
        return True
    if held.holder_id is None:
        held.reclaim(unit.env, holder_id=holder_id, ref_id=ref_id)
        return True
    return held.holder_id == holder_id


def claim_new(unit: "Unit", stream_id: UUID, kind: str, holder_id: UUID, ref_id: UUID | None = None) -> None:
    """Take a claim to what this very command made, which is free unless the command was carried out before.

    Nobody is asked: the append refuses a stream that has begun, and the command is then found by its id.
    """
    unit.add(Claim.take(stream_id, unit.env, kind=kind, holder_id=holder_id, ref_id=ref_id))


def claim_globally(unit: "Unit", stream_id: UUID, kind: str, holder_id: UUID) -> bool:
    """Take a claim that is unique across accounts; true if it was free or is the holder's already.

    `ref_id` says of which account the holder is. Such claims are never given back, so that the claim of another account,
    which nobody here may load, is never needed again.
    """
    held = unit.ports.log.holders([stream_id]).get(stream_id)
    if held is not None:
        return held.holder_id == holder_id
    unit.add(Claim.take(stream_id, unit.env, kind=kind, holder_id=holder_id, ref_id=unit.env.account_id))
    return True


def claim_again(unit: "Unit", kind: str, value: str, holder_id: UUID) -> UUID | None:
    """Take a claim that is unique across accounts and may be given back; return its stream, None where another holds it."""
    stream, held = newest_claim(unit.ports.log, lambda number: unit.global_claim_id(kind, value, number))
    if held is not None:
        return stream if held.holder_id == holder_id else None
    account_id = unit.env.account_id
    unit.add(Claim.take(stream, unit.env, kind=kind, holder_id=holder_id, ref_id=account_id))
    return stream


def newest_claim(log: "Log", stream_of: Callable[[str], UUID]) -> tuple[UUID, "Claimant | None"]:
    """Return the claim of something that counts, and who has it.

    What one account gave back no other may take up, since nobody loads another's streams: each time it is claimed anew its
    claim is the next one. Two that begin the same at once collide.
    """
    number = 0
    while True:
        stream = stream_of(str(number))
        held = log.holders([stream]).get(stream)
        if held is not None or not log.versions(stream, [1]):
            return stream, held
        number += 1


def release(unit: "Unit", stream_id: UUID, holder_id: UUID) -> None:
    """Give a claim back, if the holder has it."""
    held = unit.find(Claim, stream_id)
    if held is not None and held.holder_id == holder_id:
        held.release(unit.env, holder_id=holder_id)
