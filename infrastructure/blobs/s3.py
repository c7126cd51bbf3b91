"""Blobs in a bucket of S3 or anything that speaks its protocol.

Four requests of HTTP are all that is needed, so there is no SDK: `requests` is here already (docs/adr/0024).
"""

import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote, urlsplit
from uuid import UUID
from xml.etree import ElementTree as ET

import requests
from requests.adapters import HTTPAdapter

from application.ports import Unavailable
from infrastructure.blobs.signing import UNRESERVED, Signer, encoded

ATTEMPTS = 3
TIMEOUTS = (3.0, 30.0)
"""Seconds to connect, and between two pieces of an answer."""
PAUSE = 0.2
CONNECTIONS = 32
OK, NOT_FOUND, REQUEST_TIMEOUT, TOO_MANY, SERVER_ERROR = 200, 404, 408, 429, 500
DEFAULT_REGION = "us-east-1"
logger = logging.getLogger(__name__)


class StoreAway(Unavailable):
    """The bucket does not answer, or does not let us in; the message names the status and nothing else."""


class Bucket:
    """A `Store` in a bucket, by addresses of the form endpoint/bucket/key.

    The store answers a write after it is durable; the digest in each request's signature covers the content, so what
    was altered on the way is refused.
    """

    def __init__(self, url: str, access_key: str, secret_key: str, *, pause: float = PAUSE) -> None:
        """Use the bucket of `s3://bucket/prefix?endpoint=https://host&region=name`."""
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query))
        region = options.get("region", DEFAULT_REGION)
        endpoint = urlsplit(options.get("endpoint", f"https://s3.{region}.amazonaws.com"))
        self._base, self._host = f"{endpoint.scheme}://{endpoint.netloc}", endpoint.netloc
        self._bucket, prefix = parts.netloc, parts.path.strip("/")
        self._prefix = f"{prefix}/" if prefix else ""
        self._signer = Signer(access_key, secret_key, region)
        self._pause = pause
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.mount(self._base, HTTPAdapter(pool_maxsize=CONNECTIONS))

    def put(self, blob_id: UUID, sealed: bytes) -> None:
        """See `Store.put`."""
        self._ask("PUT", self._key(blob_id), sealed)

    def get(self, blob_id: UUID) -> bytes | None:
        """See `Store.get`."""
        return self._ask("GET", self._key(blob_id))

    def delete(self, blob_id: UUID) -> None:
        """See `Store.delete`."""
        self._ask("DELETE", self._key(blob_id))

    def ids(self) -> Iterator[UUID]:
        """See `Store.ids`; a page of a thousand at a time."""
        query = {"list-type": "2", "prefix": self._prefix}
        while True:
            answer = self._ask("GET", "", query=query)
            if answer is None:
                raise StoreAway("the bucket is not there")
            page = ET.fromstring(answer)  # noqa: S314 - of the store that keeps everything anyway
            space = page.tag.removesuffix("ListBucketResult")
            for key in page.iterfind(f"{space}Contents/{space}Key"):
                yield UUID((key.text or "").rpartition("/")[2])
            more = page.findtext(f"{space}NextContinuationToken")
            if not more:
                return
            query["continuation-token"] = more

    def _key(self, blob_id: UUID) -> str:
        name = blob_id.hex
        return f"{self._prefix}{name[:2]}/{name}"

    def _ask(
        self, method: str, key: str, payload: bytes = b"", query: dict[str, str] | None = None
    ) -> bytes | None:
        """Return the content of the answer; None where there is no such key.

        Raises:
            StoreAway: there was no good answer after some attempts; those that may be better next time are repeated.

        """
        for attempt in range(1, ATTEMPTS + 1):
            answer = self._answer(method, key, payload, query or {})
            if answer is not None:
                if answer.status_code == NOT_FOUND:
                    if method == "PUT" or b"NoSuchBucket" in answer.content:
                        raise StoreAway("the bucket is not there")
                    return None
                if OK <= answer.status_code < 300:  # noqa: PLR2004 - RFC 9110: 2xx is success
                    return answer.content
                status = answer.status_code
                logger.warning("the bucket answered %s with %d", method, status)
                if status < SERVER_ERROR and status not in {REQUEST_TIMEOUT, TOO_MANY}:
                    raise StoreAway(f"the bucket refuses: {status}")
            if attempt < ATTEMPTS:
                time.sleep(self._pause * 2**attempt)
        raise StoreAway("the bucket does not answer")

    def _answer(
        self, method: str, key: str, payload: bytes, query: dict[str, str]
    ) -> requests.Response | None:
        path = quote(f"/{self._bucket}/{key}".rstrip("/"), safe=UNRESERVED + "/")
        headers = self._signer.signed(method, self._host, path, query, payload, datetime.now(UTC))
        url = f"{self._base}{path}" + (f"?{encoded(query)}" if query else "")
        try:
            return self._session.request(
                method, url, data=payload or None, headers=headers, timeout=TIMEOUTS, allow_redirects=False
            )
        except requests.RequestException as error:
            logger.warning("the bucket cannot be reached: %s", type(error).__name__)
            return None
