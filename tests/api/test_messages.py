"""Messages over HTTP: HTML without teeth, originals and files as downloads, retry (EML-17, CNV-06, CNV-08)."""

import base64
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.sending import RecordFailure, RecordSent, StartSend
from domain.contact.events import ContactErased
from tests.api.test_conversations import mail
from tests.support.api import Client, Served
from tests.support.world import World

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
HOSTILE = (
    b"From: Jo <jo@customer.example>\r\nTo: help@acme.example\r\nSubject: Look\r\nMessage-ID: <%s@customer.example>\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/html\r\n\r\n"
    b'<p onclick=alert(1)>Hi<script>alert(1)</script><img src="https://spy.example/a.png"><img src="cid:pic"></p>\r\n'
    b'--b\r\nContent-Type: image/png; name=pic.png\r\nContent-ID: <pic>\r\nContent-Disposition: inline; filename="pic.png"\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(PNG) + b"\r\n"
    b'--b\r\nContent-Type: text/html; name=evil.html\r\nContent-Disposition: attachment; filename="ev\xc3\xadl.html"\r\n\r\n'
    b"<script>alert(1)</script>\r\n--b--\r\n"
)


def hostile(api: Served) -> tuple[World, Client, dict[str, Any], UUID]:
    world = api.world()
    conversation = world.mailed(world.channel(), HOSTILE.replace(b"%s", uuid4().hex.encode()))
    client = api.client(world)
    (message,) = client.read(f"/conversations/{conversation}")["messages"]
    return world, client, message, conversation


@pytest.mark.req("EML-17")
def test_html_is_shown_without_scripts_or_strangers(api: Served) -> None:
    _, client, message, _ = hostile(api)
    shown = client.get(f"/messages/{message['message_id']}/html")
    text = shown.get_data(as_text=True)
    assert "script" not in text
    assert "onclick" not in text
    assert ' src="https://spy.example' not in text
    assert base64.b64encode(PNG).decode() in text
    policy = shown.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "https:" not in policy
    assert shown.headers["Postroom-Blocked-Images"] == "true"
    remote = client.get(f"/messages/{message['message_id']}/html?images=remote")
    assert ' src="https://spy.example/a.png"' in remote.get_data(as_text=True)


@pytest.mark.req("CNV-08")
def test_originals_and_files_are_downloads_and_never_pages(api: Served) -> None:
    _, client, message, _ = hostile(api)
    path = f"/messages/{message['message_id']}"
    original = client.get(f"{path}/original")
    assert original.get_data().startswith(b"From: Jo")
    files = {one["filename"]: one["number"] for one in message["attachments"]}
    picture = client.get(f"{path}/attachments/{files['pic.png']}")
    assert picture.get_data() == PNG
    evil = client.get(f"{path}/attachments/{1 - files['pic.png']}")
    assert evil.content_type == "application/octet-stream"
    for answer in (original, picture, evil):
        assert answer.headers["Content-Disposition"].startswith("attachment; ")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert client.get(f"{path}/attachments/9").status_code == 404


@pytest.mark.req("CNV-08")
def test_a_file_we_sent_is_read_back(api: Served) -> None:
    world = api.world()
    conversation = world.mailed(world.channel(), mail())
    client = api.client(world)
    file = {
        "filename": "offer.pdf",
        "content_type": "application/pdf",
        "data": base64.b64encode(b"%PDF").decode(),
    }
    sent = client.post(f"/conversations/{conversation}/messages", {"text": "See.", "attachments": [file]})
    assert sent.status_code == 201, sent.json
    read = client.get(f"/messages/{sent.json['id']}/attachments/0")
    assert (read.get_data(), read.content_type) == (b"%PDF", "application/octet-stream")
    bad = {"text": "See.", "attachments": [{**file, "data": "no base64!"}]}
    refused = client.post(f"/conversations/{conversation}/messages", bad)
    assert (refused.status_code, refused.json["field"]) == (422, "attachments.0.data")
    for path in ("html", "original"):
        assert client.get(f"/messages/{sent.json['id']}/{path}").status_code == 404


@pytest.mark.req("CNV-06")
def test_a_failed_message_is_shown_and_sent_again(api: Served) -> None:
    world = api.world()
    conversation = world.mailed(world.channel(), mail())
    client = api.client(world)
    sent = client.post(f"/conversations/{conversation}/messages", {"text": "Hello."})
    message = UUID(sent.json["id"])
    early = client.post(f"/messages/{message}/retry")
    assert (early.status_code, early.json["code"]) == (409, "sending_refused")
    world.do(StartSend(conversation, message))
    world.do(RecordFailure(conversation, message, 1, permanent=True, code=550, reason="no_such_mailbox"))
    assert client.read(f"/messages/{message}")["delivery"]["state"] == "failed"
    assert client.post(f"/messages/{message}/retry").status_code == 200
    assert client.read(f"/messages/{message}")["delivery"]["state"] == "queued"


