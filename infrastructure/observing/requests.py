"""What is kept of requests: a line each, and figures by route."""

import logging
from collections.abc import Iterable
from uuid import UUID

from infrastructure.observing.about import begin
from infrastructure.observing.figures import Shown, Times

PROBES = frozenset({"/health", "/ready"})
SERVER_ERRORS = 500
logger = logging.getLogger(__name__)


class Requests:
    """Satisfies `api.observing.Observer`."""

    def __init__(self) -> None:
        self._times = Times("postroom_request_seconds", "Requests answered.", "method", "route", "status")

    def shown(self) -> Iterable[Shown]:
        """Return the figures."""
        return (self._times.shown(),)

    def asked(self, request_id: UUID) -> None:
        """See `api.observing.Observer.asked`."""
        begin(correlation=request_id)

    def answered(self, method: str, route: str, status: int, seconds: float, account_id: UUID | None) -> None:
        """See `api.observing.Observer.answered`; probes are heard only at the level debug."""
        self._times.add(seconds, method, route, str(status))
        level = logging.WARNING if status >= SERVER_ERRORS else logging.INFO
        if route in PROBES and status < SERVER_ERRORS:
            level = logging.DEBUG
        if logger.isEnabledFor(level):
            duration = round(seconds * 1000, 1)
            ids = {"method": method, "route": route, "status": status, "duration_ms": duration}
            logger.log(level, "answered", extra=ids | {"account": account_id})
