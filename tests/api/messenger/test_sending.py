"""Answers to people who write to a page: sent once, each part once, in the window, typed errors (MSG-01, MSG-08, CNV-06)."""

import base64
from datetime import timedelta
from uuid import UUID

import pytest

from domain.channel.events import AuthorisationLost
from domain.conversation.messages import MessageSent, SendFailed, SendStarted
from infrastructure.sending import TryAgain
from tests.support.providers import messenger_hook as told
from tests.support.providers.messenger import Facebook, Person
from tests.support.providers.messenger_desk import Desk

PICTURE = {"filename": "cat.png", "content_type": "image/png", "data": base64.b64encode(b"\x89PNG").decode()}


def written(desk: Desk, words: str = "Where is my parcel?") -> tuple[Person, UUID]:
    """Let somebody write to the page; returns who, and the conversation."""
    ann = desk.page.person()
    desk.tell(told.text(desk.page.id, ann.psid, words))
    desk.take_in()
    return ann, desk.conversation()


@pytest.mark.req("MSG-01", "MSG-08")
def test_an_answer_goes_to_who_wrote_and_its_mid_is_recorded(desk: Desk, facebook: Facebook) -> None:
    ann, conversation = written(desk)
    _, message = desk.answer("On its way.", conversation)
    desk.send(conversation, message)
    desk.later(minutes=1)(desk.world.account, conversation, message)
    (sent,) = desk.page.sent
    assert (sent.psid, sent.message["text"], sent.messaging_type, sent.tag) == (
        ann.psid,
        "On its way.",
        "RESPONSE",
        "",
    )
    assert sent.message["metadata"] == f"postroom:{message.hex}"
    (recorded,) = desk.world.happened(conversation, MessageSent)
    assert recorded.known_as == f"messenger:{sent.mid}"
    desk.tell(
        told.echo(
            desk.page.id, ann.psid, "On its way.", app_id=1, metadata=sent.message["metadata"], mid=sent.mid
        )
    )
    desk.tell(told.event(desk.page.id, ann.psid, delivery={"mids": [sent.mid], "watermark": 1}))
    desk.take_in()
    thread = desk.client.read(f"/conversations/{conversation}")["messages"]
    assert len(thread) == 2, "an echo of our own is nothing new"
    assert facebook.count("/messages") >= 1


@pytest.mark.req("MSG-05", "CNV-06")
def test_messages_leave_in_the_order_in_which_they_were_written(desk: Desk) -> None:
    _, conversation = written(desk)
    _, first = desk.answer("Hello!", conversation)
    _, second = desk.answer("How can we help?", conversation)
    with pytest.raises(TryAgain):
        desk.send(conversation, second)
    assert not desk.page.sent
    desk.send(conversation, first)
    desk.send(conversation, second)
    assert [one.message["text"] for one in desk.page.sent] == ["Hello!", "How can we help?"]
    _, stuck = desk.answer("Still there?", conversation)
    _, later = desk.answer("Or not?", conversation)
    desk.later(minutes=2)(desk.world.account, conversation, later)
    assert desk.page.sent[-1].message["text"] == "Or not?", "nothing waits for long"
    assert stuck != later


@pytest.mark.req("MSG-01", "CNV-06")
def test_a_text_and_files_are_parts_that_go_on_where_they_broke_off(desk: Desk, facebook: Facebook) -> None:
    _, conversation = written(desk)
    _, message = desk.answer(
        "See there.", conversation, attachments=[PICTURE, {**PICTURE, "filename": "two.png"}]
    )
    facebook.fails("/messages", 400, 613, headers={"Retry-After": "0"})
    with pytest.raises(TryAgain):
        desk.send(conversation, message)
    assert not desk.page.sent
    sender = desk.later(minutes=1)
    facebook.fails_after("/messages", 1, 500, 2)
    with pytest.raises(TryAgain):
        sender(desk.world.account, conversation, message)
    assert [one.message.get("text") for one in desk.page.sent] == ["See there."]
    desk.later(minutes=10)(desk.world.account, conversation, message)
    assert [one.message.get("text", "a file") for one in desk.page.sent] == ["See there.", "a file", "a file"]
    assert [one.file and one.file[0] for one in desk.page.sent] == [None, "cat.png", "two.png"]
    (recorded,) = desk.world.happened(conversation, MessageSent)
    assert recorded.known_as == f"messenger:{desk.page.sent[0].mid}"


