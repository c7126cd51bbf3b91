"""What promises rest on, folded from the recorded events of a conversation: pure, so it can be told again at any time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domain.conversation import handling_events as handling
from domain.conversation import messages
from domain.conversation.calling_events import CallTaken
from domain.conversation.content import BY_PEOPLE
from domain.conversation.events import UNDONE, ConversationClosed, ConversationReopened
from domain.kernel.event import Event


@dataclass(slots=True)
class Facts:
    """Since when somebody waits for us, whether they ever got a reply, and while what was owed.

    The customer waits from their first message on that nobody answered. What is owed is owed while they wait, and the
    conversation is open and neither put off nor put away; `owed` are the spans of that which are over, since it was
    last opened, and `owed_since` is the beginning of one that is not.
    """

    waiting_since: datetime | None = None
    replied_at: datetime | None = None
    closed_at: datetime | None = None
    open: bool = True
    snoozed: bool = False
    folder: str = ""
    owed: list[tuple[datetime, datetime]] = field(default_factory=list)
    owed_since: datetime | None = None
    waited: datetime | None = None
    """Since when they waited when it was closed, for where that is undone."""
    answered: dict[UUID, datetime | None] = field(default_factory=dict)
    """Message of ours, or call -> since when they had waited, for one that is taken back."""

    def take(self, event: Event) -> None:
        """Take one event in."""
        match event:
            case messages.MessageReceived() if not event.automatic:
                self.waiting_since = self.waiting_since or event.timestamp
            case messages.MessagePosted() if event.origin in BY_PEOPLE:
                self.answered[event.message_id] = self.waiting_since
                self.waiting_since, self.replied_at = None, event.timestamp
            case CallTaken():
                self.answered[event.call_id] = self.waiting_since
                self.waiting_since, self.replied_at = None, event.timestamp
            case messages.SendCancelled():
                self._take_back(event.message_id)
            case ConversationClosed():
                self.open, self.closed_at = False, event.timestamp
                self.waited, self.waiting_since = self.waiting_since, None
            case ConversationReopened() if event.reason == UNDONE:
                self.open, self.closed_at, self.waiting_since = True, None, self.waited
            case ConversationReopened():
                self.open, self.closed_at, self.owed = True, None, []
            case handling.ConversationSnoozed() | handling.ConversationWoken():
                self.snoozed = isinstance(event, handling.ConversationSnoozed)
            case handling.ConversationFiled():
                self.folder = event.folder
        self._account(event.timestamp)

    def _take_back(self, message_id: UUID) -> None:
        before = self.answered.pop(message_id, None)
        if before is not None and (self.waiting_since is None or before < self.waiting_since):
            self.waiting_since = before
        if not self.answered:
            self.replied_at = None

    def _account(self, at: datetime) -> None:
        owing = self.open and not self.snoozed and not self.folder and self.waiting_since is not None
        if owing and self.owed_since is None:
            self.owed_since = at
        elif not owing and self.owed_since is not None:
            self.owed.append((self.owed_since, at))
            self.owed_since = None


def facts_of(events: Iterable[Event]) -> Facts:
    """Return the facts of a conversation's events, in their order."""
    facts = Facts()
    for event in events:
        facts.take(event)
    return facts
