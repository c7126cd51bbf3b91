"""How a chat stands as time goes by, without its page being loaded anew (CHT-07)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Sit
from tests.browser.shop import Chat, Shopper, shop
from tests.support.product import eventually
from tests.support.running import Open

MINUTE = 60_000
SOON = 3_000
"""Milliseconds in which an answer of the product is usually on the page."""
WEEK = [{"day": day, "from": "00:00", "to": "00:00"} for day in range(7)]


def in_two_days() -> list[dict[str, Any]]:
    """Return hours in which it is closed now, and opens the day after tomorrow at nine."""
    return [{"day": (datetime.now(UTC) + timedelta(days=2)).weekday(), "from": "09:00", "to": "17:00"}]


def minute_by_minute(her: Shopper, see: Callable[[], None], what: str) -> None:
    """Let the page's minutes go by until it shows something; the product knows how it stands after some seconds."""

    def there() -> bool:
        her.page.clock.run_for(MINUTE)
        try:
            see()
        except AssertionError:
            return False
        return True

    eventually(there, what)


@pytest.mark.req("CHT-06", "CHT-07", "CHT-14", "ACC-05")
def test_each_state_is_told_within_a_minute_of_its_beginning(sit: Sit, open_account: Open) -> None:
    company = open_account()
    admin, ann = company.admin, company.agent("Ann")
    admin.put("/account/subscription", {"hub": "service", "tier": "enterprise"})
    admin.put(f"/users/{admin.user_id}/availability", {"available": False})
    plan = {"name": "Hours", "zone": "UTC", "ranges": WEEK, "holidays": []}
    schedule = admin.post("/schedules", plan)["id"]
    hours = {
        "basis": "hours", "schedule_id": schedule, "reply_time": "hours", "away": "message", "away_text": "Out for lunch.",
        "offline": "message", "offline_text": "Closed for the night.", "capacity": "message", "capacity_text": "All are talking.",
    }  # fmt: skip
    chat = Chat(company, hours=hours)
    admin.put(f"{chat.at}/rule", {"enabled": True, "user_ids": [ann.user_id]})
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin)
        # a minute that takes no time ends a stream that is silent for longer, sooner than its seat is given back
        her.desk.expects("status of 429")
        her.page.clock.install()
        her.come().open()

        def says(text: str) -> None:
            head = her.panel.locator(".head")
            minute_by_minute(her, lambda: expect(head).to_contain_text(text, timeout=SOON), text)

        says("We usually answer within a few hours.")
        ann.put(f"/users/{ann.user_id}/availability", {"available": False})
        says("Out for lunch.")
        admin.put(f"/users/{ann.user_id}/capacity", {"live": 1, "total": None})
        ann.put(f"/users/{ann.user_id}/availability", {"available": True})
        says("We usually answer within a few hours.")
        her.write("Hello")
        says("All are talking.")
        admin.put(f"{chat.at}/chat/hours", hours | {"capacity": "nothing"})
        says("We usually answer within a few hours.")
        admin.put(f"/schedules/{schedule}", plan | {"ranges": in_two_days()})
        says("Closed for the night.")
        admin.put(f"{chat.at}/chat/hours", hours | {"offline": "hide"})
        says("We are away.")
        her.page.keyboard.press("Escape")
        expect(her.launcher).to_be_hidden()
        # twenty-four hours are never out of hours
        admin.put(
            f"{chat.at}/chat/hours", hours | {"basis": "always", "schedule_id": None, "capacity": "hide"}
        )
        her.page.evaluate("Postroom.open()")
        says("We are all in other conversations.")
        her.page.keyboard.press("Escape")
        expect(her.launcher).to_be_hidden()


@pytest.mark.req("CHT-07")
def test_when_it_is_back_is_said_by_the_visitors_clock(sit: Sit, open_account: Open) -> None:
    company = open_account()
    plan = {"name": "Late", "zone": "Europe/Warsaw", "ranges": in_two_days(), "holidays": []}
    schedule = company.admin.post("/schedules", plan)["id"]
    chat = Chat(company, hours={"basis": "hours", "schedule_id": schedule, "offline": "return_time"})
    back = datetime.fromisoformat(company.admin.read(f"{chat.at}/chat/state")["returns_at"])
    with shop(chat) as origin:
        her = Shopper(sit(None, timezone_id="Asia/Tokyo"), chat, origin)
        # Tokyo is nine hours before Greenwich the whole year
        there = back.astimezone(UTC) + timedelta(hours=9)
        her.page.clock.install(time=back - timedelta(days=10))
        her.come().open()
        head = her.panel.locator(".head")
        for days, said in (
            (10, f"We are back: {there.day} {there:%B} at {there:%H:%M}"),
            (3, f"We are back: {there:%A} {there:%H:%M}"),
            (1, f"We are back: tomorrow, {there:%H:%M}"),
            (0, f"We are back: {there:%H:%M}"),
        ):
            her.page.clock.set_system_time(back - timedelta(days=days, minutes=5))
            her.page.clock.run_for(MINUTE)
            expect(head).to_contain_text(said)
