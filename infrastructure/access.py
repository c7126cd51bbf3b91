"""Who may do and see what, asked of the read model of people (ACC-10): the port `application.ports.Access`."""

from uuid import UUID

from api.standing import TRUSTED, Standing, standing
from infrastructure.postgres.pool import Pool


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
        """Return what the actor may do and see now: see `api.standing.standing`."""
        with self._views.connection() as db:
            return standing(db, account_id, actor)
