"""One's picture in a browser: chosen, seen by a colleague at once, taken away again (ACC-12, CNV-08)."""

import struct

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.desk import Desk, Sit
from tests.support.pictures import png
from tests.support.running import Open

WIDTHS = ((1440, 900), (360, 740))
LOADED = "it => it.complete && it.naturalWidth"


def shown(desk: Desk, name: str) -> None:
    """Wait until somebody's picture is there and whole, in the list of users."""
    picture = desk.page.locator("li.item", has_text=name).locator(".avatar img")
    expect(picture).to_be_visible()
    picture.evaluate("it => it.decode()")
    assert picture.evaluate(LOADED) == 256


@pytest.mark.req("ACC-12", "CNV-08", "UIX-04")
def test_a_picture_is_chosen_seen_by_colleagues_and_taken_away(sit: Sit, open_account: Open) -> None:
    company = open_account()
    ann = company.agent("Ottilie")
    own, other = sit(ann).open("/me"), sit(company.admin).open("/settings/users")
    avatar = other.page.locator("li.item", has_text="Ottilie").locator(".avatar")
    expect(avatar).to_have_text("O")
    expect(avatar.locator("img")).to_have_count(0)
    section = own.page.locator("section", has=own.page.get_by_role("heading", name="Picture"))
    field = section.get_by_label("Choose a picture")
    # wider than the server takes: the browser makes it small first
    wide = png(2000, 1500)
    field.set_input_files({"name": "me.png", "mimeType": "image/png", "buffer": wide})
    expect(own.notice).to_contain_text("Your picture is shown")
    expect(section.locator(".avatar img")).to_be_visible()
    expect(own.page.locator(".rail .avatar img")).to_be_visible()
    shown(other, "Ottilie")
    assert not violations(own.page, WIDTHS)
    own.assert_fits()
    read = company.admin.read("/users")["items"]
    assert [one["name"] for one in read if one["picture"]] == ["Ottilie"]
    other.expects("picture", "ERR_FAILED")
    other.page.route("**/picture?*", lambda asked: asked.abort())
    other.open("/settings/users")
    # without its bytes the initials are there, and no broken picture over them
    expect(avatar).to_have_text("O")
    expect(avatar.locator("img")).to_have_count(0)
    own.expects("status of 422")
    page = struct.pack(">I", 7) + b"<script>alert(1)</script>"
    field.set_input_files({"name": "me.png", "mimeType": "image/png", "buffer": page})
    expect(own.notice).to_contain_text("Save it as one of these")
    section.get_by_role("button", name="Remove it").click()
    expect(own.notice).to_contain_text("Your initials are shown")
    expect(section.locator(".avatar img")).to_have_count(0)
    assert not [one for one in company.admin.read("/users")["items"] if one["picture"]]
