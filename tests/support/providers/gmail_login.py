"""Google's OAuth and its signed word to push endpoints, as documented; a person is signed in and consents at once."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "postroom.apps.googleusercontent.example", "google hush"
PUSHER = "pusher@project.iam.gserviceaccount.com"
Reply = tuple[int, dict[str, Any] | None]


@dataclass
class Login:
    """Who is signed in at Google, what was granted, and the keys that Google signs with."""

    url: str = ""
    person: str = ""
    """The account that is signed in in the browser."""
    declines: bool = False
    leaves_out: str = ""
    """A scope that the person takes the tick from."""
    lasts: int = 3599
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refresh_tokens: dict[str, str] = field(default_factory=dict)
    """Refresh token -> address; a revoked one is not there."""
    access_tokens: dict[str, tuple[str, str, float]] = field(default_factory=dict)
    """Access token -> (address, refresh token, when it is over)."""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, auto_kid=True))

    def authorise(self, query: dict[str, str]) -> str:
        """Return where the browser is sent back to."""
        assert (query["response_type"], query["client_id"]) == ("code", CLIENT)
        assert (query["code_challenge_method"], query["access_type"]) == ("S256", "offline")
        answer = {"state": query["state"]}
        if self.declines:
            answer["error"] = "access_denied"
        else:
            code = f"4/{secrets.token_urlsafe(12)}"
            granted = [one for one in query["scope"].split() if one != self.leaves_out]
            self.codes[code] = {**query, "scope": " ".join(granted), "address": self.person}
            answer |= {"code": code, "scope": " ".join(granted)}
        return f"{query['redirect_uri']}?{urlencode(answer)}"

    def token(self, form: dict[str, str]) -> Reply:
        """Answer at the token endpoint."""
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client", "error_description": "The OAuth client was not found."}
        if form.get("grant_type") == "refresh_token":
            return self._refreshed(form.get("refresh_token", ""))
        known = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if known is None or challenge != known["code_challenge"]:
            return 400, {"error": "invalid_grant", "error_description": "Malformed auth code."}
        if form.get("redirect_uri") != known["redirect_uri"]:
            return 400, {"error": "redirect_uri_mismatch"}
        lasting = f"1//{secrets.token_urlsafe(24)}"
        self.refresh_tokens[lasting] = known["address"]
        return 200, {**self._access(lasting), "refresh_token": lasting, "scope": known["scope"]}

    def revoke(self, token: str) -> Reply:
        """Take a grant back by one of its tokens."""
        lasting = self.access_tokens[token][1] if token in self.access_tokens else token
        if self.refresh_tokens.pop(lasting, None) is None:
            return 400, {"error": "invalid_token"}
        self.access_tokens = {one: held for one, held in self.access_tokens.items() if held[1] != lasting}
        return 200, {}

    def revoke_all(self) -> None:
        """Let the person throw us out, in their Google account."""
        for lasting in list(self.refresh_tokens):
            self.revoke(lasting)

    def address_of(self, authorization: str) -> str | None:
        """Return whose mailbox a bearer opens."""
        held = self.access_tokens.get(authorization.removeprefix("Bearer "))
        return held[0] if held and held[2] > time.time() else None

    def push_token(self, **claims: Any) -> str:
        """Return the token that a push carries; `claims` are said in place of the right ones."""
        now = int(time.time())
        said = {
            "iss": self.url, "azp": "113", "sub": "113", "email": PUSHER, "email_verified": True, "iat": now,
            "exp": now + 3600, **claims,
        }  # fmt: skip
        return jwt.encode({"alg": "RS256", "kid": self.key.kid, "typ": "JWT"}, said, self.key)

    def documents(self, path: str) -> Reply:
        """Answer with the discovery document or the keys."""
        if path == "/oauth2/v3/certs":
            return 200, {"keys": [self.key.as_dict(private=False)]}
        return 200, {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/o/oauth2/v2/auth",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/oauth2/v3/certs",
        }

    def _refreshed(self, lasting: str) -> Reply:
        if lasting not in self.refresh_tokens:
            words = "Token has been expired or revoked."
            return 400, {"error": "invalid_grant", "error_description": words}
        return 200, self._access(lasting)

    def _access(self, lasting: str) -> dict[str, Any]:
        token = f"ya29.{secrets.token_urlsafe(24)}"
        self.access_tokens[token] = (self.refresh_tokens[lasting], lasting, time.time() + self.lasts)
        return {"access_token": token, "expires_in": self.lasts, "token_type": "Bearer"}


def push_body(address: str, history_id: int) -> bytes:
    """Return what Pub/Sub posts when a mailbox changed."""
    data = base64.b64encode(json.dumps({"emailAddress": address, "historyId": history_id}).encode()).decode()
    about = {"data": data, "messageId": "2070443601311540", "publishTime": "2026-11-22T19:13:55.749Z"}
    return json.dumps({"message": about, "subscription": "projects/p/subscriptions/postroom"}).encode()
