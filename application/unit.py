"""One command's unit of work: what it loads, what it changes, and one atomic append at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from application.claims import claim_id
from application.limits import Limits
from application.ports import (
    Access,
    Blobs,
    Egress,
    Facts,
    Log,
    Markup,
    Originals,
    Outcome,
    Secrets,
    Standing,
    SubjectKeys,
    Uploads,
)
from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.ids import derived
from domain.kernel.refusal import NotFound

A = TypeVar("A", bound=Aggregate)


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything commands ask of the outside."""

    log: Log
    secrets: Secrets
    blobs: Blobs
    uploads: Uploads
    originals: Originals
    markup: Markup
    keys: SubjectKeys
    access: Access
    facts: Facts
    egress: Egress
    limits: Limits


class Unit:
    """Loads aggregates for one command and appends what it recorded, all of it or nothing.

    Everything that was loaded, and everything looked for and not found, is checked again at the append: a decision
    never rests on what is no longer so.
    """

    def __init__(self, env: Envelope, ports: Ports) -> None:
        """Begin with nothing loaded."""
        self.env, self.ports = env, ports
        self._loaded: dict[UUID, Aggregate] = {}
        self._absent: set[UUID] = set()
        self._secrets: dict[str, bytes | None] = {}
        self._standing: Standing | None = None

    @property
    def standing(self) -> Standing:
        """What the actor may do and see; asked once, so that one command is decided on one answer."""
        if self._standing is None:
            self._standing = self.ports.access.standing(self.env.account_id, self.env.actor)
        return self._standing

    def find(self, cls: type[A], stream_id: UUID) -> A | None:
        """Return the aggregate, or None where there is none of this kind in this account."""
        found = self._loaded.get(stream_id)
        if found is None and stream_id not in self._absent:
            found = self.ports.log.load(cls, stream_id)
            if found is None:
                self._absent.add(stream_id)
            else:
                self._loaded[stream_id] = found
        if not isinstance(found, cls) or found.account_id != self.env.account_id:
            return None
        return found

    def get(self, cls: type[A], stream_id: UUID) -> A:
        """Return the aggregate.

        Raises:
            NotFound: there is none of this kind in this account.

        """
        found = self.find(cls, stream_id)
        if found is None:
            raise NotFound(cls.TOPIC)
        return found

    def add(self, aggregate: A) -> A:
        """Take a new aggregate into the append, and return it."""
        self._absent.discard(aggregate.id)
        self._loaded[aggregate.id] = aggregate
        return aggregate

    def put_last(self, aggregate: Aggregate) -> None:
        """Let what it recorded stand after all else of the append; streams stand as they were first looked at."""
        self._loaded[aggregate.id] = self._loaded.pop(aggregate.id)

    def new_id(self, name: str) -> UUID:
        """Return the id this command gives to what it makes under `name`: the same on every repeat."""
        if self.env.command_id is None:
            message = "a command that makes things needs a command id"
            raise ValueError(message)
        return derived(self.env.command_id, name)

    def claim_id(self, kind: str, *values: str) -> UUID:
        """Return the id of the account's claim to a value, keyed so that nobody can test a guess."""
        return claim_id(self.ports.secrets.of_account(self.env.account_id), kind, *values)

    def global_claim_id(self, kind: str, *values: str) -> UUID:
        """Return the id of a claim that is unique across all accounts."""
        return claim_id(self.ports.secrets.of_installation(), kind, *values)

    def keep_secret(self, name: str, value: bytes | None) -> None:
        """Keep a secret of the account, None to forget it, from the moment on in which the command is in the log."""
        self._secrets[name] = value

    @property
    def touched(self) -> Sequence[UUID]:
        """The streams that were looked at."""
        return [*self._loaded, *self._absent]

    @property
    def changes(self) -> tuple[UUID, ...]:
        """The streams that would be appended to."""
        return tuple(aggregate.id for aggregate in self._changed())

    def _changed(self) -> list[Aggregate]:
        return [aggregate for aggregate in self._loaded.values() if aggregate.pending_events]

    def save(self) -> Outcome:
        """Append what was recorded; position 0 where nothing was.

        Raises:
            Conflict: something loaded went on meanwhile.

        """
        changed = self._changed()
        read = [aggregate for aggregate in self._loaded.values() if not aggregate.pending_events]
        outcome = Outcome(0)
        if changed:
            reads = {aggregate.id: aggregate.version for aggregate in read} | dict.fromkeys(self._absent, 0)
            self._stage()
            outcome = self.ports.log.append(self.env.account_id, self.env.command_id, changed, reads)
            for name in self._secrets:
                self.ports.secrets.settle(self.env.account_id, name)
        self.ports.log.keep(read)
        return outcome

    def _stage(self) -> None:
        for name, value in self._secrets.items():
            if self.env.command_id is None:
                message = "a command that keeps secrets needs a command id"
                raise ValueError(message)
            self.ports.secrets.stage(self.env.account_id, self.env.command_id, name, value)
