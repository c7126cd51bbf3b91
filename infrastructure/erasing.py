"""Forgets a person, step by step, each step repeatable: a crash in between is finished by asking again (PRV-08)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from application.bus import Bus
from application.contact_facts import ContactFacts
from application.erasure import CertifyErasure, MaskMentions, RequestErasure
from application.ports import Facts, Secrets
from domain.contact.aggregate import Contact
from domain.contact.masking import is_maskable, masks_for
from domain.kernel.envelope import Envelope
from domain.kernel.refusal import NotFound, Refusal
from infrastructure.events.log import Log

PATIENCE = 60.0
ROUNDS = 5


class ViewsBehind(Refusal):
    """The read models did not catch up, so nobody can say where the person is mentioned."""

    code = "views_behind"
    status = 503

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "The read models are behind. Nothing is lost; ask for the erasure again in a moment."
        )


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure came to."""

    position: int
    keys: int
    blobs: int
    conversations: int
    mentions: int
    kept_originals: int


@dataclass(frozen=True)
class Eraser:
    """Carries an erasure out: `wait(position, seconds)` waits for the read models."""

    bus: Bus
    log: Log
    facts: Facts
    secrets: Secrets
    wait: Callable[[int, float], bool]
    forget: Callable[[UUID, Sequence[UUID], Sequence[str]], None]
    """Drops drafts: (account, subjects, values that name them)."""
    unmark: Callable[[UUID, Sequence[UUID]], None]
    """Drops who had read conversations, and links that let them be rated: (account, conversations)."""
    wait_apart: Callable[[int, float], bool]
    """The same as `wait` for the read models nobody else waits for: nothing is said to be forgotten that search still finds."""

    def erase(self, contact_id: UUID, env: Envelope) -> Erased:
        """Forget the contact and those merged into it, and mask them where other people's messages mention them.

        Each has a key and a certificate of its own; the one the others count for is the last, so that a repeat finds
        whom a crash has left.

        Raises:
            NotFound: there is no such contact.
            Refusal: the actor may not, or the read models are behind.

        """
        done = [self._erase(one, env) for one in reversed(self._linked(env.account_id, contact_id))]
        return Erased(
            done[-1].position,
            *(sum(getattr(one, name) for one in done) for name in list(Erased.__dataclass_fields__)[1:]),
        )

    def _linked(self, account_id: UUID, contact_id: UUID) -> list[UUID]:
        linked = [contact_id]
        for one in linked:
            contact = self.log.fresh(Contact, one)
            if contact is not None and contact.account_id == account_id:
                linked += sorted(contact.absorbed)
        return linked

    def _erase(self, contact_id: UUID, env: Envelope) -> Erased:
        known = self._known(env.account_id, contact_id)
        while True:
            request = RequestErasure(contact_id, known.conversations)
            position = self.bus.dispatch(request, _next(env)).position
            self._catch_up(position)
            again = self._known(env.account_id, contact_id)
            if again.conversations == known.conversations:
                break
            known = again
        masks = masks_for(self.secrets.of_account(env.account_id), again.addresses, again.names)
        mentions, kept = self._mentions(env.account_id, contact_id, again)
        certify = CertifyErasure(
            contact_id, again.subjects, again.blobs, again.conversations, mentions, kept, masks
        )
        position = self.bus.dispatch(certify, _next(env)).position
        self.unmark(env.account_id, again.conversations)
        self.forget(env.account_id, again.subjects, [*again.addresses, *filter(is_maskable, again.names)])
        for _ in range(ROUNDS):
            self._catch_up(position)
            more, more_kept = self._mentions(env.account_id, contact_id, again)
            if not more:
                break
            command = MaskMentions(contact_id, more, more_kept, masks)
            position = self.bus.dispatch(command, _next(env)).position
            mentions, kept = (*mentions, *more), (*kept, *more_kept)
        if not self.wait_apart(position, PATIENCE):
            raise ViewsBehind
        return Erased(
            position,
            len(again.subjects),
            len(again.blobs),
            len(again.conversations),
            len(mentions),
            len(kept),
        )

    def _known(self, account_id: UUID, contact_id: UUID) -> ContactFacts:
        contact = self.log.fresh(Contact, contact_id)
        self._catch_up(self.log.last_position())
        found = self.facts.contact(account_id, contact_id)
        if contact is None or contact.account_id != account_id or found is None:
            raise NotFound("contact")
        return found

    def _mentions(
        self, account_id: UUID, contact_id: UUID, known: ContactFacts
    ) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
        values = [*known.addresses, *filter(is_maskable, known.names)]
        found = self.facts.mentions(account_id, contact_id, values) if values else ()
        intakes = (intake for _, intake in found if intake is not None)
        return tuple(message for message, _ in found), tuple(dict.fromkeys(intakes))

    def _catch_up(self, position: int) -> None:
        if not self.wait(position, PATIENCE):
            raise ViewsBehind


def _next(env: Envelope) -> Envelope:
    return Envelope(env.account_id, env.actor, env.at, env.correlation_id, env.causation_id, uuid4())
