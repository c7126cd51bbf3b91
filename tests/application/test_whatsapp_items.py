"""What WhatsApp's webhooks tell, as Meta documents it, is read as what it is (WAB-02)."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.inbound import InboundMessage
from application.messaged import Kept, choice_payload, file_of, metadata_of
from application.submitted import SentFile
from application.whatsapp_items import read
from application.whatsapped import MESSAGE, STATUS, is_whatsapp, packed, wanted_media
from infrastructure.originals import readers

AT = "1793610000"
JO = {"wa_id": "48600100200", "profile": {"name": " Jo  Doe "}}
CARD = {
    "name": {"formatted_name": "Ann Bo", "first_name": "Ann"},
    "phones": [{"phone": "+1 555", "wa_id": "1555", "type": "HOME"}, {"wa_id": "1556"}],
    "emails": [{"email": "ann@example.org"}],
}
PRESSED = {"id": "row-1", "title": "Express", "description": "By noon"}
ITEMS = [
    {"product_retailer_id": "SKU-1", "quantity": 2, "item_price": 9.5, "currency": "EUR"},
    {"product_retailer_id": "SKU-2", "quantity": "1"},
    "noise",
]


def message(**what: Any) -> dict[str, Any]:
    return {"from": "48600100200", "id": "wamid.1", "timestamp": AT, **what}


def told(event: dict[str, Any], what: str = MESSAGE, contact: Any = None, **kept: Any) -> InboundMessage:
    return read(packed("100", what, event, JO if contact is None else contact, **kept))


@pytest.mark.req("WAB-02")
def test_a_text_is_of_whoever_has_the_number() -> None:
    found = told(message(type="text", text={"body": "Hello"}, context={"from": "1", "id": "wamid.0"}))
    assert (found.sender.address, found.sender.name, found.text) == ("48600100200", "Jo Doe", "Hello")
    assert (found.provider_id, found.sender_why) == ("whatsapp:wamid.1", "whatsapp")
    assert found.sent_at == datetime.fromtimestamp(int(AT), UTC)
    assert found.messaged is not None
    assert (found.messaged.said, found.messaged.reply_to) == ("", "wamid.0")
    assert found.sign is None
    assert found.talked


@pytest.mark.req("WAB-02")
@pytest.mark.parametrize(
    ("what", "said", "text", "title", "url"),
    [
        (
            {"type": "location", "location": {"latitude": 52.2, "longitude": 21, "name": "Office", "address": "Long 1", "url": "https://x.example/"}},
            "location", "Office\nLong 1\n52.2, 21", "Office", "https://x.example/",
        ),
        ({"type": "contacts", "contacts": [CARD]}, "contacts", "Ann Bo, +1 555, 1556, ann@example.org", "Ann Bo", ""),
        ({"type": "interactive", "interactive": {"type": "button_reply", "button_reply": {"id": "b", "title": "Yes"}}}, "button", "Yes", "", ""),
        ({"type": "interactive", "interactive": {"type": "list_reply", "list_reply": PRESSED}}, "list", "Express\nBy noon", "Express", ""),
        (
            {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {"name": "flow", "body": "Sent", "response_json": json.dumps({"flow_token": "t", "size": "L", "n": 2, "x": []})}}},
            "nfm", "Sent\nsize: L\nn: 2", "flow", "",
        ),
        ({"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {"body": "Sent", "response_json": "{"}}}, "nfm", "Sent", "", ""),
        ({"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {"body": "Sent", "response_json": "[]"}}}, "nfm", "Sent", "", ""),
        ({"type": "interactive", "interactive": {"type": "call_permission_reply"}}, "unsupported", "", "", ""),
        ({"type": "button", "button": {"text": "Stop", "payload": "STOP-P"}}, "button", "Stop", "", ""),
        ({"type": "order", "order": {"catalog_id": "1", "text": "Please", "product_items": ITEMS}}, "order", "Please\n2 x SKU-1 (9.5 EUR)\n1 x SKU-2", "", ""),
        ({"type": "system", "system": {"body": "Jo changed", "wa_id": "48600", "type": "user_changed_number"}}, "number_changed", "Jo changed", "+48600", ""),
        ({"type": "system", "system": {"body": "Jo changed", "type": "customer_changed_number"}}, "number_changed", "Jo changed", "", ""),
        ({"type": "text", "text": {"body": "Hi"}, "referral": {"headline": "Sale", "source_url": "https://ad.example/"}}, "referral", "Hi", "Sale", "https://ad.example/"),
        (
            {"type": "interactive", "interactive": {"nfm_reply": {"body": "Sent", "response_json": json.dumps({"news": True, "sizes": ["S", 2, {}], "none": None})}}},
            "nfm", "Sent\nnews: true\nsizes: S, 2", "", "",
        ),
        ({"type": "location", "location": {"latitude": "52.2", "longitude": True}}, "location", "52.2", "", ""),
        ({"type": "contacts", "contacts": [{"name": {"first_name": "Ann", "last_name": "Bo"}}]}, "contacts", "Ann Bo", "Ann Bo", ""),
        (
            {"type": "text", "text": {"body": "Is it there?"}, "context": {"id": "wamid.0", "referred_product": {"catalog_id": "1", "product_retailer_id": "SKU-1"}}},
            "share", "Is it there?", "SKU-1", "",
        ),
        ({"type": "edit", "edit": {"original_message_id": "wamid.0", "message": {"type": "text", "text": {"body": "Put right"}}}}, "edit", "Put right", "", ""),
        ({"type": "edit", "edit": {"message": {"type": "image", "image": {"id": "1", "caption": "See"}}}}, "edit", "See", "", ""),
        ({"type": "image", "image": {"caption": "See"}, "errors": [{"code": 131052}]}, "unsupported", "See", "", ""),
        ({"type": "unsupported", "errors": [{"code": 131051}]}, "unsupported", "", "", ""),
        ({"type": "unknown"}, "unsupported", "", "", ""),
        ({"type": "text", "text": {}}, "unsupported", "", "", ""),
        ({"type": "image", "image": {}}, "unsupported", "", "", ""),
    ],
)  # fmt: skip
def test_every_kind_of_message_is_read_as_what_it_is(
    what: dict[str, Any], said: str, text: str, title: str, url: str
) -> None:
    found = told(message(**what))
    assert found.messaged is not None
    assert (found.messaged.said, found.text, found.messaged.title, found.messaged.url) == (
        said,
        text,
        title,
        url,
    )
    assert found.sign is None


@pytest.mark.req("WAB-02")
@pytest.mark.parametrize(
    ("kind", "file", "said"),
    [
        ("image", {"id": "m1", "caption": "See"}, ""),
        ("video", {"id": "m1"}, ""),
        ("audio", {"id": "m1", "voice": True}, "voice"),
        ("audio", {"id": "m1", "voice": False}, ""),
        ("sticker", {"id": "m1", "animated": True}, "sticker"),
        ("document", {"id": "m1", "filename": "Bill.pdf", "caption": "See"}, ""),
    ],
)
def test_files_are_those_that_were_fetched(kind: str, file: dict[str, Any], said: str) -> None:
    event = message(type=kind, **{kind: file})
    (wanted,) = wanted_media(event)
    assert (wanted.number, wanted.kind, wanted.media_id, wanted.filename) == (
        0,
        kind,
        "m1",
        file.get("filename", ""),
    )
    kept = Kept(0, SentFile("", "a.bin", "image/png", b"bytes"))
    raw = packed("100", MESSAGE, event, JO, files=(kept,))
    found = read(raw)
    assert [(one.filename, one.content_type, one.size) for one in found.attachments] == [
        ("a.bin", "image/png", 5)
    ]
    assert found.messaged is not None
    assert (found.messaged.said, found.text, found.defects) == (said, file.get("caption", ""), ())
    sent = file_of(raw, 0)
    assert sent is not None
    assert sent.data == b"bytes"
    assert is_whatsapp(raw)
    lost = told(event, lost=(0,))
    assert (lost.defects, lost.attachments[0].size) == (("media_lost",), 0)
    assert lost.attachments[0].filename == file.get("filename", kind)


@pytest.mark.req("WAB-02")
def test_what_is_pressed_says_of_which_message_of_ours() -> None:
    ours = uuid4()
    for what in (
        {
            "type": "interactive",
            "interactive": {"button_reply": {"id": choice_payload(ours, 2), "title": "Yes"}},
        },
        {
            "type": "interactive",
            "interactive": {"list_reply": {"id": choice_payload(ours, 2), "title": "Yes"}},
        },
        {"type": "button", "button": {"text": "Yes", "payload": choice_payload(ours, 2)}},
    ):
        found = told(message(**what))
        assert found.messaged is not None
        assert found.messaged.choice == (ours, 2)


@pytest.mark.req("WAB-02")
def test_reactions_are_signs() -> None:
    love = told(message(type="reaction", reaction={"message_id": "wamid.0", "emoji": "x"})).sign
    gone = told(message(type="reaction", reaction={"message_id": "wamid.0"})).sign
    assert love is not None
    assert gone is not None
    assert (love.kind, love.mids, love.reaction, love.removed) == ("reaction", ("wamid.0",), "x", False)
    assert (gone.reaction, gone.removed) == ("", True)


@pytest.mark.req("WAB-02")
@pytest.mark.parametrize(
    ("status", "kind"),
    [("sent", "sent"), ("delivered", "delivered"), ("read", "seen"), ("played", "seen"), ("failed", "undelivered"), ("deleted", "other")],
)  # fmt: skip
def test_statuses_are_signs_of_a_message_of_ours(status: str, kind: str) -> None:
    ours = uuid4()
    event = {
        "id": "wamid.9", "status": status, "timestamp": AT, "recipient_id": "48600100200",
        "biz_opaque_callback_data": metadata_of(ours), "errors": [{"code": 131026, "title": "Undeliverable"}],
    }  # fmt: skip
    found = told(event, STATUS, {})
    assert found.sign is not None
    assert (found.sign.kind, found.sign.mids, found.sign.ours, found.sign.code) == (
        kind,
        ("wamid.9",),
        ours,
        131026,
    )
    assert found.sent_at == datetime.fromtimestamp(int(AT), UTC)
    for said, code in (("x", 0), ("131026", 131026), (10**20, 0), (True, 0)):
        without = told({"id": "wamid.9", "status": status, "errors": [{"code": said}]}, STATUS, {}).sign
        assert without is not None
        assert (without.ours, without.code) == (None, code)
    assert told(event, STATUS, {}).provider_id == found.provider_id
    assert told(event | {"status": "z"}, STATUS, {}).provider_id != found.provider_id


@pytest.mark.req("WAB-02")
@pytest.mark.parametrize(
    "event",
    [
        {"type": "text", "text": {"body": "From nobody"}},
        message(type="request_welcome"),
        message(type="revoke", revoke={"original_message_id": "wamid.0"}),
        message(type="system", system={"type": "customer_identity_changed", "body": "x"}),
    ],
)
def test_what_says_nothing_is_a_sign_that_nobody_understands(event: dict[str, Any]) -> None:
    found = told(event, contact={})
    assert found.sign is not None
    assert found.sign.kind == "other"


@pytest.mark.req("WAB-02")
def test_who_is_named_by_the_webhook_only_is_known_too() -> None:
    assert told({"type": "text", "text": {"body": "x"}, "id": "wamid.2"}).sender.address == "48600100200"
    assert told(message(type="text", text={"body": "x"}) | {"from": "+48600"}).sender.address == "48600"
    unnumbered = {"type": "text", "text": {"body": "x"}, "id": "wamid.3", "from_user_id": "PL.1349"}
    assert told(unnumbered, contact={"user_id": "PL.1349"}).sender.address == "PL.1349"
    assert told(unnumbered, contact={"profile": {"username": "ann"}}).sender.name == "ann"


@pytest.mark.req("WAB-02")
def test_what_is_put_right_is_named() -> None:
    put_right = {"original_message_id": "wamid.0", "message": {"type": "text", "text": {"body": "x"}}}
    found = told(message(type="edit", edit=put_right)).messaged
    assert found is not None
    assert (found.said, found.reply_to) == ("edit", "wamid.0")


SOMETHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "type",
                    "text",
                    "body",
                    "contacts",
                    "phones",
                    "name",
                    "product_items",
                    "errors",
                    "code",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.mark.req("WAB-02")
@given(
    what=st.sampled_from(
        ["text", "image", "audio", "location", "contacts", "interactive", "button", "order", "system", "reaction", "edit", "revoke", "x"]
    ),
    body=SOMETHING,
    status=st.booleans(),
    more=st.dictionaries(st.sampled_from(["from", "id", "timestamp", "context", "referral", "status", "errors"]), SOMETHING),
)  # fmt: skip
def test_whatever_comes_is_read_as_something(
    what: str, body: Any, status: bool, more: dict[str, Any]
) -> None:
    raw = packed("100", STATUS if status else MESSAGE, {"type": what, what: body, **more}, JO)
    found = readers()["whatsapp"](raw, ())
    assert isinstance(found, InboundMessage)
    assert found.provider_id.startswith("whatsapp:")
