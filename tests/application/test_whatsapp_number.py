"""Numbers: chosen, verified and registered step by step, to one account only, and no more than 25 (WAB-01, WAB-03)."""

from datetime import timedelta
from uuid import UUID

import pytest

from application.channel import Connect, StartConnect
from application.channel_authorisation import LoseAuthorisation
from application.channel_state import DisconnectChannel
from application.templates import Known, NoteTemplate, NoteTemplates
from application.unit import Unit
from application.whatsapp import (
    Access,
    BeginNumber,
    ConnectNumber,
    LookForTemplates,
    NoteCodeRequested,
    NoteRegistered,
    NoteVerified,
    NumberTaken,
    SetKeywords,
    TooManyNumbers,
    access_name,
    begin_number,
    look_for_templates,
    number_holder,
    opened,
)
from domain.account.entitlements import WhatsAppNotIncluded
from domain.channel.aggregate import Channel
from domain.channel.keywords import LONGEST, MOST, Keywords
from domain.channel.numbered import NotANumber, OtherNumber
from domain.channel.steps import NotConnected, StepRefused
from domain.channel.whatsapp_events import (
    TemplatesSynced,
    WhatsAppCodeRequested,
    WhatsAppKeywordsSet,
    WhatsAppNumberChosen,
    WhatsAppNumberVerified,
)
from domain.kernel.refusal import InvalidInput, NotAllowed
from domain.template.aggregate import Template, template_id
from domain.template.events import TemplateChanged, TemplateGone
from tests.support.memory_ports import memory_ports, with_limits
from tests.support.numbers import NumberDesk
from tests.support.pages import PageDesk
from tests.support.templates import content
from tests.support.world import World


def holder(world: World, phone_number_id: str) -> UUID | None:
    found = number_holder(world.ports.log, world.ports.secrets.of_installation(), phone_number_id)
    return None if found is None else found.holder_id


def access(world: World, desk: NumberDesk) -> Access:
    return opened(world.ports.secrets.get(world.account, access_name(desk.channel)))


@pytest.mark.req("WAB-01")
def test_a_number_is_chosen_verified_and_registered_then_it_is_connected(world: World) -> None:
    desk = NumberDesk(world, phone_number_id="500")
    channel = desk.now
    assert (channel.state, channel.number.phone_number_id, channel.number.waba_id) == (
        "connected",
        "500",
        "700",
    )
    assert (channel.number.verification, channel.number.registered) == ("verified", True)
    assert [one.by for one in world.happened(desk.channel, WhatsAppNumberVerified)] == ["code"]
    assert access(world, desk) == Access("token", "123456")
    assert channel.rule.enabled is False
    assert "ticket_automation" not in channel.steps
    shown = repr((desk.choosing(), NoteRegistered(desk.channel, "123456"), access(world, desk)))
    assert "token'" not in shown
    assert "123456" not in shown


@pytest.mark.req("WAB-01", "ACC-05")
def test_it_needs_a_subscription_and_an_administrator(world: World) -> None:
    with pytest.raises(WhatsAppNotIncluded):
        world.do(StartConnect("whatsapp", world.inbox), by=world.admin)
    desk = NumberDesk(world)
    with pytest.raises(NotAllowed):
        world.do(desk.choosing(), by=world.user("Ann"))


