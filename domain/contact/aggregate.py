"""A contact: identities, owner, how many tickets, the contacts merged into it, and its erasure."""

from typing import Self
from uuid import UUID

from domain.contact import events
from domain.contact.refusals import (
    ContactErasedAlready,
    ContactIsMerged,
    ErasureNotReady,
    NotMerged,
    SameContact,
    TooManyIdentities,
)
from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event

MAX_IDENTITIES = 250
"""CON-03."""


class Contact(Aggregate):
    """A person outside. State holds ids, and whether they have a name: what identifies the person is in sealed fields of the events."""

    TOPIC = "contact"

    @classmethod
    def create(cls, contact_id: UUID, env: Envelope, *, name: str, source: str) -> Self:
        """Begin to know somebody; `source` is a channel's kind or manual (CON-01)."""
        return cls.open(events.ContactCreated, contact_id, env, name=name, source=source)

    def add_identity(
        self, env: Envelope, *, kind: str, value: str, claim_id: UUID, proven: bool = True
    ) -> None:
        """Let the contact be reached by `value`, whose claim the caller took; nothing if it is there already.

        Raises `TooManyIdentities` at 250, `ContactErasedAlready`.
        """
        self.must_be_kept()
        if claim_id in self.claims:
            return
        if len(self.claims) >= MAX_IDENTITIES:
            raise TooManyIdentities(
                f"A contact has at most {MAX_IDENTITIES} identities. Remove one, or make another contact."
            )
        self.record(events.IdentityAdded, env, kind=kind, value=value, claim_id=claim_id, proven=proven)

    def remove_identity(self, env: Envelope, claim_id: UUID) -> None:
        """Let the contact be reached so no longer; the caller releases the claim. Nothing if it is gone already.

        Raises `ContactErasedAlready`.
        """
        self.must_be_kept()
        if claim_id in self.claims:
            self.record(events.IdentityRemoved, env, claim_id=claim_id)

    def set_primary(self, env: Envelope, claim_id: UUID) -> None:
        """Show the contact by this identity, its own or that of one merged into it, first.

        Raises `ContactErasedAlready`, `ContactIsMerged`.
        """
        self._must_stand()
        if claim_id != self.primary:
            self.record(events.PrimaryIdentitySet, env, claim_id=claim_id)

    def rename(self, env: Envelope, name: str) -> None:
        """Give the contact another name. Raises `ContactErasedAlready`, `ContactIsMerged`."""
        self._must_stand()
        self.record(events.ContactRenamed, env, name=name)

    def set_owner(self, env: Envelope, owner_id: UUID | None) -> None:
        """Let a user look after the contact, or nobody (CON-02). Raises `ContactErasedAlready`, `ContactIsMerged`."""
        self._must_stand()
        if owner_id != self.owner_id:
            self.record(events.ContactOwnerSet, env, owner_id=owner_id)

    def associate_ticket(self, env: Envelope, ticket_id: UUID) -> None:
        """Count a ticket towards the limit of TKT-03. Raises `ContactErasedAlready`."""
        self.must_be_kept()
        self.record(events.TicketAssociated, env, ticket_id=ticket_id)

    def dissociate_ticket(self, env: Envelope, ticket_id: UUID) -> None:
        """Count a ticket no longer (TKT-03); the caller knows that it was counted."""
        self.record(events.TicketDissociated, env, ticket_id=ticket_id)

    def merge_into(self, env: Envelope, survivor_id: UUID) -> None:
        """Let the contact count for another from here on; what is known of it stays where it is (CON-03).

        Raises `ContactErasedAlready`, `ContactIsMerged` where it is merged already, `SameContact`.
        """
        self._must_stand()
        if survivor_id == self.id:
            raise SameContact("This is the same contact. Choose another one to merge it with.")
        self.record(events.ContactMerged, env, merged_into=survivor_id)

    def absorb(self, env: Envelope, merged_id: UUID) -> None:
        """Stand for another contact, too (CON-03). Raises `ContactErasedAlready`, `ContactIsMerged`."""
        self._must_stand()
        if merged_id not in self.absorbed:
            self.record(events.ContactAbsorbed, env, absorbed_id=merged_id)

    def unmerge(self, env: Envelope) -> UUID:
        """Stand for itself again; returns whom it counted for (CON-03). Raises `ContactErasedAlready`, `NotMerged`."""
        self.must_be_kept()
        if self.merged_into is None:
            raise NotMerged("This contact is not merged into another one.")
        into_id = self.merged_into
        self.record(events.ContactUnmerged, env, unmerged_from=into_id)
        return into_id

    def release(self, env: Envelope, merged_id: UUID) -> None:
        """Stand for the other no longer (CON-03); nothing if it does not."""
        if merged_id in self.absorbed:
            self.record(events.ContactReleased, env, released_id=merged_id)

    def submit(self, env: Envelope, submission_id: UUID) -> None:
        """Count a submission of a form (FRM-08)."""
        self.record(events.FormSubmitted, env, submission_id=submission_id)

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

    def must_be_kept(self) -> None:
        """Raise `ContactErasedAlready` where they were forgotten, or are being."""
        if self.erasing:
            raise ContactErasedAlready("This contact was erased. Create a new contact instead.")

    def _must_stand(self) -> None:
        self.must_be_kept()
        if self.merged_into is not None:
            raise ContactIsMerged(
                "This contact was merged into another one. Change that one, or unmerge this one first.",
                about=self.merged_into,
            )

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.ContactCreated():
                self.source, self.named = event.source, bool(event.name)
                self.claims: frozenset[UUID] = frozenset()
                self.cookies: frozenset[UUID] = frozenset()
                self.numbers: frozenset[UUID] = frozenset()
                self.typed: frozenset[UUID] = frozenset()
                self.primary: UUID | None = None
                self.owner_id: UUID | None = None
                self.merged_into: UUID | None = None
                self.absorbed: frozenset[UUID] = frozenset()
                self.tickets = self.submissions = 0
                self.erasing = False
                self.erased = False
            case events.ContactRenamed():
                self.named = bool(event.name)
            case events.IdentityAdded():
                self.claims |= {event.claim_id}
                self.cookies |= {event.claim_id} if event.kind == "cookie" else frozenset()
                self.numbers |= {event.claim_id} if event.kind == "phone" else frozenset()
                self.typed |= frozenset() if event.proven else {event.claim_id}
            case events.IdentityRemoved():
                self.claims -= {event.claim_id}
                self.cookies -= {event.claim_id}
                self.numbers -= {event.claim_id}
                self.typed -= {event.claim_id}
            case events.PrimaryIdentitySet():
                self.primary = event.claim_id
            case events.ContactOwnerSet():
                self.owner_id = event.owner_id
            case events.ErasureRequested():
                self.erasing = True
                self.claims = self.cookies = self.numbers = frozenset()
            case events.ContactErased():
                self.erased = True
            case _:
                self._evolve_links(event)
                self._evolve_counts(event)

    def _evolve_counts(self, event: Event) -> None:
        match event:
            case events.TicketAssociated():
                self.tickets += 1
            case events.TicketDissociated():
                self.tickets -= 1
            case events.FormSubmitted():
                self.submissions += 1

    def _evolve_links(self, event: Event) -> None:
        match event:
            case events.ContactMerged():
                self.merged_into = event.merged_into
            case events.ContactUnmerged():
                self.merged_into = None
            case events.ContactAbsorbed():
                self.absorbed |= {event.absorbed_id}
            case events.ContactReleased():
                self.absorbed -= {event.released_id}
