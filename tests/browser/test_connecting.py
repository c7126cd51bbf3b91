"""Connecting a team address in a browser, by keyboard alone, and setting it afterwards (EML-02, -06..-13)."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import violations
from tests.browser.desk import Desk, Sit
from tests.support.company import Mailbox
from tests.support.mails import a_mail
from tests.support.product import Product, Relay, eventually
from tests.support.running import Open

WIDTHS = ((1440, 900), (360, 740))


def stage(desk: Desk, name: str) -> Locator:
    """The stage that is shown, which has the focus or whose predecessor had it."""
    found = desk.page.get_by_role("region", name=name, exact=True)
    expect(found).to_be_visible()
    return found


def go_on(desk: Desk, label: str = "Continue") -> None:
    desk.page.get_by_role("button", name=label, exact=True).press("Enter")


def tabbed_to(desk: Desk, wanted: Locator, most: int = 60) -> None:
    """Go to something with the Tab key, as somebody without a mouse does once they see that it is there."""
    wanted.wait_for(state="attached")
    for _ in range(most):
        desk.press("Tab")
        if wanted.evaluate("it => it === document.activeElement"):
            return
    pytest.fail("It cannot be reached by keyboard.")


def assert_clean(desk: Desk) -> None:
    found = violations(desk.page, WIDTHS)
    assert not found, "\n".join(str(one) for one in found)
    desk.assert_fits()


def begin(desk: Desk, inbox: str, *closed: str) -> None:
    """Choose mail, and a new inbox; the kinds in `closed` cannot be chosen."""
    desk.page.get_by_role("button", name="Connect a channel").press("Enter")
    for kind in closed:
        expect(desk.page.get_by_role("radio", name=re.compile(f"^{kind}"))).to_be_disabled()
    tabbed_to(desk, desk.page.get_by_role("radio", name=re.compile("^Team e-mail")))
    desk.page.locator("select[name=inbox_id]").select_option(label="A new one …")
    tabbed_to(desk, desk.page.get_by_label("Name of the new inbox"))
    desk.page.keyboard.type(inbox)
    desk.press("Enter")


def choose_forwarding(desk: Desk) -> None:
    provider = stage(desk, "Provider")
    expect(provider).to_contain_text("this installation is not registered at Google")
    expect(provider.get_by_role("radio", name=re.compile("^Gmail"))).to_be_disabled()
    tabbed_to(desk, provider.get_by_role("radio", name=re.compile("^Other mail account")))
    desk.press("Enter")


def accept(desk: Desk) -> None:
    terms = stage(desk, "Terms")
    expect(terms.get_by_role("region", name="Terms for sharing a mailbox")).to_contain_text("shared inbox")
    tabbed_to(desk, terms.get_by_role("checkbox", name="I accept these terms"))
    desk.press("Space", "Enter")


def set_address(desk: Desk, taken: str, free: str, product: Product) -> None:
    """Give one that is taken, then a free one, and wait for the test mail."""
    address = stage(desk, "Address")
    field = address.get_by_label("The address people write to")
    tabbed_to(desk, field)
    desk.page.keyboard.type(taken)
    desk.press("Enter")
    # what is refused is said at its field, which has the focus, with the way out
    expect(address.get_by_role("alert")).to_contain_text("team address already")
    expect(address.get_by_role("alert").get_by_role("link", name="Channels")).to_be_visible()
    expect(field).to_be_focused()
    desk.press("Control+a")
    desk.page.keyboard.type(free)
    desk.press("Enter")
    hosted = address.locator(".hosted")
    expect(hosted).to_contain_text("h-")
    expect(address.locator(".test")).to_contain_text("Waiting for the test mail")
    product.take(a_mail("A test."), hosted.inner_text())
    expect(address.locator(".test")).to_contain_text("A test mail came through")
    assert_clean(desk)
    go_on(desk)


def sign(desk: Desk, company: str) -> None:
    """Write a signature and choose the name, with the preview following."""
    details = stage(desk, "E-mail details")
    preview = details.get_by_role("region", name="As the recipient sees it")
    expect(preview.get_by_role("status")).to_contain_text(f"Ada Admin at {company}")
    tabbed_to(desk, details.get_by_label("Signature", exact=True))
    desk.page.keyboard.type("**")
    details.get_by_role("button", name="First name").press("Enter")
    desk.page.keyboard.type("** of Returns")
    expect(preview.frame_locator("iframe").locator("strong")).to_have_text("Ada")
    details.locator("select[name=from_name]").select_option("company")
    expect(preview.get_by_role("status")).to_contain_text(
        re.compile(rf"From: {re.escape(company)} <returns@")
    )
    assert_clean(desk)
    go_on(desk)


def route(desk: Desk) -> None:
    routing = stage(desk, "Routing and tickets")
    expect(routing.get_by_role("switch")).not_to_be_checked()
    routing.get_by_role("switch").press("Space")
    expect(routing.get_by_role("checkbox", name="Leave out who is away")).to_be_checked()
    routing.get_by_role("checkbox", name="Ada Admin").press("Space")
    assert_clean(desk)
    go_on(desk)
    expect(routing.get_by_role("heading", name="Tickets of new conversations")).to_be_visible()
    routing.get_by_role("checkbox", name="New conversations become tickets").press("Space")
    go_on(desk)


@pytest.mark.req(
    "EML-02", "EML-03", "EML-04", "EML-06", "EML-07", "EML-10", "EML-11", "EML-12", "UIX-02", "UIX-04"
)
def test_a_mailbox_is_connected_by_keyboard_left_and_gone_on_with(
    sit: Sit, open_account: Open, product: Product
) -> None:
    company = open_account()
    taken = company.channel().address
    desk = sit(company.admin).open("/settings/channels")
    page = desk.page
    desk.expects("status of 4\\d\\d")
    begin(desk, "Returns", "Facebook Messenger")
    choose_forwarding(desk)
    accept(desk)
    set_address(desk, taken, f"returns@{company.domain}", product)
    stage(desk, "E-mail details")
    # whoever leaves goes on where they were
    desk.open("/settings/channels")
    unfinished = page.get_by_role("region", name="Not finished yet")
    expect(unfinished).to_contain_text("the e-mail details")
    unfinished.get_by_role("link", name=re.compile("^Go on")).press("Enter")
    sign(desk, company.name)
    route(desk)
    expect(stage(desk, "Connect and finish")).to_contain_text("Forwarding works")
    steps = page.get_by_role("navigation", name="Steps")
    steps.get_by_role("button", name="Terms").press("Enter")
    expect(stage(desk, "Terms")).to_contain_text("was accepted by Ada Admin")
    steps.get_by_role("button", name="Connect and finish").press("Enter")
    stage(desk, "Connect and finish").get_by_role("button", name="Connect and finish").press("Enter")
    expect(page.locator("li.item .chip")).to_have_text("connected")
    (row,) = (one for one in company.admin.read("/channels")["items"] if one["address"] != taken)
    assert (row["state"], row["sender"]["from_name"], row["rule"]["enabled"]) == (
        "connected",
        "company",
        True,
    )
    assert row["signature"]["source"] == "**{{agent.first_name}}** of Returns"
    assert row["ticket_automation"]["enabled"]
    assert row["terms"]["text_version"] == "2026-11"


@pytest.mark.req("EML-09", "EML-10", "EML-13", "EML-14", "ACC-09", "UIX-02", "UIX-04")
def test_a_channel_is_set_in_two_tabs_and_its_mail_is_signed(
    sit: Sit, open_account: Open, relay: Relay
) -> None:
    company = open_account()
    mailbox: Mailbox = company.channel()
    company.relay(relay)
    desk = sit(company.admin).open(f"/settings/channels/{mailbox.channel_id}")
    page = desk.page
    tabs = page.get_by_role("tablist", name="Settings of the channel")
    expect(tabs.get_by_role("tab", name="Configuration")).to_have_attribute("aria-selected", "true")
    page.get_by_label("Written as").select_option("html")
    page.get_by_label("Signature", exact=True).fill("<p>{{agent.name}}<br>Lamps</p><script>1</script>")
    expect(page.frame_locator("iframe").locator("p")).to_have_text("Ada AdminLamps")
    page.get_by_role("region", name="E-mail details").get_by_role("button", name="Save").click()
    expect(desk.notice).to_contain_text("Saved")
    page.get_by_role("radio", name="Whoever forwarded it").check()
    expect(desk.notice).to_contain_text("Saved")
    assert_clean(desk)
    tabs.get_by_role("tab", name="Configuration").press("ArrowRight")
    expect(page.get_by_role("region", name="Who gets new conversations")).to_be_visible()
    expect(tabs.get_by_role("tab", name="Automation")).to_be_focused()
    assert_clean(desk)
    row = company.admin.read(f"/channels/{mailbox.channel_id}")
    assert row["forwarded_to"] == "forwarder"
    customer = f"jo@{company.domain}.customer.example"
    (thread,) = mailbox.taken(a_mail("Hello?", subject="Signed", sender=customer))
    company.admin.post(f"/conversations/{thread['conversation_id']}/messages", {"text": "Yes."})
    (sent,) = eventually(lambda: relay.sent_to(customer), "the answer is sent")
    assert b"Yes.\r\n\r\n--=20\r\nAda Admin\r\nLamps" in relay.raw(sent)
    # it is folded away in the thread, as the recipient's quotes are
    desk.open("/inbox")
    desk.read("Signed")
    ours = desk.page.locator(".message.out", has_text="Yes.")
    signature = ours.get_by_text("Lamps")
    expect(signature).to_be_hidden()
    ours.locator("summary", has_text="Signature").press("Enter")
    expect(signature).to_be_visible()


@pytest.mark.req("EML-04", "UIX-02")
def test_the_accounts_own_relay_is_set_and_a_closed_host_is_refused_at_its_field(
    sit: Sit, open_account: Open
) -> None:
    company = open_account()
    desk = sit(company.admin).open("/settings/account")
    mail = desk.page.get_by_role("region", name="Mail", exact=True)
    expect(mail).to_contain_text("the installation's relay")
    mail.locator("summary").press("Enter")
    desk.expects("status of 4\\d\\d")
    mail.get_by_label("Host").fill("10.1.2.3")
    mail.get_by_role("button", name="Save").click()
    expect(mail.get_by_role("alert")).to_be_visible()
    expect(mail.get_by_label("Host")).to_be_focused()
    mail.get_by_label("Host").fill("127.0.0.1")
    mail.get_by_label("Encryption").select_option("tls")
    expect(mail.get_by_label("Port")).to_have_value("465")
    mail.get_by_role("button", name="Save").click()
    expect(mail).to_contain_text("your own relay, 127.0.0.1")
    assert company.admin.read("/account")["relay"]["security"] == "tls"
    mail.get_by_role("button", name="Remove the relay").press("Enter")
    asked = desk.page.get_by_role("dialog", name="Remove the relay")
    expect(asked).to_contain_text("This installation has no relay of its own")
    expect(asked).to_contain_text("password for 127.0.0.1 are forgotten")
    asked.get_by_role("button", name="Remove the relay").press("Enter")
    expect(mail).to_contain_text("the installation's relay")
    assert company.admin.read("/account")["relay"] is None
