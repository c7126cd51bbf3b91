"""Connecting a chat by keyboard alone, to its tracking code, and setting it afterwards (CHT-02..10, CHT-12)."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk, Sit
from tests.browser.test_connecting import assert_clean, go_on, stage, tabbed_to
from tests.support.company import Company
from tests.support.product import eventually
from tests.support.running import Open

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 360, "height": 740}
STEPS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("chat/look", {"colour_from": "branding"}),
    ("chat/greeting", {"heading": "people"}),
    ("chat/hours", {"basis": "users"}),
    ("sender", {"from_name": "company", "company_name": "Acme"}),
    ("rule", {"enabled": False}),
)


def chat_of(company: Company) -> str:
    """Connect a chat over HTTP."""
    channel: str = company.admin.post("/channels", {"kind": "chat", "inbox_id": company.inbox})["id"]
    for step, body in STEPS:
        company.admin.put(f"/channels/{channel}/{step}", body)
    company.admin.post(f"/channels/{channel}/connect")
    company.admin.settled()
    return channel


def shown(desk: Desk) -> Locator:
    """The widget in the preview."""
    return desk.page.get_by_role("region", name="As visitors see it").locator(".chat-stage")


def choose(desk: Desk, name: str) -> None:
    """Choose a radio button by keyboard."""
    one = desk.page.get_by_role("radio", name=re.compile(f"^{name}"))
    one.focus()
    desk.press("Space")
    expect(one).to_be_checked()


def look(desk: Desk) -> None:
    """Another colour, typed wrongly first; what is too faint is said, and shown at once."""
    part = stage(desk, "Look")
    choose(desk, "Another")
    field = part.get_by_label("As a code")
    tabbed_to(desk, field)
    desk.press("Control+a")
    desk.page.keyboard.type("#ffee0")
    expect(part.get_by_role("button", name="Continue")).to_be_disabled()
    desk.page.keyboard.type("0")
    expect(part.get_by_role("status").first).to_contain_text("Black text on it has a contrast of")
    expect(part.get_by_role("status").first).to_contain_text("hard to see")
    part.get_by_role("button", name="Blue").press("Enter")
    expect(field).to_have_value("#1d4ed8")
    expect(part.get_by_role("status").first).to_contain_text("White text")
    expect(shown(desk).get_by_text("We are here.")).to_be_visible()
    assert_clean(desk)
    go_on(desk)


def greeting(desk: Desk, person: str) -> None:
    part = stage(desk, "Greeting")
    expect(part.get_by_role("heading", name="Greeting")).to_be_focused()
    tabbed_to(desk, part.get_by_role("checkbox", name=person))
    desk.press("Space")
    tabbed_to(desk, part.get_by_label("Welcome"))
    desk.page.keyboard.type("Ask us anything!")
    expect(shown(desk).get_by_text("Ask us anything!")).to_be_visible()
    expect(shown(desk).get_by_text(person).first).to_be_visible()
    assert_clean(desk)
    go_on(desk)


def hours(desk: Desk) -> None:
    part = stage(desk, "Availability")
    # what the subscription does not include is closed, and says what would open it
    busy = part.get_by_role("group", name=re.compile("^Everybody has as many"))
    expect(busy.get_by_role("radio", name="Ask to wait")).to_be_disabled()
    expect(busy).to_contain_text("Needs Service Hub on enterprise")
    choose(desk, "Ask for an e-mail")
    choose(desk, "Away")
    expect(shown(desk).get_by_label("Your e-mail")).to_be_visible()
    choose(desk, "In operating hours")
    choose(desk, "Outside the hours")
    expect(part.get_by_role("link", name="Make a schedule")).to_be_visible()
    part.get_by_role("group", name="Outside the hours").get_by_role("radio", name="Hide the chat").check()
    expect(part.get_by_text("visitors see nothing of it")).to_be_visible()
    assert_clean(desk)
    choose(desk, "While people are available")
    go_on(desk)


@pytest.mark.req(
    "CHT-02",
    "CHT-03",
    "CHT-04",
    "CHT-06",
    "CHT-07",
    "CHT-09",
    "CHT-10",
    "CHT-12",
    "ACC-05",
    "UIX-02",
    "UIX-04",
)
def test_a_chat_is_connected_by_keyboard_to_its_tracking_code(sit: Sit, open_account: Open) -> None:
    company = open_account()
    desk = sit(company.admin).open("/settings/channels/new")
    page = desk.page
    tabbed_to(desk, page.get_by_role("radio", name=re.compile("^Team e-mail")))
    choose(desk, "Live chat")
    desk.press("Enter")
    look(desk)
    greeting(desk, "Ada Admin")
    hours(desk)
    mail = stage(desk, "Mail")
    expect(mail).to_contain_text("copies of conversations")
    assert_clean(desk)
    # whoever leaves goes on where they were
    desk.open("/settings/channels")
    page.get_by_role("region", name="Not finished yet").get_by_role("link", name="Go on").press("Enter")
    go_on(desk)
    rule = stage(desk, "Assignment")
    expect(rule.get_by_text("Leave out who is away")).to_have_count(0)
    assert_clean(desk)
    go_on(desk)
    last = stage(desk, "Connect and finish")
    expect(last).to_contain_text("While people are available")
    assert_clean(desk)
    go_on(desk, "Connect and finish")
    tabs = page.get_by_role("tablist", name="Settings of the channel")
    expect(tabs.get_by_role("tab", name="Tracking code")).to_have_attribute("aria-selected", "true")
    (chat,) = (one for one in company.admin.read("/channels")["items"] if one["kind"] == "chat")
    code = page.get_by_role("region", name="Tracking code", exact=True).locator("pre").first
    expect(code).to_have_text(f'<script src="{chat["chat"]["script_url"]}" async></script>')
    page.get_by_text("Shopify", exact=True).press("Enter")
    expect(page.get_by_text("layout/theme.liquid")).to_be_visible()
    assert_clean(desk)
    assert (chat["state"], chat["chat"]["look"]["colour"]) == ("connected", "#1d4ed8")
    assert chat["chat"]["greeting"]["welcome"] == "Ask us anything!"


@pytest.mark.req("CHT-02", "CHT-10", "API-03", "SE-03", "UIX-02")
def test_what_a_colleague_set_meanwhile_is_not_overwritten_unseen(sit: Sit, open_account: Open) -> None:
    company = open_account()
    channel = chat_of(company)
    desk = sit(company.admin, viewport=NARROW).open(f"/settings/channels/{channel}")
    page = desk.page
    desk.expects("status of 4\\d\\d")
    title = page.get_by_label("Title")
    title.fill("Ours")
    # another part is no matter, the same one is
    company.admin.put(f"/channels/{channel}/chat/greeting", {"heading": "people", "welcome": "Hi"})
    company.admin.put(f"/channels/{channel}/chat/look", {"colour_from": "branding", "title": "Theirs"})
    crossed = page.get_by_role("alert").filter(has_text="changed this meanwhile")
    expect(crossed).to_be_visible()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    assert company.admin.read(f"/channels/{channel}")["chat"]["look"]["title"] == "Theirs"
    crossed.get_by_role("button", name="Go on with mine").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(desk.notice).to_contain_text("Saved")
    assert company.admin.read(f"/channels/{channel}")["chat"]["look"]["title"] == "Ours"
    desk.assert_fits()
    page.get_by_role("tab", name="Greeting").click()
    expect(page.get_by_label("Welcome")).to_have_value("Hi")
    page.get_by_role("tab", name="Tracking code").click()
    page.get_by_role("button", name="Make a secret").click()
    secret = page.locator(".secret")
    expect(secret).to_be_focused()
    expect(secret).to_contain_text("shown only this once")
    page.get_by_role("checkbox", name=re.compile("^Only visitors who are named")).check()
    page.get_by_role("region", name="Who visitors are").get_by_role("button", name="Save").click()
    expect(desk.notice).to_contain_text("Saved")
    places = page.get_by_role("region", name="Where it runs")
    places.get_by_label("Sites that may use it").fill("https://www.acme.example\n")
    places.get_by_role("button", name="Add a line").click()
    places.get_by_label("Path of line 1").fill("/shop/*")
    places.get_by_role("button", name="Save").click()
    desk.assert_fits()
    eventually(
        lambda: company.admin.read(f"/channels/{channel}")["chat"]["places"]["pages"], "the places are set"
    )
    kept = company.admin.read(f"/channels/{channel}")["chat"]
    assert kept["identity"] == {"required": True, "secret_version": 1}
    assert kept["places"] == {
        "origins": ["https://www.acme.example"],
        "pages": [{"rule": "show", "pattern": "/shop/*"}],
    }
    assert_clean(desk)


FLOW = {
    "name": "Robin",
    "when": "available",
    "steps": [
        {"key": "what", "do": "choose", "text": "What is it about?", "options": [{"label": "An order", "next": "on"}]},
        {"key": "on", "do": "hand_over", "text": "One moment."},
    ],
}  # fmt: skip
TEXTS = {"en": "We keep what you write."}


@pytest.mark.req("CHT-04", "CHT-08", "CHT-09", "PRV-02", "PRV-03")
def test_the_preview_shows_what_a_new_visitor_is_asked_told_and_prompted(
    sit: Sit, open_account: Open
) -> None:
    company = open_account()
    admin, channel = company.admin, chat_of(company)
    at = f"/channels/{channel}"
    admin.put(f"{at}/chat/hours", {"basis": "users", "away": "message", "away_text": "Soon."})
    admin.put("/account/data-privacy", {"on": True})
    admin.put(f"{at}/consent", {"mode": "explicit", "texts": TEXTS})
    admin.put(f"{at}/bot", FLOW)
    admin.put(f"{at}/bot/on", {"on": True})
    admin.settled()
    desk = sit(admin).open(f"/settings{at}")
    page, chat = desk.page, shown(desk)
    page.get_by_role("tab", name="Greeting").click()
    # a bot that speaks while somebody is there is silent while nobody is
    expect(chat.get_by_text("What is it about?")).to_be_visible()
    choose(desk, "Away")
    expect(chat.get_by_text("Soon.")).to_be_visible()
    expect(chat.get_by_text("What is it about?")).to_have_count(0)
    choose(desk, "Available")
    choose(desk, "Not yet given")
    expect(chat.get_by_text(TEXTS["en"])).to_be_visible()
    expect(chat.get_by_role("textbox")).to_have_count(0)
    chat.get_by_role("button", name="I agree").click()
    expect(chat.get_by_role("button", name="An order")).to_be_visible()
    expect(chat.get_by_role("textbox", name="Write a message")).to_be_visible()
    page.get_by_label("Welcome").fill("Hello there!")
    page.get_by_label("Show it beside the button").check()
    choose(desk, "Just opened")
    expect(chat.locator(".panel")).to_have_count(0)
    prompt = chat.get_by_role("button", name="Hello there!")
    expect(prompt).to_be_visible()
    assert_clean(desk)
    admin.put(f"{at}/consent", {"mode": "implied", "texts": TEXTS})
    prompt.click()
    expect(page.get_by_role("radio", name="Chat open")).to_be_checked()
    expect(chat.get_by_text(TEXTS["en"])).to_be_visible()
    expect(chat.get_by_role("button", name="I agree")).to_have_count(0)
    expect(chat.get_by_role("textbox", name="Write a message")).to_be_visible()
    assert_clean(desk)
