"""A channel that is a business page's Messenger (MSG-02..05)."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from domain.channel import messenger_events as events
from domain.channel.phoned import Phoned
from domain.channel.steps import NotConnected
from domain.channels.messenger_kind import LONGEST_TEXT, PageRoleMissing, may_connect
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import InvalidInput, Refusal

ROLE_LOST = "role_lost"
"""Why a channel is degraded whose page's administrator is one no more (MSG-03)."""


class NotAPage(NotConnected):
    """Only a page's channel has this."""

    code = "not_a_page"


class OtherPage(Refusal):
    """A connected channel keeps its page."""

    code = "other_page"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "This channel is connected to another page. Choose that one, or connect this page to a new channel.",
            field="page_id",
        )


@dataclass(frozen=True, slots=True)
class Page:
    """The page, empty before one is chosen; `role_ok` says whether its administrator is one still, as of `checked_at`."""

    page_id: str = ""
    name: str = ""
    tasks: tuple[str, ...] = ()
    claim_id: UUID | None = None
    role_ok: bool = True
    checked_at: datetime | None = None


class Paged(Phoned):
    """Adds the page, and its greeting, to what is set step by step."""

    page = Page()
    messenger_greeting = ""

    def connect_page(
        self, env: Envelope, *, page_id: str, name: str, tasks: tuple[str, ...], claim_id: UUID
    ) -> None:
        """Take the page's messages from here on, as whoever signed in lets us; the caller took its claim and keeps the token.

        Once connected the same page only, anew, which heals what its loss had stopped. Raises `PageRoleMissing`,
        `OtherPage`.
        """
        self._must_be_due("page")
        if not may_connect(tasks):
            raise PageRoleMissing
        if "connect" in self.done and page_id != self.page.page_id:
            raise OtherPage
        self.record(events.PageConnected, env, page_id=page_id, name=name, tasks=tasks, claim_id=claim_id)

    def check_role(self, env: Envelope, tasks: tuple[str, ...]) -> bool:
        """Note what whoever connected the page may do there now, if that changed; whether that suffices. Raises `NotAPage`."""
        self.must_have_page()
        ok = may_connect(tasks)
        if (frozenset(tasks), ok) != (frozenset(self.page.tasks), self.page.role_ok):
            self.record(events.PageRoleChecked, env, tasks=tasks, ok=ok)
        return ok

    def set_messenger_greeting(self, env: Envelope, greeting: str) -> None:
        """Set the greeting, empty: none; nothing if it is this (MSG-05). Raises `InvalidInput`, `NotAPage`."""
        if self.kind != "messenger":
            raise NotAPage("This is no page's channel. Choose one of Messenger's.")
        self._must_be_due("greeting")
        wanted = greeting.strip()
        if len(wanted) > LONGEST_TEXT:
            raise InvalidInput(
                f"A message there has at most {LONGEST_TEXT:,} characters. Shorten it.", field="greeting"
            )
        if wanted != self.messenger_greeting or "greeting" not in self.done:
            self.record(events.MessengerGreetingSet, env, greeting=wanted)

    def must_have_page(self) -> None:
        """Raise `NotAPage` before a page is chosen, and for what is no page's channel."""
        self._must_be_there()
        if not self.page.page_id:
            raise NotAPage("There is no page yet. Sign in at Facebook and choose one.")

    def evolve_authorised(self, event: Event) -> None:
        """Apply one recorded event of a page, or of what else a channel can be, or a step."""
        match event:
            case events.PageConnected():
                self.page = Page(
                    event.page_id, event.name, event.tasks, event.claim_id, checked_at=event.timestamp
                )
                self.authorised_at, self.lost_at = event.originator_version, 0
                self.done |= {"page"}
            case events.PageRoleChecked():
                self.page = replace(
                    self.page, tasks=event.tasks, role_ok=event.ok, checked_at=event.timestamp
                )
                self.lost_at = 0 if event.ok else self.lost_at
            case events.MessengerGreetingSet():
                self.messenger_greeting = event.greeting
                self.done |= {"greeting"}
            case _:
                super().evolve_authorised(event)
