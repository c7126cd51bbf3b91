"""The agents' interface: one page for all its addresses, and files that may be kept for ever.

It is made by `npm run build` in `web/` into `build/web`; without it the pages say so.
"""

import mimetypes
from pathlib import Path

from flask import Flask, Response, abort, render_template, send_from_directory

BUILD = Path(__file__).parents[1] / "build" / "web"
PAGES = tuple(
    f"/{page}{rest}"
    for page in ("inbox", "tickets", "contacts", "compliance", "settings", "me")
    for rest in ("", "/<path:_rest>")
)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " media-src 'self'; connect-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none';"
    " form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
)
FOR_EVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
UNNAMED = frozenset({"widget/loader.js", "widget/manifest.json"})
mimetypes.add_type("font/woff2", ".woff2")


def install(app: Flask, build: Path = BUILD) -> None:
    """Serve the interface made in `build`."""

    def page(_rest: str = "") -> Response:
        made = build / "index.html"
        text = made.read_text(encoding="utf-8") if made.is_file() else render_template("not_built.html")
        response = Response(text, 200 if made.is_file() else 503, content_type="text/html; charset=utf-8")
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Cache-Control"] = "no-cache"
        return response

    def file(name: str) -> Response:
        if not build.is_dir():
            abort(404)
        response = send_from_directory(build, name)
        # names under assets/ and widget/ change with their content
        for_ever = name.startswith(("assets/", "widget/")) and name not in UNNAMED
        response.headers["Cache-Control"] = FOR_EVER if for_ever else A_DAY
        if name.startswith("widget/"):
            # pages elsewhere load it as modules
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    for rule in PAGES:
        app.add_url_rule(rule, "web.page", page)
    app.add_url_rule("/app/<path:name>", "web.file", file)
