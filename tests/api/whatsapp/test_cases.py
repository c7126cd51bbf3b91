"""What people do in WhatsApp, each kind as Meta's reference documents it, and what is seen of it here (WAB-02)."""

import json
from datetime import UTC, datetime
from time import time
from typing import Any, NamedTuple

import pytest

from domain.intake.events import MessageIngested
from tests.api.whatsapp.test_media import fetching, work
from tests.support.providers import whatsapp_hook as told
from tests.support.providers.whatsapp import Sent
from tests.support.providers.whatsapp_desk import NumberDesk

LINK = "https://example.org/x"
HELLO = {"type": "text", "text": {"body": "Hello"}, "id": "wamid.1"}
ITEM = {"product_retailer_id": "SKU", "quantity": "2", "item_price": "10", "currency": "USD"}
FILLED = {"flow_token": "t", "size": "L", "news": True, "colours": ["red", "blue"]}
BEGUN = int(time()) - 600


class Seen(NamedTuple):
    """A message as it is read."""

    text: str
    kind: str = ""
    title: str = ""
    url: str = ""


def message(kind: str, content: Any = None, **more: Any) -> dict[str, Any]:
    """Return one of `messages` of a type."""
    return {"type": kind, **({} if content is None else {kind: content}), **more}


def chosen(kind: str, content: Any) -> dict[str, Any]:
    """Return an answer to what was offered."""
    return message("interactive", {"type": kind, kind: content}, context={"from": "1", "id": "wamid.x"})


def value(desk: NumberDesk, **what: Any) -> dict[str, Any]:
    """Return what one change tells of the number."""
    return {"messaging_product": "whatsapp", "metadata": {"phone_number_id": desk.number.id}, **what}


def change(desk: NumberDesk, told_of: Any, field: str = "messages") -> bytes:
    """Return a body with one change."""
    entry = {"id": desk.account.id, "time": 1, "changes": [{"field": field, "value": told_of}]}
    return told.written({"object": "whatsapp_business_account", "entry": [entry]})


def happened(desk: NumberDesk, *whats: dict[str, Any], contacts: Any = ()) -> None:
    """Let Meta tell of some messages of somebody in one body, and take them in."""
    wa_id = desk.person().wa_id
    messages = [
        {"from": wa_id, "id": f"wamid.n{number}", "timestamp": str(BEGUN + number), **what}
        for number, what in enumerate(whats)
    ]
    assert desk.post(change(desk, value(desk, messages=messages, contacts=list(contacts)))).status_code == 200
    work(desk, fetching(desk))
    desk.take_in()


def seen(desk: NumberDesk) -> list[Seen]:
    """Return all that is read of what came."""
    ended = [
        each for one in desk.accepted() for each in desk.world.happened(one.originator_id, MessageIngested)
    ]
    messages = [
        one for conversation in {one.conversation_id for one in ended} for one in desk.thread(conversation)
    ]
    return [
        Seen(one["text"], **(one["said"] or {})) for one in sorted(messages, key=lambda one: one["position"])
    ]


