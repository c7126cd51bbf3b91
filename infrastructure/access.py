"""Who may do and see what, asked of the read model of people (ACC-10): the port `application.ports.Access`."""

from uuid import UUID

from api.standing import EVERYTHING, TRUSTED, Standing, standing
from infrastructure.postgres.pool import Pool


class PeopleAccess:
    """Permissions and visibility of actors named `kind:id`."""

    def __init__(self, views: Pool) -> None:
        """Ask the read models of `views`."""
        self._views = views

    def standing(self, account_id: UUID, actor: str) -> Standing:
        """See `application.ports.Access.standing`."""
        if actor.partition(":")[0] in TRUSTED:
            return EVERYTHING
        with self._views.connection() as db:
            return standing(db, account_id, actor)
