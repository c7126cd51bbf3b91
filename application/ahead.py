"""What several originals that are taken in together ask for, fetched at once."""

from collections.abc import Sequence
from uuid import UUID

from application.ingest import IngestMessage, TakeInMessage
from application.ports import Unreadable, Wanted
from application.threads import claims_asked_for
from application.together import Batch
from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.intake.aggregate import Intake
from domain.kernel.envelope import Envelope


def read_ahead(commands: Sequence[tuple[IngestMessage, Envelope]], batch: Batch) -> None:
    """Fetch at once what taking these in asks for: intakes, then all claims their originals lead to, then whose."""
    batch.log.preload(command.intake_id for command, _ in commands)
    claims: set[UUID] = set()
    units: list[tuple[Unit, Channel, Wanted]] = []
    for command, env in commands:
        unit = Unit(env, batch.ports)
        intake = unit.find(Intake, command.intake_id)
        channel = None if intake is None else unit.find(Channel, intake.channel_id)
        # what was taken in at the door already is not read again
        if intake is None or channel is None or intake.ended:
            continue
        own = (channel.address, channel.hosted_address)
        units.append((unit, channel, Wanted(channel.kind, intake.blob_id, intake.id, own)))
    messages = batch.originals.read_all([wanted for _, _, wanted in units])
    for (unit, channel, _), message in zip(units, messages, strict=True):
        if not isinstance(message, Unreadable):
            claims.update(claims_asked_for(unit, channel, message))
        unit.save()
    _fetch(claims, batch)


def read_ahead_at_once(commands: Sequence[tuple[TakeInMessage, Envelope]], batch: Batch) -> None:
    """Fetch at once what taking these in asks for, as `read_ahead` does."""
    claims: set[UUID] = set()
    for command, env in commands:
        unit = Unit(env, batch.ports)
        channel = unit.get(Channel, command.accepted.channel_id)
        claims.update(claims_asked_for(unit, channel, command.message))
        unit.save()
    _fetch(claims, batch)


def _fetch(claims: set[UUID], batch: Batch) -> None:
    batch.log.preload(claims)
    batch.log.preload(one.holder_id for one in batch.log.holders(list(claims)).values())
