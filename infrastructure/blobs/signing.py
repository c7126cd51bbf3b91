"""AWS Signature Version 4, as S3 and everything compatible with it asks for (docs: "Authenticating Requests", S3 API)."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

UNRESERVED = "-_.~"
ALGORITHM = "AWS4-HMAC-SHA256"


@dataclass(frozen=True)
class Signer:
    """Signs requests of one access key for S3 in one region."""

    access_key: str
    secret_key: str = field(repr=False)
    region: str

    def signed(
        self, method: str, host: str, path: str, query: Mapping[str, str], payload: bytes, at: datetime
    ) -> dict[str, str]:
        """Return the headers that a request to `path`, quoted already, needs; the payload is covered by its digest."""
        stamp, day = at.strftime("%Y%m%dT%H%M%SZ"), at.strftime("%Y%m%d")
        digest = hashlib.sha256(payload).hexdigest()
        headers = {"host": host, "x-amz-content-sha256": digest, "x-amz-date": stamp}
        names = ";".join(headers)
        lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
        request = "\n".join((method, path, encoded(query), lines, names, digest))
        scope = f"{day}/{self.region}/s3/aws4_request"
        text = "\n".join((ALGORITHM, stamp, scope, hashlib.sha256(request.encode()).hexdigest()))
        key = f"AWS4{self.secret_key}".encode()
        for part in (day, self.region, "s3", "aws4_request"):
            key = hmac.digest(key, part.encode(), "sha256")
        signature = hmac.digest(key, text.encode(), "sha256").hex()
        credential = f"{self.access_key}/{scope}"
        told = f"{ALGORITHM} Credential={credential}, SignedHeaders={names}, Signature={signature}"
        return {**headers, "Authorization": told}


def encoded(query: Mapping[str, str]) -> str:
    """Return a query string in the one form that is signed."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in sorted(query.items()))


def _quoted(text: str) -> str:
    return quote(text, safe=UNRESERVED)
