"""Taking consent back by a message: who writes the word is told once, and the words are set beside the question (PRV-05)."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.pages import PageDesk
from tests.browser.test_connecting import assert_clean, stage
from tests.support.company import Company
from tests.support.product import eventually
from tests.support.providers import messenger_hook as hook
from tests.support.providers.messenger import Facebook

QUESTION = "May we keep what you write? Write WITHDRAW to take that back."


@pytest.mark.req("PRV-05", "MSG-09", "UIX-02")
def test_the_words_are_set_and_the_withdrawal_is_seen(seat: tuple[Desk, Company], facebook: Facebook) -> None:
    desk, company = seat
    at, admin = PageDesk(company, facebook), company.admin
    admin.put("/account/data-privacy", {"on": True})
    admin.put(f"/channels/{at.channel}/consent", {"mode": "implied", "texts": {"en": QUESTION}})
    desk.open("/settings/channels")
    desk.page.get_by_role("link", name=re.compile(at.page.name)).first.press("Enter")
    desk.page.get_by_role("tab", name="Privacy").press("Enter")
    there = stage(desk, "Privacy").get_by_role("region", name="Taking consent back by a message")
    words = there.get_by_label("Words (English)")
    expect(words).to_have_value(re.compile("^WITHDRAW\n"))
    assert_clean(desk)
    words.fill("Enough\n")
    there.get_by_label("Answer (English)").fill("You have taken it back.")
    there.get_by_role("button", name="Remove Polish").click()
    there.get_by_role("button", name="Save the words").click()
    kept = eventually(
        lambda: [
            one
            for one in [admin.read(f"/channels/{at.channel}/consent/words")]
            if one["words"] == {"en": ["Enough"]}
        ],
        "the words are kept",
    )
    assert kept[0]["replies"] == {"en": "You have taken it back."}
    at.writes("Hello")
    at.tell(hook.text(at.page.id, at.ann.psid, "enough!"))
    desk.page.set_viewport_size({"width": 1440, "height": 900})
    desk.open()
    log = desk.read("Messenger")
    expect(log.locator(".message.out", has_text="You have taken it back.")).to_have_count(1)
    expect(log.locator(".message.in", has_text="enough!")).to_be_visible()
    side = desk.page.get_by_role("complementary", name="Contact")
    expect(side).to_contain_text(re.compile("taken back|withdr", re.IGNORECASE))
    assert_clean(desk)
