"""Somebody who asks for more than may be asked for at once, and somebody who passes by: both see what they stay with."""

import re

import pytest
from playwright.sync_api import Request, Route, expect

from tests.browser.desk import Desk, Sit
from tests.browser.office import Office
from tests.support.company import Mailbox
from tests.support.running import Open

PASSED = 12
CONVERSATION = re.compile(r"/api/v1/conversations/[0-9a-f-]{36}$")
HASTE = """async (subject) => {
  const fetched = window.fetch, rows = [...document.querySelectorAll('.row')];
  let refused = false;
  window.fetch = async (...given) => {
    const one = await fetched(...given);
    refused ||= one.status === 429 && !one.url.endsWith('/teams');
    return one;
  };
  const ask = () => Promise.all(Array.from({ length: 100 }, () => fetched('/api/v1/teams')));
  for (let at = 0; !refused && at < 200; at++) {
    void ask();
    rows[at % rows.length].click();
    await ask();
  }
  window.fetch = fetched;
  rows.find((one) => one.textContent.includes(subject)).click();
}"""
"""Asks so much, and opens one after the other, until something that the page itself asked for was refused."""


@pytest.fixture
def shelf(open_account: Open) -> Mailbox:
    mailbox = open_account().channel()
    mailbox.fill(PASSED, "Matter", "This is")
    return mailbox


@pytest.fixture
def desk(sit: Sit, shelf: Mailbox) -> Desk:
    return sit(shelf.company.admin).open()


@pytest.mark.req("RL-06", "UIX-01")
def test_who_asks_too_much_sees_it_a_little_later(desk: Desk) -> None:
    desk.expects(r"status of 429")
    refused: list[str] = []
    desk.page.on("response", lambda one: refused.append(one.url) if one.status == 429 else None)
    desk.measure(HASTE, "Matter 7")
    expect(desk.log).to_contain_text("This is 7")
    expect(desk.page.locator(".side .history")).to_contain_text("Conversation started")
    assert any(not url.endswith("/teams") for url in refused), "nothing of the page's own was refused"


@pytest.mark.req("PF-10", "UIX-01")
def test_what_is_only_passed_by_is_not_read(desk: Desk) -> None:
    read: list[str] = []

    def told(request: Request) -> None:
        if request.method == "GET" and CONVERSATION.search(request.url):
            read.append(request.url)

    desk.page.on("request", told)
    # keys held down: the page gets them faster than anybody could mean each
    desk.measure(
        """(times) => { for (let time = 0; time < times; time++) document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'j', bubbles: true })); }""",
        PASSED,
    )
    expect(desk.log).to_contain_text("This is 0")
    assert len(read) == 2, read


@pytest.mark.req("UIX-01", "CNV-01")
@pytest.mark.parametrize("closes", ["e", "the command"])
def test_what_is_done_after_an_answer_was_sent_comes_after_it(bo: Desk, office: Office, closes: str) -> None:
    subject = office.arrives("Haste")
    bo.read(subject)
    held: list[Route] = []
    asked: list[str] = []
    bo.page.route("**/messages", lambda route: held.append(route))  # noqa: PLW0108 - Playwright names its handlers
    bo.page.on(
        "request", lambda one: asked.append(one.url) if one.url.endswith(("/close", "/bulk")) else None
    )
    bo.answer("On its way for a while")
    if closes == "e":
        bo.press("e")
    else:
        bo.press("Control+k")
        commands = bo.page.get_by_role("dialog", name="Commands")
        expect(commands.get_by_role("combobox")).to_be_focused()
        bo.page.keyboard.type("close")
        expect(commands.get_by_role("option", selected=True)).to_contain_text("Close")
        bo.press("Enter")
    # whatever the page asks for because of that has been asked for once this is answered
    bo.measure("() => fetch('/api/v1/teams').then((one) => one.status)")
    assert (len(held), asked) == (1, [])
    held[0].continue_()
    expect(bo.row(subject)).to_have_count(0)
    assert len(asked) == 1
