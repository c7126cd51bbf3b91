"""Connecting a number in WhatsApp in a browser, by keyboard alone, and answering what people write to it (WAB-01..04)."""

import re
import time

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import violations
from tests.browser.desk import Desk
from tests.browser.numbers import PIN, PLAN, NumberDesk
from tests.browser.test_connecting import WIDTHS, assert_clean, go_on, stage, tabbed_to
from tests.support.company import Company
from tests.support.providers import whatsapp_hook as hook
from tests.support.providers.whatsapp import WhatsApp

DAY = 86_400
OGG = b"OggS" + bytes(400)


def begin(desk: Desk) -> Locator:
    """Begin a channel of this kind; returns the first stage."""
    desk.open("/settings/channels")
    desk.page.get_by_role("button", name="Connect a channel").press("Enter")
    kind = desk.page.get_by_role("radio", name=re.compile("^WhatsApp Business"))
    expect(kind).to_be_enabled()
    kind.focus()
    desk.press("Space", "Enter")
    return stage(desk, "Number")


def typed(desk: Desk, there: Locator, label: str, text: str) -> None:
    """Go to a field by keyboard and type over what it has."""
    tabbed_to(desk, there.get_by_label(label, exact=True))
    desk.press("Control+a")
    desk.page.keyboard.type(text)


@pytest.mark.req("WAB-01", "WAB-04", "ACC-05", "UIX-02", "UIX-04")
def test_a_number_is_connected_by_keyboard(seat: tuple[Desk, Company], meta: WhatsApp) -> None:
    desk, company = seat
    account = meta.account()
    account.number("+48 22 100 20 30", "Acme")
    desk.open("/settings/channels/new")
    gated = desk.page.locator("label.choice", has_text="WhatsApp Business")
    expect(gated).to_contain_text("Your subscription does not include it")
    company.admin.put("/account/subscription", PLAN)
    there = begin(desk)
    assert_clean(desk)
    typed(desk, there, "ID of the WhatsApp Business Account", account.id)
    typed(desk, there, "Access token", "wrong")
    desk.expects(r"/whatsapp/account")
    desk.press("Enter")
    expect(there.get_by_role("alert")).to_be_visible()
    typed(desk, there, "Access token", meta.token(account))
    desk.press("Enter")
    expect(there.get_by_role("radio", name=re.compile(re.escape("+48 22 100 20 30")))).to_be_checked()
    assert_clean(desk)
    go_on(desk)
    there = stage(desk, "Verification")
    expect(there.get_by_role("heading", name="Verification")).to_be_focused()
    tabbed_to(desk, there.get_by_role("button", name="Send the code"))
    desk.press("Enter")
    expect(there.get_by_role("status")).to_contain_text("on its way")
    (number,) = account.numbers.values()
    # somebody who comes back goes on where they were
    desk.open(desk.page.url.removeprefix(company.product.url))
    there = stage(desk, "Verification")
    typed(desk, there, "Code", number.code)
    typed(desk, there, "PIN for two-step verification", PIN)
    assert_clean(desk)
    go_on(desk, "Verify and go on")
    rule = stage(desk, "Assignment")
    expect(rule.get_by_role("switch")).not_to_be_checked()
    go_on(desk)
    last = stage(desk, "Connect and finish")
    expect(last).to_contain_text("conversations wait unassigned")
    expect(last).to_contain_text("+48 22 100 20 30")
    assert_clean(desk)
    go_on(desk, "Connect and finish")
    expect(desk.page.get_by_role("switch", name="+48 22 100 20 30 is on")).to_be_checked()
    assert_clean(desk)
    (row,) = company.admin.read("/channels")["items"]
    assert (row["state"], row["whatsapp"]["phone_number_id"], row["rule"]["enabled"]) == (
        "connected",
        number.id,
        False,
    )
    assert account.subscribed
    assert (number.registered, number.pin) == (True, PIN)


def opened(desk: Desk) -> Locator:
    """Open Ann's conversation; returns its log."""
    desk.open()
    return desk.read("WhatsApp")


