"""Connecting a Facebook page in a browser, by keyboard alone, and answering what people write to it (MSG-01..08)."""

import re
import time

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import violations
from tests.browser.desk import Desk
from tests.browser.pages import PageDesk
from tests.browser.test_connecting import assert_clean, go_on, stage, tabbed_to
from tests.support.company import Company
from tests.support.product import eventually
from tests.support.providers import messenger_hook as hook
from tests.support.providers.messenger import PUBLISHING, Facebook

DAY = 86_400
NO_WINDOWS = "window.open = () => null"
"""What a browser that blocks windows answers."""


def begin(desk: Desk) -> Locator:
    """Begin a channel of this kind; returns the first stage."""
    desk.open("/settings/channels")
    desk.page.get_by_role("button", name="Connect a channel").press("Enter")
    kind = desk.page.get_by_role("radio", name=re.compile("^Facebook Messenger"))
    expect(kind).to_be_enabled()
    kind.focus()
    desk.press("Space", "Enter")
    return stage(desk, "Page")


def log_in(desk: Desk, there: Locator, name: str) -> None:
    """Log in by keyboard in a window of its own, which closes by itself."""
    button = there.get_by_role("button", name=name)
    tabbed_to(desk, button)
    with desk.context.expect_page() as opened:
        desk.press("Enter")
    if not opened.value.is_closed():
        opened.value.wait_for_event("close")


def choose(desk: Desk, there: Locator, page: str, other: str) -> None:
    """Choose the page; why another one cannot be is said at it."""
    expect(there.get_by_role("radio", name=re.compile(f"^{page}"))).to_be_checked()
    refused = there.get_by_role("radio", name=re.compile(f"^{other}"))
    expect(refused).to_be_disabled()
    expect(there.locator("label").filter(has_text=other)).to_contain_text("You are not its administrator")
    assert_clean(desk)
    go_on(desk)


def greet(desk: Desk, page: str) -> None:
    """Write what is said by itself; the phone beside shows it."""
    there = stage(desk, "Greeting")
    expect(there.get_by_role("heading", name="Greeting")).to_be_focused()
    phone = there.get_by_role("region", name="As people see it")
    expect(phone).to_contain_text("Nothing is said by itself")
    tabbed_to(desk, there.get_by_role("textbox", name="Greeting"))
    desk.page.keyboard.type("Welcome!")
    tabbed_to(desk, there.get_by_role("switch", name="Answer the first message at once"))
    desk.press("Space")
    tabbed_to(desk, there.get_by_role("textbox", name="Instant reply"))
    desk.page.keyboard.type("We answer soon.")
    expect(phone.get_by_role("listitem")).to_have_text(
        ["Hello, is my parcel on its way?", "Welcome!", "We answer soon."]
    )
    expect(phone).to_contain_text(f"{page} answers by itself")
    assert_clean(desk)
    go_on(desk)


@pytest.mark.req("MSG-02", "MSG-03", "MSG-05", "MSG-06", "MSG-07", "UIX-02", "UIX-04")
def test_a_page_is_connected_by_keyboard(seat: tuple[Desk, Company], facebook: Facebook) -> None:
    desk, company = seat
    page, other = facebook.page(company.name), facebook.page("Elsewhere", PUBLISHING)
    there = begin(desk)
    assert_clean(desk)
    facebook.declines = True
    log_in(desk, there, "Log in with Facebook")
    expect(there.get_by_role("alert")).to_contain_text("You did not let us in at Facebook")
    facebook.well()
    log_in(desk, there, "Log in with Facebook")
    expect(there.get_by_role("status")).to_contain_text("You are logged in")
    choose(desk, there, page.name, other.name)
    greet(desk, page.name)
    rule = stage(desk, "Assignment")
    expect(rule.get_by_role("switch")).not_to_be_checked()
    go_on(desk)
    last = stage(desk, "Connect and finish")
    expect(last).to_contain_text("conversations wait unassigned")
    assert_clean(desk)
    go_on(desk, "Connect and finish")
    expect(desk.page.get_by_role("switch", name=f"{page.name} is on")).to_be_checked()
    expect(desk.page.locator("main")).not_to_contain_text("lets us in again")
    assert_clean(desk)
    (row,) = company.admin.read("/channels")["items"]
    assert (row["state"], row["messenger"]["page_id"], row["rule"]["enabled"]) == (
        "connected",
        page.id,
        False,
    )
    bot = company.admin.read(f"/channels/{row['channel_id']}/bot")
    assert (bot["on"], bot["versions"][-1]["flow"]["steps"][0]["text"]) == (True, "We answer soon.")
    assert "messages" in page.subscribed


