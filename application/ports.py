"""What the application asks of the outside, as Protocols that adapters satisfy by shape."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol, TypeVar
from uuid import UUID

from application.channel_facts import ChannelFacts
from application.chat_facts import ChatFactsPort
from application.contact_facts import ContactFacts
from application.inbound import InboundMessage
from domain.channels.kinds import HTML
from domain.kernel.aggregate import Aggregate
from domain.kernel.event import Event
from domain.routing.facts import Candidate

A = TypeVar("A", bound=Aggregate)


class Conflict(Exception):
    """Another writer was faster: load again and decide again."""


class Unavailable(Exception):
    """The log cannot be reached now; nothing was recorded, or nobody can say (ask by the command id)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a command was recorded: the last position, and the streams it appended to, in order."""

    position: int
    streams: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who holds a claim, and for what exactly."""

    holder_id: UUID
    ref_id: UUID | None


class Recording(NamedTuple):
    """What one command recorded, in order."""

    account_id: UUID
    command_id: UUID | None
    events: Sequence[Event]


class Log(Protocol):
    """The event log, as commands see it."""

    def load(self, cls: type[A], stream_id: UUID) -> A | None:
        """Return the aggregate, the caller's alone until it is kept or dropped; None where the stream is empty."""

    def keep(self, aggregates: Sequence[Aggregate]) -> None:
        """Take back loaded aggregates that were only read, for the next to load."""

    def append(
        self,
        account_id: UUID,
        command_id: UUID | None,
        changed: Sequence[Aggregate],
        reads: dict[UUID, int],
    ) -> Outcome:
        """Store all pending events of `changed` at once, or nothing.

        `reads` are streams that were read and not changed: stream -> version (0: there was none).

        Raises:
            Conflict: a stream went on meanwhile, or the command was carried out before.
            Unavailable: the log cannot be reached.

        """

    def append_together(self, recordings: Sequence[Recording], reads: dict[UUID, int]) -> None:
        """Store what several commands recorded, one after the other, at once, or nothing; raises as `append` does."""

    def fetch(self, stream_ids: Sequence[UUID]) -> dict[UUID, Aggregate]:
        """Return the aggregates of several streams at once, as `load` does; empty streams are absent."""

    def evict(self, stream_ids: Sequence[UUID]) -> None:
        """Drop what is cached of these streams."""

    def outcome_of(self, account_id: UUID, command_id: UUID) -> Outcome | None:
        """Return what a command id was answered with before, or None."""

    def holders(self, claim_ids: Sequence[UUID]) -> dict[UUID, Claimant]:
        """Return who holds each of these claims now; free ones are absent."""

    def stream(self, stream_id: UUID) -> list[Event]:
        """Return one stream's events in order."""

    def versions(self, stream_id: UUID, versions: Sequence[int]) -> list[Event]:
        """Return those of one stream's events, in order."""


class Secrets(Protocol):
    """Sealed working secrets beside the log."""

    def of_account(self, account_id: UUID) -> bytes:
        """Return the account's secret, made at first use: keys its claims, tokens and masks."""

    def of_installation(self) -> bytes:
        """Return the installation's secret, for what is unique across accounts."""

    def put(self, account_id: UUID, name: str, value: bytes) -> None:
        """Keep a secret under a name."""

    def get(self, account_id: UUID, name: str) -> bytes | None:
        """Return a secret by name."""

    def drop(self, account_id: UUID, name: str) -> None:
        """Forget a secret."""

    def stage(self, account_id: UUID, command_id: UUID, name: str, value: bytes | None) -> None:
        """Keep a secret that comes into force once the log has the command; None: the one there is goes then."""

    def settle(self, account_id: UUID, name: str) -> None:
        """Put in force what was staged and is in the log; `get` does that, too, for who died before this."""


class Egress(Protocol):
    """Where connections to hosts that an account names may go."""

    def mail_refusal(self, host: str, port: int) -> str:
        """Say why mail may not leave to that host and port, in words for who names them; empty where it may."""


class Blobs(Protocol):
    """Sealed originals and attachments by id."""

    def put(self, blob_id: UUID, subject_id: UUID, data: bytes, *, begins: bool = False) -> None:
        """Store `data`, sealed under the subject's key, durably before it returns.

        `begins` says that the subject begins with this: its key is stored with the event that follows.

        Raises:
            OSError: it could not be made durable (disk full, ...).

        """

    def get(self, blob_id: UUID, subject_id: UUID) -> bytes | None:
        """Return the data; None where it is gone or its key is destroyed."""

    def delete(self, blob_ids: Sequence[UUID]) -> None:
        """Remove blobs; absent ones are no error."""


class UploadedFile(NamedTuple):
    """A file to send along; `sha256` is of its bytes, in hex, and `read` fetches them."""

    filename: str
    content_type: str
    size: int
    sha256: str
    read: Callable[[], bytes]


