"""Finds out who asks: a session's cookie, or a machine's bearer token (API-06)."""

import hmac
from hashlib import sha256
from uuid import UUID

from flask import request

from api import cookies
from api.behind import counted_as
from api.buckets import Buckets
from api.changes import POSITION, behind, is_behind, wait_for_position
from api.context import SIGN_IN, Context, Viewer, here
from api.entrance import CODE, ENROL, FULL, Session
from api.guarding import half
from api.memory import Memory
from api.models import read_models
from api.operations import Operation
from api.problems import Problem
from api.visibility import ends_soon, just_issued, parse_token, token_viewer, user_viewer, valid_token
from projections.people.queries import Token

COOKIE = cookies.SESSION
CSRF = "X-CSRF-Token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SECOND_STEP = {
    CODE: "You are not signed in yet. Give the code of your app: POST /api/v1/session/code.",
    ENROL: "Your account asks for a second factor. Set one first: POST /api/v1/second-factor.",
}


class Door:
    """Lets requests in: rate limit, session or token, CSRF, permission."""

    def __init__(self, callers: Buckets, accounts: Buckets, look_seconds: float) -> None:
        self._callers, self._accounts = callers, accounts
        self._looks: Memory[bytes, Viewer] = Memory(look_seconds / 3)

    def enter(self, context: Context, operation: Operation) -> None:
        """Set the context's viewer.

        Nobody waits for a position before it is known whose time that is; what they may do and see is read after it.

        Raises:
            Problem: 401 for nobody we know, 403 for a missing permission or CSRF token, 429 for too much, 503 where
                the read models do not reach the position asked for.

        """
        bearer = request.authorization
        if operation.public:
            self._limit(None)
        elif bearer is not None and bearer.type == "bearer":
            self._machine(context, operation, bearer.token or "")
        else:
            self._person(context, operation)
        if not operation.public:
            context.require(operation.permission)

    def again(self, context: Context, permission: str, *, fresh: bool) -> bool:
        """Look at the caller anew, as a long stream must; false where they may no longer be here.

        Streams of one caller share a look for some seconds, unless it must be `fresh`.
        """
        bearer = (request.authorization.token or "") if request.authorization else ""
        credential = sha256((context.token if context.session else bearer).encode()).digest()
        context.read_from(anywhere=False)
        viewer = self._looks.get(credential, lambda: _looked_at(context, bearer), fresh=fresh)
        context.viewer_or_none = viewer
        return viewer is not None and viewer.may(permission)

    def _machine(self, context: Context, operation: Operation, text: str) -> None:
        views = read_models(operation.view)
        # asked before the token is read, which then is as new as what the client asks for
        waiting = is_behind(views)
        token = _token(context, text)
        self._limit(f"token:{token.token_id}" if token else None, token.account_id if token else None)
        if waiting:
            parts = parse_token(text)
            if token is None and not (parts and just_issued(context.services, *parts)):
                # who made it up gets no thread to wait with
                raise behind()
            context.release()
            wait_for_position(views)
            token = _token(context, text)
        if token is None:
            detail = "This token opens nothing: it is unknown, revoked or expired. Issue another one."
            raise Problem(
                401, "bad_token", detail, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'}
            )
        context.viewer_or_none = token_viewer(context.db, token)
        services, now = context.services, context.services.clock()
        services.token_uses.note(token.account_id, token.token_id, now)
        if ends_soon(token, now) and token.expires_at is not None:
            context.said["Postroom-Token-Ends"] = token.expires_at.isoformat()

    def _person(self, context: Context, operation: Operation) -> None:
        token = cookies.read(cookies.SESSION, context.services.settings)
        session = _session(context, token)
        self._limit(f"user:{session.user_id}" if session else None, session.account_id if session else None)
        if session is None:
            return
        if request.method not in SAFE and not hmac.compare_digest(
            request.headers.get(CSRF, "").encode(), session.csrf.encode()
        ):
            detail = f"Send the header {CSRF} with the value of csrf from GET /api/v1/session."
            raise Problem(403, "csrf", detail)
        views = read_models(operation.view)
        if is_behind(views):
            context.release()
            wait_for_position(views)
        viewer = _user(context, session, fresh=POSITION in request.headers)
        if viewer is None:
            return
        if session.stage != FULL:
            if not operation.half:
                raise Problem(401, "second_step", SECOND_STEP[session.stage])
            viewer = half(viewer)
        context.viewer_or_none, context.session, context.token = viewer, session, token

    def _limit(self, caller: str | None, account_id: UUID | None = None) -> None:
        """Count a request, and let the answer say what is left; 429 where a caller or its account asks too much."""
        key = caller or f"address:{counted_as(request.remote_addr or '')}"
        wait, name, buckets = self._callers.take(key), "caller", self._callers
        if not wait and account_id is not None:
            key = f"account:{account_id}"
            wait = self._accounts.take(key)
            if wait:
                name, buckets = "account", self._accounts
            else:
                key = caller or key
        said = here().said
        said["RateLimit-Policy"] = f'"{name}";{buckets.policy}'
        said["RateLimit"] = f'"{name}";r={buckets.left(key)};t={wait or 1}'
        if wait:
            whose = "Your account asks" if name == "account" else "You ask"
            detail = f"Too many requests. {whose} more than is allowed; go on in {wait} s."
            raise Problem(429, "too_many_requests", detail, headers={"Retry-After": str(wait)})


def _token(context: Context, text: str) -> Token | None:
    parts, services = parse_token(text), context.services
    return parts and valid_token(context.db, services, *parts, services.clock())


def _looked_at(context: Context, bearer: str) -> Viewer | None:
    if context.session is None:
        token = _token(context, bearer)
        return token_viewer(context.db, token) if token else None
    context.memories.sessions.forget(context.token)
    session = _session(context, context.token)
    return _user(context, session, fresh=True) if session else None


def _session(context: Context, token: str) -> Session | None:
    services, now = context.services, context.services.clock()
    if not token:
        return None
    return context.memories.sessions.get(token, lambda: services.sessions.find(context.db, token, now))


def _user(context: Context, session: Session, *, fresh: bool) -> Viewer | None:
    account_id, user_id = session.account_id, session.user_id
    return context.memories.viewers.get(
        (account_id, user_id), lambda: user_viewer(context.db, account_id, user_id), fresh=fresh
    )


__all__ = ["COOKIE", "CSRF", "SIGN_IN", "Door"]
