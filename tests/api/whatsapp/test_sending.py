"""Answers to people who write to a number: sent once, in the window, typed errors, statuses (WAB-02, CNV-06, EML-19)."""

import base64
from datetime import timedelta

import pytest

from domain.channel.events import AuthorisationLost
from domain.conversation.messages import MessageSent, SendFailed
from infrastructure.sending import TryAgain
from tests.support.providers import whatsapp_hook as told
from tests.support.providers.whatsapp import WhatsApp, scoped
from tests.support.providers.whatsapp_desk import NumberDesk


def file(name: str, content_type: str, data: bytes = b"data") -> dict[str, str]:
    """Return a file to send along."""
    return {"filename": name, "content_type": content_type, "data": base64.b64encode(data).decode()}


@pytest.mark.req("WAB-02")
def test_an_answer_goes_to_who_wrote_and_statuses_say_how_far_it_got(desk: NumberDesk) -> None:
    ann, conversation = desk.written()
    _, message = desk.answer("On its way: https://example.org", conversation)
    desk.send(conversation, message)
    desk.later(minutes=1)(desk.world.account, conversation, message)
    (sent,) = desk.number.sent
    assert (sent.to, sent.text) == (ann.wa_id, "On its way: https://example.org")
    assert sent.body["text"]["preview_url"] is True
    assert sent.body["biz_opaque_callback_data"] == f"postroom:{message.hex}"
    (recorded,) = desk.world.happened(conversation, MessageSent)
    assert recorded.known_as == f"whatsapp:{sent.wamid}"
    for what, state in (("sent", "sent"), ("delivered", "delivered"), ("read", "seen")):
        desk.tell(told.status(sent, what))
        desk.take_in()
        assert desk.thread(conversation)[-1]["delivery"]["state"] == state, what


@pytest.mark.req("WAB-02")
def test_a_message_that_does_not_arrive_says_why_by_metas_code(desk: NumberDesk) -> None:
    _, conversation = desk.written()
    _, message = desk.answer("Hello", conversation)
    desk.send(conversation, message)
    desk.tell(told.failed(desk.number.sent[0], 131049))
    desk.take_in()
    delivery = desk.thread(conversation)[-1]["delivery"]
    assert (delivery["state"], delivery["code"], delivery["reason"]) == (
        "undelivered",
        131049,
        "healthy_ecosystem",
    )


@pytest.mark.req("WAB-02", "CNV-06")
def test_a_short_text_stands_below_its_picture_and_more_goes_one_by_one(
    desk: NumberDesk, meta: WhatsApp
) -> None:
    _, conversation = desk.written()
    _, captioned = desk.answer("See there.", conversation, attachments=[file("cat.png", "image/png")])
    _, spoken = desk.answer("Listen.", conversation, attachments=[file("a.mp3", "audio/mpeg")])
    _, several = desk.answer(
        "Both.", conversation, attachments=[file("b.pdf", "application/pdf"), file("c.mp4", "video/mp4")]
    )
    for message in (captioned, spoken, several):
        desk.send(conversation, message)
    bodies = [one.body for one in desk.number.sent]
    assert [one["type"] for one in bodies] == ["image", "text", "audio", "text", "document", "video"]
    assert bodies[0]["image"]["caption"] == "See there."
    assert bodies[4]["document"]["filename"] == "b.pdf"
    stored = meta.stored[bodies[0]["image"]["id"]]
    assert (stored.filename, stored.data) == ("cat.png", b"data")


@pytest.mark.req("WAB-02", "EML-19")
def test_parts_go_on_where_they_broke_off(desk: NumberDesk, meta: WhatsApp) -> None:
    _, conversation = desk.written()
    files = [file("b.pdf", "application/pdf"), file("c.pdf", "application/pdf")]
    _, message = desk.answer("Both.", conversation, attachments=files)
    meta.fails_after("/messages", 1, 500, 131000)
    with pytest.raises(TryAgain):
        desk.send(conversation, message)
    assert [one.body["type"] for one in desk.number.sent] == ["text"]
    desk.later(minutes=10)(desk.world.account, conversation, message)
    assert [one.body["type"] for one in desk.number.sent] == ["text", "document", "document"]
    (recorded,) = desk.world.happened(conversation, MessageSent)
    assert recorded.known_as == f"whatsapp:{desk.number.sent[0].wamid}"


