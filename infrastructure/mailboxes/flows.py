"""Authorisations under way at providers: begun here, finished once, by who began them, within ten minutes (EML-06)."""

import hashlib
import json
import secrets as random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from psycopg.rows import tuple_row

from api.mailboxes import Answer, Begun, Let, MailboxFailed
from application.ports import Secrets
from infrastructure.mailboxes.grants import packed
from infrastructure.mailboxes.keys import Keys
from infrastructure.mailboxes.oauth import challenge_of, new_verifier
from infrastructure.mailboxes.places import Places
from infrastructure.mailboxes.port import Mailbox, MailboxError, Notice, Temporary
from infrastructure.postgres.pool import Pool
from infrastructure.sealing import Seal

LASTS = timedelta(minutes=10)
CALLBACK = "/oauth/mailbox"
BAD_REQUEST = 400


@dataclass
class MailboxFlows:
    """Satisfies `api.mailboxes.Mailboxes`."""

    pool: Pool
    secrets: Secrets
    mailboxes: Mapping[str, Mailbox]
    places: Places
    keys: Keys
    base_url: str
    enqueue: Callable[[str, UUID, UUID, str], bool]
    _seal: Seal = field(init=False)

    def __post_init__(self) -> None:
        """Seal what is kept under the installation's secret."""
        self._seal = Seal(self.secrets.of_installation, "mailbox flows")

    def begin(
        self, account_id: UUID, channel_id: UUID, provider: str, address: str, owner: UUID, at: datetime
    ) -> tuple[str, str]:
        """Keep a new state with its PKCE verifier, and whose it is; those that are over go at this occasion."""
        state, verifier = random.token_urlsafe(32), new_verifier()
        url = self._mailbox(provider).authorise_url(
            state=state, challenge=challenge_of(verifier), back=self._back(), hint=address
        )
        key = _hash(state)
        kept = json.dumps([verifier, channel_id.hex, provider, owner.hex, address])
        with self.pool.connection() as db:
            db.execute("DELETE FROM public.provider_flows WHERE expires_at <= %s", (at,))
            db.execute(
                "INSERT INTO public.provider_flows (state_hash, account_id, sealed, expires_at) VALUES (%s, %s, %s, %s)",
                (key, account_id, self._seal.close(kept.encode(), key), at + LASTS),
            )
        return url, state

    def take(self, state: str, at: datetime) -> Begun | None:
        """Use a state up, of several who try it one does."""
        key = _hash(state)
        statement = "DELETE FROM public.provider_flows WHERE state_hash = %s AND expires_at > %s RETURNING account_id, sealed"
        with self.pool.connection() as db, db.cursor(row_factory=tuple_row) as cursor:
            row = cursor.execute(statement, (key, at)).fetchone()
        kept = self._seal.open(bytes(row[1]), key) if row else None
        if row is None or kept is None:
            return None
        verifier, channel, provider, owner, address = json.loads(kept)
        return Begun(row[0], UUID(channel), provider, UUID(owner), verifier, address)

    def refused(self, begun: Begun, answer: Mapping[str, str]) -> str:
        """Have the provider's own words read."""
        return self._mailbox(begun.provider).refused(answer)

    def finish(self, begun: Begun, code: str, at: datetime) -> Let:
        """Exchange the code, and ask whose mailbox it is."""
        mailbox = self._mailbox(begun.provider)
        try:
            grant = mailbox.exchange(
                code=code, verifier=begun.verifier, back=self._back(), at=at, hint=begun.address
            )
            profile = mailbox.profile(grant.access_token)
        except Temporary:
            raise MailboxFailed("provider_away") from None
        except MailboxError as error:
            raise MailboxFailed(
                "scopes_missing" if str(error) == "scopes_missing" else "provider_refused"
            ) from None
        return Let(profile.address, profile.aliases, profile.cloud, profile.cursor, packed(grant))

    def read_from(self, begun: Begun, let: Let, at: datetime) -> None:
        """Note where reading begins; without that it would begin with a search by time."""
        key = self.keys.of_address(let.address)
        self.places.begin(begun.account_id, begun.channel_id, begun.provider, key, let.cursor, at)

    def hear(
        self, provider: str, authorization: str, query: Mapping[str, str], body: bytes, at: datetime
    ) -> Answer:
        """Have the provider judge a notice, and let what changed be read soon."""
        mailbox = self.mailboxes.get(provider)
        if mailbox is None:
            return Answer(404, "", believed=False)
        try:
            heard = mailbox.hear(Notice(authorization, query, body), at)
        except Temporary:
            # it could not be judged, which is not its fault
            return Answer(503, "", believed=True)
        found = {one for address in heard.addresses for one in self._changed(provider, address, at)}
        refs = (*heard.refs, *heard.renew)
        watches = self.places.of_watches(provider, [ref for ref, _ in refs]) if refs else {}
        for ref, key in refs:
            for account_id, channel_id in watches.get(ref, ()):
                if self.keys.fits(channel_id, key):
                    found.add((account_id, channel_id))
                    self.places.soon(channel_id, at)
                    if (ref, key) in heard.renew:
                        self.places.unwatched(channel_id)
        for account_id, channel_id in found:
            self.enqueue("mailbox", account_id, channel_id, channel_id.hex)
        # what needs no key changes nothing: a handshake, and a push that says nothing we can read
        believed = bool(found) or (heard.status < BAD_REQUEST and not refs)
        return Answer(heard.status, heard.text, believed)

    def _changed(self, provider: str, address: str, at: datetime) -> set[tuple[UUID, UUID]]:
        return set(self.places.changed(provider, self.keys.of_address(address), at))

    def _mailbox(self, provider: str) -> Mailbox:
        mailbox = self.mailboxes.get(provider)
        if mailbox is None:
            raise MailboxFailed("provider_not_offered")
        return mailbox

    def _back(self) -> str:
        return f"{self.base_url}{CALLBACK}"


def _hash(state: str) -> bytes:
    return hashlib.sha256(state.encode("utf-8", "replace")).digest()
