"""A company with a number in WhatsApp, connected over HTTP, and what people and Meta do to it."""

import re
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.support.company import Company
from tests.support.product import PATIENCE, eventually
from tests.support.providers import whatsapp_hook as hook
from tests.support.providers.whatsapp import Account, Number, Person, Sent, WhatsApp

PIN = "135790"
PLAN = {"hub": "service", "tier": "professional"}
"""What includes numbers (ACC-05)."""


@dataclass
class NumberDesk:
    """One number, connected as the wizard does, and Ann who writes to it."""

    company: Company
    meta: WhatsApp
    account: Account = field(init=False)
    number: Number = field(init=False)
    ann: Person = field(init=False)
    channel: str = field(init=False)

    def __post_init__(self) -> None:
        """Connect it."""
        admin = self.company.admin
        self.account = self.meta.account()
        self.number = self.account.number("+48 22 100 20 30", "Acme", verified=True)
        self.ann = self.meta.person(name="Ann Customer")
        admin.put("/account/subscription", PLAN)
        self.channel = admin.post("/channels", {"kind": "whatsapp", "inbox_id": self.company.inbox})["id"]
        at = f"/channels/{self.channel}"
        token = self.meta.token(self.account)
        admin.put(f"{at}/whatsapp/account", {"waba_id": self.account.id, "access_token": token})
        admin.put(f"{at}/whatsapp/number", {"phone_number_id": self.number.id})
        admin.post(f"{at}/whatsapp/verification", {"code": "", "pin": PIN})
        admin.put(f"{at}/rule", {"enabled": False})
        admin.post(f"{at}/connect")
        admin.settled()

    def template(self, name: str, body: str, **more: Any) -> None:
        """Let Meta approve a template, and wait until it is here."""
        self.account.template(name, body, **more)
        admin = self.company.admin
        there = f"/channels/{self.channel}/templates"
        answer = admin.send("POST", f"{there}/sync")
        assert answer.status_code == 202, answer.text
        eventually(
            lambda: [one for one in admin.read(there)["items"] if one["name"] == name], f"{name} is read"
        )

    def tell(self, *items: dict[str, Any], **named: str) -> None:
        """Let Meta tell of something, and wait until it is taken in."""
        names = {self.ann.wa_id: self.ann.name} | named
        raw = hook.body(self.account, self.number, *items, named=names)
        url = f"{self.company.product.url}/hooks/whatsapp"
        answer = requests.post(url, data=raw, headers=hook.signed(raw), timeout=PATIENCE)
        assert answer.status_code == 200, answer.text
        self.company.admin.settled()

    def writes(self, words: str, *, at: float | None = None) -> None:
        """Let Ann write."""
        self.meta.person(self.ann.wa_id, wrote_to=self.number)
        self.tell(hook.text(self.ann.wa_id, words, at=at))

    def sent(self, words: str) -> Sent:
        """Return what was sent with these words, once it was."""
        found = re.compile(re.escape(words))
        return eventually(
            lambda: next((one for one in self.number.sent if found.search(str(one.body))), None),
            f"{words} is sent",
        )
