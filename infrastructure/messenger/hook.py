"""What Facebook posts to the webhook: believed by its signature, taken apart into single items (MSG-11, SE-03). Pure.

Sources: developers.facebook.com, Webhooks (getting started: verification requests, validating payloads) and the Messenger
Platform's webhook events. A batch holds entries of several pages, an entry items of several people; what is sent again is
the same, in other batches perhaps.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any

SCHEME, LONGEST_ID, LONGEST_MID = "sha256=", 64, 1_000
TAKEN = frozenset(
    {"message", "postback", "reaction", "read", "delivery", "referral", "optin", "message_edit"}
)
"""What an item may be about to be taken in; there is more that asks nothing, such as typing or the handing over of control."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that happened with a page; `key` is the same each time it is told."""

    page_id: str
    key: str
    event: dict[str, Any] = field(repr=False)


def genuine(secret: str, raw: bytes, header: str) -> bool:
    """Whether the holder of the app's secret signed a body: as it is, or as Facebook's documentation has it, escaped.

    Facebook sends what is not ASCII escaped; should something on the way have written it out, that says the same.
    """
    shown = header.strip().encode("utf-8", "replace")
    fits = hmac.compare_digest(_signature(secret, raw), shown)
    if fits or raw.isascii():
        return fits
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return False
    escaped = "".join(one if one.isascii() else json.dumps(one)[1:-1] for one in text)
    return hmac.compare_digest(_signature(secret, escaped.encode("ascii")), shown)


def items(raw: bytes) -> list[Item]:
    """Return what a body tells of pages, in its order; what is of no shape or kind known here is left out.

    Raises:
        ValueError: it is no JSON object with entries.

    """
    try:
        told = json.loads(raw)
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(told, dict) or not isinstance(told.get("entry"), list):
        raise ValueError("no entries")  # noqa: TRY004 - whoever asks has one answer for all of that
    if told.get("object") != "page":
        return []
    found = (_item(entry, one) for entry in told["entry"] for one in _told(entry))
    return [one for one in found if one is not None]


def _told(entry: Any) -> list[Any]:
    if not isinstance(entry, dict):
        return []
    # of a conversation that another app has in hand we are told beside
    lists = [entry.get("messaging"), entry.get("standby")]
    return [one for told in lists if isinstance(told, list) for one in told]


def _item(entry: dict[str, Any], event: Any) -> Item | None:
    page_id = str(entry.get("id") or "")
    if not isinstance(event, dict) or not (
        page_id.isascii() and page_id.isdigit() and len(page_id) <= LONGEST_ID
    ):
        return None
    what = next((name for name in event if name in TAKEN and isinstance(event[name], dict)), "")
    if not what or page_id not in (_id(event, "recipient"), _id(event, "sender")):
        return None
    return Item(page_id, _key(what, event), event)


def _key(what: str, event: dict[str, Any]) -> str:
    """Return what tells an item from every other: a message's own id, of anything else a digest of the whole."""
    mid = event[what].get("mid")
    if what in {"message", "postback"} and isinstance(mid, str) and 0 < len(mid) <= LONGEST_MID:
        return f"{what}:{mid}"
    whole = json.dumps(event, sort_keys=True, separators=(",", ":")).encode()
    return f"{what}#{hashlib.sha256(whole).hexdigest()}"


def _id(event: dict[str, Any], who: str) -> str:
    party = event.get(who)
    return str(party.get("id") or "") if isinstance(party, dict) else ""


def _signature(secret: str, raw: bytes) -> bytes:
    return (SCHEME + hmac.digest(secret.encode(), raw, "sha256").hex()).encode()
