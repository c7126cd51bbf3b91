"""OpenID Connect as a client: discovery, the code flow with PKCE, and the check of what comes back (API-06, SE-03).

OpenID Connect Core 1.0 sections 3.1.2 to 3.1.3.7, Discovery 1.0, RFC 7636 (PKCE), RFC 9207 (`iss` in the answer). What a
provider says is believed only after its signature, by an algorithm of the list below, and every claim was checked.
"""

import base64
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from api.providers import Identity, ProviderFailed
from domain.account.sign_in import Provider
from infrastructure.egress import Egress

if (
    TYPE_CHECKING
):  # what talks and what reads keys is imported when somebody signs in this way: every start would pay for it
    import requests
    from joserfc.jwk import KeySet

ALGORITHMS = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "Ed25519",
    "EdDSA",
)
"""Signatures by the provider's own key: never `none`, never a shared secret (HS)."""
SKEW = 60
KEPT = timedelta(hours=1)
AGAIN = timedelta(seconds=30)
"""Before keys are fetched once more because a signature names one that is not known: rotation, or somebody's play."""
OK = 200

Fetch = Callable[..., "requests.Response"]
"""`fetch(method, url, **options)`."""


@dataclass(slots=True)
class _Known:
    """What was fetched of an issuer, and when."""

    about: dict[str, Any]
    at: datetime
    keys: "KeySet | None" = None
    keys_at: datetime | None = None


