"""Microsoft Graph's mail and Entra's login as this machine's own: what they hold, and what tests do to them.

with running_graph() as graph:
    team = graph.mailbox("help@acme.example")
    team.arrives(b"From: ...")                 # a mail comes in
    graph.fails("GET", "/delta", 429, {"Retry-After": "7"})
    graph.notify()                             # what changed is told to the subscriptions
"""

from __future__ import annotations

import email
import secrets
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import policy
from threading import RLock
from typing import Any
from uuid import uuid4

import requests

CLIENT, SECRET = "11111111-2222-3333-4444-555555555555", "hush~it.is_secret"
TENANT = "aaaaaaaa-0000-4000-8000-000000000001"
SIZE_LIMIT = 35 * 1024 * 1024


@dataclass
class Item:
    """A message in a mailbox: `id` never changes, the other one does with each move, as Exchange's does."""

    raw: bytes
    folder: str
    received: datetime
    is_draft: bool = False
    is_read: bool = False
    moves: int = 0
    id: str = field(
        default_factory=lambda: f"AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A{secrets.token_urlsafe(24)}"
    )
    files: list[tuple[str, str, bytes]] = field(default_factory=list)
    """Name, type and bytes of what was attached to a draft since it was made."""

    def shown(self, *, immutable: bool) -> str:
        """Return the id as asked for by `Prefer: IdType`."""
        return self.id if immutable else f"AAMkAGI2{self.moves:04d}{self.id[-24:]}"

    @property
    def message_id(self) -> str:
        """The Message-ID with its brackets."""
        return str(email.message_from_bytes(self.raw, policy=policy.default)["Message-ID"] or "").strip()


@dataclass
class Change:
    """One entry of what delta answers from."""

    folder: str
    id: str
    gone: bool = False


@dataclass
class Mailbox:
    """One mailbox of the tenant; `shared_with` are ids of those who may use it beside its owner."""

    graph: Graph
    address: str
    name: str = "Acme Help"
    aliases: tuple[str, ...] = ()
    id: str = field(default_factory=lambda: str(uuid4()))
    shared_with: set[str] = field(default_factory=set)
    items: dict[str, Item] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    oldest: int = 0
    """Delta tokens before this position are over."""

    def arrives(self, raw: bytes, *, at: datetime | None = None, folder: str = "inbox") -> Item:
        """Put a mail into a folder, as if it came."""
        item = Item(raw, folder, at or self.graph.now())
        with self.graph.lock:
            self.items[item.id] = item
        self.changed(item, "created")
        return item

    def changed(self, item: Item, kind: str) -> None:
        """Note a change for delta, and for the subscriptions of its folder."""
        with self.graph.lock:
            self.changes.append(Change(item.folder, item.id, gone=kind == "deleted"))
            self.graph.untold += [
                (one, item, kind)
                for one in self.graph.subscriptions.values()
                if one["mailbox"] is self
                and one["folder"] == item.folder
                and kind in one["changeType"].split(",")
            ]

    def moves(self, item: Item, folder: str) -> None:
        """Move it: gone here, new there."""
        self.changed(item, "deleted")
        item.folder, item.moves = folder, item.moves + 1
        self.changed(item, "created")

    def forget_tokens(self) -> None:
        """End every delta token there is: 410 from here on."""
        self.oldest = len(self.changes) + 1
        self.changes.append(Change("", ""))

    def found(self, shown: str) -> Item | None:
        """Return the item of an id in either form."""
        with self.graph.lock:
            return next((i for i in self.items.values() if shown in (i.id, i.shown(immutable=False))), None)

    def inside(self, folder: str) -> list[Item]:
        """Return what is in a folder, the newest first."""
        with self.graph.lock:
            there = [item for item in self.items.values() if item.folder == folder]
        return sorted(there, key=lambda item: item.received, reverse=True)


@dataclass
class Fault:
    """What one request, the next that fits, is answered instead; `after`: once its work is done."""

    method: str
    path: str
    status: int
    headers: dict[str, str]
    code: str
    after: bool


@dataclass
class Upload:
    """A file on its way to a draft, from the first byte to the last and in order."""

    item: Item
    name: str
    content_type: str
    size: int
    expires: datetime
    content: bytes = b""


