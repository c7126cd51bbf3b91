"""What people do in Messenger, each kind as Meta's reference documents it, and what is seen of it here (MSG-01, MSG-11)."""

from collections.abc import Sequence
from datetime import UTC, datetime
from time import time
from typing import Any, NamedTuple

import pytest

from domain.intake.events import MessageIngested
from tests.api.messenger.test_media import fetching, work
from tests.support.providers import messenger_hook as told
from tests.support.providers.messenger import Person
from tests.support.providers.messenger_desk import Desk

LINK = "https://example.org/x"
HELLO = {"message": {"mid": "m_1", "text": "Hello"}}
BEGUN = time() - 600


class Seen(NamedTuple):
    """A message as it is read."""

    text: str
    kind: str = ""
    title: str = ""
    url: str = ""
    files: int = 0
    direction: str = "in"


def attached(kind: str, payload: Any = None, **more: Any) -> dict[str, Any]:
    """Return a message with one attachment."""
    return {"message": {"mid": "m_1", "attachments": [{"type": kind, "payload": payload, **more}]}}


def elsewhere(**message: Any) -> dict[str, Any]:
    """Return what the page wrote by another app or by Meta's own inbox."""
    return {"message": {"mid": "m_e", "is_echo": True, "app_id": 26, **message}}


def happened(desk: Desk, ann: Person, whats: Sequence[dict[str, Any]], field: str = "messaging") -> None:
    """Let Facebook tell of some things in one body, and take them in."""
    items = [told.event(desk.page.id, ann.psid, BEGUN + number, **what) for number, what in enumerate(whats)]
    for one in items:
        if isinstance(one.get("message"), dict) and one["message"].get("is_echo"):
            one["sender"], one["recipient"] = one["recipient"], one["sender"]
    assert desk.post(told.body(*items, page_id=desk.page.id, field=field)).status_code == 200
    work(desk, fetching(desk))
    desk.take_in()


def seen(desk: Desk) -> list[Seen]:
    """Return all that is read of what came."""
    ended = [
        each for one in desk.accepted() for each in desk.world.happened(one.originator_id, MessageIngested)
    ]
    messages = [
        message
        for conversation in {one.conversation_id for one in ended}
        for message in desk.client.read(f"/conversations/{conversation}")["messages"]
    ]
    return [
        Seen(one["text"], **(one["said"] or {}), files=len(one["attachments"]), direction=one["direction"])
        for one in sorted(messages, key=lambda one: one["position"])
    ]


@pytest.mark.req("MSG-01", "MSG-11")
@pytest.mark.parametrize(
    ("whats", "wanted"),
    [
        ([{"message": {"mid": "m_1", "seq": 7, "text": "Zażółć 👩‍👩‍👧", "nlp": {}, "brand_new": [1]}}], [Seen("Zażółć 👩‍👩‍👧")]),
        ([{"message": {"mid": "m_1", "text": "x" * 20_000}}], [Seen("x" * 20_000)]),
        ([{"message": {"text": "Without an id"}}], [Seen("Without an id")]),
        ([{"message": {"mid": "m_1", "text": ""}}], [Seen("", "unsupported")]),
        ([HELLO, {"message": {"mid": "m_2", "text": "Again"}}, HELLO], [Seen("Hello"), Seen("Again")]),
        ([HELLO, {"message": {"mid": "m_1", "is_deleted": True}}], [Seen("Hello")]),
        (
            [HELLO, {"message_edit": {"mid": "m_1", "text": "Hallo", "num_edit": 1}}, {"message_edit": {"mid": "m_1", "text": "Hi", "num_edit": "2"}}],
            [Seen("Hello"), Seen("Hallo", "edit"), Seen("Hi", "edit")],
        ),
        ([HELLO, {"message": {"mid": "m_2", "text": "Hm", "reply_to": {"mid": "m_1", "is_self_reply": True}}}], [Seen("Hello"), Seen("Hm")]),
        ([{"message": {"mid": "m_1", "text": "Nice", "reply_to": {"story": {"id": "1", "url": LINK}}}}], [Seen("Nice", "share", "", LINK)]),
        ([{"message": {"mid": "m_1", "text": "Red", "quick_reply": {"payload": "RED"}}}], [Seen("Red", "quick_reply")]),
        ([{"message": {"mid": "m_1", "text": "Price?", "referral": {"product": {"id": "77"}}}}], [Seen("Price?", "referral", "77")]),
        (
            [{"message": {"mid": "m_1", "text": "Hi", "referral": {"source": "ADS", "ad_id": "6", "ads_context_data": {"ad_title": "Sale"}}}}],
            [Seen("Hi", "referral", "Sale")],
        ),
        ([attached("story_mention", {"url": LINK})], [Seen(LINK, "share", "", LINK)]),
        ([attached("ig_reel", {"reel_video_id": 1, "title": "Cats", "url": LINK})], [Seen(f"Cats\n{LINK}", "share", "Cats", LINK)]),
        ([attached("fallback", title="A page", url=LINK)], [Seen(f"A page\n{LINK}", "share", "A page", LINK)]),
        ([attached("fallback")], [Seen("", "unsupported")]),
        ([attached("image", {})], [Seen("", files=1)]),
        ([attached("image", {"sticker_id": 369239263222822})], [Seen("", "sticker", files=1)]),
        ([attached("location", {"coordinates": {"lat": 52.2, "long": 21.0}}, title="Here")], [Seen("Here\n52.2, 21.0", "location", "Here")]),
        ([attached("template", {"product": {"elements": [{"id": "1", "title": "Lamp", "subtitle": "$20"}]}})], [Seen("Lamp\n$20", "share")]),
        ([attached("appointment_booking", {"booking_id": "1"})], [Seen("", "booking")]),
        ([{"postback": {"title": "Track it", "payload": "TRACK"}}], [Seen("Track it", "postback", "Track it")]),
        (
            [{"postback": {"mid": "m_1", "title": "Start", "payload": "POSTROOM_GET_STARTED", "referral": {"ref": "shop", "source": "SHORTLINK"}}}],
            [Seen("Start", "get_started", "shop")],
        ),
        ([{"referral": {"ref": "autumn", "source": "SHORTLINK", "type": "OPEN_THREAD"}}], [Seen("", "referral", "autumn")]),
        ([{"optin": {"type": "notification_messages", "title": "News", "notification_messages_token": "1"}}], [Seen("", "optin", "News")]),
        ([{"optin": {"ref": "box", "user_ref": "u"}}], [Seen("", "optin", "box")]),
        ([HELLO, elsewhere(text="By hand")], [Seen("Hello"), Seen("By hand", direction="out")]),
        (
            [HELLO, elsewhere(attachments=[{"type": "template", "payload": {"template_type": "button", "text": "Choose"}}])],
            [Seen("Hello"), Seen("Choose", direction="out")],
        ),
        ([elsewhere(is_deleted=True)], []),
        ([{"read": {"watermark": 1458668856253}}, {"delivery": {"mids": ["m_x"], "watermark": 1458668856253}}], []),
        ([{"reaction": {"mid": "m_x", "action": "react", "reaction": "love", "emoji": "❤"}}], []),
        ([{"account_linking": {"status": "linked"}}, {"take_thread_control": {}}, {"game_play": {}}, {"typing": True}], []),
        ([{"message": "a text"}, {"message": None}, {"postback": 1}, {"delivery": {"mids": "m", "watermark": "x"}}, HELLO], [Seen("Hello")]),
    ],
)  # fmt: skip
def test_each_kind_is_seen_as_what_it_is(desk: Desk, whats: list[dict[str, Any]], wanted: list[Seen]) -> None:
    happened(desk, desk.page.person(), whats)
    assert seen(desk) == wanted


