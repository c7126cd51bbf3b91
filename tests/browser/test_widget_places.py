"""The chat where it is hard to be: hostile pages, frames that may keep nothing, narrow screens, long histories (CHT-10, CHT-11, CHT-12)."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.desk import Sit
from tests.browser.shop import Chat, Shopper, shop
from tests.support.product import eventually
from tests.support.running import Open
from tests.support.web import say, site

POINTS = 49
FRAMED = '<!doctype html><title>App</title><iframe title="Chat" sandbox="allow-scripts" src="{}" width="380" height="640"></iframe>'


@pytest.mark.req("CHT-11", "CHT-12", "UIX-04")
def test_a_long_conversation_is_read_to_its_beginning_by_keyboard_on_a_phone_and_mailed(
    sit: Sit, open_account: Open
) -> None:
    chat = Chat(open_account())
    steps: list[dict[str, Any]] = [
        {"key": f"s{number}", "do": "say", "text": f"Point {number}.", "next": f"s{number + 1}"}
        for number in range(POINTS)
    ]
    steps[-1]["next"] = ""
    asks = {"key": "all", "do": "choose", "text": "Shall I?", "options": [{"label": "Do", "next": "s0"}]}
    chat.company.admin.put(f"{chat.at}/bot", {"name": "Robin", "when": "always", "steps": [asks, *steps]})
    chat.company.admin.put(f"{chat.at}/bot/on", {"on": True})
    with shop(chat, style="") as origin:
        her = Shopper(sit(None, viewport={"width": 360, "height": 740}), chat, origin)
        button = her.panel.get_by_role("button", name="Do", exact=True)

        def offered() -> bool:
            # what a key leads to is kept for some seconds
            her.come().open()
            return button.is_visible()

        eventually(offered, "the bot offers it")
        button.click()
        lines = her.log.locator("li")
        expect(lines.last).to_contain_text(f"Point {POINTS - 1}.")
        everything = lines.all_inner_texts()
        her.write("Thanks")
        expect(her.line("Thanks")).to_contain_text("Delivered")
        her.come().open()
        expect(her.line("Thanks")).to_be_in_viewport()
        expect(lines).to_have_count(50)
        earlier = her.panel.get_by_role("button", name="Earlier messages")
        earlier.focus()
        her.page.keyboard.press("Enter")
        expect(lines).to_have_count(len(everything) + 1)
        # nobody is left without a place when the button goes
        expect(earlier).to_be_hidden()
        expect(her.panel.locator(".body")).to_be_focused()
        her.desk.assert_fits()
        assert not violations(her.page, ((360, 740),))
        her.panel.get_by_label("More").focus()
        her.page.keyboard.press("Enter")
        expect(her.panel.get_by_role("button", name="Send me this conversation by e-mail")).to_be_focused()
        her.page.keyboard.press("Enter")
        her.page.keyboard.type("jo@kunde.example")
        with her.page.expect_response("**/transcript") as asked:
            her.page.keyboard.press("Enter")
        assert asked.value.status == 202
        expect(her.panel.get_by_text("A copy is on its way to jo@kunde.example.")).to_be_visible()
        expect(her.field).to_be_focused()


@pytest.mark.req("CHT-10", "CHT-11")
def test_in_a_frame_that_may_keep_nothing_it_works_for_as_long_as_the_page_is_there(
    sit: Sit, open_account: Open
) -> None:
    chat = Chat(open_account())
    ann = chat.company.agent("Ann")
    framed = FRAMED.format(f"{chat.company.product.url}/w/{chat.key}/frame")
    with site(lambda handler: say(handler, 200, framed.encode(), Content_Type="text/html")) as app:
        desk = sit(None)
        her = Shopper(desk, chat, f"{app.url}/")
        her.page.goto(her.origin)
        inside = her.page.frame_locator("iframe")
        refused = "() => { try { return !localStorage; } catch { return true; } }"
        assert her.page.frames[1].evaluate(refused)
        field = inside.get_by_role("textbox", name="Write a message")
        log = inside.get_by_role("log").locator("li")
        for text in ("First", "Second"):
            field.fill(text)
            field.press("Enter")
            expect(log.filter(has_text=text)).to_contain_text("Delivered")
        conversation = chat.conversation(["First", "Second"])
        ann.position = chat.company.product.position()
        ann.post(f"/conversations/{conversation}/messages", {"text": "Here I am."})
        expect(log.last).to_contain_text("Here I am.")
        expect(log).to_have_count(3)
        assert desk.context.cookies() == []
        # nothing was kept: the next page is somebody new's
        her.page.reload()
        expect(inside.locator(".body").get_by_text("Hello! What can we do for you?")).to_be_visible()
        expect(log).to_have_count(0)


@pytest.mark.req("CHT-11")
def test_on_a_hostile_page_the_chat_itself_has_no_fault_of_access(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account(), greeting={"prompt": True})
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin).come()
        # the rest of that page is its own affair
        her.page.evaluate("document.querySelector('main').remove()")
        expect(her.page.locator(".prompt")).to_be_visible()
        about = ("document-title", "html-has-lang", "landmark-one-main", "page-has-heading-one", "region")
        for opened in (False, True):
            if opened:
                her.open()
                her.write("Hello")
                expect(her.line("Hello")).to_contain_text("Delivered")
            found = [one for one in violations(her.page, ((1440, 900), (360, 740))) if one[2] not in about]
            assert not found