@dataclass
class Graph:
    """Both servers' state."""

    url: str = ""
    tenant: str = TENANT
    mailboxes: dict[str, Mailbox] = field(default_factory=dict)
    person: str = ""
    """The address of who signs in."""
    consent: str = "granted"
    """granted, declined, or admin: an administrator would have to consent."""
    clouds: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Tenants by id or domain, and what their openid-configuration says beside the ordinary."""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    """Access tokens: whose, and until when."""
    refresh_tokens: dict[str, str] = field(default_factory=dict)
    subscriptions: dict[str, dict[str, Any]] = field(default_factory=dict)
    untold: list[tuple[dict[str, Any], Item, str]] = field(default_factory=list)
    uploads: dict[str, Upload] = field(default_factory=dict)
    """Upload sessions by the token in their address."""
    size_limit: int = SIZE_LIMIT
    """Of a message with its files, as the tenant's administrator set it."""
    delivered: list[tuple[bytes, tuple[str, ...]]] = field(default_factory=list)
    """What left: as it reached the recipients, and who they were."""
    faults: deque[Fault] = field(default_factory=deque)
    asked: list[tuple[str, str]] = field(default_factory=list)
    page: int = 3
    """Messages on a page of delta at most."""
    clock: datetime | None = None
    lock: RLock = field(default_factory=RLock)

    def now(self) -> datetime:
        """Return the server's time."""
        from datetime import UTC

        return self.clock or datetime.now(UTC)

    def mailbox(self, address: str, **about: Any) -> Mailbox:
        """Return the mailbox of an address, made at first use; the first one's owner is who signs in."""
        if address not in self.mailboxes:
            self.mailboxes[address] = Mailbox(self, address, **about)
            self.person = self.person or address
        return self.mailboxes[address]

    def fails(
        self,
        method: str,
        path: str,
        status: int,
        headers: dict[str, str] | None = None,
        *,
        code: str = "",
        after: bool = False,
    ) -> None:
        """Answer the next request whose path contains `path` with a fault; status 0: the connection breaks."""
        self.faults.append(Fault(method, path, status, headers or {}, code, after))

    def fault(self, method: str, path: str, *, after: bool) -> Fault | None:
        """Take the fault meant for this request."""
        with self.lock:
            for fault in self.faults:
                if (fault.method, fault.after) == (method, after) and fault.path in path:
                    self.faults.remove(fault)
                    return fault
        return None

    def revoke(self) -> None:
        """Take back what was granted: neither token is worth anything any more."""
        self.refresh_tokens.clear()
        self.tokens.clear()

    def expire(self) -> None:
        """Let every access token be over; refreshing goes on."""
        self.tokens.clear()

    def notify(self) -> list[int]:
        """Tell subscriptions what changed since; returns what they answered."""
        with self.lock:
            told, self.untold = self.untold, []
        return [
            self._post(one["notificationUrl"], self._notification(one, item, kind))
            for one, item, kind in told
        ]

    def lose_notifications(self) -> None:
        """Forget what was to be told."""
        self.untold.clear()

    def lifecycle(self, event: str, *, state: str | None = None) -> list[int]:
        """Send a lifecycle notification to every subscription; `subscriptionRemoved` removes them first."""
        told = list(self.subscriptions.values())
        if event == "subscriptionRemoved":
            self.subscriptions.clear()
        return [
            self._post(
                one["lifecycleNotificationUrl"], {**self._head(one), "lifecycleEvent": event, **_state(state)}
            )
            for one in told
            if one.get("lifecycleNotificationUrl")
        ]

    def lapse(self, at: datetime) -> None:
        """Remove the subscriptions that are over at that time."""
        self.subscriptions = {k: one for k, one in self.subscriptions.items() if one["expires"] > at}

    def _head(self, one: dict[str, Any]) -> dict[str, Any]:
        return {
            "subscriptionId": one["id"],
            "subscriptionExpirationDateTime": stamp(one["expires"]),
            "clientState": one["clientState"],
            "tenantId": self.tenant,
        }

    def _notification(self, one: dict[str, Any], item: Item, kind: str) -> dict[str, Any]:
        shown = item.shown(immutable=one["immutable"])
        resource = f"Users/{one['mailbox'].id}/Messages/{shown}"
        data = {
            "@odata.type": "#Microsoft.Graph.Message",
            "@odata.id": resource,
            "@odata.etag": 'W/"CQAAABYAAA"',
            "id": shown,
        }
        return {**self._head(one), "changeType": kind, "resource": resource, "resourceData": data}

    def _post(self, url: str, value: dict[str, Any]) -> int:
        return requests.post(url, json={"value": [value]}, timeout=10).status_code


def _state(state: str | None) -> dict[str, str]:
    return {} if state is None else {"clientState": state}


def stamp(at: datetime) -> str:
    """Write a time as Graph does: UTC, seven digits behind the seconds."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond:06d}0Z"


def addresses(raw: bytes, names: tuple[str, ...] = ("To", "Cc", "Bcc")) -> Iterator[str]:
    """Yield the addresses in these headers."""
    message = email.message_from_bytes(raw, policy=policy.default)
    for name in names:
        for header in message.get_all(name, []):
            for one in header.addresses:
                yield one.addr_spec


LONGEST = timedelta(minutes=10080)
"""Of a subscription to messages."""
