"""What each event makes of a consent: for the table of now, and for what was so at any time before (PRV-06)."""

from collections.abc import Sequence
from uuid import UUID

from domain.consent.events import ConsentBegun, ConsentGiven, ConsentWithdrawn, WithdrawalUndone
from projections.common.recorded import Recorded
from projections.consent.rows import ConsentRow

Changed = ConsentGiven | ConsentWithdrawn | WithdrawalUndone


def begun(position: int, event: ConsentBegun) -> ConsentRow:
    """Return the consent of somebody who was never asked before."""
    return ConsentRow(
        event.account_id, event.originator_id, event.contact_id, event.channel_id, event.inbox_id, event.purpose,
        event.timestamp, position=position,
    )  # fmt: skip


def changed(row: ConsentRow, position: int, event: Changed) -> None:
    """Bring a consent to after the event."""
    row.changed_at, row.version, row.position = event.timestamp, event.originator_version, position
    match event:
        case ConsentGiven():
            row.state, row.mode, row.method = "given", event.mode, event.method
            row.text_version, row.text_hash, row.language = (
                event.text_version,
                event.text_hash,
                event.language,
            )
            row.given_at, row.withdrawn_at, row.withdrawn_by = event.timestamp, None, ""
        case ConsentWithdrawn():
            row.state, row.withdrawn_at, row.withdrawn_by = "withdrawn", event.timestamp, event.method
        case WithdrawalUndone():
            row.state = "none" if row.given_at is None else "given"
            row.withdrawn_at, row.withdrawn_by = None, ""


def as_they_were(events: Sequence[Recorded]) -> dict[UUID, ConsentRow]:
    """Return the consents whose streams had these events, in order of the log."""
    rows: dict[UUID, ConsentRow] = {}
    for position, event in events:
        match event:
            case ConsentBegun():
                rows[event.originator_id] = begun(position, event)
            case ConsentGiven() | ConsentWithdrawn() | WithdrawalUndone():
                changed(rows[event.originator_id], position, event)
    return rows
