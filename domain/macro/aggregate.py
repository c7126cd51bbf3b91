"""A macro: a name, what it does in this order, and for whom it is (CNV-02)."""

from dataclasses import dataclass, replace
from typing import Any, Self
from uuid import UUID

from domain.canned.aggregate import checked_name
from domain.canned.scope import Scope
from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.macro import actions, events


@dataclass(frozen=True, slots=True)
class Combined:
    """What somebody puts together."""

    name: str
    actions: tuple[actions.Action, ...]
    scope: Scope

    def checked(self) -> "Combined":
        """Return it as it is kept. Raises `InvalidInput`."""
        return replace(
            self,
            name=checked_name(self.name),
            actions=actions.checked(self.actions),
            scope=self.scope.checked(),
        )


class Macro(Aggregate):
    """State holds what it does and for whom it is."""

    TOPIC = "macro"

    combined: Combined
    deleted: bool

    @classmethod
    def create(cls, macro_id: UUID, env: Envelope, combined: Combined) -> Self:
        """Put deeds together. Raises `InvalidInput`."""
        return cls.open(events.MacroCreated, macro_id, env, **_fields(combined.checked()))

    def change(self, env: Envelope, combined: Combined) -> None:
        """Make it this; nothing if it is. Raises `InvalidInput`."""
        wanted = combined.checked()
        if wanted != self.combined:
            self.record(events.MacroChanged, env, **_fields(wanted))

    def delete(self, env: Envelope) -> None:
        """Offer it no longer; nothing if it is not offered."""
        if not self.deleted:
            self.record(events.MacroDeleted, env)

    def restore(self, env: Envelope) -> None:
        """Offer it again; nothing if it is offered."""
        if self.deleted:
            self.record(events.MacroRestored, env)

    @property
    def scope(self) -> Scope:
        """For whom it is."""
        return self.combined.scope

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.MacroCreated() | events.MacroChanged():
                scope = Scope(event.scope, event.scope_id)
                self.combined = Combined(event.name, event.actions, scope)
                if isinstance(event, events.MacroCreated):
                    self.deleted = False
            case events.MacroDeleted():
                self.deleted = True
            case events.MacroRestored():
                self.deleted = False


def _fields(combined: Combined) -> dict[str, Any]:
    return {
        "name": combined.name, "actions": combined.actions,
        "scope": combined.scope.kind, "scope_id": combined.scope.of_id,
    }  # fmt: skip
