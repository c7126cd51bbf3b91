"""Who a chat's visitor is, as their page says: one after the other in one browser, and who looks after them (CHT-03, CHT-10, SE-03)."""

import json
from datetime import UTC, datetime

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from playwright.sync_api import Route, expect

from tests.browser.desk import Sit
from tests.browser.shop import Chat, Shopper, shop
from tests.support.product import eventually
from tests.support.running import Open


class Site:
    """The site's server, which knows its people and has the channel's secret."""

    def __init__(self, chat: Chat) -> None:
        self._secret = chat.company.admin.post(f"{chat.at}/chat/identity/rotate")["secret"]

    def signs(self, person: str) -> str:
        """Return what it says of somebody."""
        now = int(datetime.now(UTC).timestamp())
        said = {"sub": person, "name": person, "email": f"{person.lower()}@kunde.example", "iat": now}
        key = OctKey.import_key(self._secret.encode())
        return jwt.encode({"alg": "HS256"}, said | {"exp": now + 600}, key)


def identify(her: Shopper, token: str) -> None:
    """Let the page say who is here, and wait until that is known."""
    her.page.evaluate("(token) => Postroom.identify(token)", token)


@pytest.mark.req("CHT-10", "CHT-11", "SE-03")
def test_of_one_person_the_next_one_in_the_same_browser_sees_and_sends_nothing(
    sit: Sit, open_account: Open
) -> None:
    chat = Chat(open_account())
    site = Site(chat)
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin).come().open()
        her.desk.expects("ERR_FAILED", "status of 401")
        # what is set is known to visitors after some seconds
        eventually(lambda: _taken(her, site.signs("Jo")), "the chat takes what the site signs")
        her.write("I am Jo")
        expect(her.line("I am Jo")).to_contain_text("Delivered")
        chat.conversation(["I am Jo"])
        (row,) = chat.conversations()
        assert (row["contact_name"], row["contact_address"]) == ("Jo", "jo@kunde.example")
        second = her.desk.context.new_page()
        second.goto(origin)
        second.locator(".launch").click()
        expect(second.get_by_role("log")).to_contain_text("I am Jo")
        her.desk.context.route("**/messages", lambda route: route.abort())
        her.write("Not sent yet")
        expect(her.line("Not sent yet")).to_contain_text("Waiting for the connection.")
        her.field.fill("A draft of Jo's")
        identify(her, site.signs("Max"))
        for log in (her.log, second.get_by_role("log")):
            expect(log.locator("li")).to_have_count(0)
        expect(her.field).to_have_value("")
        her.desk.context.unroute("**/messages")
        her.write("I am Max")
        expect(her.line("I am Max")).to_contain_text("Delivered")
        expect(second.get_by_role("log").locator("li")).to_contain_text(["I am Max"])
        # Jo's comes back with Jo, and what was left unsent was sent by nobody
        identify(her, site.signs("Jo"))
        expect(her.log.locator("li")).to_have_count(1)
        expect(her.line("I am Jo")).to_be_visible()
        her.page.evaluate("Postroom.identify('')")
        expect(her.log.locator("li")).to_have_count(0)
        assert her.kept() == 0
        chat.company.admin.position = chat.company.product.position()
        assert len(chat.conversations()) == 2


@pytest.mark.req("CHT-10", "SE-03")
@pytest.mark.parametrize("others", ["", "Max"])
def test_what_was_asked_for_somebody_is_nothing_to_who_comes_after_them(
    sit: Sit, open_account: Open, others: str
) -> None:
    chat = Chat(open_account())
    site = Site(chat)
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin).come().open()
        her.desk.expects("status of 401")
        eventually(lambda: _taken(her, site.signs("Jo")), "the chat takes what the site signs")
        her.write("I am Jo")
        expect(her.line("I am Jo")).to_contain_text("Delivered")
        second = her.desk.context.new_page()
        second.goto(origin)
        second.locator(".launch").click()
        expect(second.get_by_role("log")).to_contain_text("I am Jo")
        # it has asked for all that it asks for by itself
        second.evaluate("Postroom.refresh()")
        held: list[Route] = []
        keep = lambda route: held.append(route)  # noqa: E731, PLW0108 - Playwright names its handlers
        second.route("**/session", keep, times=1)
        with second.expect_request("**/session"):
            second.evaluate("void Postroom.refresh()")
        identify(her, site.signs(others) if others else "")
        expect(her.log.locator("li")).to_have_count(0)
        expect(second.get_by_role("log").locator("li")).to_have_count(0)
        with second.expect_response("**/session" if others else "**/state"):
            held[0].fulfill(response=held[0].fetch())
            second.evaluate("void Postroom.refresh()")
        assert her.kept() == bool(others)
        if others:
            her.write("I am Max")
            expect(second.get_by_role("log").locator("li")).to_contain_text(["I am Max"])
        assert "I am Jo" not in her.log.inner_text() + second.get_by_role("log").inner_text()


def _taken(her: Shopper, token: str) -> bool:
    with her.page.expect_response("**/session") as answered:
        identify(her, token)
    return bool(answered.value.ok)


@pytest.mark.req("CHT-03")
def test_who_is_looked_after_by_somebody_sees_them_and_others_the_company(
    sit: Sit, open_account: Open
) -> None:
    chat = Chat(open_account(), greeting={"heading": "owner", "fallback": "company"})
    admin, ann = chat.company.admin, chat.company.agent("Ann")
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin).come().open()
        heading = her.panel.get_by_role("heading")
        expect(heading).to_have_text("Lamps & Co")
        her.write("Hello")
        expect(her.line("Hello")).to_contain_text("Delivered")
        conversation = chat.conversation(["Hello"])
        contact = admin.read(f"/conversations/{conversation}")["contact_id"]
        admin.put(f"/contacts/{contact}/owner", {"owner_id": ann.user_id})

        def named() -> bool:
            # how a chat stands for somebody is known for some seconds
            her.page.evaluate("Postroom.refresh()")
            return heading.inner_text() == "Ann"

        eventually(named, "the heading is the owner")
        her.come().open()
        expect(heading).to_have_text("Ann")
        expect(her.panel.locator(".faces .face")).to_have_count(1)
        # who is new meets the company
        other = Shopper(sit(None), chat, origin).come().open()
        expect(other.panel.get_by_role("heading")).to_have_text("Lamps & Co")
        assert json.loads(other.page.evaluate("JSON.stringify(Postroom.status())"))["state"] == "available"
