"""A chat that asks for consent, whose administrator looks at the ledger over HTTP."""

from typing import Any
from uuid import UUID

from tests.support.agreeing import Agreeing
from tests.support.api import Client, Served


class Ledger(Agreeing):
    """A chat that asks, whose administrator looks at it over HTTP."""

    def __init__(self, api: Served, mode: str = "explicit") -> None:
        super().__init__(api.world(), mode)
        self.api, self.client = api, api.client(self.world)
        self.position = self.world.ports.log.last_position  # type: ignore[attr-defined]

    def rows(self, query: str = "") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.client.read(f"/consents?{query}")["items"]
        return found

    def of(self, contact: UUID, query: str = "", client: Client | None = None) -> list[dict[str, Any]]:
        asker = client or self.client
        found: list[dict[str, Any]] = asker.read(f"/contacts/{contact}/consents?{query}")["items"]
        return found
