"""The settings in a browser: every gate refused and allowed (ACC-05..08), people, teams, inboxes, the company (UIX-02)."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import violations
from tests.browser.desk import Desk, Sit
from tests.browser.office import Office
from tests.support.pictures import png
from tests.support.running import Open

YOUNG = "2024-04-02"
"""The first day of creation whose accounts make no tickets by themselves."""
PAGES = ("account", "subscription", "inboxes", "channels", "users", "teams", "forms", "submissions")
READY = ".settings-page .card"


def settings(desk: Desk, page: str) -> Desk:
    desk.open(f"/settings/{page}")
    expect(desk.page.locator(READY).first).to_be_visible()
    return desk


def gate(desk: Desk, name: str) -> Locator:
    return desk.page.locator(f"[data-gate={name}]")


def assert_gates(desk: Desk, **wanted: str) -> None:
    for name, state in wanted.items():
        expect(gate(desk, name).locator(".chip")).to_have_text(state)


def person(desk: Desk, name: str) -> Locator:
    line = desk.page.locator(".settings-page li.item", has_text=name)
    line.locator("summary", has_text="Edit").click()
    return line


@pytest.mark.req("ACC-05", "ACC-06", "ACC-07", "ACC-08")
def test_every_gate_is_shown_closed_with_what_is_needed_and_then_open(sit: Sit, open_account: Open) -> None:
    company = open_account(YOUNG)
    desk = settings(sit(company.admin), "subscription")
    page = desk.page
    assert_gates(
        desk, whatsapp="Closed", calling="Closed", capacity_behaviour="Closed", gdpr="Closed",
        automatic_tickets="Closed", assignment_rules="Open",
    )  # fmt: skip
    expect(gate(desk, "whatsapp")).to_contain_text(
        "Needs Marketing Hub or Service Hub on professional or enterprise."
    )
    expect(gate(desk, "calling")).to_contain_text(
        "Needs Sales Hub or Service Hub on professional or enterprise."
    )
    expect(gate(desk, "capacity_behaviour")).to_contain_text("Needs Service Hub on enterprise.")
    expect(gate(desk, "automatic_tickets")).to_contain_text("Needs the help desk or a ticket opened by hand.")
    page.get_by_label("Service Hub").select_option("professional")
    assert_gates(desk, whatsapp="Open", calling="Open", capacity_behaviour="Closed")
    page.get_by_label("Service Hub").select_option("enterprise")
    assert_gates(desk, capacity_behaviour="Open")
    gate(desk, "gdpr").get_by_role("link", name="Switch them on").click()
    page.get_by_role("switch", name="Data-privacy settings are on").click()
    expect(desk.notice).to_contain_text("Saved")
    page.get_by_role("link", name="What this opens").click()
    assert_gates(desk, gdpr="Open", automatic_tickets="Closed")
    page.get_by_role("navigation", name="Settings").get_by_role("link", name="Users").click()
    ada = person(desk, "Ada Admin")
    for hub in ("Sales", "Service"):
        ada.get_by_role("checkbox", name=hub).uncheck()
    expect(ada).to_contain_text("no seat")
    settings(desk, "subscription")
    assert_gates(desk, assignment_rules="Closed")
    expect(gate(desk, "assignment_rules")).to_contain_text("Needs a Sales seat or a Service seat.")


@pytest.mark.req("ACC-05")
def test_what_a_downgrade_takes_is_said_before_it_is_made(sit: Sit, open_account: Open) -> None:
    company = open_account()
    company.admin.put("/account/subscription", {"hub": "service", "tier": "enterprise"})
    desk = settings(sit(company.admin), "subscription")
    page = desk.page
    assert_gates(desk, automatic_tickets="Open", whatsapp="Open")
    page.get_by_label("Service Hub").select_option("free")
    dialog = page.get_by_role("dialog", name="Put Service Hub on free?")
    for name in ("WhatsApp Business", "Calling", "Everyone at capacity"):
        expect(dialog).to_contain_text(name)
    dialog.get_by_role("button", name="Leave it").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("combobox", name="Service Hub")).to_have_value("enterprise")
    page.get_by_role("combobox", name="Service Hub").select_option("free")
    dialog.get_by_role("button", name="Change it").click()
    assert_gates(desk, whatsapp="Closed", calling="Closed", capacity_behaviour="Closed")


@pytest.mark.req("ACC-08", "UIX-02")
@pytest.mark.parametrize(("created_on", "said"), [(YOUNG, "help desk"), ("2024-04-01", "Saved")])
def test_the_accounts_age_decides_at_the_channel(
    sit: Sit, open_account: Open, created_on: str, said: str
) -> None:
    company = open_account(created_on)
    mailbox = company.channel()
    desk = settings(sit(company.admin), "inboxes")
    if created_on == YOUNG:
        desk.expects("409")
    desk.page.locator("li.item", has_text=mailbox.address).get_by_role("link", name="Settings").click()
    desk.page.get_by_role("tab", name="Automation").click()
    tickets = desk.page.get_by_role("region", name="Tickets of new conversations")
    tickets.get_by_role("checkbox", name="New conversations become tickets").check()
    tickets.get_by_role("button", name="Save").click()
    expect(desk.notice).to_contain_text(said)


@pytest.mark.req("ACC-09", "ACC-10", "UIX-02")
def test_inboxes_show_their_channels_and_who_sees_them(sit: Sit, open_account: Open) -> None:
    company = open_account()
    company.agent("Bo")
    mailbox = company.channel()
    desk = settings(sit(company.admin), "inboxes")
    page = desk.page
    switch = page.get_by_role("switch", name=f"{mailbox.address} is on")
    line = page.locator("li.item", has_text=mailbox.address)
    expect(line.locator(".chip")).to_have_text("connected")
    switch.click()
    expect(line.locator(".chip")).to_have_text("switched off")
    switch.focus()
    desk.press("Space")
    expect(line.locator(".chip")).to_have_text("connected")
    page.get_by_label("Another inbox").fill("Board")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("region", name="Board")).to_be_visible()
    page.get_by_label("Current view").select_option(label="Board")
    expect(page.get_by_role("region", name="Inbox", exact=True)).to_be_hidden()
    board = page.get_by_role("region", name="Board")
    board.locator("summary", has_text="Everyone sees it").click()
    board.get_by_role("radio", name="Chosen people and teams").check()
    board.get_by_role("checkbox", name="Ada Admin").check()
    board.get_by_role("checkbox", name="Bo").check()
    # the name is saved as its field is left, and who sees it right after: the second rests on the first
    board.get_by_label("Name", exact=True).fill("Directors")
    board.get_by_role("button", name="Save").click()
    directors = page.get_by_role("region", name="Directors")
    expect(directors).to_contain_text("Seen by 2 people and 0 teams")
    page.on("dialog", lambda asked: asked.accept())
    page.get_by_label("Current view").select_option("")
    line.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Disconnect").click()
    expect(line.locator(".chip")).to_have_text("disconnected")


@pytest.mark.req("ACC-06", "ACC-10", "ACC-12")
def test_people_are_invited_seated_limited_and_deactivated(sit: Sit, open_account: Open) -> None:
    company = open_account()
    desk = settings(sit(company.admin), "users")
    page = desk.page
    page.get_by_label("Name", exact=True).fill("Ben")
    page.get_by_label("Address they sign in with").fill(f"ben@{company.domain}")
    page.get_by_role("button", name="Invite somebody").click()
    expect(page.locator(".link")).to_contain_text("/set-password#")
    ben = person(desk, "Ben")
    expect(ben).to_contain_text("no seat")
    ben.get_by_role("checkbox", name="Service").check()
    expect(ben.get_by_text("no seat")).to_be_hidden()
    ben.get_by_role("checkbox", name="Auditor").check()
    ben.get_by_role("button", name="Save what they may do").click()
    expect(ben).to_contain_text("Agent, Auditor")
    ben.get_by_label("Open conversations at most").fill("7")
    ben.get_by_role("button", name="Save the limits").click()
    expect(ben.get_by_role("button", name="Save the limits")).to_be_disabled()
    ben.get_by_role("switch", name="Ben is available").click()
    expect(ben.locator(".chip", has_text=re.compile("^available$"))).to_be_visible()
    page.on("dialog", lambda asked: asked.accept())
    ben.get_by_role("button", name="Deactivate").click()
    expect(ben).to_contain_text("deactivated")
    ben.get_by_role("button", name="Reactivate").click()
    expect(ben.get_by_text("deactivated")).to_be_hidden()
    (read,) = (one for one in company.admin.read("/users")["items"] if one["name"] == "Ben")
    assert (read["seats"], read["capacity_total"], read["roles"]) == (["service"], 7, ["agent", "auditor"])


@pytest.mark.req("ACC-10")
def test_teams_are_formed_renamed_and_archived(sit: Sit, open_account: Open) -> None:
    company = open_account()
    company.agent("Bo")
    desk = sit(company.admin).open("/settings/teams")
    page = desk.page
    page.get_by_label("Another team").fill("Night")
    page.get_by_role("button", name="Form it").click()
    page.get_by_label("Add somebody to Night").select_option(label="Bo")
    page.get_by_label("Bo belongs as").select_option("extra")
    expect(page.get_by_label("Bo belongs as")).to_have_value("extra")
    page.locator("summary", has_text="Rename or archive").click()
    page.get_by_label("Name", exact=True).fill("Day")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("region", name="Day")).to_be_visible()
    page.on("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="Archive").click()
    expect(page.get_by_text("No team yet.")).to_be_visible()


@pytest.mark.req("ACC-11", "UIX-04")
def test_a_company_looks_as_it_says_if_that_can_be_read(sit: Sit, open_account: Open) -> None:
    company = open_account()
    desk = settings(sit(company.admin), "account")
    page = desk.page
    looks = page.get_by_role("region", name="How you look to customers")
    looks.get_by_label("The name customers read").fill("Lamps & Co")
    looks.get_by_label("Colour").fill("#ffee88")
    expect(looks.get_by_role("status")).to_contain_text("4.5 is the least")
    expect(looks.get_by_role("button", name="Save")).to_be_disabled()
    looks.get_by_label("Text on it").fill("#222222")
    expect(looks.locator(".brand-preview")).to_have_css("background-color", "rgb(255, 238, 136)")
    expect(looks.locator(".brand-preview")).to_contain_text("Lamps & Co")
    looks.get_by_role("button", name="Save").click()
    expect(desk.notice).to_contain_text("Saved")
    page.get_by_label("Time zone").select_option("Asia/Tokyo")
    page.get_by_role("region", name="Company").get_by_role("button", name="Save").click()
    expect(page.get_by_role("region", name="Company").get_by_role("button", name="Save")).to_be_disabled()
    logo = page.get_by_role("region", name="Logo")
    logo.get_by_label("Choose a logo").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": png()}
    )
    expect(logo.get_by_role("img", name="The logo as it is")).to_be_visible()
    policies = page.get_by_role("region", name="Conversations and tickets")
    # one right after the other: the second rests on the first
    policies.get_by_label("A message after so many days begins a new conversation").fill("30")
    policies.get_by_label("Tickets of one contact at most").fill("20")
    with page.expect_response("**/account/limits") as last:
        for button in policies.get_by_role("button").all():
            button.click()
    assert last.value.ok
    company.admin.settled()
    read = company.admin.read("/account")
    assert (read["reopen_days"], read["tickets_per_contact"]) == (30, 20)
    assert read["branding"] == {"name": "Lamps & Co", "accent": "#ffee88", "text": "#222222"}
    assert read["time_zone"] == "Asia/Tokyo"


@pytest.mark.req("UIX-02", "UIX-04")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_a_telephone_is_wide_enough(
    sit: Sit, office: Office, name: str, scheme: str
) -> None:
    if name == "forms":
        office.company.admin.post("/forms", {"name": f"Contact us, {scheme}"})
    options = {"color_scheme": scheme, "viewport": {"width": 360, "height": 740}}
    desk = sit(office.company.admin, **options if scheme == "dark" else {"color_scheme": scheme})
    desk.open(f"/settings/{name}")
    expect(
        desk.page.locator(".settings-page form, .settings-page select, .settings-page .card").first
    ).to_be_attached()
    for one in desk.page.locator(".settings-page details").all()[:3]:
        one.evaluate("it => { it.open = true; }")
    found = violations(desk.page)
    assert not found, "\n".join(str(one) for one in found)
    desk.assert_fits()


@pytest.mark.req("UIX-02", "ACC-10")
def test_pages_are_reached_by_keyboard_and_only_those_one_may_see(sit: Sit, office: Office) -> None:
    desk = sit(office.company.admin).open()
    desk.press("Control+k")
    desk.page.get_by_role("combobox", name="Type what you want to do").fill("Settings: Users")
    desk.press("Enter")
    expect(desk.page.get_by_role("heading", name="Users")).to_be_visible()
    agent = sit(office.bo).open("/settings/users")
    expect(agent.page.get_by_text("There is no such page for you.")).to_be_visible()
    menu = agent.page.get_by_role("navigation", name="Settings")
    expect(menu.get_by_role("link", name="Subscription")).to_be_visible()
    expect(menu.get_by_role("link", name="Users")).to_be_hidden()
    menu.get_by_role("link", name="Subscription").click()
    expect(agent.page.get_by_label("Service Hub")).to_be_disabled()
