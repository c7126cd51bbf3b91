"""A company that begins to use the product: opened on the command line, arranged over HTTP."""

from contextlib import ExitStack
from typing import Any

from tests.support.browser import Browser
from tests.support.mails import a_mail
from tests.support.product import Product, Relay

OLD = "2024-04-01"
"""The last day of creation whose accounts make tickets by themselves (ACC-08)."""
TERMS = {"text_version": "2026-01", "text_hash": "0" * 64, "language": "en"}


class Company:
    """One account with its administrator; more people and channels as asked."""

    def __init__(self, product: Product, closing: ExitStack, name: str, created_on: str = OLD) -> None:
        self.product, self._closing, self.name = product, closing, name
        self.domain = f"{name.lower()}.example"
        email = f"ada@{self.domain}"
        made = product.told(
            "account",
            "create",
            name,
            "--admin",
            email,
            "--admin-name",
            "Ada Admin",
            "--created-on",
            created_on,
        )
        self.account_id = made["account"]
        self.admin = self._browser().open_link(made["link"], email)
        assert (self.admin.account_id, self.admin.user_id) == (self.account_id, made["user"])
        self.inbox = self.admin.read("/inboxes")["items"][0]["inbox_id"]
        self.pipeline = self.admin.read("/pipelines")["items"][0]["pipeline_id"]

    def _browser(self) -> Browser:
        return self._closing.enter_context(Browser(self.product))

    def agent(self, name: str) -> Browser:
        """Invite somebody who answers, with a seat and available, and sign them in."""
        email = f"{name.lower()}@{self.domain}"
        user = self.admin.post("/users", {"email": email, "name": name, "roles": ["agent"]})["id"]
        self.admin.put(f"/users/{user}/seats/service")
        link = self.admin.post(f"/users/{user}/link")["url"]
        agent = self._browser()
        agent.position = self.admin.position
        agent.open_link(link, email)
        agent.put(f"/users/{user}/availability", {"available": True})
        self.admin.position = agent.position
        return agent

    def machine(self, *scopes: str) -> Browser:
        """Issue a token and return its bearer."""
        token = self.admin.post("/tokens", {"name": "sync", "scopes": scopes})["token"]
        machine = self._browser().use_token(token)
        machine.position = self.admin.position
        return machine

    def relay(self, relay: Relay) -> None:
        """Let outgoing mail leave by a relay."""
        self.admin.put("/account/relay", {"host": "127.0.0.1", "port": relay.port, "security": "none"})

    def channel(
        self, local: str = "help", *, users: tuple[str, ...] = (), tickets: bool = False, inbox: str = ""
    ) -> "Mailbox":
        """Connect a mailbox, assigned to `users` in turn, with tickets or without."""
        begun = self.admin.post("/channels", {"kind": "email", "inbox_id": inbox or self.inbox})["id"]
        at = f"/channels/{begun}"
        address = f"{local}@{self.domain}"
        self.admin.put(f"{at}/provider", {"provider": "other"})
        self.admin.put(f"{at}/terms", TERMS)
        self.admin.put(f"{at}/address", {"address": address})
        self.admin.put(f"{at}/sender", {"from_name": "agent_and_company", "company_name": self.name})
        self.admin.put(f"{at}/rule", {"enabled": bool(users), "user_ids": users})
        automation: dict[str, Any] = {"enabled": tickets}
        if tickets:
            automation |= {"pipeline_id": self.pipeline, "stage": "new"}
        self.admin.put(f"{at}/tickets", automation)
        self.admin.post(f"{at}/connect")
        return Mailbox(self, begun)

    def conversations(self, view: str = "open") -> list[dict[str, Any]]:
        """Return all conversations of a list, page by page."""
        rows: list[dict[str, Any]] = []
        cursor: str | None = ""
        while cursor is not None:
            page = self.admin.read(f"/conversations?view={view}&limit=100{cursor and f'&cursor={cursor}'}")
            rows += page["items"]
            cursor = page["next"]
        return rows


class Mailbox:
    """A connected channel."""

    def __init__(self, company: Company, channel_id: str) -> None:
        self.company, self.channel_id = company, channel_id
        row = company.admin.read(f"/channels/{channel_id}")
        assert row["state"] == "connected"
        self.address, self.hosted = row["address"], row["hosted_address"]

    def take(self, raw: bytes) -> None:
        """Let a mail arrive."""
        self.company.product.take(raw, self.hosted)

    def fill(self, count: int, subject: str, text: str) -> None:
        """Let so many people write, each once: the number follows the subject and the text."""
        for number in range(count):
            sender = f"c{number}@{self.company.name}.example"
            self.take(a_mail(f"{text} {number}", sender=sender, subject=f"{subject} {number}"))
        self.company.admin.settled()

    def taken(self, *mails: bytes) -> list[dict[str, Any]]:
        """Let mails arrive, wait until each was taken in, and return the list of open conversations, newest first."""
        for raw in mails:
            self.take(raw)
        self.company.admin.settled()
        return self.company.conversations()
