"""Sessions of other accounts that a browser keeps beside the one it uses (UIX-01).

A person may have a user in several accounts, each with an address of its own. Each of these sessions was opened by its
own password, second step or provider; nothing here opens one. Their tokens stand in a cookie that is guarded as the
session's is, and they end as sessions do: idle, old, revoked, or signed out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from api import cookies
from api.context import Context, Viewer
from api.entering import envelope
from api.entrance import FULL, Session
from api.visibility import user_viewer
from application.access import NoteSignOut

MOST = 5
SEPARATOR = "."


@dataclass(frozen=True, slots=True)
class Kept:
    """A session that is kept beside, and who it is."""

    token: str
    session: Session
    viewer: Viewer


def kept(context: Context) -> list[Kept]:
    """Return the sessions kept beside that are still open, the one used last first."""
    return list(_alive(context, cookies.read(cookies.BESIDE, context.services.settings).split(SEPARATOR)))


def current(context: Context) -> Kept | None:
    """Return the session the browser uses, if it is signed in all the way."""
    token = cookies.read(cookies.SESSION, context.services.settings)
    return next(_alive(context, [token]), None)


def keep(context: Context, all_of_them: Iterable[Kept]) -> None:
    """Keep these beside, each user once; those beyond `MOST` end."""
    by_user: dict[UUID, Kept] = {}
    for one in all_of_them:
        by_user.setdefault(one.session.user_id, one)
    several = list(by_user.values())
    for one in several[MOST:]:
        end(context, one)
    text = SEPARATOR.join(one.token for one in several[:MOST])
    cookies.write(cookies.BESIDE, text, context.services.settings)


def end(context: Context, one: Kept) -> None:
    """End a session, as somebody who signs out does."""
    services, session = context.services, one.session
    services.sessions.end(one.token)
    context.memories.sessions.forget(one.token)
    note = NoteSignOut(session.user_id, session.session_id)
    services.bus.dispatch(note, envelope(context, session.account_id, one.viewer.actor))


def _alive(context: Context, tokens: Iterable[str]) -> Iterator[Kept]:
    now = context.services.clock()
    for token in list(filter(None, tokens))[:MOST]:
        session = context.services.sessions.find(context.db, token, now)
        if session is None or session.stage != FULL:
            continue
        viewer = user_viewer(context.db, session.account_id, session.user_id)
        if viewer is not None:
            yield Kept(token, session, viewer)
