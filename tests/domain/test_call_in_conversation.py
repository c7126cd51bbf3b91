"""A call stands in a conversation like a message, and talking is an answer (CAL-01, CNV-10)."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from domain.conversation.aggregate import Conversation
from domain.conversation.calling_events import CallTaken
from domain.conversation.messages import MessageReceived
from domain.conversation.refusals import ConversationErased
from domain.csat.policy import talk_of
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.sla.facts import facts_of

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ENV = Envelope(UUID(int=1), "system:calling", AT, UUID(int=2))
ANN = UUID(int=10)


def fact_of(fact: type[Event], **fields: object) -> Event:
    """Return an event of which nothing else matters."""
    made = fact.__new__(fact)
    made.__dict__.update({"timestamp": AT, **fields})
    return made


@pytest.mark.req("CAL-01")
def test_a_conversation_has_each_call_of_ours_once() -> None:
    conversation = Conversation.start(
        uuid4(),
        ENV,
        inbox_id=uuid4(),
        channel_id=uuid4(),
        channel_kind="calling",
        contact_id=uuid4(),
        subject="",
    )
    call_id = uuid4()
    for _ in range(2):
        conversation.call(ENV, call_id, channel_id=uuid4(), author_id=ANN, number="+48600100200")
    assert conversation.calls == conversation.placed == {call_id}
    conversation.take_call(ENV, call_id, ANN)
    conversation.close(ENV, "contact_erased")
    with pytest.raises(ConversationErased):
        conversation.call(ENV, uuid4(), channel_id=uuid4(), author_id=ANN, number="")
    with pytest.raises(ConversationErased):
        conversation.take_call(ENV, call_id, ANN)


@pytest.mark.req("CAL-02", "CNV-10")
def test_talking_is_an_answer() -> None:
    heard = fact_of(MessageReceived, automatic="", message_id=uuid4())
    taken = fact_of(CallTaken, call_id=uuid4(), agent_id=ANN)
    assert facts_of([heard]).waiting_since == AT
    facts = facts_of([heard, taken])
    assert (facts.waiting_since, facts.replied_at) == (None, AT)
    assert talk_of([heard, taken]).answered
    assert not talk_of([taken, heard]).answered
