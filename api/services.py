"""What the API needs of the outside, as Protocols; `infrastructure.bootstrap` fills them in."""

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from api.buckets import Paces, alone
from api.calling import Calling
from api.chat_limits import ChatLimits
from api.code_mails import CodeMails, nowhere
from api.condition import AlwaysWell, Watching
from api.consents import Consents
from api.credentials import Credentials, Links, Passwords, SignIn, TokenUses
from api.drafts import Drafts
from api.entrance import Guesses, SecondFactors, Session, Sessions
from api.form_limits import FormLimits
from api.forms import Forms
from api.imports import ContactImports
from api.live import Hub
from api.mailboxes import Mailboxes
from api.messenger import Messenger
from api.observing import Nobody, Observer
from api.presence import NobodyLooks, NobodyThere, NobodyVisits, Presence, ScreensSeen, Visitors
from api.providers import Providers
from api.ratings import RatingLinks
from api.visits import Visits
from api.waiting import Uploads
from api.whatsapp import WhatsApp
from application.bus import Command
from application.limits import Limits
from application.ports import Blobs, Clock, Markup, Outcome, Secrets
from application.unit import Unit
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from projections.common.db import Db
from projections.common.recorded import Recorded

Q = TypeVar("Q", bound=Command)
R = TypeVar("R")


class Dispatcher(Protocol):
    """The one way to change anything (`application.bus.Bus`)."""

    def dispatch(self, command: Command, env: Envelope) -> Outcome:
        """Carry a command out; raises `Refusal` or `Unavailable`."""

    def rehearse(self, command: Command, env: Envelope) -> Outcome:
        """Say what a command would come to, and do nothing; raises `Refusal`."""

    def ask(self, question: Q, env: Envelope, answer: Callable[[Q, Unit], R]) -> R:
        """Return what a question is answered with; raises `Refusal`."""


class ReadLog(Protocol):
    """The event log, as histories read it."""

    def streams(
        self,
        stream_ids: Sequence[UUID],
        stop: int | None = None,
        *,
        personal: Container[type[Event]] | None = None,
    ) -> list[Recorded]:
        """Return several streams' events by position, up to one if given.

        With `personal` what is sealed of events of other classes reads as erased, which spares opening it.
        """

    def heads(self, stream_ids: Sequence[UUID], stop: int) -> Mapping[UUID, tuple[int, int, int]]:
        """Return of each stream that had begun at a position: its first position, last version and last position."""

    def read(
        self,
        after: int,
        limit: int,
        topics: Sequence[str] = (),
        stop: int | None = None,
        *,
        personal: Container[type[Event]] | None = None,
    ) -> list[Recorded]:
        """Return a page of the log after a position, by position, perhaps of some topics and up to a position."""

    def at(self, positions: Sequence[int]) -> list[Recorded]:
        """Return the events at these positions, by position."""

    def last_position(self) -> int:
        """Return the newest event's position."""


class Positions(Protocol):
    """How far the read models are."""

    def wait_for(self, position: int, timeout: float, views: Collection[str] | None = None) -> bool:
        """Wait until `views`, by default all, have taken in `position`; false where they did not in `timeout` seconds."""

    def position(self) -> int:
        """Return the position the views have reached; 0 where that is not known."""


class Erased(Protocol):
    """What an erasure came to."""

    @property
    def position(self) -> int:
        """Where the certificate is."""


class Eraser(Protocol):
    """Forgets a person, step by step (PRV-08)."""

    def erase(self, contact_id: UUID, env: Envelope) -> Erased:
        """Forget the contact; raises `Refusal`."""


class Places(Protocol):
    """Which inbox a stream belongs to, as its opening event says."""

    def inboxes(self, stream_ids: Sequence[UUID]) -> Mapping[UUID, UUID | None]:
        """Return stream -> inbox; None for what belongs to none."""


class ReadingMarks(Protocol):
    """How far each user has seen each conversation: working state beside the log (CNV-03)."""

    def see(self, account_id: UUID, user_id: UUID, conversation_id: UUID, position: int) -> None:
        """Note that the user has seen a conversation up to a position; never less than before."""

    def unsee(self, account_id: UUID, user_id: UUID, conversation_id: UUID) -> None:
        """Note that the user has seen nothing of it."""


class Repeats(Protocol):
    """What was sent under an Idempotency-Key before: working state beside the log, for two days (API-01)."""

    def first(self, key: UUID, fingerprint: bytes, at: datetime) -> bytes:
        """Return what was kept first under a key: this fingerprint, unless there was one."""


