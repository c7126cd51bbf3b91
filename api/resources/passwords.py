"""Choosing a password: by a one-time link, or a new one in place of one's own (API-06, SE-05)."""

from uuid import UUID

from flask import request

from api import throttle
from api.changes import answer
from api.context import Context, here
from api.entering import envelope
from api.guarding import check_password, person, same_origin, too_many
from api.operations import Answer, Routes, Values
from api.problems import Problem
from api.schemas.common import Changed, Empty
from api.schemas.session import LinkQuery, LinkState, OwnPassword, Password, PasswordReset
from api.throttle import key_of, network_of
from application.access import NoteSessionsEnded
from application.user_self import SetPassword
from domain.channels.email import normalise_address
from domain.user.passwords import must_be_good
from projections.people import queries as people

routes = Routes(
    "password", "Passwords: 10 characters or more, none that everybody tries, not one's own address."
)


@routes.write("POST", "/password/link", body=LinkQuery, answer=LinkState, public=True, keyed=False)
def look_at_link(body: Values) -> Values:
    """Say whether a one-time link still opens, without using it up."""
    services = here().services
    return {"opens": services.links.look(body["token"], services.clock()) is not None}


@routes.write("POST", "/password", body=Password, answer=Changed, public=True, keyed=False)
def choose_password(body: Values) -> Answer:
    """Choose a password by a one-time link; the link is used up, and all sessions of the user end."""
    context = here()
    services, now = context.services, context.services.clock()
    invitation = services.links.look(body["token"], now)
    if invitation is None:
        raise _used_up()
    account_id, user_id = invitation.account_id, invitation.user_id
    _must_be_good(context, account_id, user_id, body["password"])
    password_hash = services.passwords.hash(body["password"])
    if services.links.redeem(body["token"], now) is None:
        raise _used_up()
    env = envelope(context, account_id, f"user:{user_id}")
    outcome = services.bus.dispatch(SetPassword(user_id, password_hash=password_hash), env)
    _end_sessions(context, account_id, user_id)
    return answer(user_id, outcome)


@routes.write("PUT", "/password", body=OwnPassword, answer=Changed, keyed=False)
def change_password(body: Values) -> Answer:
    """Choose a new password; all your other sessions end. Wrong guesses at the present one make pauses."""
    context = here()
    user_id, session = person(context)
    check_password(context, user_id, body["current_password"])
    _must_be_good(context, context.account_id, user_id, body["password"])
    command = SetPassword(user_id, password_hash=context.services.passwords.hash(body["password"]))
    outcome = context.services.bus.dispatch(
        command, envelope(context, context.account_id, context.viewer.actor)
    )
    _end_sessions(context, context.account_id, user_id, but=session.session_id)
    return answer(user_id, outcome)


@routes.write(
    "POST", "/password/reset", body=PasswordReset, answer=Empty, status=204, public=True, keyed=False
)
def reset_password(body: Values) -> Answer:
    """Let a mail with a one-time link go to the address, if somebody signs in by it; it opens for an hour.

    The answer is the same, after the same work, whether there is such a person or not.
    """
    context = here()
    services = context.services
    same_origin(services)
    address, secret = normalise_address(body["email"]), services.secrets.of_installation()
    network = network_of(request.remote_addr or "")
    rules = {
        key_of(secret, "reset of address", address): throttle.RESETS_OF_ADDRESS,
        key_of(secret, "reset of network", network): throttle.RESETS_OF_NETWORK,
    }
    wait, _ = services.guesses.take(rules, services.clock())
    if wait:
        raise too_many(wait)
    services.ask_for_link(address)
    return Answer(None, 204)


def _must_be_good(context: Context, account_id: UUID, user_id: UUID, password: str) -> None:
    user = people.user(context.db, account_id, user_id)
    context.release()
    must_be_good(password, user.email if user else "", user.name if user else "")


def _end_sessions(context: Context, account_id: UUID, user_id: UUID, but: UUID | None = None) -> None:
    services = context.services
    ended = services.sessions.end_all(user_id, but=but)
    context.memories.sessions.forget_all()
    if ended:
        note = NoteSessionsEnded(user_id, "password")
        services.bus.dispatch(note, envelope(context, account_id, f"user:{user_id}"))


def _used_up() -> Problem:
    detail = "This link is used, expired or unknown. Ask for a new one, or let your administrator make one."
    return Problem(410, "link_used_up", detail)
