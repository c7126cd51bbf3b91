"""Forms that anybody may send: their pages, the address that pages elsewhere send to, and the script that embeds them.

Everything works without scripts, without cookies and from any origin; nothing here knows who is signed in (FRM-01, FRM-10).
"""

import json
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Response, render_template, request

from api import form_look, form_tokens
from api.buckets import Paces
from api.context import here
from api.form_limits import FormLimits
from api.form_look import look_of
from api.form_reading import JSON, Posted, Unacceptable, posted
from api.form_script import script
from api.form_words import LANGUAGES, WORDS, said
from api.forms import Asked
from api.problems import Problem
from api.services import Services
from api.throttle import network_of
from application.submitted import Sending, packed
from application.uploads import Infected, NotScanned
from domain.form.answers import Wrong, answers, sender_of

LONGEST_PAGE, LONGEST_NONCE, LONGEST_PREFILL = 1_000, 200, 2_000
ANYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Content-Type, Idempotency-Key",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class Limits:
    """How much is taken, by network and by form; counted by all processes together while Redis is there (FRM-10)."""

    def __init__(self, bounds: FormLimits, paces: Paces) -> None:
        self.bounds = bounds
        self.asked = paces("form asked", bounds.asked_per_minute / 60, bounds.asked_at_once)
        self.looked = paces("form looked", bounds.asked_per_minute / 60, bounds.asked_at_once)
        self.sent = paces("form sent", bounds.sent_per_minute / 60, bounds.sent_at_once)
        self.of_form = paces("form", bounds.of_form_per_minute / 60, bounds.of_form_at_once)
        self.work = paces("form work", 1 / bounds.work_seconds, bounds.work_uses)


def install(app: Flask, services: Services) -> None:
    """Serve forms."""
    limits = Limits(services.settings.form_limits, services.paces)
    app.add_url_rule(
        "/f/<key>", "pages.form", lambda key: _anywhere(_serve(limits, key)), methods=["GET", "POST", "OPTIONS"],
        provide_automatic_options=False,
    )  # fmt: skip
    form_look.install(app, limits.looked)


def _anywhere(answer: Response) -> Response:
    answer.headers.update(ANYWHERE)
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _serve(limits: Limits, key: str) -> Response:
    if request.method == "OPTIONS":
        return Response(status=204)
    wait = limits.asked.take(network_of(request.remote_addr or ""))
    if wait:
        return _refused(None, (Wrong("", "too_often"),), 429, wait=wait)
    asked = here().services.forms.look(key.removesuffix(".js"))
    if asked is None:
        return _refused(None, (Wrong("", "not_open"),), 410)
    if request.method == "POST":
        return _take(limits, key.removesuffix(".js"), asked)
    return _shown(key, asked)


def _shown(key: str, asked: Asked) -> Response:
    if key.endswith(".js"):
        key = key.removesuffix(".js")
        return script(asked, key, look_of(asked).shown(key))
    if "token" in request.args:
        return _json({"token": _token(asked)}, 200)
    return _page(asked, sent="sent" in request.args)


def _take(limits: Limits, key: str, asked: Asked) -> Response:
    """Make what is sent durable, then say so; or refuse it, with everything that is wrong and the way out."""
    wait = limits.sent.take(network_of(request.remote_addr or "")) or limits.of_form.take(str(asked.form_id))
    if wait:
        return _refused(asked, (Wrong("", "too_often"),), 429, wait=wait)
    try:
        given = posted(limits.bounds)
        asked = _of_version(key, asked, given)
        _must_be_a_person(limits, asked, given)
        sender = _checked(asked, given)
    except Unacceptable as refused:
        return _refused(asked, refused.wrong, refused.status, refused.sent)
    definition = asked.definition
    sending = Sending(
        asked.form_id,
        asked.form_version,
        definition,
        _language(asked),
        given.sent,
        given.files,
        _from(given),
        _nonce(given),
    )
    here().services.forms.accept(asked, packed(sending), sender, request.remote_addr or "")
    thanks = definition.thanks or WORDS[_language(asked)]["thanks"]
    if not _wants_html():
        return _json({"accepted": True, "thanks": thanks, "redirect_url": definition.redirect_url}, 202)
    return Response(status=303, headers={"Location": definition.redirect_url or f"/f/{key}?sent"})


def _of_version(key: str, asked: Asked, given: Posted) -> Asked:
    """Return the version the page was made of: what was shown is what is judged (FRM-09)."""
    number = given.ours.get("version", "")
    if number.isascii() and number.isdigit() and len(number) < 10:  # noqa: PLR2004 - a number, not a flood of digits
        return here().services.forms.look(key, int(number)) or asked
    return asked


def _must_be_a_person(limits: Limits, asked: Asked, given: Posted) -> None:
    """Raise `Unacceptable` for what only machines do."""
    if given.ours.get("homepage"):
        raise Unacceptable(Wrong("postroom_homepage", "honeypot"), sent=given)
    services, token = here().services, given.ours.get("token", "")
    secret = services.secrets.of_account(asked.account_id)
    age = form_tokens.age(secret, asked.form_id, token, services.clock().timestamp())
    if age is not None and age < limits.bounds.fewest_seconds:
        raise Unacceptable(Wrong("", "too_fast"), sent=given)
    if asked.definition.proof_of_work:
        fresh = age is not None and age <= limits.bounds.work_seconds
        done = form_tokens.works(token, given.ours.get("work", ""), limits.bounds.work_bits)
        if not (fresh and done and not limits.work.take(token)):
            raise Unacceptable(Wrong("", "work"), sent=given)


