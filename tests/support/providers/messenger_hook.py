"""What Facebook posts to a webhook, as documented for the Messenger Platform: events, batches, signatures."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Sequence
from typing import Any

from tests.support.providers.messenger import SECRET


def new_mid() -> str:
    """Return the id of a new message."""
    return f"m_{secrets.token_urlsafe(48)}"


def event(page_id: str, psid: str, at: float | None = None, **what: Any) -> dict[str, Any]:
    """Return one item of `messaging`: from the person to the page."""
    moment = int((time.time() if at is None else at) * 1000)
    return {"sender": {"id": psid}, "recipient": {"id": page_id}, "timestamp": moment, **what}


def text(
    page_id: str, psid: str, words: str, *, at: float | None = None, mid: str = "", **more: Any
) -> dict[str, Any]:
    """Return a message of words."""
    return event(page_id, psid, at, message={"mid": mid or new_mid(), "text": words, **more})


def files(page_id: str, psid: str, *attachments: tuple[str, str], mid: str = "") -> dict[str, Any]:
    """Return a message of attachments, each (type, address)."""
    told = [{"type": kind, "payload": {"url": url}} for kind, url in attachments]
    return event(page_id, psid, message={"mid": mid or new_mid(), "attachments": told})


def echo(
    page_id: str, psid: str, words: str, *, app_id: int, metadata: str = "", mid: str = ""
) -> dict[str, Any]:
    """Return what the page sent, by our app or elsewhere."""
    said: dict[str, Any] = {"is_echo": True, "app_id": app_id, "mid": mid or new_mid(), "text": words}
    said |= {"metadata": metadata} if metadata else {}
    told = event(page_id, psid, message=said)
    return {**told, "sender": {"id": page_id}, "recipient": {"id": psid}}


def body(*items: dict[str, Any], page_id: str = "", field: str = "messaging") -> bytes:
    """Return the body of one webhook; each page's items are one entry, as Facebook writes JSON."""
    by_page: dict[str, list[dict[str, Any]]] = {}
    for one in items:
        ids = {one["recipient"]["id"], one["sender"]["id"]}
        by_page.setdefault(page_id if page_id in ids else one["recipient"]["id"], []).append(one)
    entries = [{"id": page, "time": int(time.time() * 1000), field: told} for page, told in by_page.items()]
    return written({"object": "page", "entry": entries})


def written(told: Any) -> bytes:
    """Return JSON as Facebook writes it: what is not ASCII escaped in lower case, slashes escaped."""
    return json.dumps(told, separators=(",", ":")).replace("/", "\\/").encode("ascii")


def signed(raw: bytes, secret: str = SECRET) -> dict[str, str]:
    """Return the headers of a webhook: both signatures, as Facebook still sends them."""
    return {
        "Content-Type": "application/json",
        "X-Hub-Signature": "sha1=" + hmac.new(secret.encode(), raw, hashlib.sha1).hexdigest(),
        "X-Hub-Signature-256": "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest(),
    }


def truncated(raw: bytes) -> Sequence[bytes]:
    """Return a body that broke off, at several places."""
    return [raw[:length] for length in (0, 1, len(raw) // 2, len(raw) - 1)]
