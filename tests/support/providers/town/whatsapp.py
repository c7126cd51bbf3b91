"""Who writes to the company's number in WhatsApp, and what they see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.support.providers import whatsapp_hook as hook
from tests.support.providers.town.phones import CannotDo, Phone
from tests.support.providers.town.pictures import PICTURE, TYPE
from tests.support.providers.town.posting import posted
from tests.support.providers.town.templates import TEMPLATES, rendered
from tests.support.providers.whatsapp import SECRET, VERIFY, Account, Number, Person, Sent, WhatsApp

PEOPLE = (
    ("ola", "48600100200", "Ola Lipowa"),
    ("kuba", "48600100300", "Kuba Reda"),
    ("lech", "48600100400", "Lech Batory"),
)
NUMBER = "+48 58 100 20 30"
PLACE = {"latitude": 54.6081, "longitude": 18.8011, "name": "Port Hel", "address": "Hel"}


@dataclass
class NumberVisitors:
    """The company's number, its templates, and the phones of people with WhatsApp."""

    meta: WhatsApp
    product: str
    account: Account = field(init=False)
    number: Number = field(init=False)
    token: str = field(init=False)
    phones: list[Phone] = field(init=False)
    _told: int = 0
    """How many of what the number sent were delivered."""

    def __post_init__(self) -> None:
        """Have Meta verify the number and approve the templates, and give people phones."""
        self.account = self.meta.account()
        self.number = self.account.number(NUMBER, "Harbour & Pine", verified=True)
        self.token = self.meta.token(self.account)
        for name, body, more in TEMPLATES:
            self.account.template(name, body, more=more)
        self.phones = [self._phone(key, self.meta.person(wa_id, name)) for key, wa_id, name in PEOPLE]

    def settings(self) -> dict[str, str]:
        """Return what the product has to be told."""
        about = {"APP_SECRET": SECRET, "VERIFY_TOKEN": VERIFY, "URL": self.meta.url}
        return {f"POSTROOM_WHATSAPP_{name}": value for name, value in about.items()}

    def told(self) -> dict[str, Any]:
        """Return what an administrator knows who connects the number."""
        return {"waba_id": self.account.id, "access_token": self.token, "phone_number_id": self.number.id}

    def deliver(self) -> None:
        """Show on the phones what the number sent meanwhile, and tell it that it came and was read."""
        for sent in self.number.sent[self._told :]:
            self._told += 1
            phone = next((one for one in self.phones if one.number == f"+{sent.to}"), None)
            if phone is None:
                continue
            phone.note(self._shown(sent), at=sent.at)
            for word in ("sent", "delivered", "read"):
                self._tell(hook.status(sent, word))

    def _phone(self, key: str, person: Person) -> Phone:
        phone = Phone(key, person.name, "WhatsApp", f"+{person.wa_id}")
        phone.deeds = {
            "write": self._sending(phone, person, _text),
            "picture": self._sending(phone, person, self._picture),
            "location": self._sending(phone, person, lambda *_: (f"({PLACE['name']})", hook.location(person.wa_id, **PLACE))),
            "press": self._sending(phone, person, self._pressed),
            "react": lambda words: self._react(phone, person, words or "❤"),
        }  # fmt: skip
        return phone

    def _sending(
        self, phone: Phone, person: Person, make: Callable[[Person, str], tuple[str, dict[str, Any]]]
    ) -> Callable[[str], None]:
        def send(words: str) -> None:
            shown, item = make(person, words)
            self.meta.person(person.wa_id, wrote_to=self.number)
            self._tell(item)
            phone.note(shown, mine=True)

        return send

    def _picture(self, person: Person, words: str) -> tuple[str, dict[str, Any]]:
        media = self.meta.file_of(self.number, TYPE, PICTURE)
        about = {"caption": words} if words else {}
        return f"(a picture) {words}".strip(), hook.file(person.wa_id, "image", media, TYPE, PICTURE, **about)

    def _pressed(self, person: Person, words: str) -> tuple[str, dict[str, Any]]:
        """Press a button of the newest message: the one that is named, or else the first."""
        newest = self._newest(person)
        offered = _buttons(newest.body, self.account) if newest else []
        if newest is None or not offered:
            raise CannotDo("The newest message has no button.")
        known, title = next((one for one in offered if one[1] == words), offered[0])
        if newest.body["type"] == "template":
            content = {"payload": known, "text": title}
            return f"(presses {title})", hook.message(person.wa_id, "button", content, answers=newest.wamid)
        return f"(presses {title})", hook.pressed(person.wa_id, known, title, answers=newest.wamid)

    def _react(self, phone: Phone, person: Person, emoji: str) -> None:
        newest = self._newest(person)
        if newest is None:
            raise CannotDo("The number has written nothing yet that one could react to.")
        self._tell(hook.reaction(person.wa_id, newest.wamid, emoji))
        phone.note(f"(reacts {emoji})", mine=True)

    def _newest(self, person: Person) -> Sent | None:
        return next((one for one in reversed(self.number.sent) if one.to == person.wa_id), None)

    def _shown(self, sent: Sent) -> str:
        kind = str(sent.body.get("type", "text"))
        content = sent.body[kind]
        if kind == "template":
            said = rendered(self.account, content)
        elif kind in {"text", "interactive"}:
            said = str(content["body"] if kind == "text" else content["body"]["text"])
        else:
            said = f"({kind}) {content.get('caption', '')}".strip()
        titles = [title for _, title in _buttons(sent.body, self.account)]
        return said + (f" [{'] ['.join(titles)}]" if titles else "")

    def _tell(self, item: dict[str, Any]) -> None:
        named = {phone.number.lstrip("+"): phone.owner for phone in self.phones}
        raw = hook.body(self.account, self.number, item, named=named)
        posted(f"{self.product}/hooks/whatsapp", raw, hook.signed(raw))


def _text(person: Person, words: str) -> tuple[str, dict[str, Any]]:
    if not words:
        raise CannotDo("Write something.")
    return words, hook.text(person.wa_id, words)


def _buttons(body: dict[str, Any], account: Account) -> list[tuple[str, str]]:
    """Return what can be pressed at a message: (id, title) of each."""
    if body.get("type") == "interactive":
        action = body["interactive"]["action"]
        rows = [row for section in action.get("sections", []) for row in section["rows"]]
        replies = [one["reply"] for one in action.get("buttons", [])]
        return [(one["id"], one["title"]) for one in (*replies, *rows)]
    if body.get("type") != "template":
        return []
    found = [one for one in account.templates if one.name == body["template"]["name"]]
    offered = [each for one in found for part in one.components for each in part.get("buttons", [])]
    return [(one["text"], one["text"]) for one in offered if one["type"] == "QUICK_REPLY"]
