"""Consent of one person who is several contacts, or agreed for several purposes: the newest word counts (PRV-05, CON-03)."""

from uuid import uuid4

import pytest

from application.attribution import contact_of
from application.consent import UndoWithdrawal, Withdraw, WithdrawByHand
from application.consent_setting import SetConsent
from application.inbound import Party
from application.merging import MergeContact
from application.unit import Unit
from domain.consent.aggregate import Consent
from tests.support.agreeing import EN, TEXTS
from tests.support.gates import Gate


@pytest.mark.req("PRV-05", "CON-03")
def test_contacts_that_were_merged_count_as_one_person() -> None:
    gate, one, other = Gate(), uuid4().hex, uuid4().hex
    world = gate.world
    first = gate.writes(one, gate.agreed())
    unit = Unit(world.env(), world.ports)
    second = contact_of(unit, "cookie", Party(other), "chat").contact.id
    unit.save()
    assert gate.refuses(other)
    world.do(MergeContact(first, second), by=world.admin)
    assert not gate.refuses(other)
    gate.ask(en=f"{EN} For a year.")
    gate.writes(one, gate.agreed())
    gate.ask(en=EN)
    gate.writes(other, gate.agreed())
    # both agreed to something: who takes it back takes all of it back
    world.do(WithdrawByHand(gate.consent(first), "A call."), by=world.admin)
    assert {world.get(Consent, gate.consent(contact)).state for contact in (first, second)} == {"withdrawn"}
    assert gate.refuses(one)
    assert gate.refuses(other)
    world.do(UndoWithdrawal(gate.consent(first)), by=world.admin)
    assert {world.get(Consent, gate.consent(contact)).state for contact in (first, second)} == {"given"}


@pytest.mark.req("PRV-05", "CON-03")
@pytest.mark.parametrize("mode", ["explicit", "implied"])
def test_of_one_person_the_newest_word_counts_whoever_it_was_recorded_of(mode: str) -> None:
    gate, one, other = Gate(mode), uuid4().hex, uuid4().hex
    world = gate.world
    first, second = gate.writes(one, gate.agreed()), gate.writes(other, gate.agreed())
    world.do(WithdrawByHand(gate.consent(second), "A call."), by=world.admin)
    world.do(MergeContact(second, first), by=world.admin)
    # the agreement of the one is older than what the other took back
    assert gate.refuses(one)
    assert gate.refuses(other)
    world.do(UndoWithdrawal(gate.consent(second)), by=world.admin)
    assert not gate.refuses(one)
    world.do(WithdrawByHand(gate.consent(second), "A call."), by=world.admin)
    gate.writes(one, gate.agreed())
    assert not gate.refuses(one)
    assert not gate.refuses(other)
    gate.ask(mode, en=f"{EN} For a year.")
    assert gate.refuses(other) == (mode == "explicit")


@pytest.mark.req("PRV-05", "CON-03")
def test_an_agreement_from_before_a_withdrawal_of_the_same_person_can_be_given_again() -> None:
    gate, one, other = Gate(), uuid4().hex, uuid4().hex
    world = gate.world
    first, second = gate.writes(one, gate.agreed()), gate.writes(other, gate.agreed())
    world.do(Withdraw(gate.channel, other), by=f"visitor:{other}")
    world.do(MergeContact(second, first), by=world.admin)
    assert world.get(Consent, gate.consent(first)).state == "given"
    gate.writes(one, gate.agreed())
    gate.writes(one)
    assert len(gate.given(first)) == 2


@pytest.mark.req("PRV-05", "CAL-02")
def test_what_was_agreed_to_for_another_purpose_is_taken_back_all_the_same() -> None:
    gate, visitor = Gate(), uuid4().hex
    world, me = gate.world, f"visitor:{visitor}"
    contact = gate.writes(visitor, gate.agreed())
    consent = gate.consent(contact)
    world.do(SetConsent(gate.channel, "explicit", TEXTS, "recording"))
    world.do(WithdrawByHand(consent, "A letter."), by=world.admin)
    assert world.get(Consent, consent).state == "withdrawn"
    world.do(UndoWithdrawal(consent), by=world.admin)
    assert world.get(Consent, consent).state == "given"
    gate.writes(visitor, gate.agreed())
    # by hand what the letter is of, by oneself all of it
    world.do(WithdrawByHand(consent, "A letter."), by=world.admin)
    assert not gate.refuses(visitor)
    world.do(UndoWithdrawal(consent), by=world.admin)
    world.do(Withdraw(gate.channel, visitor), by=me)
    assert gate.refuses(visitor)
    assert world.get(Consent, consent).state == "withdrawn"
