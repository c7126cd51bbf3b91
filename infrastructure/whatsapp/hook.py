"""What Meta posts to the webhook of WhatsApp Business Accounts, taken apart into single items (WAB-02, SE-03). Pure.

Source: developers.facebook.com, Cloud API webhooks. An entry is of an account, its changes are of its numbers: messages of
several people, statuses of ours, and changes of templates.
"""

from collections.abc import Iterator
from typing import Any

from application.messaged import mapped, text_at
from application.whatsapped import MESSAGE, STATUS
from infrastructure.meta.hook import Item, digest, entries, is_id

ABOUT, LONGEST_WAMID = "whatsapp_business_account", 500
LISTS = (("messages", MESSAGE), ("statuses", STATUS))
WHO = ("from", "from_user_id", "recipient_id", "recipient_user_id")
"""Who a message is of, or a status about: their number, and the id that the business alone has for them."""
TEMPLATES = frozenset(
    {"message_template_status_update", "message_template_components_update", "template_category_update"}
)
"""The fields that tell of templates; which, and what of it, is asked for."""


def items(raw: bytes) -> list[Item]:
    """Return what a body tells of numbers, in its order; what is of no shape or kind known here is left out.

    Raises:
        ValueError: it is no JSON object with entries.

    """
    return [one for value in _values(raw) for one in _items(value)]


def template_accounts(raw: bytes) -> set[str]:
    """Return the accounts of whose templates a body tells. Raises `ValueError`."""
    return {
        waba_id
        for entry in entries(raw, ABOUT)
        if is_id(waba_id := text_at(entry, "id"))
        and any(text_at(one, "field") in TEMPLATES for one in _changes(entry))
    }


def _values(raw: bytes) -> Iterator[dict[str, Any]]:
    for entry in entries(raw, ABOUT):
        for change in _changes(entry):
            if change.get("field") == "messages" and isinstance(change.get("value"), dict):
                yield change["value"]


def _changes(entry: dict[str, Any]) -> list[dict[str, Any]]:
    return _mappings(entry.get("changes"))


def _items(value: dict[str, Any]) -> Iterator[Item]:
    number = text_at(mapped(value, "metadata"), "phone_number_id")
    if not is_id(number) or not number:
        return
    told = [
        (what, event)
        for name, what in LISTS
        for event in _mappings(value.get(name))
        if 0 < len(text_at(event, "id")) <= LONGEST_WAMID
    ]
    for what, event in told:
        contact = _of(value, event, alone=len(told) == 1)
        yield Item(number, _key(what, event), {"what": what, "event": event, "contact": contact})


def _key(what: str, event: dict[str, Any]) -> str:
    """Return what tells an item from every other: a message's own id; of a status it is how far a message has got."""
    if what == MESSAGE:
        return f"{what}:{text_at(event, 'id')}"
    return digest(what, {name: event.get(name) for name in ("id", "status", "timestamp", "recipient_id")})


def _of(value: dict[str, Any], event: dict[str, Any], *, alone: bool) -> dict[str, Any]:
    """Return whom of the contacts that are named an item is of; `alone` where nothing else is told beside it."""
    who = {text_at(event, name) for name in WHO} - {""}
    named = _mappings(value.get("contacts"))
    found = next((one for one in named if who & {text_at(one, "wa_id"), text_at(one, "user_id")}), None)
    # some countries' numbers are written in two ways
    return found or (named[0] if alone and len(named) == 1 else {})


def _mappings(told: object) -> list[dict[str, Any]]:
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
