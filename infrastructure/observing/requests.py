"""What is kept of requests: a line each, and figures by route."""

import logging
from uuid import UUID

from infrastructure.observing.about import begin

PROBES = frozenset({"/health", "/ready"})
SERVER_ERRORS = 500
logger = logging.getLogger(__name__)


class Requests:
    """Satisfies `api.observing.Observer`."""

    def asked(self, request_id: UUID) -> None:
        """See `api.observing.Observer.asked`."""
        begin(correlation=request_id)

    def answered(self, method: str, route: str, status: int, seconds: float, account_id: UUID | None) -> None:
        """See `api.observing.Observer.answered`; probes are heard only at the level debug."""
        level = logging.WARNING if status >= SERVER_ERRORS else logging.INFO
        if route in PROBES and status < SERVER_ERRORS:
            level = logging.DEBUG
        if logger.isEnabledFor(level):
            duration = round(seconds * 1000, 1)
            ids = {"method": method, "route": route, "status": status, "duration_ms": duration}
            logger.log(level, "answered", extra=ids | {"account": account_id})
