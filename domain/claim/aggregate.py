"""A claim: at most one holder of a value at any time, by its stream's id."""

from typing import Self
from uuid import UUID

from domain.claim import events
from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import Refusal


class AlreadyClaimed(Refusal):
    """Somebody else holds the value (EML-02, CON-01)."""

    code = "already_claimed"


class ForeignClaim(Refusal):
    """Only the holder can let go of a claim."""

    code = "foreign_claim"


class Claim(Aggregate):
    """Who holds one value; taken, released and taken again in the same stream."""

    TOPIC = "claim"

    @classmethod
    def take(
        cls, claim_id: UUID, env: Envelope, kind: str, holder_id: UUID, ref_id: UUID | None = None
    ) -> Self:
        """Claim a value nobody ever claimed; two who try at once collide on the stream's first version."""
        return cls.open(events.Claimed, claim_id, env, kind=kind, holder_id=holder_id, ref_id=ref_id)

    @property
    def free(self) -> bool:
        """Whether nobody holds it."""
        return self.holder_id is None

    def reclaim(self, env: Envelope, holder_id: UUID, ref_id: UUID | None = None) -> None:
        """Claim a released value; the holder may repeat it. Raises `AlreadyClaimed`."""
        if (self.holder_id, self.ref_id) == (holder_id, ref_id):
            return
        if not self.free:
            raise AlreadyClaimed("This is in use already. Release it where it is used, or choose another.")
        self.record(events.Reclaimed, env, holder_id=holder_id, ref_id=ref_id)

    def release(self, env: Envelope, holder_id: UUID) -> None:
        """Let go of the value; nothing if it is free. Raises `ForeignClaim` for anybody but the holder."""
        if self.free:
            return
        if self.holder_id != holder_id:
            raise ForeignClaim("Somebody else holds this. Release it where it is used.")
        self.record(events.Released, env)

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.Claimed():
                self.kind = event.kind
                self.holder_id: UUID | None = event.holder_id
                self.ref_id = event.ref_id
            case events.Reclaimed():
                self.holder_id = event.holder_id
                self.ref_id = event.ref_id
            case events.Released():
                self.holder_id = None
                self.ref_id = None
