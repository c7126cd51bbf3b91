"""Forms through the commands: made, changed, connected, tickets switched on (FRM-01, FRM-02, FRM-06, FRM-09)."""

import base64
import hmac
from uuid import UUID, uuid4

import pytest

from application.channel import SetAddress, SetSenderDetails, StartConnect
from application.channel_state import DisconnectChannel
from application.claims import AlreadyTaken, claim_id
from application.form import (
    KEY_BYTES,
    ArchiveForm,
    ChangeForm,
    ChooseForm,
    CreateForm,
    OnForm,
    RestoreForm,
    SwitchFormTickets,
)
from application.inbox import CreateInbox, SetInboxAccess
from application.properties import DefineProperty
from application.ticket import TicketsNeedHelpDesk
from application.user import ChangeRoles
from domain.account.events import PropertyDefined
from domain.channel.aggregate import Channel
from domain.channel.events import FormChosen, HostedAddressIssued
from domain.channel.steps import StepFixed, StepRefused
from domain.channels.form_kind import NoMailbox
from domain.claim.aggregate import Claim
from domain.form.aggregate import Form, FormInUse
from domain.form.definition import Definition
from domain.form.events import FormCreated
from domain.form.fields import Field
from domain.kernel.ids import derived
from domain.kernel.refusal import InvalidInput, NotAllowed, NotFound, VersionMismatch
from tests.support.forms import FormDesk
from tests.support.world import AFTER_THE_GATE, World

NAME = Field("name", "Your name")


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.req("FRM-01")
def test_an_address_that_another_form_has_is_not_given_twice(world: World) -> None:
    command_id = uuid4()
    form_id = derived(command_id, "form")
    secret = world.ports.secrets.of_account(world.account)
    digest = hmac.digest(secret, b"form\x1f" + form_id.bytes, "sha256")[:KEY_BYTES]
    key = base64.b32encode(digest).decode().lower()
    taken = claim_id(world.ports.secrets.of_installation(), "form", key)
    other = Claim.take(taken, world.env(), kind="form", holder_id=uuid4(), ref_id=uuid4())
    world.ports.log.append(world.account, uuid4(), [other], {})
    with pytest.raises(AlreadyTaken):
        world.do(CreateForm("Contact"), command_id=command_id)


def a_form(world: World, *fields: Field) -> UUID:
    return world.make(CreateForm("Contact", fields=fields))


@pytest.mark.req("FRM-02")
def test_a_form_has_an_address_nobody_guesses_and_the_usual_fields(world: World) -> None:
    first, second = a_form(world), a_form(world)
    keys = {world.happened(one, FormCreated)[0].key for one in (first, second)}
    assert len(keys) == 2
    assert all(len(key) == 16 for key in keys)
    assert world.get(Form, first).definition.has_ticket_fields


@pytest.mark.req("FRM-09")
def test_a_form_is_changed_archived_and_restored_by_who_edits_inboxes(world: World) -> None:
    form, agent = a_form(world), world.user("Ann")
    with pytest.raises(NotAllowed):
        world.do(ArchiveForm(form), by=agent)
    world.do(ChangeForm(form, Definition("Other", (NAME,))), by=world.admin)
    assert world.get(Form, form).newest == 2
    with pytest.raises(VersionMismatch):
        world.do(ArchiveForm(form, expected_version=1))
    world.do(ArchiveForm(form))
    assert world.get(Form, form).archived
    world.do(RestoreForm(form))
    assert not world.get(Form, form).archived
    with pytest.raises(NotFound):
        world.do(ArchiveForm(uuid4()))
    assert OnForm(form).PERMISSION == "inbox_edit"


@pytest.mark.req("FRM-02", "FRM-05")
def test_a_field_may_fill_a_ticket_property_of_its_kind_only(world: World) -> None:
    world.do(DefineProperty("Size", "choice", ("S", "L"), "ticket"))
    (defined,) = world.happened(world.account, PropertyDefined)
    fills = f"ticket.property:{defined.property_id}"
    a_form(world, Field("size", "Size", "choice", options=("S", "L"), fills=fills))
    with pytest.raises(InvalidInput) as refused:
        a_form(world, Field("size", "Size", "date", fills=fills))
    assert refused.value.field == "fields.size.fills"
    with pytest.raises(NotFound):
        a_form(world, Field("size", "Size", fills=f"ticket.property:{uuid4()}"))


