"""A chat as agents have it: who is there and where, what they write as it comes, and that an answer was seen (CHT-11, CNV-04)."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.desk import Sit
from tests.browser.shop import Chat, Shopper, shop
from tests.support.product import eventually
from tests.support.running import Open

LOW = {"width": 1440, "height": 640}
"""A window in which not even a short talk can be seen whole."""


@pytest.mark.req("CHT-11", "CHT-14", "CNV-04", "UIX-03")
def test_an_agent_talks_live_with_a_visitor(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account())
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin).come().open()
        her.write("Hello")
        at = chat.conversation(["Hello"])
        chat.company.admin.settled()
        desk = sit(chat.company.admin, viewport=LOW).open(f"/inbox/open/{at}")
        page = desk.page
        expect(page.locator("#thread-title")).to_have_text("Chat")
        expect(desk.row("Hello").locator(".row-subject")).to_have_text("Chat")
        expect(page.locator(".side-who")).to_contain_text("Visitor")
        first = desk.log.locator(".message", has_text="Hello")
        expect(first.locator("strong")).to_have_text("Visitor")
        where = first.get_by_role("link", name=re.compile(r"^127\.0\.0\.1:\d+"))
        expect(where).to_have_attribute("href", origin)
        expect(where).to_have_attribute("rel", "noopener noreferrer")
        there = page.locator(".thread-head .visitor")
        expect(there).to_have_text("· Visitor is here on /")

        def types() -> bool:
            # again and again, as people do: it is told once in a while only, and may be lost
            her.field.press_sequentially("and ")
            return "Visitor is typing" in there.inner_text()

        eventually(types, "the agent sees that the visitor types")
        her.write("And a lamp?")
        expect(desk.log.locator(".message", has_text="And a lamp?")).to_be_visible()
        expect(there).to_contain_text("Visitor is here")
        # nobody is named, nothing is formatted and nothing waits: what is sent is there
        expect(page.get_by_label("To", exact=True)).to_have_count(0)
        expect(page.get_by_role("toolbar", name="Formatting")).to_have_count(0)
        expect(page.get_by_role("button", name="Preview")).to_have_count(0)
        desk.answer("We have lamps.")
        expect(her.line("We have lamps.")).to_be_visible()
        expect(desk.notice.get_by_role("button", name="Undo")).to_have_count(0)
        answer = desk.log.locator(".message.out", has_text="We have lamps.")
        expect(answer.locator(".state")).to_have_text("Seen")
        # what is written grows, and what was said last goes on standing above it
        page.locator("#reply").fill("One more line.\n" * 9)
        expect(answer).to_be_in_viewport(ratio=0.9)
        assert violations(page) == []


@pytest.mark.req("CNV-05", "CHT-11")
def test_an_agent_is_told_before_writing_that_the_visitor_is_in_another_conversation(
    sit: Sit, open_account: Open
) -> None:
    chat = Chat(open_account())
    admin = chat.company.admin
    admin.put("/account/reopening", {"reopen_days": 0})
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin).come().open()
        her.write("Hello")
        first = chat.conversation(["Hello"])
        desk = sit(admin).open(f"/inbox/open/{first}")
        expect(desk.page.locator("#reply")).to_be_visible()
        admin.post(f"/conversations/{first}/close")
        her.write("Hello again")
        chat.conversation(["Hello again"])
        expect(desk.page.get_by_role("status")).to_contain_text(["the visitor is in another conversation"])
