"""The rows of the inbox list a batch touches, with their past versions and what it does to the counters."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from domain.contact.events import ContactCreated, ContactRenamed, IdentityAdded
from domain.conversation.events import ConversationStarted
from domain.kernel.event import Event
from domain.sla.events import SlaBreached, SlaPromised, SlaReckoned, SlaWarned
from domain.ticket.events import TicketConversationLinked, TicketConversationUnlinked, TicketOpened
from projections.common.counters import bump
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.recorded import Recorded
from projections.common.rows import Rows
from projections.common.table import Key
from projections.inbox_list.mentions import Mentions
from projections.inbox_list.rows import (
    CONTACTS,
    CONVERSATIONS,
    COUNTERS,
    DUES,
    HISTORY,
    MESSAGES,
    ContactRow,
    ConversationRow,
    MessageRow,
    PastRow,
)
from projections.inbox_list.valued import Valued

OF_PROMISES: frozenset[type[Event]] = frozenset({SlaPromised, SlaReckoned, SlaWarned, SlaBreached})
OF_TICKETS: frozenset[type[Event]] = frozenset(
    {TicketOpened, TicketConversationLinked, TicketConversationUnlinked}
)
CONTACT_FACTS: frozenset[type[Event]] = frozenset({ContactCreated, ContactRenamed, IdentityAdded})
OF_CONTACTS = """
SELECT account_id, conversation_id
FROM inbox_list JOIN unnest(%b::uuid[], %b::uuid[]) AS k (account_id, contact_id) USING (account_id, contact_id)
"""


class InboxFold:
    """Everything a batch touches in this view."""

    def __init__(self, batch: Sequence[Recorded], db: Db, faces: Sequence[Key] = ()) -> None:
        """Read what a batch touches; `faces` are rows to be made anew of the messages they show."""
        self.db, self.faces = db, faces
        self.messages: list[MessageRow] = []
        grouped = Grouped(batch)
        created = grouped.keys((ContactCreated,), "originator_id")
        described = grouped.keys(CONTACT_FACTS, "originator_id") - created
        started = grouped.keys((ConversationStarted,), "originator_id")
        streams = grouped.keys(
            {type(event) for _, event in batch} - CONTACT_FACTS - OF_PROMISES - OF_TICKETS,
            "originator_id",
        )
        begun = grouped.keys((SlaPromised,), "originator_id")
        promises = grouped.keys(OF_PROMISES, "originator_id")
        self.dues = Rows(DUES, db, promises, new=begun)
        touched = (
            streams
            | grouped.keys({*OF_TICKETS, SlaPromised}, "conversation_id")
            | _conversations_of(db, described)
            | set(faces)
        )
        self.rows = Rows(CONVERSATIONS, db, touched, new=started)
        shown = described | grouped.keys((ConversationStarted,), "contact_id")
        self.contacts = Rows(CONTACTS, db, shown, new=created)
        self._of_dues, self._started = bool(promises - begun), started
        self.mentions = Mentions()
        self._history: list[PastRow] = []
        self._deltas: Counter[Key] = Counter()
        self._by_contact: dict[UUID, list[ConversationRow]] = {}

    def look(self) -> None:
        """See how the rows stood before the batch."""
        if self._of_dues:
            self.rows.fetch({(due.account_id, due.conversation_id) for due in self.dues} - self._started)
        for row in self.rows:
            self._count(row, -1)
            self._by_contact.setdefault(row.contact_id, []).append(row)
        self._valued = Valued(self.rows)

    def start(self, row: ConversationRow) -> None:
        """Take a new conversation in."""
        self.rows.add(row)
        self._by_contact.setdefault(row.contact_id, []).append(row)

    def row(self, event: Event) -> ConversationRow:
        """Return the row of the conversation whose stream the event is in."""
        return self.rows[event.envelope.account_id, event.originator_id]

    def rows_of(self, contact: ContactRow) -> Sequence[ConversationRow]:
        """Return the conversations of a contact."""
        return self._by_contact.get(contact.contact_id, ())

    def touch(self, row: ConversationRow, position: int, event: Event) -> None:
        """Begin a new version of the row, unless the command that made the present one goes on."""
        command_id = event.envelope.command_id
        if command_id is None or command_id != row.command_id:
            self._history.append(PastRow(*(*CONVERSATIONS.values_of(row), position)))
            row.valid_from, row.command_id = position, command_id
        row.position = position

    def save(self) -> None:
        """Write everything."""
        for row in self.rows:
            self._count(row, 1)
        self.rows.save()
        self.contacts.save()
        self.dues.save()
        self._valued.save(self.rows, self.db)
        HISTORY.insert(self.db, self._history)
        MESSAGES.insert(self.db, self.messages)
        self.mentions.save(self.db)
        bump(self.db, COUNTERS, self._deltas)

    def _count(self, row: ConversationRow, n: int) -> None:
        for scope in scopes_of(row):
            self._deltas[row.account_id, row.inbox_id, scope] += n


def scopes_of(row: ConversationRow) -> tuple[str, ...]:
    """Return the counters a conversation is in."""
    if row.shelf != "open":
        return (row.shelf,)
    whose = f"mine:{row.assignee_id}" if row.assignee_id else "unassigned"
    return ("open", whose, f"channel:{row.channel_id}")


def _conversations_of(db: Db, contacts: set[Key]) -> set[Key]:
    if not contacts:
        return set()
    accounts, ids = zip(*contacts, strict=True)
    return set(db.execute(OF_CONTACTS, [list(accounts), list(ids)]))