@pytest.mark.req("WAB-02")
def test_what_became_too_late_while_it_waited_is_refused_before_any_call(
    desk: NumberDesk, meta: WhatsApp
) -> None:
    _, conversation = desk.written()
    _, message = desk.answer("Within the day.", conversation)
    asked = len(meta.asked)
    desk.later(hours=25)(desk.world.account, conversation, message)
    assert len(meta.asked) == asked
    assert desk.thread(conversation)[-1]["delivery"]["reason"] == "template_needed"


@pytest.mark.req("WAB-02", "CNV-06")
@pytest.mark.parametrize(
    ("code", "reason"),
    [(131047, "template_needed"), (131026, "undeliverable"), (368, "blocked"), (133010, "registration"), (10, "access"),
     (131053, "media"), (100, "parameter"), (99, "provider_refused")],
)  # fmt: skip
def test_what_meta_refuses_fails_with_its_code_in_a_word(
    desk: NumberDesk, meta: WhatsApp, code: int, reason: str
) -> None:
    _, conversation = desk.written()
    _, message = desk.answer("Hello", conversation)
    meta.fails("/messages", 400, code)
    desk.send(conversation, message)
    (failed,) = desk.world.happened(conversation, SendFailed)
    assert (failed.code, failed.permanent, failed.reason) == (code, True, reason)


@pytest.mark.req("WAB-02")
def test_a_file_that_whatsapp_does_not_take_is_refused_before_any_call(
    desk: NumberDesk, meta: WhatsApp
) -> None:
    _, conversation = desk.written()
    asked = len(meta.asked)
    said = {"text": "Run it", "attachments": [file("a.zip", "application/zip")]}
    answer = desk.client.post(f"/conversations/{conversation}/messages", said)
    assert (answer.status_code, answer.json["field"]) == (422, "attachments")
    assert "WhatsApp takes JPEG and PNG pictures up to 5 MB" in answer.json["detail"]
    assert len(meta.asked) == asked
    assert [one["direction"] for one in desk.thread(conversation)] == ["in"]


@pytest.mark.req("WAB-02")
def test_limits_of_a_number_let_it_rest_and_limits_of_a_pair_do_not(desk: NumberDesk, meta: WhatsApp) -> None:
    _, conversation = desk.written()
    _, one = desk.answer("One", conversation)
    meta.fails("/messages", 400, 131056)
    with pytest.raises(TryAgain):
        desk.send(conversation, one)
    asked = meta.count("/messages")
    desk.later(minutes=1)(desk.world.account, conversation, one)
    assert meta.count("/messages") == asked + 1, "the next is not held back"
    _, two = desk.answer("Two", conversation)
    meta.fails("/messages", 400, 130429, headers={"Retry-After": "600"})
    with pytest.raises(TryAgain):
        desk.send(conversation, two)
    asked = meta.count("/messages")
    with pytest.raises(TryAgain):
        desk.later(minutes=1)(desk.world.account, conversation, two)
    assert meta.count("/messages") == asked, "Meta is left alone for as long as it says"
    desk.later(minutes=11)(desk.world.account, conversation, two)
    assert [each.text for each in desk.number.sent] == ["One", "Two"]


@pytest.mark.req("WAB-02", "EML-19")
def test_an_attempt_nobody_knows_the_end_of_is_settled_by_its_first_status(
    desk: NumberDesk, meta: WhatsApp
) -> None:
    _, conversation = desk.written()
    _, message = desk.answer("Once only.", conversation)
    meta.fails("/messages", 0, done=True)
    with pytest.raises(TryAgain):
        desk.send(conversation, message)
    (sent,) = desk.number.sent
    with pytest.raises(TryAgain):
        desk.send(conversation, message)
    assert len(desk.number.sent) == 1, "its status is waited for"
    desk.tell(told.status(sent, "sent"))
    desk.take_in()
    desk.later(minutes=5)(desk.world.account, conversation, message)
    assert len(desk.number.sent) == 1
    (recorded,) = desk.world.happened(conversation, MessageSent)
    assert recorded.known_as == f"whatsapp:{sent.wamid}"