class Uploads(Protocol):
    """Files that were brought before the message they go with."""

    def claimed(
        self, account_id: UUID, actor: str, upload_ids: Sequence[UUID], contact_id: UUID
    ) -> Sequence[UploadedFile] | None:
        """Return files of who brought them, in this order, noting whom they are for; None where one is not there."""

    def forget(self, contact_id: UUID) -> None:
        """Remove what was for a contact."""


class Unreadable(Exception):
    """An original cannot be read at all; `reason` is original_missing, key_destroyed or a parser's word."""

    def __init__(self, reason: str) -> None:
        """Keep the reason, which holds nothing personal."""
        super().__init__(reason)
        self.reason = reason


class Wanted(NamedTuple):
    """An original to read; `own` are the channel's own addresses."""

    kind: str
    blob_id: UUID
    intake_id: UUID
    own: Sequence[str]


class Originals(Protocol):
    """Reads raw originals, as the channel kinds' adapters understand them."""

    def read(self, kind: str, blob_id: UUID, intake_id: UUID, own: Sequence[str]) -> InboundMessage:
        """Return what the original says; `own` are the channel's own addresses.

        Raises:
            Unreadable: there is nothing to read.

        """

    def read_all(self, wanted: Sequence[Wanted]) -> Sequence[InboundMessage | Unreadable]:
        """Return what each says, or why that cannot be known; several at once cost less."""


class Rendered(NamedTuple):
    """What was written, as it goes out: readable plain text, and harmless HTML; no HTML where it would add nothing."""

    text: str
    html: str


class Markup(Protocol):
    """The language in which people give their text a form."""

    def rendered(self, text: str, marks: str = HTML) -> Rendered:
        """Return what `text` says; total, the same text always gives the same.

        `marks` is how a kind of channel shows a form, as in `domain.channels.kinds`; without HTML the text alone says it.
        """

    def signature(self, form: str, source: str) -> Rendered:
        """Return a signature, markdown or html, in both forms; of images only those at https addresses are left."""


class SubjectKeys(Protocol):
    """The keys of data subjects, as erasure sees them."""

    def destroy(self, subjects: Sequence[UUID]) -> None:
        """Destroy the keys for ever, and note that outside any backup (PRV-08)."""


class Standing(Protocol):
    """What one actor may do and see at one moment."""

    @property
    def name(self) -> str:
        """A user's name as customers see it; empty for others."""

    def may(self, permission: str) -> bool:
        """Return whether the actor has the permission; the system itself may everything."""

    def sees(self, inbox_id: UUID) -> bool:
        """Return whether the inbox is the actor's to see."""


class Access(Protocol):
    """Who may do and see what: the one place where visibility is enforced (ACC-10)."""

    def standing(self, account_id: UUID, actor: str) -> Standing:
        """Return what `kind:id` may do and see now; nothing for one that is unknown, inactive, revoked or foreign."""


@dataclass(frozen=True, slots=True)
class RoutingInputs:
    """What routing knows of the people a rule names, at a position of the log."""

    position: int
    candidates: tuple[Candidate, ...]


class Facts(ChatFactsPort, ChannelFacts, Protocol):
    """Questions that read models answer for decisions; each answer carries the position it had."""

    def candidates(
        self, account_id: UUID, inbox_id: UUID, user_ids: Sequence[UUID], team_ids: Sequence[UUID]
    ) -> RoutingInputs:
        """Return the named users and teams' members as candidates."""

    def mentions(
        self, account_id: UUID, contact_id: UUID, values: Sequence[str]
    ) -> Sequence[tuple[UUID, UUID | None]]:
        """Return others' messages, and conversations whose rating does, that name any of `values`: (id, intake id if inbound)."""

    def following(self, account_id: UUID, conversation_id: UUID) -> Sequence[UUID]:
        """Return the tickets whose owner is whoever has this conversation (TKT-05)."""

    def tickets(self, account_id: UUID, conversation_id: UUID) -> Sequence[UUID]:
        """Return the tickets a conversation belongs to (TKT-04)."""

    def automatic_sends(self, account_id: UUID, contact_id: UUID, since: datetime) -> int:
        """Return how many messages that no person wrote went to a contact since a time (EML-18)."""

    def callers(self, account_id: UUID, since: datetime, most: int) -> Sequence[UUID]:
        """Return who made each of the calls that users made since a time, the newest so many (CAL-01)."""

    def contact(self, account_id: UUID, contact_id: UUID) -> ContactFacts | None:
        """Return what erasure must know of a contact; None where there is none."""


class Clock(Protocol):
    """The time, as commands are given it."""

    def __call__(self) -> datetime:
        """Return now (aware, UTC)."""
