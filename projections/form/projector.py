"""How events change forms and submissions. What people sent is the contact's own; definitions are the company's."""

from collections.abc import Sequence

from domain.channel.events import (
    ChannelConnected,
    ChannelDisconnected,
    ChannelPaused,
    ChannelResumed,
    FormChosen,
    TicketAutomationSet,
)
from domain.contact.events import ContactErased
from domain.conversation.placing_events import ConversationMoved
from domain.form.events import (
    FormArchived,
    FormChanged,
    FormConnected,
    FormCreated,
    FormDisconnected,
    FormRestored,
    SubmissionReceived,
)
from domain.kernel.event import Event, payload
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.handlers import Finish, Handlers
from projections.common.masking import Mask
from projections.common.projector import FORGETTING, Forgetting, PersonalView
from projections.common.recorded import Recorded
from projections.common.rows import Rows
from projections.form.forgetting import erase, mask_mentions
from projections.form.rows import (
    CHANNELS,
    FORMS,
    SUBMISSIONS,
    VERSIONS,
    ChannelRow,
    FormRow,
    SubmissionRow,
    VersionRow,
)

OF_FORMS = (FormChanged, FormConnected, FormDisconnected, FormArchived, FormRestored)
OF_CHANNELS = (ChannelConnected, ChannelDisconnected, ChannelPaused, ChannelResumed, TicketAutomationSet)
NEEDED_BY_TICKETS = frozenset({"ticket.name", "ticket.pipeline", "ticket.status"})
BESIDE = frozenset({"key", "form_version"})
"""What an event of a version says beside its definition."""


class Forms(PersonalView):
    """Forms, their versions and channels, and submissions."""

    name = "form"
    version = 1
    tables = ("form", "form_versions", "form_channels", "form_submissions")

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return on.facts | FORGETTING

    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Apply events."""
        return on.fold(Fold, batch, db)

    def erase(self, event: ContactErased, db: Db) -> None:
        """Erase what the contact sent."""
        erase(event, db)

    def mask(self, event: Forgetting, mask: Mask, db: Db) -> None:
        """Mask the erased in what others sent."""
        mask_mentions(event, mask, db)


class Fold:
    """What a batch touches."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        grouped = Grouped(batch)
        sent = (SubmissionReceived,)
        begun = grouped.keys((FormCreated,), "originator_id")
        self.forms = Rows(
            FORMS, db, grouped.keys(OF_FORMS, "originator_id") | grouped.keys(sent, "form_id"), new=begun
        )
        self.versions = Rows(VERSIONS, db, grouped.keys(sent, "form_id", "form_version"))
        self.channels = Rows(CHANNELS, db, grouped.keys((FormChosen, *OF_CHANNELS), "originator_id"))
        self.submissions = Rows(SUBMISSIONS, db, grouped.keys((ConversationMoved,), "originator_id"))

    def form(self, position: int, event: Event) -> FormRow:
        """Return the form whose stream the event is in, brought to the event's version."""
        row = self.forms[event.account_id, event.originator_id]
        row.version, row.position = event.originator_version, position
        return row

    def save(self) -> None:
        """Write everything."""
        self.forms.save()
        self.versions.save()
        self.channels.save()
        self.submissions.save()


on: Handlers[Fold] = Handlers()


@on
def created(fold: Fold, position: int, event: FormCreated) -> None:
    """A form was made."""
    row = FormRow(
        event.account_id, event.originator_id, event.key, event.name, 1, len(event.fields), _has_ticket_fields(event),
        event.timestamp, event.timestamp, version=event.originator_version, position=position,
    )  # fmt: skip
    fold.forms.add(row)
    _add_version(fold, event, 1)


@on
def changed(fold: Fold, position: int, event: FormChanged) -> None:
    """It asks something else from here on."""
    row = fold.form(position, event)
    row.name, row.form_version, row.fields_count = event.name, event.form_version, len(event.fields)
    row.has_ticket_fields, row.changed_at = _has_ticket_fields(event), event.timestamp
    _add_version(fold, event, event.form_version)


def _has_ticket_fields(event: FormCreated | FormChanged) -> bool:
    return NEEDED_BY_TICKETS.issubset(str(one["fills"]) for one in event.fields)


def _add_version(fold: Fold, event: FormCreated | FormChanged, number: int) -> None:
    definition = {name: value for name, value in payload(event).items() if name not in BESIDE}
    row = VersionRow(
        event.account_id, event.originator_id, number, event.name, event.timestamp, event.envelope.actor,
        len(event.fields), 0, definition,
    )  # fmt: skip
    fold.versions.add(row)


@on
def placed(
    fold: Fold, position: int, event: FormConnected | FormDisconnected | FormArchived | FormRestored
) -> None:
    """It leads elsewhere, or takes nothing, or something again."""
    row = fold.form(position, event)
    match event:
        case FormConnected():
            row.channel_id, row.inbox_id = event.channel_id, event.inbox_id
        case FormDisconnected():
            row.channel_id = None
        case _:
            row.archived = isinstance(event, FormArchived)


@on
def chosen(fold: Fold, _position: int, event: FormChosen) -> None:
    """A channel is one of a form."""
    key = (event.account_id, event.originator_id)
    if fold.channels.get(key) is None:
        fold.channels.add(ChannelRow(*key))


@on
def channel_changed(
    fold: Fold,
    _position: int,
    event: ChannelConnected | ChannelDisconnected | ChannelPaused | ChannelResumed | TicketAutomationSet,
) -> None:
    """What it does; channels of other kinds have no row here."""
    row = fold.channels.get((event.account_id, event.originator_id))
    if row is None:
        return
    match event:
        case ChannelConnected() | ChannelDisconnected():
            row.connected = isinstance(event, ChannelConnected)
        case ChannelPaused() | ChannelResumed():
            row.paused = isinstance(event, ChannelPaused)
        case TicketAutomationSet():
            row.tickets = event.enabled


@on
def received(fold: Fold, position: int, event: SubmissionReceived) -> None:
    """Somebody sent it."""
    row = SubmissionRow(
        event.account_id, event.conversation_id, event.originator_id, event.form_id, event.form_version, event.inbox_id,
        event.contact_id, event.message_id, event.intake_id, event.ticket_id, event.ticket_skipped, event.timestamp,
        event.page, event.given, event.files, position,
    )  # fmt: skip
    fold.submissions.add(row)
    form = fold.forms[event.account_id, event.form_id]
    form.submissions, form.last_submitted_at = form.submissions + 1, event.timestamp
    fold.versions[event.account_id, event.form_id, event.form_version].submissions += 1


@on
def moved(fold: Fold, _position: int, event: ConversationMoved) -> None:
    """What was sent goes with its conversation."""
    row = fold.submissions.get((event.account_id, event.originator_id))
    if row is not None:
        row.inbox_id = event.inbox_id
