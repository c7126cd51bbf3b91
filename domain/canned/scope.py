"""For whom something prepared is: everybody, those of an inbox or a team, or one person."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from domain.kernel.checks import one_of
from domain.kernel.refusal import InvalidInput

KINDS = ("everyone", "inbox", "team", "own")


@dataclass(frozen=True, slots=True)
class Scope:
    """`of_id` is the inbox, team or person; None for everybody."""

    kind: str
    of_id: UUID | None = None

    def checked(self) -> Self:
        """Return it. Raises `InvalidInput` for a kind that is not known, or the wrong number of ids."""
        one_of(self.kind, KINDS, "scope")
        if (self.of_id is None) is not (self.kind == "everyone"):
            raise InvalidInput("Name the inbox or team it is for; for everyone, name none.", field="scope_id")
        return self
