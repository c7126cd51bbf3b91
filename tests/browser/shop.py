"""A shop's page on an origin of its own, with hostile styles and a strict policy, and the chat that its script puts there."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

from playwright.sync_api import Locator, Request, expect

from tests.browser.desk import Desk
from tests.support.company import Company
from tests.support.product import eventually
from tests.support.web import say, site

OPENED = """const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) { return attach.call(this, { ...options, mode: "open" }); };"""
"""The tree of the chat is closed to the page; a test must see into it."""
HOSTILE = """* { font-size: 60px !important; letter-spacing: 12px !important; color: lime !important; background: pink !important;
transform: rotate(3deg) !important; text-transform: uppercase !important; display: block !important; line-height: 3 !important; }"""
PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy"
content="default-src 'none'; script-src {product} {extra}; connect-src {product}; img-src {product}; style-src 'self';
require-trusted-types-for 'script'">{style}</head>
<body><main><h1>Shop</h1><p>Lamps.</p><a href="#lamps">Lamps</a></main>{before}<script src="{product}/w/{key}.js" {data} async></script>
</body></html>"""
STYLED = '<link rel="stylesheet" href="/hostile.css">'
STYLES = "el => { const style = getComputedStyle(el); return [style.fontSize, style.letterSpacing, style.color, style.textTransform]; }"
PRIVACY = {
    "mode": "explicit",
    "texts": {"en": "We keep what you write, so that we can answer.", "pl": "Zachowujemy to."},
}


class Chat:
    """A chat's channel of a company, connected; `consent` is what its visitors are asked."""

    def __init__(
        self, company: Company, *, consent: dict[str, Any] | None = None, **parts: dict[str, Any]
    ) -> None:
        self.company, admin = company, company.admin
        self.id = admin.post("/channels", {"kind": "chat", "inbox_id": company.inbox})["id"]
        self.at = f"/channels/{self.id}"
        usual: dict[str, dict[str, Any]] = {
            "look": {"colour_from": "custom", "colour": "#0b6470", "title": "Lamps & Co"},
            "greeting": {"heading": "people", "welcome": "Hello! What can we do for you?"},
            "hours": {"basis": "always", "reply_time": "minutes"},
        }
        for name, body in usual.items():
            admin.put(f"{self.at}/chat/{name}", body | parts.pop(name, {}))
        admin.put(f"{self.at}/sender", {"from_name": "company", "company_name": company.name})
        admin.put(f"{self.at}/rule", {"enabled": False})
        for name, body in parts.items():
            admin.put(f"{self.at}/chat/{name}", body)
        if consent:
            admin.put("/account/data-privacy", {"on": True})
            admin.put(f"{self.at}/consent", consent)
        admin.post(f"{self.at}/connect")
        self.key = admin.read(self.at)["chat"]["key"]

    def conversations(self) -> list[dict[str, Any]]:
        """Return the open conversations of this chat."""
        self.company.admin.position = self.company.product.position()
        return [one for one in self.company.conversations() if one["channel_id"] == self.id]

    def conversation(self, texts: list[str]) -> str:
        """Wait until the only conversation has exactly these messages of its visitor; returns it."""

        def there() -> str:
            found = self.conversations()
            if len(found) != 1:
                return ""
            shown = self.company.admin.read(f"/conversations/{found[0]['conversation_id']}")["messages"]
            said = [one["text"] for one in shown if one["direction"] == "in"]
            return str(found[0]["conversation_id"]) if said == texts else ""

        return eventually(there, f"the visitor's messages are {texts}")


class Shopper:
    """Somebody on the shop's page, who never left anything with the product before; what they ask of it is kept."""

    def __init__(self, desk: Desk, chat: Chat, origin: str) -> None:
        self.desk, self.page, self.chat, self.origin = desk, desk.page, chat, origin
        self.asked: list[str] = []
        desk.context.add_init_script(OPENED)
        desk.context.on("request", self._asks)

    def _asks(self, request: Request) -> None:
        if request.url.startswith(self.chat.company.product.url):
            path = request.url.removeprefix(self.chat.company.product.url).partition("?")[0]
            self.asked.append(f"{request.method} {path.removeprefix(f'/w/{self.chat.key}')}")

    @property
    def visitors(self) -> list[str]:
        """What was asked beside files that are the same for everybody."""
        return [one for one in self.asked if not one.startswith("GET /app/") and one != "GET .js"]

    def come(self) -> "Shopper":
        """Open the page, and wait for the launcher."""
        self.page.goto(self.origin)
        self.launcher.wait_for(state="attached")
        return self

    def open(self) -> "Shopper":
        """Open the chat by its launcher."""
        self.launcher.click()
        expect(self.panel).to_be_visible()
        return self

    def write(self, text: str) -> None:
        """Write something, and send it by keyboard."""
        self.field.fill(text)
        self.page.keyboard.press("Enter")
        expect(self.line(text)).to_have_count(1)

    @property
    def launcher(self) -> Locator:
        """The button that opens the chat."""
        return self.page.locator(".launch")

    @property
    def panel(self) -> Locator:
        """The chat, open."""
        return self.page.locator(".panel")

    @property
    def field(self) -> Locator:
        """Where to write."""
        return self.panel.get_by_role("textbox", name="Write a message")

    @property
    def log(self) -> Locator:
        """What was said."""
        return self.panel.get_by_role("log")

    def line(self, text: str) -> Locator:
        """What was said with these words."""
        return self.log.locator("li", has_text=text)

    def kept(self) -> int:
        """How many things the browser keeps for the shop; never a cookie."""
        assert self.desk.context.cookies() == []
        return int(self.page.evaluate("localStorage.length + sessionStorage.length"))


@contextmanager
def shop(
    chat: Chat,
    *,
    data: str = "",
    before: str = "",
    extra: str = "",
    language: str = "en",
    style: str = STYLED,
) -> Iterator[str]:
    """Serve the shop's page; `data` are attributes of the script, `before` stands before it, `extra` is allowed to run."""
    product = chat.company.product.url
    html = PAGE.format(
        product=product, key=chat.key, data=data, before=before, extra=extra, language=language, style=style
    )

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/hostile.css":
            say(handler, 200, HOSTILE.encode(), Content_Type="text/css")
        elif handler.path == "/favicon.ico":
            say(handler, 204)
        else:
            say(handler, 200, html.encode(), Content_Type="text/html; charset=utf-8")

    with site(answer) as served:
        yield f"{served.url}/"
