"""The script that puts a chat into a page: config and launcher in one request; everything else comes when it is opened (CHT-10).

Nothing of a visitor is in it, so that browsers and caches may share it for some minutes.
"""

import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask, Response, current_app, render_template, request

from api.chat_serving import Limits, Visit, route
from api.chat_shapes import consent_of, now_of
from api.chats import accent_of
from api.downloads import download
from api.problems import Problem, not_found
from api.web import BUILD
from domain.channel.chat_settings import contrasts
from projections.people import faces
from projections.people import queries as people

SECONDS = 300
PLACE = "__POSTROOM_CONFIG__"
NOT_MADE = "The widget is not built here. Run ./dev setup, or python web/make.py."
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:;"
    " font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors};"
    " require-trusted-types-for 'script'; trusted-types 'none'"
)


def install(app: Flask, limits: Limits) -> None:
    """Serve the script, the page for frames, and people's pictures; the widget is what was built at `WIDGET`."""
    app.config["WIDGET"] = BUILD / "widget"
    made = Made()
    route(app, limits, ".js", GET=lambda visit: _script(visit, *made.read(current_app.config["WIDGET"])))
    route(app, limits, "/frame", GET=_frame)
    route(app, limits, "/faces/<uuid:user_id>", GET=_face)


class Made:
    """What the build of the widget left; read once, and anew when it was built again."""

    def __init__(self) -> None:
        self._known: tuple[float, str, dict[str, Any]] | None = None

    def read(self, build: Path) -> tuple[str, dict[str, Any]]:
        """Return the launcher and where its parts are. Raises `Problem` where it was not built."""
        loader, manifest = build / "loader.js", build / "manifest.json"
        try:
            at = manifest.stat().st_mtime
            if self._known is None or self._known[0] != at:
                self._known = at, loader.read_text("utf-8"), json.loads(manifest.read_text("utf-8"))
        except OSError:
            raise Problem(503, "not_built", NOT_MADE, headers={"Retry-After": "60"}) from None
        return self._known[1], self._known[2]


def config(visit: Visit, parts: dict[str, Any]) -> dict[str, Any]:
    """Return what the widget is told about its chat."""
    chat, bounds, now = visit.widget.chat, visit.limits.bounds, now_of(visit)
    return {
        "key": visit.key,
        "host": request.host_url.rstrip("/"),
        "panel": parts["panel"],
        "version": visit.widget.version,
        "look": _look(visit),
        "language": chat.look.language,
        "welcome": chat.greeting.welcome,
        "prompt": chat.greeting.prompt and bool(chat.greeting.welcome),
        "pages": list(chat.places.pages),
        "consent": consent_of(visit, None),
        "state": now,
        "heading": now["heading"],
        "company": now["company"],
        "opening": visit.context.services.visits.now(visit.widget).opening or None,
        "words": parts["words"],
        "limits": {
            "file_bytes": bounds.files_megabytes * 1_048_576,
            "files": bounds.files,
            "text": bounds.characters,
        },
    }


def _look(visit: Visit) -> dict[str, Any]:
    look, colour = visit.widget.chat.look, visit.widget.chat.look.colour
    if look.colour_from == "branding":
        with visit.context.services.views() as db:
            account = people.account(db, visit.widget.account_id)
        colour = accent_of({} if account is None else account.branding)
    return {
        "colour": colour, "ink": contrasts(colour)["ink"], "font": look.font, "side": look.side, "title": look.title,
    }  # fmt: skip


def _script(visit: Visit, source: str, parts: dict[str, Any]) -> Response:
    said = config(visit, parts)
    # the moment alone would make every answer another one
    del said["state"]["at"]
    # in a script as in HTML: nothing in it may end the element it stands in, nor a line
    data = json.dumps(said, separators=(",", ":")).replace("<", "\\u003c")
    text = source.replace(PLACE, data, 1).encode()
    tag = f'"{hashlib.sha256(text).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={SECONDS}"}
    if request.headers.get("If-None-Match") == tag:
        return Response(status=304, headers=headers)
    return Response(text, content_type="text/javascript; charset=utf-8", headers=headers)


def _frame(visit: Visit) -> Response:
    """Show the chat alone, for a frame or a view of an app: on the sites it may run on."""
    origins = visit.widget.chat.places.origins
    title = visit.widget.chat.look.title or visit.context.services.visits.now(visit.widget).company
    answer = Response(
        render_template("chat.html", key=visit.key, title=title), content_type="text/html; charset=utf-8"
    )
    answer.headers["Content-Security-Policy"] = POLICY.format(
        ancestors=" ".join(["'self'", *(origins or ["*"])])
    )
    # the policy says which pages may frame it, and this header could not
    answer.headers["X-Frame-Options"] = ""
    answer.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return answer


def _face(visit: Visit, user_id: UUID) -> Response:
    """Show a person's picture to whom its id was told, as messages and headings do."""
    with visit.context.services.views() as db:
        found = faces.faces(db, visit.widget.account_id, [user_id]).get(user_id)
    if found is None or found.picture_id is None or request.args.get("picture") != str(found.picture_id):
        raise not_found("picture")
    data = visit.context.services.blobs.get(found.picture_id, user_id)
    if data is None:
        raise not_found("picture")
    answer = download(data, "picture", found.picture_type)
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
