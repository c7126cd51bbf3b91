"""A mailbox that its provider lets us into: other steps, aliases, a loss and its healing."""

from collections.abc import Callable

import pytest

from domain.channel import events
from domain.channel.aggregate import Channel
from domain.channel.authorised import AUTHORISATION_LOST, OtherMailbox
from domain.channel.steps import WORDS, NotConnected, StepFixed, StepRefused, steps_of
from domain.channels.kinds import KINDS
from domain.kernel.refusal import InvalidInput
from tests.domain.test_channel import DO, begun
from tests.support.given import env, given, uid

Command = Callable[[Channel], None]
ADDRESS, ALIAS = "help@example.org", "sales@example.org"


def authorise(claim: str = "claim", provider: str = "gmail") -> Command:
    return lambda it: it.authorise(
        env(), provider=provider, address=ADDRESS, claim_id=uid(claim), aliases=(ADDRESS, ALIAS)
    )


def choose(provider: str) -> Command:
    return lambda it: it.choose_provider(env(), provider)


def sender(from_address: str) -> Command:
    return lambda it: it.set_sender_details(
        env(), from_name="company", company_name="Acme", from_address=from_address
    )


def lose(channel: Channel) -> None:
    channel.lose_authorisation(env(), "invalid_grant")


BEGUN = [choose("gmail"), DO["terms"]]
CONNECTED = [
    *BEGUN,
    authorise(),
    *(DO[step] for step in ("sender_details", "rule", "ticket_automation", "connect")),
]


@pytest.mark.req("EML-03", "EML-06")
@pytest.mark.parametrize("provider", ["gmail", "office365"])
def test_a_provider_that_lets_us_in_has_steps_of_its_own(provider: str) -> None:
    steps = steps_of("email", provider)
    assert steps[:3] == ("provider", "terms", "authorisation")
    assert not {"address", "hosted_address"} & set(steps)
    assert steps_of("pigeon", provider) == ("connect",)


@pytest.mark.req("EML-06")
@pytest.mark.parametrize("kind", KINDS)
def test_every_step_of_every_kind_has_words(kind: str) -> None:
    for provider in ("", "other", "gmail", "office365"):
        assert set(steps_of(kind, provider)) <= set(WORDS)


@pytest.mark.req("EML-03", "EML-06")
def test_the_authorisation_is_recorded_in_its_turn() -> None:
    chosen = given(begun(), BEGUN[0])
    chosen.when(authorise()).then_refused(StepRefused, "terms")
    due = given(begun(), *BEGUN)
    assert due.aggregate.next_step == "authorisation"
    due.when(DO["connect"]).then_refused(StepRefused, "authorise us")
    due.when(DO["address"]).then_refused(StepRefused, "authorise us")
    due.when(authorise()).then(
        (events.AddressSet, {"address": ADDRESS, "claim_id": uid("claim")}),
        (events.ChannelAuthorised, {"address": ADDRESS, "aliases": (ADDRESS, ALIAS)}),
    )
    connected = given(begun(), *CONNECTED)
    assert (connected.aggregate.state, connected.aggregate.next_step) == ("connected", "")
    connected.when(DO["address"]).then_refused(StepFixed)


@pytest.mark.req("EML-06")
def test_another_provider_asks_for_what_belongs_to_it_anew() -> None:
    authorised = given(begun(), *BEGUN, authorise(), choose("other"))
    assert authorised.aggregate.next_step == "address"
    authorised.when(DO["address"]).then((events.AddressSet, {"address": ADDRESS, "claim_id": uid("claim")}))
    authorised.when(authorise()).then_refused(StepRefused)
    same = given(begun(), *BEGUN, authorise(), choose("gmail"))
    assert same.aggregate.next_step == "sender_details"
    given(begun(), *BEGUN).when(authorise(provider="office365")).then_refused(OtherMailbox, "meanwhile")


@pytest.mark.req("EML-07")
def test_an_authorised_mailbox_sends_from_its_own_addresses_only() -> None:
    connected = given(begun(), *CONNECTED)
    connected.when(sender(ALIAS)).then((events.SenderDetailsSet, {"from_address": ALIAS}))
    connected.when(sender("")).then((events.SenderDetailsSet, {"from_address": ""}))
    connected.when(sender("else@example.org")).then_refused(InvalidInput, "alias")


@pytest.mark.req("EML-03", "ACC-09")
def test_a_loss_degrades_once_and_the_same_mailbox_heals_it() -> None:
    given(begun(), *BEGUN).when(lose).then_refused(NotConnected, "Connect this channel first")
    connected = given(begun(), *CONNECTED)
    connected.when(lose).then(
        (events.AuthorisationLost, {"reason": "invalid_grant"}),
        (events.ChannelDegraded, {"cause": AUTHORISATION_LOST}),
    )
    lost = given(begun(), *CONNECTED, lose)
    lost.when(lose).then_nothing()
    lost.when(authorise("another")).then_refused(OtherMailbox, "another mailbox")
    lost.when(authorise()).then((events.ChannelAuthorised, {"address": ADDRESS}))
    again = given(begun(), *CONNECTED, lose, authorise(), lambda it: it.restore(env()))
    again.when(lose).then((events.AuthorisationLost, {}), (events.ChannelDegraded, {}))


@pytest.mark.req("EML-03")
def test_who_was_told_of_a_loss_is_recorded_once() -> None:
    tell: Command = lambda it: it.tell_loss(  # noqa: E731 - as the others are
        env(), user_id=uid("ada"), loss=it.lost_at, result="sent", code=250
    )
    lost = given(begun(), *CONNECTED, lose)
    lost.when(tell).then((events.LossTold, {"user_id": uid("ada"), "loss": lost.aggregate.lost_at}))
    given(begun(), *CONNECTED, lose, tell).when(tell).then_nothing()
