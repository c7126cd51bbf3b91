"""Who writes to the company's page in Messenger, and what they see."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.support.providers import messenger_hook as hook
from tests.support.providers.messenger import APP, SECRET, VERIFY, Facebook, Page, Person, Sent
from tests.support.providers.town.phones import CannotDo, Phone
from tests.support.providers.town.pictures import NAME, PICTURE, TYPE
from tests.support.providers.town.posting import posted

PEOPLE = (("zofia", "Zofia", "Morska"), ("igor", "Igor", "Falk"))


@dataclass
class PageVisitors:
    """The page, and its visitors' phones."""

    facebook: Facebook
    product: str
    page: Page = field(init=False)
    phones: list[Phone] = field(init=False)
    _told: int = 0
    """How many of what the page sent were delivered."""

    def __post_init__(self) -> None:
        """Open the page, and give people phones."""
        self.page = self.facebook.page("Harbour & Pine")
        self.phones = [self._phone(key, self.page.person(*names)) for key, *names in PEOPLE]

    def settings(self) -> dict[str, str]:
        """Return what the product has to be told."""
        about = {"APP_ID": APP, "APP_SECRET": SECRET, "VERIFY_TOKEN": VERIFY, "URL": self.facebook.url}
        return {f"POSTROOM_MESSENGER_{name}": value for name, value in about.items()}

    def told(self) -> dict[str, Any]:
        """Return what an administrator knows who connects the page."""
        return {"page_id": self.page.id}

    def deliver(self) -> None:
        """Show on the phones what the page sent meanwhile, and tell it that it came and was seen."""
        for sent in self.page.sent[self._told :]:
            self._told += 1
            phone = next(one for one in self.phones if one.number == sent.psid)
            phone.note(_shown(sent), at=sent.at)
            stamp = int(time.time() * 1000)
            self._tell(sent.psid, delivery={"mids": [sent.mid], "watermark": stamp})
            self._tell(sent.psid, read={"watermark": stamp})

    def _phone(self, key: str, person: Person) -> Phone:
        """Return a phone; its number is the id that Facebook knows its owner by on the page."""
        person.wrote_at = None
        phone = Phone(key, f"{person.first_name} {person.last_name}", "Messenger", person.psid)
        phone.deeds = {
            "write": self._saying(phone, person, _text),
            "picture": self._saying(phone, person, self._picture),
            "press": self._saying(phone, person, self._pressed),
            "react": lambda words: self._react(phone, words or "❤"),
        }
        return phone

    def _saying(
        self, phone: Phone, person: Person, make: Callable[[Phone, str], tuple[str, dict[str, Any]]]
    ) -> Callable[[str], None]:
        def say(words: str) -> None:
            shown, what = make(phone, words)
            person.wrote_at = datetime.now(UTC)
            self._tell(person.psid, **what)
            phone.note(shown, mine=True)

        return say

    def _picture(self, _phone: Phone, _words: str) -> tuple[str, dict[str, Any]]:
        url = self.facebook.media_at(NAME, TYPE, PICTURE)
        told = [{"type": "image", "payload": {"url": url}}]
        return "(a picture)", {"message": {"mid": hook.new_mid(), "attachments": told}}

    def _pressed(self, phone: Phone, words: str) -> tuple[str, dict[str, Any]]:
        """Press a quick reply on the newest message, the one that is named or else the first; or the page's first button."""
        newest = self._newest(phone)
        offered = newest.message.get("quick_replies", []) if newest else []
        if not offered:
            return "(presses Get started)", {"postback": {"title": "Get started", "payload": "GET_STARTED"}}
        one = next((one for one in offered if one["title"] == words), offered[0])
        said = {"mid": hook.new_mid(), "text": one["title"], "quick_reply": {"payload": one["payload"]}}
        return f"(presses {one['title']})", {"message": said}

    def _react(self, phone: Phone, emoji: str) -> None:
        newest = self._newest(phone)
        if newest is None:
            raise CannotDo("The page has written nothing yet that one could react to.")
        reaction = {"reaction": "love", "emoji": emoji, "action": "react", "mid": newest.mid}
        self._tell(phone.number, reaction=reaction)
        phone.note(f"(reacts {emoji})", mine=True)

    def _newest(self, phone: Phone) -> Sent | None:
        return next((one for one in reversed(self.page.sent) if one.psid == phone.number), None)

    def _tell(self, psid: str, **what: Any) -> None:
        raw = hook.body(hook.event(self.page.id, psid, **what), page_id=self.page.id)
        posted(f"{self.product}/hooks/messenger", raw, hook.signed(raw))


def _text(_phone: Phone, words: str) -> tuple[str, dict[str, Any]]:
    if not words:
        raise CannotDo("Write something.")
    return words, {"message": {"mid": hook.new_mid(), "text": words}}


def _shown(sent: Sent) -> str:
    offered = [str(one["title"]) for one in sent.message.get("quick_replies", [])]
    file = f"(a file: {sent.file[0]})" if sent.file else "(a file)" if sent.message.get("attachment") else ""
    said = " ".join(filter(None, [str(sent.message.get("text") or ""), file]))
    return said + (f" [{'] ['.join(offered)}]" if offered else "")