@dataclass(slots=True)
class OpenId:
    """Talks with providers; remembers their documents for an hour."""

    fetch: Fetch
    _known: dict[str, _Known] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def about(self, issuer: str, at: datetime) -> dict[str, Any]:
        """Return the discovery document, checked to be the issuer's own. Raises `ProviderFailed`."""
        with self._lock:
            known = self._known.get(issuer)
        if known is not None and known.at + KEPT > at:
            return known.about
        about = self._json("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if about.get("issuer") != issuer:
            raise ProviderFailed(
                "issuer", "The provider calls itself something else than the issuer that is set."
            )
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not isinstance(about.get(name), str) or not about[name].startswith(("https://", "http://")):
                raise ProviderFailed("discovery", f"The provider's document names no {name}.")
        with self._lock:
            self._known[issuer] = _Known(about, at)
        return about

    def authorize_url(
        self, provider: Provider, at: datetime, *, back: str, state: str, nonce: str, verifier: str
    ) -> str:
        """Return where the browser goes to sign in. Raises `ProviderFailed`."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        query = {
            "response_type": "code", "client_id": provider.client_id, "redirect_uri": back,
            "scope": "openid email profile", "state": state, "nonce": nonce,
            "code_challenge": challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        url: str = self.about(provider.issuer, at)["authorization_endpoint"]
        return f"{url}{'&' if '?' in url else '?'}{urlencode(query)}"

    def identity(
        self,
        provider: Provider,
        secret: str,
        at: datetime,
        *,
        code: str,
        back: str,
        nonce: str,
        verifier: str,
    ) -> Identity:
        """Exchange a code for an ID token and return whom it names. Raises `ProviderFailed`."""
        about = self.about(provider.issuer, at)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": verifier,
        }
        methods = about.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        basic = bool(secret) and "client_secret_basic" in methods
        if not basic:
            form |= {"client_id": provider.client_id} | ({"client_secret": secret} if secret else {})
        auth = (_escaped(provider.client_id), _escaped(secret)) if basic else None
        answer = self._json("POST", about["token_endpoint"], data=form, auth=auth)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise ProviderFailed("token", "The provider gave no ID token.")
        return self._checked(provider, token, about, at, nonce)

    def claims(self, issuer: str, token: str, at: datetime) -> dict[str, Any]:
        """Return the claims of a token that the issuer signed; what they say is not judged. Raises `ProviderFailed`."""
        return self._verified(issuer, token, self.about(issuer, at), at)

    def _checked(
        self, provider: Provider, token: str, about: dict[str, Any], at: datetime, nonce: str
    ) -> Identity:
        from joserfc import jwt  # noqa: PLC0415 - see above
        from joserfc.errors import JoseError  # noqa: PLC0415 - see above

        claims = self._verified(provider.issuer, token, about, at)
        now = int(at.timestamp())
        registry = jwt.JWTClaimsRegistry(
            now=now, leeway=SKEW,
            iss={"essential": True, "value": provider.issuer}, sub={"essential": True}, aud={"essential": True},
            exp={"essential": True}, iat={"essential": True}, nonce={"essential": True, "value": nonce},
        )  # fmt: skip
        try:
            registry.validate(claims)
        except JoseError as error:
            claim = getattr(error, "claim", "") or "exp"
            raise ProviderFailed(
                f"claim_{claim}", f"What the provider said does not fit ({claim})."
            ) from None
        audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        others = len(audience) > 1 or "azp" in claims
        if provider.client_id not in audience or (others and claims.get("azp") != provider.client_id):
            raise ProviderFailed("claim_aud", "What the provider said is meant for somebody else (aud).")
        subject, email, name = claims["sub"], claims.get("email"), claims.get("name")
        if not isinstance(subject, str) or not 0 < len(subject) <= 255:  # noqa: PLR2004 - OpenID Connect Core, section 2
            raise ProviderFailed("claim_sub", "What the provider said does not fit (sub).")
        verified = claims.get("email_verified") in (True, "true")
        return Identity(
            provider.issuer, subject, email if isinstance(email, str) else "", verified,
            name[:200] if isinstance(name, str) else "",
        )  # fmt: skip

    def _verified(self, issuer: str, token: str, about: dict[str, Any], at: datetime) -> dict[str, Any]:
        """Return the claims of a token whose signature is the provider's; a new key of theirs is fetched once."""
        from joserfc import jwt  # noqa: PLC0415 - see above
        from joserfc.errors import JoseError  # noqa: PLC0415 - see above

        for fresh in (False, True):
            keys = self._keys(issuer, about, at, fresh=fresh)
            try:
                return dict(jwt.decode(token, keys, algorithms=ALGORITHMS).claims)
            except (JoseError, ValueError) as error:
                failed = error
        raise ProviderFailed(
            "signature", "What the provider said is not signed by it, or in a way that is not accepted."
        ) from failed

    def _keys(self, issuer: str, about: dict[str, Any], at: datetime, *, fresh: bool) -> "KeySet":
        with self._lock:
            known = self._known[issuer]
            keys, since = known.keys, known.keys_at
        old = since is None or since + (AGAIN if fresh else KEPT) <= at
        if keys is None or old:
            keys = self._key_set(about["jwks_uri"])
            with self._lock:
                known.keys, known.keys_at = keys, at
        return keys

    def _key_set(self, url: str) -> "KeySet":
        from joserfc.errors import JoseError  # noqa: PLC0415 - see above
        from joserfc.jwk import KeySet  # noqa: PLC0415 - see above

        found = self._json("GET", url).get("keys")
        public = (
            [key for key in found if isinstance(key, dict) and key.get("kty") != "oct"]
            if isinstance(found, list)
            else []
        )
        try:
            return KeySet.import_key_set({"keys": public})
        except (JoseError, ValueError, TypeError, KeyError):
            raise ProviderFailed("keys", "The provider's keys cannot be read.") from None

    def _json(self, method: str, url: str, **options: Any) -> dict[str, Any]:
        import requests  # noqa: PLC0415 - see above

        try:
            answer = self.fetch(method, url, headers={"Accept": "application/json"}, **options)
        except requests.RequestException as error:
            raise ProviderFailed(
                "away", f"The provider cannot be reached ({type(error).__name__})."
            ) from None
        try:
            body = answer.json() if answer.status_code == OK else None
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise ProviderFailed("answer", "The provider refused, or gave an answer that cannot be read.")
        return body


def guarded_fetch(egress: Egress) -> Fetch:
    """Return a fetch that goes where accounts' URLs may lead, and no further (SE-04)."""

    def fetch(method: str, url: str, **options: Any) -> "requests.Response":
        from infrastructure.fetching import GuardedSession  # noqa: PLC0415 - see above

        with GuardedSession(egress) as session:
            return session.request(method, url, **options)

    return fetch


def new_verifier() -> str:
    """Return a random PKCE verifier (RFC 7636, section 4.1)."""
    return secrets.token_urlsafe(48)


def _escaped(text: str) -> str:
    """Return a client id or secret as HTTP Basic wants it (RFC 6749, section 2.3.1)."""
    return urlencode({"": text})[1:]