@pytest.mark.req("WAB-01")
def test_verification_is_a_step_of_its_own_and_another_number_begins_it_anew(world: World) -> None:
    desk = NumberDesk(world)
    channel = world.make(StartConnect("whatsapp", world.inbox))
    with pytest.raises(StepRefused) as refused:
        world.do(NoteVerified(channel))
    assert refused.value.next_step == "number"
    assert begin_number(BeginNumber(channel), Unit(world.env(), world.ports)).id == channel
    number = ConnectNumber(channel, "700", "501", "+48 1", "Acme", verified=False, token=b"1")
    world.do(number)
    with pytest.raises(StepRefused):
        world.do(NoteRegistered(channel, "123456"))
    with pytest.raises(StepRefused):
        world.do(Connect(channel))
    for method, language in (("pigeon", "en"), ("sms", "english")):
        with pytest.raises(InvalidInput):
            world.do(NoteCodeRequested(channel, method, language))
    world.do(NoteCodeRequested(channel, "voice", "pt_BR"))
    assert world.get(Channel, channel).number.verification == "requested"
    for _ in range(2):
        world.do(NoteVerified(channel))
    world.do(NoteCodeRequested(channel, "sms", "en"))
    assert world.get(Channel, channel).number.verification == "verified"
    assert len(world.happened(channel, WhatsAppNumberVerified)) == 1
    assert len(world.happened(channel, WhatsAppCodeRequested)) == 2
    with pytest.raises(InvalidInput, match="6 digits"):
        world.do(NoteRegistered(channel, "12345"))
    world.do(NoteRegistered(channel, "654321"))
    assert world.get(Channel, channel).next_step == "rule"
    world.do(ConnectNumber(channel, "700", "502", "+48 2", "Acme", verified=False, token=b"2"))
    now = world.get(Channel, channel)
    assert (now.next_step, now.number.verification, now.number.registered) == ("verification", "", False)
    assert (holder(world, "501"), holder(world, "502")) == (None, channel)
    assert opened(world.ports.secrets.get(world.account, access_name(channel))) == Access("2", "")
    world.do(ConnectNumber(channel, "700", "503", "+48 3", "Acme", verified=True, token=b"3"))
    assert [one.by for one in world.happened(channel, WhatsAppNumberVerified)] == ["code", "provider"]
    assert holder(world, desk.phone_number_id) == desk.channel


@pytest.mark.req("WAB-01")
def test_a_number_is_connected_once_and_to_nobody_else_before_it_is_let_go(world: World) -> None:
    desk = NumberDesk(world, phone_number_id="500")
    other = World(ports=world.ports, name="Other")
    with pytest.raises(NumberTaken) as refused:
        NumberDesk(other, phone_number_id="500")
    assert (refused.value.code, refused.value.about) == ("number_taken", None)
    with pytest.raises(NumberTaken):
        NumberDesk(world, phone_number_id="500")
    world.do(DisconnectChannel(desk.channel))
    assert holder(world, "500") is None
    theirs = NumberDesk(other, phone_number_id="500")
    assert holder(world, "500") == theirs.channel


@pytest.mark.req("WAB-01")
def test_an_account_has_so_many_numbers_and_a_disconnected_one_makes_room() -> None:
    assert memory_ports().limits.whatsapp_numbers == 25
    world = World(ports=with_limits(memory_ports(), whatsapp_numbers=2))
    first, _ = NumberDesk(world), NumberDesk(world)
    with pytest.raises(TooManyNumbers, match="at most 2") as refused:
        NumberDesk(world)
    assert refused.value.code == "too_many_numbers"
    world.do(first.choosing())
    world.do(DisconnectChannel(first.channel))
    NumberDesk(world)
    NumberDesk(World(ports=world.ports, name="Other"))


@pytest.mark.req("WAB-01", "ACC-09")
def test_a_connected_channel_is_let_in_again_to_its_own_number_only(world: World) -> None:
    desk = NumberDesk(world)
    before = desk.now.authorised_at
    world.do(LoseAuthorisation(desk.channel, "token", before))
    assert (desk.now.state, desk.now.cause) == ("degraded", "authorisation_lost")
    with pytest.raises(OtherNumber):
        world.do(desk.choosing(phone_number_id="999"))
    world.do(desk.choosing(token=b"fresh"))
    assert (desk.now.state, desk.now.lost_at, desk.now.number.registered) == ("connected", 0, True)
    assert access(world, desk) == Access("fresh", "123456")
    assert len(world.happened(desk.channel, WhatsAppNumberChosen)) == 2


