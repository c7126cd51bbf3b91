"""Whatever happens on a number, the log proves of each message that it was allowed to leave (WAB-02, WAB-03)."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from application.conversation import PostReply
from application.sending import StartSend
from application.templates import NoteTemplate
from domain.conversation.aggregate import Conversation
from domain.conversation.messages import MessagePosted, SendStarted
from domain.conversation.messaging_events import WindowDecided
from domain.kernel.refusal import Refusal
from tests.support.numbers import (
    HELLO,
    NumberDesk,
    with_templates,
)
from tests.support.world import World

DAY, HOUR = timedelta(hours=24), timedelta(hours=1)


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(("write", "answer", "automatic", "template", "later", "stop", "start", "send", "pause", "approve")),
        st.integers(0, 30),
        st.integers(-26, 26),
    ),
    min_size=4,
    max_size=16,
)  # fmt: skip


@pytest.mark.req("WAB-02", "WAB-03")
@settings(max_examples=30, deadline=None)
@given(deeds=DEEDS)
def test_whatever_happens_the_log_proves_that_nothing_forbidden_left(
    deeds: list[tuple[str, int, int]],
) -> None:
    world = World()
    desk = with_templates(NumberDesk(world))
    conversation = desk.say()
    for deed, hours, skew in deeds:
        # the provider's clock may step, be ahead and behind
        _do(world, desk, conversation, deed, skew * HOUR)
        desk.wait(hours * HOUR)
    for each in world.happened(conversation, MessagePosted):
        delivery = world.get(Conversation, conversation).delivery(each.message_id)
        if delivery.startable and (delivery.not_before is None or delivery.not_before <= world.now):
            world.do(StartSend(conversation, each.message_id))
    _prove(world, conversation)


def _do(world: World, desk: NumberDesk, conversation: UUID, deed: str, skew: timedelta) -> None:
    answer = {
        "answer": PostReply(conversation, "An answer"),
        "automatic": PostReply(conversation, "By itself", origin="automation"),
        "template": PostReply(conversation, "", template=HELLO),
        "later": PostReply(conversation, "Later", send_at=world.now + abs(skew) + HOUR),
    }.get(deed)
    if answer is not None:
        try:
            world.do(answer, by=world.admin)
        except Refusal as refusal:
            if refusal.code not in {"template_needed", "template_not_approved", "opted_out"}:
                raise
    elif deed in {"write", "stop", "start"}:
        assert desk.say({"write": "Hello"}.get(deed, deed), at=world.now + skew) == conversation
    elif deed == "send":
        waiting = [
            one for one in world.get(Conversation, conversation).deliveries.items() if one[1].startable
        ]
        for message_id, delivery in waiting[:1]:
            if delivery.not_before is None or delivery.not_before <= world.now:
                world.do(StartSend(conversation, message_id))
    else:
        world.do(NoteTemplate(desk.channel, "hello", "en", "paused" if deed == "pause" else "approved"))


def _prove(world: World, conversation: UUID) -> None:
    """Hold every attempt to the log alone: the decision before it, and the rule."""
    decisions: dict[UUID, WindowDecided] = {}
    posted: dict[UUID, MessagePosted] = {}
    for event in world.ports.log.stream(conversation):
        match event:
            case WindowDecided():
                decisions[event.message_id] = event
            case MessagePosted():
                posted[event.message_id] = event
                assert decisions[event.message_id].allowed
            case SendStarted():
                decision, message = decisions[event.message_id], posted[event.message_id]
                assert (decision.moment, decision.allowed) == ("sending", True)
                assert decision.timestamp == event.timestamp
                assert decision.template == ("approved" if message.template else "")
                if not message.template:
                    assert decision.last_inbound_at is not None
                    assert event.timestamp - decision.last_inbound_at <= DAY
                if decision.opted_out_at is not None:
                    assert (message.origin, message.template) == ("human", "")
                    assert decision.last_inbound_at is not None
                    assert decision.last_inbound_at > decision.opted_out_at
                    assert message.timestamp > decision.opted_out_at
