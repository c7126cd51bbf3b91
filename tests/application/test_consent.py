"""Consent as commands: asked by the channel, recorded with evidence, taken back by whom it is and by hand (PRV-01..05)."""

from dataclasses import replace
from uuid import uuid4

import pytest

from application.channel import OnChannel
from application.channel_state import DisconnectChannel
from application.company import SetDataPrivacy
from application.consent import (
    Agree,
    ConsentOutdated,
    LookAtConsent,
    UndoWithdrawal,
    Withdraw,
    WithdrawByHand,
    look_at_consent,
)
from application.consent_setting import ConsentInUse, SetConsent
from application.inbox import SetInboxAccess
from domain.account.entitlements import DataPrivacyOff
from domain.channel.consent_events import ConsentSet
from domain.channel.consent_settings import text_hash
from domain.consent.aggregate import NothingToUndo
from domain.consent.terms import Agreed
from domain.kernel.refusal import InvalidInput, NotAllowed, NotFound
from tests.support.agreeing import EN, PL, TEXTS
from tests.support.chats import ChatDesk
from tests.support.gates import Gate
from tests.support.world import World


@pytest.mark.req("ACC-07", "PRV-01")
def test_the_switch_comes_after_the_accounts_own_and_keeps_that_on() -> None:
    world = World()
    channel = ChatDesk(world).channel
    world.do(SetConsent(channel, "off", {}), by=world.admin)
    with pytest.raises(DataPrivacyOff) as refused:
        world.do(SetConsent(channel, "explicit", TEXTS), by=world.admin)
    assert (refused.value.code, refused.value.field) == ("data_privacy_off", "mode")
    world.do(SetDataPrivacy(on=True), by=world.admin)
    world.do(SetConsent(channel, "explicit", TEXTS), by=world.admin)
    with pytest.raises(ConsentInUse, match="the chat channel of Inbox") as kept:
        world.do(SetDataPrivacy(on=False), by=world.admin)
    assert (kept.value.about, kept.value.field) == (channel, "on")
    world.do(SetConsent(channel, "off", TEXTS), by=world.admin)
    world.do(SetDataPrivacy(on=False), by=world.admin)
    assert len(world.happened(channel, ConsentSet)) == 2


@pytest.mark.req("ACC-07", "ACC-10")
def test_of_channels_in_closed_inboxes_the_refusal_says_no_name_and_ended_ones_do_not_count() -> None:
    world = World()
    other = world.user("Bo", roles=("admin",))
    gates = [Gate(world=world) for _ in range(7)]
    world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(world.admin,)))
    with pytest.raises(ConsentInUse, match=r"of an inbox you do not see.* and 2 more"):
        world.do(SetDataPrivacy(on=False), by=other)
    for gate in gates:
        world.do(DisconnectChannel(gate.channel))
    world.do(SetDataPrivacy(on=False), by=other)


@pytest.mark.req("ACC-03", "PRV-01")
def test_who_may_not_edit_the_channel_does_not_set_what_it_asks() -> None:
    gate = Gate()
    assert issubclass(SetConsent, OnChannel)
    with pytest.raises(NotAllowed):
        gate.world.do(SetConsent(gate.channel, "implied", TEXTS), by=gate.world.user("Ann"))
    with pytest.raises(InvalidInput):
        gate.world.do(SetConsent(gate.channel, "explicit", {}), by=gate.world.admin)
    with pytest.raises(NotFound):
        gate.world.do(SetConsent(uuid4(), "off", {}), by=gate.world.admin)


