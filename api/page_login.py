"""Coming back from Facebook: state, session, the pages on offer, and on to the channel's page (MSG-03)."""

import hmac
from urllib.parse import urlencode

from flask import Response, redirect, request

from api import cookies
from api.authorised import PAGE, viewer_in
from api.context import Context, here
from api.entering import envelope
from api.messenger import BegunLogin, LoginFailed
from application.messenger import BeginPageLogin, ConnectPage, begin_page_login
from domain.kernel.refusal import Refusal


def page_login() -> Response:
    """Keep the pages on offer, and go to the channel's page; `login` in its address says how that ended."""
    context = here()
    services = context.services
    kept = cookies.read(cookies.MESSENGER, services.settings)
    cookies.write(cookies.MESSENGER, "", services.settings)
    state = request.args.get("state", "")
    # the browser that began it, and no other: nobody connects a page by a link of somebody else
    if not state or not hmac.compare_digest(
        kept.encode("utf-8", "replace"), state.encode("utf-8", "replace")
    ):
        return _to(PAGE, "state")
    begun, viewer = services.messenger.take(state, services.clock()), viewer_in(context)
    if (
        begun is None
        or viewer is None
        or (viewer.account_id, viewer.user_id) != (begun.account_id, begun.user_id)
    ):
        return _to(PAGE, "state", popup=begun is not None and begun.popup)
    try:
        _finish(context, begun, viewer.actor)
    except LoginFailed as failed:
        return _to(f"{PAGE}/{begun.channel_id}", failed.code, popup=begun.popup)
    except Refusal as refused:
        return _to(f"{PAGE}/{begun.channel_id}", refused.code, popup=begun.popup)
    return _to(f"{PAGE}/{begun.channel_id}", "ok", popup=begun.popup)


def _finish(context: Context, begun: BegunLogin, actor: str) -> None:
    """Keep what Facebook offers; a channel that has its page already is let in anew with it, if it is among that."""
    services = context.services
    env = envelope(context, begun.account_id, actor)
    context.release()
    channel = services.bus.ask(BeginPageLogin(begun.channel_id), env, begin_page_login)
    at = services.clock()
    services.messenger.finish(begun, request.args.to_dict(), at)
    if channel.next_step or not channel.page.page_id:
        return
    offered = services.messenger.pages(begun.account_id, begun.channel_id, at) or ()
    same = next((one for one in offered if one.page_id == channel.page.page_id), None)
    if same is None:
        raise LoginFailed("role_missing")
    services.messenger.subscribe(same)
    command = ConnectPage(begun.channel_id, same.page_id, same.name, tuple(same.tasks), same.token)
    outcome = services.bus.dispatch(command, env)
    services.positions.wait_for(outcome.position, services.settings.wait_seconds, ("channel_list",))


def _to(page: str, ended: str, *, popup: bool = False) -> Response:
    answer = redirect(f"{page}?{urlencode({'login': ended, **({'popup': '1'} if popup else {})})}", 303)
    assert isinstance(answer, Response)  # noqa: S101 - Flask's own class
    return answer
