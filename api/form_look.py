"""How a form looks like its account's: logo and colours, on its own page and in pages elsewhere (ACC-11, FRM-10)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask, Response, request

from api.buckets import Pace
from api.context import here, missing
from api.forms import Asked
from api.problems import Problem
from api.resources.logo import logo_of
from api.throttle import network_of
from domain.account.branding import COLOUR
from projections.people import queries as people

COLOURS = ".form button {{ background: {accent}; color: {text}; }}\n.form .tick input {{ accent-color: {accent}; }}\n"
LONG = "public, max-age=3600"
SHORT = "public, max-age=60"


@dataclass(frozen=True, slots=True)
class Look:
    """`name` is the company's as customers read it; without colours of its own a form has ours."""

    name: str
    logo_id: UUID | None = None
    accent: str = ""
    text: str = ""

    def shown(self, key: str) -> dict[str, Any]:
        """Return what a page needs of it: addresses change with what they lead to."""
        logo = f"/f/{key}/logo?{self.logo_id.hex}" if self.logo_id else ""
        style = f"/f/{key}/look.css?{self.accent[1:]}{self.text[1:]}" if self.accent else ""
        return {"company": self.name, "logo": logo, "style": style, "accent": self.accent, "text": self.text}


def look_of(asked: Asked) -> Look:
    """Return how forms of the account look now."""
    context = here()
    row = people.account(context.db, asked.account_id)
    context.release()
    if row is None:
        return Look("")
    accent, text = row.branding.get("accent", ""), row.branding.get("text", "")
    coloured = bool(COLOUR.fullmatch(accent) and COLOUR.fullmatch(text))
    name = row.branding.get("name") or row.name
    return Look(name, row.logo_id, accent if coloured else "", text if coloured else "")


def install(app: Flask, looked: Pace) -> None:
    """Serve logos and colours of forms that take something now, as often as forms themselves."""
    app.add_url_rule("/f/<key>/logo", "pages.form_logo", lambda key: _logo(looked, key))
    app.add_url_rule("/f/<key>/look.css", "pages.form_look", lambda key: _style(looked, key))


def _logo(looked: Pace, key: str) -> Response:
    """Show the account's logo; 404 where it has none. Any page may show it: whoever has the key sees it on the form."""
    answer = logo_of(_asked(looked, key).account_id)
    answer.headers["Cache-Control"] = LONG if request.query_string else SHORT
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def _style(looked: Pace, key: str) -> Response:
    look = look_of(_asked(looked, key))
    rules = COLOURS.format(accent=look.accent, text=look.text) if look.accent else ""
    answer = Response(rules, content_type="text/css; charset=utf-8")
    answer.headers["Cache-Control"] = LONG if request.query_string else SHORT
    return answer


def _asked(looked: Pace, key: str) -> Asked:
    wait = looked.take(network_of(request.remote_addr or ""))
    if wait:
        detail = f"Too many requests from your network. Try again in {wait} seconds."
        raise Problem(429, "too_often", detail, headers={"Retry-After": str(wait)})
    return here().services.forms.look(key) or missing("form")
