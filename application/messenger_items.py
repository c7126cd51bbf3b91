"""What one of the provider's messaging items means: a message of a person, an echo of the page's, a receipt or a reaction.

Wire format: https://developers.facebook.com/docs/messenger-platform/reference/webhook-events (MSG-01). What is not
understood is read as such, never as something else.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from application.inbound import Attachment, InboundMessage, Messaged, Sign
from application.items import Item, choice_of, known_as, link_of, ours_in, time_of
from application.messaged import (
    GET_STARTED,
    STICKER,
    attachments_of,
    files_of,
    is_file,
    mapped,
    sticker_of,
    text_at,
    url_of,
)
from application.messenger_booking import APPOINTMENT, booked
from application.messenger_booking import SAID as BOOKING
from domain.channels.window import REFERRAL

WHY = "messenger"


def read(raw: bytes) -> InboundMessage:
    """Return what an original says. Raises `ValueError`, `KeyError`, `TypeError` where it is none of ours."""
    said = json.loads(raw)
    return _Item(raw, str(said["page"]), said["event"], str(said.get("name", ""))).read()


def provider_id_of(mid: str) -> str:
    """Return what a message is known by in its channel; `mid` is the provider's own id."""
    return known_as(WHY, mid)


class _Item(Item):
    """One item on its way to what it means."""

    def __init__(self, raw: bytes, page: str, event: Mapping[str, Any], name: str) -> None:
        self.message = mapped(event, "message")
        self.echo = self.message.get("is_echo") is True
        self.psid = text_at(mapped(event, "recipient" if self.echo else "sender"), "id")
        super().__init__(
            raw, event, kind=WHY, address=f"{page}:{self.psid}", at=time_of(event.get("timestamp")), name=name
        )

    def read(self) -> InboundMessage:
        """Say what it is by what it has."""
        readers = {
            "message": self._echo if self.echo else self._message,
            "postback": self._postback,
            "message_edit": self._edit,
            "referral": self._referral,
            "optin": self._optin,
            "reaction": self._reaction,
            "delivery": self._delivery,
            "read": self._read,
        }
        found = next((readers[name] for name in readers if mapped(self.event, name)), None)
        # that something was taken back says nothing that could be shown
        is_told = bool(self.psid) and self.message.get("is_deleted") is not True
        return found() if found and is_told else self.sign(Sign("other"))

    # ------------------------------------------------------------------ messages of a person
    def _message(self) -> InboundMessage:
        said, title, url, lines = self._content()
        quick, referral = mapped(self.message, "quick_reply"), mapped(self.message, "referral")
        if referral and not said:
            said, title = REFERRAL, _came_by(referral)
        choice = choice_of(text_at(quick, "payload"))
        about = Messaged(
            said="quick_reply" if quick else said,
            title=title,
            url=url,
            reply_to=text_at(mapped(self.message, "reply_to"), "mid"),
            choice=choice,
            payload=text_at(quick, "payload"),
        )
        return self.made(text_at(self.message, "mid"), about, "\n".join(lines), self._files())

    def _postback(self) -> InboundMessage:
        postback = mapped(self.event, "postback")
        title, payload = text_at(postback, "title"), text_at(postback, "payload")
        said = "get_started" if payload == GET_STARTED else "postback"
        # what brought them is said here alone where a conversation begins so; what was pressed is the text as well
        came_by = _came_by(mapped(postback, "referral"))
        about = Messaged(said=said, title=came_by or title, payload=payload, choice=choice_of(payload))
        return self.made(text_at(postback, "mid"), about, title)

    def _edit(self) -> InboundMessage:
        edit = mapped(self.event, "message_edit")
        mid = text_at(edit, "mid")
        known = f"{mid}:edit:{text_at(edit, 'num_edit')}" if mid else ""
        about = Messaged(said="edit", reply_to=mid)
        return self.made(known, about, text_at(edit, "text"))

    def _referral(self) -> InboundMessage:
        referral = mapped(self.event, "referral")
        return self.made("", Messaged(said=REFERRAL, title=_came_by(referral)), "")

    def _optin(self) -> InboundMessage:
        optin = mapped(self.event, "optin")
        title = text_at(optin, "title") or text_at(optin, "ref")
        return self.made("", Messaged(said="optin", title=title), "")

    def _content(self) -> tuple[str, str, str, list[str]]:
        """Return how a message is said, with title and link, and the lines of it that can be read."""
        lines = [text_at(self.message, "text")]
        said = title = url = ""
        for one in attachments_of(self.event):
            link = link_of(url_of(one))
            title_of = text_at(one, "title") or text_at(mapped(one, "payload"), "title")
            told = _told_by(one)
            if is_file(one):
                said = "sticker" if one.get("type") == STICKER or sticker_of(one) else said
            elif one.get("type") == APPOINTMENT:
                said = BOOKING
                lines += booked(one)
            elif one.get("type") == "location":
                said, title, url = "location", text_at(one, "title"), link
                lines += [title, _coordinates(one)]
            elif link or title_of or told:
                said, title, url = "share", title_of, link
                lines += [title, *told, link]
            else:
                said = "unsupported"
        story = link_of(text_at(mapped(mapped(self.message, "reply_to"), "story"), "url"))
        if story:
            said, url = said or "share", url or story
        lines = list(dict.fromkeys(line for line in lines if line))
        readable = lines or attachments_of(self.event)
        return said if readable else "unsupported", title, url, lines

    def _files(self) -> tuple[Attachment, ...]:
        return tuple(self.file(number, str(one["type"])) for number, one in files_of(self.event))

    # ------------------------------------------------------------------ signs: what is no message of theirs
    def _echo(self) -> InboundMessage:
        """Tell our own by what we sent along: its id may not be known yet."""
        *_, lines = self._content()
        ours = ours_in(text_at(self.message, "metadata"))
        mid = text_at(self.message, "mid")
        return self.sign(Sign("echo", mids=(mid,), ours=ours), mid, "\n".join(lines), self._files())

    def _reaction(self) -> InboundMessage:
        said = mapped(self.event, "reaction")
        word = text_at(said, "emoji") or text_at(said, "reaction")
        removed = said.get("action") == "unreact"
        return self.sign(Sign("reaction", mids=(text_at(said, "mid"),), reaction=word, removed=removed))

    def _delivery(self) -> InboundMessage:
        said = mapped(self.event, "delivery")
        mids = said.get("mids")
        known = (
            tuple(str(mid) for mid in mids)
            if isinstance(mids, Sequence) and not isinstance(mids, str)
            else ()
        )
        return self.sign(Sign("delivered", mids=known, until=time_of(said.get("watermark"))))

    def _read(self) -> InboundMessage:
        return self.sign(Sign("seen", until=time_of(mapped(self.event, "read").get("watermark"))))


def _came_by(referral: Mapping[str, Any]) -> str:
    """Return what brought somebody: the advertisement's title, what the link says, the product, or where it was."""
    names = (
        # an advertisement may carry a `ref`, too, which is a word between programs
        text_at(mapped(referral, "ads_context_data"), "ad_title"),
        text_at(referral, "ref"),
        text_at(mapped(referral, "product"), "id"),
        text_at(referral, "source"),
    )
    return next(filter(None, names), "")


def _told_by(one: Mapping[str, Any]) -> list[str]:
    """Return what a template or shared products say: their text, and each element's title and subtitle."""
    payload = mapped(one, "payload")
    elements = (mapped(payload, "product").get("elements"), payload.get("elements"))
    parts = [
        part for found in elements if isinstance(found, list) for part in found if isinstance(part, dict)
    ]
    return [
        said
        for part in (payload, *parts)
        for name in ("text", "title", "subtitle")
        if (said := text_at(part, name))
    ]


def _coordinates(one: Mapping[str, Any]) -> str:
    found = mapped(mapped(one, "payload"), "coordinates")
    return ", ".join(str(found[name]) for name in ("lat", "long") if isinstance(found.get(name), int | float))
