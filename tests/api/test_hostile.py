"""What somebody with bad intentions tries over HTTP, and does not get."""

import base64
from dataclasses import replace
from uuid import uuid4

import pytest

from api.app import create_app
from application.channel_state import PauseChannel
from application.inbox import CreateInbox, SetInboxAccess
from application.user import ChangeRoles
from domain.intake.events import MessageAccepted
from tests.api.test_conversations import mail
from tests.api.test_stream import until, watching
from tests.support.api import Reply, Served

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(60_000)
SHOWN = 1_000


def album() -> bytes:
    """A mail that shows one picture very often."""
    page = b'<img src="cid:pic">' * SHOWN
    return (
        b"From: Jo <jo@customer.example>\r\nMessage-ID: <%s@customer.example>\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n%s\r\n"
        b"--b\r\nContent-Type: image/png\r\nContent-ID: <pic>\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n--b--\r\n"
        % (uuid4().hex.encode(), page, base64.encodebytes(PICTURE))
    )


@pytest.mark.req("EML-17", "SE-04")
def test_a_picture_shown_a_thousand_times_does_not_make_a_huge_page(api: Served) -> None:
    world = api.world()
    conversation = world.mailed(world.channel(), album())
    client = api.client(world)
    (message,) = client.read(f"/conversations/{conversation}")["messages"]
    page = client.get(f"/messages/{message['message_id']}/html").get_data()
    assert page.count(b"<img") == SHOWN
    assert page.count(b"data:image/png") > 10
    assert len(page) < 10_000_000


@pytest.mark.req("API-01", "CNV-06")
def test_a_repeat_with_another_file_is_refused_and_does_not_change_what_was_posted(api: Served) -> None:
    world = api.world()
    path = f"/conversations/{world.mailed(world.channel(), mail())}/messages"
    client, key = api.client(world), uuid4().hex

    def posted(content: bytes) -> Reply:
        file = {
            "filename": "offer.txt",
            "content_type": "text/plain",
            "data": base64.b64encode(content).decode(),
        }
        return client.post(path, {"text": "See.", "attachments": [file]}, Idempotency_Key=key)

    message = posted(b"100 euros").json["id"]
    assert posted(b"900 euros").json["code"] == "idempotency_key_reused"
    assert posted(b"100 euros").json["id"] == message
    assert client.get(f"/messages/{message}/attachments/0").get_data() == b"100 euros"


@pytest.mark.req("API-04", "ACC-10")
def test_a_stream_ends_showing_an_inbox_as_soon_as_it_is_closed_to_its_watcher(api: Served) -> None:
    services = replace(api.services, settings=replace(api.services.settings, viewer_seconds=3600))
    remembering = Served(api.application, services, create_app(services))
    world = api.world()
    ann, inbox = world.user("Ann"), world.make(CreateInbox("Board"))
    channel, open_channel = world.channel(address="board", inbox=inbox), world.channel()
    with watching(remembering.client(world, ann), api.caught_up()) as frames:
        shown = world.mailed(channel, mail())
        assert until(frames, "conversation.message_received")[-1].data["conversation_id"] == str(shown)
        closed = world.do(SetInboxAccess(inbox, everyone=False)).position
        api.caught_up()
        world.mailed(channel, mail())
        world.mailed(open_channel, mail())
        seen = until(frames, "conversation.message_received")
    after = {frame.data.get("inbox_id") for frame in seen if frame.position > closed}
    assert after <= {None, str(world.inbox)}


def test_a_cursor_of_very_many_brackets_is_none_of_ours(api: Served) -> None:
    cursor = base64.urlsafe_b64encode(b"[" * 50_000).decode()
    refused = api.client(api.world()).get(f"/conversations?cursor={cursor}")
    assert (refused.status_code, refused.json["field"]) == (422, "cursor")


