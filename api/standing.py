"""What an actor may do and which inboxes it sees at this moment: one rule for requests and for commands (ACC-10)."""

from dataclasses import dataclass
from uuid import UUID

from domain.user.policy import PERMISSIONS, permissions_of
from projections.common.db import Db
from projections.people import queries as people

TRUSTED = frozenset({"system", "operator"})
"""Our own processes, and whoever runs the command line on the server itself."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What an actor may do, and which inboxes it sees; None is all of them. `name` is a user's, as customers see it."""

    permissions: frozenset[str]
    inboxes: frozenset[UUID] | None
    name: str = ""

    def may(self, permission: str) -> bool:
        """See `application.ports.Standing.may`."""
        return permission in self.permissions

    def sees(self, inbox_id: UUID) -> bool:
        """See `application.ports.Standing.sees`."""
        return self.inboxes is None or inbox_id in self.inboxes


NOTHING = Standing(frozenset(), frozenset())
EVERYTHING = Standing(PERMISSIONS, None)
"""What those who are trusted may."""


def standing(db: Db, account_id: UUID, actor: str) -> Standing:
    """Return what `kind:id` may do and see; nothing for one that is unknown, inactive, revoked or foreign."""
    kind, _, name = actor.partition(":")
    if kind == "user":
        return user_standing(db, account_id, UUID(name))
    token = people.token(db, UUID(name)) if kind == "token" else None
    return NOTHING if token is None or token.account_id != account_id else token_standing(db, token)


def user_standing(db: Db, account_id: UUID, user_id: UUID) -> Standing:
    """Return what a user may do and see."""
    found = people.standing(db, account_id, user_id)
    if found is None:
        return NOTHING
    name, roles, permissions, inboxes = found
    return Standing(permissions_of(roles, permissions), frozenset(inboxes), name)


def token_standing(db: Db, token: people.Token) -> Standing:
    """Return what a token may do and see: of its scopes those its issuer has, and the inboxes its issuer sees, now.

    A token that another one issued goes back to the person, or the operator, at the beginning of that line, and ends
    with any token of it that is revoked. One an operator issued has its scopes and sees all inboxes.
    """
    issuer = people.issuer(db, token)
    if token.revoked_at is not None or issuer is None:
        return NOTHING
    kind, _, name = issuer.partition(":")
    if kind != "user":
        return Standing(frozenset(token.scopes), None)
    person = user_standing(db, token.account_id, UUID(name))
    return Standing(person.permissions.intersection(token.scopes), person.inboxes)