@dataclass(frozen=True, slots=True)
class MailPart:
    """An attachment as read out of the original."""

    filename: str
    content_type: str
    data: bytes


class MailRendering(Protocol):
    """Reads originals for showing them (EML-17, CNV-08)."""

    def html(
        self, raw: bytes, image_url: Callable[[str], str | None], *, allow_remote: bool
    ) -> tuple[str, bool] | None:
        """Return the body as harmless HTML, and whether remote images were left out; None where there is none."""

    def reply(
        self, raw: bytes, image_url: Callable[[str], str | None], *, allow_remote: bool
    ) -> tuple[str, bool] | None:
        """Return the same without quotes and signature; None where there are none, or nothing else."""

    def parts(self, text: str) -> list[dict[str, Any]]:
        """Tell what of a text is what: kind, start and end each; empty where all of it was newly written."""

    def attachment(self, raw: bytes, part: int) -> MailPart | None:
        """Return the attachment at an index, or None."""


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """What the API takes from the surroundings."""

    base_url: str = "http://127.0.0.1:8000"
    secure_cookies: bool = False
    """True behind https: the cookie is then never sent in the clear."""
    stream_limit: int = 1000
    """Event streams of this process at once; below its thread count, so that requests always find a thread."""
    streams_each: int = 20
    """Event streams of one actor among them."""
    stream_reach: int = 100_000
    """How many positions back a stream resumes; one that was away for longer is told to read anew."""
    requests_per_second: float = 50.0
    """Of one session, token or (signed out) address, on average; in this process."""
    burst: int = 200
    account_requests_per_second: float = 200.0
    """Of one account, all its people and machines together; in this process."""
    account_burst: int = 2000
    body_limit: int = 1_048_576
    viewer_seconds: float = 2.0
    """How long this process may go on with what it knew of a person's permissions and inboxes."""
    look_seconds: float = 30.0
    """After how long a live stream asks anew whether its caller may still be here; changes the log tells of count at once."""
    wait_seconds: float = 2.0
    """How long a read waits for the position a client asks for."""
    relay: bool = False
    """Whether the installation has a relay for mail of accounts without one."""
    form_limits: FormLimits = field(default_factory=FormLimits)
    """Of forms that anybody may send."""
    chat_limits: ChatLimits = field(default_factory=ChatLimits)
    """Of visitors of chats."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything the API is given."""

    bus: Dispatcher
    log: ReadLog
    views: Callable[[], AbstractContextManager[Db]]
    """Lends a read-only, autocommitting connection that finds views and public tables."""
    reads: Callable[[], AbstractContextManager[Db]]
    """The same for what is only shown to people: of a replica, where that shows all that this process knows to be there."""
    positions: Positions
    live: Hub
    secrets: Secrets
    passwords: Passwords
    sessions: Sessions
    guesses: Guesses
    factors: SecondFactors
    sign_in_of: Callable[[UUID], SignIn]
    """How people of an account sign in, as the log says now; the usual way for an account there is not."""
    token_uses: TokenUses
    linked: Callable[[UUID, UUID | None], bool]
    """Whether a user came in by an identity provider before."""
    providers: Providers
    mailboxes: Mailboxes
    messenger: Messenger
    whatsapp: WhatsApp
    calling: Calling
    ask_for_link: Callable[[str], None]
    """Lets a mail with a one-time link go to an address in comparable form, if somebody signs in by it; raises `Unavailable`."""
    repeats: Repeats
    reading_marks: ReadingMarks
    links: Links
    rating_links: RatingLinks
    credentials: Credentials
    eraser: Eraser
    places: Places
    blobs: Blobs
    mail: MailRendering
    uploads: Uploads
    imports: ContactImports
    markup: Markup
    drafts: Drafts
    forms: Forms
    visits: Visits
    consents: Consents
    limits: Limits
    clock: Clock
    new_id: Callable[[], UUID]
    """Random ids of requests, and of commands that carry no Idempotency-Key."""
    away: tuple[type[Exception], ...]
    """What is raised while the database, or what it should hold, is away; it becomes 503."""
    ready: Callable[[], bool]
    """Whether the database answers."""
    settings: ApiSettings = ApiSettings()
    observer: Observer = field(default_factory=Nobody)
    condition: Watching = field(default_factory=AlwaysWell)
    presence: Presence = field(default_factory=NobodyThere)
    visitors: Visitors = field(default_factory=NobodyVisits)
    screens: ScreensSeen = field(default_factory=NobodyLooks)
    code_mails: CodeMails = nowhere
    paces: Paces = alone
    """Makes limits that are shared by the processes of the API."""


__all__ = ["Session"]
