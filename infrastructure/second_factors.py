"""Codes of an app (TOTP, RFC 6238) and recovery codes; secrets sealed, codes used once (API-06, SE-05)."""

import base64
import hmac
import secrets as random
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from psycopg.rows import tuple_row
from psycopg_pool import ConnectionPool

from api.entrance import Enrolment
from application.second_factor import factor_secret
from infrastructure.secrets import Secrets

STEP, DIGITS, LENGTH = 30, 6, 20
SKEW = (0, -1, 1)
"""Steps in which a code may be: now, and one to either side, as clocks differ."""
CODES, CODE_BYTES = 10, 10
KEEP_USED = 10


class SecondFactors:
    """Satisfies `api.entrance.SecondFactors`."""

    def __init__(self, pool: ConnectionPool, secrets: Secrets) -> None:
        """Keep used codes in `pool`'s database, and what apps share with us in `secrets`."""
        self._pool, self._secrets = pool, secrets

    def enabled(self, account_id: UUID, user_id: UUID) -> bool:
        """Whether a password needs a code."""
        return self._secrets.get(account_id, factor_secret(user_id)) is not None

    def begin(self, account_id: UUID, user_id: UUID, label: str) -> Enrolment:
        """Make a secret for a new app; it counts once `confirmed`, and replaces one that was begun before."""
        secret = random.token_bytes(LENGTH)
        self._secrets.put(account_id, _new(user_id), secret)
        uri = _totp(secret).get_provisioning_uri(label, "Postroom")
        return Enrolment(base64.b32encode(secret).decode(), uri)

    def confirmed(self, account_id: UUID, user_id: UUID, code: str, at: datetime) -> bytes | None:
        """Return the secret that was begun if the app knows it, and forget that it was begun; None for a wrong code."""
        secret = self._secrets.get(account_id, _new(user_id))
        if secret is None or not self._uses(secret, user_id, code, at):
            return None
        return self._secrets.take(account_id, _new(user_id))

    def use(self, account_id: UUID, user_id: UUID, code: str, at: datetime) -> bool:
        """Whether a code is right now and was not used before; it is used then."""
        secret = self._secrets.get(account_id, factor_secret(user_id))
        return secret is not None and self._uses(secret, user_id, code, at)

    def use_recovery(self, account_id: UUID, user_id: UUID, code: str) -> bool:
        """Whether a recovery code opens; it is gone then."""
        with self._pool.connection() as db:
            gone = db.execute(
                "DELETE FROM public.recovery_codes WHERE user_id = %s AND digest = %s",
                (user_id, self._digest(account_id, user_id, code)),
            )
            return gone.rowcount == 1

    def new_recovery_codes(self, account_id: UUID, user_id: UUID) -> list[str]:
        """Return ten new codes of 80 bits; those of before are gone. Only hashes are kept."""
        codes = [_grouped(base64.b32encode(random.token_bytes(CODE_BYTES)).decode()) for _ in range(CODES)]
        rows = [(user_id, self._digest(account_id, user_id, code)) for code in codes]
        with self._pool.connection() as db, db.transaction(), db.cursor() as cursor:
            cursor.execute("DELETE FROM public.recovery_codes WHERE user_id = %s", (user_id,))
            cursor.executemany("INSERT INTO public.recovery_codes (user_id, digest) VALUES (%s, %s)", rows)
        return codes

    def recovery_codes_left(self, user_id: UUID) -> int:
        """Return how many recovery codes still open."""
        with self._pool.connection() as db, db.cursor(row_factory=tuple_row) as cursor:
            statement = "SELECT count(*) FROM public.recovery_codes WHERE user_id = %s"
            row = cursor.execute(statement, (user_id,)).fetchone()
        return int(row[0]) if row else 0

    def forget(self, account_id: UUID, user_id: UUID) -> None:
        """Forget recovery codes and what was begun; the secret itself goes with the command that takes it away."""
        self._secrets.drop(account_id, _new(user_id))
        with self._pool.connection() as db:
            db.execute("DELETE FROM public.recovery_codes WHERE user_id = %s", (user_id,))

    def _uses(self, secret: bytes, user_id: UUID, code: str, at: datetime) -> bool:
        given, now = "".join(code.split()).encode("utf-8", "replace"), int(at.timestamp()) // STEP
        app = _totp(secret)
        # every step is compared, so that the answer takes as long wherever the code is
        right = [now + by for by in SKEW if hmac.compare_digest(app.generate((now + by) * STEP), given)]
        return bool(right) and self._first_use(user_id, right[0])

    def _first_use(self, user_id: UUID, step: int) -> bool:
        with self._pool.connection() as db:
            db.execute(
                "DELETE FROM public.used_codes WHERE user_id = %s AND step < %s", (user_id, step - KEEP_USED)
            )
            noted = db.execute(
                "INSERT INTO public.used_codes (user_id, step) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                (user_id, step),
            )
            return noted.rowcount == 1

    def _digest(self, account_id: UUID, user_id: UUID, code: str) -> bytes:
        plain = "".join(letter for letter in code.upper() if letter.isalnum())
        secret = self._secrets.of_account(account_id)
        return hmac.digest(secret, f"recovery\x1f{user_id}\x1f{plain}".encode("utf-8", "replace"), "sha256")


def _totp(secret: bytes) -> TOTP:
    # SHA-1 is what apps understand; as HMAC it is sound (RFC 6238, section 1.2)
    return TOTP(secret, DIGITS, SHA1(), STEP)  # noqa: S303 - as above


def _new(user_id: UUID) -> str:
    return f"totp_new:{user_id}"


def _grouped(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
