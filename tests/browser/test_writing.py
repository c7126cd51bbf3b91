"""What helps whoever writes: canned replies, drafts, undo, files, and calls for a colleague."""

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.desk import Desk, Sit
from tests.browser.office import Office
from tests.support.product import eventually

FILE = b"A bill of two lamps."


@pytest.mark.req("CNV-02", "UIX-01", "UIX-04")
def test_a_canned_reply_is_put_in_by_a_slash(bo: Desk, office: Office) -> None:
    text = "Hello {{contact.first_name|there}}, it left today."
    office.bo.post("/canned-replies", {"name": "Parcel left", "shortcut": "left", "text": text})
    bo.read(office.there())
    reply = bo.page.locator("#reply")
    reply.focus()
    bo.page.keyboard.type("/")
    expect(bo.page.get_by_role("combobox", name="Search canned replies")).to_be_focused()
    bo.page.keyboard.type("left")
    picker = bo.page.get_by_role("dialog", name="Canned replies")
    expect(picker.get_by_role("option", selected=True)).to_contain_text("Parcel left")
    expect(bo.page.locator(".canned-shown")).to_contain_text("Hello Zoë, it left today.")
    bo.press("Enter")
    expect(reply).to_be_focused()
    expect(reply).to_have_value("Hello Zoë, it left today.")


def drafted(bo: Desk, subject: str, text: str) -> Locator:
    """Begin an answer and wait until the server has its draft; returns where it is written."""
    bo.read(subject)
    reply = bo.page.locator("#reply")
    reply.fill(text)
    expect(bo.page.locator(".composer").get_by_text("Draft kept")).to_be_visible()
    return reply


@pytest.mark.req("CNV-08", "UIX-01")
def test_a_draft_is_there_after_a_reload_and_gone_once_it_is_sent(bo: Desk, office: Office) -> None:
    subject = office.there()
    reply = drafted(bo, subject, "Half a sen")
    bo.page.reload()
    expect(reply).to_have_value("Half a sen")
    bo.answer("A whole sentence.")
    expect(bo.page.locator(".message.out")).to_contain_text("A whole sentence.")
    expect(bo.page.locator(".composer").get_by_text("Draft kept")).to_have_count(0)
    bo.page.reload()
    expect(bo.page.locator(".message.out")).to_contain_text("A whole sentence.")
    expect(reply).to_have_value("")


@pytest.mark.req("CNV-08", "UIX-01")
def test_what_is_written_before_the_draft_is_there_stays_below_it(bo: Desk, office: Office) -> None:
    subject = office.there()
    reply = drafted(bo, subject, "Yesterday.")
    held: list[Route] = []

    def hold(asked: Route) -> None:
        held.append(asked)

    bo.page.route("**/draft", hold)
    bo.page.reload()
    expect(bo.page.locator("#thread-title")).to_have_text(subject)
    reply.fill("And today.")
    assert held
    for asked in held:
        asked.continue_()
    expect(reply).to_have_value("Yesterday.\n\nAnd today.")
    bo.page.unroute("**/draft")
    bo.answer("Done.")
    expect(bo.page.locator(".message.out")).to_contain_text("Done.")


@pytest.mark.req("CNV-09", "UIX-01")
def test_what_was_sent_is_taken_back_and_written_anew(bo: Desk, office: Office) -> None:
    subject = office.there()
    bo.read(subject)
    bo.page.get_by_role("button", name="Send later").click()
    bo.page.locator(".send-menu select").select_option("30")
    bo.press("Escape")
    bo.answer("Not like this.")
    expect(bo.page.locator(".message.out")).to_contain_text("Not like this.")
    bo.undo()
    expect(bo.page.locator("#reply")).to_have_value("Not like this.")
    bo.page.get_by_role("button", name="Send later").click()
    bo.page.locator(".send-menu select").select_option("0")
    bo.press("Escape")
    bo.answer("But like this.")
    (sent,) = eventually(lambda: office.relay.sent_to(office.address(subject)), "the second is sent")
    assert b"But like this." in office.relay.raw(sent)


@pytest.mark.req("CNV-08", "EML-19", "UIX-01")
def test_a_file_goes_along(bo: Desk, office: Office) -> None:
    subject = office.there()
    bo.read(subject)
    file = {"name": "bill.txt", "mimeType": "text/plain", "buffer": FILE}
    bo.page.get_by_label("Attach files").set_input_files(file)  # type: ignore[arg-type]
    expect(bo.page.get_by_role("button", name="Remove bill.txt")).to_be_visible()
    bo.answer("Here it is.")
    expect(bo.page.locator(".message.out", has_text="Here it is.")).to_contain_text("bill.txt")
    (sent,) = eventually(lambda: office.relay.sent_to(office.address(subject)), "the answer is sent")
    assert sent["attachments"] == ["bill.txt"]


@pytest.mark.req("CNV-02", "UIX-01")
def test_who_is_called_by_a_note_finds_it_under_mentions(sit: Sit, office: Office) -> None:
    subject = office.there()
    bo, cy = sit(office.bo).open(), sit(office.cy).open("/inbox/mentions")
    bo.read(subject)
    bo.press("n")
    expect(bo.page.locator("#note")).to_be_focused()
    bo.page.keyboard.type("Yours, @c")
    expect(bo.page.locator(".mention-menu").get_by_role("option", name="Cy")).to_be_visible()
    bo.press("Enter", "Control+Enter")
    expect(bo.page.locator(".message.note")).to_contain_text("Yours, @Cy")
    expect(cy.row(subject)).to_be_visible()
    expect(cy.read(subject)).to_contain_text("Yours, @Cy")
