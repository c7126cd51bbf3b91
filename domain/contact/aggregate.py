"""A contact: identities, owner, how many tickets, and its erasure."""

from typing import Self
from uuid import UUID

from domain.contact import events
from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import Refusal

MAX_IDENTITIES = 250
"""CON-03."""


class ContactErasedAlready(Refusal):
    """The person was, or is being, forgotten (PRV-08)."""

    code = "contact_erased"
    status = 410


class ErasureNotReady(Refusal):
    """The certificate comes after the request, and masks found later come after the certificate."""

    code = "erasure_not_ready"


class TooManyIdentities(Refusal):
    """The limit of linked identities is reached (CON-03)."""

    code = "too_many_identities"


class Contact(Aggregate):
    """A person outside. State holds ids only: what identifies the person is in sealed fields of the events."""

    TOPIC = "contact"

    @classmethod
    def create(cls, contact_id: UUID, env: Envelope, *, name: str, source: str) -> Self:
        """Begin to know somebody; `source` is a channel's kind or manual (CON-01)."""
        return cls.open(events.ContactCreated, contact_id, env, name=name, source=source)

    def add_identity(self, env: Envelope, *, kind: str, value: str, claim_id: UUID) -> None:
        """Let the contact be reached by `value`, whose claim the caller took; nothing if it is there already.

        Raises `TooManyIdentities` at 250, `ContactErasedAlready`.
        """
        self._must_be_kept()
        if claim_id in self.claims:
            return
        if len(self.claims) >= MAX_IDENTITIES:
            raise TooManyIdentities(
                f"A contact has at most {MAX_IDENTITIES} identities. Remove one, or make another contact."
            )
        self.record(events.IdentityAdded, env, kind=kind, value=value, claim_id=claim_id)

    def rename(self, env: Envelope, name: str) -> None:
        """Give the contact another name. Raises `ContactErasedAlready`."""
        self._must_be_kept()
        self.record(events.ContactRenamed, env, name=name)

    def set_owner(self, env: Envelope, owner_id: UUID | None) -> None:
        """Let a user look after the contact, or nobody (CON-02). Raises `ContactErasedAlready`."""
        self._must_be_kept()
        if owner_id != self.owner_id:
            self.record(events.ContactOwnerSet, env, owner_id=owner_id)

    def associate_ticket(self, env: Envelope, ticket_id: UUID) -> None:
        """Count a ticket towards the limit of TKT-03. Raises `ContactErasedAlready`."""
        self._must_be_kept()
        self.record(events.TicketAssociated, env, ticket_id=ticket_id)

    def request_erasure(self, env: Envelope, claims: tuple[UUID, ...]) -> None:
        """Begin to forget the person, whose claims the caller released; nothing if begun (PRV-08)."""
        if not self.erasing:
            self.record(events.ErasureRequested, env, released_claims=claims)

    def mark_erased(
        self,
        env: Envelope,
        *,
        subjects: tuple[UUID, ...],
        conversations: tuple[UUID, ...],
        mentions: tuple[UUID, ...],
        masks: tuple[str, ...],
        kept_originals: tuple[UUID, ...],
    ) -> None:
        """Certify that the keys are destroyed; nothing if certified. Raises `ErasureNotReady` without a request."""
        if not self.erasing:
            raise ErasureNotReady("Request the erasure of this contact first.")
        if not self.erased:
            self.record(
                events.ContactErased,
                env,
                subjects=subjects,
                conversations=conversations,
                mentions=mentions,
                masks=masks,
                kept_originals=kept_originals,
            )

    def mask_mentions(
        self,
        env: Envelope,
        *,
        mentions: tuple[UUID, ...],
        masks: tuple[str, ...],
        kept_originals: tuple[UUID, ...],
    ) -> None:
        """Mask the erased person in more messages of others. Raises `ErasureNotReady` before the certificate."""
        if not self.erased:
            raise ErasureNotReady("Erase this contact first; mentions are masked with it.")
        self.record(events.MentionsMasked, env, mentions=mentions, masks=masks, kept_originals=kept_originals)

    def _must_be_kept(self) -> None:
        if self.erasing:
            raise ContactErasedAlready("This contact was erased. Create a new contact instead.")

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.ContactCreated():
                self.source = event.source
                self.claims: frozenset[UUID] = frozenset()
                self.owner_id: UUID | None = None
                self.tickets = 0
                self.erasing = False
                self.erased = False
            case events.IdentityAdded():
                self.claims |= {event.claim_id}
            case events.ContactOwnerSet():
                self.owner_id = event.owner_id
            case events.TicketAssociated():
                self.tickets += 1
            case events.ErasureRequested():
                self.erasing = True
                self.claims = frozenset()
            case events.ContactErased():
                self.erased = True
