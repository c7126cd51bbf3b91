"""What one of WhatsApp's items means: a message of a person, a reaction, or how far a message of ours has got (WAB-02).

Wire format: https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components. What is not understood is read as
such, never as something else.
"""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from application.inbound import Attachment, InboundMessage, Messaged, Sign
from application.items import Item, choice_of, link_of, ours_in, time_of
from application.messaged import mapped, text_at
from application.whatsapped import STATUS, wanted_media

WHY = "whatsapp"
STATUSES = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "seen",
    "played": "seen",
    "failed": "undelivered",
}
"""What Meta calls how far a message has got, and what we do."""
CHANGED = ("user_changed_number", "customer_changed_number")
"""What Meta calls it when somebody has another number."""
CODE = re.compile(r"[0-9]{1,9}")
SAID_BY_FILES = {"sticker": "sticker"}


class Content(NamedTuple):
    """How a message is said, what of it can be read, with a title and a link, and what pressing came back with."""

    said: str = ""
    lines: tuple[str, ...] = ()
    title: str = ""
    url: str = ""
    payload: str = ""


def read(raw: bytes) -> InboundMessage:
    """Return what an original says. Raises `ValueError`, `KeyError`, `TypeError` where it is none of ours."""
    said = json.loads(raw)
    event, contact = said["event"], said["contact"]
    return _Status(raw, event).read() if said["what"] == STATUS else _Message(raw, event, contact).read()


class _Message(Item):
    """One of a webhook's `messages`."""

    def __init__(self, raw: bytes, event: Mapping[str, Any], contact: Mapping[str, Any]) -> None:
        self.type = text_at(event, "type")
        self.body = mapped(event, self.type)
        # who shows a username has no number there, but an id of the company's own
        known = (text_at(event, "from"), text_at(contact, "wa_id"), text_at(event, "from_user_id"))
        sender = next(filter(None, known), "")
        profile = mapped(contact, "profile")
        name = text_at(profile, "name") or text_at(profile, "username")
        super().__init__(
            raw, event, kind=WHY, address=sender.lstrip("+"), at=time_of(event.get("timestamp")), name=name
        )

    def read(self) -> InboundMessage:
        """Say what it is by its type."""
        # that something was taken back says nothing that could be shown
        if not self.address or self.type in {"request_welcome", "revoke"}:
            return self.sign(Sign("other"))
        if self.type == "reaction":
            emoji, about = text_at(self.body, "emoji"), (text_at(self.body, "message_id"),)
            return self.sign(Sign("reaction", mids=about, reaction=emoji, removed=not emoji))
        if self.type == "system" and text_at(self.body, "type") not in CHANGED:
            return self.sign(Sign("other"))
        return self._message(self._content())

    def _message(self, content: Content) -> InboundMessage:
        referral = mapped(self.event, "referral")
        if referral and not content.said:
            title, url = text_at(referral, "headline"), link_of(text_at(referral, "source_url"))
            content = content._replace(said="referral", title=title, url=url)
        files = self._files()
        lines = tuple(line for line in content.lines if line)
        about = Messaged(
            said=content.said if lines or files or content.said else "unsupported",
            title=content.title,
            url=content.url,
            reply_to=text_at(mapped(self.event, "context"), "id")
            or text_at(mapped(self.event, "edit"), "original_message_id"),
            choice=choice_of(content.payload),
            payload=content.payload,
        )
        return self.made(text_at(self.event, "id"), about, "\n".join(lines), files)

    def _content(self) -> Content:
        if wanted_media(self.event):
            said = "voice" if self.body.get("voice") is True else SAID_BY_FILES.get(self.type, "")
            return Content(said, (text_at(self.body, "caption"),))
        readers: Mapping[str, Callable[[], Content]] = {
            "text": self._text,
            "edit": self._edit,
            "location": self._location,
            "contacts": self._contacts,
            "interactive": self._interactive,
            "button": self._button,
            "order": self._order,
            "system": self._number_changed,
        }
        return readers.get(self.type, self._unsupported)()

    def _text(self) -> Content:
        product = text_at(mapped(mapped(self.event, "context"), "referred_product"), "product_retailer_id")
        return Content("share" if product else "", (text_at(self.body, "body"),), product)

    def _edit(self) -> Content:
        put_right = mapped(self.body, "message")
        content = mapped(put_right, text_at(put_right, "type"))
        return Content("edit", (text_at(content, "body") or text_at(content, "caption"),))

    def _unsupported(self) -> Content:
        # of a file that WhatsApp itself could not have there may be a word
        return Content("unsupported", (text_at(self.body, "caption"),))

    def _location(self) -> Content:
        names = (text_at(self.body, "name"), text_at(self.body, "address"))
        place = (_scalar(self.body.get("latitude")), _scalar(self.body.get("longitude")))
        numbers = ", ".join(filter(None, place))
        return Content("location", (*names, numbers), names[0], link_of(text_at(self.body, "url")))

    def _contacts(self) -> Content:
        people = _mappings(self.event.get("contacts"))
        names = [_called(mapped(one, "name")) for one in people]
        lines = [
            ", ".join(filter(None, (name, *_reached(one)))) for name, one in zip(names, people, strict=True)
        ]
        return Content("contacts", tuple(lines), ", ".join(filter(None, names)))

    def _interactive(self) -> Content:
        button, row, form = (mapped(self.body, name) for name in ("button_reply", "list_reply", "nfm_reply"))
        if button:
            return Content("button", (text_at(button, "title"),), payload=text_at(button, "id"))
        if row:
            title = text_at(row, "title")
            return Content("list", (title, text_at(row, "description")), title, payload=text_at(row, "id"))
        return (
            Content("nfm", (text_at(form, "body"), *_answers(form)), text_at(form, "name"))
            if form
            else Content()
        )

    def _button(self) -> Content:
        return Content("button", (text_at(self.body, "text"),), payload=text_at(self.body, "payload"))

    def _order(self) -> Content:
        lines = [_ordered(one) for one in _mappings(self.body.get("product_items"))]
        return Content("order", (text_at(self.body, "text"), *lines))

    def _number_changed(self) -> Content:
        number = text_at(self.body, "wa_id") or text_at(self.body, "new_wa_id")
        return Content("number_changed", (text_at(self.body, "body"),), number and f"+{number.lstrip('+')}")

    def _files(self) -> tuple[Attachment, ...]:
        return tuple(self.file(one.number, one.filename or one.kind) for one in wanted_media(self.event))