@pytest.mark.req("MSG-03", "MSG-04")
def test_where_windows_are_blocked_the_login_is_on_the_page_itself(
    seat: tuple[Desk, Company], facebook: Facebook
) -> None:
    desk, company = seat
    page = facebook.page(company.name)
    desk.context.add_init_script(NO_WINDOWS)
    there = begin(desk)
    tabbed_to(desk, there.get_by_role("button", name="Log in with Facebook"))
    desk.press("Enter")
    expect(there.get_by_role("alert")).to_contain_text("Your browser blocked the window")
    assert_clean(desk)
    tabbed_to(desk, there.get_by_role("button", name="Log in on this page"))
    desk.press("Enter")
    desk.live()
    expect(stage(desk, "Page").get_by_role("radio", name=re.compile(f"^{page.name}"))).to_be_checked()
    go_on(desk)
    expect(stage(desk, "Greeting")).to_be_visible()


def opened(desk: Desk) -> Locator:
    """Open Ann's conversation; returns its log."""
    desk.open()
    return desk.read("Messenger")


@pytest.mark.req("MSG-01", "MSG-05", "MSG-08", "CNV-06")
def test_what_is_written_to_a_page_is_answered_and_shown_as_what_it_is(
    seat: tuple[Desk, Company], facebook: Facebook
) -> None:
    desk, company = seat
    at = PageDesk(company, facebook, greeting="Welcome!")
    at.writes("Where is my parcel?")
    log = opened(desk)
    expect(desk.row("Ann Customer")).to_be_visible()
    expect(log.locator(".message.in")).to_contain_text("Where is my parcel?")
    expect(log.locator(".message.out")).to_contain_text("Welcome!")
    composer = desk.page.locator(".composer")
    expect(composer).to_contain_text(re.compile(r"2[34] h \d+ min left to answer"))
    assert_clean(desk)
    desk.answer("It leaves today.")
    ours = log.locator(".message.out", has_text="It leaves today.")
    expect(ours.locator(".state")).to_have_text("Sent")
    (sent,) = [one for one in at.page.sent if one.message.get("text") == "It leaves today."]
    assert (sent.psid, sent.messaging_type) == (at.ann.psid, "RESPONSE")
    at.tell(at.event(read={"watermark": int(time.time() * 1000)}))
    expect(ours.locator(".state")).to_have_text("Seen")
    at.tell(at.event(reaction={"reaction": "love", "emoji": "❤", "action": "react", "mid": sent.mid}))
    expect(ours.get_by_role("list", name="Reacted")).to_contain_text("❤")
    at.tell(at.echoes("We look into it."))
    expect(log.locator(".message.out", has_text="We look into it.")).to_contain_text(
        "Sent on the page elsewhere"
    )
    at.tell(at.event(postback={"title": "Track", "payload": "TRACK", "mid": hook.new_mid()}))
    expect(log.locator(".message.in").last).to_contain_text("Pressed a button")
    assert_clean(desk)


