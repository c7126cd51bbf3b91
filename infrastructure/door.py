"""The door for mail: which hosted address leads where, and the acceptance that precedes every 250 (raw first)."""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from application.bus import Bus
from application.claims import claim_id
from application.inbound import InboundMessage
from application.ingest import TakeInMessage
from application.intake import AcceptMessage
from application.ports import Clock, Secrets
from domain.channel.aggregate import Channel
from domain.channels.email import hosted_address, split_hosted
from domain.kernel.envelope import Envelope
from infrastructure.blobs.sealed import SealedBlobs
from infrastructure.doorstep import Doorstep
from infrastructure.events.keyring import Keyring
from infrastructure.events.log import Log

REMEMBERED = 60.0
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Target:
    """A channel that mail was addressed to."""

    account_id: UUID
    channel_id: UUID


class Door:
    """Looks hosted addresses up and accepts originals for them."""

    def __init__(
        self, bus: Bus, log: Log, secrets: Secrets, blobs: SealedBlobs, keyring: Keyring, clock: Clock
    ) -> None:
        """Accept through `bus` what comes for hosted addresses."""
        self._bus, self._log, self._secrets = bus, log, secrets
        self._blobs, self._keyring, self._clock = blobs, keyring, clock
        self._known: dict[str, tuple[float, Target]] = {}

    def lookup(self, address: str) -> Target | None:
        """Return the channel of a hosted address, its reply key ignored; found ones are remembered for a minute."""
        split = split_hosted(address)
        if split is None:
            return None
        plain = hosted_address(split[0], split[1])
        known = self._known.get(plain)
        if known is not None and known[0] > time.monotonic():
            return known[1]
        stream = claim_id(self._secrets.of_installation(), "hosted_address", plain)
        held = self._log.holders([stream]).get(stream)
        channel = None if held is None else self._log.fresh(Channel, held.holder_id)
        if channel is None:
            return None
        target = Target(channel.account_id, channel.id)
        self._known[plain] = (time.monotonic() + REMEMBERED, target)
        return target

    def accept(
        self,
        raw: bytes,
        mail_from: str,
        recipients: Sequence[tuple[str, Target]],
        peer_ip: str,
        *,
        at: datetime | None = None,
        doorstep: Doorstep | None = None,
    ) -> list[UUID]:
        """Make the original durable for each channel it is for, and return the intakes; at the doorstep, take it in if it can.

        Raises:
            OSError: the disk is full or gone.
            Unavailable: the log cannot be reached.

        """
        by_channel = {target.channel_id: (address, target) for address, target in recipients}
        return [
            self._accept(raw, mail_from, address, target, peer_ip, at or self._clock(), doorstep=doorstep)
            for address, target in by_channel.values()
        ]

    def fetched(self, raw: bytes, address: str, target: Target, intake_id: UUID) -> None:
        """Make an original durable that was fetched from a mailbox: once, since its intake's id stays the same.

        Raises:
            OSError: the disk is full or gone.
            Unavailable: the log cannot be reached.

        """
        self._accept(raw, "", address, target, "", self._clock(), intake_id, "system:mailbox")

    def submitted(self, raw: bytes, sender: str, target: Target, peer_ip: str) -> UUID:
        """Make what was sent by a form durable, and return the intake; raises as `fetched` does."""
        return self._accept(raw, sender, "", target, peer_ip, self._clock(), actor="system:form")

    def chatted(
        self, raw: bytes, target: Target, intake_id: UUID, peer_ip: str, *, at: datetime | None = None
    ) -> None:
        """Make what a visitor of a chat wrote durable: once, since its intake's id stays the same; raises as `fetched` does."""
        self._accept(raw, "", "", target, peer_ip, at or self._clock(), intake_id, "system:chat")

    def told(
        self, raw: bytes, target: Target, intake_id: UUID, at: datetime, *, by: str, begins: bool = True
    ) -> None:
        """Make what a provider told by itself durable: once, since its intake's id stays the same; raises as `fetched` does.

        `by` is the kind of channel, whose system is the actor; without `begins` the intake has a key already.
        """
        self._accept(raw, "", "", target, "", at, intake_id, f"system:{by}", begins=begins)

    def told_together(
        self, originals: Sequence[tuple[bytes, UUID]], target: Target, at: datetime, *, by: str
    ) -> None:
        """Make several originals of a channel, each with its intake, durable by one append; raises as `fetched` does.

        Where anything is in the way of that, they are accepted one by one, and it is said what.
        """
        began, commands = time.perf_counter(), []
        for raw, intake_id in originals:
            blob_id = uuid4()
            self._blobs.put(blob_id, intake_id, raw, begins=True)
            command = AcceptMessage(intake_id, target.channel_id, blob_id, len(raw), "", "", "")
            env = Envelope(target.account_id, f"system:{by}", at, intake_id, None, intake_id)
            commands.append((command, env))
        if not self._bus.together(commands):
            for command, env in commands:
                self._bus.dispatch(command, env)
        for _, intake_id in originals:
            _tell(intake_id, target, began)

    def talked(
        self,
        raw: bytes,
        message: InboundMessage,
        target: Target,
        intake_id: UUID,
        peer_ip: str,
        *,
        by: str = "chat",
    ) -> int:
        """Make what somebody says now durable and take it in with that; returns the position, raises as `fetched` does.

        Where only taking in is impossible it is accepted all the same, for others to take in, and the position is 0. `by` is
        the kind of channel, whose system is the actor.
        """
        at, blob_id = self._clock(), uuid4()
        self._blobs.put(blob_id, intake_id, raw, begins=True)
        accepted = AcceptMessage(intake_id, target.channel_id, blob_id, len(raw), "", "", peer_ip)
        env = Envelope(target.account_id, f"system:{by}", at, intake_id, None, intake_id)
        began, position = time.perf_counter(), 0
        try:
            try:
                position = self._bus.dispatch(TakeInMessage(accepted, message), env).position
            except Exception as error:  # noqa: BLE001 - whatever is in the way of taking it in, it may still be accepted
                logger.warning("taken in later: %s", type(error).__name__, extra={"correlation": intake_id})
                self._bus.dispatch(accepted, env)
        except BaseException:
            self._keyring.unstage(intake_id)
            raise
        _tell(intake_id, target, began)
        return position

    def _accept(
        self,
        raw: bytes,
        mail_from: str,
        address: str,
        target: Target,
        peer_ip: str,
        at: datetime,
        intake_id: UUID | None = None,
        actor: str = "system:smtp",
        *,
        begins: bool = True,
        doorstep: Doorstep | None = None,
    ) -> UUID:
        began, intake_id, blob_id = time.perf_counter(), intake_id or uuid4(), uuid4()
        self._blobs.put(blob_id, intake_id, raw, begins=begins)
        env = Envelope(target.account_id, actor, at, intake_id, None, intake_id)
        command = AcceptMessage(intake_id, target.channel_id, blob_id, len(raw), mail_from, address, peer_ip)
        try:
            if doorstep is None or not doorstep.take_in(raw, command, env):
                position = self._bus.dispatch(command, env).position
                if doorstep is not None:
                    doorstep.leave(position, intake_id)
        except BaseException:
            self._keyring.unstage(intake_id)
            raise
        _tell(intake_id, target, began)
        return intake_id


def _tell(intake_id: UUID, target: Target, began: float) -> None:
    # the intake's id is the correlation of all that comes of this mail
    ids = {"correlation": intake_id, "account": target.account_id}
    logger.info("accepted", extra=ids | {"duration_ms": round((time.perf_counter() - began) * 1000, 1)})
