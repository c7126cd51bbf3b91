"""What a chat's two sides see of each other as it happens: typing, capacity, a copy by mail (CHT-07, CHT-11, CHT-12, CHT-14)."""

import pytest
from playwright.sync_api import expect

from infrastructure.live.visitors import KEPT_SECONDS
from tests.browser.desk import Sit
from tests.browser.shop import Chat, Shopper, shop
from tests.support.product import eventually
from tests.support.running import Open


@pytest.mark.req("CHT-11")
def test_each_sees_the_other_typing(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account())
    ann = chat.company.agent("Ann")
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin).come().open()
        her.write("Hello")
        expect(her.line("Hello")).to_contain_text("Delivered")
        presence = f"/conversations/{chat.conversation(['Hello'])}/presence"
        ann.position = chat.company.product.position()
        typing = her.panel.get_by_text("Ann is writing")

        def shown() -> bool:
            # said again while it lasts, as a writer's page does; too often is refused
            ann.send("POST", presence, {"doing": "typing"})
            return typing.is_visible()

        eventually(shown, "the visitor sees that Ann types")

        def seen() -> bool:
            her.field.press_sequentially("and ")
            visitor = ann.read(presence)["visitor"]
            return bool(visitor and visitor["doing"] == "typing")

        eventually(seen, "Ann sees that the visitor types")
        her.page.goto("about:blank")

        def gone() -> bool:
            visitor = ann.read(presence)["visitor"]
            return not visitor or bool(visitor["doing"] == "left")

        # sooner than somebody counts as gone who only said nothing more
        eventually(gone, "Ann sees that the visitor left", KEPT_SECONDS * 2 / 3)


@pytest.mark.req("CHT-07", "CHT-14", "ACC-05")
def test_with_everyone_at_capacity_it_asks_to_wait(sit: Sit, open_account: Open) -> None:
    company = open_account()
    company.admin.put("/account/subscription", {"hub": "service", "tier": "enterprise"})
    ann = company.agent("Ann")
    hours = {"basis": "users", "capacity": "message", "capacity_text": "One moment, we are all talking."}
    chat = Chat(company, hours=hours)
    company.admin.put(f"/users/{ann.user_id}/capacity", {"live": 1, "total": None})
    company.admin.put(f"/users/{company.admin.user_id}/availability", {"available": False})
    company.admin.put(f"{chat.at}/rule", {"enabled": True, "user_ids": [ann.user_id]})
    with shop(chat) as origin:
        first = Shopper(sit(None), chat, origin).come().open()
        first.write("Hello")
        expect(first.line("Hello")).to_contain_text("Delivered")
        second = Shopper(sit(None), chat, origin)

        def waits() -> bool:
            second.come().open()
            return second.panel.get_by_text("One moment, we are all talking.").is_visible()

        eventually(waits, "the next visitor is asked to wait")


@pytest.mark.req("CHT-01", "CHT-08")
def test_a_bot_asks_before_the_visitor_writes_and_goes_on_after(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account())
    steps = [
        {
            "key": "what",
            "do": "choose",
            "text": "What is it about?",
            "options": [{"label": "An order", "next": "mail"}, {"label": "Else", "next": ""}],
        },
        {"key": "mail", "do": "ask", "text": "Your address?", "field": "email", "next": ""},
    ]
    chat.company.admin.put(f"{chat.at}/bot", {"name": "Robin", "when": "always", "steps": steps})
    chat.company.admin.put(f"{chat.at}/bot/on", {"on": True})
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin)

        def asks() -> bool:
            # what a key leads to is kept for some seconds
            her.come().open()
            return her.panel.get_by_text("What is it about?").is_visible()

        eventually(asks, "the bot asks")
        # it asks on each visit until it is answered
        her.come().open()
        assert her.kept() == 0
        her.panel.get_by_role("button", name="An order").click()
        expect(her.line("An order")).to_contain_text("Delivered")
        expect(her.line("Your address?")).to_contain_text("Robin")
        expect(her.panel.get_by_text("What is it about?")).to_be_visible()
        expect(her.panel.get_by_role("button", name="An order")).to_have_count(0)
        her.write("jo@kunde.example")
        chat.conversation(["An order", "jo@kunde.example"])


@pytest.mark.req("CHT-11", "API-04")
def test_who_goes_from_page_to_page_stays_connected(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account())
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin).come().open()
        her.write("Hello")
        expect(her.line("Hello")).to_contain_text("Delivered")
        # more pages than one visitor may have streams, and what they leave is not known to have ended by itself
        for number in range(10):
            with her.page.expect_response("**/stream") as opened:
                her.page.goto(f"{origin}?page={number}")
            assert opened.value.status == 200, number
