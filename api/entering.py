"""The last step of every way in: an old session ends, a new one begins, and the log notes who came (SE-05, AUD-01)."""

from uuid import UUID

from flask import Response, after_this_request, request

from api import cookies, devices
from api.context import Context, Viewer, here
from api.entrance import ENROL, FULL, Client, Session
from api.operations import Values
from application.access import NoteGuessing, NoteSignIn
from application.bus import Command
from application.sign_in import DOOR
from domain.kernel.envelope import Envelope

LONGEST_AGENT = 200


def client() -> Client:
    """Return where the browser of this request is, and what it calls itself."""
    return Client(request.remote_addr or "", request.headers.get("User-Agent", "")[:LONGEST_AGENT])


def known_browser(context: Context, user_id: UUID) -> str:
    """Return the id under which this browser is known to a user, empty where it is not."""
    services = context.services
    cookie = cookies.read(cookies.BROWSER, services.settings)
    return devices.known_to(cookie, services.secrets.of_installation(), user_id, services.clock())


def enter(context: Context, viewer: Viewer, stage: str, method: str) -> Session:
    """Begin a session in place of the one the browser had; signed in by a `method` is noted, the browser remembered."""
    services, now = context.services, context.services.clock()
    user_id = viewer.user_id
    assert user_id is not None  # noqa: S101 - machines do not sign in
    leave(context)
    token, session = services.sessions.start(viewer.account_id, user_id, now, stage=stage, client=client())
    cookies.write(cookies.SESSION, token, services.settings)
    if stage == FULL and method:
        note = NoteSignIn(
            user_id, session.session_id, method,
            known_browser=bool(known_browser(context, user_id)), client=client().address,
        )  # fmt: skip
        services.bus.dispatch(note, envelope(context, viewer.account_id, viewer.actor))
        remember(context, user_id)
    context.session, context.token = session, token
    return session


def remember(context: Context, user_id: UUID) -> None:
    """Let this browser be known to the user from here on."""
    services = context.services
    value = devices.remembered(
        cookies.read(cookies.BROWSER, services.settings),
        services.secrets.of_installation(),
        user_id,
        services.clock(),
    )
    cookies.write(cookies.BROWSER, value, services.settings, devices.LASTS)


def leave(context: Context) -> None:
    """End the session whose cookie the browser sent, if it sent one."""
    token = cookies.read(cookies.SESSION, context.services.settings)
    if token:
        context.services.sessions.end(token)
        context.memories.sessions.forget(token)


def stage_after_password(context: Context, account_id: UUID, user_id: UUID) -> str:
    """Return how far a right password lets a user: a code is due, a second factor must be set, or all the way."""
    services = context.services
    if services.factors.enabled(account_id, user_id):
        return "code"
    return ENROL if services.sign_in_of(account_id).rules.second_factor else FULL


def envelope(context: Context, account_id: UUID, actor: str) -> Envelope:
    """Return the envelope of something that happens once, because of this request."""
    new_id, now = context.services.new_id, context.services.clock()
    return Envelope(account_id, actor, now, context.request_id, context.request_id, new_id())


def note_guessing(context: Context, account_id: UUID, user_id: UUID, step: str) -> None:
    """Let the log say that somebody guesses, after the answer is gone: its time tells nobody whether there is such a user."""
    bus, env = context.services.bus, envelope(context, account_id, DOOR)
    command: Command = NoteGuessing(user_id, step)

    @after_this_request
    def _later(response: Response) -> Response:
        response.call_on_close(lambda: bus.dispatch(command, env))
        return response


def whoami(viewer: Viewer, session: Session | None) -> Values:
    """Return the shape `Whoami`."""
    return {
        "account_id": viewer.account_id,
        "actor": viewer.actor,
        "user_id": viewer.user_id,
        "permissions": sorted(viewer.permissions),
        "inboxes": sorted(viewer.inboxes),
        "csrf": session.csrf if session else None,
        "next": None if session is None or session.stage == FULL else session.stage,
        "position": here().services.positions.position(),
    }
