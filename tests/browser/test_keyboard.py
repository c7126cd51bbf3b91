"""Everything by keyboard: the list, an answer, the commands, the keys themselves (WCAG 2.1.1, 2.1.4, 2.4.7)."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.office import Office

FOCUS_IS_SEEN = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  const ring = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || at.closest('.composer, .palette');
  return at === document.body || (box.width > 0 && Boolean(ring));
}"""


@pytest.mark.req("UIX-01", "UIX-04")
def test_a_day_without_a_mouse(bo: Desk, office: Office) -> None:
    page = bo.page
    bo.press("Tab")
    expect(page.get_by_role("link", name="Skip to the conversations")).to_be_focused()
    bo.press("Enter")
    subject = office.arrives("Keys")
    expect(bo.row(subject)).to_be_visible()
    bo.press("j")
    expect(page.locator("#thread-title")).to_have_text(subject)
    bo.press("Enter")
    expect(bo.log).to_be_focused()
    bo.press("a")
    expect(bo.log.get_by_text("Assigned to Bo")).to_be_visible()
    bo.press("r")
    expect(page.locator("#reply")).to_be_focused()
    page.keyboard.type("By keyboard, with j and ? in it.")
    bo.press("Control+Enter")
    expect(page.locator(".message.out")).to_contain_text("By keyboard, with j and ? in it.")
    bo.press("Escape", "e")
    expect(bo.notice).to_contain_text("Closed")
    expect(bo.row(subject)).to_have_count(0)
    bo.press("Escape", "]")
    expect(page.locator("#list-title")).to_have_text("Assigned to me")
    bo.press("[")
    expect(page.locator("#list-title")).to_have_text("All open")


@pytest.mark.req("UIX-04")
def test_the_focus_is_seen_wherever_tab_leads(bo: Desk, office: Office) -> None:
    subject = office.arrives()
    bo.read(subject)
    expect(bo.page.locator("#reply")).to_be_visible()
    for _ in range(60):
        bo.press("Tab")
        assert bo.measure(FOCUS_IS_SEEN), bo.measure("() => document.activeElement.outerHTML.slice(0, 200)")


@pytest.mark.req("UIX-01", "UIX-04")
def test_all_keys_are_shown_and_single_ones_can_be_switched_off(bo: Desk, office: Office) -> None:
    page = bo.page
    subject = office.arrives()
    bo.read(subject)
    bo.press("?")
    keys = page.get_by_role("dialog", name="Keyboard")
    expect(keys).to_contain_text("all commands")
    keys.get_by_role("switch", name="Single keys act").click()
    bo.press("Escape")
    expect(keys).to_have_count(0)
    bo.press("n")
    page.reload()
    bo.read(subject)
    bo.press("n")
    expect(page.get_by_label("Write a note")).to_have_count(0)
    bo.press("Control+k")
    expect(page.get_by_role("combobox", name="Type what you want to do")).to_be_focused()


@pytest.mark.req("UIX-01")
def test_commands_are_found_by_typing(bo: Desk, office: Office) -> None:
    page = bo.page
    subject = office.arrives()
    bo.read(subject)
    commands = page.get_by_role("dialog", name="Commands")
    bo.press("Control+k")
    expect(page.get_by_role("dialog", name="Commands").get_by_role("combobox")).to_be_focused()
    page.keyboard.type("tag: very bright")
    expect(commands.get_by_role("option", selected=True)).to_contain_text("Tag: very bright")
    bo.press("Enter")
    expect(page.locator(".tags", has_text="very bright")).to_be_visible()
    bo.press("Control+k")
    expect(page.get_by_role("dialog", name="Commands").get_by_role("combobox")).to_be_focused()
    page.keyboard.type("assign cy")
    expect(commands.get_by_role("option", selected=True)).to_contain_text("Assign to Cy")
    bo.press("Enter")
    expect(page.get_by_label("Assigned to", exact=True)).to_have_value(office.cy.user_id)
    bo.press("Control+k")
    expect(commands.get_by_role("option").first).to_contain_text("Assign to Cy")
    page.keyboard.type("no such thing at all")
    expect(commands).to_contain_text("Nothing is called that.")
    bo.press("Escape")
    expect(commands).to_have_count(0)
    bo.press("Control+k")
    expect(page.get_by_role("dialog", name="Commands").get_by_role("combobox")).to_be_focused()
    page.keyboard.type("dark")
    bo.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