@pytest.mark.req("MSG-08", "CNV-05")
def test_the_composer_says_until_when_and_leads_elsewhere_once_it_is_over(
    seat: tuple[Desk, Company], facebook: Facebook
) -> None:
    desk, company = seat
    at = PageDesk(company, facebook)
    at.writes("Where is my parcel?", at=time.time() - 2 * DAY)
    opened(desk)
    composer = desk.page.locator(".composer")
    expect(composer).to_contain_text("Only a person's answer to what they asked, until")
    desk.page.locator("#reply").fill("Here.")
    expect(composer.get_by_role("button", name="Send", exact=True)).to_be_enabled()
    bob = at.page.person("Bob", "Late")
    at.ann = bob
    at.writes("And mine?", at=time.time() - 8 * DAY)
    desk.open()
    desk.row("Bob Late").click()
    expect(composer.get_by_role("status").first).to_contain_text("Closed since")
    desk.page.locator("#reply").fill("Too late.")
    desk.press("Control+Enter")
    expect(desk.page.locator("#reply")).to_have_value("Too late.")
    expect(composer.get_by_role("button", name="Send", exact=True)).to_be_disabled()
    expect(composer).to_contain_text("No other channel reaches them")
    assert_clean(desk)
    mailbox = company.channel()
    (row,) = [one for one in company.conversations() if one["contact_name"] == "Bob Late"]
    company.admin.post(
        f"/contacts/{row['contact_id']}/identities", {"kind": "email", "value": "bob@late.example"}
    )
    company.admin.settled()
    desk.open(f"/inbox/open/{row['conversation_id']}")
    by_mail = composer.get_by_role("button", name=f"Answer by {mailbox.address}")
    by_mail.press("Enter")
    expect(composer.locator(".window")).to_have_count(0)
    expect(composer.get_by_role("button", name="Send", exact=True)).to_be_enabled()
    assert_clean(desk)


@pytest.mark.req("MSG-03", "MSG-07")
def test_a_lost_page_is_told_of_above_everything_and_mended_and_switched_off_by_its_switch(
    seat: tuple[Desk, Company], facebook: Facebook
) -> None:
    desk, company = seat
    at = PageDesk(company, facebook)
    at.writes("Hello?")
    facebook.end_sessions()
    opened(desk)
    desk.answer("Hello!")
    banner = desk.page.get_by_role("alert").filter(has_text=f"{at.page.name}: Facebook no longer lets us in")
    expect(banner).to_be_visible()
    banner.get_by_role("link").press("Enter")
    there = stage(desk, "Page")
    expect(there.get_by_role("alert")).to_contain_text("Facebook does not let us in any more")
    assert_clean(desk)
    log_in(desk, there, "Log in with Facebook")
    expect(there.get_by_role("status")).to_contain_text("Facebook lets us in again")
    expect(banner).to_have_count(0)
    eventually(
        lambda: [one for one in at.page.sent if one.message.get("text") == "Hello!"], "what waited leaves"
    )
    switch = desk.page.get_by_role("switch", name=f"{at.page.name} is on")
    switch.press("Space")
    expect(switch).not_to_be_checked()
    at.writes("Anybody?")
    switch.press("Space")
    choice = desk.page.get_by_role("group", name="Switch it on")
    expect(choice.get_by_role("button", name="Take it in")).to_be_focused()
    assert_clean(desk)
    desk.press("Enter")
    expect(switch).to_be_checked()
    company.admin.settled()
    expect(opened(desk)).to_contain_text("Anybody?")


@pytest.mark.req("MSG-10")
def test_who_may_be_the_same_person_is_suggested_and_merged(
    seat: tuple[Desk, Company], facebook: Facebook
) -> None:
    desk, company = seat
    at = PageDesk(company, facebook)
    company.admin.post("/contacts", {"name": "Ann Customer", "email": "ann@late.example"})
    at.writes("It is me.")
    desk.open()
    desk.row("Ann Customer").click()
    side = desk.page.get_by_role("complementary", name="Contact")
    expect(side).to_contain_text("Writes to a page")
    alike = side.get_by_role("region", name="Perhaps the same person")
    expect(alike).to_contain_text("ann@late.example")
    found = violations(desk.page, ((1440, 900),))
    assert not found, found
    alike.get_by_role("button", name="Look at it and merge").press("Enter")
    dialog = desk.page.get_by_role("dialog", name="Merge two contacts")
    dialog.get_by_role("button", name="Merge into this one").press("Enter")
    expect(dialog).to_have_count(0)
    expect(alike).to_have_count(0)
