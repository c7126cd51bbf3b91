"""The pages at the door: what this is, signing in, and choosing a password by a one-time link; in English and Polish.

A link's token stands behind the hash sign, which browsers send to no server; the page's own script hands it over.
"""

from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response, render_template, request

from api.authorised import authorised
from api.coming_back import come_back
from api.page_login import page_login
from api.words import LANGUAGES, WORDS

HERE = Path(__file__).parent / "templates"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-ancestors 'none';"
    " base-uri 'none'; form-action 'none'"
)
STYLE, SCRIPT = "text/css; charset=utf-8", "text/javascript; charset=utf-8"
ASSETS = {
    "pages.css": STYLE,
    "door.js": SCRIPT,
    "sign_in.js": SCRIPT,
    "set_password.js": SCRIPT,
    "rate.css": STYLE,
    "form.css": STYLE,
    "form_work.js": SCRIPT,
}


def install(app: Flask) -> None:
    """Serve the pages and their assets."""
    app.add_url_rule("/", "pages.front", _page("front.html"))
    app.add_url_rule("/sign-in", "pages.sign_in", _page("sign_in.html"))
    app.add_url_rule("/sign-in/callback", "pages.come_back", come_back)
    app.add_url_rule("/oauth/mailbox", "pages.authorised", authorised)
    app.add_url_rule("/auth/messenger/callback", "pages.page_login", page_login)
    app.add_url_rule("/set-password", "pages.set_password", _page("set_password.html"))
    for name, content_type in ASSETS.items():
        app.add_url_rule(
            f"/assets/{name}", f"pages.{name.partition('.')[0]}_asset", _asset(name, content_type)
        )


def _page(template: str) -> Callable[[], Response]:
    def page() -> Response:
        wanted = request.args.get("lang", "")
        language = wanted if wanted in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or "en"
        html = render_template(template, language=language, words=WORDS[language])
        response = Response(html, content_type="text/html; charset=utf-8")
        response.headers["Vary"] = "Accept-Language"
        response.headers["Content-Language"] = language
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return page


def _asset(name: str, content_type: str) -> Callable[[], Response]:
    def asset() -> Response:
        return Response((HERE / name).read_bytes(), content_type=content_type)

    return asset
