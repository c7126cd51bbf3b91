"""What is compared of calls, recordings and people of platforms finds what is wrong (RL-01)."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from tests.chaos.comparing import Comparison
from tests.chaos.comparing_platforms import compare_platforms
from tests.chaos.found import Begun, Found, Received
from tests.chaos.letters import Mail
from tests.chaos.notes import Notes

ID, OTHER = UUID(int=1), UUID(int=2)
CALL, RECORDING, ANN = "CA1", "RE1", "+48501230001"


class Kept:
    """One call with a message after the tone, and one message by Messenger, all well; tests spoil it."""

    def __init__(self) -> None:
        self.notes, self.found = Notes(), Found()
        for step in ("voice", "status", "recording"):
            self.notes.heard(step, {"CallSid": CALL, "RecordingSid": RECORDING})
        self.found.calls[CALL] = [Begun(ID, ID, ID, ANN)]
        self.found.outcomes[ID] = "voicemail"
        self.found.made[RECORDING] = [ID]
        self.found.kept[ID] = 1
        mail = Mail("messenger:m_1", "4711", "", "Hello", kind="messenger")
        self.notes.taken(mail)
        self.found.received[mail.message_id] = [Received(1, ID, ID, "4711", mail.digest, (ID, ID))]

    def differences(self, *, untold: bool = False) -> Sequence[str]:
        result = Comparison()
        compare_platforms(result, self.notes, self.found, untold=untold)
        return result.differences


@pytest.mark.req("RL-01", "RL-04")
def test_what_was_lost_or_doubled_of_a_call_is_found() -> None:
    assert Kept().differences(untold=True) == []
    lost = Kept()
    del lost.found.calls[CALL]
    assert f"lost: call {CALL}" in lost.differences()
    doubled = Kept()
    doubled.found.calls[CALL] *= 2
    assert f"there 2 times: call {CALL}" in doubled.differences()
    unheard = Kept()
    unheard.found.made.clear()
    assert f"0 times: recording {RECORDING}" in unheard.differences()
    unfetched = Kept()
    unfetched.found.kept.clear()
    assert f"fetched 0 times: recording {ID}" in unfetched.differences()


@pytest.mark.req("RL-01")
def test_a_call_that_is_never_over_is_found_where_that_was_told_or_ought_to_be_asked() -> None:
    told = Kept()
    told.found.outcomes.clear()
    assert f"never over: {CALL}" in told.differences()
    untold = Kept()
    untold.found.outcomes.clear()
    untold.notes.calls[CALL].remove("status")
    assert untold.differences() == []
    assert f"never over: {CALL}" in untold.differences(untold=True)


@pytest.mark.req("RL-01", "CON-01")
def test_somebody_with_two_conversations_is_found() -> None:
    caller = Kept()
    caller.found.calls["CA2"] = [Begun(OTHER, OTHER, ID, ANN)]
    caller.found.outcomes[OTHER] = "missed"
    assert f"2 conversations of calling {ANN}" in caller.differences()
    writer = Kept()
    again = Mail("messenger:m_2", "4711", "", "Hello?", kind="messenger")
    writer.notes.taken(again)
    (first,) = writer.found.received["messenger:m_1"]
    writer.found.received[again.message_id] = [first._replace(conversation_id=OTHER)]
    assert "2 conversations of messenger 4711" in writer.differences()
