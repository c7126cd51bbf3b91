"""A channel is connected in order, resumable, and stays editable."""

from collections.abc import Callable
from dataclasses import asdict, replace

import pytest

from domain.channel import events
from domain.channel.aggregate import Channel
from domain.channel.settings import Rule, TicketAutomation
from domain.channel.steps import NotConnected, StepFixed, StepRefused, steps_of
from domain.kernel.event import Event
from domain.kernel.refusal import InvalidInput
from tests.support.given import env, given, uid

RULE = Rule(enabled=True, user_ids=(uid("ada"),))
TICKETS = TicketAutomation(enabled=True, pipeline_id=uid("pipeline"))
Command = Callable[[Channel], None]


def sender_details(from_name: str = "company", company: str = "Acme") -> Command:
    return lambda it: it.set_sender_details(env(), from_name=from_name, company_name=company, from_address="")


DO: dict[str, Command] = {
    "provider": lambda it: it.choose_provider(env(), "other"),
    "terms": lambda it: it.accept_terms(env(), text_version="1", text_hash="00", language="en"),
    "address": lambda it: it.set_address(env(), "help@example.org", uid("claim")),
    "hosted_address": lambda it: it.issue_hosted_address(env(), "h-1@in.example.org"),
    "sender_details": sender_details(),
    "rule": lambda it: it.set_rule(env(), RULE),
    "ticket_automation": lambda it: it.set_ticket_automation(env(), TICKETS),
    "connect": lambda it: it.connect(env()),
}
FACTS: dict[str, type[Event]] = {
    "provider": events.ProviderChosen,
    "terms": events.TermsAccepted,
    "address": events.AddressSet,
    "hosted_address": events.HostedAddressIssued,
    "sender_details": events.SenderDetailsSet,
    "rule": events.RoutingRuleSet,
    "ticket_automation": events.TicketAutomationSet,
    "connect": events.ChannelConnected,
}
RUNNING: dict[str, Command] = {
    "pause": lambda it: it.pause(env()),
    "resume": lambda it: it.resume(env()),
    "degrade": lambda it: it.degrade(env(), "seat_lost"),
    "restore": lambda it: it.restore(env()),
}


def begun() -> Channel:
    return Channel.start(uid("channel"), env(), kind="email", inbox_id=uid("inbox"))


def disconnect(channel: Channel) -> None:
    channel.disconnect(env())


FORWARDED = steps_of("email", "other")
CONNECTED = [DO[step] for step in FORWARDED]


@pytest.mark.req("EML-06")
@pytest.mark.parametrize("at", range(len(FORWARDED)))
def test_each_step_is_recorded_in_its_turn_and_refused_before(at: int) -> None:
    so_far = given(begun(), *(DO[step] for step in FORWARDED[:at]))
    assert (so_far.aggregate.state, so_far.aggregate.next_step) == ("connecting", FORWARDED[at])
    so_far.when(DO[FORWARDED[at]]).then((FACTS[FORWARDED[at]], {}))
    for later in FORWARDED[at + 1 :]:
        so_far.when(DO[later]).then_refused(StepRefused, "before this step")


@pytest.mark.req("EML-06")
def test_a_refused_step_names_the_next_one() -> None:
    with pytest.raises(StepRefused, match="accept the terms") as refused:
        given(begun(), DO["provider"]).aggregate.connect(env())
    assert refused.value.next_step == "terms"


@pytest.mark.req("EML-06")
def test_done_steps_can_be_done_again_while_connecting() -> None:
    at_terms = given(begun(), DO["provider"], DO["terms"])
    at_terms.when(DO["provider"]).then((events.ProviderChosen, {"provider": "other"}))


@pytest.mark.req("ACC-09", "EML-13")
def test_a_connected_channel_is_edited_but_for_what_it_keeps() -> None:
    connected = given(begun(), *CONNECTED)
    assert (connected.aggregate.state, connected.aggregate.next_step) == ("connected", "")
    for fixed in ("provider", "terms", "hosted_address", "connect"):
        connected.when(DO[fixed]).then_refused(StepFixed, "Disconnect")
    connected.when(sender_details("agent_and_company")).then(
        (events.SenderDetailsSet, {"company_name": "Acme"})
    )
    connected.when(DO["address"]).then_nothing()
    moved = connected.when(lambda it: it.set_address(env(), "hi@example.org", uid("other")))
    moved.then((events.AddressSet, {"claim_id": uid("other")}))