@pytest.mark.req("WAB-02")
@pytest.mark.parametrize(
    ("whats", "wanted"),
    [
        ([message("text", {"body": "Zażółć 👩‍👩‍👧"}, brand_new=[1])], [Seen("Zażółć 👩‍👩‍👧")]),
        ([message("text", {"body": "x" * 65_000})], [Seen("x" * 65_000)]),
        ([message("text", {"body": ""})], [Seen("", "unsupported")]),
        ([message("text", {"body": "Passed on"}, context={"frequently_forwarded": True})], [Seen("Passed on")]),
        ([message("text", {"body": "Hm"}, context=None, errors=[{"code": 1}])], [Seen("Hm")]),
        ([HELLO, HELLO], [Seen("Hello")]),
        (
            [message("text", {"body": "Is it there?"}, context={"id": "wamid.x", "referred_product": {"product_retailer_id": "SKU"}})],
            [Seen("Is it there?", "share", "SKU")],
        ),
        (
            [message("text", {"body": "Info"}, referral={"source_type": "ad", "source_url": LINK, "headline": "Sale", "ctwa_clid": "z"})],
            [Seen("Info", "referral", "Sale", LINK)],
        ),
        ([message("location", {"latitude": -23.5, "longitude": 0})], [Seen("-23.5, 0", "location")]),
        (
            [message("location", {"latitude": 1.5, "longitude": 2.5, "name": "Office", "address": "Long 1", "url": LINK})],
            [Seen("Office\nLong 1\n1.5, 2.5", "location", "Office", LINK)],
        ),
        (
            [message("contacts", [
                {"name": {"formatted_name": "Bob"}, "phones": [{"phone": "+1 555"}, {"wa_id": "1556"}], "org": {}},
                {"name": {"first_name": "Eve", "last_name": "Doe"}, "emails": [{"email": "eve@x.example"}]},
            ])],
            [Seen("Bob, +1 555, 1556\nEve Doe, eve@x.example", "contacts", "Bob, Eve Doe")],
        ),
        ([chosen("button_reply", {"id": "b", "title": "Yes"})], [Seen("Yes", "button")]),
        ([chosen("list_reply", {"id": "r", "title": "Express", "description": "By noon"})], [Seen("Express\nBy noon", "list", "Express")]),
        (
            [chosen("nfm_reply", {"name": "flow", "body": "Sent", "response_json": json.dumps(FILLED)})],
            [Seen("Sent\nsize: L\nnews: true\ncolours: red, blue", "nfm", "flow")],
        ),
        ([chosen("call_permission_reply", {"response": "accept"})], [Seen("", "unsupported")]),
        ([message("button", {"text": "No", "payload": "NO"})], [Seen("No", "button")]),
        ([message("order", {"catalog_id": "1", "text": "Soon", "product_items": [ITEM]})], [Seen("Soon\n2 x SKU (10 USD)", "order")]),
        (
            [message("system", {"body": "Ann has another number", "wa_id": "48999", "type": "user_changed_number"})],
            [Seen("Ann has another number", "number_changed", "+48999")],
        ),
        ([message("system", {"body": "x", "type": "user_changed_user_id", "user_id": "PL.2"})], []),
        ([message("unsupported", errors=[{"code": 131051, "title": "Message type unknown"}])], [Seen("", "unsupported")]),
        ([message("unsupported", {"type": "poll_update"}), message("ephemeral")], [Seen("", "unsupported")] * 2),
        ([message("image", {"caption": "Look"}, errors=[{"code": 131052}])], [Seen("Look", "unsupported")]),
        (
            [HELLO, message("edit", {"original_message_id": "wamid.1", "message": {"type": "text", "text": {"body": "Hallo"}}})],
            [Seen("Hello"), Seen("Hallo", "edit")],
        ),
        ([HELLO, message("revoke", {"original_message_id": "wamid.1"})], [Seen("Hello")]),
        ([message("reaction", {"message_id": "wamid.x", "emoji": "👍"}), message("request_welcome")], []),
        ([message("text", "no parts", **{"from": ["1"]}), message("text", {"body": 7}, id=None), HELLO], [Seen("Hello")]),
    ],
)  # fmt: skip
def test_each_kind_is_seen_as_what_it_is(
    desk: NumberDesk, whats: list[dict[str, Any]], wanted: list[Seen]
) -> None:
    happened(desk, *whats)
    assert seen(desk) == wanted


@pytest.mark.req("WAB-02", "CON-01")
@pytest.mark.parametrize(
    ("contact", "name"),
    [
        ({"wa_id": "5511999998888", "profile": {"name": "Maria"}}, "Maria"),
        ({"user_id": "PL.1", "profile": {"username": "ann"}}, "ann"),
    ],
)
def test_who_is_named_beside_one_message_is_who_wrote_it(
    desk: NumberDesk, contact: dict[str, Any], name: str
) -> None:
    who = {"from": "551199998888"} if "wa_id" in contact else {"from": "", "from_user_id": "PL.1"}
    happened(desk, HELLO | who, contacts=[contact])
    assert [one["name"] for one in desk.client.read("/contacts")["items"]] == [name]


