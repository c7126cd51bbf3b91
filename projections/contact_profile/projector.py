"""How events change contacts' profiles."""

from collections.abc import Sequence

from domain.contact.events import (
    ContactAbsorbed,
    ContactCreated,
    ContactErased,
    ContactMerged,
    ContactOwnerSet,
    ContactReleased,
    ContactRenamed,
    ContactUnmerged,
    ErasureRequested,
    IdentityAdded,
    IdentityRemoved,
    PrimaryIdentitySet,
    TicketAssociated,
    TicketDissociated,
)
from domain.conversation.events import ConversationStarted
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.kernel.event import Event
from domain.kernel.personal import ERASED
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.handlers import Finish, Handlers
from projections.common.masking import Mask
from projections.common.projector import FORGETTING, Forgetting, PersonalView
from projections.common.recorded import Recorded
from projections.common.rows import Rows
from projections.common.table import Key
from projections.contact_profile.rows import CONTACTS, IDENTITIES, ContactRow, IdentityRow

LINKS = frozenset[type[Event]]({ContactMerged, ContactUnmerged, ContactAbsorbed, ContactReleased})
IDENTIFYING = frozenset[type[Event]]({IdentityAdded, IdentityRemoved, PrimaryIdentitySet})
OWN = (
    LINKS
    | IDENTIFYING
    | frozenset[type[Event]](
        {
            ContactCreated,
            ContactRenamed,
            ContactOwnerSet,
            TicketAssociated,
            TicketDissociated,
            ErasureRequested,
        }
    )
)
ABOUT = frozenset[type[Event]]({ConversationStarted, MessageReceived, MessagePosted})


class ContactProfile(PersonalView):
    """Contacts with their identities and counts."""

    name = "contact_profile"
    version = 3
    tables = ("contact_profile", "contact_profile_identities")

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return on.facts | FORGETTING

    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Apply events."""
        return on.fold(Fold, batch, db)

    def erase(self, event: ContactErased, db: Db) -> None:
        """Erase the name and let go of the identities; the counts stay, without a person."""
        whose = [event.account_id, event.originator_id]
        erased = f"UPDATE contact_profile SET name = '{ERASED}', erased_at = %s WHERE account_id = %s AND contact_id = %s"
        db.execute(erased, [event.timestamp, *whose])
        db.execute("DELETE FROM contact_profile_identities WHERE account_id = %s AND contact_id = %s", whose)

    def mask(self, event: Forgetting, mask: Mask, db: Db) -> None:  # noqa: ARG002  nothing here comes from messages
        """Keep up with the contact's stream."""
        version = "UPDATE contact_profile SET version = %s WHERE account_id = %s AND contact_id = %s"
        db.execute(version, [event.originator_version, event.account_id, event.originator_id])


class Fold:
    """The contacts and identities a batch touches."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        grouped = Grouped(batch)
        created = grouped.keys((ContactCreated,), "originator_id")
        own = grouped.keys(OWN, "originator_id") | grouped.keys((ContactMerged,), "merged_into")
        self.contacts = Rows(CONTACTS, db, own | grouped.keys(ABOUT, "contact_id"), new=created)
        known = grouped.keys((IdentityAdded, IdentityRemoved), "originator_id", "claim_id")
        self.identities = Rows(IDENTITIES, db, _of_old(known, created) | _released(batch))

    def look(self) -> None:
        """Take in the contacts that those touched count for."""
        while missing := {
            (row.account_id, row.merged_into)
            for row in self.contacts
            if row.merged_into and self.contacts.get((row.account_id, row.merged_into)) is None
        }:
            self.contacts.fetch(missing)

    def contact(self, event: Event) -> ContactRow:
        """Return the contact whose stream the event is in."""
        return self.contacts[event.envelope.account_id, event.originator_id]

    def standing(self, row: ContactRow) -> ContactRow:
        """Return the contact this one counts for."""
        while row.merged_into is not None:
            row = self.contacts[row.account_id, row.merged_into]
        return row

    def save(self) -> None:
        """Write everything."""
        self.contacts.save()
        self.identities.save()


def _of_old(identities: set[Key], created: set[Key]) -> set[Key]:
    return {key for key in identities if key[:2] not in created}


def _released(batch: Sequence[Recorded]) -> set[Key]:
    return {
        (event.account_id, event.originator_id, claim_id)
        for _, event in batch
        if isinstance(event, ErasureRequested)
        for claim_id in event.released_claims
    }


on: Handlers[Fold] = Handlers()


@on
def created(fold: Fold, position: int, event: ContactCreated) -> None:
    """Somebody unknown wrote, or was entered."""
    at = event.timestamp
    row = ContactRow(
        event.account_id, event.originator_id, event.name, event.source, owner_id=None, merged_into=None,
        primary_id=None, created_at=at, active_at=at, last_seen_at=None, conversation_count=0, message_count=0, ticket_count=0, erased_at=None,
        version=event.originator_version, position=position,
    )  # fmt: skip
    fold.contacts.add(row)


@on
def changed(
    fold: Fold,
    position: int,
    event: ContactRenamed | ContactOwnerSet | TicketAssociated | TicketDissociated | ErasureRequested,
) -> None:
    """The contact's own stream went on."""
    row = fold.contact(event)
    row.version, row.position = event.originator_version, position
    match event:
        case ContactRenamed():
            row.name = event.name
        case ContactOwnerSet():
            row.owner_id = event.owner_id
        case TicketAssociated():
            row.ticket_count += 1
        case TicketDissociated():
            row.ticket_count -= 1
        case ErasureRequested():
            for claim_id in event.released_claims:
                fold.identities.remove((row.account_id, row.contact_id, claim_id))


@on
def identified(
    fold: Fold, position: int, event: IdentityAdded | IdentityRemoved | PrimaryIdentitySet
) -> None:
    """What the contact is reached by is another."""
    row = fold.contact(event)
    row.version, row.position = event.originator_version, position
    match event:
        case IdentityAdded():
            fold.identities.add(
                IdentityRow(
                    row.account_id,
                    row.contact_id,
                    event.claim_id,
                    event.kind,
                    event.value,
                    event.proven,
                    position,
                )
            )
        case IdentityRemoved():
            fold.identities.remove((row.account_id, row.contact_id, event.claim_id))
        case PrimaryIdentitySet():
            row.primary_id = event.claim_id


@on
def linked(
    fold: Fold, position: int, event: ContactMerged | ContactUnmerged | ContactAbsorbed | ContactReleased
) -> None:
    """One end of a link was made or taken away."""
    row = fold.contact(event)
    row.version, row.position = event.originator_version, position
    match event:
        case ContactMerged():
            row.merged_into = event.merged_into
        case ContactUnmerged():
            row.merged_into = None
        case ContactAbsorbed():
            row.active_at = event.timestamp


@on
def conversation_started(fold: Fold, position: int, event: ConversationStarted) -> None:
    """One more conversation."""
    row = fold.contacts[event.account_id, event.contact_id]
    row.position = position
    row.conversation_count += 1
    row.active_at = fold.standing(row).active_at = event.timestamp


@on
def message(fold: Fold, position: int, event: MessageReceived | MessagePosted) -> None:
    """One more message; only what the contact wrote shows that they were here."""
    row = fold.contacts[event.account_id, event.contact_id]
    row.position = position
    row.message_count += 1
    if isinstance(event, MessageReceived):
        row.active_at = row.last_seen_at = fold.standing(row).active_at = event.timestamp
