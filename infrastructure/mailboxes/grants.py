"""Grants of mailboxes, sealed among the account's secrets, and the access tokens that come of them.

The grant itself is written by the command that records the authorisation, and by nothing else; what refreshing brings is
kept beside it under the grant's serial, so that a late refresh of an earlier grant cannot take a newer one's place.
"""

import json
import secrets as random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from application.channel_authorisation import grant_name
from application.ports import Clock, Secrets
from infrastructure.mailboxes.port import AuthorizationLost, Grant, Mailbox, TokenRefused

EARLY = timedelta(minutes=2)
"""A token is refreshed so long before it is over: the request it goes with takes time."""
R = TypeVar("R")


def packed(grant: Grant, serial: str = "") -> bytes:
    """Return a grant as it is kept; without a serial it is a new one."""
    told = {
        "serial": serial or random.token_hex(8), "refresh": grant.refresh_token, "access": grant.access_token,
        "expires": grant.expires_at.isoformat(), "scopes": list(grant.scopes),
    }  # fmt: skip
    return json.dumps(told).encode()


def _unpacked(kept: bytes) -> tuple[str, Grant]:
    told: Any = json.loads(kept)
    expires = datetime.fromisoformat(told["expires"])
    return told["serial"], Grant(told["refresh"], told["access"], expires, tuple(told["scopes"]))


@dataclass(frozen=True)
class Grants:
    """Keeps grants, and lends access tokens."""

    secrets: Secrets
    clock: Clock

    def entry(self, account_id: UUID, channel_id: UUID, mailbox: Mailbox) -> "Entry":
        """Return the way into a channel's mailbox."""
        return Entry(self, account_id, channel_id, mailbox)

    def forget(self, account_id: UUID, channel_id: UUID) -> None:
        """Forget a channel's grant and what came of it."""
        self.secrets.drop(account_id, grant_name(channel_id))
        self.secrets.drop(account_id, _beside(channel_id))

    def held(self, account_id: UUID, channel_id: UUID) -> tuple[str, Grant]:
        """Return the serial and the grant as it was last refreshed. Raises `AuthorizationLost` where there is none."""
        kept = self.secrets.get(account_id, grant_name(channel_id))
        if kept is None:
            raise AuthorizationLost("no_grant")
        serial, grant = _unpacked(kept)
        beside = self.secrets.get(account_id, _beside(channel_id))
        if beside is not None:
            known, newer = _unpacked(beside)
            grant = newer if known == serial else grant
        return serial, grant

    def keep(self, account_id: UUID, channel_id: UUID, grant: Grant, serial: str) -> None:
        """Keep what refreshing the grant of a serial brought."""
        self.secrets.put(account_id, _beside(channel_id), packed(grant, serial))


@dataclass(frozen=True)
class Entry:
    """The way into one mailbox: asks with a token that holds."""

    grants: Grants
    account_id: UUID
    channel_id: UUID
    mailbox: Mailbox

    def ask(self, question: Callable[[str], R]) -> R:
        """Return what `question` answers, given a token; where it is refused all the same, once more with a new one.

        Raises:
            AuthorizationLost: there is no grant, or it does not hold any more.
            MailboxError: whatever `question` or the refresh raises.

        """
        serial, grant = self.grants.held(self.account_id, self.channel_id)
        if grant.expires_at - EARLY <= self.grants.clock():
            grant = self._refreshed(serial, grant)
        try:
            return question(grant.access_token)
        except TokenRefused:
            grant = self._refreshed(serial, grant)
        try:
            return question(grant.access_token)
        except TokenRefused:
            raise AuthorizationLost("token_refused") from None

    def _refreshed(self, serial: str, grant: Grant) -> Grant:
        refreshed = self.mailbox.refresh(grant.refresh_token, self.grants.clock())
        self.grants.keep(self.account_id, self.channel_id, refreshed, serial)
        return refreshed


def _beside(channel_id: UUID) -> str:
    return f"{grant_name(channel_id)}:refreshed"
