"""What happens to a form, and what is sent by it. The data subject of what was sent is the contact."""

from typing import Any
from uuid import UUID

from domain.kernel.event import Event, Opening
from domain.kernel.personal import Personal


class FormCreated(Opening):
    """A form exists; this is its version 1. `fields` are those of `domain.form.fields.Field` each."""

    TOPIC = "form.created"
    OF = "form"

    key: str
    """What its public addresses end with; a claim of the installation holds it."""
    name: str
    title: str
    introduction: str
    button: str
    thanks: str
    redirect_url: str
    language: str
    proof_of_work: bool
    fields: tuple[dict[str, Any], ...]


class FormChanged(Event):
    """Another version of the form, asked from here on; the versions before stay as they were (FRM-09)."""

    TOPIC = "form.changed"

    form_version: int
    name: str
    title: str
    introduction: str
    button: str
    thanks: str
    redirect_url: str
    language: str
    proof_of_work: bool
    fields: tuple[dict[str, Any], ...]


class FormConnected(Event):
    """Submissions go to this channel from here on, in its inbox."""

    TOPIC = "form.connected"

    channel_id: UUID
    inbox_id: UUID


class FormDisconnected(Event):
    """The form is connected to no channel now, and takes nothing."""

    TOPIC = "form.disconnected"

    channel_id: UUID


class FormArchived(Event):
    """The form takes nothing any more."""

    TOPIC = "form.archived"


class FormRestored(Event):
    """The form is in use again."""

    TOPIC = "form.restored"


class SubmissionReceived(Opening):
    """Somebody sent a form; hidden and unknown values are in here, and not in the message (FRM-07).

    `given` are those of `domain.form.answers.Answer` each, in the form's order; `files` {"number", "name", "filename",
    "content_type", "size"} each, read out of the original. `page` is where the browser says it was sent from;
    `ticket_skipped` says why it became no ticket.
    """

    TOPIC = "submission.received"
    OF = "submission"
    SUBJECT = "contact_id"

    form_id: UUID
    form_version: int
    channel_id: UUID
    inbox_id: UUID
    contact_id: UUID
    conversation_id: UUID
    message_id: UUID
    intake_id: UUID
    ticket_id: UUID | None
    ticket_skipped: str
    given: Personal[tuple[dict[str, Any], ...]]
    files: Personal[tuple[dict[str, str | int], ...]]
    page: Personal[str]