@pytest.mark.req("PRV-08")
def test_who_joined_the_conversation_of_somebody_erased_is_not_forgotten_with_them(api: Served) -> None:
    world = api.world()
    channel, ann = world.channel(), world.address("ann")
    world.user("Ann")
    conversation = world.mailed(channel, mail_of("Jo Doemann", "jo@customer.example", "Hello.", "first"))
    answer = mail_of("Ann Smithson", ann, "I look into it.", "second", answers="first")
    assert world.mailed(channel, answer) == conversation
    other = world.mailed(
        channel, mail_of("Kim", "kim@customer.example", f"Ann Smithson <{ann}> and Jo Doemann know.", "third")
    )
    client = api.client(world)
    contact = client.read(f"/conversations/{conversation}")["contact_id"]
    assert client.post(f"/contacts/{contact}/erase").status_code == 200
    (message,) = client.read(f"/conversations/{other}")["messages"]
    assert message["text"] == f"Ann Smithson <{ann}> and [erased] know."


@pytest.mark.req("PRV-08")
def test_a_forwarded_original_that_became_no_message_goes_with_its_author(api: Served) -> None:
    world = api.world()
    channel = world.channel()
    conversation = world.mailed(channel, mail_of("Jo", "jo@customer.example", "Hello.", "first"))
    world.do(PauseChannel(channel))
    kept = [
        world.mail(
            channel, mail_of(name, f"{name}@customer.example", "x", name), mail_from=f"SRS0={name}@fw.example"
        )
        for name in ("jo", "kim")
    ]
    client = api.client(world)
    contact = client.read(f"/conversations/{conversation}")["contact_id"]
    assert client.post(f"/contacts/{contact}/erase").status_code == 200
    accepted = [world.happened(intake, MessageAccepted)[0] for intake in kept]
    assert [event.erased for event in accepted] == [True, False]
    originals = [api.services.blobs.get(event.blob_id, event.originator_id) for event in accepted]
    assert [original is None for original in originals] == [True, False]


def mail_of(name: str, address: str, text: str, number: str, answers: str = "") -> bytes:
    reply = f"In-Reply-To: <{answers}@mail.example>\r\n" if answers else ""
    return (
        f"From: {name} <{address}>\r\nTo: help@acme.example\r\n{reply}Message-ID: <{number}@mail.example>\r\n\r\n{text}\r\n"
    ).encode()


@pytest.mark.req("ACC-10", "API-06")
def test_nobody_makes_a_link_to_become_somebody_who_may_more(api: Served) -> None:
    world = api.world()
    ann, ben = world.user("Ann"), world.user("Ben")
    world.do(ChangeRoles(ann, ("agent",), ("user_manage",)))
    client = api.client(world, ann)
    refused = client.post(f"/users/{world.admin}/link")
    assert (refused.status_code, refused.json["code"]) == (403, "not_allowed")
    assert client.post(f"/users/{ben}/link").status_code == 201


@pytest.mark.req("RL-05", "API-01")
@pytest.mark.parametrize("escape", ["\\u0000", "\\ud800", "\\udc00\\ud800", "\\\\\\u0000"])
def test_characters_that_nothing_can_keep_are_refused_and_named(api: Served, escape: str) -> None:
    world = api.world()
    path = f"/api/v1/conversations/{world.mailed(world.channel(), mail())}/messages"
    client = api.client(world)
    headers = client.headers | {"Content-Type": "application/json"}
    sender = api.app.test_client(use_cookies=False)
    refused = sender.post(path, data=f'{{"text": "a{escape}b"}}', headers=headers)
    assert (refused.status_code, refused.get_json()["code"]) == (400, "bad_json")
    for kept in ("\\\\u0000", "\\ud83d\\ude00", "\\\\ud800"):
        answer = sender.post(path, data=f'{{"text": "a{kept}b"}}', headers=headers)
        assert answer.status_code == 201
        shown = client.read(f"/messages/{answer.get_json()['id']}")["text"]
        assert shown in {"a\\u0000b", "a\U0001f600b", "a\\ud800b"}
