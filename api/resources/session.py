"""Signing in and out (API-06, SE-05): a password, perhaps a code; or a provider, see `api.resources.providers`."""

from uuid import UUID

from api import cookies
from api.beside import end, kept
from api.context import here, missing
from api.entering import enter, envelope, known_browser, leave, note_guessing, stage_after_password, whoami
from api.entrance import CODE, FULL
from api.guarding import (
    check_code,
    half,
    passwords_open,
    person,
    right_password,
    rules_of_password,
    same_origin,
    too_many,
    wrong_credentials,
)
from api.operations import Answer, Routes, Values
from api.problems import Problem
from api.schemas.common import Empty, list_of
from api.schemas.session import Code, Ended, OpenSession, SignIn, Whoami
from api.visibility import user_viewer
from application.access import NoteSessionsEnded, NoteSignOut
from domain.channels.email import normalise_address

routes = Routes(
    "session",
    "A browser signs in and gets a cookie; its unsafe requests repeat `csrf` in the header X-CSRF-Token."
    " Machines send a token as `Authorization: Bearer postroom_...` instead.",
)


@routes.get("/session", answer=Whoami, half=True)
def read_session() -> Values:
    """Say who is signed in, with permissions, visible inboxes and the CSRF token.

    With `next` the session is not signed in yet: `code` waits for POST /session/code, `enrol` for a second factor.
    """
    return whoami(here().viewer, here().session)


@routes.write("POST", "/session", body=SignIn, answer=Whoami, status=201, public=True, keyed=False)
def sign_in(body: Values) -> Answer:
    """Sign in. Any session the browser had ends; the new one has a new token.

    Wrong passwords make pauses that grow (429 with Retry-After): for an address from a network, for a network, and
    shortly for an address from everywhere; a browser that signed in before is counted by itself.
    """
    context = here()
    services, now = context.services, context.services.clock()
    same_origin(services)
    address = normalise_address(body["email"])
    login = services.credentials.login(address)
    browser = known_browser(context, login.user_id) if login else ""
    rules = rules_of_password(services, address, browser)
    wait, begins = services.guesses.take(rules, now)
    if wait:
        raise too_many(wait)
    verdict = services.passwords.verify(login.password_hash if login else None, body["password"])
    if login is None or not verdict.right:
        if login is not None and begins:
            note_guessing(context, login.account_id, login.user_id, "password")
        raise wrong_credentials()
    viewer = user_viewer(context.db, login.account_id, login.user_id)
    context.release()
    if viewer is None:
        raise wrong_credentials()
    if verdict.rehashed:
        services.credentials.keep_password(login.account_id, login.user_id, verdict.rehashed)
    right_password(services, rules)
    passwords_open(services, login)
    stage = stage_after_password(context, login.account_id, login.user_id)
    session = enter(context, viewer, stage, "password")
    return Answer(whoami(viewer if stage == FULL else half(viewer), session), 201)


@routes.write("POST", "/session/code", body=Code, answer=Whoami, keyed=False, half=True)
def give_code(body: Values) -> Answer:
    """Give the code of your app, or a recovery code, after the password; each opens once.

    Wrong ones make growing pauses. The session goes on under a new token.
    """
    context = here()
    user_id, session = person(context)
    if session.stage != CODE:
        raise Problem(409, "no_code_due", "No code is due. Sign in with your password first.")
    method = check_code(context, user_id, body["code"])
    viewer = user_viewer(context.db, context.account_id, user_id)
    context.release()
    if viewer is None:
        raise wrong_credentials()
    return Answer(whoami(viewer, enter(context, viewer, FULL, method)))


@routes.write("DELETE", "/session", answer=Empty, status=204, keyed=False, half=True)
def sign_out() -> Answer:
    """End the session, and those of other accounts that are kept beside it in this browser."""
    context = here()
    user_id, session = person(context)
    leave(context)
    if session.stage == FULL:
        context.services.bus.dispatch(
            NoteSignOut(user_id, session.session_id),
            envelope(context, context.account_id, context.viewer.actor),
        )
    for one in kept(context):
        end(context, one)
    cookies.write(cookies.BESIDE, "", context.services.settings)
    cookies.write(cookies.SESSION, "", context.services.settings)
    return Answer(None, 204)


@routes.get("/sessions", answer=list_of(OpenSession))
def sessions() -> Values:
    """List where you are signed in, what was used last first."""
    context = here()
    user_id, own = person(context)
    found = context.services.sessions.of_user(user_id, context.services.clock())
    return {
        "items": [
            {
                "session_id": one.session_id, "created_at": one.created_at, "seen_at": one.seen_at,
                "expires_at": one.expires_at, "client": one.client.address, "agent": one.client.agent,
                "current": one.session_id == own.session_id,
            }
            for one in found
        ]
    }  # fmt: skip


@routes.write("DELETE", "/sessions/<uuid:session_id>", answer=Empty, status=204, keyed=False)
def end_session(session_id: UUID) -> Answer:
    """End one of your sessions."""
    context = here()
    user_id, _ = person(context)
    if not context.services.sessions.end_one(user_id, session_id):
        missing("session")
    context.memories.sessions.forget_all()
    context.services.bus.dispatch(
        NoteSignOut(user_id, session_id), envelope(context, context.account_id, context.viewer.actor)
    )
    return Answer(None, 204)


@routes.write("POST", "/sessions/end-others", answer=Ended, keyed=False)
def end_others() -> Values:
    """End all your sessions but this one."""
    context = here()
    user_id, own = person(context)
    ended = context.services.sessions.end_all(user_id, but=own.session_id)
    context.memories.sessions.forget_all()
    if ended:
        context.services.bus.dispatch(
            NoteSessionsEnded(user_id, "own_choice"),
            envelope(context, context.account_id, context.viewer.actor),
        )
    return {"ended": ended}
