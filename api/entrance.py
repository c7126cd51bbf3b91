"""What signing in needs of the outside, as Protocols: sessions, counted guesses, second factors, providers (API-06)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from api.throttle import Rule
from projections.common.db import Db

FULL, CODE, ENROL = "full", "code", "enrol"
"""How far a session is: signed in; a code is due; a second factor must be set first."""


@dataclass(frozen=True, slots=True)
class Client:
    """Where a browser is and what it calls itself; personal, so sealed wherever it is kept."""

    address: str = field(default="", repr=False)
    agent: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Session:
    """One browser; `csrf` is what its unsafe requests must repeat in a header."""

    token_hash: bytes
    session_id: UUID
    account_id: UUID
    user_id: UUID
    csrf: str
    stage: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session as its user sees it in a list."""

    session_id: UUID
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    client: Client


class Sessions(Protocol):
    """Sessions: working state beside the log (SE-05)."""

    def start(
        self, account_id: UUID, user_id: UUID, at: datetime, *, stage: str = FULL, client: Client = Client()
    ) -> tuple[str, Session]:
        """Begin a session; returns its token, which is kept only as a hash."""

    def find(self, db: Db, token: str, at: datetime) -> Session | None:
        """Return the session of a token unless it ended, was idle too long or is too old."""

    def of_user(self, user_id: UUID, at: datetime) -> list[OpenSession]:
        """Return a user's sessions that are signed in, the one used last first."""

    def end(self, token: str) -> None:
        """End one session."""

    def end_one(self, user_id: UUID, session_id: UUID) -> bool:
        """End one session of a user; false where there is none."""

    def end_all(self, user_id: UUID, *, but: UUID | None = None) -> int:
        """End all sessions of a user, but one perhaps; returns how many."""


class Guesses(Protocol):
    """Wrong passwords and codes, counted under keyed hashes (SE-05)."""

    def take(self, rules: Mapping[bytes, Rule], at: datetime) -> tuple[int, bool]:
        """Count one attempt; returns the seconds to wait, nothing being counted then, or 0 and whether a pause begins."""

    def right(self, forgotten: Collection[bytes], uncounted: Collection[bytes], at: datetime) -> None:
        """Let a right attempt forget the counts of some keys, and be no count of others."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an app is to be given, shown once: the secret in base32, and the same as an otpauth URI."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)


class SecondFactors(Protocol):
    """Codes of apps and recovery codes (RFC 6238)."""

    def enabled(self, account_id: UUID, user_id: UUID) -> bool:
        """Whether a password needs a code."""

    def begin(self, account_id: UUID, user_id: UUID, label: str) -> Enrolment:
        """Make a secret for a new app; it counts once confirmed."""

    def confirmed(self, account_id: UUID, user_id: UUID, code: str, at: datetime) -> bytes | None:
        """Return the secret that was begun, for good now, if the code is the app's; else None."""

    def use(self, account_id: UUID, user_id: UUID, code: str, at: datetime) -> bool:
        """Whether a code is right and unused; it is used then."""

    def use_recovery(self, account_id: UUID, user_id: UUID, code: str) -> bool:
        """Whether a recovery code opens; it is gone then."""

    def new_recovery_codes(self, account_id: UUID, user_id: UUID) -> list[str]:
        """Return new recovery codes, shown once; those of before are gone."""

    def recovery_codes_left(self, user_id: UUID) -> int:
        """Return how many recovery codes still open."""

    def forget(self, account_id: UUID, user_id: UUID) -> None:
        """Forget recovery codes and what was begun."""
