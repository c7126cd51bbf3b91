"""A page's channel: signing in at Facebook, choosing the page, and what it says by itself (MSG-02..05)."""

from collections.abc import Sequence
from uuid import UUID

from api import cookies
from api.changes import change, if_match
from api.context import found, here
from api.guarding import person
from api.messenger import LoginFailed, Page
from api.operations import Answer, Routes, Values
from api.problems import Problem
from api.schemas import messenger as shapes
from api.schemas.common import Changed
from api.schemas.sign_in import Onward
from application.messenger import BeginPageLogin, ConnectPage, SetMessengerGreeting, begin_page_login
from projections.channel_list import queries as channel_list

EDIT = "account_access"
ONE = "/channels/<uuid:channel_id>/messenger"
AWAY = "Facebook cannot be asked now. Try again, or ask who runs this installation."
WORDS = {
    "not_offered": "This installation is no app at Facebook. Ask who runs it to register one, and to set its id, secret and"
    " verify token.",
    "provider_refused": "Facebook refuses this page. Sign in there again, and leave every permission ticked.",
}

routes = Routes(
    "messenger", "Pages in Facebook Messenger: begin a channel of kind `messenger`, sign in, choose the page."
)


@routes.write(
    "POST", f"{ONE}/login", body=shapes.PageLogin, answer=Onward, permission=EDIT, body_required=False
)
def login(channel_id: UUID, body: Values) -> Values:
    """Begin to sign in at Facebook: go to `url`; Facebook sends the browser back to us.

    The browser then goes to the channel's page: `login` in its address is `ok` or says what was wrong. A connected channel
    that was lost is let in anew in the same way, by an administrator of the same page.
    """
    context = here()
    user_id, _ = person(context)
    services, account_id, env = context.services, context.account_id, context.envelope()
    context.release()
    services.bus.ask(BeginPageLogin(channel_id), env, begin_page_login)
    try:
        url, state = services.messenger.begin(
            account_id, channel_id, user_id, services.clock(), popup=bool(body.get("popup"))
        )
    except LoginFailed as failed:
        raise _failed(failed) from None
    cookies.write(cookies.MESSENGER, state, services.settings, cookies.FLOW_LASTS)
    return {"url": url}


@routes.get(f"{ONE}/pages", answer=shapes.PagesOnOffer, permission=EDIT)
def pages(channel_id: UUID) -> Values:
    """List the pages of whoever signed in for this channel; for half an hour, then sign in again (MSG-03, MSG-04)."""
    offered = _offered(channel_id)
    return {"logged_in": offered is not None, "items": [_shown(one) for one in offered or ()]}


@routes.write("PUT", f"{ONE}/page", body=shapes.ChosenPage, answer=Changed, permission=EDIT, versioned=True)
def page(channel_id: UUID, body: Values) -> Answer:
    """Step 1: choose one of the pages; we are told of its messages from here on (MSG-04)."""
    offered = _offered(channel_id)
    if offered is None:
        detail = "Sign in at Facebook first; what it offers is kept for half an hour."
        raise Problem(409, "login_needed", detail)
    chosen = next((one for one in offered if one.page_id == body["page_id"]), None)
    if chosen is None:
        raise Problem(
            422, "unknown_page", "That page is not on offer. Choose one of the list.", field="page_id"
        )
    version, services = if_match(), here().services
    if not chosen.reason:
        try:
            services.messenger.subscribe(chosen)
        except LoginFailed as failed:
            raise _failed(failed) from None
    command = ConnectPage(
        channel_id, chosen.page_id, chosen.name, tuple(chosen.tasks), chosen.token, expected_version=version
    )
    return change(command, channel_id)


@routes.write(
    "PUT", f"{ONE}/greeting", body=shapes.PageGreeting, answer=Changed, permission=EDIT, versioned=True
)
def greeting(channel_id: UUID, body: Values) -> Answer:
    """Step 2: set what is said at somebody's first conversation (MSG-05).

    What is said right after the first message, the instant reply, is in the channel's chatflow (`/channels/{id}/bot`), which
    connecting makes and switches on if there is none yet (MSG-02).
    """
    command = SetMessengerGreeting(channel_id, body["greeting"], expected_version=if_match())
    return change(command, channel_id)


def _offered(channel_id: UUID) -> Sequence[Page] | None:
    """Return the pages on offer for a channel that the asker sees; None where nobody signed in."""
    context = here()
    services, account_id = context.services, context.account_id
    row = channel_list.channel(context.db, account_id, tuple(context.viewer.inboxes), channel_id)
    found(row, "channel")
    context.release()
    return services.messenger.pages(account_id, channel_id, services.clock())


def _shown(one: Page) -> Values:
    return {
        "page_id": one.page_id, "name": one.name, "picture_url": "", "tasks": list(one.tasks),
        "may_connect": not one.reason, "reason": one.reason,
    }  # fmt: skip


def _failed(failed: LoginFailed) -> Problem:
    return Problem(409, failed.code, WORDS.get(failed.code, AWAY))
