"""Forms: made, changed version by version, archived; connected to a channel; tickets switched on (FRM-02, FRM-06, FRM-09)."""

import base64
import hmac
from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.channel import OnChannel, editable, hosted_for
from application.claims import AlreadyTaken, claim_globally
from application.inbox import visible_inbox
from application.subscription import must_include
from application.ticket import must_allow_automatic_tickets, pipeline_for
from application.unit import Unit
from domain.account.aggregate import Account
from domain.channel.aggregate import Channel
from domain.channel.settings import Rule
from domain.form.aggregate import Form, FormInUse
from domain.form.definition import Definition, usual_fields
from domain.form.fields import PROPERTY_TYPES, Field
from domain.kernel.refusal import InvalidInput, NotFound

EDIT = "inbox_edit"
KEY_BYTES = 10
KIND = "form"


@dataclass(frozen=True, slots=True)
class CreateForm:
    """Make a form; without fields it gets the usual ones (FRM-02)."""

    PERMISSION: ClassVar[str] = EDIT

    name: str
    language: str = "auto"
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class OnForm(Change):
    """A change of a form; its inbox, if it has one, must be the actor's to see."""

    PERMISSION: ClassVar[str] = EDIT

    form_id: UUID


@dataclass(frozen=True, slots=True)
class ChangeForm(OnForm):
    """Ask this from here on, as a version of its own (FRM-09)."""

    definition: Definition


@dataclass(frozen=True, slots=True)
class ArchiveForm(OnForm):
    """Let it take nothing any more."""


@dataclass(frozen=True, slots=True)
class RestoreForm(OnForm):
    """Take it into use again."""


@dataclass(frozen=True, slots=True)
class SwitchFormTickets(OnForm):
    """Let each submission become a ticket, or none; a form that is not connected is, to this inbox (FRM-06).

    Tickets go into the channel's pipeline; where it has none yet into the account's default, or else into this one.
    """

    PERMISSION: ClassVar[str] = "account_access"

    create_tickets: bool
    inbox_id: UUID | None = None
    pipeline_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ChooseForm(OnChannel):
    """Let a channel take what is sent by a form: the first step of connecting it (FRM-01)."""

    form_id: UUID


def create_form(command: CreateForm, unit: Unit) -> None:
    """Make it; the first stream is the form's, its key a claim of the installation."""
    definition = Definition(
        command.name, command.fields or usual_fields(command.language), language=command.language
    )
    form_id = unit.new_id("form")
    secret = unit.ports.secrets.of_account(unit.env.account_id)
    key = (
        base64.b32encode(hmac.digest(secret, b"form\x1f" + form_id.bytes, "sha256")[:KEY_BYTES])
        .decode()
        .lower()
    )
    form = unit.add(Form.create(form_id, unit.env, key=key, definition=definition))
    _check_properties(unit, form.definition)
    if not claim_globally(unit, unit.global_claim_id("form", key), "form", form_id):
        raise AlreadyTaken("No address could be made for this form. Make it again.")


def change_form(command: ChangeForm, unit: Unit) -> None:
    """Change it; versions before stay as they were."""
    form = form_of(command, unit)
    form.change(unit.env, command.definition)
    _check_properties(unit, form.definition)


def archive_form(command: ArchiveForm, unit: Unit) -> None:
    """Archive it."""
    form_of(command, unit).archive(unit.env)


def restore_form(command: RestoreForm, unit: Unit) -> None:
    """Restore it."""
    form_of(command, unit).restore(unit.env)


def choose_form(command: ChooseForm, unit: Unit) -> None:
    """Choose it; another that was chosen before is free again."""
    channel = editable(command, unit)
    form = seen(unit, unit.get(Form, command.form_id))
    if channel.form_id not in (None, form.id):
        unit.get(Form, channel.form_id).disconnect(unit.env, channel.id)
    form.connect(unit.env, channel.id, channel.inbox_id)
    channel.choose_form(unit.env, form.id, hosted_for(unit, channel))