@pytest.mark.req("WAB-02", "CNV-06")
def test_what_people_write_is_answered_and_shown_as_what_it_is(
    seat: tuple[Desk, Company], meta: WhatsApp
) -> None:
    desk, company = seat
    at = NumberDesk(company, meta)
    at.writes("Where is my parcel?")
    log = opened(desk)
    expect(desk.row("Ann Customer")).to_be_visible()
    expect(log.locator(".message.in")).to_contain_text("Where is my parcel?")
    composer = desk.page.locator(".composer")
    expect(composer).to_contain_text(re.compile(r"2[34] h \d+ min left to write freely"))
    assert_clean(desk)
    desk.answer("It leaves today.")
    ours = log.locator(".message.out", has_text="It leaves today.")
    sent = at.sent("It leaves today.")
    at.tell(hook.status(sent, "sent"), hook.status(sent, "delivered"))
    expect(ours.locator(".state")).to_have_text("Delivered")
    at.tell(hook.status(sent, "read"))
    expect(ours.locator(".state")).to_have_text("Seen")
    at.tell(hook.reaction(at.ann.wa_id, sent.wamid, "❤"))
    expect(ours.get_by_role("list", name="Reacted")).to_contain_text("❤")
    for item, said in (
        (hook.location(at.ann.wa_id), "Location"),
        (hook.contacts(at.ann.wa_id), "Contact card"),
        (hook.order(at.ann.wa_id), "Order"),
        (hook.row(at.ann.wa_id, "1", "Blue", answers=sent.wamid), "Chose from a list"),
    ):
        at.tell(item)
        expect(log.locator(".message.in").last).to_contain_text(said)
    sound = meta.file_of(at.number, "audio/ogg", OGG)
    at.tell(hook.file(at.ann.wa_id, "audio", sound, "audio/ogg; codecs=opus", OGG, voice=True))
    voice = log.locator(".message.in", has_text="Voice message")
    expect(voice.get_by_label(re.compile("^Listen to"))).to_be_visible()
    assert_clean(desk)


@pytest.mark.req("WAB-02", "SE-04", "CON-02")
def test_formatting_is_whatsapps_own_in_both_directions(seat: tuple[Desk, Company], meta: WhatsApp) -> None:
    desk, company = seat
    at = NumberDesk(company, meta)
    at.writes("*Where* is ~my~ <b>parcel</b>?\n- one\n- two")
    log = opened(desk)
    said = log.locator(".message.in")
    expect(said.locator(".text strong")).to_have_text("Where")
    expect(said.locator(".text s")).to_have_text("my")
    expect(said.locator(".text li")).to_have_text(["one", "two"])
    expect(said.locator(".text")).to_contain_text("<b>parcel</b>")
    composer = desk.page.locator(".composer")
    text = composer.get_by_role("textbox", name="Reply")
    text.fill("today")
    text.press("Control+a")
    text.press("Control+b")
    expect(text).to_have_value("**today**")
    expect(composer.get_by_role("button", name="Quote")).to_be_visible()
    expect(composer.get_by_role("button", name=re.compile("^Link"))).to_have_count(0)
    composer.get_by_role("button", name="Preview").click()
    expect(composer.locator(".preview strong")).to_have_text("today")
    assert_clean(desk)
    composer.get_by_role("button", name="Send", exact=True).click()
    at.sent("*today*")
    expect(log.locator(".message.out .text strong")).to_have_text("today")
    (row,) = company.admin.read("/conversations")["items"]
    desk.open(f"/contacts/{row['contact_id']}")
    timeline = desk.page.get_by_role("region", name="Timeline")
    expect(timeline.get_by_role("link", name=re.compile(r"^WhatsApp: \*Where\*"))).to_be_visible()


@pytest.mark.req("WAB-02", "CNV-06")
def test_a_failed_delivery_says_why_in_words(seat: tuple[Desk, Company], meta: WhatsApp) -> None:
    desk, company = seat
    at = NumberDesk(company, meta)
    at.writes("Where is my parcel?")
    log = opened(desk)
    desk.answer("It leaves today.")
    ours = log.locator(".message.out", has_text="It leaves today.")
    sent = at.sent("It leaves today.")
    at.tell(hook.status(sent, "sent"))
    at.tell(hook.failed(sent, 131026))
    expect(ours.locator(".state")).to_contain_text("the number is not on WhatsApp")
    expect(ours.locator(".state")).to_contain_text("131026")
    assert_clean(desk)
    ours.get_by_role("button", name="Try again").press("Enter")
    expect(ours.locator(".state")).to_have_text("Sent")


def pick(desk: Desk, name: str, *values: str) -> Locator:
    """Choose a template in the dialog by keyboard and fill it in; returns the dialog."""
    dialog = desk.page.get_by_role("dialog", name="Send a template")
    search = dialog.get_by_role("combobox", name="Search templates")
    expect(search).to_be_focused()
    desk.page.keyboard.type(name)
    expect(dialog.get_by_role("option")).to_have_count(1)
    desk.press("Enter")
    for value in values:
        desk.page.keyboard.type(value)
        desk.press("Tab")
    return dialog


