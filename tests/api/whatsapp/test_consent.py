"""Where a number asks first: a button of WhatsApp's is pressed before anything of the message can be read (PRV-02, WAB-04)."""

import pytest

from application.company import SetDataPrivacy
from application.consent_setting import SetConsent
from application.ingest import IngestMessage
from domain.conversation.messages import MessagePosted
from domain.conversation.messaging_events import ConsentAsked
from domain.intake.events import ReplayRequested
from tests.support.providers import whatsapp_hook as told
from tests.support.providers.whatsapp_desk import NumberDesk

QUESTION = "May we keep what you write?"


@pytest.mark.req("PRV-02", "WAB-04")
def test_what_was_held_comes_in_once_they_press_the_button(desk: NumberDesk) -> None:
    desk.world.do(SetDataPrivacy(True), by=desk.world.admin)  # noqa: FBT003 - the command has one field
    desk.world.do(SetConsent(desk.channel, "explicit", {"en": QUESTION}), by=desk.world.admin)
    ann = desk.person()
    desk.tell(told.text(ann.wa_id, "My number is 17"))
    desk.take_in()
    read = desk.api.application.log.read(0, 100, [ConsentAsked.TOPIC])
    (asked,) = (one.event for one in read if isinstance(one.event, ConsentAsked))
    conversation = asked.originator_id
    (posted,) = desk.world.happened(conversation, MessagePosted)
    assert [one["text"] for one in desk.thread(conversation)] == [QUESTION], "nothing else can be read"
    desk.send(conversation, posted.message_id)
    (sent,) = desk.number.sent
    assert sent.body["interactive"]["body"]["text"] == QUESTION
    (button,) = (one["reply"] for one in sent.body["interactive"]["action"]["buttons"])
    assert asked.message_id.hex in button["id"]
    desk.tell(told.pressed(ann.wa_id, button["id"], button["title"], answers=sent.wamid))
    desk.take_in()
    for one in desk.accepted():
        if desk.world.happened(one.originator_id, ReplayRequested):
            desk.world.do(IngestMessage(one.originator_id))
    desk.api.caught_up()
    assert "My number is 17" in [one["text"] for one in desk.thread(conversation)]
