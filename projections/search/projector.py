"""How events change what can be found."""

from collections.abc import Sequence

from domain.call.events import CallTranscribed
from domain.contact.events import ContactCreated, ContactErased, ContactRenamed, IdentityAdded
from domain.conversation.handling_events import NoteWithdrawn, NoteWritten
from domain.conversation.messages import MessagePosted, MessageReceived, SendCancelled
from domain.conversation.placing_events import MessagesMovedIn
from domain.kernel.event import Event
from projections.common.arrays import Lexemes
from projections.common.db import Db
from projections.common.handlers import Finish, Handlers
from projections.common.masking import Mask
from projections.common.projector import FORGETTING, Forgetting, PersonalView
from projections.common.recorded import Recorded
from projections.common.unread import UNREAD
from projections.search import forgetting, vectors
from projections.search.fold import SearchFold
from projections.search.rows import ContactRow, FoundRow, TextRow


class Search(PersonalView):
    """Messages, notes and contacts by their words."""

    name = "search"
    version = 3
    tables = ("search", "search_texts", "search_blocks", "search_contacts")
    apart = True

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return on.facts | FORGETTING

    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Apply events."""
        return on.fold(SearchFold, batch, db)

    def erase(self, event: ContactErased, db: Db) -> None:
        """Remove the contact, and what they wrote and were written."""
        forgetting.erase(db, event)

    def mask(self, event: Forgetting, mask: Mask, db: Db) -> None:
        """Mask the messages that mention somebody erased, in their words too."""
        forgetting.mask(db, event, mask)


on: Handlers[SearchFold] = Handlers()
CALL = "call"
"""How a message is said that is a call."""


@on
def written(fold: SearchFold, _: int, event: MessageReceived | MessagePosted) -> None:
    """A message came or was written; a call is found by what was said in it, once that is known."""
    if isinstance(event, MessageReceived) and event.said == CALL:
        return
    files = [str(file["filename"]) for file in event.attachments if file.get("filename")]
    direction = "out" if isinstance(event, MessagePosted) else "in"
    people = [one for one in _others(event) if one]
    n = fold.number(event.account_id, event.timestamp)
    found = FoundRow(
        event.account_id, n, event.message_id, event.originator_id, event.contact_id, direction, event.timestamp,
        any(not file.get("inline") for file in event.attachments), Lexemes(),
    )  # fmt: skip
    said = event.unquoted if isinstance(event, MessageReceived) else event.text
    fold.add(found, TextRow(event.account_id, n, event.subject, people, files, said))


def _others(event: MessageReceived | MessagePosted) -> Sequence[str]:
    """Return the people of a message but ourselves: our own name and address would be found everywhere."""
    if isinstance(event, MessagePosted):
        return (*event.to, *event.cc, *event.bcc)
    beside = (*event.to, *event.cc)
    sender = "" if event.sender_why == "chat" else event.sender
    return (event.sender_name, sender, *(beside if len(beside) > 1 else ()))


@on
def transcribed(fold: SearchFold, _: int, event: CallTranscribed) -> None:
    """It is known what was said in a call."""
    n = fold.number(event.account_id, event.timestamp)
    found = FoundRow(
        event.account_id, n, event.originator_id, event.placed_in, event.contact_id, "in", event.timestamp,
        attached=False, words=Lexemes(),
    )  # fmt: skip
    fold.add(found, TextRow(event.account_id, n, "", (), (), event.text))


@on
def noted(fold: SearchFold, _: int, event: NoteWritten) -> None:
    """A colleague wrote a note."""
    n = fold.number(event.account_id, event.timestamp)
    found = FoundRow(
        event.account_id, n, event.note_id, event.originator_id, event.contact_id, "note", event.timestamp,
        attached=False, words=Lexemes(),
    )  # fmt: skip
    fold.add(found, TextRow(event.account_id, n, "", (), (), event.text))


@on
def taken_back(fold: SearchFold, _: int, event: NoteWithdrawn | SendCancelled) -> None:
    """Its author took a note back, or a message before it was sent."""
    gone = event.note_id if isinstance(event, NoteWithdrawn) else event.message_id
    fold.take_back(event.account_id, gone)


@on
def moved(fold: SearchFold, _: int, event: MessagesMovedIn) -> None:
    """Messages belong to another conversation."""
    fold.move(event.account_id, event.message_ids, event.originator_id)


@on
def contact_created(fold: SearchFold, _: int, event: ContactCreated) -> None:
    """Somebody new."""
    words = vectors.of_contact(event.account_id, event.name, ())
    fold.contacts.add(ContactRow(event.account_id, event.originator_id, event.name, (), words))


@on
def contact_described(fold: SearchFold, _: int, event: ContactRenamed | IdentityAdded) -> None:
    """A contact has another name, or an address more."""
    row = fold.contacts.get((event.account_id, event.originator_id))
    if row is None:
        return  # forgotten
    if isinstance(event, ContactRenamed):
        row.name = event.name
    elif event.kind not in UNREAD:
        row.addresses = [*row.addresses, event.value]
    row.words = vectors.of_contact(row.account_id, row.name, row.addresses)
