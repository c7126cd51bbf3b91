"""Signing in, signing out, choosing a password (API-06, SE-05).

Sign-ins are counted before the password is looked at: 5 wrong ones of an address and 50 of a peer in 15 minutes, all
processes together. A right password clears the count of its address.
"""

import hmac

from flask import request

from api.auth import COOKIE
from api.changes import answer
from api.context import Viewer, here
from api.operations import Answer, Routes, Values
from api.problems import Problem
from api.schemas.common import Changed, Empty
from api.schemas.session import LinkQuery, LinkState, Password, SignIn, Whoami
from api.services import Services, Session
from api.visibility import user_viewer
from application.user_self import SetPassword
from domain.kernel.envelope import Envelope

PER_ADDRESS, PER_PEER = 5, 50

routes = Routes(
    "session",
    "A browser signs in and gets a cookie; its unsafe requests repeat `csrf` in the header X-CSRF-Token."
    " Machines send a token as `Authorization: Bearer pr_...` instead.",
)


@routes.get("/session", answer=Whoami)
def whoami() -> Values:
    """Say who is signed in, with permissions, visible inboxes and the CSRF token."""
    return _whoami(here().viewer, here().session)


@routes.write("POST", "/session", body=SignIn, answer=Whoami, status=201, public=True, keyed=False)
def sign_in(body: Values) -> Answer:
    """Sign in. Any session the browser had ends; the new one has a new token.

    429 after 5 wrong passwords for an address, or 50 sign-ins of one peer, within 15 minutes.
    """
    context = here()
    services = context.services
    now, address = services.clock(), body["email"].strip().lower()
    _same_origin(services)
    key, peer = _key(services, "address", address), _key(services, "peer", request.remote_addr or "")
    wait = services.sessions.count_attempts({key: PER_ADDRESS, peer: PER_PEER}, now)
    if wait:
        detail = (
            f"Too many sign-ins. Wait {wait} s, or ask an administrator for a link to choose a new password."
        )
        raise Problem(429, "too_many_sign_ins", detail, headers={"Retry-After": str(wait)})
    login = services.credentials.login(address)
    verdict = services.passwords.verify(login.password_hash if login else None, body["password"])
    viewer = user_viewer(context.db, login.account_id, login.user_id) if login and verdict.right else None
    if login is None or viewer is None:
        raise Problem(
            401, "wrong_credentials", "The address or the password is wrong. Check both and try again."
        )
    context.release()
    if verdict.rehashed:
        services.credentials.keep_password(login.account_id, login.user_id, verdict.rehashed)
    services.sessions.forget_attempts(key)
    if COOKIE in request.cookies:
        services.sessions.end(request.cookies[COOKIE])
        context.memories.sessions.forget(request.cookies[COOKIE])
    token, session = services.sessions.start(login.account_id, login.user_id, now)
    cookie = f"{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax{_secure(services)}"
    return Answer(_whoami(viewer, session), 201, {"Set-Cookie": cookie})


@routes.write("DELETE", "/session", answer=Empty, status=204, keyed=False)
def sign_out() -> Answer:
    """End the session."""
    context = here()
    if context.session is not None:
        context.services.sessions.end(context.token)
        context.memories.sessions.forget(context.token)
    expired = f"{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{_secure(context.services)}"
    return Answer(None, 204, {"Set-Cookie": expired})


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
    password_hash = services.passwords.hash(body["password"])
    if services.links.redeem(body["token"], now) is None:
        raise _used_up()
    env = Envelope(
        invitation.account_id,
        f"user:{invitation.user_id}",
        now,
        context.request_id,
        context.request_id,
        services.new_id(),
    )
    outcome = services.bus.dispatch(SetPassword(invitation.user_id, password_hash=password_hash), env)
    services.sessions.end_all(invitation.user_id)
    return answer(invitation.user_id, outcome)


def _used_up() -> Problem:
    return Problem(
        410, "link_used_up", "This link is used, expired or unknown. Ask an administrator for a new one."
    )


def _whoami(viewer: Viewer, session: Session | None) -> Values:
    return {
        "account_id": viewer.account_id,
        "actor": viewer.actor,
        "user_id": viewer.user_id,
        "permissions": sorted(viewer.permissions),
        "inboxes": sorted(viewer.inboxes),
        "csrf": session.csrf if session else None,
    }


def _key(services: Services, kind: str, value: str) -> bytes:
    return hmac.digest(services.secrets.of_installation(), f"sign_in\x1f{kind}\x1f{value}".encode(), "sha256")


def _secure(services: Services) -> str:
    return "; Secure" if services.settings.secure_cookies else ""


def _same_origin(services: Services) -> None:
    """Refuse a sign-in that another site's page sends: nobody is to be signed in as somebody else."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise Problem(403, "cross_site", f"Sign in from {services.settings.base_url}.")
