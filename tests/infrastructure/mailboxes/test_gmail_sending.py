"""Answers that leave by Gmail: threaded, from its own addresses, and once however often a worker dies (EML-19)."""

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from uuid import UUID, uuid4

import pytest

from application.channel import SetSenderDetails
from application.conversation import ComposeMail, PostReply
from domain.conversation.messages import MessagePosted, MessageSent, SendFailed, SendStarted
from domain.kernel.ids import derived
from infrastructure.sending import TryAgain
from tests.support.mails import a_mail
from tests.support.providers.gmail_desk import GmailDesk
from tests.support.providers.gmail_http import Failure, Google, error

SEND = "/messages/send"


def compose(desk: GmailDesk, **more: tuple[str, ...]) -> tuple[UUID, UUID]:
    """Write a new mail; returns its conversation and message."""
    command_id = uuid4()
    desk.world.do(
        ComposeMail(desk.channel, ("ann@customer.example",), "Hello", "How are you?", **more),  # type: ignore[arg-type]
        command_id=command_id,
    )
    conversation = derived(command_id, "conversation")
    return conversation, desk.world.happened(conversation, MessagePosted)[-1].message_id


def send(desk: GmailDesk, conversation: UUID, message: UUID) -> None:
    desk.sender(desk.world.account, conversation, message)


def try_again(desk: GmailDesk, conversation: UUID, message: UUID, **later: float) -> float | None:
    """Send in vain; returns after how many seconds the queue comes again, and lets time go by."""
    with pytest.raises(TryAgain) as again:
        send(desk, conversation, message)
    desk.ahead += timedelta(**later)
    return again.value.seconds


