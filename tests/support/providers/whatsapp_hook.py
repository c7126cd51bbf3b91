"""What Meta posts to the webhook of WhatsApp Business Accounts, as documented: messages, statuses, templates, signatures."""

from __future__ import annotations

import base64
import hashlib
import time
from typing import Any

from tests.support.providers import messenger_hook
from tests.support.providers.messenger_hook import truncated, written
from tests.support.providers.whatsapp import SECRET, Account, Number, Sent, new_wamid, scoped

__all__ = ["body", "by_username", "contacts", "failed", "file", "location", "message", "order", "pressed", "reaction", "row", "signed", "status",
           "template", "text", "truncated", "written"]  # fmt: skip


def message(
    wa_id: str,
    kind: str,
    content: Any,
    *,
    at: float | None = None,
    wamid: str = "",
    answers: str = "",
    **more: Any,
) -> dict[str, Any]:
    """Return one of `messages`: from somebody, of a type."""
    told = {"context": {"from": "48221002030", "id": answers}} if answers else {}
    return {
        **told, "from": wa_id, "from_user_id": scoped(wa_id), "id": wamid or new_wamid(), "timestamp": str(int(time.time() if at is None else at)),
        "type": kind, kind: content, **more,
    }  # fmt: skip


def text(wa_id: str, words: str, **more: Any) -> dict[str, Any]:
    """Return a text."""
    return message(wa_id, "text", {"body": words}, **more)


def file(
    wa_id: str, kind: str, media_id: str, content_type: str, data: bytes, **about: Any
) -> dict[str, Any]:
    """Return a message with a file, by its id."""
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
    return message(wa_id, kind, {"mime_type": content_type, "sha256": digest, "id": media_id, **about})


def location(wa_id: str, **about: Any) -> dict[str, Any]:
    """Return a place."""
    place = {"latitude": 52.2297, "longitude": 21.0122, "name": "Palace", "address": "Plac Defilad 1"}
    return message(wa_id, "location", {**place, **about})


def contacts(wa_id: str) -> dict[str, Any]:
    """Return a card of somebody."""
    card = {
        "name": {"formatted_name": "Bob Other", "first_name": "Bob", "last_name": "Other"},
        "phones": [{"phone": "+48 600 300 400", "wa_id": "48600300400", "type": "CELL"}],
        "emails": [{"email": "bob@other.example", "type": "WORK"}],
    }
    return message(wa_id, "contacts", [card])


def order(wa_id: str) -> dict[str, Any]:
    """Return an order of things of a catalogue."""
    items = [{"product_retailer_id": "shoe-42", "quantity": 2, "item_price": 199.5, "currency": "PLN"}]
    return message(
        wa_id, "order", {"catalog_id": "1017", "text": "By Friday, please", "product_items": items}
    )


def pressed(wa_id: str, known: str, title: str, *, answers: str, **more: Any) -> dict[str, Any]:
    """Return a button of ours that was pressed."""
    reply = {"type": "button_reply", "button_reply": {"id": known, "title": title}}
    return message(wa_id, "interactive", reply, answers=answers, **more)


def row(wa_id: str, known: str, title: str, *, answers: str) -> dict[str, Any]:
    """Return a row of a list of ours that was chosen."""
    reply = {"type": "list_reply", "list_reply": {"id": known, "title": title, "description": ""}}
    return message(wa_id, "interactive", reply, answers=answers)


def reaction(wa_id: str, to: str, emoji: str, **more: Any) -> dict[str, Any]:
    """Return a reaction to a message; an empty emoji takes it back."""
    about = {"message_id": to, **({"emoji": emoji} if emoji else {})}
    return message(wa_id, "reaction", about, **more)


def status(sent: Sent, what: str, *, at: float | None = None, **more: Any) -> dict[str, Any]:
    """Return one of `statuses`: how far a message of ours has got."""
    known = sent.body.get("biz_opaque_callback_data")
    told: dict[str, Any] = {"biz_opaque_callback_data": known} if known else {}
    if what == "sent":
        told["pricing"] = {
            "billable": False,
            "pricing_model": "PMP",
            "type": "free_customer_service",
            "category": "service",
        }
    return {
        "id": sent.wamid, "status": what, "timestamp": str(int(time.time() if at is None else at)), "recipient_id": sent.to,
        "recipient_user_id": scoped(sent.to), **told, **more,
    }  # fmt: skip


def failed(sent: Sent, code: int, title: str = "Message undeliverable") -> dict[str, Any]:
    """Return a status that says that a message did not arrive, and why."""
    href = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"
    why = {
        "code": code,
        "title": title,
        "message": title,
        "error_data": {"details": f"{title}."},
        "href": href,
    }
    return status(sent, "failed", errors=[why])


def _contact(one: dict[str, Any], named: dict[str, str]) -> dict[str, Any]:
    who = str(one.get("from") or one.get("recipient_id") or "")
    known = {"user_id": one.get("from_user_id") or one.get("recipient_user_id")}
    profile = {"name": named.get(who, "Ann Customer"), **({} if who else {"username": "@ann"})}
    return {"profile": profile, **({"wa_id": who} if who else {}), **known}


def by_username(one: dict[str, Any]) -> dict[str, Any]:
    """Return an item of somebody who shows a username in place of their number."""
    return {name: value for name, value in one.items() if name not in {"from", "recipient_id"}}


def body(
    account: Account, number: Number, *items: dict[str, Any], named: dict[str, str] | None = None
) -> bytes:
    """Return the body of one webhook about a number: its messages, its statuses, and who is named."""
    display = "".join(each for each in number.display if each.isdigit())
    value: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": display, "phone_number_id": number.id},
    }
    about = [_contact(one, named or {}) for one in items]
    value["contacts"] = list({one["user_id"]: one for one in about}.values())
    for name, own in (("messages", "from_user_id"), ("statuses", "recipient_user_id")):
        told = [one for one in items if own in one]
        value |= {name: told} if told else {}
    change = {"value": value, "field": "messages"}
    return written(
        {"object": "whatsapp_business_account", "entry": [{"id": account.id, "changes": [change]}]}
    )


def template(account: Account, name: str, event: str, language: str = "en", reason: str = "NONE") -> bytes:
    """Return the body that tells of a template's state."""
    value = {
        "event": event, "message_template_id": 1689556908129832, "message_template_name": name,
        "message_template_language": language, "reason": reason, "message_template_category": "UTILITY",
    }  # fmt: skip
    change = {"value": value, "field": "message_template_status_update"}
    entry = {"id": account.id, "time": int(time.time()), "changes": [change]}
    return written({"entry": [entry], "object": "whatsapp_business_account"})


def signed(raw: bytes, secret: str = SECRET) -> dict[str, str]:
    """Return the headers of a webhook."""
    return messenger_hook.signed(raw, secret)
