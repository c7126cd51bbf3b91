"""Who may do and see what, asked of the read model of people (ACC-10): the port `application.ports.Access`."""

from dataclasses import dataclass
from uuid import UUID

from domain.user.policy import permissions_of
from infrastructure.postgres.pool import Pool
from projections.people import queries as people

TRUSTED = frozenset({"system", "operator"})
"""Our own processes, and whoever runs the command line on the server itself."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What an actor may do, and which inboxes it sees; None is all of them."""

    permissions: frozenset[str]
    inboxes: frozenset[UUID] | None


NOTHING = Standing(frozenset(), frozenset())


class PeopleAccess:
    """Permissions and visibility of actors named `kind:id`."""

    def __init__(self, views: Pool) -> None:
        """Ask the read models of `views`."""
        self._views = views

    def may(self, account_id: UUID, actor: str, permission: str) -> bool:
        """See `application.ports.Access.may`."""
        kind = actor.partition(":")[0]
        return kind in TRUSTED or permission in self.standing(account_id, actor).permissions

    def sees(self, account_id: UUID, actor: str, inbox_id: UUID) -> bool:
        """See `application.ports.Access.sees`."""
        if actor.partition(":")[0] in TRUSTED:
            return True
        inboxes = self.standing(account_id, actor).inboxes
        return inboxes is None or inbox_id in inboxes

    def standing(self, account_id: UUID, actor: str) -> Standing:
        """Return what the actor may do and see; nothing for one that is unknown, inactive, revoked or foreign."""
        kind, _, name = actor.partition(":")
        with self._views.connection() as db:
            if kind == "user":
                user = people.user(db, account_id, UUID(name))
                if user is None or not user.active:
                    return NOTHING
                granted = permissions_of(tuple(user.roles), tuple(user.permissions))
                return Standing(granted, frozenset(people.visible_inboxes(db, account_id, user.user_id)))
            if kind == "token":
                token = people.token(db, UUID(name))
                if token is None or token.revoked_at is not None or token.account_id != account_id:
                    return NOTHING
                return Standing(frozenset(token.scopes), None)
        return NOTHING
