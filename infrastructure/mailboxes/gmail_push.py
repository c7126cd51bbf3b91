"""Google's word that a mailbox changed, brought by Pub/Sub: believed only by its signed token (EML-03, SE-03).

Source: cloud.google.com/pubsub/docs/authenticate-push-subscriptions: the bearer is an OpenID Connect token by Google's
own keys, for the audience and of the service account that the subscription names.
"""

import base64
import json
from dataclasses import dataclass
from datetime import datetime

from api.providers import ProviderFailed
from infrastructure.mailboxes.port import Heard, Notice, Temporary
from infrastructure.oidc import OpenId

SKEW = 60
WITHOUT_FAULT = Heard(204)
NOT_BELIEVED = Heard(401)


@dataclass(frozen=True)
class Push:
    """Judges what comes to the hook."""

    open_id: OpenId
    issuer: str
    audience: str
    account: str
    """The service account's address; empty: no push is believed."""

    def hear(self, notice: Notice, at: datetime) -> Heard:
        """Return the mailbox that changed; 401 for what Google did not send to us. Raises `Temporary`.

        What it sent and we cannot read is taken as heard: sent again it would say the same.
        """
        scheme, _, token = notice.authorization.partition(" ")
        if not self.account or scheme.lower() != "bearer" or not token:
            return NOT_BELIEVED
        try:
            claims = self.open_id.claims(self.issuer, token.strip(), at)
        except ProviderFailed as failed:
            if failed.code in {"away", "answer", "discovery", "keys"}:
                raise Temporary(failed.code) from None
            return NOT_BELIEVED
        now = at.timestamp()
        believed = (
            claims.get("iss") in {self.issuer, self.issuer.removeprefix("https://")}
            and claims.get("aud") == self.audience
            and claims.get("email") == self.account
            and claims.get("email_verified") is True
            and _number(claims.get("exp")) > now - SKEW
            and _number(claims.get("iat")) < now + SKEW
        )
        if not believed:
            return NOT_BELIEVED
        address = _address(notice.body)
        return Heard(204, addresses=(address,)) if address else WITHOUT_FAULT


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _address(body: bytes) -> str:
    try:
        data = json.loads(body)["message"]["data"]
        told = json.loads(base64.b64decode(data))
        return str(told["emailAddress"])
    except (ValueError, KeyError, TypeError):
        return ""