class _Status(Item):
    """One of a webhook's `statuses`: how far a message of ours has got."""

    def __init__(self, raw: bytes, event: Mapping[str, Any]) -> None:
        recipient = text_at(event, "recipient_id").lstrip("+")
        super().__init__(raw, event, kind=WHY, address=recipient, at=time_of(event.get("timestamp")), name="")

    def read(self) -> InboundMessage:
        """Tell ours by what we sent along: its id may not be known yet."""
        kind = STATUSES.get(text_at(self.event, "status"), "other")
        error = next(iter(_mappings(self.event.get("errors"))), {})
        code = text_at(error, "code")
        sign = Sign(
            kind,
            mids=(text_at(self.event, "id"),),
            ours=ours_in(text_at(self.event, "biz_opaque_callback_data")),
            code=int(code) if CODE.fullmatch(code) else 0,
        )
        return self.sign(sign)


def _mappings(said: object) -> list[Mapping[str, Any]]:
    return [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []


def _called(name: Mapping[str, Any]) -> str:
    parts = (text_at(name, "first_name"), text_at(name, "last_name"))
    return text_at(name, "formatted_name") or " ".join(filter(None, parts))


def _reached(contact: Mapping[str, Any]) -> list[str]:
    """Return how somebody whose contact was sent is reached, in words."""
    numbers = [text_at(one, "phone") or text_at(one, "wa_id") for one in _mappings(contact.get("phones"))]
    return [*numbers, *(text_at(one, "email") for one in _mappings(contact.get("emails")))]


def _ordered(item: Mapping[str, Any]) -> str:
    price = " ".join(filter(None, (_scalar(item.get("item_price")), text_at(item, "currency"))))
    what = f"{_scalar(item.get('quantity'))} x {text_at(item, 'product_retailer_id')}"
    return f"{what} ({price})" if price else what


def _scalar(said: object) -> str:
    return str(said) if isinstance(said, int | float | str) and not isinstance(said, bool) else ""


def _filled(said: object) -> str:
    """Return what stands in a field of a form: a text, a number, a tick, or several that were chosen."""
    if isinstance(said, bool):
        return str(said).lower()
    return ", ".join(filter(None, map(_scalar, said))) if isinstance(said, list) else _scalar(said)


def _answers(form: Mapping[str, Any]) -> list[str]:
    """Return what somebody filled in, in the order of the form's answer."""
    with suppress(ValueError):
        said = json.loads(text_at(form, "response_json"))
        if isinstance(said, dict):
            return [
                f"{name}: {filled}"
                for name, value in said.items()
                if name != "flow_token" and (filled := _filled(value))
            ]
    return []