@pytest.mark.req("EML-04")
def test_a_hosted_address_is_issued_once() -> None:
    issued = given(begun(), DO["provider"], DO["terms"], DO["address"], DO["hosted_address"])
    issued.when(DO["hosted_address"]).then_nothing()
    assert issued.aggregate.hosted_address == "h-1@in.example.org"


@pytest.mark.req("RTG-01", "RTG-02", "EML-11")
def test_a_rule_has_versions() -> None:
    connected = given(begun(), *CONNECTED)
    assert connected.aggregate.rule == replace(RULE, rule_version=1)
    off = replace(RULE, enabled=False, rule_version=7)
    expected = asdict(off) | {"rule_version": 2}
    connected.when(lambda it: it.set_rule(env(), off)).then((events.RoutingRuleSet, expected))
    assert RULE.available_only


@pytest.mark.req("EML-12", "TKT-02")
def test_ticket_automation_is_kept() -> None:
    assert given(begun(), *CONNECTED).aggregate.tickets == TICKETS


BROKEN: list[Command] = [
    sender_details("nickname"),
    sender_details(company=" "),
    lambda it: it.set_rule(env(), replace(RULE, target="everyone")),
    lambda it: it.set_rule(env(), replace(RULE, strategy="alphabet")),
    lambda it: it.set_ticket_automation(env(), TicketAutomation(enabled=True)),
    lambda it: it.set_ticket_automation(env(), replace(TICKETS, priority="now")),
    lambda it: it.set_ticket_automation(env(), replace(TICKETS, owner="ada")),
]


@pytest.mark.req("EML-07")
@pytest.mark.parametrize("command", BROKEN)
def test_settings_that_cannot_work_are_refused(command: Command) -> None:
    given(begun(), *CONNECTED).when(command).then_refused(InvalidInput)


@pytest.mark.req("TKT-05")
@pytest.mark.parametrize("owner", ["none", "conversation", str(uid("ada"))])
def test_a_tickets_owner_can_be_chosen(owner: str) -> None:
    chosen = given(begun(), *CONNECTED).when(
        lambda it: it.set_ticket_automation(env(), replace(TICKETS, owner=owner))
    )
    chosen.then((events.TicketAutomationSet, {"owner": owner}))


@pytest.mark.req("EML-04")
def test_it_is_verified_once_and_while_connecting_too() -> None:
    begun_one = given(begun())
    begun_one.when(lambda it: it.verify(env(), uid("intake"))).then((events.ChannelVerified, {}))
    verified = given(begun(), lambda it: it.verify(env(), uid("intake")))
    verified.when(lambda it: it.verify(env(), uid("later"))).then_nothing()
    assert verified.aggregate.verified


@pytest.mark.req("ACC-09")
@pytest.mark.parametrize(
    ("done", "state"),
    [
        (["pause"], "paused"),
        (["pause", "resume"], "connected"),
        (["degrade"], "degraded"),
        (["degrade", "pause"], "paused"),
        (["degrade", "restore"], "connected"),
    ],
)
def test_its_state_is_visible_and_no_change_is_recorded_twice(done: list[str], state: str) -> None:
    channel = given(begun(), *CONNECTED, *(RUNNING[name] for name in done))
    assert channel.aggregate.state == state
    channel.when(RUNNING[done[-1]]).then_nothing()


@pytest.mark.req("ACC-09")
@pytest.mark.parametrize("command", RUNNING.values())
def test_only_a_connected_channel_is_paused_or_degraded(command: Command) -> None:
    given(begun()).when(command).then_refused(NotConnected, "choose the provider")
    given(begun(), *CONNECTED, disconnect).when(command).then_refused(NotConnected, "new one")


@pytest.mark.req("ACC-03", "ACC-09")
def test_a_disconnected_channel_is_over() -> None:
    given(begun()).when(disconnect).then((events.ChannelDisconnected, {}))
    over = given(begun(), *CONNECTED, disconnect)
    assert over.aggregate.state == "disconnected"
    over.when(disconnect).then_nothing()
    for step in FORWARDED:
        over.when(DO[step]).then_refused(NotConnected)
