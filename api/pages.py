"""The two pages people open today: what this is, and choosing a password by a one-time link.

The link's token stands behind the hash sign, which browsers send to no server; the page's own script hands it over.
"""

from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response, render_template

HERE = Path(__file__).parent / "templates"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-ancestors 'none';"
    " base-uri 'none'; form-action 'none'"
)
ASSETS = {"pages.css": "text/css; charset=utf-8", "set_password.js": "text/javascript; charset=utf-8"}


def install(app: Flask) -> None:
    """Serve the pages and their assets."""
    app.add_url_rule("/", "pages.front", _page("front.html"))
    app.add_url_rule("/set-password", "pages.set_password", _page("set_password.html"))
    for name, content_type in ASSETS.items():
        app.add_url_rule(
            f"/assets/{name}", f"pages.{name.partition('.')[0]}_asset", _asset(name, content_type)
        )


def _page(template: str) -> Callable[[], Response]:
    def page() -> Response:
        response = Response(render_template(template), content_type="text/html; charset=utf-8")
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return page


def _asset(name: str, content_type: str) -> Callable[[], Response]:
    def asset() -> Response:
        return Response((HERE / name).read_bytes(), content_type=content_type)

    return asset
