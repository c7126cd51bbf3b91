"""How a chat stands, as its visitors see it: each state, its heading, where it is shown (CHT-03, CHT-06, CHT-07)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.desk import Sit
from tests.browser.shop import Chat, Shopper, shop
from tests.support.company import Company
from tests.support.running import Open

AT_ONE_WIDTH = ((1440, 900),)


@pytest.fixture(scope="module")
def company(open_account: Open) -> Company:
    return open_account()


def opens_in_days(company: Company) -> dict[str, Any]:
    """Return hours in which it is closed now, and opens in three days at nine in Warsaw: in no zone is that tomorrow."""
    day = (datetime.now(UTC) + timedelta(days=3)).weekday()
    ranges = [{"day": day, "from": "09:00", "to": "17:00"}]
    plan = {"name": f"Late {day}", "zone": "Europe/Warsaw", "ranges": ranges, "holidays": []}
    return {"basis": "hours", "schedule_id": company.admin.post("/schedules", plan)["id"]}


def shown(sit: Sit, chat: Chat, texts: list[str], **options: Any) -> None:
    """Open the chat and see that its heading says this, in either colour without a fault of access."""
    with shop(chat, style="") as origin:
        her = Shopper(sit(None, **options), chat, origin).come().open()
        for text in texts:
            expect(her.panel).to_contain_text(text)
        assert not violations(her.page, AT_ONE_WIDTH)


def hidden(sit: Sit, chat: Chat) -> None:
    """The launcher is not shown, and the page may open the chat all the same."""
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin).come()
        expect(her.launcher).to_be_hidden()
        assert her.page.evaluate("Postroom.status()")["shown"] is False
        her.page.evaluate("Postroom.open()")
        expect(her.panel).to_be_visible()


@pytest.mark.req("CHT-06", "CHT-07")
def test_away_asks_for_an_address_which_goes_with_the_first_message(sit: Sit, company: Company) -> None:
    away = {
        "basis": "users",
        "away": "ask_email",
        "away_text": "Nobody is in the shop.",
        "reply_time": "hours",
    }
    chat = Chat(company, hours=away)
    with shop(chat, style="") as origin:
        her = Shopper(sit(None), chat, origin).come().open()
        expect(her.panel).to_contain_text("Nobody is in the shop.")
        assert not violations(her.page, AT_ONE_WIDTH)
        her.panel.get_by_label("Your e-mail").fill("jo@kunde.example")
        her.panel.get_by_label("Your name").fill("Jo")
        her.panel.get_by_role("button", name="Save").click()
        expect(her.panel).to_contain_text("We answer to jo@kunde.example, too.")
        assert her.kept() == 0
        with her.page.expect_response("**/details") as told:
            her.write("Call me back")
        assert told.value.ok
        chat.conversation(["Call me back"])


@pytest.mark.req("CHT-07")
@pytest.mark.parametrize(
    ("hours", "texts"),
    [
        ({"basis": "always", "reply_time": "none"}, ["We are here."]),
        ({"basis": "users", "away": "reply_time", "reply_time": "day"}, ["We usually answer within a day."]),
        ({"basis": "users", "away": "message", "away_text": "Out for lunch."}, ["Out for lunch."]),
    ],
)
def test_states_say_what_was_set(sit: Sit, company: Company, hours: dict[str, Any], texts: list[str]) -> None:
    shown(sit, Chat(company, hours=hours), texts)


@pytest.mark.req("CHT-07")
def test_out_of_hours_says_when_it_is_back_in_the_visitors_zone(sit: Sit, company: Company) -> None:
    chat = Chat(company, hours=opens_in_days(company))
    at = datetime.fromisoformat(company.admin.read(f"{chat.at}/chat/state")["returns_at"])
    there = (at + timedelta(hours=9)).astimezone(UTC)
    # Tokyo is nine hours before Greenwich the whole year
    shown(sit, chat, ["We are back:", f"{there:%A}", f"{there:%H:%M}"], timezone_id="Asia/Tokyo")


@pytest.mark.req("CHT-07")
def test_a_chat_that_hides_when_nobody_is_there_shows_no_launcher(sit: Sit, company: Company) -> None:
    hidden(sit, Chat(company, hours={"basis": "users", "away": "hide"}))


@pytest.mark.req("CHT-10")
def test_pages_show_it_or_not(sit: Sit, company: Company) -> None:
    chat = Chat(company, places={"pages": [{"rule": "hide", "pattern": "/checkout/*"}]})
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, f"{origin}checkout/1").come()
        expect(her.launcher).to_be_hidden()
        # a page that changes its address without being loaded anew
        her.page.evaluate("history.pushState({}, '', '/lamps')")
        expect(her.launcher).to_be_visible()
        her.page.evaluate("Postroom.setPages([{ rule: 'hide', pattern: '/lamps' }])")
        expect(her.launcher).to_be_hidden()


@pytest.mark.req("CHT-03")
def test_the_heading_shows_three_people(sit: Sit, open_account: Open) -> None:
    company = open_account()
    people = [company.agent(name).user_id for name in ("Ann", "Bob", "Cy", "Dee")]
    chat = Chat(company, greeting={"heading": "people", "user_ids": people})
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin).come().open()
        expect(her.panel.locator(".faces .face")).to_have_count(3)
        names = her.panel.get_by_role("heading").inner_text().replace(" and ", ", ").split(", ")
        assert len({*names} & {"Ann", "Bob", "Cy", "Dee"}) == 3