@pytest.mark.req("FRM-01", "EML-06")
def test_a_channel_takes_one_form_and_answers_from_an_address_of_ours(world: World) -> None:
    desk = FormDesk(world)
    channel = world.get(Channel, desk.channel)
    assert channel.state == "connected"
    assert (channel.form_id, desk.form.channel_id) == (desk.form_id, desk.channel)
    assert channel.sender == channel.hosted_address
    assert channel.answers_to == ""
    with pytest.raises(StepFixed):
        world.do(ChooseForm(desk.channel, a_form(world)))
    other = world.make(StartConnect("form", world.inbox))
    with pytest.raises(FormInUse):
        world.do(ChooseForm(other, desk.form_id))
    with pytest.raises(StepRefused, match="choose the form"):
        world.do(SetSenderDetails(other, "company", "Acme"))
    with pytest.raises(NoMailbox):
        world.do(SetAddress(other, "help@example.org"))


@pytest.mark.req("FRM-01")
def test_another_form_may_be_chosen_until_the_channel_is_connected(world: World) -> None:
    first, second = a_form(world), a_form(world)
    channel = world.make(StartConnect("form", world.inbox))
    for form in (first, first, second):
        world.do(ChooseForm(channel, form))
    assert world.get(Form, first).channel_id is None
    assert world.get(Form, second).channel_id == channel
    assert [one.form_id for one in world.happened(channel, FormChosen)] == [first, second]
    assert len(world.happened(channel, HostedAddressIssued)) == 1


@pytest.mark.req("FRM-01")
def test_a_disconnected_channel_frees_its_form(world: World) -> None:
    desk = FormDesk(world)
    world.do(DisconnectChannel(desk.channel))
    assert desk.form.channel_id is None
    world.do(ChooseForm(world.make(StartConnect("form", world.inbox)), desk.form_id))


@pytest.mark.req("FRM-06")
def test_switching_tickets_on_connects_the_form_and_adds_what_tickets_need(world: World) -> None:
    form = a_form(world, NAME)
    with pytest.raises(InvalidInput) as refused:
        world.do(SwitchFormTickets(form, create_tickets=True))
    assert refused.value.field == "inbox_id"
    world.do(SwitchFormTickets(form, create_tickets=True, inbox_id=world.inbox), by=world.admin)
    found = world.get(Form, form)
    assert found.definition.has_ticket_fields
    assert found.channel_id is not None
    channel = world.get(Channel, found.channel_id)
    assert (channel.state, channel.inbox_id, channel.company_name) == ("connected", world.inbox, "Acme")
    assert (channel.tickets.enabled, channel.tickets.pipeline_id) == (True, world.pipeline)
    assert (channel.rule.enabled, channel.rule.available_only) == (False, True)
    for elsewhere, refusal in ((uuid4(), NotFound), (world.make(CreateInbox("Other")), FormInUse)):
        with pytest.raises(refusal):
            world.do(SwitchFormTickets(form, create_tickets=True, inbox_id=elsewhere))
    version = channel.version
    world.do(SwitchFormTickets(form, create_tickets=True))
    assert world.get(Channel, channel.id).version == version
    for _ in range(2):
        world.do(SwitchFormTickets(form, create_tickets=False))
    assert not world.get(Channel, channel.id).tickets.enabled
    world.do(SwitchFormTickets(form, create_tickets=True))
    assert world.get(Channel, channel.id).tickets.enabled
    assert world.get(Form, form).newest == 2, "the fields are added once"


@pytest.mark.req("FRM-06")
def test_switching_tickets_off_needs_no_channel(world: World) -> None:
    form = a_form(world)
    world.do(SwitchFormTickets(form, create_tickets=False))
    assert world.get(Form, form).channel_id is None


@pytest.mark.req("FRM-06", "ACC-08")
def test_an_account_past_the_gate_is_sent_to_the_help_desk() -> None:
    world = World(AFTER_THE_GATE)
    form = a_form(world)
    with pytest.raises(TicketsNeedHelpDesk, match="help desk"):
        world.do(SwitchFormTickets(form, create_tickets=True, inbox_id=world.inbox))
    assert world.get(Form, form).channel_id is None


@pytest.mark.req("ACC-10", "FRM-09")
def test_a_form_of_an_inbox_one_does_not_see_is_not_there(world: World) -> None:
    hidden = world.make(CreateInbox("Hidden"))
    desk = FormDesk(world, inbox=hidden)
    world.do(SetInboxAccess(hidden, everyone=False, user_ids=()))
    bob = world.user("Bob")
    world.do(ChangeRoles(bob, ("agent",), ("inbox_edit",)))
    with pytest.raises(NotFound):
        world.do(ArchiveForm(desk.form_id), by=bob)
