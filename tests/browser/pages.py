"""A company with a connected Facebook page, and what people and Facebook do to it."""

from dataclasses import dataclass, field
from typing import Any

import requests

from tests.support.company import Company
from tests.support.product import PATIENCE
from tests.support.providers import messenger_hook as hook
from tests.support.providers.messenger import Facebook, Page, Person

APP = 99
"""Another app than ours."""


def instant_flow(text: str) -> dict[str, Any]:
    """Return the chatflow that says at most an instant reply (MSG-02)."""
    return {
        "name": "Acme", "when": "always", "steps": [{"key": "instant_reply", "do": "hand_over", "text": text}],
    }  # fmt: skip


@dataclass
class PageDesk:
    """One page, connected over HTTP as the wizard does, and somebody who writes to it."""

    company: Company
    facebook: Facebook
    greeting: str = ""
    instant: str = ""
    page: Page = field(init=False)
    ann: Person = field(init=False)
    channel: str = field(init=False)

    def __post_init__(self) -> None:
        """Connect it."""
        admin = self.company.admin
        self.page = self.facebook.page(self.company.name)
        self.ann = self.page.person("Ann", "Customer")
        self.channel = admin.post("/channels", {"kind": "messenger", "inbox_id": self.company.inbox})["id"]
        at = f"/channels/{self.channel}"
        self.log_in()
        admin.put(f"{at}/messenger/page", {"page_id": self.page.id})
        admin.put(f"{at}/messenger/greeting", {"greeting": self.greeting})
        if self.instant:
            admin.put(f"{at}/bot", instant_flow(self.instant))
        admin.put(f"{at}/rule", {"enabled": False})
        admin.post(f"{at}/connect")
        admin.settled()

    def log_in(self) -> str:
        """Go to Facebook and back; returns where the browser ends."""
        url = self.company.admin.post(f"/channels/{self.channel}/messenger/login", {})["url"]
        back = requests.get(url, allow_redirects=False, timeout=PATIENCE).headers["Location"]
        answer = requests.get(
            back, cookies=self.company.admin.cookies, allow_redirects=False, timeout=PATIENCE
        )
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    def tell(self, *items: dict[str, Any]) -> None:
        """Let Facebook tell of something, and wait until it is taken in."""
        raw = hook.body(*items, page_id=self.page.id)
        url = f"{self.company.product.url}/hooks/messenger"
        answer = requests.post(url, data=raw, headers=hook.signed(raw), timeout=PATIENCE)
        assert answer.status_code == 200, answer.text
        self.company.admin.settled()

    def writes(self, words: str, *, at: float | None = None) -> str:
        """Let Ann write; returns the id of her message."""
        mid = hook.new_mid()
        self.tell(hook.text(self.page.id, self.ann.psid, words, at=at, mid=mid))
        return mid

    def event(self, **what: Any) -> dict[str, Any]:
        """Return one item that Ann causes."""
        return hook.event(self.page.id, self.ann.psid, **what)

    def echoes(self, words: str) -> dict[str, Any]:
        """Return what the page wrote elsewhere."""
        return hook.echo(self.page.id, self.ann.psid, words, app_id=APP)