@pytest.mark.req("WAB-01", "WAB-02")
def test_a_token_that_is_over_degrades_the_channel_until_another_is_entered(
    desk: NumberDesk, meta: WhatsApp
) -> None:
    _, conversation = desk.written()
    _, message = desk.answer("Hello", conversation)
    meta.end_sessions()
    with pytest.raises(TryAgain):
        desk.send(conversation, message)
    assert desk.state() == ("degraded", "authorisation_lost")
    asked = len(meta.asked)
    with pytest.raises(TryAgain):
        desk.send(conversation, message)
    assert len(meta.asked) == asked
    assert len(desk.world.happened(desk.channel, AuthorisationLost)) == 1
    desk.token = meta.token(desk.account)
    desk.connect_number()
    desk.api.caught_up()
    assert desk.state() == ("connected", "")
    desk.later(minutes=5)(desk.world.account, conversation, message)
    assert [one.text for one in desk.number.sent] == ["Hello"]


@pytest.mark.req("WAB-02")
def test_free_text_a_day_later_is_refused_with_the_typed_reason(desk: NumberDesk) -> None:
    ann = desk.person()
    late = desk.meta.now() - timedelta(hours=25)
    desk.tell(told.text(ann.wa_id, "Yesterday", at=late.timestamp()))
    desk.take_in()
    refused = desk.client.post(f"/conversations/{desk.conversation()}/messages", {"text": "Hello"})
    assert (refused.status_code, refused.json["code"]) == (409, "template_needed")


@pytest.mark.req("WAB-02")
def test_who_shows_a_username_in_place_of_a_number_is_answered_by_their_id(desk: NumberDesk) -> None:
    ann = desk.person()
    desk.tell(told.by_username(told.text(ann.wa_id, "Hello?")))
    desk.take_in()
    conversation, message = desk.answer("Hello!")
    desk.send(conversation, message)
    (sent,) = desk.number.sent
    assert (sent.to, sent.body["recipient"]) == (ann.wa_id, scoped(ann.wa_id))
    desk.tell(told.by_username(told.status(sent, "delivered")))
    desk.take_in()
    assert desk.thread(conversation)[-1]["delivery"]["state"] == "delivered"


@pytest.mark.req("WAB-02", "EML-19")
def test_markdown_leaves_with_the_marks_of_whatsapp_and_what_is_typed_as_it_is(desk: NumberDesk) -> None:
    _, conversation = desk.written()
    typed = "It is **on its way**, *today*: ~~five~~ `12:00`"
    for form in ("markdown", "plain"):
        _, message = desk.answer(typed, conversation, format=form)
        desk.send(conversation, message)
    sent = "It is *on its way*, _today_: ~five~ `12:00`"
    assert [one.text for one in desk.number.sent] == [sent, typed]
    assert [one["text"] for one in desk.thread(conversation)[-2:]] == [sent, typed], (
        "the thread shows what was sent"
    )
    shown = desk.client.post("/preview", {"text": typed, "format": "markdown", "kind": "whatsapp"})
    assert (shown.json["text"], shown.json["html"]) == (sent, "")


@pytest.mark.req("WAB-02", "CNV-06")
def test_what_marks_make_too_long_is_refused_as_what_is_typed_too_long(desk: NumberDesk) -> None:
    _, conversation = desk.written()
    rows = "```\n" + "\n".join(["x `y`"] * 600) + "\n```"
    assert len(rows) < 4_096
    refused = desk.client.post(
        f"/conversations/{conversation}/messages", {"text": rows, "format": "markdown"}
    )
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, "text")