@pytest.mark.req("WAB-02", "CNV-06")
@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        (["sent", "delivered"], "delivered"), (["read"], "seen"), (["played"], "seen"), (["read", "delivered", "sent"], "seen"),
        (["failed"], "undelivered"), (["sent", "failed", "sent"], "undelivered"), (["delivered", "failed"], "delivered"),
        (["deleted", "warning"], "sent"),
    ],
)  # fmt: skip
def test_statuses_say_how_far_it_got_with_all_that_stands_beside(
    desk: NumberDesk, statuses: list[str], state: str
) -> None:
    sent, delivery = answered(desk)
    beside = {
        "conversation": {"id": "c", "origin": {"type": "service"}},
        "pricing": {"billable": True, "category": "service"},
    }
    for number, what in enumerate(statuses):
        known = {"id": sent.wamid, "status": what, "timestamp": str(BEGUN + number), **beside}
        assert desk.post(change(desk, value(desk, statuses=[known]))).status_code == 200
        desk.take_in()
    assert delivery()["state"] == state


@pytest.mark.req("WAB-02", "CNV-06")
@pytest.mark.parametrize(
    ("errors", "code", "reason"),
    [([{"code": 131047}], 131047, "template_needed"), ([{"code": "131026"}], 131026, "undeliverable"), ([], 0, "provider_refused")],
)  # fmt: skip
def test_what_did_not_arrive_says_why(desk: NumberDesk, errors: Any, code: int, reason: str) -> None:
    sent, delivery = answered(desk)
    desk.tell(told.status(sent, "failed", errors=errors))
    desk.take_in()
    assert (delivery()["code"], delivery()["reason"]) == (code, reason)


@pytest.mark.req("WAB-02")
def test_a_reaction_that_is_changed_within_a_second_stands_as_it_was_told_last(desk: NumberDesk) -> None:
    sent, _ = answered(desk)
    for emoji, shown in (("👍", ["👍"]), ("❤", ["❤"]), ("", [])):
        desk.tell(told.reaction("48600100200", sent.wamid, emoji, at=BEGUN))
        desk.take_in()
        assert [one["reaction"] for one in desk.thread()[-1]["reactions"]] == shown


@pytest.mark.req("WAB-02")
@pytest.mark.parametrize(
    "field",
    ["account_update", "phone_number_quality_update", "message_template_quality_update", "calls", "user_preferences", "history", "x"],
)  # fmt: skip
def test_what_is_told_of_other_things_is_answered_and_left(desk: NumberDesk, field: str) -> None:
    for told_of in (value(desk, messages=[HELLO | {"from": "1"}]), {"event": "X"}, [1], None):
        assert desk.post(change(desk, told_of, field)).status_code == 200
    assert desk.post(change(desk, value(desk, errors=[{"code": 130429}]))).status_code == 200
    assert not desk.accepted()


@pytest.mark.req("WAB-02")
@pytest.mark.parametrize("stamp", [None, "", "x", "0", True, str(4_000_000_000)])
def test_a_time_that_is_none_or_yet_to_come_counts_as_when_it_came(desk: NumberDesk, stamp: object) -> None:
    happened(desk, HELLO | {"timestamp": stamp})
    window = desk.client.read(f"/conversations/{desk.conversation()}")["window"]
    closes = datetime.fromisoformat(window["closes_at"]).astimezone(UTC).timestamp()
    assert 0 <= time() - (closes - 24 * 3_600) < 300


def answered(desk: NumberDesk) -> tuple[Sent, Any]:
    """Answer somebody; returns what left, and what reads how far it is."""
    _, conversation = desk.written()
    _, message_id = desk.answer("On its way.", conversation)
    desk.send(conversation, message_id)
    return desk.number.sent[-1], lambda: desk.thread(conversation)[-1]["delivery"]
