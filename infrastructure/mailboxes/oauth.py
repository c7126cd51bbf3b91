"""OAuth 2.0 as providers of mailboxes want it: the code flow with PKCE, refreshing, giving back (RFC 6749, 7636, 7009)."""

import base64
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from infrastructure.mailboxes.http import Http
from infrastructure.mailboxes.port import AuthorizationLost, Grant, MailboxError, Refused, Temporary

if TYPE_CHECKING:
    import requests

LOST = frozenset({"invalid_grant", "interaction_required", "consent_required"})
"""Answers to a refresh after which only a person can help (RFC 6749 section 5.2, OpenID Connect Core 3.1.2.6)."""
KNOWN = LOST | {
    "invalid_request",
    "invalid_client",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
}
LASTS = 3600


@dataclass(frozen=True)
class OAuth:
    """One application registered at a provider."""

    http: Http
    authorise: str
    token: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: Sequence[str]

    def url(self, *, state: str, challenge: str, back: str, **more: str) -> str:
        """Return where the browser goes."""
        query = {
            "response_type": "code", "client_id": self.client_id, "redirect_uri": back, "scope": " ".join(self.scopes),
            "state": state, "code_challenge": challenge, "code_challenge_method": "S256", **more,
        }  # fmt: skip
        return f"{self.authorise}?{urlencode({name: value for name, value in query.items() if value})}"

    def exchange(self, *, code: str, verifier: str, back: str, at: datetime) -> Grant:
        """Exchange a code. Raises `Refused` for one that is not, and where no refresh token comes."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": back,
        }
        grant = self._asked(form, at)
        if not grant.refresh_token:
            raise Refused(400, "no_refresh_token")
        return grant

    def refresh(self, refresh_token: str, at: datetime, **more: str) -> Grant:
        """Return a new access token, with the refresh token that counts from now on. Raises `AuthorizationLost`."""
        try:
            grant = self._asked({"grant_type": "refresh_token", "refresh_token": refresh_token, **more}, at)
        except Refused as refused:
            if str(refused) in LOST:
                raise AuthorizationLost(str(refused)) from None
            # a client that is not known is the operator's to mend, not the mailbox's
            raise Temporary(str(refused)) from None
        kept = grant.refresh_token or refresh_token
        return Grant(kept, grant.access_token, grant.expires_at, grant.scopes)

    def _asked(self, form: dict[str, str], at: datetime) -> Grant:
        form |= {"client_id": self.client_id}
        if self.client_secret:
            form |= {"client_secret": self.client_secret}
        answer: Any = self.http.ask("POST", self.token, data=form)
        try:
            lasts = int(answer.get("expires_in", LASTS))
            return Grant(
                str(answer.get("refresh_token") or ""), str(answer["access_token"]), at + timedelta(seconds=lasts),
                tuple(str(answer.get("scope") or "").split()),
            )  # fmt: skip
        except (AttributeError, KeyError, TypeError, ValueError):
            raise Temporary("an answer without a token") from None


def judged(answer: "requests.Response") -> MailboxError | None:
    """Return what the token endpoint says by its `error`; only words of the standards are repeated."""
    try:
        error = answer.json()["error"]
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(error, str):
        return None
    return Refused(answer.status_code, error) if error in KNOWN else None


def new_verifier() -> str:
    """Return a random PKCE verifier (RFC 7636, section 4.1)."""
    return secrets.token_urlsafe(48)


def challenge_of(verifier: str) -> str:
    """Return the verifier's challenge by S256 (RFC 7636, section 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