@pytest.mark.req("PRV-02", "PRV-05", "CHT-13")
def test_explicit_nothing_is_taken_before_the_very_text_was_agreed_to() -> None:
    gate, visitor = Gate(), uuid4().hex
    wanted = gate.needed("", "pl-PL")
    assert wanted is not None
    assert (wanted.mode, wanted.text, wanted.version, wanted.language) == ("explicit", PL, 1, "pl")
    assert (wanted.languages, wanted.blocks, wanted.hash) == (("en", "pl"), True, text_hash(PL))
    good = gate.agreed("pl")
    for wrong in (
        None,
        Agreed(2, good.text_hash, "pl"),
        Agreed(1, good.text_hash, "en"),
        Agreed(1, text_hash("x"), "pl"),
        Agreed(1, good.text_hash, "de"),
        gate.agreed("pl", button=False),
    ):
        assert gate.refuses(visitor, wrong)
        assert not wanted.lets(wrong)
    message = uuid4()
    contact = gate.writes(visitor, good, message)
    (event,) = gate.given(contact)
    assert (event.mode, event.method, event.text, event.text_version) == ("explicit", "button", PL, 1)
    assert (event.text_hash, event.language, event.message_id) == (text_hash(PL), "pl", message)
    assert (event.ip, event.page_host) == ("203.0.113.0/24", "shop.example")
    assert (event.channel_id, event.purpose, event.contact_id) == (gate.channel, "conversation", contact)
    assert gate.needed(visitor) is None
    gate.writes(visitor)
    gate.writes(visitor, good)
    assert len(gate.given(contact)) == 1


@pytest.mark.req("PRV-03")
def test_implied_the_first_message_gives_it_and_the_text_is_shown_all_the_same() -> None:
    gate, visitor = Gate("implied"), uuid4().hex
    wanted = gate.needed(visitor)
    assert wanted is not None
    assert not wanted.blocks
    assert wanted.lets(None)
    contact = gate.writes(visitor, gate.agreed("pl", button=False))
    (event,) = gate.given(contact)
    assert (event.mode, event.method, event.text) == ("implied", "message", PL)
    assert gate.needed(visitor) is None


@pytest.mark.req("PRV-03", "PRV-05")
@pytest.mark.parametrize("button", [True, False])
def test_implied_a_page_that_showed_another_text_agrees_to_nothing_and_is_asked_again(
    *, button: bool
) -> None:
    gate, visitor = Gate("implied"), uuid4().hex
    old = gate.agreed("pl", button=button)
    gate.ask("implied", en=f"{EN} For a year.", pl=f"{PL} Przez rok.")
    contact = gate.writes(visitor, old)
    gate.writes(visitor, replace(old, text_version=2))
    assert not gate.given(contact)
    assert gate.needed(visitor) is not None
    gate.writes(visitor, gate.agreed("pl", button=button))
    (event,) = gate.given(contact)
    assert (event.text_version, event.text) == (2, f"{PL} Przez rok.")
    assert event.method == ("button" if button else "message")


@pytest.mark.req("PRV-03", "PRV-05")
@pytest.mark.parametrize(("spoken", "language"), [("pl-PL", "pl"), ("de", "en"), ("", "en")])
def test_implied_a_page_that_says_nothing_showed_the_text_in_its_language(spoken: str, language: str) -> None:
    gate = Gate("implied")
    contact = gate.writes(uuid4().hex, language=spoken)
    assert [one.language for one in gate.given(contact)] == [language]


@pytest.mark.req("PRV-05")
def test_another_text_or_mode_asks_again_and_switched_off_asks_nobody() -> None:
    gate, visitor = Gate(), uuid4().hex
    old = gate.agreed()
    contact = gate.writes(visitor, old)
    gate.ask(en=f"{EN} For a year.")
    assert gate.refuses(visitor)
    assert gate.refuses(visitor, old)
    with pytest.raises(ConsentOutdated):
        gate.world.do(Agree(gate.channel, visitor, old), by=f"visitor:{visitor}")
    gate.writes(visitor, gate.agreed())
    gate.ask("implied", en=f"{EN} For a year.")
    assert gate.needed(visitor) is not None
    gate.ask("off")
    assert gate.needed(visitor) is None
    gate.writes(visitor)
    assert [one.text_version for one in gate.given(contact)] == [1, 2]


