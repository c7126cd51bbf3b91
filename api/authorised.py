"""Coming back from a mailbox's provider: state, session, whose mailbox it is, and on to the next step (EML-03, EML-06)."""

import hmac

from flask import Response, redirect, request

from api import cookies
from api.context import Context, Viewer, here
from api.entering import envelope
from api.entrance import FULL
from api.mailboxes import Begun, MailboxFailed
from api.visibility import user_viewer
from application.channel_authorisation import AuthoriseMailbox
from domain.kernel.refusal import Refusal

PAGE = "/settings/channels"


def authorised() -> Response:
    """Take the mailbox in, and go to its channel's page; `authorisation` in its address says what was wrong, if anything."""
    context = here()
    services = context.services
    kept = cookies.read(cookies.MAILBOX, services.settings)
    cookies.write(cookies.MAILBOX, "", services.settings)
    state = request.args.get("state", "")
    # the browser that began it, and no other: nobody connects a mailbox by a link of somebody else
    if not state or not hmac.compare_digest(
        kept.encode("utf-8", "replace"), state.encode("utf-8", "replace")
    ):
        return _to(PAGE, "state")
    begun = services.mailboxes.take(state, services.clock())
    viewer = viewer_in(context)
    if (
        begun is None
        or viewer is None
        or (viewer.account_id, viewer.user_id) != (begun.account_id, begun.user_id)
    ):
        return _to(PAGE, "state")
    page = f"{PAGE}/{begun.channel_id}"
    try:
        _take_in(context, viewer, begun)
    except MailboxFailed as failed:
        return _to(page, failed.code)
    except Refusal as refused:
        return _to(page, refused.code)
    return _to(page)


def _take_in(context: Context, viewer: Viewer, begun: Begun) -> None:
    """Exchange what came back, record it, and note from where on the mailbox is read."""
    services, code = context.services, request.args.get("code", "")
    if not code:
        raise MailboxFailed(services.mailboxes.refused(begun, request.args.to_dict()))
    at = services.clock()
    env = envelope(context, begun.account_id, viewer.actor)
    context.release()
    let = services.mailboxes.finish(begun, code, at)
    command = AuthoriseMailbox(
        begun.channel_id, provider=begun.provider, address=let.address, aliases=let.aliases, cloud=let.cloud,
        grant=let.grant,
    )  # fmt: skip
    outcome = services.bus.dispatch(command, env)
    services.mailboxes.read_from(begun, let, at)
    services.positions.wait_for(outcome.position, services.settings.wait_seconds, ("channel_list",))


def viewer_in(context: Context) -> Viewer | None:
    """Return who is signed in all the way in this browser."""
    services, token = context.services, cookies.read(cookies.SESSION, context.services.settings)
    session = services.sessions.find(context.db, token, services.clock()) if token else None
    if session is None or session.stage != FULL:
        return None
    return user_viewer(context.db, session.account_id, session.user_id)


def _to(page: str, wrong: str = "") -> Response:
    answer = redirect(f"{page}?authorisation={wrong}" if wrong else page, 303)
    assert isinstance(answer, Response)  # noqa: S101 - Flask's own class
    return answer
