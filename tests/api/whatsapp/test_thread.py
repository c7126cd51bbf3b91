"""What people see of what comes to a number: how things were said, reactions, the window, opting out (WAB-02, WAB-03)."""

from datetime import timedelta
from time import time
from typing import Any

import pytest

from application.identities import AddIdentity
from domain.conversation.aggregate import Conversation
from tests.support.providers import whatsapp_hook as told
from tests.support.providers.whatsapp_desk import NumberDesk


@pytest.mark.req("WAB-02")
def test_each_kind_of_message_is_shown_as_what_it_is(desk: NumberDesk) -> None:
    ann, now = desk.person(), time() - 100
    items: list[dict[str, Any]] = [
        told.text(ann.wa_id, "Zażółć 👍"), told.location(ann.wa_id), told.contacts(ann.wa_id), told.order(ann.wa_id),
        told.message(ann.wa_id, "button", {"payload": "Track", "text": "Track it"}),
        told.row(ann.wa_id, "row-1", "Tomorrow", answers="wamid.elsewhere"),
        told.message(ann.wa_id, "unsupported", {"type": "poll_update"}, errors=[{"code": 131051}]),
        told.message(ann.wa_id, "brand_new", {"of": "a kind that nobody here knows"}),
    ]  # fmt: skip
    for number, one in enumerate(items):
        desk.tell({**one, "timestamp": str(int(now + number))})
    desk.take_in()
    shown = desk.thread()
    assert [(one["said"] or {}).get("kind", "") for one in shown] == [
        "", "location", "contacts", "order", "button", "list", "unsupported", "unsupported",
    ]  # fmt: skip
    assert shown[0]["text"] == "Zażółć 👍"
    assert "Palace" in shown[1]["text"]
    assert "Bob Other" in shown[2]["text"]
    assert {one["sender_why"] for one in shown} == {"whatsapp"}
    assert [one["name"] for one in desk.client.read("/contacts")["items"]] == ["Ann Customer"]


@pytest.mark.req("WAB-02")
def test_reactions_stand_at_their_message_and_answers_name_theirs(desk: NumberDesk) -> None:
    ann, conversation = desk.written()
    _, message = desk.answer("On its way.", conversation)
    desk.send(conversation, message)
    (sent,) = desk.number.sent
    desk.tell(told.reaction(ann.wa_id, sent.wamid, "❤", at=time() - 20))
    desk.take_in()
    (reaction,) = desk.thread(conversation)[1]["reactions"]
    assert reaction["reaction"] == "❤"
    desk.tell(told.reaction(ann.wa_id, sent.wamid, "", at=time() - 10))
    desk.tell(told.text(ann.wa_id, "When?", answers=sent.wamid))
    desk.take_in()
    thread = desk.thread(conversation)
    assert thread[1]["reactions"] == []
    assert len(thread) == 3, "a reaction is no message"


@pytest.mark.req("WAB-02")
@pytest.mark.parametrize(
    ("hours", "state"), [(1, "open"), (23.9, "open"), (24.1, "template_only"), (200, "template_only")]
)
def test_the_window_is_counted_from_when_they_last_wrote(desk: NumberDesk, hours: float, state: str) -> None:
    ann, wrote = desk.person(), desk.meta.now() - timedelta(hours=hours)
    desk.tell(told.text(ann.wa_id, "Where is it?", at=wrote.timestamp()))
    desk.tell(told.text(ann.wa_id, "Earlier", at=wrote.timestamp() - 60))
    desk.take_in()
    desk.tell(told.reaction(ann.wa_id, "wamid.unknown", "👍"))
    desk.take_in()
    window = desk.client.read(f"/conversations/{desk.conversation()}")["window"]
    assert window["state"] == state


@pytest.mark.req("WAB-03")
def test_who_opts_out_gets_no_template_until_they_opt_in(desk: NumberDesk) -> None:
    desk.account.template(body="Hello!")
    ann, conversation = desk.written()
    app = desk.api.application
    app.whatsapp.looking(desk.world.account, desk.channel, "asked")
    desk.api.caught_up()
    hello = {"text": "", "template": {"name": "order_update", "language": "en", "variables": {}}}
    at = f"/conversations/{conversation}"
    desk.tell(told.text(ann.wa_id, " stop. ", at=time() + 1))
    desk.take_in()
    assert desk.client.read(at)["opted_out"]
    refused = desk.client.post(f"{at}/messages", hello)
    assert (refused.status_code, refused.json["code"]) == (409, "opted_out")
    desk.tell(told.text(ann.wa_id, "START", at=time() + 2))
    desk.take_in()
    assert not desk.client.read(at)["opted_out"]
    assert desk.client.post(f"{at}/messages", hello).status_code == 201


@pytest.mark.req("WAB-03", "CNV-05")
def test_a_mail_that_whatsapp_would_answer_says_first_that_they_opted_out(desk: NumberDesk) -> None:
    world, ann = desk.world, desk.person()
    conversation = world.conversation(world.channel())
    contact = world.get(Conversation, conversation).contact_id
    world.do(AddIdentity(contact, "phone", f"+{ann.wa_id}"), by=world.admin)
    desk.api.caught_up()

    def out() -> dict[str, bool]:
        items = desk.client.read(f"/conversations/{conversation}/ways")["items"]
        return {one["kind"]: one["opted_out"] for one in items}

    assert out() == {"email": False, "whatsapp": False}
    desk.tell(told.text(ann.wa_id, "STOP"))
    desk.take_in()
    assert out() == {"email": False, "whatsapp": True}
    assert not desk.client.read(f"/conversations/{conversation}")["opted_out"], "mail may still be sent"
    answer = {"text": "By WhatsApp", "channel_id": str(desk.channel)}
    refused = desk.client.post(f"/conversations/{conversation}/messages", answer)
    assert (refused.status_code, refused.json["code"]) == (409, "opted_out")
    desk.tell(told.text(ann.wa_id, "START", at=time() + 2))
    desk.take_in()
    assert out() == {"email": False, "whatsapp": False}


@pytest.mark.req("WAB-03", "CNV-07")
def test_in_a_merged_conversation_it_is_told_of_whom_an_answer_goes_to(desk: NumberDesk) -> None:
    _, whole = desk.written()
    eve = desk.person("Eve Other")
    desk.tell(told.text(eve.wa_id, "Hello"))
    desk.take_in()
    (part,) = {one["conversation_id"] for one in desk.client.read("/conversations")["items"]} - {str(whole)}
    merged = desk.client.post(f"/conversations/{part}/merge", {"into_id": str(whole), "confirmed": True})
    assert merged.status_code == 200, merged.get_data(as_text=True)
    assert not desk.client.read(f"/conversations/{whole}")["opted_out"]
    desk.tell(told.text(eve.wa_id, "STOP", at=time() + 1))
    desk.take_in()
    assert desk.client.read(f"/conversations/{whole}")["opted_out"]
