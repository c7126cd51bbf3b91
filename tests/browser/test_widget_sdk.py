"""What a page may ask of its chat, as the documentation shows it (CHT-10)."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Sit
from tests.browser.shop import Chat, Shopper, shop
from tests.support.running import Open

GUIDE = Path(__file__).parents[2] / "docs" / "chat-sdk.md"


def examples() -> list[str]:
    """Return the scripts of the documentation, in their order."""
    return re.findall(r"```js\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)


@pytest.mark.req("CHT-10")
def test_the_documents_examples_work(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account())
    before, *others = examples()
    product = chat.company.product.url
    with shop(
        chat, data='data-load="manual"', before='<script src="/before.js"></script>', extra="'self'"
    ) as origin:
        her = Shopper(sit(None), chat, origin)
        # what the page asks before the chat is there is done when it is
        her.page.route(
            "**/before.js", lambda route: route.fulfill(body=before, content_type="text/javascript")
        )
        her.page.goto(origin)
        expect(her.panel).to_be_visible()
        for script in others:
            her.page.evaluate(f"async () => {{ {script} }}".replace("https://support.example.com", product))
        assert her.page.evaluate("Postroom.status()")["loaded"] is True


@pytest.mark.req("CHT-10")
def test_a_page_opens_closes_removes_and_hears_of_its_chat(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account())
    with shop(chat, data='data-load="manual" data-language="pl"') as origin:
        her = Shopper(sit(None), chat, origin)
        page = her.page
        page.goto(origin)
        page.wait_for_function("() => window.Postroom")
        assert page.evaluate("Postroom.status()") == {
            "loaded": False, "open": False, "shown": False, "unread": 0, "state": "available", "language": "pl",
        }  # fmt: skip
        page.evaluate(
            "window.heard = []; for (const one of ['load', 'open', 'close', 'remove', 'message'])"
            " Postroom.on(one, (event) => heard.push([one, event.detail?.text]))"
        )
        page.evaluate("Postroom.open()")
        expect(her.panel).to_be_visible()
        page.evaluate("Postroom.close()")
        expect(her.panel).to_be_hidden()
        page.evaluate("Postroom.remove()")
        expect(her.launcher).to_have_count(0)
        page.evaluate("Postroom.load()")
        her.open()
        page.evaluate("Postroom.refresh()")
        assert [one for one, _ in json.loads(page.evaluate("JSON.stringify(heard)"))] == [
            "load", "open", "close", "remove", "load", "open",
        ]  # fmt: skip
        assert her.kept() == 0


@pytest.mark.req("CHT-10", "SE-01")
def test_the_chat_alone_fills_a_page(sit: Sit, open_account: Open) -> None:
    chat = Chat(open_account())
    her = Shopper(
        sit(None, viewport={"width": 390, "height": 700}),
        chat,
        f"{chat.company.product.url}/w/{chat.key}/frame",
    ).come()
    expect(her.panel).to_be_visible()
    expect(her.launcher).to_be_hidden()
    her.write("From an app")
    expect(her.line("From an app")).to_contain_text("Delivered")
    her.page.keyboard.press("Escape")
    expect(her.panel).to_be_visible()