def switch_form_tickets(command: SwitchFormTickets, unit: Unit) -> None:
    """Switch it; refused with the help desk's advice in an account past the date gate (ACC-08)."""
    form = form_of(command, unit)
    _check_inbox(unit, form, command.inbox_id)
    if not command.create_tickets:
        _switch_off(unit, form)
        return
    account = unit.get(Account, unit.env.account_id)
    must_allow_automatic_tickets(unit, account)
    form.change(unit.env, form.definition.with_ticket_fields())
    channel, is_new = _channel(unit, form, account, command)
    wanted = channel.tickets
    chosen = wanted.pipeline_id or account.default_pipeline or command.pipeline_id
    pipeline = pipeline_for(unit, account, chosen)
    stage = wanted.stage if wanted.pipeline_id else str(pipeline.stages[0]["key"])
    if not wanted.enabled:
        channel.set_ticket_automation(
            unit.env, replace(wanted, enabled=True, pipeline_id=pipeline.id, stage=stage)
        )
    if is_new:
        channel.connect(unit.env)


def _check_inbox(unit: Unit, form: Form, inbox_id: UUID | None) -> None:
    """Raise `NotFound` for an inbox that is not the actor's to see, `FormInUse` for another than the form leads to."""
    if inbox_id is None:
        return
    visible_inbox(unit, inbox_id)
    if form.channel_id is not None and inbox_id != form.inbox_id:
        raise FormInUse(
            "This form leads to another inbox. Leave the inbox out, or disconnect its channel first.",
            field="inbox_id", about=form.channel_id,
        )  # fmt: skip


def _switch_off(unit: Unit, form: Form) -> None:
    if form.channel_id is None:
        return
    channel = editable(OnChannel(form.channel_id), unit)
    if channel.tickets.enabled:
        channel.set_ticket_automation(unit.env, replace(channel.tickets, enabled=False))


def _channel(unit: Unit, form: Form, account: Account, command: SwitchFormTickets) -> tuple[Channel, bool]:
    """Return the form's channel, and whether this made it: with everything but its tickets set."""
    if form.channel_id is not None:
        return editable(OnChannel(form.channel_id), unit), False
    if command.inbox_id is None:
        raise InvalidInput("Choose the inbox that submissions go to.", field="inbox_id")
    must_include(unit, KIND)
    inbox = visible_inbox(unit, command.inbox_id)
    channel = unit.add(Channel.start(unit.new_id("channel"), unit.env, kind=KIND, inbox_id=inbox.id))
    form.connect(unit.env, channel.id, inbox.id)
    channel.choose_form(unit.env, form.id, hosted_for(unit, channel))
    channel.set_sender_details(unit.env, from_name="company", company_name=account.name, from_address="")
    channel.set_rule(unit.env, Rule())
    return channel, True


def form_of(command: OnForm, unit: Unit) -> Form:
    """Return the command's form if it is the actor's to see. Raises `NotFound`, `VersionMismatch`."""
    return unchanged(seen(unit, unit.get(Form, command.form_id)), command)


def seen(unit: Unit, form: Form) -> Form:
    """Return a form if its inbox, if it has one, is the actor's to see. Raises `NotFound`."""
    if form.inbox_id is not None and not unit.standing.sees(form.inbox_id):
        raise NotFound("form")
    return form


def _check_properties(unit: Unit, definition: Definition) -> None:
    """Raise a refusal where a field fills a ticket property there is not, or of another kind."""
    account = unit.get(Account, unit.env.account_id)
    for field in definition.fields:
        if field.property_id is None:
            continue
        known = account.property(field.property_id, "ticket")
        if field.type not in PROPERTY_TYPES[known.kind]:
            types = " or ".join(PROPERTY_TYPES[known.kind])
            raise InvalidInput(
                f"This ticket property is a {known.kind}; a field of type {types} fills it.",
                field=f"fields.{field.name}.fills",
            )
