"""An identity provider over real HTTP: discovery, authorize, token, keys, as the standard writes them; and its hostile twins.

with running_issuer() as issuer:
    issuer.person = {"sub": "42", "email": "ann@acme.example", "email_verified": True}
    issuer.claims = {"nonce": "another"}    # what it says wrongly
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

CLIENT, SECRET = "postroom", "hush: it is/secret"


@dataclass
class Issuer:
    """What the provider is and says; tests change it while it runs."""

    url: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    """Claims said in place of the right ones; None leaves one out."""
    about: dict[str, Any] = field(default_factory=dict)
    """What the discovery document says in place of the right thing."""
    signed: str = "RS256"
    """An algorithm, or `none`, `HS256` under the published key, `foreign` by a key nobody publishes."""
    answers: dict[str, str] = field(default_factory=dict)
    """What authorize sends back in place of the right things."""
    broken: str = ""
    """A path that answers with no JSON."""
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, auto_kid=True))
    curve: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", auto_kid=True))

    def rotate(self) -> None:
        """Sign by a new key from here on."""
        self.key = RSAKey.generate_key(2048, auto_kid=True)

    def document(self) -> dict[str, Any]:
        """Return the discovery document."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            **self.about,
        }

    def authorize(self, query: dict[str, str]) -> str:
        """Return where the browser is sent back to: everybody is signed in at once."""
        assert (query["response_type"], query["client_id"]) == ("code", CLIENT)
        assert query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split()
        code = secrets.token_urlsafe(8)
        self.codes[code] = query
        answer = {"code": code, "state": query["state"], "iss": self.url, **self.answers}
        return f"{query['redirect_uri']}?{urlencode({name: said for name, said in answer.items() if said})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Return the tokens for a code, once, to who proves to have asked for it."""
        known = self.codes.pop(form.get("code", ""), None)
        basic = base64.b64decode(authorization.removeprefix("Basic ") or b"").decode()
        who = tuple(unquote(part.replace("+", " ")) for part in basic.split(":", 1))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if known is None or who != (CLIENT, SECRET) or challenge != known["code_challenge"]:
            return None
        if form.get("redirect_uri") != known["redirect_uri"]:
            return None
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.id_token(known["nonce"])}

    def id_token(self, nonce: str) -> str:
        """Return the signed claims, as honest as the test wants them."""
        now = int(time.time())
        right = {"iss": self.url, "aud": CLIENT, "exp": now + 300, "iat": now, "nonce": nonce, **self.person}
        said = {name: value for name, value in {**right, **self.claims}.items() if value is not None}
        if self.signed == "none":
            return ".".join((_plain({"alg": "none"}), _plain(said), ""))
        if self.signed == "HS256":
            head = f"{_plain({'alg': 'HS256', 'kid': self.key.kid})}.{_plain(said)}"
            signature = hmac.digest(self.key.as_pem(private=False), head.encode(), "sha256")
            return f"{head}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"
        if self.signed == "ES256":
            return jwt.encode({"alg": "ES256", "kid": self.curve.kid}, said, self.curve, algorithms=["ES256"])
        key = RSAKey.generate_key(2048) if self.signed == "foreign" else self.key
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, said, key)

    def keys(self) -> dict[str, Any]:
        """Return the published keys, a shared one among them that nobody may use."""
        public = [self.key.as_dict(private=False), self.curve.as_dict(private=False)]
        return {"keys": [*public, {"kty": "oct", "k": "c2VjcmV0", "kid": "shared"}]}


def _plain(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


@contextmanager
def running_issuer() -> Iterator[Issuer]:
    """Run a provider on a free port of this machine."""
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            issuer.asked.append(parts.path)
            if parts.path == "/authorize":
                self.send_response(302)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_header("Location", issuer.authorize(query))
                self.end_headers()
            elif parts.path == "/keys":
                self._answer(issuer.keys())
            else:
                found = parts.path == "/.well-known/openid-configuration"
                self._answer(issuer.document() if found else None)

        def do_POST(self) -> None:
            issuer.asked.append(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._answer(issuer.token(form, self.headers.get("Authorization", "")))

        def _answer(self, body: dict[str, Any] | None) -> None:
            text = (
                b"<html>"
                if self.path == issuer.broken
                else json.dumps(body or {"error": "invalid_grant"}).encode()
            )
            self.send_response(200 if body is not None else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
