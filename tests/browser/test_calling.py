"""Telephone lines in a browser, by keyboard alone: connecting one, calls that come and go, recordings, one's phone (CAL-01..03)."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.lines import LINE, MINE, PLAN, THEIRS, Hold, LineDesk, bar, entry, switched, typed
from tests.browser.registered import Seat
from tests.browser.test_connecting import assert_clean, go_on, stage, tabbed_to
from tests.support.providers.twilio import Twilio


@pytest.mark.req("CAL-01", "CAL-02", "ACC-05", "UIX-02", "UIX-04")
def test_a_line_is_connected_by_keyboard(seat: Seat, twilio: Twilio) -> None:
    desk, company = seat
    twilio.number(LINE, "Front desk")
    twilio.number("+48700000000", "Texts", voice=False)
    company.admin.put("/account/subscription", PLAN)
    company.admin.settled()
    desk.open("/settings/channels")
    desk.page.get_by_role("button", name="Connect a channel").press("Enter")
    kind = desk.page.get_by_role("radio", name=re.compile("^Calling"))
    expect(kind).to_be_enabled()
    kind.focus()
    desk.press("Space", "Enter")
    enter_account(desk, twilio)
    hear(desk)
    expect(stage(desk, "Assignment").get_by_role("switch")).not_to_be_checked()
    go_on(desk)
    expect(stage(desk, "Tickets").get_by_role("heading", name="Tickets")).to_be_focused()
    go_on(desk)
    last = stage(desk, "Connect and finish")
    expect(last).to_contain_text(LINE)
    expect(last).to_contain_text("Nobody: calls ring all who are available")
    assert_clean(desk)
    go_on(desk, "Connect and finish")
    expect(desk.page.get_by_role("switch", name=f"{LINE} is on")).to_be_checked()
    assert_clean(desk)
    (row,) = company.admin.read("/channels")["items"]
    assert (row["state"], row["rule"]["enabled"]) == ("connected", False)
    assert (row["calling"]["number"], row["calling"]["voice"]["ring_seconds"]) == (LINE, 30)
    assert f"/hooks/calling/{row['channel_id']}/voice" in twilio.numbers[0].settings["VoiceUrl"]


def enter_account(desk: Desk, twilio: Twilio) -> None:
    """Enter a token that Twilio does not take, then the right one, and choose the number that can be called."""
    there = stage(desk, "Number")
    expect(there.get_by_role("button", name="Continue")).to_be_disabled()
    assert_clean(desk)
    typed(desk, there.get_by_label("Account SID"), twilio.account)
    typed(desk, there.get_by_label("Auth token"), "0" * 32)
    desk.expects(r"status of 409 .*/calling/account")
    desk.press("Enter")
    expect(there.get_by_role("alert")).to_contain_text("Twilio does not take this account and token")
    typed(desk, there.get_by_label("Auth token"), twilio.token)
    desk.press("Enter")
    expect(there.get_by_role("radio", name=re.compile(re.escape(LINE)))).to_be_checked()
    expect(there.get_by_role("radio", name=re.compile("Texts"))).to_be_disabled()
    expect(there.locator("label").filter(has_text="Texts")).to_contain_text("It cannot be called")
    assert_clean(desk)
    go_on(desk)


def hear(desk: Desk) -> None:
    """Set what callers hear; the call beside it says so."""
    there = stage(desk, "Greeting and voicemail")
    expect(there.get_by_role("heading", name="Greeting and voicemail")).to_be_focused()
    call = there.get_by_role("region", name="What callers hear")
    expect(call).to_contain_text("Please leave a message after the tone. It will be recorded.")
    expect(call).to_contain_text("have no phone in their profile")
    typed(desk, there.get_by_label("Greeting", exact=True), "Welcome to Eta.")
    expect(call.locator("q").first).to_have_text("Welcome to Eta.")
    typed(desk, there.get_by_label("Ring for (seconds)"), "30")
    expect(call).to_contain_text("rings for up to 30 seconds")
    switched(desk, there.get_by_role("switch", name="Let callers leave a message"))
    expect(call).to_contain_text("Sorry, nobody can answer your call now")
    expect(there.get_by_role("switch", name="Record calls with consent")).to_be_disabled()
    assert_clean(desk)
    go_on(desk)


@pytest.mark.req("CAL-02", "PRV-01", "PRV-02", "UIX-04")
def test_calls_are_recorded_only_once_the_channel_asks(seat: Seat, twilio: Twilio) -> None:
    desk, company = seat
    line = LineDesk(company, twilio)
    company.admin.put("/account/data-privacy", {"on": True})
    desk.open(f"/settings/channels/{line.channel}")
    desk.page.get_by_role("tab", name="Privacy").press("Enter")
    there = desk.page.get_by_role("region", name="Privacy", exact=True)
    tabbed_to(desk, there.get_by_role("radio", name="Nobody is asked, and no call is recorded"))
    desk.press("ArrowDown")
    expect(there.get_by_role("radio", name=re.compile("^Explicit: callers press 1"))).to_be_checked()
    expect(there.get_by_role("region", name="As callers hear it")).to_contain_text("to agree, press 1")
    assert_clean(desk)
    there.get_by_role("button", name="Save").press("Enter")
    expect(desk.notice).to_contain_text("Saved")
    desk.page.get_by_role("tab", name="Greeting and voicemail").press("Enter")
    switched(desk, desk.page.get_by_role("switch", name="Record calls with consent"))
    call = desk.page.get_by_role("region", name="What callers hear")
    expect(call).to_contain_text("Press 1 if you agree to this call being recorded")
    assert_clean(desk)
    desk.page.get_by_role("button", name="Save").press("Enter")
    expect(desk.notice).to_contain_text("It counts from the next call")
    assert company.admin.read(f"/channels/{line.channel}")["calling"]["voice"]["record_on"] is True


@pytest.mark.req("CAL-01", "UIX-02", "UIX-04")
def test_ones_phone_is_kept_in_the_profile(seat: Seat, twilio: Twilio) -> None:
    desk, company = seat
    LineDesk(company, twilio)
    desk.open("/me")
    field = desk.page.get_by_label("Phone number")
    typed(desk, field, "twelve")
    desk.expects(r"status of 422 .*/me/phone")
    desk.press("Enter")
    expect(desk.page.get_by_role("alert")).to_be_visible()
    assert_clean(desk)
    typed(desk, field, "+48 600 000 001")
    desk.press("Enter")
    expect(desk.notice).to_contain_text("Your phone is kept")
    assert company.admin.read("/me/phone")["phone"] == MINE
    typed(desk, desk.page.get_by_label("Phone number"), " ")
    desk.press("Enter")
    expect(desk.notice).to_contain_text("You are not rung any more")


@pytest.mark.req("CAL-01", "CAL-02", "UIX-04")
def test_a_call_is_seen_ringing_answered_over_and_recorded(seat: Seat, twilio: Twilio) -> None:
    desk, company = seat
    line = LineDesk(company, twilio, {"record_on": True}, "explicit")
    rings, talks = Hold(), Hold()
    line.mine(presses=["1"], while_ringing=rings, while_talking=talks, talks=93)
    desk.open()
    with line.called(presses=["1"]):
        expect(bar(desk)).to_contain_text(f"{THEIRS} calls Your phone rings")
        assert_clean(desk)
        bar(desk).get_by_role("link", name="Open the conversation").press("Enter")
        expect(entry(desk)).to_contain_text(re.compile("Incoming call.*Rings"))
        rings.go()
        expect(entry(desk)).to_contain_text("Talking")
        expect(entry(desk)).to_contain_text("Answered by Ada Admin")
        expect(bar(desk)).to_contain_text("You talk with")
        assert_clean(desk)
        talks.go()
    expect(entry(desk)).to_contain_text(re.compile(r"Ended after 1:3\d"))
    expect(bar(desk)).to_have_count(0)
    expect(entry(desk)).to_contain_text("Agreed to being recorded")
    player = entry(desk).locator("audio")
    expect(player).to_have_attribute("aria-label", "Recording of the call, 1:33")
    heard = company.admin.get(str(player.get_attribute("src")).removeprefix("/api/v1"))
    assert (heard.status_code, heard.headers["Content-Type"]) == (200, "audio/mpeg")
    assert_clean(desk)


@pytest.mark.req("CAL-02", "CNV-05", "UIX-04")
def test_a_message_left_is_heard_read_and_answered_by_another_channel(seat: Seat, twilio: Twilio) -> None:
    desk, company = seat
    mailbox = company.channel()
    line = LineDesk(company, twilio, {"transcribe_on": True})
    with line.called(says=12, words="Please call me back about order 1042.", hangs_up="record"):
        pass
    desk.open()
    desk.row(THEIRS).click()
    expect(entry(desk)).to_contain_text("Voicemail")
    expect(entry(desk)).to_contain_text("Nobody could be rung")
    expect(entry(desk)).to_contain_text("Please call me back about order 1042.")
    expect(entry(desk).locator("audio")).to_have_attribute("aria-label", "Message left, 0:12")
    composer = desk.page.locator(".composer")
    expect(composer).to_contain_text("A call carries no text")
    desk.page.locator("#reply").fill("Hello")
    expect(composer.get_by_role("button", name="Send", exact=True)).to_be_disabled()
    assert_clean(desk)
    (row,) = company.conversations()
    added = {"kind": "email", "value": "ann@late.example"}
    company.admin.post(f"/contacts/{row['contact_id']}/identities", added)
    company.admin.settled()
    desk.open(f"/inbox/open/{row['conversation_id']}")
    expect(composer.get_by_label("Answer by")).to_have_value(mailbox.channel_id)
    expect(composer).not_to_contain_text("A call carries no text")
    desk.page.locator("#reply").fill("We write instead.")
    expect(composer.get_by_role("button", name="Send", exact=True)).to_be_enabled()
    assert_clean(desk)


@pytest.mark.req("CAL-02", "UIX-02", "UIX-04")
def test_a_missed_call_is_called_back_by_ones_own_phone(seat: Seat, twilio: Twilio) -> None:
    desk, company = seat
    line = LineDesk(company, twilio, {"voicemail_on": False})
    with line.called():
        pass
    desk.open()
    desk.row(THEIRS).click()
    expect(entry(desk)).to_contain_text("Missed call")
    back = entry(desk).get_by_role("button", name="Call back")
    tabbed_to(desk, back)
    desk.press("Enter")
    dialog = desk.page.get_by_role("dialog")
    # who has no phone yet says it right here
    expect(dialog.get_by_label("Phone number")).to_be_focused()
    assert_clean(desk)
    desk.page.keyboard.type(MINE)
    desk.press("Enter")
    expect(dialog.get_by_role("button", name="Call", exact=True)).to_be_focused()
    expect(dialog).to_contain_text(f"Your phone {MINE} rings first")
    assert_clean(desk)
    rings, talks = Hold(), Hold()
    twilio.phone(MINE, presses=["1"], while_ringing=rings)
    twilio.phone(THEIRS).while_talking = talks
    with line.placing():
        dialog.get_by_role("button", name="Call", exact=True).press("Enter")
        expect(dialog).to_have_count(0)
        expect(bar(desk)).to_contain_text("Your phone rings: answer it and press a key")
        expect(entry(desk)).to_contain_text("Outgoing call")
        rings.go()
        expect(entry(desk)).to_contain_text("Talking")
        assert_clean(desk)
        end = entry(desk).get_by_role("button", name=re.compile("^Hang"))
        tabbed_to(desk, end)
        desk.press("Enter")
        expect(end).to_be_disabled()
        talks.go()
    expect(entry(desk)).to_contain_text("Ended")
    expect(bar(desk)).to_have_count(0)
    assert MINE in {leg.to for leg in twilio.calls.values()}


@pytest.mark.req("CAL-02", "UIX-04")
def test_a_call_from_the_contact_that_fails_says_why(seat: Seat, twilio: Twilio) -> None:
    desk, company = seat
    line = LineDesk(company, twilio)
    line.mine(presses=["1"])
    contact = line.ann()
    twilio.fails("/Calls.json", 400, 21215)
    desk.open(f"/contacts/{contact}")
    call = desk.page.get_by_role("button", name=f"Call: {THEIRS}")
    tabbed_to(desk, call)
    desk.press("Enter")
    dialog = desk.page.get_by_role("dialog", name="Call Ann Customer")
    with line.placing():
        dialog.get_by_role("button", name="Call", exact=True).press("Enter")
        expect(entry(desk)).to_contain_text("Our own phone could not be reached")
        expect(entry(desk)).to_contain_text("may not call this country")
    assert_clean(desk)


@pytest.mark.req("CAL-01", "UIX-04")
def test_a_lost_line_is_told_of_above_everything_and_mended(seat: Seat, twilio: Twilio) -> None:
    desk, company = seat
    line = LineDesk(company, twilio)
    line.mine(presses=["1"])
    contact = line.ann()
    twilio.fails("/Calls.json", 401, 20003)
    company.admin.post("/calls", {"contact_id": contact, "channel_id": line.channel, "to": THEIRS})
    desk.open()
    told = desk.page.get_by_role("alert").filter(has_text=f"{LINE}: Twilio no longer lets us in")
    told.get_by_role("link").press("Enter")
    there = desk.page.get_by_role("region", name="Number", exact=True)
    expect(there.get_by_role("alert")).to_contain_text("Enter the present auth token")
    assert_clean(desk)
    typed(desk, there.get_by_label("Auth token"), twilio.token)
    desk.press("Enter")
    expect(desk.notice).to_contain_text("Twilio lets us in")
    expect(told).to_have_count(0)