@pytest.mark.req("CNV-06", "EML-19")
def test_a_message_a_relay_took_for_some_says_for_whom_not(api: Served) -> None:
    world = api.world()
    conversation = world.mailed(world.channel(), mail())
    client = api.client(world)
    reply = {"text": "Hello.", "cc": ["bo@example.org", "cy@example.org"]}
    message = UUID(client.post(f"/conversations/{conversation}/messages", reply).json["id"])
    world.do(StartSend(conversation, message))
    world.do(RecordSent(conversation, message, 1, 250, refused=(1,), recipients=3))
    delivery = client.read(f"/messages/{message}")["delivery"]
    assert (delivery["state"], delivery["reason"]) == ("sent", "refused for recipient 2 of 3")
    then = client.read(f"/conversations/{conversation}")
    past = client.read(f"/conversations/{conversation}?as_of={then['position']}")
    assert past["messages"][-1]["delivery"] == then["messages"][-1]["delivery"] == delivery


@pytest.mark.req("PRV-08")
def test_an_erased_contact_is_gone_from_every_answer(api: Served) -> None:
    world, client, message, conversation = hostile(api)
    contact = client.read(f"/conversations/{conversation}")["contact_id"]
    done = client.post(f"/contacts/{contact}/erase")
    assert done.status_code == 200, done.json
    assert done.json["keys"] >= 1
    pages = [
        client.get(path).get_data(as_text=True)
        for path in (
            f"/conversations/{conversation}",
            f"/conversations/{conversation}?as_of={message['position']}",
            "/conversations?view=closed",
            f"/contacts/{contact}",
            f"/history/conversation/{conversation}",
            f"/history/contact/{contact}",
        )
    ]
    for page in pages:
        assert "jo@customer.example" not in page
        assert "Look" not in page
    assert "[erased]" in pages[0]
    gone = client.get(f"/messages/{message['message_id']}/original")
    assert (gone.status_code, gone.json["code"]) == (410, "erased")
    assert world.happened(UUID(contact), ContactErased)


@pytest.mark.req("EML-19", "EML-17")
def test_what_is_formatted_is_shown_as_it_was_sent_and_as_it_was_previewed(api: Served) -> None:
    world = api.world()
    conversation = world.mailed(world.channel(), mail())
    client = api.client(world)
    body = {"text": "It is **on its way** <b>.", "format": "markdown"}
    preview = client.post("/preview", body)
    assert preview.status_code == 200
    assert preview.json == {
        "text": "It is on its way <b>.", "html": "<p>It is <strong>on its way</strong> &lt;b&gt;.</p>",
        "signature_text": "", "signature_html": "",
    }  # fmt: skip
    sent = client.post(f"/conversations/{conversation}/messages", body).json["id"]
    message = client.read(f"/messages/{sent}")
    assert all(message[name] == preview.json[name] for name in ("text", "html"))
    assert message["has_html"]
    shown = client.get(f"/messages/{sent}/html")
    assert "<strong>on its way</strong>" in shown.get_data(as_text=True)
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    plain = client.post(f"/conversations/{conversation}/messages", {"text": "**as typed**"}).json["id"]
    assert client.read(f"/messages/{plain}")["text"] == "**as typed**"
    as_typed = client.post("/preview", {"text": "**a**"}).json
    assert (as_typed["text"], as_typed["html"]) == ("**a**", "")


@pytest.mark.req("EML-09", "EML-19", "SE-01")
def test_a_preview_shows_the_signature_of_the_channel_it_goes_by(api: Served) -> None:
    world = api.world()
    channel = world.channel()
    client = api.client(world)
    signature = {"format": "markdown", "source": "**Lamps** Ltd, {{agent.first_name}}"}
    assert client.put(f"/channels/{channel}/signature", signature).status_code == 200
    previewed = client.post("/preview", {"text": "a", "channel_id": str(channel)}).json
    assert (previewed["text"], previewed["html"]) == ("a", "")
    assert previewed["signature_text"] == "Lamps Ltd, Admin"
    assert previewed["signature_html"] == "<p><strong>Lamps</strong> Ltd, Admin</p>"
    other = api.client(api.world())
    assert other.post("/preview", {"text": "a", "channel_id": str(channel)}).status_code == 404


@pytest.mark.req("CNV-06")
def test_channels_say_what_their_messages_hold(api: Served) -> None:
    world = api.world()
    channel = world.channel()
    client = api.client(world)
    (row,) = client.read("/channels")["items"]
    assert row["limits"] == {"text": 100_000, "recipients": 50, "files": 20, "files_bytes": 20 * 1024 * 1024}
    assert client.read(f"/channels/{channel}")["limits"] == row["limits"]
