"""Whether the process lives, and whether it can serve."""

from marshmallow import Schema

from api.context import services
from api.operations import Answer, Routes
from api.schemas.common import choice

routes = Routes("health", "Probes for supervisors and load balancers.")


class Health(Schema):
    """How it is."""

    status = choice("How it is.", "ok", "unavailable")


@routes.get("/health", answer=Health, public=True)
def health() -> dict[str, str]:
    """Say that the process lives. It asks nothing else: a database away for a while is no reason to restart it."""
    return {"status": "ok"}


@routes.get("/ready", answer=Health, public=True)
def ready() -> Answer:
    """Say whether requests can be served now; 503 while the database does not answer."""
    return Answer({"status": "ok"}) if services().ready() else Answer({"status": "unavailable"}, 503)
