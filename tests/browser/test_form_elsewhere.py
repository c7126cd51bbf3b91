"""A form in a page of another origin, and its own page without scripts, by keyboard (FRM-01, FRM-07, FRM-10)."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.desk import Sit
from tests.support.company import Company
from tests.support.pictures import png
from tests.support.product import eventually
from tests.support.running import Open

HIDDEN = {"name": "campaign", "label": "Campaign", "type": "text", "hidden": True, "default": "none"}
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {product}; connect-src {product}"></head>
<body><main><h1>Shop</h1><script src="{product}/f/{key}.js" data-campaign="autumn"></script></main></body></html>"""

OWN = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title></head><body>
<form method="post" action="{product}/f/{key}"><label>Mail <input name="email" autofocus></label>
<label>About <input name="ticket_name"></label><label>Words <textarea name="ticket_description"></textarea></label>
<input type="hidden" name="campaign" value="spring"><input type="hidden" name="basket" value="7 lamps">
<button>Go</button></form></body></html>"""
"""A form that the shop made itself, with a value our form does not know."""


@contextmanager
def shop(html: str) -> Iterator[str]:
    """A page of somebody else, on an origin of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = html.encode() if self.path == "/" else b""
            self.send_response(200 if body else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def a_form(company: Company) -> tuple[str, str]:
    """Return id and key of a form with a hidden field, connected."""
    admin = company.admin
    form = admin.post("/forms", {"name": "Contact us"})["id"]
    definition = admin.read(f"/forms/{form}")["definition"]
    definition["fields"].append(HIDDEN)
    admin.put(f"/forms/{form}", definition)
    admin.put(f"/forms/{form}/tickets", {"create_tickets": True, "inbox_id": company.inbox})
    return form, admin.read(f"/forms/{form}")["key"]


def sent(company: Company, count: int) -> list[Any]:
    """Wait for so many submissions."""

    def there() -> list[Any]:
        company.admin.position = company.product.position()
        found = company.admin.read("/submissions")["items"]
        return found if len(found) == count else []

    return list(eventually(there, "what was sent is taken in"))


@pytest.mark.req("FRM-01", "FRM-07", "API-02")
def test_a_page_elsewhere_sends_a_form_of_its_own(sit: Sit, open_account: Open) -> None:
    company = open_account()
    form, key = a_form(company)
    page = sit(None).page
    with shop(OWN.format(product=company.product.url, key=key)) as origin:
        page.goto(origin)
        expect(page.get_by_label("Mail")).to_be_focused()
        for words in ("jo@customer.example", "Broken lamp", "It fell."):
            page.keyboard.type(words)
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_have_text("Thank you. What you sent has reached us.")
        assert page.url == f"{company.product.url}/f/{key}?sent"
        assert page.context.cookies() == []
    (only,) = sent(company, 1)
    values = {one["name"]: (one["values"], one["hidden"], one["known"]) for one in only["values"]}
    assert (values["campaign"], values["basket"]) == ((["spring"], True, True), (["7 lamps"], False, False))
    assert (only["form_id"], only["page"]) == (form, origin)
    log = sit(company.admin).open(f"/inbox/open/{only['conversation_id']}").log
    expect(log).to_contain_text("It fell.")
    for hidden in ("spring", "7 lamps"):
        expect(log).not_to_contain_text(hidden)


@pytest.mark.req("FRM-01", "FRM-07", "FRM-10", "UIX-04")
def test_an_embedded_form_and_its_own_page_are_sent_by_keyboard(sit: Sit, open_account: Open) -> None:
    company = open_account()
    _form, key = a_form(company)
    outside = sit(None)
    page = outside.page
    with shop(PAGE.format(product=company.product.url, key=key)) as origin:
        page.goto(origin)
        page.get_by_label("Your e-mail").fill("jo@customer.example")
        page.keyboard.press("Tab")
        page.keyboard.type("Jo Doe")
        page.keyboard.press("Tab")
        page.keyboard.type("Broken lamp")
        page.keyboard.press("Tab")
        page.keyboard.type("It fell.")
        assert not violations(page)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_have_text("Thank you. What you sent has reached us.")
        assert page.context.cookies() == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    (first,) = sent(company, 1)
    values = {one["name"]: one["values"] for one in first["values"]}
    assert (values["campaign"], values["email"]) == (["autumn"], ["jo@customer.example"])
    assert first["page"] == origin
    assert first["ticket_id"]

    plain = sit(None, java_script_enabled=False)
    plain.page.set_viewport_size({"width": 360, "height": 800})
    plain.go(f"/f/{key}")
    plain.assert_fits()
    plain.page.get_by_label("Your e-mail").fill("jo@customer.example")
    plain.page.get_by_label("What is it about?").fill("Another")
    plain.page.get_by_label("How can we help?").fill("Please")
    # this is faster than people are: the page says so, keeps what was written, and is sent once more
    plain.expects("422")

    def through() -> bool:
        plain.page.get_by_role("button", name="Send").click()
        return plain.page.get_by_role("status").count() == 1

    eventually(through, "the form is sent")
    assert len(sent(company, 2)) == 2


@pytest.mark.req("ACC-11", "FRM-10")
def test_a_form_shows_the_accounts_logo_elsewhere_and_on_its_own_page(sit: Sit, open_account: Open) -> None:
    company = open_account()
    form, key = a_form(company)
    company.admin.put("/account/branding", {"name": "Acme", "accent": "#7a1fa2", "text": "#ffffff"})
    company.admin.bring("logo.png", png(120, 40), "image/png", "/account/logo")
    company.admin.position = company.product.position()
    assert company.admin.read("/account")["logo_id"]
    outside = sit(None)
    page = outside.page
    purple = "rgb(122, 31, 162)"
    open_policy = PAGE.replace("connect-src {product}", "connect-src {product}; img-src {product}")
    with shop(open_policy.format(product=company.product.url, key=key)) as origin:
        page.goto(origin)
        logo = page.get_by_role("img", name="Acme")
        expect(logo).to_have_js_property("naturalWidth", 120)
        expect(page.get_by_role("button", name="Send")).to_have_css("background-color", purple)
        assert not violations(page)
    with shop(
        open_policy.replace("data-campaign", 'data-postroom-logo="none" data-campaign').format(
            product=company.product.url, key=key
        )
    ) as origin:
        page.goto(origin)
        expect(page.get_by_role("button", name="Send")).to_be_visible()
        expect(page.get_by_role("img")).to_have_count(0)
    plain = sit(None)
    plain.go(f"/f/{key}")
    expect(plain.page.get_by_role("img", name="Acme")).to_have_js_property("naturalWidth", 120)
    expect(plain.page.get_by_role("button", name="Send")).to_have_css("background-color", purple)
    assert not violations(plain.page)
    desk = sit(company.admin)
    desk.open(f"/settings/forms/{form}")
    expect(desk.page.get_by_role("img", name="Acme")).to_have_js_property("naturalWidth", 120)


@pytest.mark.req("FRM-10")
def test_a_browser_does_the_work_that_a_form_asks_for(sit: Sit, open_account: Open) -> None:
    company = open_account()
    form, key = a_form(company)
    definition = company.admin.read(f"/forms/{form}")["definition"]
    company.admin.put(f"/forms/{form}", {**definition, "proof_of_work": True})
    outside = sit(None)
    outside.go(f"/f/{key}")
    page = outside.page
    page.get_by_label("Your e-mail").fill("jo@customer.example")
    page.get_by_label("What is it about?").fill("Broken lamp")
    page.get_by_label("How can we help?").fill("It fell.")
    # done faster than people are, it is to be sent once more
    outside.expects("422")

    def through() -> bool:
        page.get_by_role("button", name="Send").click()
        return page.get_by_role("status").count() == 1

    eventually(through, "the form is sent")
    assert len(sent(company, 1)) == 1
