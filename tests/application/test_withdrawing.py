"""Who takes their consent back in a message, in Messenger and in WhatsApp: by a word, or by what they were asked (PRV-05)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from application.bot import SetBot
from application.company import SetDataPrivacy
from application.consent_setting import SetConsent, SetWithdrawalWords
from application.ingest import IngestMessage
from application.messaged import choice_payload
from application.opting import opted_out_at
from application.unit import Unit
from domain.bot.default import default_flow
from domain.channel.aggregate import Channel
from domain.channel.consent_events import ConsentSet, ConsentWordsSet
from domain.channel.withdrawal import REFUSALS, REPLIES, WORDS
from domain.consent.events import ConsentGiven, ConsentWithdrawn
from domain.conversation.aggregate import Conversation, Status
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.conversation.messaging_events import ConsentAsked, ConsentDeclined, WindowDecided
from domain.intake.events import MessageIngested, MessageSetAside, ReplayRequested
from tests.support.numbers import NumberDesk, anywhere
from tests.support.pages import PageDesk
from tests.support.world import World

TEXTS = {"en": "May we keep what you write?", "pl": "Czy możemy przechowywać Twoje wiadomości?"}
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _private(world: World) -> None:
    world.do(SetDataPrivacy(True), by=world.admin)  # noqa: FBT003 - the command has one field


@pytest.fixture(params=["messenger", "whatsapp"])
def desk(world: World, request: pytest.FixtureRequest) -> PageDesk | NumberDesk:
    return PageDesk(world) if request.param == "messenger" else NumberDesk(world)


Desk = PageDesk | NumberDesk


def ask(desk: Desk, mode: str = "explicit", **texts: str) -> None:
    desk.world.do(SetConsent(desk.channel, mode, texts or TEXTS), by=desk.world.admin)


def write(desk: Desk, text: str, *, minutes: int = 1) -> UUID:
    """Let somebody write some minutes after what happened before; returns the intake."""
    desk.wait(minutes * MINUTE)
    return desk.take(_text(desk, text)).id


def _text(desk: Desk, text: str) -> dict[str, Any]:
    if isinstance(desk, PageDesk):
        return desk.event(message={"mid": f"m_{text}_{desk.world.now}", "text": text})
    return desk.event(type="text", text={"body": text})


def press(desk: Desk, number: int, question: int = -1) -> UUID:
    """Let somebody press one of the answers to a question; returns the intake."""
    desk.wait(MINUTE)
    payload = choice_payload(anywhere(desk.world, ConsentAsked)[question].message_id, number)
    if isinstance(desk, PageDesk):
        quick = {"mid": f"m_{desk.world.now}", "text": "x", "quick_reply": {"payload": payload}}
        return desk.take(desk.event(message=quick)).id
    button = {"type": "button_reply", "button_reply": {"id": payload, "title": "x"}}
    return desk.take(desk.event(type="interactive", interactive=button)).id


def agree(desk: Desk) -> Conversation:
    """Let somebody write and agree; what waited is taken in."""
    write(desk, "Hello")
    press(desk, 0)
    take_in(desk)
    return desk.world.get(Conversation, anywhere(desk.world, ConsentAsked)[-1].originator_id)


def take_in(desk: Desk) -> None:
    """Take in what is to be taken in again, as the reactor does."""
    for one in anywhere(desk.world, ReplayRequested):
        desk.world.do(IngestMessage(one.originator_id))


def said(desk: Desk, conversation: UUID) -> list[str]:
    return [one.text for one in desk.world.happened(conversation, MessagePosted)]


def withdrawn(desk: Desk) -> list[ConsentWithdrawn]:
    return anywhere(desk.world, ConsentWithdrawn)


@pytest.mark.req("PRV-05", "MSG-09", "WAB-04")
@pytest.mark.parametrize(("text", "language"), [(" withdraw.\n", "en"), ("„Cofam   ZGODĘ”!", "pl")])
def test_a_word_takes_consent_back_with_the_message_as_evidence_and_is_confirmed_once(
    desk: Desk, text: str, language: str
) -> None:
    ask(desk)
    conversation = agree(desk)
    at = desk.world.now + MINUTE
    intake = write(desk, text)
    (ended,) = desk.world.happened(intake, MessageIngested)
    (back,) = withdrawn(desk)
    assert (back.purpose, back.method, back.message_id) == ("conversation", "keyword", ended.message_id)
    assert (back.contact_id, back.reason) == (conversation.contact_id, WORDS[language][0])
    assert back.said_at is not None
    assert abs(back.said_at - at) < timedelta(seconds=1)
    assert said(desk, conversation.id)[1:] == [REPLIES[language]]
    assert desk.world.happened(conversation.id, MessageReceived)[-1].text.strip() == text.strip()
    assert desk.world.get(Conversation, conversation.id).status is Status.OPEN, "somebody is to look at it"


@pytest.mark.req("PRV-05", "PRV-02")
def test_what_comes_after_it_is_held_asked_for_and_taken_in_once_they_agree_again(desk: Desk) -> None:
    ask(desk)
    conversation = agree(desk).id
    write(desk, "Withdraw")
    held = write(desk, "One more thing")
    assert [one.reason for one in desk.world.happened(held, MessageSetAside)] == ["consent_missing"]
    assert said(desk, conversation)[-1] == TEXTS["en"]
    assert len(anywhere(desk.world, ConsentAsked)) == 2
    press(desk, 0)
    take_in(desk)
    came = [one.text for one in desk.world.happened(conversation, MessageReceived)]
    assert came[-2:] == ["One more thing", "x"]
    assert (len(withdrawn(desk)), len(anywhere(desk.world, ConsentGiven))) == (1, 2)


@pytest.mark.req("PRV-05")
def test_the_other_answer_to_the_question_takes_back_later_too(desk: Desk) -> None:
    ask(desk, pl=TEXTS["pl"])
    conversation = agree(desk).id
    intake = press(desk, 1)
    (ended,) = desk.world.happened(intake, MessageIngested)
    (back,) = withdrawn(desk)
    assert (back.method, back.reason, back.message_id) == ("button", "", ended.message_id)
    assert said(desk, conversation)[-1] == REPLIES["pl"]
    again = press(desk, 1)
    assert desk.world.happened(again, MessageSetAside), "nothing of theirs is taken in now"
    assert len(withdrawn(desk)) == 1
    assert said(desk, conversation)[-1] == REFUSALS["pl"]


@pytest.mark.req("PRV-05", "PRV-02")
def test_who_does_not_agree_is_told_so_and_not_asked_again_for_that(desk: Desk) -> None:
    ask(desk)
    write(desk, "Hello")
    (question,) = anywhere(desk.world, ConsentAsked)
    conversation = question.originator_id
    refused, worded = press(desk, 1), write(desk, "I withdraw my consent")
    assert [bool(desk.world.happened(one, MessageSetAside)) for one in (refused, worded)] == [True, True]
    assert withdrawn(desk) == [], "nothing was agreed to"
    assert said(desk, conversation) == [TEXTS["en"], REFUSALS["en"], REFUSALS["en"]]
    declined = anywhere(desk.world, ConsentDeclined)
    assert [one.message_id for one in declined] == [
        one.message_id for one in desk.world.happened(conversation, MessagePosted)[1:]
    ]
    assert all(one.allowed for one in desk.world.happened(conversation, WindowDecided))
    assert desk.world.get(Conversation, conversation).status is Status.CLOSED
    write(desk, "So?")
    assert len(anywhere(desk.world, ConsentAsked)) == 2


@pytest.mark.req("PRV-05", "PRV-02")
def test_what_is_held_from_who_said_no_comes_in_once_they_agree_and_takes_nothing_back_then(
    desk: Desk,
) -> None:
    ask(desk)
    write(desk, "Hello")
    write(desk, "Withdraw")
    press(desk, 0)
    take_in(desk)
    conversation = anywhere(desk.world, ConsentAsked)[0].originator_id
    came = [one.text for one in desk.world.happened(conversation, MessageReceived)]
    assert came == ["Hello", "Withdraw", "x"]
    assert withdrawn(desk) == [], "they agreed after they had written it"


@pytest.mark.req("PRV-05")
def test_who_never_was_asked_is_asked_first_whatever_their_word_is(desk: Desk) -> None:
    ask(desk)
    write(desk, "Withdraw")
    assert len(anywhere(desk.world, ConsentAsked)) == 1
    assert anywhere(desk.world, ConsentDeclined) == []


@pytest.mark.req("PRV-05")
def test_what_was_agreed_to_before_the_text_changed_is_taken_back_too_and_confirmed_after_days(
    desk: Desk,
) -> None:
    ask(desk)
    conversation = agree(desk).id
    ask(desk, en="Another text")
    held = write(desk, "Withdraw", minutes=3 * 24 * 60)
    assert desk.world.happened(held, MessageSetAside)
    (back,) = withdrawn(desk)
    assert (back.method, back.message_id, back.reason) == ("keyword", None, "")
    assert said(desk, conversation)[-1] == REPLIES["en"]
    assert desk.world.happened(conversation, WindowDecided)[-1].allowed


@pytest.mark.req("PRV-03", "PRV-05")
def test_where_writing_is_agreeing_a_word_takes_it_back_until_they_press_that_they_agree(desk: Desk) -> None:
    ask(desk, "implied")
    write(desk, "Hello")
    (given,) = anywhere(desk.world, ConsentGiven)
    write(desk, "withdraw consent")
    (back,) = withdrawn(desk)
    assert (given.mode, given.method, back.method) == ("implied", "message", "keyword")
    held = write(desk, "And another thing")
    assert desk.world.happened(held, MessageSetAside)
    conversation = anywhere(desk.world, ConsentAsked)[0].originator_id
    assert said(desk, conversation) == [TEXTS["en"], REPLIES["en"], TEXTS["en"]]
    press(desk, 0)
    take_in(desk)
    assert "And another thing" in [one.text for one in desk.world.happened(conversation, MessageReceived)]


@pytest.mark.req("PRV-05")
def test_of_what_comes_in_disorder_the_later_word_counts(desk: Desk) -> None:
    ask(desk)
    agree(desk)
    before = desk.event(at=desk.world.now - 2 * MINUTE, **_said(desk, "Withdraw"))
    desk.take(before)
    assert withdrawn(desk) == [], "it was written before they agreed"
    desk.take(desk.event(at=desk.world.now, **_said(desk, "WITHDRAW")))
    assert len(withdrawn(desk)) == 1, "of the same second taking back counts"


@pytest.mark.req("PRV-05")
def test_a_word_among_others_is_no_word_nor_is_any_where_nobody_is_asked(desk: Desk) -> None:
    ask(desk)
    agree(desk)
    write(desk, "Do I have to withdraw money?")
    ask(desk, "off")
    write(desk, "Withdraw")
    assert withdrawn(desk) == []


@pytest.mark.req("PRV-05", "MSG-02")
def test_the_chatflow_says_nothing_to_it_and_lets_people_have_it(world: World) -> None:
    ann = world.user("Ann")
    desk = PageDesk(world, users=(ann,), greeting="Hello!")
    world.do(SetBot(desk.channel, default_flow("Acme", "Soon.")), by=world.admin)
    ask(desk, "implied")
    write(desk, "Withdraw")
    (came,) = anywhere(world, MessageReceived)
    assert said(desk, came.originator_id) == [TEXTS["en"], REPLIES["en"]]
    assert world.get(Conversation, came.originator_id).assignee_id == ann
    assert len(withdrawn(desk)) == 1


@pytest.mark.req("PRV-05", "WAB-03")
def test_each_word_of_whatsapp_does_its_own_thing(world: World) -> None:
    desk = NumberDesk(world)
    ask(desk)
    contact = agree(desk).contact_id
    write(desk, "STOP")
    write(desk, "Cofam zgode")
    assert [one.purpose for one in withdrawn(desk)] == ["messages", "conversation"]
    unit = Unit(world.env(), world.ports)
    assert opted_out_at(unit, unit.get(Channel, desk.channel), contact) is not None
    assert anywhere(world, WindowDecided)[-1].allowed, "they asked for that very answer"


@pytest.mark.req("PRV-05")
def test_words_are_set_by_language_and_ask_nobody_again(desk: Desk) -> None:
    ask(desk)
    agree(desk)
    words, replies = {"de": ("Widerruf", "  widerruf "), "en": ("Enough",)}, {"de": " Gut. ", "en": "Fine."}
    for _ in range(2):
        desk.world.do(SetWithdrawalWords(desk.channel, words, replies), by=desk.world.admin)
    (event,) = desk.world.happened(desk.channel, ConsentWordsSet)
    assert event.words == {"de": ("widerruf",), "en": ("Enough",)}
    assert event.replies == {"de": "Gut.", "en": "Fine."}
    assert len(desk.world.happened(desk.channel, ConsentSet)) == 1
    write(desk, "Withdraw")
    assert withdrawn(desk) == []
    write(desk, "WIDERRUF!")
    assert [one.text for one in anywhere(desk.world, MessagePosted)][-1] == "Gut."


def _said(desk: Desk, text: str) -> dict[str, Any]:
    if isinstance(desk, PageDesk):
        return {"message": {"mid": f"m_{text}", "text": text}}
    return {"type": "text", "text": {"body": text}}
