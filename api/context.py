"""The request at hand: its services, its caller, and one connection to the read models."""

import hashlib
import json
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, NoReturn, cast
from uuid import UUID

from flask import current_app, g, request

from api.memory import Memory
from api.problems import Problem, not_found
from api.services import Services, Session
from domain.kernel.envelope import Envelope
from domain.kernel.ids import derived
from projections.common.db import Db
from projections.people import queries as people

LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: what they may do, and the inboxes they see (ACC-10)."""

    account_id: UUID
    actor: str
    user_id: UUID | None
    permissions: frozenset[str]
    inboxes: frozenset[UUID]

    def may(self, permission: str) -> bool:
        """Return whether the viewer has the permission."""
        return permission in self.permissions


class Memories:
    """What this process remembers for a moment; other processes do too, so a change takes that long everywhere."""

    def __init__(self, seconds: float) -> None:
        self.sessions: Memory[str, Session] = Memory(seconds)
        self.viewers: Memory[tuple[UUID, UUID], Viewer] = Memory(seconds)
        self.names: Memory[tuple[UUID, UUID], str] = Memory(seconds)


@dataclass(slots=True)
class Context:
    """One request's surroundings."""

    services: Services
    memories: Memories
    request_id: UUID
    viewer_or_none: Viewer | None = None
    session: Session | None = None
    token: str = ""
    """The session's token as the cookie brought it."""
    sent: Any = None
    """The JSON of the request's body."""
    said: dict[str, str] = field(default_factory=dict)
    """Headers for the answer, whatever it will be."""
    _open: ExitStack = field(default_factory=ExitStack)
    _db: Db | None = None
    _anywhere: bool = False

    @property
    def viewer(self) -> Viewer:
        """The caller; only operations that are not public may ask."""
        if self.viewer_or_none is None:
            raise Problem(401, "signed_out", SIGN_IN, headers={"WWW-Authenticate": "Bearer"})
        return self.viewer_or_none

    @property
    def account_id(self) -> UUID:
        """The caller's account: the only one a request can be about (SE-01)."""
        return self.viewer.account_id

    @property
    def db(self) -> Db:
        """The request's connection to the read models, taken at first use."""
        if self._db is None:
            lend = self.services.reads if self._anywhere else self.services.views
            self._db = self._open.enter_context(lend())
        return self._db

    def read_from(self, *, anywhere: bool) -> None:
        """Let `db` be a replica's too, or only the primary's: there is decided who may do what, and what is changed."""
        if anywhere != self._anywhere and self.services.reads is not self.services.views:
            self._anywhere = anywhere
            self.release()

    @property
    def reads_anywhere(self) -> bool:
        """Whether a connection is taken that may be a replica's."""
        return self._anywhere and self._db is not None

    def names(self, user_ids: Iterable[UUID]) -> dict[UUID, str]:
        """Return the names of users of the account; unknown ones are absent."""
        found = {user_id: self._name(user_id) for user_id in set(user_ids)}
        return {user_id: name for user_id, name in found.items() if name}

    def _name(self, user_id: UUID) -> str | None:
        account = self.account_id
        return self.memories.names.get(
            (account, user_id), lambda: people.names(self.db, account, [user_id]).get(user_id)
        )

    def release(self) -> None:
        """Give the connection back; the next use takes another."""
        self._db = None
        self._open.close()

    def require(self, permission: str) -> None:
        """Raise a 403 problem unless the caller has the permission, a 401 one where there is no caller at all."""
        viewer = self.viewer
        if permission and not viewer.may(permission):
            detail = f"This needs the permission {permission}. Ask an administrator of the account for it."
            raise Problem(403, "not_allowed", detail)

    def see(self, inbox_id: UUID | None, what: str) -> None:
        """Raise the 404 problem of `what` unless its inbox is the caller's to see; None is for all to see."""
        if inbox_id is not None and inbox_id not in self.viewer.inboxes:
            raise not_found(what)

    def envelope(self) -> Envelope:
        """Return the envelope of a command: its id comes from the Idempotency-Key, or is random (API-01)."""
        viewer, key = self.viewer, request.headers.get("Idempotency-Key", "")
        if len(key) > LONGEST_KEY:
            raise Problem(
                400, "bad_idempotency_key", f"Keep Idempotency-Key within {LONGEST_KEY} characters."
            )
        if key:
            self._as_before(key)
            command_id = derived(viewer.account_id, viewer.actor, request.method, request.path, key)
        else:
            command_id = self.services.new_id()
        return Envelope(
            viewer.account_id,
            viewer.actor,
            self.services.clock(),
            correlation_id=self.request_id,
            causation_id=self.request_id,
            command_id=command_id,
        )

    def _as_before(self, key: str) -> None:
        """Refuse another request under a key that was sent before: its answer would not be about it."""
        # the key makes the digest of a short text one that nobody can guess
        said = json.dumps([key, request.method, request.path, self.sent], sort_keys=True)
        fingerprint = hashlib.sha256(said.encode()).digest()
        key_id = derived(self.viewer.account_id, self.viewer.actor, "idempotency", key)
        self.release()
        if self.services.repeats.first(key_id, fingerprint, self.services.clock()) != fingerprint:
            detail = (
                "This Idempotency-Key was sent with another request before, so nothing was done. "
                "Choose a new key for a new request; a repeat is exactly what was sent the first time."
            )
            raise Problem(422, "idempotency_key_reused", detail)


SIGN_IN = "Sign in first: POST /api/v1/session, or send a token as Authorization: Bearer postroom_..."


def services() -> Services:
    """Return what this app was made with."""
    return cast("Services", current_app.extensions["postroom"])


def here() -> Context:
    """Return the request's context."""
    return cast("Context", g.postroom)


def missing(what: str) -> NoReturn:
    """Answer 404."""
    raise not_found(what)


def found(thing: Any, what: str) -> Any:
    """Return the thing, or answer 404 where it is None."""
    if thing is None:
        raise not_found(what)
    return thing
