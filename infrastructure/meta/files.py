"""Files by addresses that a webhook names: fetched as any stranger's, from public places only, bounded in time and size (SE-04).

What comes is never anything but a file to be downloaded.
"""

import re
from urllib.parse import unquote, urlsplit

from application.submitted import SentFile
from infrastructure.egress import Egress
from infrastructure.meta.platform import NotNow

SECONDS, LARGEST, LONGEST_NAME = 60, 25 * 1024 * 1024, 150
CONTENT_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}")
UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u202a-\u202e\u2066-\u2069]")
DEFAULT = "application/octet-stream"
GONE = frozenset({403, 404, 410})
PORTS = {"http": 80, "https": 443}


def file_at(
    url: str, egress: Egress, *, kind: str, named: str = "", largest: int = LARGEST, token: str = ""
) -> SentFile | None:
    """Return a file; None for one that will never be had.

    `named` is the name it goes by, the last part of its address where that is empty; `token` is shown where it lies.

    Raises:
        NotNow: it cannot be had now.

    """
    import requests  # noqa: PLC0415 - imported where something is fetched: every start would pay for it

    from infrastructure.fetching import (  # noqa: PLC0415 - the same
        FetchLimits,
        GuardedSession,
        RequestRefused,
    )

    if not _may_be_asked(url, egress, token):
        return None
    # a token goes nowhere but where it was to be shown
    limits = FetchLimits(seconds=SECONDS, size=largest, redirects=0 if token else 3)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        with GuardedSession(egress, limits) as session:
            answer = session.get(url, headers=headers)
    except RequestRefused as refused:
        if refused.response is not None:
            return None
        raise NotNow from None
    except requests.RequestException:
        raise NotNow from None
    if answer.status_code in GONE:
        return None
    if not answer.ok:
        raise NotNow
    content_type = type_of(answer.headers.get("Content-Type", ""))
    return SentFile("", name_of(named or last_of(url), kind, content_type), content_type, answer.content)


def _may_be_asked(url: str, egress: Egress, token: str) -> bool:
    """Whether a file may lie there; a token is shown by https alone, and at the place that is named for trying it out."""
    try:
        parts = urlsplit(url)
        tried = (parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)) in egress.places
    except ValueError:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and (tried or not token))


def type_of(said: str) -> str:
    """Return a content type without its parameters; the one of any bytes where it is none."""
    plain = said.partition(";")[0].strip().lower()
    return plain if CONTENT_TYPE.fullmatch(plain) else DEFAULT


def last_of(url: str) -> str:
    """Return the last part of an address."""
    return unquote(urlsplit(url).path.rpartition("/")[2])


def name_of(name: str, kind: str, content_type: str) -> str:
    """Return a file's name without anything a path could be made of; one made of what it is where nothing is left."""
    plain = UNSAFE.sub("_", name).strip(". ")[-LONGEST_NAME:]
    return plain or f"{kind}.{content_type.rpartition('/')[2].split('+')[0]}"
