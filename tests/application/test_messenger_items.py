"""What the provider's items mean: every documented kind, and that nothing else is taken for one of them (MSG-01)."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.inbound import InboundMessage, Messaged, Sign
from application.messaged import (
    GET_STARTED,
    Kept,
    Media,
    choice_payload,
    file_of,
    is_messenger,
    metadata_of,
    packed,
    wanted_media,
)
from application.messenger_items import provider_id_of, read
from application.submitted import SentFile

PAGE, PSID, AT = "100", "200", datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
STAMP = int(AT.timestamp() * 1000)
IMAGE = {"type": "image", "payload": {"url": "https://cdn.example/1.jpg"}}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
PARTS = (
    "message",
    "postback",
    "message_edit",
    "referral",
    "optin",
    "reaction",
    "delivery",
    "read",
    "recipient",
)


def item(**what: Any) -> dict[str, Any]:
    return {"sender": {"id": PSID}, "recipient": {"id": PAGE}, "timestamp": STAMP, **what}


def means(what: dict[str, Any], **kept: Any) -> InboundMessage:
    return read(packed(PAGE, what, **kept))


def about(found: InboundMessage) -> Messaged:
    assert found.messaged is not None
    return found.messaged


def sign(found: InboundMessage) -> Sign:
    assert found.sign is not None
    return found.sign


@pytest.mark.req("MSG-01", "CON-01")
def test_a_text_is_of_whoever_the_page_knows_so() -> None:
    found = means(item(message={"mid": "m_1", "text": "Hello"}), name=" Jo   Doe ")
    assert (found.provider_id, found.text, found.sent_at) == ("messenger:m_1", "Hello", AT)
    assert (found.sender.address, found.sender.name, found.sender_why) == ("100:200", "Jo Doe", "messenger")
    assert [(one.by, one.value) for one in found.candidates] == [("visitor", "100:200")]
    assert (found.sender.address, about(found).said) == (f"{PAGE}:{PSID}", "")
    assert found.sign is None
    assert found.talked


@pytest.mark.req("MSG-01")
@pytest.mark.parametrize(
    ("what", "said", "text", "title", "url"),
    [
        ({"message": {"mid": "m", "text": "Yes", "quick_reply": {"payload": "Y"}}}, "quick_reply", "Yes", "", ""),
        ({"postback": {"mid": "m", "title": "Prices", "payload": "P"}}, "postback", "Prices", "Prices", ""),
        ({"postback": {"title": "Start", "payload": GET_STARTED}}, "get_started", "Start", "Start", ""),
        ({"referral": {"ref": "autumn", "source": "SHORTLINK"}}, "referral", "", "autumn", ""),
        ({"referral": {"source": "ADS"}}, "referral", "", "ADS", ""),
        ({"referral": {"source": "ADS", "ads_context_data": {"ad_title": "Sale"}}}, "referral", "", "Sale", ""),
        ({"postback": {"title": "Start", "payload": GET_STARTED, "referral": {"ref": "shop"}}}, "get_started", "Start", "shop", ""),
        ({"message": {"mid": "m", "text": "Price?", "referral": {"product": {"id": "77"}}}}, "referral", "Price?", "77", ""),
        (
            {"message": {"mid": "m", "text": "Yes", "quick_reply": {"payload": "Y"}, "referral": {"ref": "shop"}}},
            "quick_reply", "Yes", "shop", "",
        ),
        ({"optin": {"ref": "box", "type": "checkbox"}}, "optin", "", "box", ""),
        ({"message_edit": {"mid": "m", "text": "Put right", "num_edit": 1}}, "edit", "Put right", "", ""),
        ({"message": {"mid": "m", "is_unsupported": True}}, "unsupported", "", "", ""),
        (
            {"message": {"mid": "m", "attachments": [
                {"type": "location", "title": "Here", "url": "https://maps.example/1",
                 "payload": {"coordinates": {"lat": 52.2, "long": 21}}}]}},
            "location", "Here\n52.2, 21", "Here", "https://maps.example/1",
        ),
        (
            {"message": {"mid": "m", "text": "Look", "attachments": [
                {"type": "fallback", "title": "A page", "payload": {"url": "https://example.org/x"}}]}},
            "share", "Look\nA page\nhttps://example.org/x", "A page", "https://example.org/x",
        ),
        (
            {"message": {"mid": "m", "attachments": [{"type": "fallback", "title": "T", "url": "javascript:x"}]}},
            "share", "T", "T", "",
        ),
        ({"message": {"mid": "m", "attachments": [{"type": "template", "payload": {}}]}}, "unsupported", "", "", ""),
        (
            {"message": {"mid": "m", "sticker_id": 1, "attachments": [
                {"type": "image", "payload": {"url": "https://cdn.example/s.png", "sticker_id": 1}}]}},
            "sticker", "", "", "",
        ),
        (
            {"message": {"mid": "m", "attachments": [
                {"type": "sticker", "payload": {"url": "https://cdn.example/s.png", "sticker_id": 1}}]}},
            "sticker", "", "", "",
        ),
        (
            {"message": {"mid": "m", "attachments": [
                {"type": "fallback", "payload": {"title": "A page", "url": "https://example.org/x"}}]}},
            "share", "A page\nhttps://example.org/x", "A page", "https://example.org/x",
        ),
        (
            {"message": {"mid": "m", "attachments": [{"type": "reel", "payload": {"url": "https://example.org/r"}}]}},
            "share", "https://example.org/r", "", "https://example.org/r",
        ),
        (
            {"message": {"mid": "m", "attachments": [{"type": "template", "payload": {"product": {"elements": [
                {"id": "1", "title": "Lamp", "subtitle": "20 EUR"}, "odd"]}}}]}},
            "share", "Lamp\n20 EUR", "", "",
        ),
        (
            {"message": {"mid": "m", "text": "Nice", "reply_to": {"story": {"id": "1", "url": "https://example.org/s"}}}},
            "share", "Nice", "", "https://example.org/s",
        ),
        ({"referral": {"ref": "w24", "source": "ADS", "ads_context_data": {"ad_title": "Sale"}}}, "referral", "", "Sale", ""),
        (
            {"message": {"mid": "m", "attachments": [{"type": "appointment_booking", "payload": {"booking_id": "1"}}]}},
            "booking", "", "", "",
        ),
        (
            {"message": {"mid": "m", "attachments": [{"type": "appointment_booking", "payload": {
                "status": "requested", "start_time": 1739612400, "end_time": 1739616000, "timezone": "America/Los_Angeles"}}]}},
            "booking", "requested\n2025-02-15 01:40-08:00 \N{EN DASH} 2025-02-15 02:40-08:00", "", "",
        ),
        (
            {"message": {"mid": "m", "attachments": [{"type": "appointment_booking", "payload": {
                "status": "confirmed", "start_time": 1739612400, "end_time": 10**20, "timezone": "../Mars"}}]}},
            "booking", "confirmed\n2025-02-15 09:40+00:00", "", "",
        ),
        ({"message": {"mid": "m", "attachments": [IMAGE, "odd"]}}, "", "", "", ""),
    ],
)  # fmt: skip
def test_every_kind_of_message_is_read_as_what_it_is(
    what: dict[str, Any], said: str, text: str, title: str, url: str
) -> None:
    found = means(item(**what))
    assert (about(found).said, found.text, about(found).title, about(found).url) == (said, text, title, url)
    assert found.sign is None


@pytest.mark.req("MSG-01", "CNV-08")
def test_files_are_those_that_were_fetched_and_lost_ones_are_said() -> None:
    other = {"type": "file", "payload": {"url": "https://cdn.example/2.pdf"}}
    event = item(message={"mid": "m", "attachments": [IMAGE, {"type": "fallback", "title": "x"}, other]})
    assert wanted_media(event) == (
        Media(0, "image", "https://cdn.example/1.jpg"), Media(2, "file", "https://cdn.example/2.pdf"),
    )  # fmt: skip
    assert wanted_media(item(message={"attachments": "odd"})) == wanted_media(item()) == ()
    kept = Kept(0, SentFile("", "1.jpg", "image/jpeg", b"abc"))
    raw = packed(PAGE, event, [kept], lost=(2,))
    assert is_messenger(raw)
    assert not is_messenger(b"From: jo@example.org")
    assert file_of(raw, 0) == kept.file
    assert file_of(raw, 2) is None
    image, lost = read(raw).attachments
    assert (image.part, image.filename, image.content_type, image.size) == (0, "1.jpg", "image/jpeg", 3)
    assert (lost.part, lost.filename, lost.size, lost.sha256) == (2, "file", 0, "")
    assert read(raw).defects == ("media_lost",)


@pytest.mark.req("MSG-01")
def test_a_sticker_that_is_told_as_an_image_too_is_one_file() -> None:
    payload = {"url": "https://cdn.example/s.png", "sticker_id": 7}
    twice = [{"type": "image", "payload": payload}, IMAGE, {"type": "sticker", "payload": payload}]
    event = item(message={"mid": "m", "attachments": twice})
    assert [(one.number, one.kind) for one in wanted_media(event)] == [(1, "image"), (2, "sticker")]
    assert [one.part for one in means(event).attachments] == [1, 2]
    assert about(means(event)).said == "sticker"


@pytest.mark.req("MSG-01")
def test_that_something_was_taken_back_is_no_message() -> None:
    for echo in ({}, {"is_echo": True}):
        assert sign(means(item(message={"mid": "m", "is_deleted": True, **echo}))).kind == "other"


@pytest.mark.req("MSG-01")
def test_what_the_page_sent_by_a_template_elsewhere_is_read() -> None:
    button = {
        "template_type": "button",
        "text": "What next?",
        "buttons": [{"type": "web_url", "title": "Visit"}],
    }
    echo = {"mid": "m", "is_echo": True, "attachments": [{"type": "template", "payload": button}]}
    turned = {"sender": {"id": PAGE}, "recipient": {"id": PSID}}
    assert means(item(message=echo) | turned).text == "What next?"


@pytest.mark.req("MSG-01")
def test_pressed_answers_and_replies_name_what_they_are_about() -> None:
    ours = uuid4()
    pressed = {"mid": "m", "text": "No", "quick_reply": {"payload": choice_payload(ours, 1)}}
    assert about(means(item(message=pressed))).choice == (ours, 1)
    for payload in ("", "OTHER:1", f"POSTROOM_CHOICE:{ours.hex}", "POSTROOM_CHOICE:x:1"):
        assert about(means(item(postback={"title": "x", "payload": payload}))).choice is None
    replied = item(message={"mid": "m", "text": "That", "reply_to": {"mid": "m_0"}})
    assert about(means(replied)).reply_to == "m_0"
    assert about(means(item(message_edit={"mid": "m_0", "text": "x"}))).reply_to == "m_0"


@pytest.mark.req("MSG-01")
def test_echoes_are_the_pages_and_ours_are_known_by_what_we_sent_along() -> None:
    ours = uuid4()
    turned = {"sender": {"id": PAGE}, "recipient": {"id": PSID}}
    echo = {"mid": "m_7", "is_echo": True, "text": "From the page", "metadata": metadata_of(ours)}
    found = means(item(message=echo) | turned)
    assert sign(found) == Sign("echo", mids=("m_7",), ours=ours)
    assert (found.provider_id, found.sender.address, found.text) == (
        "messenger:m_7",
        "100:200",
        "From the page",
    )
    for metadata in ("", "elsewhere", "postroom:x"):
        assert sign(means(item(message=echo | {"metadata": metadata}) | turned)).ours is None
    assert means(item(message={"is_echo": True, "text": "x"}) | turned).provider_id.startswith(
        "messenger:sha256:"
    )


@pytest.mark.req("MSG-01")
def test_receipts_and_reactions_are_signs() -> None:
    assert sign(means(item(delivery={"mids": ["a", "b"], "watermark": STAMP}))) == Sign(
        "delivered", mids=("a", "b"), until=AT
    )
    assert sign(means(item(delivery={"watermark": STAMP}))).mids == ()
    assert sign(means(item(delivery={"mids": "odd", "watermark": "x"}))) == Sign("delivered")
    assert sign(means(item(read={"watermark": STAMP}))) == Sign("seen", until=AT)
    reaction = {"mid": "m_1", "action": "react", "reaction": "love", "emoji": "\u2764"}
    assert sign(means(item(reaction=reaction))) == Sign("reaction", mids=("m_1",), reaction="\u2764")
    taken_back = {"mid": "m_1", "action": "unreact", "reaction": "love"}
    assert sign(means(item(reaction=taken_back))) == Sign(
        "reaction", mids=("m_1",), reaction="love", removed=True
    )
    assert sign(means(item(account_linking={"status": "linked"}))).kind == "other"
    assert sign(means({"message": {"mid": "m", "text": "from nobody"}})).kind == "other"


@pytest.mark.req("MSG-08", "MSG-11")
@pytest.mark.parametrize(
    ("stamp", "at"),
    [
        (STAMP, AT), (str(STAMP), AT), (STAMP // 1000, AT), (float(STAMP), AT),
        (None, None), ("x", None), (10**30, None), (0, None), (-1, None), (float("inf"), None),
    ],
)  # fmt: skip
def test_the_providers_time_is_believed_where_it_is_one(stamp: object, at: datetime | None) -> None:
    assert means(item(message={"mid": "m", "text": "x"}) | {"timestamp": stamp}).sent_at == at


@pytest.mark.req("MSG-11", "RL-04")
def test_the_same_item_is_the_same_however_its_parts_are_ordered() -> None:
    one = item(postback={"title": "A", "payload": "P"})
    other = {name: one[name] for name in reversed(one)}
    assert means(one).provider_id == means(other).provider_id
    assert means(one).provider_id != means(one | {"timestamp": STAMP + 1}).provider_id
    assert provider_id_of("m_1") == "messenger:m_1"


@pytest.mark.req("MSG-01", "MSG-11")
@given(parts=st.dictionaries(st.sampled_from((*PARTS, "sender", "timestamp")), ANYTHING, max_size=4))
def test_whatever_comes_is_read_as_something(parts: dict[str, Any]) -> None:
    found = means({"sender": {"id": PSID}, **parts})
    assert found.messaged is not None
    assert found.provider_id.startswith("messenger:")
    json.dumps([found.text, found.sender.address])
    assert isinstance(found.sign, Sign | None)
    assert found.messaged.choice is None or isinstance(found.messaged.choice[0], UUID)
