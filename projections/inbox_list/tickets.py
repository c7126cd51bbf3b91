"""Which tickets a conversation has: those opened for it and those it was linked to, until it is no longer (TKT-04)."""

from uuid import UUID

from domain.ticket.events import TicketConversationLinked, TicketConversationUnlinked, TicketOpened
from projections.common.handlers import Handlers
from projections.inbox_list.fold import InboxFold


def register(on: Handlers[InboxFold]) -> None:
    """Add this function to the view's."""
    on(ticketed)


def ticketed(
    fold: InboxFold,
    position: int,
    event: TicketOpened | TicketConversationLinked | TicketConversationUnlinked,
) -> None:
    """The conversation has a ticket more, or less; the row shows the last one."""
    row = fold.rows[event.account_id, event.conversation_id]
    fold.touch(row, position, event)
    others = [one for one in row.tickets if one != str(event.originator_id)]
    gone = isinstance(event, TicketConversationUnlinked)
    row.tickets = others if gone else [*others, str(event.originator_id)]
    row.ticket_id = UUID(row.tickets[-1]) if row.tickets else None
