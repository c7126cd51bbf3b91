"""What one of the provider's messaging items means: a message of a person, an echo of the page's, a receipt or a reaction.

Wire format: https://developers.facebook.com/docs/messenger-platform/reference/webhook-events (MSG-01). What is not
understood is read as such, never as something else.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from application.inbound import Attachment, InboundMessage, Messaged, Party, Sign, ThreadCandidate
from application.messaged import (
    CHOICE,
    GET_STARTED,
    METADATA,
    attachments_of,
    file_of,
    is_file,
    mapped,
    text_at,
    url_of,
)

WHY = "messenger"
MILLISECONDS = 10**11
"""From here on a time is in milliseconds: as seconds it would be in the sixth millennium."""
UNFETCHED = "application/octet-stream"


def read(raw: bytes) -> InboundMessage:
    """Return what an original says. Raises `ValueError`, `KeyError`, `TypeError` where it is none of ours."""
    said = json.loads(raw)
    return _Item(raw, str(said["page"]), said["event"], str(said.get("name", ""))).read()


def provider_id_of(mid: str) -> str:
    """Return what a message is known by in its channel; `mid` is the provider's own id."""
    return f"messenger:{mid}"


class _Item:
    """One item on its way to what it means."""

    def __init__(self, raw: bytes, page: str, event: Mapping[str, Any], name: str) -> None:
        self.raw, self.page, self.event, self.name = raw, page, event, name
        self.message = mapped(event, "message")
        self.echo = self.message.get("is_echo") is True
        self.psid = text_at(mapped(event, "recipient" if self.echo else "sender"), "id")
        self.at = _time(event.get("timestamp"))

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
        return found() if found and self.psid else self._sign(Sign("other"))

    # ------------------------------------------------------------------ messages of a person
    def _message(self) -> InboundMessage:
        said, title, url, lines = self._content()
        quick = mapped(self.message, "quick_reply")
        choice = _choice(text_at(quick, "payload"))
        about = Messaged(
            self.page,
            self.psid,
            said="quick_reply" if quick else said,
            title=title,
            url=url,
            reply_to=text_at(mapped(self.message, "reply_to"), "mid"),
            choice=choice,
            payload=text_at(quick, "payload"),
        )
        return self._made(text_at(self.message, "mid"), about, "\n".join(lines), self._files())

    def _postback(self) -> InboundMessage:
        postback = mapped(self.event, "postback")
        title, payload = text_at(postback, "title"), text_at(postback, "payload")
        said = "get_started" if payload == GET_STARTED else "postback"
        about = Messaged(
            self.page, self.psid, said=said, title=title, payload=payload, choice=_choice(payload)
        )
        return self._made(text_at(postback, "mid"), about, title)

    def _edit(self) -> InboundMessage:
        edit = mapped(self.event, "message_edit")
        mid = text_at(edit, "mid")
        known = f"{mid}:edit:{text_at(edit, 'num_edit')}" if mid else ""
        about = Messaged(self.page, self.psid, said="edit", reply_to=mid)
        return self._made(known, about, text_at(edit, "text"))

    def _referral(self) -> InboundMessage:
        referral = mapped(self.event, "referral")
        title = text_at(referral, "ref") or text_at(referral, "source")
        return self._made("", Messaged(self.page, self.psid, said="referral", title=title), "")

    def _optin(self) -> InboundMessage:
        optin = mapped(self.event, "optin")
        title = text_at(optin, "title") or text_at(optin, "ref")
        return self._made("", Messaged(self.page, self.psid, said="optin", title=title), "")

    def _content(self) -> tuple[str, str, str, list[str]]:
        """Return how a message is said, with title and link, and the lines of it that can be read."""
        lines = [text_at(self.message, "text")]
        said = title = url = ""
        for one in attachments_of(self.event):
            link = _link(url_of(one))
            if is_file(one):
                said = "sticker" if mapped(one, "payload").get("sticker_id") else said
            elif one.get("type") == "location":
                said, title, url = "location", text_at(one, "title"), link
                lines += [title, _coordinates(one)]
            elif link or text_at(one, "title"):
                said, title, url = "share", text_at(one, "title"), link
                lines += [title, link]
            else:
                said = "unsupported"
        lines = [line for line in lines if line]
        readable = lines or attachments_of(self.event)
        return said if readable else "unsupported", title, url, lines

    def _files(self) -> tuple[Attachment, ...]:
        found = [(number, one) for number, one in enumerate(attachments_of(self.event)) if is_file(one)]
        return tuple(self._file(number, str(one["type"])) for number, one in found)

    def _file(self, number: int, kind: str) -> Attachment:
        file = file_of(self.raw, number)
        if file is None:
            return Attachment(number, kind, UNFETCHED, 0, "")
        digest = hashlib.sha256(file.data).hexdigest()
        return Attachment(number, file.filename, file.content_type, len(file.data), digest)

    def _made(
        self, known: str, about: Messaged, text: str, files: tuple[Attachment, ...] = ()
    ) -> InboundMessage:
        address = f"{self.page}:{self.psid}"
        return InboundMessage(
            provider_id=provider_id_of(known or self._digest()),
            sender=Party(address, " ".join(self.name.split())),
            sender_why=WHY,
            subject="",
            text=text,
            attachments=files,
            candidates=(ThreadCandidate("visitor", address),),
            sent_at=self.at,
            defects=("media_lost",) if any(not one.sha256 for one in files) else (),
            messenger=about,
        )

    # ------------------------------------------------------------------ signs: what is no message of theirs
    def _echo(self) -> InboundMessage:
        """Tell our own by what we sent along: its id may not be known yet."""
        *_, lines = self._content()
        ours = _id_in(text_at(self.message, "metadata"))
        mid = text_at(self.message, "mid")
        return self._sign(Sign("echo", mids=(mid,), ours=ours), "\n".join(lines), self._files())

    def _reaction(self) -> InboundMessage:
        said = mapped(self.event, "reaction")
        word = text_at(said, "emoji") or text_at(said, "reaction")
        removed = said.get("action") == "unreact"
        return self._sign(Sign("reaction", mids=(text_at(said, "mid"),), reaction=word, removed=removed))

    def _delivery(self) -> InboundMessage:
        said = mapped(self.event, "delivery")
        mids = said.get("mids")
        known = (
            tuple(str(mid) for mid in mids)
            if isinstance(mids, Sequence) and not isinstance(mids, str)
            else ()
        )
        return self._sign(Sign("delivered", mids=known, until=_time(said.get("watermark"))))

    def _read(self) -> InboundMessage:
        return self._sign(Sign("seen", until=_time(mapped(self.event, "read").get("watermark"))))

    def _sign(self, sign: Sign, text: str = "", files: tuple[Attachment, ...] = ()) -> InboundMessage:
        known = sign.mids[0] if sign.kind == "echo" and sign.mids[0] else self._digest()
        made = self._made(known, Messaged(self.page, self.psid), text, files)
        return InboundMessage(
            made.provider_id, made.sender, WHY, "", text,
            attachments=files, candidates=made.candidates, sent_at=self.at, messenger=made.messenger, sign=sign,
        )  # fmt: skip

    def _digest(self) -> str:
        """Return what an item without an id of its own is known by: the same item is the same."""
        said = json.dumps(self.event, sort_keys=True, separators=(",", ":"))
        return f"sha256:{hashlib.sha256(said.encode()).hexdigest()}"


def _time(said: object) -> datetime | None:
    """Return a time in milliseconds, or seconds, since 1970; None for what is none."""
    with suppress(TypeError, ValueError, OverflowError, OSError):
        number = int(str(said))
        return datetime.fromtimestamp(number / 1000 if number >= MILLISECONDS else number, UTC)
    return None


def _link(url: str) -> str:
    """Return a link that may be followed, empty for any other."""
    return url if url.startswith(("https://", "http://")) else ""


def _coordinates(one: Mapping[str, Any]) -> str:
    found = mapped(mapped(one, "payload"), "coordinates")
    return ", ".join(str(found[name]) for name in ("lat", "long") if isinstance(found.get(name), int | float))


def _choice(payload: str) -> tuple[UUID, int] | None:
    """Return which message of ours, and which of its answers, was pressed; None where it is none of ours."""
    word, _, rest = payload.partition(":")
    named, _, number = rest.partition(":")
    with suppress(ValueError):
        return (UUID(named), int(number)) if word == CHOICE else None
    return None


def _id_in(metadata: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(metadata.removeprefix(METADATA)) if metadata.startswith(METADATA) else None
    return None