@pytest.mark.req("WAB-02", "CNV-05", "UIX-04")
def test_after_a_day_only_a_template_leaves_filled_in_and_previewed(
    seat: tuple[Desk, Company], meta: WhatsApp
) -> None:
    desk, company = seat
    at = NumberDesk(company, meta)
    at.template("order_update", "Hello {{1}}, your *order* {{2}} is on its way.")
    at.template("not_yet", "Something else.", status="PENDING")
    at.writes("Where is my parcel?", at=time.time() - 2 * DAY)
    log = opened(desk)
    composer = desk.page.locator(".composer")
    expect(composer).to_contain_text("only an approved template may be sent")
    desk.page.locator("#reply").fill("Too late.")
    desk.press("Control+Enter")
    expect(composer.get_by_role("button", name="Send", exact=True)).to_be_disabled()
    expect(desk.page.locator("#reply")).to_have_value("Too late.")
    composer.get_by_role("button", name="Choose a template").press("Enter")
    dialog = pick(desk, "order", "Ann", "A-17")
    preview = dialog.get_by_role("region", name="As they will see it")
    expect(preview).to_contain_text("Hello Ann, your order A-17 is on its way.")
    expect(preview.locator("strong")).to_have_text("order")
    found = violations(desk.page, WIDTHS)
    assert not found, found
    desk.assert_fits()
    desk.press("Enter")
    expect(dialog).to_have_count(0)
    ours = log.locator(".message.out", has_text="Hello Ann, your order A-17 is on its way.")
    expect(ours.locator(".state")).to_have_text("Sent")
    expect(ours).to_contain_text("Template")
    assert at.sent("order_update").body["type"] == "template"
    assert_clean(desk)


@pytest.mark.req("WAB-03", "PRV-06")
def test_who_opted_out_gets_no_template_and_is_opted_in_again_by_hand(
    seat: tuple[Desk, Company], meta: WhatsApp
) -> None:
    desk, company = seat
    at = NumberDesk(company, meta)
    at.writes("Hello?")
    at.writes("stop")
    opened(desk)
    composer = desk.page.locator(".composer")
    expect(composer).to_contain_text("They opted out")
    expect(composer.get_by_role("button", name="Use a template")).to_have_count(0)
    side = desk.page.get_by_role("complementary", name="Contact")
    opting = side.get_by_role("region", name="Messages by WhatsApp")
    expect(opting).to_contain_text("Opted out")
    assert_clean(desk)
    desk.page.set_viewport_size({"width": 1440, "height": 900})
    opting.get_by_role("button", name="Record an opt-in").press("Enter")
    expect(opting.get_by_label("How did they say so?")).to_be_focused()
    desk.page.keyboard.type("By phone today")
    desk.press("Enter")
    expect(opting).to_contain_text("Opted in")
    expect(composer.get_by_role("button", name="Use a template")).to_be_visible()
    expect(composer).not_to_contain_text("They opted out")
    opting.get_by_role("button", name="Record an opt-out").press("Enter")
    expect(opting.get_by_label("How did they say so?")).to_be_focused()
    desk.press("Escape")
    expect(opting.get_by_role("button", name="Record an opt-out")).to_be_visible()


@pytest.mark.req("WAB-02", "WAB-03", "UIX-02")
def test_templates_and_keywords_are_in_the_settings(seat: tuple[Desk, Company], meta: WhatsApp) -> None:
    desk, company = seat
    at = NumberDesk(company, meta)
    desk.open(f"/settings/channels/{at.channel}")
    desk.page.get_by_role("tab", name="Templates").press("Enter")
    there = stage(desk, "Templates")
    expect(there).to_contain_text("There is no template yet")
    at.account.template("order_update", "Your order {{1}} is on its way.")
    at.account.template("refused", "Buy now!", status="REJECTED", category="MARKETING")
    there.get_by_role("button", name="Read them from Meta now").press("Enter")
    expect(there.get_by_role("listitem")).to_have_count(2)
    there.locator("summary", has_text="order_update").press("Enter")
    expect(there.get_by_role("region", name="As people see it").first).to_contain_text("Your order {{1}}")
    expect(there).to_contain_text("rejected")
    assert_clean(desk)
    desk.page.get_by_role("tab", name="Templates").press("ArrowRight")
    words = stage(desk, "Opting in and out")
    expect(words.get_by_label("Words to opt out")).to_have_value("STOP\nWYPISZ")
    typed(desk, words, "Answer to opting out", "You get nothing more from us.")
    phone = words.get_by_role("region", name="As people see it")
    expect(phone.get_by_role("listitem")).to_have_text(["STOP", "You get nothing more from us.", "START"])
    assert_clean(desk)
    words.get_by_role("button", name="Save").press("Enter")
    expect(desk.notice).to_contain_text("Saved")
    at.writes("Stop!")
    at.sent("You get nothing more from us.")
