"""Channels under their inboxes, and what came in and did not become a message."""

from datetime import timedelta

import pytest

from domain.channel import events as channel
from domain.intake import events as intake
from projections.channel_list import queries
from projections.common.db import Db
from tests.support import mail
from tests.support.scene import Scene
from tests.support.viewing import shown

STEPS: list[tuple[type, dict[str, object]]] = [
    (channel.ProviderChosen, {"provider": "other"}),
    (channel.TermsAccepted, {"text_version": "1", "text_hash": "ab", "language": "en"}),
    (channel.AddressSet, {"address": "help@example.com", "claim_id": None}),
    (channel.HostedAddressIssued, {"hosted_address": "x@in.example"}),
    (channel.SenderDetailsSet, {"from_name": "company", "company_name": "Ex", "from_address": "help@example.com"}),
    (
        channel.RoutingRuleSet,
        {
            "rule_version": 1, "enabled": True, "target": "specific", "user_ids": (), "team_ids": (),
            "strategy": "round_robin", "available_only": True,
        },
    ),
    (
        channel.TicketAutomationSet,
        {"enabled": True, "pipeline_id": None, "stage": "new", "priority": "", "category": "", "owner": "none"},
    ),
    (channel.ChannelConnected, {}),
]  # fmt: skip
DUE = [
    "provider",
    "terms",
    "address",
    "hosted_address",
    "sender_details",
    "rule",
    "ticket_automation",
    "connect",
    "",
]


def connected(steps: int = len(STEPS)) -> Scene:
    scene = Scene()
    scene.command(f"user:{scene.ann}")
    for fact, values in STEPS[:steps]:
        scene.record(fact, scene.channel_id, **values)
    return scene


@pytest.mark.req("EML-06", "ACC-09")
@pytest.mark.parametrize("steps", range(len(STEPS) + 1))
def test_a_channel_being_connected_says_what_is_next(db: Db, steps: int) -> None:
    scene = connected(steps)
    with shown(db, "channel_list", scene.recorded):
        found = queries.channel(db, scene.account_id, scene.inboxes, scene.channel_id)
    assert found is not None
    assert found.next_step == DUE[steps]
    assert found.state == ("connecting" if DUE[steps] else "connected")


@pytest.mark.req("ACC-09")
@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ([(channel.ChannelDegraded, {"cause": "relay"})], "degraded"),
        ([(channel.ChannelDegraded, {"cause": "relay"}), (channel.ChannelPaused, {})], "paused"),
        ([(channel.ChannelPaused, {}), (channel.ChannelResumed, {})], "connected"),
        ([(channel.ChannelDegraded, {"cause": "relay"}), (channel.ChannelRestored, {})], "connected"),
        ([(channel.ChannelPaused, {}), (channel.ChannelDisconnected, {})], "disconnected"),
    ],
)
def test_every_channel_is_listed_with_its_state(
    db: Db, facts: list[tuple[type, dict[str, object]]], state: str
) -> None:
    scene = connected()
    for fact, values in facts:
        scene.record(fact, scene.channel_id, **values)
    with shown(db, "channel_list", scene.recorded):
        (found,) = queries.channels(db, scene.account_id, scene.inboxes)
        assert queries.channels(db, scene.account_id, ()) == []
        issued = queries.by_hosted_address(db, "x@in.example")
    assert (found.state, found.address, found.next_step) == (state, "help@example.com", "")
    assert found.terms is not None
    assert found.terms["accepted_by"] == f"user:{scene.ann}"
    assert issued == (None if state == "disconnected" else (scene.account_id, scene.channel_id))


@pytest.mark.req("RL-05", "RL-03")
def test_what_did_not_become_a_message_is_listed_until_it_does(db: Db) -> None:
    scene = connected()
    ended, failed, aside, waits = (mail.accept(scene, scene.channel_id) for _ in range(4))
    last = scene.at
    scene.command()
    ids = {"channel_id": scene.channel_id, "message_id": scene.id("message")}
    scene.record(intake.MessageIngested, ended, conversation_id=scene.id("conversation"), **ids)
    scene.record(intake.ParsingFailed, failed, channel_id=scene.channel_id, reason="no_sender")
    scene.record(intake.MessageSetAside, aside, channel_id=scene.channel_id, reason="channel_paused")
    listed = len(scene.recorded)
    scene.record(intake.ReplayRequested, failed, channel_id=scene.channel_id)
    replayed = len(scene.recorded)
    scene.record(intake.DuplicateIgnored, failed, **ids)
    account, inboxes = scene.account_id, scene.inboxes
    with shown(db, "channel_list", scene.recorded[:listed]):
        found = queries.problems(db, account, inboxes)
        only = queries.problems(db, account, inboxes, state="failed")
        older = queries.problems(db, account, inboxes, after=found[0].cursor)
        one = queries.channel(db, account, inboxes, scene.channel_id)
        assert queries.problems(db, account, ()) == []
    with shown(db, "channel_list", scene.recorded[:replayed]):
        again = queries.problems(db, account, inboxes)[-1]
    with shown(db, "channel_list", scene.recorded):
        left = queries.problems(db, account, inboxes)
    assert [(each.intake_id, each.state, each.reason) for each in found] == [
        (waits, "waiting", ""), (aside, "set_aside", "channel_paused"), (failed, "failed", "no_sender"),
    ]  # fmt: skip
    assert only == found[2:]
    assert older == found[1:]
    assert one is not None
    assert one.last_inbound_at == last
    assert (again.intake_id, again.state, again.attempts) == (failed, "waiting", 2)
    assert [each.intake_id for each in left] == [waits, aside]


@pytest.mark.req("MSG-07")
def test_what_was_set_aside_since_a_time_is_found_in_the_order_in_which_it_came(db: Db) -> None:
    scene = connected()
    first, second, failed, ignored = (mail.accept(scene, scene.channel_id) for _ in range(4))
    scene.command()
    for one, reason in ((second, "channel_paused"), (failed, "consent_missing"), (first, "channel_paused")):
        scene.record(intake.MessageSetAside, one, channel_id=scene.channel_id, reason=reason)
    scene.record(intake.MessageIgnored, ignored, channel_id=scene.channel_id, reason="not_understood")
    account, since = scene.account_id, scene.at
    with shown(db, "channel_list", scene.recorded):
        found = queries.held(db, account, scene.channel_id, "channel_paused", since, 5)
        assert queries.held(db, account, scene.channel_id, "channel_paused", since, 1) == found[:1]
        assert (
            queries.held(db, account, scene.channel_id, "channel_paused", since + timedelta(days=1), 5) == []
        )
        assert queries.held(db, scene.id("other"), scene.channel_id, "channel_paused", since, 5) == []
        listed = [one.intake_id for one in queries.problems(db, account, scene.inboxes)]
    assert found == [first, second]
    assert ignored not in listed
