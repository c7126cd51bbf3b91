"""What people see of a conversation in Messenger: the window, how things were said, reactions (MSG-01, MSG-08)."""

from datetime import UTC, datetime, timedelta
from time import time
from typing import Any
from uuid import UUID

import pytest

from domain.intake.events import MessageIngested
from tests.support.providers import messenger_hook as told
from tests.support.providers.messenger_desk import Desk


def thread(desk: Desk, conversation: UUID | None = None) -> dict[str, Any]:
    """Return the conversation as it is read."""
    found: dict[str, Any] = desk.client.read(f"/conversations/{conversation or desk.conversation()}")
    return found


@pytest.mark.req("MSG-08")
@pytest.mark.parametrize(("hours", "state"), [(1, "open"), (30, "human_only"), (200, "closed")])
def test_the_window_is_shown_from_when_the_contact_last_wrote(desk: Desk, hours: int, state: str) -> None:
    ann, wrote = desk.page.person(), datetime.now(UTC) - timedelta(hours=hours)
    desk.tell(told.text(desk.page.id, ann.psid, "Earlier", at=wrote.timestamp() - 60))
    desk.tell(told.text(desk.page.id, ann.psid, "Where is it?", at=wrote.timestamp()))
    desk.tell(told.event(desk.page.id, ann.psid, read={"watermark": int(time() * 1000)}))
    desk.take_in()
    window = thread(desk)["window"]
    assert window["state"] == state
    closes, until = (datetime.fromisoformat(window[name]) for name in ("closes_at", "human_until"))
    assert abs((closes - wrote).total_seconds() - 24 * 3600) < 1
    assert until - closes == timedelta(days=6)
    answer = {"text": "Hello"}
    posted = desk.client.post(f"/conversations/{desk.conversation()}/messages", answer)
    assert posted.status_code == (409 if state == "closed" else 201)
    if state == "closed":
        assert posted.json["code"] == "window_closed"
        told_of = {name: posted.json[name] for name in ("closes_at", "human_until")}
        assert told_of == {name: window[name] for name in told_of}
    ways = desk.client.read(f"/conversations/{desk.conversation()}/ways")["items"]
    assert [one["window"] for one in ways if one["own"]] == [window]


@pytest.mark.req("MSG-08", "API-03")
def test_a_program_is_told_that_only_a_person_may_answer_and_since_when(desk: Desk) -> None:
    wrote = datetime.now(UTC) - timedelta(hours=30)
    desk.tell(told.text(desk.page.id, desk.page.person().psid, "Hello?", at=wrote.timestamp()))
    desk.take_in()
    at = f"/conversations/{desk.conversation()}"
    token = desk.client.post(
        "/tokens", {"name": "sync", "scopes": ["conversation_read", "conversation_write"]}
    )
    refused = desk.api.machine(token.json["token"]).post(f"{at}/messages", {"text": "Automatic"})
    assert (refused.status_code, refused.json["code"]) == (409, "human_only")
    window = desk.client.read(at)["window"]
    assert {name: refused.json[name] for name in ("closes_at", "human_until")} == {
        name: window[name] for name in ("closes_at", "human_until")
    }


@pytest.mark.req("MSG-08")
def test_where_nobody_wrote_yet_the_refusal_knows_no_times(desk: Desk) -> None:
    ann = desk.page.person()
    desk.tell(told.echo(desk.page.id, ann.psid, "From the page's own inbox", app_id=26))
    desk.take_in()
    (accepted,) = desk.accepted()
    (taken,) = desk.world.happened(accepted.originator_id, MessageIngested)
    at = f"/conversations/{taken.conversation_id}"
    refused = desk.client.post(f"{at}/messages", {"text": "Hello"})
    assert (refused.status_code, refused.json["code"]) == (409, "window_closed")
    assert (refused.json["closes_at"], refused.json["human_until"]) == (None, None)
    (way,) = desk.client.read(f"{at}/ways")["items"]
    assert way["window"] == {"state": "none", "closes_at": None, "human_until": None}


@pytest.mark.req("MSG-08")
def test_other_kinds_have_no_window(desk: Desk) -> None:
    channel = desk.world.channel()
    desk.world.mail(channel, b"From: jo@example.org\r\nSubject: Hi\r\nMessage-ID: <1@x>\r\n\r\nHello\r\n")
    desk.take_in()
    assert thread(desk)["window"] is None
    ways = desk.client.read(f"/conversations/{desk.conversation()}/ways")["items"]
    assert [one["window"] for one in ways] == [None] * len(ways)


@pytest.mark.req("MSG-01")
def test_how_something_was_said_and_reactions_are_shown(desk: Desk) -> None:
    ann, now = desk.page.person(), time()
    mid = told.new_mid()
    desk.tell(
        told.event(
            desk.page.id, ann.psid, now - 50, postback={"title": "Track it", "payload": "TRACK", "mid": "m_p"}
        ),
        told.text(desk.page.id, ann.psid, "Here I am", at=now - 40, mid=mid),
    )
    desk.take_in()
    pressed, text = thread(desk)["messages"]
    assert pressed["said"] == {"kind": "postback", "title": "Track it", "url": ""}
    assert (text["said"], text["reactions"], text["sender"], text["sender_why"]) == (
        None,
        [],
        "",
        "messenger",
    )

    def react(action: str, at: float, emoji: str = "❤") -> None:
        about = {"reaction": "love", "emoji": emoji, "action": action, "mid": mid}
        desk.tell(told.event(desk.page.id, ann.psid, at, reaction=about))
        desk.take_in()

    react("react", now - 30)
    (shown,) = thread(desk)["messages"][1]["reactions"]
    assert shown["reaction"] == "❤"
    react("react", now - 20, "👍")
    react("react", now - 25, "😮")
    (shown,) = thread(desk)["messages"][1]["reactions"]
    assert shown["reaction"] == "👍", "one that comes late is not the newest"
    react("unreact", now - 10)
    assert thread(desk)["messages"][1]["reactions"] == []
    found = desk.client.read(f"/messages/{thread(desk)['messages'][0]['message_id']}")
    assert found["said"]["title"] == "Track it"


@pytest.mark.req("MSG-01")
def test_what_the_page_wrote_elsewhere_is_shown_as_its_own(desk: Desk) -> None:
    ann = desk.page.person()
    desk.tell(told.text(desk.page.id, ann.psid, "Hello"))
    desk.take_in()
    desk.tell(told.echo(desk.page.id, ann.psid, "From the page's own inbox", app_id=26))
    desk.take_in()
    message = thread(desk)["messages"][-1]
    assert (message["direction"], message["origin"], message["author_id"]) == ("out", "page", None)
    assert message["text"] == "From the page's own inbox"


@pytest.mark.req("MSG-01")
def test_a_pages_id_of_somebody_is_shown_nowhere(desk: Desk) -> None:
    ann = desk.page.person()
    desk.tell(told.text(desk.page.id, ann.psid, "Hello?"))
    desk.take_in()
    _, message = desk.answer("Good day")
    at, contact = f"/conversations/{desk.conversation()}", thread(desk)["contact_id"]
    shown = (at, f"{at}/ways", f"/messages/{message}", f"/contacts/{contact}", "/conversations")
    assert [place for place in shown if ann.psid in str(desk.client.read(place))] == []