@pytest.mark.req("MSG-01", "MSG-11")
def test_what_another_app_has_in_hand_is_seen_once_however_it_is_told(desk: Desk) -> None:
    ann, pressed = desk.page.person(), {"postback": {"title": "Track it", "payload": "T"}}
    happened(desk, ann, [HELLO, pressed], "standby")
    happened(desk, ann, [HELLO, pressed])
    assert seen(desk) == [Seen("Hello"), Seen("Track it", "postback", "Track it")]


@pytest.mark.req("MSG-11")
def test_whom_we_know_by_no_id_and_what_is_broken_beside_it_keeps_nothing_back(desk: Desk) -> None:
    ann, to = desk.page.person(), {"id": int(desk.page.id)}
    by_checkbox = {"recipient": to, "timestamp": 1, "optin": {"ref": "x", "user_ref": "u"}}
    pressed = {"sender": {"user_ref": "u"}, "recipient": to, "timestamp": "1", "postback": {"title": "t"}}
    numbers = {"sender": {"id": int(ann.psid)}, "recipient": to, "timestamp": 1, **HELLO}
    entry = {"id": int(desk.page.id), "messaging": [None, 5, by_checkbox, pressed, numbers]}
    body = {
        "object": "page",
        "entry": ["x", {"id": desk.page.id, "messaging": "none"}, {"messaging": [numbers]}, entry],
    }
    assert desk.post(told.written(body)).status_code == 200
    desk.take_in()
    assert seen(desk) == [Seen("Hello")]


@pytest.mark.req("MSG-08", "MSG-11")
@pytest.mark.parametrize("told_as", ["milliseconds", "text", "seconds", "float"])
def test_the_window_is_counted_by_the_time_however_it_is_written(desk: Desk, told_as: str) -> None:
    wrote = int(time()) - 3_600
    stamp = {"milliseconds": wrote * 1000, "text": str(wrote * 1000), "seconds": wrote, "float": wrote * 1e3}
    assert closes(desk, stamp[told_as]) == wrote + 24 * 3_600


@pytest.mark.req("MSG-08", "MSG-11")
@pytest.mark.parametrize("stamp", [None, "yesterday", 0, -5, True, 10**30, 4_000_000_000_000])
def test_a_time_that_is_none_or_yet_to_come_counts_as_when_it_came(desk: Desk, stamp: object) -> None:
    heard = closes(desk, stamp) - 24 * 3_600
    assert 0 <= time() - heard < 300


def closes(desk: Desk, stamp: object) -> float:
    """Return when the window closes of somebody whose message has that time."""
    item = told.text(desk.page.id, desk.page.person().psid, "Hello")
    desk.tell(item | {"timestamp": stamp})
    desk.take_in()
    window = desk.client.read(f"/conversations/{desk.conversation()}")["window"]
    return datetime.fromisoformat(window["closes_at"]).astimezone(UTC).timestamp()
