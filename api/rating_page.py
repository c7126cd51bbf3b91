"""The page on which a customer rates a conversation: by the link of the mail, without signing in and without scripts.

Looking at it changes nothing, so whatever opens links in mails to check them rates nothing; the score in a link only
preselects. What is dead, unknown or forgotten looks the same.
"""

from urllib.parse import parse_qs

from flask import Flask, Response, redirect, render_template, request

from api.behind import counted_as
from api.buckets import Buckets
from api.context import here, missing
from api.entering import envelope
from api.rating_words import LANGUAGES, WORDS
from api.ratings import Invited
from api.resources.logo import logo_of
from api.throttle import RATINGS_BY_LINK, key_of
from application.asked import QUESTION, SCALE
from application.csat import LookAtRating, RateConversation, Shown, look_at_rating
from domain.csat.rating import BEST, LONGEST_COMMENT, RatingClosed
from domain.kernel.envelope import Envelope

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
FORM = "application/x-www-form-urlencoded"
LONGEST_BODY = 32_768
"""Every character of a comment takes up to twelve bytes in a form."""
MOST_FIELDS = 8
PER_SECOND, BURST = 1.0, 40
SCORES = {str(score): score for score in range(1, BEST + 1)}


def install(app: Flask) -> None:
    """Serve the page."""
    callers = Buckets(PER_SECOND, BURST)
    app.add_url_rule(
        "/rate/<token>", "pages.rate", lambda token: _page(callers, token), methods=["GET", "POST"]
    )
    app.add_url_rule("/rate/<token>/logo", "pages.rate_logo", lambda token: _logo(callers, token))


def _page(callers: Buckets, token: str) -> Response:
    context = here()
    services = context.services
    wait = callers.take(counted_as(request.remote_addr or ""))
    if wait:
        return _closed(429, "often", "wait", wait)
    invited = services.rating_links.look(token, services.clock())
    if invited is None:
        return _closed(410, "over", "why")
    env = envelope(context, invited.account_id, f"contact:{invited.contact_id}")
    try:
        if request.method == "POST":
            return _take(invited, token, env)
        shown = services.bus.ask(LookAtRating(invited.conversation_id), env, look_at_rating)
    except RatingClosed:
        return _closed(410, "over", "why")
    chosen = SCORES.get(request.args.get("score", ""), shown.score)
    return _form(shown, chosen, token=token, kept="kept" in request.args and shown.score is not None)


def _logo(callers: Buckets, token: str) -> Response:
    """Show the account's logo to whom a link opens a page with it, and to nobody else."""
    services = here().services
    wait = callers.take(counted_as(request.remote_addr or ""))
    invited = None if wait else services.rating_links.look(token, services.clock())
    if invited is None:
        missing("logo")
    answer = logo_of(invited.account_id)
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def _take(invited: Invited, token: str, env: Envelope) -> Response:
    """Record the answer, or show the form again with what is wrong."""
    services = here().services
    shown = services.bus.ask(LookAtRating(invited.conversation_id), env, look_at_rating)
    key = key_of(services.secrets.of_installation(), "rating", token)
    wait, _ = services.guesses.take({key: RATINGS_BY_LINK}, services.clock())
    if wait:
        return _closed(429, "often", "wait", wait)
    request.max_content_length = LONGEST_BODY
    fields = _fields()
    if fields is None:
        return _form(shown, shown.score, token=token, wrong="unreadable")
    score, comment = SCORES.get(fields.get("score", "")), _clean(fields.get("comment", ""))
    if score is None:
        return _form(shown, None, comment, token=token, wrong="choose")
    if len(comment) > LONGEST_COMMENT:
        return _form(shown, score, comment, token=token, wrong="long")
    services.bus.dispatch(RateConversation(invited.conversation_id, score, comment), env)
    answer = redirect(f"/rate/{token}?kept", 303)
    assert isinstance(answer, Response)  # noqa: S101 - Flask's own class
    return _guarded(answer)


def _fields() -> dict[str, str] | None:
    """Return what the form says; None where it is none."""
    if request.mimetype != FORM:
        return None
    data = request.get_data(cache=False)
    try:
        given = parse_qs(data.decode("ascii"), max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        return None
    return {name: values[-1] for name, values in given.items()}


def _clean(text: str) -> str:
    """Return a text as it can be kept: with line ends of one kind, and no NUL, which PostgreSQL does not take."""
    return text.replace("\r\n", "\n").replace("\0", "").strip()


def _form(
    shown: Shown, score: int | None, comment: str = "", *, token: str, kept: bool = False, wrong: str = ""
) -> Response:
    language = shown.language if shown.language in LANGUAGES else "en"
    html = render_template(
        "rate.html", language=language, words=WORDS[language], scale=SCALE[language], shown=shown, score=score,
        question=shown.question or QUESTION[language],
        comment=comment, token=token, kept=kept, wrong=wrong, longest=LONGEST_COMMENT,
    )  # fmt: skip
    return _html(html, language, 422 if wrong else 200)


def _closed(status: int, title: str, advice: str, wait: int = 0) -> Response:
    language = request.accept_languages.best_match(LANGUAGES) or "en"
    words = {**WORDS[language], "title": WORDS[language][title]}
    html = render_template("rate.html", language=language, words=words, title=title, advice=advice)
    answer = _html(html, language, status)
    if wait:
        answer.headers["Retry-After"] = str(wait)
    return answer


def _html(html: str, language: str, status: int) -> Response:
    answer = Response(html, status, content_type="text/html; charset=utf-8")
    answer.headers["Content-Language"] = language
    return _guarded(answer)


def _guarded(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
