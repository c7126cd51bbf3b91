"""Answers that leave by Microsoft Graph: under the mailbox's own name, and once however often a worker dies (EML-19)."""

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import Message
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.channel import SetSenderDetails
from application.conversation import ComposeMail, PostReply
from domain.channels.email_kind import FromNameNotSupported
from domain.conversation.messages import MessagePosted, MessageSent, SendFailed, SendStarted
from domain.kernel.ids import derived
from infrastructure.mailboxes import graph_sending
from infrastructure.sending import TryAgain
from tests.support.mails import a_mail
from tests.support.providers.graph import Graph
from tests.support.providers.graph_desk import GraphDesk


def compose(desk: GraphDesk, bcc: tuple[str, ...] = ()) -> tuple[UUID, UUID]:
    """Write a new mail; returns its conversation and message."""
    command_id = uuid4()
    desk.world.do(
        ComposeMail(desk.channel, ("ann@customer.example",), "Hello", "How are you?", bcc=bcc),
        command_id=command_id,
    )
    conversation = derived(command_id, "conversation")
    return conversation, desk.world.happened(conversation, MessagePosted)[-1].message_id


def send(desk: GraphDesk, conversation: UUID, message: UUID) -> None:
    desk.sender(desk.world.account, conversation, message)


def try_again(desk: GraphDesk, conversation: UUID, message: UUID) -> None:
    """Send in vain, and let time go by."""
    with pytest.raises(TryAgain):
        send(desk, conversation, message)
    desk.ahead += timedelta(seconds=90)


def left(desk: GraphDesk) -> "list[tuple[Message[Any, Any], tuple[str, ...]]]":
    """Return what left this mailbox, and to whom."""
    found = [(message_from_bytes(raw, policy=policy.default), to) for raw, to in desk.graph.delivered]
    return [(mail, to) for mail, to in found if mail["From"].addresses[0].addr_spec == desk.box.address]


def sent(desk: GraphDesk, conversation: UUID) -> list[MessageSent]:
    return desk.world.happened(conversation, MessageSent)


@pytest.mark.req("EML-01", "EML-03", "EML-08", "EML-16", "EML-19")
def test_an_answer_leaves_under_the_mailboxs_own_name_and_threads(desk: GraphDesk) -> None:
    desk.box.arrives(a_mail("Where is it?", subject="Parcel", message_id="1@customer.example"))
    (received,) = desk.read()
    conversation = received.originator_id
    desk.world.do(PostReply(conversation, "On its way."), by=desk.world.admin)
    (posted,) = desk.world.happened(conversation, MessagePosted)
    send(desk, conversation, posted.message_id)
    ((mail, to),) = left(desk)
    assert to == ("ann@customer.example",)
    assert mail["From"].addresses[0].display_name == desk.box.name
    assert posted.sender_name == ""
    assert mail["Message-ID"].strip() == f"<{posted.provider_id}>"
    assert mail["In-Reply-To"].strip() == "<1@customer.example>"
    assert [item.folder for item in desk.box.items.values()] == ["inbox", "sentitems"]
    assert [one.code for one in sent(desk, conversation)] == [200]
    assert desk.read() == [received], "what we sent is not taken in"


@pytest.mark.req("EML-08")
def test_a_name_of_ours_is_refused(desk: GraphDesk) -> None:
    for name in ("company", "agent_and_company"):
        with pytest.raises(FromNameNotSupported):
            desk.world.do(SetSenderDetails(desk.channel, name, "Acme Ltd"))


@pytest.mark.req("EML-19")
def test_blind_copies_go_out_and_are_in_no_header(desk: GraphDesk) -> None:
    conversation, message = compose(desk, ("boss@acme.example",))
    send(desk, conversation, message)
    ((mail, to),) = left(desk)
    assert set(to) == {"ann@customer.example", "boss@acme.example"}
    assert mail["Bcc"] is None


@pytest.mark.req("EML-19", "RL-02")
@pytest.mark.parametrize("status", [0, 504])
def test_no_second_copy_where_the_answer_to_the_first_was_lost(
    desk: GraphDesk, graph: Graph, status: int
) -> None:
    conversation, message = compose(desk)
    graph.fails("POST", "/send", status, after=True)
    try_again(desk, conversation, message)
    assert len(left(desk)) == 1
    send(desk, conversation, message)
    assert len(left(desk)) == 1
    assert [one.repeats for one in desk.world.happened(conversation, SendStarted)] == [False, True]
    assert len(sent(desk, conversation)) == 1


@pytest.mark.req("EML-19", "RL-02")
@pytest.mark.parametrize(("path", "after"), [("/messages", True), ("/messages", False), ("/send", False)])
def test_an_attempt_goes_on_from_the_draft_of_the_one_before(
    desk: GraphDesk, graph: Graph, path: str, *, after: bool
) -> None:
    conversation, message = compose(desk)
    graph.fails("POST", path, 504, after=after)
    try_again(desk, conversation, message)
    assert left(desk) == []
    send(desk, conversation, message)
    assert len(left(desk)) == 1
    assert [item.folder for item in desk.box.items.values()] == ["sentitems"], "no draft is left behind"


@pytest.mark.req("EML-03", "RL-06")
def test_a_limit_is_obeyed_and_the_mail_leaves_afterwards(desk: GraphDesk, graph: Graph) -> None:
    conversation, message = compose(desk)
    graph.fails("POST", "/messages", 429, {"Retry-After": "40"})
    with pytest.raises(TryAgain):
        send(desk, conversation, message)
    graph.asked.clear()
    with pytest.raises(TryAgain):
        send(desk, conversation, message)
    assert graph.asked == [], "until then nothing is asked"
    desk.ahead += timedelta(seconds=45)
    send(desk, conversation, message)
    assert len(left(desk)) == 1


@pytest.mark.req("EML-19")
def test_what_microsoft_does_not_take_fails_for_good_and_says_why(
    desk: GraphDesk, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation, message = compose(desk)
    graph.fails("POST", "/send", 403, code="ErrorSendAsDenied")
    send(desk, conversation, message)
    second, large = compose(desk)
    monkeypatch.setattr(graph_sending, "LARGEST", 100)
    send(desk, second, large)
    failed = [desk.world.happened(one, SendFailed)[0] for one in (conversation, second)]
    assert [(one.permanent, one.code) for one in failed] == [(True, 403), (True, 413)]
    assert left(desk) == []
    assert desk.box.items == {}, "no draft is left behind"


@pytest.mark.req("EML-03", "EML-19")
def test_a_mail_waits_while_the_provider_does_not_let_us_in(desk: GraphDesk, graph: Graph) -> None:
    conversation, message = compose(desk)
    graph.revoke()
    try_again(desk, conversation, message)
    assert desk.state() == ("degraded", "authorisation_lost")
    try_again(desk, conversation, message)
    desk.authorise()
    send(desk, conversation, message)
    assert len(left(desk)) == 1
