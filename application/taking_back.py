"""What writing a message did beside, given back as the message is taken back (CNV-09)."""

from collections.abc import Sequence

from application.ticket_links import unlink_begun
from application.unit import Unit
from domain.conversation.aggregate import Conversation, Status
from domain.conversation.content import TICKET
from domain.conversation.events import AssignmentDecided, ConversationClosed, ConversationReopened
from domain.conversation.handling import Folder
from domain.conversation.handling_events import ConversationFiled, ConversationSnoozed, ConversationWoken
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.kernel.event import Event
from domain.routing.policy import by_hand

WHY = "send_cancelled"
STATUS = (ConversationClosed, ConversationReopened)
SNOOZE = (ConversationSnoozed, ConversationWoken, ConversationFiled, ConversationClosed)


def give_back(unit: Unit, conversation: Conversation, posted: MessagePosted, events: Sequence[Event]) -> None:
    """Let the conversation be as it was before: open or closed, put off, whose it was; of a new mail put it away, and off its ticket.

    What somebody changed since stays, and all does once another message was written.
    """
    command = posted.envelope.command_id
    did = [one for one in events if command is not None and one.envelope.command_id == command]
    since = events[events.index(did[-1]) + 1 :] if did else events
    if not did or any(isinstance(one, MessagePosted | MessageReceived) for one in since):
        return
    before = _as_it_was(events[: events.index(did[0])])
    if before is None:
        conversation.file(unit.env, Folder.TRASH, WHY)
        if posted.written_from == TICKET:
            unlink_begun(unit, conversation, command)
        return
    if _is_theirs(STATUS, did, since):
        _stand(unit, conversation, before.status)
    answered_first = any(isinstance(one, AssignmentDecided) and one.source == "replier" for one in did)
    if answered_first and _is_theirs((AssignmentDecided,), did, since):
        source = "person" if before.assigned_by_person else "undone"
        conversation.assign(unit.env, by_hand(before.assignee_id, WHY), source, team_id=before.team_id)
    until = before.snoozed_until
    if until is not None and until > unit.env.at and _is_theirs(SNOOZE, did, since):
        conversation.snooze(unit.env, until)


def _as_it_was(events: Sequence[Event]) -> Conversation | None:
    state: Conversation | None = None
    for event in events:
        state = event.mutate(state)
    return state


def _stand(unit: Unit, conversation: Conversation, status: Status) -> None:
    if status is Status.OPEN:
        conversation.reopen(unit.env, WHY)
    else:
        conversation.close(unit.env, WHY)


def _is_theirs(kinds: tuple[type[Event], ...], did: Sequence[Event], since: Sequence[Event]) -> bool:
    """Whether the message's command was the last to do something of these kinds."""
    return any(isinstance(one, kinds) for one in did) and not any(isinstance(one, kinds) for one in since)
