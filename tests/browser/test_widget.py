"""The chat on a page of another origin: both ways with an agent, isolated, by keyboard, on a phone (CHT-01, CHT-11)."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.desk import Sit
from tests.browser.shop import STYLES, Chat, Shopper, shop
from tests.support.product import eventually
from tests.support.running import Open


@pytest.mark.req("CHT-01", "CHT-11", "SE-03")
def test_a_visitor_and_an_agent_talk_and_each_sees_how_far_it_is(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account())
    ann = chat.company.agent("Ann")
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin).come()
        # who only looks at the page, or at the chat, leaves nothing and is nobody
        assert (her.kept(), her.visitors) == (0, [])
        her.open()
        expect(her.panel).to_contain_text("Hello! What can we do for you?")
        expect(her.panel).to_contain_text("We usually answer within a few minutes.")
        assert her.kept() == 0
        box = her.field.bounding_box()
        assert box is not None
        assert box["height"] >= 40, "as high as one line, before anything was written"
        her.write("Is the lamp there? <b>1</b>")
        expect(her.line("Is the lamp there? <b>1</b>")).to_contain_text("Delivered")
        assert her.kept() == 1
        conversation = chat.conversation(["Is the lamp there? <b>1</b>"])
        ann.position = chat.company.product.position()
        ann.post(
            f"/conversations/{conversation}/messages", {"text": "It is: https://shop.example/lamp?no=1."}
        )
        link = her.log.get_by_role("link")
        expect(link).to_have_attribute("href", "https://shop.example/lamp?no=1")
        expect(link).to_have_attribute("rel", "noopener noreferrer nofollow ugc")

        def seen() -> bool:
            chat.company.admin.position = chat.company.product.position()
            messages = chat.company.admin.read(f"/conversations/{conversation}")["messages"]
            return bool(messages[-1]["delivery"]["state"] == "seen")

        eventually(seen, "the agent sees that it was seen")
        her.page.keyboard.press("Escape")
        expect(her.panel).to_be_hidden()
        ann.position = chat.company.product.position()
        ann.post(f"/conversations/{conversation}/messages", {"text": "Anything else?"})
        expect(her.launcher).to_have_accessible_name("Open the chat. Unread messages: 1")
        # the next visit goes on where this one ended
        her.come()
        expect(her.launcher).to_have_accessible_name("Open the chat. Unread messages: 1")
        her.open()
        expect(her.log.locator("li")).to_have_count(3)
        expect(her.log.locator("li").last).to_contain_text("Anything else?")
        expect(her.page.locator(".count")).to_be_hidden()
        assert her.desk.context.cookies() == []


@pytest.mark.req("CHT-01", "UIX-03")
def test_it_opens_where_the_browser_names_a_language_that_is_none(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account())
    with shop(chat) as origin:
        her = Shopper(sit(None), chat, origin)
        her.desk.context.add_init_script(
            "Object.defineProperty(Navigator.prototype, 'languages', { get: () => ['en-US@posix'] });"
        )
        her.come().open()
        expect(her.panel).to_contain_text("Hello! What can we do for you?")
        her.write("Hello?")
        expect(her.line("Hello?")).to_contain_text("Delivered")


@pytest.mark.req("CHT-11")
def test_a_page_cannot_reach_into_the_chat_nor_change_how_it_looks(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account())
    plain, hostile = Shopper(sit(None), chat, ""), Shopper(sit(None), chat, "")
    looks = []
    for her, style in ((plain, ""), (hostile, None)):
        with shop(chat, **({} if style is None else {"style": style})) as origin:
            her.origin = origin
            her.come().open()
            her.panel.get_by_role("heading").wait_for()
            boxes = [one.bounding_box() for one in (her.launcher, her.panel, her.field)]
            looks.append(
                [boxes, [one.evaluate(STYLES) for one in (her.panel, her.field, her.panel.locator("h2"))]]
            )
    assert looks[0] == looks[1]
    with shop(chat) as origin:
        outside = sit(None)
        outside.page.goto(origin)
        outside.page.wait_for_function("() => window.Postroom?.status?.().loaded")
        assert (
            outside.page.evaluate("[...document.documentElement.children].map((one) => one.shadowRoot)")
            == [None] * 3
        )


@pytest.mark.req("CHT-11", "CHT-01")
def test_the_chat_is_used_by_keyboard_alone_and_has_no_fault_of_access(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account(), greeting={"prompt": True})
    with shop(chat, style="") as origin:
        her = Shopper(sit(None), chat, origin).come()
        page = her.page
        expect(her.page.locator(".prompt")).to_contain_text("Hello! What can we do for you?")
        assert not violations(page)
        page.get_by_role("link", name="Lamps").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(her.launcher).to_be_focused()
        page.keyboard.press("Enter")
        expect(her.field).to_be_focused()
        expect(her.page.locator(".prompt")).to_be_hidden()
        page.keyboard.type("One")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("two")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        expect(her.panel.get_by_role("button", name="😀")).to_be_focused()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(her.field).to_be_focused()
        page.keyboard.press("Enter")
        expect(her.line("One\ntwo😂")).to_contain_text("Delivered")
        assert not violations(page)
        page.set_viewport_size({"width": 1440, "height": 900})
        page.keyboard.press("Escape")
        expect(her.launcher).to_be_focused()
        expect(her.launcher).to_have_attribute("aria-expanded", "false")


@pytest.mark.req("CHT-11", "UIX-04")
def test_on_a_phone_the_chat_is_the_screen(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account())
    with shop(chat, style="", language="pl") as origin:
        her = Shopper(sit(None, viewport={"width": 360, "height": 740}, has_touch=True), chat, origin).come()
        her.open()
        assert her.panel.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 740}
        her.desk.assert_fits()
        field = her.panel.get_by_role("textbox", name="Napisz wiadomość")
        # smaller letters would make the browser zoom in
        assert field.evaluate("el => getComputedStyle(el).fontSize") == "16px"
        for button in her.panel.get_by_role("button").all():
            box = button.bounding_box()
            assert box is None or min(box["width"], box["height"]) >= 44, button
        field.fill("Dzień dobry")
        her.panel.get_by_role("button", name="Wyślij").click()
        expect(her.line("Dzień dobry")).to_contain_text("Dostarczono")
        her.panel.get_by_role("button", name="Zamknij czat").click()
        expect(her.launcher).to_be_visible()