@pytest.mark.req("WAB-03", "PRV-05")
def test_keywords_are_set_checked_and_understood(world: World) -> None:
    desk = NumberDesk(world)
    words = desk.now.keywords
    assert (words.opt_in, words.opt_out, words.opt_in_reply) == (("START",), ("STOP", "WYPISZ"), "")
    assert [words.meant(text) for text in ("stop", " Stop. ", "«stop»", "please stop", "Wypisz!", "start", "")] == [
        ("out", "STOP"), ("out", "STOP"), ("out", "STOP"), ("", ""), ("out", "WYPISZ"), ("in", "START"), ("", ""),
    ]  # fmt: skip
    world.do(SetKeywords(desk.channel, ("I  want", "i want"), ("Enough",), " Welcome. ", "Gone."))
    world.do(SetKeywords(desk.channel, ("i want",), ("Enough",), "Welcome.", "Gone."))
    assert len(world.happened(desk.channel, WhatsAppKeywordsSet)) == 1
    assert desk.now.keywords == Keywords(("i want",), ("Enough",), "Welcome.", "Gone.")
    for wrong, field in (
        (SetKeywords(desk.channel, ("A",), ()), "opt_out"),
        (SetKeywords(desk.channel, ("A",), ("a.",)), "opt_in"),
        (SetKeywords(desk.channel, ("A",), ("x" * (LONGEST + 1),)), "opt_out"),
        (SetKeywords(desk.channel, tuple(map(str, range(MOST + 1)))), "opt_in"),
        (SetKeywords(desk.channel, (" ",)), "opt_in"),
        (SetKeywords(desk.channel, opt_in_reply="x" * 4_097), "opt_in_reply"),
        (SetKeywords(desk.channel, opt_out_reply="x" * 4_097), "opt_out_reply"),
    ):
        with pytest.raises(InvalidInput) as refused:
            world.do(wrong)
        assert refused.value.field == field
    with pytest.raises(NotANumber):
        world.do(SetKeywords(PageDesk(world).channel))


@pytest.mark.req("WAB-02")
def test_templates_are_known_as_meta_has_them(world: World) -> None:
    desk = NumberDesk(world)
    hello, bye = Known("hello", "en", content()), Known("bye", "pl", content("Pa."))
    world.do(NoteTemplates(desk.channel, (hello, bye)))
    world.do(NoteTemplates(desk.channel, (hello, bye)))
    world.do(NoteTemplates(desk.channel, (hello,)))
    world.do(NoteTemplates(desk.channel, (hello,), asked=True))
    told = [(one.found, one.changed, one.gone) for one in world.happened(desk.channel, TemplatesSynced)]
    assert told == [(2, 2, 0), (1, 0, 1), (1, 0, 0)]
    gone = template_id(desk.channel, "bye", "pl")
    assert len(world.happened(gone, TemplateGone)) == 1
    desk.wait(timedelta(days=1))
    world.do(NoteTemplates(desk.channel, (hello, bye)))
    assert world.get(Template, gone).status == "approved"
    desk.wait(timedelta(days=1))
    world.do(NoteTemplates(desk.channel, (hello, bye)))
    assert len(world.happened(desk.channel, TemplatesSynced)) == 5
    world.do(NoteTemplate(desk.channel, "hello", "en", "paused", "LOW_QUALITY"))
    world.do(NoteTemplate(desk.channel, "unknown", "en", "paused"))
    (changed,) = world.happened(template_id(desk.channel, "hello", "en"), TemplateChanged)
    assert (changed.status, changed.reason, changed.body) == ("paused", "LOW_QUALITY", content().body)
    question = LookForTemplates(desk.channel)
    assert look_for_templates(question, Unit(world.env(), world.ports)).id == desk.channel
    connecting = world.make(StartConnect("whatsapp", world.inbox))
    with pytest.raises(NotANumber):
        look_for_templates(LookForTemplates(connecting), Unit(world.env(), world.ports))
    world.do(DisconnectChannel(desk.channel))
    world.do(NoteTemplates(desk.channel, ()))
    assert world.get(Template, gone).status == "approved"
    with pytest.raises(NotConnected):
        look_for_templates(question, Unit(world.env(), world.ports))
