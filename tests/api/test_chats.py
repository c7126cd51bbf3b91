"""A chat's channel over HTTP: connected step by step, shown with its settings, who may set them (CHT-02..10)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from application.company import SetBranding
from tests.support.api import Client, Served
from tests.support.chats import ChatDesk
from tests.support.world import World

STEPS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("chat/look", {"colour_from": "custom", "colour": "#FFDD00", "title": "Ask us"}),
    ("chat/greeting", {"heading": "people", "welcome": "Hello!", "prompt": True}),
    ("chat/hours", {"basis": "always", "reply_time": "minutes"}),
    ("sender", {"from_name": "company", "company_name": "Acme"}),
    ("rule", {"enabled": False}),
)


@pytest.fixture
def world(api: Served) -> World:
    return api.world()


@pytest.fixture
def admin(api: Served, world: World) -> Client:
    return api.client(world)


@pytest.mark.req("CHT-01", "CHT-02", "CHT-04", "CHT-06", "EML-06", "API-06")
def test_a_chat_is_connected_in_the_order_its_next_step_says(admin: Client, world: World) -> None:
    started = admin.post("/channels", {"kind": "chat", "inbox_id": str(world.inbox)})
    one = f"/channels/{started.json['id']}"
    assert "chat" in admin.read("/channel-offers")["kinds"]
    for step, body in STEPS:
        due = admin.read(one)["next_step"]
        assert step.endswith({"sender_details": "sender"}.get(due, due))
        assert admin.put(f"{one}/{step}", body).status_code == 200
    assert admin.post(f"{one}/connect").status_code == 200
    shown = admin.read(one)
    assert (shown["state"], shown["next_step"], shown["kind"]) == ("connected", "", "chat")
    chat = shown["chat"]
    assert len(chat["key"]) == 16
    assert (chat["look"]["colour"], chat["contrast"]["ink"]) == ("#ffdd00", "#000000")
    assert (chat["greeting"]["welcome"], chat["hours"]["reply_time"]) == ("Hello!", "minutes")
    assert chat["places"] == {"origins": [], "pages": []}
    assert chat["identity"] == {"required": False, "secret_version": 0}
    (listed,) = [row for row in admin.read("/channels")["items"] if row["kind"] == "chat"]
    assert listed["chat"] == chat
    (past,) = admin.read(f"/channels?as_of={shown['position']}")["items"]
    assert past["chat"] == chat


@pytest.mark.req("CHT-10", "SE-03")
def test_where_it_runs_and_who_must_say_who_they_are(admin: Client, world: World) -> None:
    one = f"/channels/{ChatDesk(world).channel}"
    places = {"origins": ["https://WWW.example.com/"], "pages": [{"rule": "hide", "pattern": "/checkout/*"}]}
    assert admin.put(f"{one}/chat/places", places).status_code == 200
    refused = admin.put(f"{one}/chat/identity", {"required": True})
    assert (refused.status_code, refused.json["field"]) == (422, "required")
    made = admin.post(f"{one}/chat/identity/rotate", Idempotency_Key="3f0e5c8a-1111-4222-8333-444455556666")
    again = admin.post(f"{one}/chat/identity/rotate", Idempotency_Key="3f0e5c8a-1111-4222-8333-444455556666")
    assert made.json["secret"] == again.json["secret"] != ""
    assert admin.put(f"{one}/chat/identity", {"required": True}).status_code == 200
    shown = admin.get(one)
    assert shown.json["chat"]["places"]["origins"] == ["https://www.example.com"]
    assert shown.json["chat"]["identity"] == {"required": True, "secret_version": 1}
    assert made.json["secret"] not in shown.text


@pytest.mark.req("CHT-02")
def test_its_colour_is_the_accounts_accent_until_it_has_its_own(admin: Client, world: World) -> None:
    channel = ChatDesk(world).channel
    assert admin.read(f"/channels/{channel}")["chat"]["contrast"]["ink"] == "#ffffff"
    world.do(SetBranding("", "#ffee00", "#000000"))
    assert admin.read(f"/channels/{channel}")["chat"]["contrast"]["ink"] == "#000000"


@pytest.mark.req("CHT-07", "ACC-05")
def test_what_the_subscription_does_not_include_is_refused_with_what_it_needs(
    admin: Client, world: World
) -> None:
    channel = ChatDesk(world).channel
    hours = {"basis": "users", "capacity": "hide"}
    refused = admin.put(f"/channels/{channel}/chat/hours", hours)
    assert (refused.status_code, refused.json["code"]) == (409, "capacity_behaviour_not_included")


@pytest.mark.req("CHT-06", "CHT-07")
@pytest.mark.parametrize(
    ("zone", "opens", "closes", "opens_again"),
    [
        # the clocks go forward in the night to Sunday
        ("Europe/Warsaw", "2027-03-26T08:00", "2027-03-26T16:00", "2027-03-29T07:00"),
        ("America/New_York", "2027-03-26T13:00", "2027-03-26T21:00", "2027-03-29T13:00"),
        ("Asia/Kolkata", "2027-03-26T03:30", "2027-03-26T11:30", "2027-03-29T03:30"),
        # there it is Friday, and Monday, while it is the day before elsewhere
        ("Pacific/Chatham", "2027-03-25T19:15", "2027-03-26T03:15", "2027-03-28T19:15"),
    ],
)
def test_its_hours_are_those_of_its_schedules_zone(
    admin: Client, world: World, zone: str, opens: str, closes: str, opens_again: str
) -> None:
    world.user("Ann")
    one = f"/channels/{ChatDesk(world).channel}/chat"
    week = [{"day": day, "from": "09:00", "to": "17:00"} for day in range(5)]
    plan = {"name": zone, "zone": zone, "ranges": week, "holidays": []}
    schedule = admin.post("/schedules", plan).json["id"]
    hours = {"basis": "hours", "schedule_id": schedule}
    assert admin.put(f"{one}/hours", hours).status_code == 200

    def stands(moment: str, seconds: int = 0) -> tuple[str, str | None]:
        at = datetime.fromisoformat(f"{moment}:00+00:00") + timedelta(seconds=seconds)
        told = admin.read(f"{one}/state?at={at:%Y-%m-%dT%H:%M:%SZ}")
        back = told["returns_at"]
        return told["state"], None if back is None else back[:16]

    assert stands(opens, -1) == ("offline", opens)
    assert stands(opens) == stands(closes, -1) == ("available", None)
    assert stands(closes) == stands(opens_again, -1) == ("offline", opens_again)
    assert stands(opens_again) == ("available", None)
