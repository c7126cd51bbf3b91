"""A form with all its versions, and a submission of it."""

from typing import Any, Self
from uuid import UUID

from domain.form import events
from domain.form.definition import Definition
from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event, payload
from domain.kernel.refusal import Refusal


class FormInUse(Refusal):
    """The form is connected to a channel already."""

    code = "form_in_use"


class FormIsArchived(Refusal):
    """An archived form takes nothing and is not changed."""

    code = "form_archived"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__("This form is archived. Restore it first, or make another.")


class Form(Aggregate):
    """State holds every version, so that what was sent by an older one is judged by it; nothing in it is personal."""

    TOPIC = "form"

    @classmethod
    def create(cls, form_id: UUID, env: Envelope, *, key: str, definition: Definition) -> Self:
        """Make a form, its version 1. Raises `InvalidInput`."""
        return cls.open(events.FormCreated, form_id, env, key=key, **definition.checked().recorded())

    def change(self, env: Envelope, definition: Definition) -> None:
        """Ask this from here on, as a version of its own; nothing if it is asked. Raises `InvalidInput`, `FormIsArchived`."""
        wanted = definition.checked()
        self.must_be_in_use()
        if wanted != self.definition:
            self.record(events.FormChanged, env, form_version=self.newest + 1, **wanted.recorded())

    def connect(self, env: Envelope, channel_id: UUID, inbox_id: UUID) -> None:
        """Let submissions go to a channel; nothing if they do. Raises `FormInUse`, `FormIsArchived`."""
        self.must_be_in_use()
        if self.channel_id == channel_id:
            return
        if self.channel_id is not None:
            raise FormInUse(
                "This form is connected to another channel. Disconnect that one, or choose another form.",
                field="form_id", about=self.channel_id,
            )  # fmt: skip
        self.record(events.FormConnected, env, channel_id=channel_id, inbox_id=inbox_id)

    def disconnect(self, env: Envelope, channel_id: UUID) -> None:
        """Let nothing go there any more; nothing if it does not."""
        if self.channel_id == channel_id:
            self.record(events.FormDisconnected, env, channel_id=channel_id)

    def archive(self, env: Envelope) -> None:
        """Take nothing any more; nothing if so."""
        if not self.archived:
            self.record(events.FormArchived, env)

    def restore(self, env: Envelope) -> None:
        """Take it into use again; nothing if it is."""
        if self.archived:
            self.record(events.FormRestored, env)

    def must_be_in_use(self) -> None:
        """Raise `FormIsArchived` if it is."""
        if self.archived:
            raise FormIsArchived

    @property
    def newest(self) -> int:
        """The number of the version asked now."""
        return len(self.versions)

    @property
    def definition(self) -> Definition:
        """What is asked now."""
        return self.versions[-1]

    def version_of(self, number: int) -> Definition | None:
        """Return a version; None where there is none of that number."""
        return self.versions[number - 1] if 1 <= number <= self.newest else None

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.FormCreated():
                self.key = event.key
                self.versions: tuple[Definition, ...] = (_definition(event),)
                self.channel_id: UUID | None = None
                self.inbox_id: UUID | None = None
                self.archived = False
            case events.FormChanged():
                self.versions = (*self.versions, _definition(event))
            case events.FormConnected():
                self.channel_id, self.inbox_id = event.channel_id, event.inbox_id
            case events.FormDisconnected():
                self.channel_id = None
            case events.FormArchived():
                self.archived = True
            case events.FormRestored():
                self.archived = False


class Submission(Aggregate):
    """What somebody sent: one fact, kept as it was."""

    TOPIC = "submission"

    @classmethod
    def receive(cls, submission_id: UUID, env: Envelope, **fields: Any) -> Self:
        """Keep what was sent; the fields are those of `SubmissionReceived`."""
        return cls.open(events.SubmissionReceived, submission_id, env, **fields)

    def evolve(self, event: Event) -> None:
        """Apply its only event."""
        if isinstance(event, events.SubmissionReceived):
            self.form_id, self.inbox_id = event.form_id, event.inbox_id


def _definition(event: events.FormCreated | events.FormChanged) -> Definition:
    parts = payload(event)
    return Definition.of({name: parts[name] for name in Definition.__dataclass_fields__})
