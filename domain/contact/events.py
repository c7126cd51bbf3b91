"""What happens to a contact. The data subject is the contact."""

from uuid import UUID

from domain.kernel.event import Event, Opening
from domain.kernel.personal import Personal


class ContactCreated(Opening):
    """Somebody unknown wrote, or was entered by hand (CON-01); `source` is a channel kind or manual."""

    TOPIC = "contact.created"
    OF = "contact"

    name: Personal[str]
    source: str


class IdentityAdded(Event):
    """The contact is reached by this value: `kind` is email, phone, page_scoped_id, whatsapp_id or cookie.

    `proven` is false of an address that somebody only typed in a chat, which gives way to whoever shows that it is theirs, and
    of a number typed in a form or a chat, until somebody calls or writes from it (SE-03).
    """

    TOPIC = "contact.identity_added"

    kind: str
    value: Personal[str]
    claim_id: UUID
    proven: bool = True


class IdentityRemoved(Event):
    """The contact is not reached by this identity any more; its claim is free from here on (CON-01)."""

    TOPIC = "contact.identity_removed"

    claim_id: UUID


class PrimaryIdentitySet(Event):
    """The contact is shown by this identity first: its own, or that of a contact merged into it."""

    TOPIC = "contact.primary_identity_set"

    claim_id: UUID


class ContactMerged(Event):
    """The contact counts for another from here on: a link, with undo; nothing is moved (CON-03)."""

    TOPIC = "contact.merged"

    merged_into: UUID


class ContactUnmerged(Event):
    """The contact counts for itself again (CON-03)."""

    TOPIC = "contact.unmerged"

    unmerged_from: UUID


class ContactAbsorbed(Event):
    """Another contact was merged into this one: the other end of `ContactMerged`, in the same command (CON-03)."""

    TOPIC = "contact.absorbed"

    absorbed_id: UUID


class ContactReleased(Event):
    """A contact merged into this one stands for itself again: the other end of `ContactUnmerged` (CON-03)."""

    TOPIC = "contact.released"

    released_id: UUID


class ContactRenamed(Event):
    """The contact's name is now this."""

    TOPIC = "contact.renamed"

    name: Personal[str]


class ContactOwnerSet(Event):
    """A user looks after the contact; None is nobody (CON-02)."""

    TOPIC = "contact.owner_set"

    owner_id: UUID | None


class TicketAssociated(Event):
    """A ticket counts towards the contact's limit of associated objects (TKT-03)."""

    TOPIC = "contact.ticket_associated"

    ticket_id: UUID


class TicketDissociated(Event):
    """A ticket is not the contact's any more (TKT-03)."""

    TOPIC = "contact.ticket_dissociated"

    ticket_id: UUID


class FormSubmitted(Event):
    """A submission counts towards those of the contact that become tickets (FRM-08)."""

    TOPIC = "contact.form_submitted"

    submission_id: UUID


class ErasureRequested(Event):
    """The person is to be forgotten: identities are released from here on, so new mail is a new contact (PRV-08)."""

    TOPIC = "contact.erasure_requested"

    released_claims: tuple[UUID, ...]


class ContactErased(Event):
    """The keys are destroyed; this is the certificate (PRV-08).

    `subjects` are the destroyed keys' ids (the contact's and its originals'), `conversations` those of the contact,
    `mentions` the messages of other people whose views mask the erased person, and the conversations of ratings that do,
    `masks` keyed hashes of the addresses and names to mask there, `kept_originals` the intakes that belong to other people
    and stay sealed under those.
    """

    TOPIC = "contact.erased"

    subjects: tuple[UUID, ...]
    conversations: tuple[UUID, ...]
    mentions: tuple[UUID, ...]
    masks: tuple[str, ...]
    kept_originals: tuple[UUID, ...]


class MentionsMasked(Event):
    """More messages of other people, found after the erasure, mask the erased person too."""

    TOPIC = "contact.mentions_masked"

    mentions: tuple[UUID, ...]
    masks: tuple[str, ...]
    kept_originals: tuple[UUID, ...]
