"""What happens to a macro."""

from uuid import UUID

from domain.kernel.event import Event, Opening


class MacroCreated(Opening):
    """Deeds were put together; `actions` are {"do", ...} each, as `domain.macro.actions` says; `scope` as a canned reply's."""

    TOPIC = "macro.created"
    OF = "macro"

    name: str
    actions: tuple[dict[str, str], ...]
    scope: str
    scope_id: UUID | None


class MacroChanged(Event):
    """It is this now."""

    TOPIC = "macro.changed"

    name: str
    actions: tuple[dict[str, str], ...]
    scope: str
    scope_id: UUID | None


class MacroDeleted(Event):
    """It is offered no longer."""

    TOPIC = "macro.deleted"


class MacroRestored(Event):
    """It is offered again."""

    TOPIC = "macro.restored"
