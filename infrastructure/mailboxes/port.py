"""The port to a mailbox's provider: one implementation each, which speaks its protocol and decides nothing (EML-03).

Tokens are arguments and never kept here; whatever goes wrong is one of the exceptions below, whose messages hold no
token, address or content.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from infrastructure.channels.email.compose import OutgoingFile


class MailboxError(Exception):
    """The provider did not do what it was asked to."""


class AuthorizationLost(MailboxError):
    """The grant is revoked or over: only a person can help. `reason` is the provider's own word, such as invalid_grant."""

    def __init__(self, reason: str) -> None:
        """Keep the word."""
        super().__init__(reason)
        self.reason = reason


class TokenRefused(MailboxError):
    """The access token was not accepted (401): refresh it once, then ask again."""


class RateLimited(MailboxError):
    """Too much at once; `retry_after` are the seconds the provider asks for, None where it does not say."""

    def __init__(self, retry_after: float | None = None) -> None:
        """Keep the pause."""
        super().__init__("rate limited")
        self.retry_after = retry_after


class Temporary(MailboxError):
    """It cannot be reached, or is not well: ask again later."""


class TooLarge(Temporary):
    """Its answer is larger than we read of any: whoever knows that it stays so need not ask again."""


class Refused(MailboxError):
    """It will not do this, now or later: `code` is its HTTP status, the message its word without anything personal."""

    def __init__(self, code: int, reason: str) -> None:
        """Keep both."""
        super().__init__(reason)
        self.code = code


class CursorExpired(MailboxError):
    """The place in the history is no longer known: ask for everything since a time."""


class Uncertain(MailboxError):
    """A mail was handed over and no answer came: it may have been taken (EML-19)."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What the provider gave: a lasting refresh token, and an access token until `expires_at` (aware)."""

    refresh_token: str = field(repr=False)
    access_token: str = field(repr=False)
    expires_at: datetime
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """Whose mailbox it is."""

    address: str = field(repr=False)
    aliases: tuple[str, ...] = field(repr=False)
    """Addresses it may send from, its own perhaps among them."""
    cursor: str
    """The place in the history at which it stands now; empty where the provider has none to give."""
    cloud: str = ""
    """The endpoint of the cloud it is in, as `domain.channels.email_rules.government_cloud` reads it (EML-05)."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Messages that came, oldest first, by the provider's ids, some perhaps again; `cursor` is where to go on."""

    ids: tuple[str, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class Original:
    """One message as it came; `wanted` is false for what is no incoming mail: sent, draft, spam, bin."""

    raw: bytes = field(repr=False)
    wanted: bool
    received_at: datetime
    """When the provider took it."""


@dataclass(frozen=True, slots=True)
class Watch:
    """The provider tells of changes until `expires_at`; `ref` is its name of that, kept for renewing and ending it."""

    expires_at: datetime
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Outbound:
    """A mail to send. `message_id` (without brackets) is the same in every copy, so it says whether one was taken."""

    raw: bytes = field(repr=False)
    message_id: str
    in_reply_to: str = ""
    """Message-ID it answers: where the provider threads by ids of its own, it is asked which that is in."""
    bcc: Sequence[str] = field(default=(), repr=False)
    """Recipients that no header of `raw` names."""
    since: datetime | None = None
    """When the first attempt began that nobody knows the end of; None on the first attempt."""
    bare: bytes = field(default=b"", repr=False)
    """The same mail without its files, for a provider that takes large ones one by one."""
    files: Sequence[OutgoingFile] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The provider has the mail. `message_id` is the Message-ID it goes by, perhaps another than was asked for."""

    message_id: str
    repeated: bool = False
    """It was there already: this time nothing was sent."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What was sent to `POST /hooks/<provider>`, by the provider or by anybody."""

    authorization: str = field(repr=False)
    """The Authorization header."""
    query: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a notice comes to: the answer, and which mailboxes are to be looked at, only of one that is proven.

    By address where the notice itself is proven; by the watch's ref with the key that was shown, which is compared.
    """

    status: int = 204
    text: str = ""
    """The answer's body, text/plain."""
    addresses: tuple[str, ...] = field(default=(), repr=False)
    refs: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """(ref, key) of watches that tell of changes."""
    renew: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """(ref, key) of watches that must be made anew before anything is told again."""


class Mailbox(Protocol):
    """One provider. Every call that takes an access token may raise any `MailboxError`.

    Safe to call from several threads; each call is one or a few requests, none longer than its timeout.
    """

    @property
    def provider(self) -> str:
        """As channels name it: gmail, office365."""

    @property
    def watches(self) -> bool:
        """Whether it can tell of changes here; otherwise it is only asked, every `poll_seconds`."""

    @property
    def poll_seconds(self) -> int:
        """How often it is asked even while it tells of changes: what it tells may be lost."""

    def authorise_url(self, *, state: str, challenge: str, back: str, hint: str = "") -> str:
        """Return where the browser goes: `challenge` is PKCE's (S256), `back` ours, `hint` the mailbox's address if known."""

    def refused(self, answer: Mapping[str, str]) -> str:
        """Return why the browser came back without a code: declined, admin_consent_required or provider_refused."""

    def exchange(self, *, code: str, verifier: str, back: str, at: datetime, hint: str = "") -> Grant:
        """Exchange the code that came back; raises `Refused` where it, or a scope that is needed, is not given.

        `hint` is the mailbox that is meant: where the provider lets a person into others' mailboxes, it may be one of those.
        """

    def refresh(self, refresh_token: str, at: datetime) -> Grant:
        """Return a new access token; its refresh token may be another, which then counts. Raises `AuthorizationLost`."""

    def revoke(self, token: str, refresh_token: str) -> None:
        """Give the grant back, as far as the provider knows such a thing."""

    def profile(self, token: str) -> Profile:
        """Return whose mailbox it is, its aliases, and where its history stands."""

    def changes(self, token: str, cursor: str) -> Changes:
        """Return what came since the cursor, all pages. Raises `CursorExpired`."""

    def everything_since(self, token: str, since: datetime) -> Changes:
        """Return all that came since a time; its cursor was taken before, so that nothing falls between."""

    def original(self, token: str, message_id: str) -> Original | None:
        """Return a message's untouched original; None where it is gone."""

    def watch(self, token: str, *, key: str, earlier: str) -> Watch:
        """Have changes told from now on, or for longer: `key` is secret text of the channel, `earlier` the watch's ref."""

    def unwatch(self, token: str, ref: str) -> None:
        """Have nothing told any more."""

    def send(self, token: str, mail: Outbound) -> Receipt:
        """Send, once: where an attempt came before, look first whether that was taken. Raises `Uncertain`."""

    def hear(self, notice: Notice, at: datetime) -> Heard:
        """Judge a notice; raises nothing but `Temporary`, where it cannot be judged now."""
