"""The door for forms: which key leads where, and the acceptance that precedes every answer (raw first, FRM-01)."""

from uuid import UUID

from api.forms import Asked
from application.claims import claim_id
from application.ports import Secrets
from domain.channel.aggregate import Channel
from domain.form.aggregate import Form
from domain.intake.aggregate import Intake
from infrastructure.door import Door, Target
from infrastructure.events.log import Log

OPEN = frozenset({"connected", "degraded", "paused"})
"""States of a channel in which something is taken; what comes while it is paused is kept and starts nothing."""
LONGEST_KEY = 40


class FormDoor:
    """Satisfies `api.forms.Forms`."""

    def __init__(self, door: Door, log: Log, secrets: Secrets) -> None:
        """Accept through `door`, as mail is accepted."""
        self._door, self._log, self._secrets = door, log, secrets

    def look(self, key: str, form_version: int = 0) -> Asked | None:
        """See `api.forms.Forms.look`."""
        if len(key) > LONGEST_KEY:
            return None
        stream = claim_id(self._secrets.of_installation(), "form", key)
        held = self._log.holders([stream]).get(stream)
        form = None if held is None else self._log.fresh(Form, held.holder_id)
        if form is None or form.archived or form.channel_id is None:
            return None
        channel = self._log.fresh(Channel, form.channel_id)
        if channel is None or channel.state not in OPEN:
            return None
        definition = form.version_of(form_version)
        number = form.newest if definition is None else form_version
        return Asked(form.account_id, form.id, channel.id, number, definition or form.definition)

    def accept(self, asked: Asked, raw: bytes, sender: str, peer_ip: str) -> UUID:
        """See `api.forms.Forms.accept`."""
        target = Target(asked.account_id, asked.channel_id)
        return self._door.submitted(raw, sender, target, peer_ip)

    def original_of(self, intake_id: UUID) -> UUID | None:
        """See `api.forms.Forms.original_of`."""
        intake = self._log.fresh(Intake, intake_id)
        return None if intake is None else intake.blob_id