@pytest.mark.req("PRV-05", "CHT-13")
@pytest.mark.parametrize("mode", ["explicit", "implied"])
def test_taking_it_back_is_one_step_and_ends_it_until_agreed_again(mode: str) -> None:
    gate, visitor = Gate(mode), uuid4().hex
    contact = gate.writes(visitor, gate.agreed() if mode == "explicit" else None)
    me = f"visitor:{visitor}"
    gate.world.do(Withdraw(gate.channel, visitor, "2001:db8::7"), by=me)
    gate.world.do(Withdraw(gate.channel, visitor), by=me)
    (event,) = gate.withdrawn(contact)
    assert (event.method, event.ip) == ("button", "2001:db8::/48")
    assert gate.refuses(visitor)
    wanted = gate.needed(visitor)
    assert wanted is not None
    assert wanted.blocks
    gate.world.do(Agree(gate.channel, visitor, gate.agreed(), "203.0.113.9", "https://shop.example/"), by=me)
    gate.world.do(Agree(gate.channel, visitor, gate.agreed()), by=me)
    assert [one.method for one in gate.given(contact)][-1] == "button"
    assert len(gate.given(contact)) == 2
    # a cookie in an envelope would outlive the person's being forgotten
    assert {one.envelope.actor for one in (event, gate.given(contact)[-1])} == {f"contact:{contact}"}
    assert not gate.refuses(visitor)


@pytest.mark.req("PRV-02", "CHT-13")
def test_nothing_is_kept_of_who_never_wrote_and_nobody_speaks_for_another() -> None:
    gate, visitor = Gate(), uuid4().hex
    before = gate.world.ports.log.last_position()  # type: ignore[attr-defined]
    gate.world.do(Agree(gate.channel, visitor, gate.agreed()), by=f"visitor:{visitor}")
    gate.world.do(Withdraw(gate.channel, visitor), by=f"visitor:{visitor}")
    assert gate.world.ports.log.last_position() == before  # type: ignore[attr-defined]
    for actor in (f"visitor:{uuid4().hex}", f"user:{gate.world.admin}"):
        with pytest.raises(NotAllowed):
            gate.world.do(Withdraw(gate.channel, visitor), by=actor)


@pytest.mark.req("PRV-05")
def test_it_is_taken_back_by_hand_by_compliance_with_a_reason_and_undone_by_who_did_it() -> None:
    gate, visitor = Gate(), uuid4().hex
    contact = gate.writes(visitor, gate.agreed())
    consent, world = gate.consent(contact), gate.world
    officer, agent = world.user("Olga", roles=("compliance",)), world.user("Ann")
    with pytest.raises(NotAllowed):
        world.do(WithdrawByHand(consent, "A letter."), by=agent)
    with pytest.raises(InvalidInput):
        world.do(WithdrawByHand(consent, " "), by=officer)
    with pytest.raises(NotFound):
        world.do(WithdrawByHand(uuid4(), "A letter."), by=officer)
    world.do(WithdrawByHand(consent, "A letter."), by=officer)
    (event,) = gate.withdrawn(contact)
    assert (event.method, event.reason, event.envelope.user_id) == ("hand", "A letter.", officer)
    assert gate.refuses(visitor)
    with pytest.raises(NothingToUndo):
        world.do(UndoWithdrawal(consent), by=world.admin)
    world.do(UndoWithdrawal(consent), by=officer)
    assert not gate.refuses(visitor)
    world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(world.admin,)))
    with pytest.raises(NotFound):
        world.do(WithdrawByHand(consent, "A letter."), by=officer)


@pytest.mark.req("SE-01")
def test_a_channel_of_another_account_is_not_there() -> None:
    gate, other = Gate(), World()
    with pytest.raises(NotFound):
        other.bus.ask(LookAtConsent(gate.channel, ""), other.env(), look_at_consent)
