"""Finds out who asks: a session's cookie, or a machine's bearer token (API-06)."""

import hmac

from flask import request

from api.buckets import Buckets
from api.context import SIGN_IN, Context
from api.operations import Operation
from api.problems import Problem
from api.visibility import parse_token, token_viewer, user_viewer

COOKIE = "postroom_session"
CSRF = "X-CSRF-Token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Door:
    """Lets requests in: rate limit, session or token, CSRF, permission."""

    def __init__(self, buckets: Buckets) -> None:
        self._buckets = buckets

    def enter(self, context: Context, operation: Operation) -> None:
        """Set the context's viewer.

        Raises:
            Problem: 401 for nobody we know, 403 for a missing permission or CSRF token, 429 for too much.

        """
        if operation.public:
            self._limit(f"address:{request.remote_addr}")
            return
        bearer = request.authorization
        if bearer is not None and bearer.type == "bearer":
            self._machine(context, bearer.token or "")
        else:
            self._person(context)
        viewer = context.viewer_or_none
        self._limit(viewer.actor if viewer else f"address:{request.remote_addr}")
        context.require(operation.permission)

    def again(self, context: Context, permission: str) -> bool:
        """Look at the caller anew, as a long stream must; false where they may no longer be here."""
        if context.session is None:
            self._machine(context, (request.authorization.token or "") if request.authorization else "")
        else:
            context.memories.sessions.forget(context.token)
            self._person(context, fresh=True)
        viewer = context.viewer_or_none
        return viewer is not None and viewer.may(permission)

    def _machine(self, context: Context, text: str) -> None:
        parts, services = parse_token(text), context.services
        context.viewer_or_none = parts and token_viewer(context.db, services, *parts, services.clock())
        if context.viewer_or_none is None:
            detail = "This token opens nothing: it is unknown, revoked or expired. Issue another one."
            raise Problem(
                401, "bad_token", detail, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'}
            )

    def _person(self, context: Context, *, fresh: bool = False) -> None:
        services, token = context.services, request.cookies.get(COOKIE, "")
        context.viewer_or_none = None
        if not token:
            return
        memories, now = context.memories, services.clock()
        session = memories.sessions.get(token, lambda: services.sessions.find(context.db, token, now))
        if session is None:
            return
        account_id, user_id = session.account_id, session.user_id
        fresh = fresh or "Postroom-Position" in request.headers
        viewer = memories.viewers.get(
            (account_id, user_id), lambda: user_viewer(context.db, account_id, user_id), fresh=fresh
        )
        if viewer is None:
            return
        context.viewer_or_none, context.session, context.token = viewer, session, token
        if request.method not in SAFE and not hmac.compare_digest(
            request.headers.get(CSRF, "").encode(), session.csrf.encode()
        ):
            detail = f"Send the header {CSRF} with the value of csrf from GET /api/v1/session."
            raise Problem(403, "csrf", detail)

    def _limit(self, key: str) -> None:
        wait = self._buckets.take(key)
        if wait:
            detail = f"Too many requests. Go on in {wait} s."
            raise Problem(429, "too_many_requests", detail, headers={"Retry-After": str(wait)})


__all__ = ["COOKIE", "CSRF", "SIGN_IN", "Door"]
