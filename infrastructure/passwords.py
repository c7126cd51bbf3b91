"""Passwords as argon2id hashes (RFC 9106): made, verified, and made again when the costs were raised."""

from dataclasses import dataclass, field
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from domain.kernel.refusal import InvalidInput

SHORTEST, LONGEST = 10, 1000
AT_ONCE = 4
"""Hashings of a process at one time: each takes 64 MiB on purpose, which whoever signs in decides to spend."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a password is right; `rehashed` is a hash to keep instead, where costs were raised since."""

    right: bool
    rehashed: str = ""


@dataclass(slots=True)
class Passwords:
    """Hashes and verifies; unknown users cost as much time as known ones."""

    hasher: PasswordHasher = field(default_factory=PasswordHasher)
    _room: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE), repr=False)
    _nobody: str = ""

    def hash(self, password: str) -> str:
        """Return the hash, salt and costs in it. Raises `InvalidInput` for less than 10 or over 1,000 characters."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise InvalidInput(
                f"A password has {SHORTEST} to {LONGEST} characters. Choose a longer one.", field="password"
            )
        with self._room:
            return self.hasher.hash(password)

    def verify(self, known: str | None, password: str) -> Verdict:
        """Compare a password with a known hash; None (nobody of that name) takes as long and is never right."""
        if len(password) > LONGEST:
            return Verdict(right=False)
        with self._room:
            return self._verified(known, password)

    def _verified(self, known: str | None, password: str) -> Verdict:
        try:
            self.hasher.verify(known or self._of_nobody(), password)
        except (VerificationError, InvalidHashError):
            return Verdict(right=False)
        if known is None:
            return Verdict(right=False)
        again = self.hasher.check_needs_rehash(known)
        return Verdict(right=True, rehashed=self.hasher.hash(password) if again else "")

    def _of_nobody(self) -> str:
        if not self._nobody:
            self._nobody = self.hasher.hash("nobody has this password")
        return self._nobody
