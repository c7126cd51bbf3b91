"""What Facebook posts to the webhook of pages, taken apart into single items (MSG-11, SE-03). Pure.

Source: developers.facebook.com, the Messenger Platform's webhook events. An entry holds items of several people.
"""

from typing import Any

from infrastructure.meta.hook import Item, digest, entries, is_id

LONGEST_MID = 1_000
TAKEN = frozenset(
    {"message", "postback", "reaction", "read", "delivery", "referral", "optin", "message_edit"}
)
"""What an item may be about to be taken in; there is more that asks nothing, such as typing or the handing over of control."""


def items(raw: bytes) -> list[Item]:
    """Return what a body tells of pages, in its order; what is of no shape or kind known here is left out.

    Raises:
        ValueError: it is no JSON object with entries.

    """
    found = (_item(entry, one) for entry in entries(raw, "page") for one in _told(entry))
    return [one for one in found if one is not None]


def _told(entry: dict[str, Any]) -> list[Any]:
    # of a conversation that another app has in hand we are told beside
    lists = [entry.get("messaging"), entry.get("standby")]
    return [one for told in lists if isinstance(told, list) for one in told]


def _item(entry: dict[str, Any], event: Any) -> Item | None:
    page_id = str(entry.get("id") or "")
    if not isinstance(event, dict) or not is_id(page_id):
        return None
    what = next((name for name in event if name in TAKEN and isinstance(event[name], dict)), "")
    if not what or page_id not in (_id(event, "recipient"), _id(event, "sender")):
        return None
    return Item(page_id, _key(what, event), event)


def _key(what: str, event: dict[str, Any]) -> str:
    """Return what tells an item from every other: a message's own id, of anything else a digest of the whole.

    That a message was taken back names it, and is something else: whichever comes first, the other is not a repeat.
    """
    mid = event[what].get("mid")
    if (
        event[what].get("is_deleted") is not True
        and what in {"message", "postback"}
        and isinstance(mid, str)
        and 0 < len(mid) <= LONGEST_MID
    ):
        return f"{what}:{mid}"
    return digest(what, event)


def _id(event: dict[str, Any], who: str) -> str:
    party = event.get(who)
    return str(party.get("id") or "") if isinstance(party, dict) else ""