@pytest.mark.req("MSG-08")
def test_after_a_day_a_person_answers_under_the_tag_and_after_a_week_nothing_is_asked_of_facebook(
    desk: Desk, facebook: Facebook
) -> None:
    _, conversation = written(desk)
    _, early = desk.answer("Within the day.", conversation)
    _, late = desk.answer("Within the week.", conversation)
    facebook.ahead = timedelta(hours=30)
    desk.later(hours=30)(desk.world.account, conversation, early)
    assert [(one.messaging_type, one.tag) for one in desk.page.sent] == [("MESSAGE_TAG", "HUMAN_AGENT")]
    asked = len(facebook.asked)
    desk.later(days=8)(desk.world.account, conversation, late)
    assert len(facebook.asked) == asked, "refused before any call"
    assert [one.tag for one in desk.world.happened(conversation, SendStarted)] == ["HUMAN_AGENT"]


@pytest.mark.req("MSG-01", "CNV-06")
@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (400, 551, "blocked the page"),
        (400, 10, "administrator"),
        (400, 368, "keeps the page"),
        (400, 100, "(100)"),
    ],
)
def test_what_facebook_refuses_fails_with_words_that_help(
    desk: Desk, facebook: Facebook, status: int, code: int, words: str
) -> None:
    _, conversation = written(desk)
    _, message = desk.answer("Hello", conversation)
    facebook.fails("/messages", status, code)
    desk.send(conversation, message)
    (failed,) = desk.world.happened(conversation, SendFailed)
    assert (failed.code, failed.permanent) == (code, True)
    assert words in failed.reason
    assert "test wanted" not in failed.reason


@pytest.mark.req("MSG-01", "EML-19")
def test_an_attempt_nobody_knows_the_end_of_is_settled_by_its_echo(desk: Desk, facebook: Facebook) -> None:
    ann, conversation = written(desk)
    _, message = desk.answer("Once only.", conversation)
    facebook.fails("/messages", 0, done=True)
    with pytest.raises(TryAgain):
        desk.send(conversation, message)
    (sent,) = desk.page.sent
    with pytest.raises(TryAgain):
        desk.send(conversation, message)
    assert len(desk.page.sent) == 1, "its echo is waited for"
    desk.tell(
        told.echo(
            desk.page.id, ann.psid, "Once only.", app_id=1, metadata=sent.message["metadata"], mid=sent.mid
        )
    )
    desk.take_in()
    desk.later(minutes=5)(desk.world.account, conversation, message)
    assert len(desk.page.sent) == 1
    (recorded,) = desk.world.happened(conversation, MessageSent)
    assert recorded.known_as == f"messenger:{sent.mid}"


@pytest.mark.req("MSG-03")
def test_a_token_that_is_over_degrades_the_channel_and_answers_wait(desk: Desk, facebook: Facebook) -> None:
    _, conversation = written(desk)
    _, message = desk.answer("Hello", conversation)
    facebook.end_sessions()
    with pytest.raises(TryAgain):
        desk.send(conversation, message)
    assert desk.state() == ("degraded", "authorisation_lost")
    asked = len(facebook.asked)
    with pytest.raises(TryAgain):
        desk.send(conversation, message)
    assert len(facebook.asked) == asked
    assert len(desk.world.happened(desk.channel, AuthorisationLost)) == 1


@pytest.mark.req("MSG-01", "EML-19")
def test_markdown_leaves_as_plain_text_and_what_is_typed_as_it_is(desk: Desk) -> None:
    _, conversation = written(desk)
    typed = "It is **on its way**:\n\n- *today*\n- [here](https://a.example)"
    for form in ("markdown", "plain"):
        _, message = desk.answer(typed, conversation, format=form)
        desk.send(conversation, message)
    sent = "It is on its way:\n\n- today\n- here (https://a.example)"
    assert [one.message["text"] for one in desk.page.sent] == [sent, typed]
    shown = desk.client.post("/preview", {"text": typed, "format": "markdown", "kind": "messenger"})
    assert (shown.json["text"], shown.json["html"]) == (sent, "")
