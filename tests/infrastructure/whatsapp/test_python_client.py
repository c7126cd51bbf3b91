"""Our Meta holds against a client library of others: what it asks is understood, what it is told it can read.

Only who wants to installs it: `pip install -r requirements-clients.txt`. Its address of the Graph API is that of its session.
"""

from typing import Any

import pytest

from tests.support.providers import whatsapp, whatsapp_hook
from tests.support.providers.whatsapp import Account, Number, WhatsApp

pytest.importorskip("pywa", reason="pip install -r requirements-clients.txt")


def client_at(meta: WhatsApp, account: Account, number: Number) -> Any:
    """Return the library's client of a number."""
    import httpx
    from pywa import WhatsApp as Client

    made = Client(
        number.id, meta.token(account), session=httpx.Client(), server=None, waba_id=account.id,
        app_secret=whatsapp.SECRET, verify_token=whatsapp.VERIFY,
    )  # fmt: skip
    made.api._session.base_url = f"{meta.url}/v24.0"
    return made


@pytest.mark.req("WAB-02")
def test_its_texts_buttons_files_and_templates_are_sent(
    meta: WhatsApp, account: Account, number: Number
) -> None:
    from pywa.types import Button
    from pywa.types.templates import BodyText, TemplateLanguage

    client, ann = client_at(meta, account, number), meta.person(wrote_to=number)
    account.template(body="Order {{1}} left.", language="en_US")
    sent = [
        client.send_message(ann.wa_id, "Hello", tracker="postroom:1"),
        client.send_message(ann.wa_id, "Agree?", buttons=[Button("Yes", callback_data="YES")]),
        client.send_image(ann.wa_id, b"\x89PNG", caption="See", mime_type="image/png"),
        client.send_template(
            ann.wa_id, "order_update", TemplateLanguage.ENGLISH_US, params=[BodyText.params("17")]
        ),
    ]
    assert [one.id for one in sent] == [one.wamid for one in number.sent]
    assert [one.body["type"] for one in number.sent] == ["text", "interactive", "image", "template"]
    assert number.sent[0].body["biz_opaque_callback_data"] == "postroom:1"
    assert meta.stored[number.sent[2].body["image"]["id"]].data == b"\x89PNG"


@pytest.mark.req("WAB-01", "WAB-02")
def test_it_reads_numbers_templates_and_media(meta: WhatsApp, account: Account, number: Number) -> None:
    client = client_at(meta, account, number)
    other = account.number("+48 22 100 20 31")
    numbers = {one.id: one for one in client.get_business_phone_numbers()}
    assert set(numbers) == {number.id, other.id}
    assert numbers[other.id].code_verification_status == "NOT_VERIFIED"
    account.template(more=[{"type": "FOOTER", "text": "Acme"}])
    (found,) = client.get_templates()
    assert (found.name, found.status, [one.type for one in found.components]) == (
        "order_update",
        "APPROVED",
        ["FOOTER", "BODY"],
    )
    media_id = meta.file_of(number, "audio/ogg", b"voice")
    at = client.get_media_url(media_id)
    assert (at.mime_type, at.file_size) == ("audio/ogg", 5)
    assert client.get_media_bytes(at.url) == b"voice"


@pytest.mark.req("WAB-01")
def test_it_verifies_and_registers_a_number(meta: WhatsApp, account: Account) -> None:
    number = account.number()
    client = client_at(meta, account, number)
    assert client.request_verification_code(code_method="SMS", language_code="en_US")
    assert client.verify_phone_number(code=number.code)
    assert client.register_phone_number(pin="123456")
    assert (number.verified, number.registered, number.pin) == (True, True, "123456")


@pytest.mark.req("WAB-02")
def test_it_is_told_of_errors_as_it_reads_them(meta: WhatsApp, account: Account, number: Number) -> None:
    from pywa import errors
    from pywa.types.templates import TemplateLanguage

    client, ann = client_at(meta, account, number), meta.person()
    with pytest.raises(errors.ReEngagementMessage):
        client.send_message(ann.wa_id, "Hello")
    with pytest.raises(errors.MessageUndeliverable):
        client.send_message("48999", "Hello")
    with pytest.raises(errors.TemplateNotExists):
        client.send_template(ann.wa_id, "nothing", TemplateLanguage.ENGLISH, params=[])
    account.template()
    with pytest.raises(errors.TemplateParamCountMismatch):
        client.send_template(ann.wa_id, "order_update", TemplateLanguage.ENGLISH, params=[])
    meta.pair_limit = 1
    ann.wrote_at[number.id] = meta.now()
    client.send_message(ann.wa_id, "One")
    with pytest.raises(errors.TooManyMessages):
        client.send_message(ann.wa_id, "Two")
    meta.pair_limit = 0
    meta.end_sessions()
    with pytest.raises(errors.ExpiredAccessToken):
        client.send_message(ann.wa_id, "Hello")


@pytest.mark.req("WAB-02", "SE-03")
def test_it_reads_the_webhooks_that_ours_posts(meta: WhatsApp, account: Account, number: Number) -> None:
    client, ann, heard = client_at(meta, account, number), meta.person(wrote_to=number), []
    client.on_message(lambda _, one: heard.append(("message", one.type.value, one.from_user.wa_id)))
    client.on_callback_button(lambda _, one: heard.append(("button", one.title, one.data)))
    client.on_callback_selection(lambda _, one: heard.append(("row", one.title, one.data)))
    client.on_message_status(
        lambda _, one: heard.append(
            ("status", one.status.value, one.error.code if one.error else one.tracker)
        )
    )
    client.on_template_status_update(
        lambda _, one: heard.append(("template", one.template_name, one.new_status.value))
    )
    client.send_message(ann.wa_id, "Hello", tracker="postroom:1")
    (sent,) = number.sent
    told = whatsapp_hook
    items = [
        told.text(ann.wa_id, "Hi"), told.location(ann.wa_id), told.contacts(ann.wa_id), told.order(ann.wa_id),
        told.file(ann.wa_id, "image", "1", "image/jpeg", b"x"), told.reaction(ann.wa_id, sent.wamid, "👍"),
        told.pressed(ann.wa_id, "YES", "Yes", answers=sent.wamid), told.row(ann.wa_id, "NO", "No", answers=sent.wamid),
        told.status(sent, "sent"), told.status(sent, "delivered"), told.status(sent, "read"), told.failed(sent, 131049),
    ]  # fmt: skip
    posted = [told.body(account, number, one) for one in items] + [told.template(account, "sale", "APPROVED")]
    for raw in posted:
        assert client.webhook_update_validator(raw, told.signed(raw)["X-Hub-Signature-256"]) is None
        assert client.webhook_update_handler(raw) == ("ok", 200)
    assert heard == [
        *(("message", kind, ann.wa_id) for kind in ("text", "location", "contacts", "order", "image", "reaction")),
        ("button", "Yes", "YES"), ("row", "No", "NO"), ("status", "sent", "postroom:1"), ("status", "delivered", "postroom:1"),
        ("status", "read", "postroom:1"), ("status", "failed", 131049), ("template", "sale", "APPROVED"),
    ]  # fmt: skip
