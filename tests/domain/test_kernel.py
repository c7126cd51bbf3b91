"""The kernel: envelopes, events and refusals, and what holds for every aggregate."""

import re
from dataclasses import FrozenInstanceError

import pytest
from eventsourcing.utils import resolve_topic

from domain.access.aggregate import Access
from domain.account.aggregate import Account
from domain.bot.aggregate import Bot, BotRun
from domain.call.aggregate import Call
from domain.canned.aggregate import CannedReply
from domain.catalogue import events
from domain.channel.aggregate import Channel
from domain.claim.aggregate import Claim
from domain.claim.events import Released
from domain.consent.aggregate import Consent
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.csat.rating import Csat, Turns
from domain.csat.survey import Survey
from domain.form.aggregate import Form, Submission
from domain.inbox.aggregate import Inbox
from domain.intake.aggregate import Intake
from domain.kernel.aggregate import Aggregate
from domain.kernel.event import Opening
from domain.kernel.ids import derived
from domain.kernel.refusal import NotAllowed, NotFound, Refusal, VersionMismatch
from domain.macro.aggregate import Macro
from domain.pipeline.aggregate import Pipeline
from domain.routing.rotation import Rotation
from domain.routing.slots import Slots
from domain.schedule.aggregate import Schedule
from domain.sla.aggregate import SlaPolicy
from domain.sla.promise import Promise
from domain.team.aggregate import Team
from domain.template.aggregate import Template
from domain.ticket.aggregate import Ticket
from domain.token.aggregate import Token
from domain.user.aggregate import User
from domain.user.events import PasswordSet
from domain.view.aggregate import View
from tests.support.given import env, given, uid

AGGREGATES: list[type[Aggregate]] = [
    Access, Account, Bot, BotRun, Call, CannedReply, Channel, Claim, Consent, Contact, Conversation, Csat, Form, Inbox, Intake, Macro, Pipeline, Promise,
    Rotation, Schedule, SlaPolicy, Slots, Submission, Survey, Team, Template, Ticket, Token, Turns, User, View,
]  # fmt: skip


@pytest.mark.req("AUD-01")
def test_an_envelope_says_who_and_why() -> None:
    assert env(actor="user:1").is_person
    assert not env(actor="token:1").is_person
    nearer = env().because(uid("cause"))
    assert env().with_command(uid("part")).command_id == uid("part")
    assert (nearer.causation_id, nearer.correlation_id) == (uid("cause"), env().correlation_id)


def test_events_are_frozen_and_belong_to_an_account() -> None:
    claim = Claim.take(uid("claim"), env(), "mailbox", uid("ada"))
    (event,) = given(claim).history
    assert event.account_id == claim.account_id == uid("account")
    with pytest.raises(FrozenInstanceError):
        event.kind = "login"  # type: ignore[attr-defined]


def test_a_stream_is_opened_once() -> None:
    claim = Claim.take(uid("claim"), env(), "mailbox", uid("ada"))
    (event,) = given(claim).history
    with pytest.raises(ValueError, match="the stream exists"):
        event.mutate(claim)


@pytest.mark.parametrize("cls", AGGREGATES)
def test_an_event_of_no_consequence_changes_no_state(cls: type[Aggregate]) -> None:
    fact = Released if cls is User else PasswordSet
    bare = cls.__new__(cls)
    cls.evolve(bare, fact(uid("stream"), 2, env().at, env()))
    assert vars(bare) == {}


@pytest.mark.req("AUD-05")
def test_every_topic_is_its_subject_and_a_word_and_every_opening_has_an_aggregate() -> None:
    found = events()
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_]+", topic) for topic in found)
    openings = {fact.OF for fact in found.values() if issubclass(fact, Opening)}
    assert openings == {cls.TOPIC for cls in AGGREGATES}
    assert {resolve_topic(name) for name in openings} == set(AGGREGATES)


@pytest.mark.req("SE-01")
def test_refusals_say_what_to_do_instead() -> None:
    refusals: list[Refusal] = [NotFound("inbox"), NotAllowed("inbox_edit"), VersionMismatch()]
    assert [refusal.status for refusal in refusals] == [404, 403, 412]
    assert [str(refusal).count(". ") for refusal in refusals] == [1, 1, 1]


def test_names_become_ids() -> None:
    assert derived(uid("a"), "x", "y") == derived(uid("a"), "x", "y") != derived(uid("a"), "xy")
