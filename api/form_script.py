"""The script that puts a form into a page elsewhere: one request, no cookies, nothing global, styles of its own (FRM-10)."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from flask import Response, request

from api.context import here
from api.form_words import LANGUAGES, WORDS
from api.forms import Asked

HERE = Path(__file__).parent / "templates"
PLACE = "/*FORM*/"
TOLD = (
    "name",
    "label",
    "type",
    "required",
    "help",
    "options",
    "default",
    "minimum",
    "maximum",
    "shortest",
    "pattern",
)
SECONDS = 60
"""How long a browser may show a version before it asks whether there is a newer one."""


@cache
def _source() -> str:
    return (HERE / "form.js").read_text("utf-8")


def script(asked: Asked, key: str, look: Mapping[str, str]) -> Response:
    """Return the script of a form, in the language the form has, or the reader's; `look` is of its account (ACC-11)."""
    definition = asked.definition
    chosen = definition.language
    language = chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or "en"
    words = WORDS[language]
    said = {
        "key": key,
        "look": {name: look[name] for name in ("company", "logo", "accent", "text")},
        "version": asked.form_version,
        "language": language,
        "title": definition.title,
        "introduction": definition.introduction,
        "button": definition.button or words["send"],
        "thanks": definition.thanks or words["thanks"],
        "work": here().services.settings.form_limits.work_bits if definition.proof_of_work else 0,
        "words": {name: words[name] for name in ("optional", "choose", "wrong", "failed", "sending", "trap")},
        "fields": [
            {name: getattr(one, name) for name in TOLD} | {"longest": one.cap, "fills": one.fills}
            for one in definition.visible
        ],
        "hidden": {one.name: one.default for one in definition.fields if one.hidden and not one.of_channel},
    }
    # in a script as in HTML: nothing in it may end the element it stands in, nor a line
    data = json.dumps(said).replace("<", "\\u003c")
    body = _source().replace(PLACE, data, 1).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={SECONDS}", "Vary": "Accept-Language"}
    if request.headers.get("If-None-Match") == tag:
        return Response(status=304, headers=headers)
    return Response(body, content_type="text/javascript; charset=utf-8", headers=headers)
