"""What an agent sees of who has not agreed yet, and after; and a page's chatflow in the settings (PRV-02, MSG-02, MSG-09)."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.desk import Desk
from tests.browser.pages import PageDesk, instant_flow
from tests.browser.test_connecting import assert_clean, stage
from tests.support.company import Company
from tests.support.product import eventually
from tests.support.providers import messenger_hook as hook
from tests.support.providers.messenger import Facebook, Sent

AT_A_DESK = ((1440, 900),)
QUESTION = "May we keep what you write?"


def asked(at: PageDesk) -> Sent:
    """Return the message that asked Ann to agree."""
    found = eventually(
        lambda: [one for one in at.page.sent if "quick_replies" in one.message], "Ann is asked"
    )
    return found[0]


@pytest.mark.req("PRV-02", "PRV-05", "MSG-09", "MSG-05")
def test_only_the_question_is_seen_before_they_agree_and_what_was_held_after(
    seat: tuple[Desk, Company], facebook: Facebook
) -> None:
    desk, company = seat
    at, admin = PageDesk(company, facebook, greeting="Welcome!"), company.admin
    admin.put("/account/data-privacy", {"on": True})
    admin.put(f"/channels/{at.channel}/consent", {"mode": "explicit", "texts": {"en": QUESTION}})
    at.writes("Where is my parcel?")
    at.writes("It was a present.")
    (row,) = company.conversations("closed")
    desk.open(f"/inbox/closed/{row['conversation_id']}")
    log, whole = desk.log, desk.page.locator("body")
    expect(log.locator(".message")).to_have_count(1)
    expect(log.locator(".message.out")).to_contain_text(QUESTION)
    for hidden in ("parcel", "present", "Ann", "Welcome"):
        expect(whole).not_to_contain_text(hidden)
    assert not violations(desk.page, AT_A_DESK)
    reply, _ = asked(at).message["quick_replies"]
    at.tell(hook.text(at.page.id, at.ann.psid, reply["title"], quick_reply={"payload": reply["payload"]}))
    came = log.locator(".message.in")
    expect(came).to_have_count(3)
    expect(came.nth(0)).to_contain_text("Where is my parcel?")
    expect(came.nth(1)).to_contain_text("It was a present.")
    expect(came.nth(2)).to_contain_text(reply["title"])
    expect(log.locator(".message.out", has_text="Welcome!")).to_have_count(1)
    desk.open()
    desk.row("Ann Customer").click()
    side = desk.page.get_by_role("complementary", name="Contact")
    expect(side).to_contain_text("Ann Customer")
    expect(side).to_contain_text(re.compile("agreed|consent", re.IGNORECASE))
    assert_clean(desk)


@pytest.mark.req("MSG-02", "CHT-01", "UIX-02")
def test_the_chatflow_is_changed_to_one_of_ones_own_which_asks_by_quick_replies(
    seat: tuple[Desk, Company], facebook: Facebook
) -> None:
    desk, company = seat
    at = PageDesk(company, facebook, instant="We answer soon.")
    desk.open("/settings/channels")
    desk.page.get_by_role("link", name=re.compile(at.page.name)).first.press("Enter")
    desk.page.get_by_role("tab", name="Chatflow").press("Enter")
    there = stage(desk, "Chatflow")
    expect(there.get_by_role("switch")).to_be_checked()
    expect(there.get_by_role("listitem")).to_contain_text("We answer soon.")
    assert_clean(desk)
    flow = instant_flow("A person is coming.")
    ask = {
        "key": "ask",
        "do": "choose",
        "text": "Orders or other?",
        "options": [{"label": "Orders", "next": "instant_reply"}],
    }
    company.admin.put(f"/channels/{at.channel}/bot", {**flow, "steps": [ask, *flow["steps"]]})
    desk.page.get_by_role("tab", name="Greeting").click()
    phone = stage(desk, "Greeting").get_by_role("region", name="As people see it")
    expect(phone.get_by_role("listitem").last).to_have_text("Orders or other?")
    expect(stage(desk, "Greeting")).to_contain_text("a chatflow of your own")
    assert_clean(desk)
    at.writes("Hello")
    (reply,) = asked(at).message["quick_replies"]
    at.tell(hook.text(at.page.id, at.ann.psid, reply["title"], quick_reply={"payload": reply["payload"]}))
    desk.open()
    log = desk.read("Messenger")
    expect(log.locator(".message.out", has_text="A person is coming.")).to_be_visible()
