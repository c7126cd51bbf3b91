"""What a chat says first: the welcome to who never wrote, the heading in the page's language (CHT-03, CHT-04)."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Sit
from tests.browser.shop import Chat, Shopper, shop
from tests.support.running import Open


@pytest.mark.req("CHT-04")
def test_the_welcome_prompts_who_never_wrote_and_nobody_who_did(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account(), greeting={"prompt": True})
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin).come()
        prompt = her.page.locator(".prompt")
        expect(prompt).to_contain_text("Hello! What can we do for you?")
        her.page.reload()
        expect(prompt).to_be_visible()
        her.open()
        expect(prompt).to_be_hidden()
        her.write("Hello")
        expect(her.line("Hello")).to_contain_text("Delivered")
        her.page.reload()
        expect(her.launcher).to_be_visible()
        expect(prompt).to_be_hidden()


@pytest.mark.req("CHT-03", "UIX-04")
@pytest.mark.parametrize(("language", "together"), [("en", "and"), ("pl", "i")])
def test_the_heading_names_people_in_the_pages_language(
    sit: Sit, open_account: Open, language: str, together: str
) -> None:
    company = open_account()
    people = [company.agent(name).user_id for name in ("Ann", "Bob")]
    chat = Chat(company, greeting={"heading": "people", "user_ids": people})
    with shop(chat, language=language) as origin:
        her = Shopper(sit(None), chat, origin).come()
        her.launcher.click()
        either = re.compile(f"Ann {together} Bob|Bob {together} Ann")
        expect(her.panel.get_by_role("heading")).to_have_text(either)
