"""A company whose team mailbox is at a provider: connected by the real flow, read and answered by the real workers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar, TypeVar
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import requests

from application.channel import AcceptTerms, ChooseProvider, Connect, SetSenderDetails, StartConnect
from application.channel_authorisation import AuthoriseMailbox
from application.channel_automation import SetRoutingRule, SetTicketAutomation
from application.ingest import IngestMessage
from domain.channel.aggregate import Channel
from domain.conversation.events import ConversationStarted
from domain.conversation.messages import MessageReceived
from domain.intake.events import MessageAccepted, MessageIngested
from domain.kernel.event import Event
from domain.kernel.ids import derived
from infrastructure.bootstrap import Application, bootstrap
from infrastructure.mailboxes.flows import MailboxFlows
from infrastructure.mailboxes.outgoing import ByMailbox
from infrastructure.mailboxes.places import Place
from infrastructure.mailboxes.reading import Reading
from infrastructure.projecting.install import install
from infrastructure.projecting.runner import Runner
from infrastructure.sending import Sender
from infrastructure.settings import Settings
from tests.support.tiny_views import running
from tests.support.world import World

E = TypeVar("E", bound=Event)
BASE = "http://127.0.0.1:8000"


@contextmanager
def office(settings: Settings) -> Iterator[Application]:
    """The parts of a process, the read models kept up with the log."""
    with bootstrap(settings) as app:
        install(settings.database_url, app.projectors)
        with running(Runner(settings.database_url, app.log, app.projectors)):
            yield app


@dataclass
class Desk:
    """One account with one mailbox at a provider; the classes of providers say whose and where."""

    PROVIDER: ClassVar[str]
    app: Application
    world: World = field(init=False)
    channel: UUID = field(init=False)
    ahead: timedelta = timedelta()
    """By so much the workers' clock is ahead."""
    queued: list[tuple[str, UUID, UUID, str]] = field(default_factory=list)

    def connect(self) -> None:
        """Connect the mailbox, the terms accepted, at its provider."""
        self.channel = self.world.make(StartConnect("email", self.world.inbox))
        self.world.do(ChooseProvider(self.channel, self.PROVIDER))
        self.world.do(AcceptTerms(self.channel, "1", "0" * 64, "en"))
        self.authorise()
        self.world.do(self.sender_details())
        self.world.do(SetRoutingRule(self.channel, enabled=False))
        self.world.do(SetTicketAutomation(self.channel, enabled=False))
        self.world.do(Connect(self.channel))
        self.seen()

    def now(self) -> datetime:
        """The time, as the workers have it."""
        return datetime.now(UTC) + self.ahead

    @property
    def flows(self) -> MailboxFlows:
        """What the API begins and finishes authorisations with."""
        parts = self.app.mailboxes

        def enqueue(kind: str, account: UUID, thing: UUID, key: str) -> bool:
            self.queued.append((kind, account, thing, key))
            return True

        return MailboxFlows(
            self.app.pool, self.app.secrets, parts.mailboxes, parts.places, parts.keys, BASE, enqueue
        )

    def sender_details(self) -> SetSenderDetails:
        """Return what is said of the sender while connecting."""
        return SetSenderDetails(self.channel, "company", "Acme Ltd")

    def authorise(self, address: str = "") -> None:
        """Let a person authorise us at the provider, in a browser and back; `address`: for another mailbox than theirs."""
        self.seen()
        flows, at = self.flows, self.now()
        url, state = flows.begin(
            self.world.account, self.channel, self.PROVIDER, address, self.world.admin, at
        )
        back = requests.get(url, allow_redirects=False, timeout=10).headers["Location"]
        told = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
        assert told["state"] == state
        begun = flows.take(state, at)
        assert begun is not None
        let = flows.finish(begun, told["code"], at)
        self.world.do(
            AuthoriseMailbox(
                self.channel, provider=self.PROVIDER, address=let.address, aliases=let.aliases, cloud=let.cloud,
                grant=let.grant,
            ),
            by=self.world.admin,
        )  # fmt: skip
        flows.read_from(begun, let, at)

    @property
    def reading(self) -> Reading:
        """The worker's job, by the desk's clock."""
        mine = self.app.mailboxes.reading
        return replace(mine, clock=self.now, grants=replace(mine.grants, clock=self.now))

    @property
    def sender(self) -> Sender:
        """The worker's other job, by the desk's clock."""
        by = self.app.sender.by_mailbox
        assert isinstance(by, ByMailbox)
        by = replace(by, clock=self.now, grants=replace(by.grants, clock=self.now))
        return replace(self.app.sender, clock=self.now, by_mailbox=by)

    def read(self) -> list[MessageReceived]:
        """Read the mailbox if it is due, take in what came, and return all messages that ever came, oldest first."""
        if self.due():
            self.reading(self.world.account, self.channel, "")
        return self.received()

    def due(self) -> bool:
        """Whether the mailbox is to be read now."""
        self.seen()
        return any(one.object_id == self.channel for one in self.reading.due())

    def received(self) -> list[MessageReceived]:
        """Take in what was accepted, and return all messages that ever came, oldest first."""
        for accepted in self._of(MessageAccepted):
            if accepted.channel_id == self.channel:
                command_id = derived(accepted.originator_id, "ingest")
                self.world.do(IngestMessage(accepted.originator_id), command_id=command_id)
        return self._of(MessageReceived)

    def accepted(self) -> int:
        """Return how many originals were accepted."""
        return len(self._of(MessageAccepted))

    def conversations(self) -> list[UUID]:
        """Return the conversations there are."""
        return [one.originator_id for one in self._of(ConversationStarted)]

    def place(self) -> Place:
        """Return how far the mailbox was read."""
        place = self.app.mailboxes.places.of(self.channel)
        assert place is not None
        return place

    def state(self) -> tuple[str, str]:
        """Return what the channel does, and why not."""
        found = self.world.get(Channel, self.channel)
        return found.state, found.cause

    def seen(self) -> None:
        """Wait until the read models have all there is."""
        assert self.app.positions.wait_for(self.app.log.last_position(), 30)

    def happened(self, fact: type[E]) -> list[E]:
        """Return facts of the channel."""
        return self.world.happened(self.channel, fact)

    def message_of(self, intake_id: UUID) -> UUID:
        """Return the message that an intake became."""
        return self.world.happened(intake_id, MessageIngested)[0].message_id

    def _of(self, fact: type[E]) -> list[E]:
        found: list[E] = []
        after, more = 0, True
        while more:
            page = self.app.log.read(after, 500, [fact.TOPIC])
            found += [one.event for one in page if isinstance(one.event, fact)]
            more, after = len(page) == 500, page[-1].position if page else after
        return [one for one in found if one.account_id == self.world.account]