def _checked(asked: Asked, given: Posted) -> str:
    """Return whose address was sent. Raises `Unacceptable` where a rule of the form is broken, or a file is infected."""
    found, wrong = answers(asked.definition, given.sent, given.file_fields)
    if wrong:
        raise Unacceptable(*wrong, sent=given)
    for file in given.files:
        try:
            here().services.uploads.check(file.data)
        except (Infected, NotScanned) as error:
            raise Unacceptable(Wrong(file.name, error.code), status=error.status, sent=given) from None
    return sender_of(found)


def _from(given: Posted) -> str:
    return (given.ours.get("page") or request.referrer or "")[:LONGEST_PAGE]


def _nonce(given: Posted) -> str:
    said = given.ours.get("nonce") or given.ours.get("token") or request.headers.get("Idempotency-Key", "")
    return said[:LONGEST_NONCE] or here().services.new_id().hex


def _token(asked: Asked, given: Posted | None = None) -> str:
    """Return a new token, or the one the page had: whoever puts something right was here for longer."""
    services, had = here().services, "" if given is None else given.ours.get("token", "")
    secret, now = services.secrets.of_account(asked.account_id), services.clock().timestamp()
    if form_tokens.age(secret, asked.form_id, had, now) is not None:
        return had
    return form_tokens.token(secret, asked.form_id, now, services.new_id())


def _language(asked: Asked | None) -> str:
    chosen = "auto" if asked is None else asked.definition.language
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or "en"


def _wants_html() -> bool:
    return (
        request.mimetype != JSON
        and request.accept_mimetypes["text/html"] > 0
        and "text/html" in str(request.accept_mimetypes)
    )


def _json(said_back: dict[str, object], status: int) -> Response:
    return Response(json.dumps(said_back), status, content_type=JSON)


def _refused(
    asked: Asked | None, wrong: tuple[Wrong, ...], status: int, given: Posted | None = None, *, wait: int = 0
) -> Response:
    language = _language(asked)
    labels = {} if asked is None else {one.name: one.label for one in asked.definition.fields}
    errors = [
        {
            "field": one.field,
            "rule": one.rule,
            "message": said(language, one, labels.get(one.field) or one.field),
        }
        for one in wrong
    ]
    if _wants_html() and asked is not None:
        answer = _page(asked, given=given, errors=errors, status=status)
    elif _wants_html():
        answer = _closed(language, "often" if status == HTTPStatus.TOO_MANY_REQUESTS else "closed", status)
    else:
        code = "invalid" if wrong[0].field else wrong[0].rule
        answer = Problem(status, code, errors[0]["message"], field=wrong[0].field, errors=errors).response()
    if wait:
        answer.headers["Retry-After"] = str(wait)
    return answer


def _key() -> str:
    return str((request.view_args or {})["key"]).removesuffix(".js")


def _page(
    asked: Asked,
    *,
    given: Posted | None = None,
    errors: list[dict[str, str]] | None = None,
    sent: bool = False,
    status: int = 200,
) -> Response:
    language, definition, look = _language(asked), asked.definition, look_of(asked).shown(_key())
    values = {} if given is None else given.sent
    brought = {name: request.args[name][:LONGEST_PREFILL] for name in request.args}
    hidden = {
        one.name: (values.get(one.name) or [brought.get(one.name, one.default)])[0]
        for one in definition.fields
        if one.hidden and not one.of_channel
    }
    html = render_template(
        "form.html", language=language, words=WORDS[language], definition=definition, values=values, hidden=hidden,
        errors=errors or [], wrong={one["field"]: one["message"] for one in errors or []}, sent=sent,
        work=here().services.settings.form_limits.work_bits, version=asked.form_version, token=_token(asked, given), title=definition.title or definition.name,
        look=look,
    )  # fmt: skip
    return _html(
        html,
        language,
        status,
        definition.redirect_url,
        scripts=definition.proof_of_work,
        pictures=bool(look["logo"]),
    )


def _closed(language: str, title: str, status: int) -> Response:
    words = WORDS[language]
    html = render_template(
        "form.html",
        language=language,
        words=words,
        definition=None,
        title=words[title],
        why=words[f"{title}_why"],
    )
    return _html(html, language, status, "")


def _html(
    html: str, language: str, status: int, leads_to: str, *, scripts: bool = False, pictures: bool = False
) -> Response:
    answer = Response(html, status, content_type="text/html; charset=utf-8")
    parts = urlsplit(leads_to)
    # browsers hold a form's redirects to the same rule as its address
    onward = f" {parts.scheme}://{parts.netloc}" if leads_to else ""
    answer.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'self'; form-action 'self'{onward}; frame-ancestors 'none'; base-uri 'none'"
        + ("; script-src 'self'" if scripts else "")
        + ("; img-src 'self'" if pictures else "")
    )
    answer.headers["Content-Language"] = language
    answer.headers["Vary"] = "Accept-Language"
    return answer