def last(desk: GmailDesk) -> EmailMessage:
    found = message_from_bytes(desk.box.delivered[-1][1], policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def sent(desk: GmailDesk, conversation: UUID) -> list[MessageSent]:
    return desk.world.happened(conversation, MessageSent)


@pytest.mark.req("EML-01", "EML-03", "EML-16", "EML-19")
def test_an_answer_leaves_by_gmail_in_the_thread_of_what_it_answers(desk: GmailDesk) -> None:
    came = desk.box.deliver(a_mail("Where is it?", subject="Parcel"))
    (received,) = desk.read()
    conversation = received.originator_id
    desk.world.do(PostReply(conversation, "On its way."), by=desk.world.admin)
    (posted,) = desk.world.happened(conversation, MessagePosted)
    send(desk, conversation, posted.message_id)
    kept = desk.box.messages[-1]
    assert (kept.thread_id, kept.labels) == (came.thread_id, {"SENT"})
    assert kept.message_id == posted.provider_id
    assert desk.box.delivered[-1][0] == ("ann@customer.example",)
    assert last(desk)["From"].addresses[0].addr_spec == desk.world.address("help")
    assert [(one.code, one.known_as) for one in sent(desk, conversation)] == [(200, "")]
    assert desk.read() == [received], "what we sent is not taken in"
    desk.box.deliver(a_mail("Thanks!", answers=posted.provider_id, subject="Re: Parcel"))
    desk.ahead += timedelta(minutes=2)
    assert desk.read()[-1].originator_id == conversation


@pytest.mark.req("EML-19")
def test_blind_copies_go_out_and_are_in_no_header(desk: GmailDesk) -> None:
    conversation, message = compose(desk, cc=("cc@customer.example",), bcc=("boss@acme.example",))
    send(desk, conversation, message)
    assert set(desk.box.delivered[-1][0]) == {
        "ann@customer.example",
        "cc@customer.example",
        "boss@acme.example",
    }
    assert last(desk)["Bcc"] is None
    assert sent(desk, conversation)[0].recipients == 3


@pytest.mark.req("EML-07")
def test_mail_leaves_from_an_alias_of_the_mailbox(desk: GmailDesk) -> None:
    desk.world.do(SetSenderDetails(desk.channel, "company", "Acme Ltd", desk.world.address("sales")))
    conversation, message = compose(desk)
    send(desk, conversation, message)
    assert last(desk)["From"].addresses[0].addr_spec == desk.world.address("sales")


@pytest.mark.req("EML-19", "RL-02")
@pytest.mark.parametrize("search_knows", [True, False])
@pytest.mark.parametrize("keeps_id", [True, False])
def test_no_second_copy_where_the_answer_to_the_first_was_lost(
    desk: GmailDesk, google: Google, *, search_knows: bool, keeps_id: bool
) -> None:
    desk.box.keeps_message_id = keeps_id
    conversation, message = compose(desk)
    google.failures.append(Failure(SEND, done=True))
    try_again(desk, conversation, message)
    if not search_knows:
        desk.box.unsearchable = {one.id for one in desk.box.messages}
    wait = try_again(desk, conversation, message, seconds=25)
    assert wait is not None
    assert 0 < wait <= 20, "what was asked for a moment ago may still be on its way"
    send(desk, conversation, message)
    assert len(desk.box.delivered) == 1
    assert [one.repeats for one in desk.world.happened(conversation, SendStarted)] == [False, True]
    assert len(sent(desk, conversation)) == 1


@pytest.mark.req("EML-19", "RL-02")
def test_a_mail_that_was_not_taken_is_sent_by_the_next_attempt(desk: GmailDesk, google: Google) -> None:
    compose(desk)
    earlier, first = compose(desk)
    send(desk, earlier, first)
    conversation, message = compose(desk)
    google.failures.append(Failure(SEND))
    try_again(desk, conversation, message, seconds=25)
    send(desk, conversation, message)
    assert len(desk.box.delivered) == 2
    assert len(sent(desk, conversation)) == 1


@pytest.mark.req("EML-16", "EML-19")
def test_an_answer_is_known_by_the_id_that_gmail_gave_instead_of_ours(desk: GmailDesk) -> None:
    desk.box.keeps_message_id = False
    conversation, message = compose(desk)
    send(desk, conversation, message)
    (told,) = sent(desk, conversation)
    assert told.known_as.endswith("@mail.gmail.com")
    desk.box.deliver(a_mail("Fine!", answers=told.known_as, subject="Re: Hello"))
    assert [one.originator_id for one in desk.read()] == [conversation]


@pytest.mark.req("EML-19", "CNV-06")
def test_a_provider_that_wants_to_hear_nothing_is_left_alone_and_the_mail_waits(
    desk: GmailDesk, google: Google
) -> None:
    conversation, message = compose(desk)
    limited = error(429, "User-rate limit exceeded", "rateLimitExceeded", "")
    google.failures.append(Failure(SEND, 429, limited, {"Retry-After": "90"}))
    try_again(desk, conversation, message, seconds=40)
    asked = len(google.asked)
    wait = try_again(desk, conversation, message, seconds=60)
    assert wait is not None
    assert 40 < wait <= 60
    assert len(google.asked) == asked
    send(desk, conversation, message)
    (failed,) = desk.world.happened(conversation, SendFailed)
    assert (failed.permanent, failed.code) == (False, 429)
    assert len(desk.box.delivered) == 1


@pytest.mark.req("EML-03", "EML-19")
def test_a_mail_waits_for_a_lost_authorisation_and_leaves_when_it_is_given_again(
    desk: GmailDesk, google: Google
) -> None:
    conversation, message = compose(desk)
    google.login.revoke_all()
    try_again(desk, conversation, message, minutes=1)
    assert desk.state() == ("degraded", "authorisation_lost")
    for _ in range(12):
        assert try_again(desk, conversation, message, minutes=10) == 60
    desk.authorise()
    send(desk, conversation, message)
    assert len(desk.box.delivered) == 1
    assert len(desk.world.happened(conversation, SendStarted)) == 2


@pytest.mark.req("EML-19", "CNV-06")
def test_what_google_refuses_for_good_has_failed_and_says_why(desk: GmailDesk, google: Google) -> None:
    conversation, message = compose(desk)
    google.failures.append(Failure(SEND, 400, error(400, "Invalid To header", "invalidArgument", "")))
    send(desk, conversation, message)
    (failed,) = desk.world.happened(conversation, SendFailed)
    assert (failed.permanent, failed.code, failed.reason) == (True, 400, "the provider refused it: HTTP 400")
