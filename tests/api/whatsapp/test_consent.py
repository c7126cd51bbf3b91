"""Where a number asks first: a button of WhatsApp's is pressed before anything of the message can be read (PRV-02, WAB-04).

It is taken back there, too: by a word, or by the other button (PRV-05).
"""

from uuid import UUID

import pytest

from application.company import SetDataPrivacy
from application.consent_setting import SetConsent
from application.ingest import IngestMessage
from domain.channel.withdrawal import REPLIES, WORDS
from domain.conversation.aggregate import Conversation
from domain.conversation.messages import MessagePosted
from domain.conversation.messaging_events import ConsentAsked
from domain.intake.events import ReplayRequested
from tests.support.providers import whatsapp_hook as told
from tests.support.providers.whatsapp_desk import NumberDesk

QUESTION = "May we keep what you write?"


def _asked(desk: NumberDesk) -> ConsentAsked:
    """Return that somebody was asked, once."""
    read = desk.api.application.log.read(0, 100_000, [ConsentAsked.TOPIC])
    mine = [one.event for one in read if one.event.account_id == desk.world.account]
    (asked,) = (one for one in mine if isinstance(one, ConsentAsked))
    return asked


def _agreed(desk: NumberDesk, who: str) -> UUID:
    """Let somebody write and press that they agree; returns the conversation."""
    desk.world.do(SetDataPrivacy(True), by=desk.world.admin)  # noqa: FBT003 - the command has one field
    desk.world.do(SetConsent(desk.channel, "explicit", {"en": QUESTION}), by=desk.world.admin)
    desk.tell(told.text(who, "My number is 17"))
    desk.take_in()
    asked = _asked(desk)
    (posted,) = desk.world.happened(asked.originator_id, MessagePosted)
    desk.send(asked.originator_id, posted.message_id)
    sent = desk.number.sent[-1]
    button = sent.body["interactive"]["action"]["buttons"][0]["reply"]
    desk.tell(told.pressed(who, button["id"], button["title"], answers=sent.wamid))
    desk.take_in()
    for one in desk.accepted():
        if desk.world.happened(one.originator_id, ReplayRequested):
            desk.world.do(IngestMessage(one.originator_id))
    return asked.originator_id


@pytest.mark.req("PRV-02", "WAB-04")
def test_what_was_held_comes_in_once_they_press_the_button(desk: NumberDesk) -> None:
    desk.world.do(SetDataPrivacy(True), by=desk.world.admin)  # noqa: FBT003 - the command has one field
    desk.world.do(SetConsent(desk.channel, "explicit", {"en": QUESTION}), by=desk.world.admin)
    ann = desk.person()
    desk.tell(told.text(ann.wa_id, "My number is 17"))
    desk.take_in()
    asked = _asked(desk)
    conversation = asked.originator_id
    (posted,) = desk.world.happened(conversation, MessagePosted)
    assert [one["text"] for one in desk.thread(conversation)] == [QUESTION], "nothing else can be read"
    desk.send(conversation, posted.message_id)
    (sent,) = desk.number.sent
    assert sent.body["interactive"]["body"]["text"] == QUESTION
    (button, _) = (one["reply"] for one in sent.body["interactive"]["action"]["buttons"])
    assert asked.message_id.hex in button["id"]
    desk.tell(told.pressed(ann.wa_id, button["id"], button["title"], answers=sent.wamid))
    desk.take_in()
    for one in desk.accepted():
        if desk.world.happened(one.originator_id, ReplayRequested):
            desk.world.do(IngestMessage(one.originator_id))
    desk.api.caught_up()
    assert "My number is 17" in [one["text"] for one in desk.thread(conversation)]


@pytest.mark.req("PRV-05", "PRV-06", "WAB-04")
def test_a_word_takes_it_back_and_the_ledger_names_the_message(desk: NumberDesk) -> None:
    who = desk.person().wa_id
    conversation = _agreed(desk, who)
    desk.tell(told.text(who, "Withdraw!"))
    desk.take_in()
    desk.api.caught_up()
    client = desk.api.client(desk.world)
    contact = desk.world.get(Conversation, conversation).contact_id
    (consent,) = client.read(f"/contacts/{contact}/consents")["items"]
    assert (consent["state"], consent["withdrawn_by"], consent["purpose"]) == (
        "withdrawn",
        "keyword",
        "conversation",
    )
    given, back = consent["events"]
    thread = {one["text"]: one["message_id"] for one in desk.thread(conversation)}
    assert (given["method"], back["event"], back["message_id"], back["reason"]) == (
        "button",
        "withdrawn",
        thread["Withdraw!"],
        "WITHDRAW",
    )
    assert list(thread)[-1] == REPLIES["en"]


@pytest.mark.req("PRV-05")
def test_the_words_are_read_and_set_by_language(desk: NumberDesk) -> None:
    client, path = desk.api.client(desk.world), f"/channels/{desk.channel}/consent/words"
    known = client.read(path)
    assert known["words"] == {language: list(words) for language, words in WORDS.items()}
    assert known["replies"] == dict(REPLIES)
    wanted = {"words": {"de": ["Widerruf"]}, "replies": {"de": "Gut."}}
    stale = client.put(path, wanted, If_Match=f'"{known["version"] - 1}"')
    assert stale.status_code == 412
    assert client.put(path, wanted, If_Match=f'"{known["version"]}"').status_code == 200
    now = client.read(path)
    assert (now["words"], now["replies"], now["version"]) == (
        wanted["words"],
        wanted["replies"],
        known["version"] + 1,
    )
    assert client.put(path, {"words": {"en": ["Enough"]}, "replies": {"en": "Fine."}}).status_code == 200
    assert client.read(path)["words"] == {"en": ["Enough"]}
    refused = client.put(path, {"words": {"en": ["stop"]}, "replies": {"en": "Fine."}})
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, "words")
    mailbox = client.put(f"/channels/{desk.world.channel()}/consent/words", wanted)
    assert (mailbox.status_code, mailbox.json["code"]) == (409, "withdrawal_not_offered")
