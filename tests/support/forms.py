"""A form of a world, connected by a channel, and what people send by it: through the commands, as its door does."""

from typing import Any
from uuid import UUID, uuid4

from application.channel import Connect, SetSenderDetails, StartConnect
from application.channel_automation import SetRoutingRule, SetTicketAutomation
from application.form import ChooseForm, CreateForm
from application.ingest import IngestMessage
from application.intake import AcceptMessage
from application.submitted import Sending, SentFile, packed
from domain.form.aggregate import Form
from domain.form.definition import usual_fields
from domain.form.events import SubmissionReceived
from domain.form.fields import Field
from domain.intake.events import MessageIngested
from domain.kernel.event import Event
from domain.kernel.ids import derived
from tests.support.world import World

HIDDEN = Field("campaign", "Campaign", hidden=True, default="none")
SAID: dict[str, Any] = {
    "email": "Jo@Customer.example",
    "name": "Jo Doe",
    "ticket_name": "Broken lamp",
    "ticket_description": "It fell.",
}


class FormDesk:
    """One form; its usual fields and a hidden one."""

    def __init__(
        self,
        world: World,
        *,
        fields: tuple[Field, ...] = (*usual_fields("en"), HIDDEN),
        tickets: bool = False,
        users: tuple[UUID, ...] = (),
        from_address: str = "",
        inbox: UUID | None = None,
    ) -> None:
        self.world = world
        self.last: UUID | None = None
        """The submission that what came in last became."""
        self.form_id = world.make(CreateForm("Contact", fields=fields))
        self.channel = world.make(StartConnect("form", inbox or world.inbox))
        for command in (
            ChooseForm(self.channel, self.form_id),
            SetSenderDetails(self.channel, "company", "Acme Ltd", from_address),
            SetRoutingRule(self.channel, bool(users), "specific", users),
            SetTicketAutomation(self.channel, tickets, world.pipeline if tickets else None),
            Connect(self.channel),
        ):
            world.do(command)

    @property
    def form(self) -> Form:
        """The form as it is now."""
        return self.world.get(Form, self.form_id)

    def original(
        self, *, files: tuple[SentFile, ...] = (), nonce: str = "", version: int = 0, **said: Any
    ) -> bytes:
        """Return what the door would accept."""
        form = self.form
        number = version or form.newest
        definition = form.version_of(number)
        assert definition is not None
        sent = {name: [str(value)] for name, value in said.items()}
        page = "https://www.example.org/contact"
        return packed(
            Sending(self.form_id, number, definition, "en", sent, files, page, nonce or uuid4().hex)
        )

    def accept(self, raw: bytes) -> UUID:
        """Let an original come to the door; returns its intake."""
        intake, blob = uuid4(), uuid4()
        self.world.ports.blobs.put(blob, intake, raw, begins=True)
        self.world.do(AcceptMessage(intake, self.channel, blob, len(raw), "", "", "192.0.2.9"))
        return intake

    def take_in(self, raw: bytes) -> UUID:
        """Let an original come in; returns its intake."""
        intake = self.accept(raw)
        taking_in = uuid4()
        self.last = derived(taking_in, "submission")
        self.world.do(IngestMessage(intake), command_id=taking_in)
        return intake

    def submit(self, *, files: tuple[SentFile, ...] = (), **said: Any) -> UUID:
        """Let somebody send the form, by default Jo all of it; returns the conversation."""
        intake = self.take_in(self.original(files=files, **(said or SAID)))
        (ended,) = self.world.happened(intake, MessageIngested)
        return ended.conversation_id

    def submissions(self) -> list[SubmissionReceived]:
        """Return all that was kept, oldest first."""
        return [event for event in self.events() if isinstance(event, SubmissionReceived)]

    def events(self) -> list[Event]:
        """Return everything that happened."""
        return [one.event for one in self.world.ports.log.read(0, 10**6)]  # type: ignore[attr-defined]
