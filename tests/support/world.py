"""A company at work, made through the commands themselves: an account, its people, an inbox, a connected channel.

world = World()                              # in memory; `World(ports=...)` for real ones
ann = world.user("Ann", seats=("service",))
help_desk = world.channel(rule=SetRoutingRule, users=(ann,), tickets=True)
world.do(OpenTicket(...), by=ann)
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from application.account import OpenAccount
from application.bus import Bus, Command
from application.channel import (
    AcceptTerms,
    ChooseProvider,
    Connect,
    SetAddress,
    SetSenderDetails,
    StartConnect,
)
from application.channel_automation import SetRoutingRule, SetTicketAutomation
from application.conversation import ComposeMail
from application.ingest import IngestMessage
from application.intake import AcceptMessage
from application.ports import Outcome
from application.router import HANDLERS
from application.team import AddTeamMember, CreateTeam
from application.unit import Ports
from application.user import AssignSeat, InviteUser
from application.user_self import SetAvailability
from domain.channel.aggregate import Channel
from domain.intake.events import MessageIngested
from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.ids import derived
from tests.support.memory_ports import memory_ports

A = TypeVar("A", bound=Aggregate)
E = TypeVar("E", bound=Event)
START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
BEFORE_THE_GATE, AFTER_THE_GATE = date(2024, 4, 1), date(2024, 4, 2)
SYSTEM = "system:test"


class World:
    """One account with an administrator and an inbox; time goes on by a second with every command."""

    def __init__(
        self,
        created_on: date = BEFORE_THE_GATE,
        *,
        ports: Ports | None = None,
        name: str = "Acme",
        adopt: tuple[UUID, str] | None = None,
    ) -> None:
        """Open an account, or `adopt` one that is there: its id and the company's domain."""
        self.ports = ports or memory_ports()
        self.bus = Bus(self.ports, HANDLERS)
        self.now = START
        if adopt is not None:
            self.account, self.domain = adopt
            return
        self.account = uuid4()
        self.domain = f"{name.lower()}-{self.account.hex[:6]}.example"
        opened = self.do(
            OpenAccount(name, created_on, "Europe/Warsaw", "en", self.address("admin"), f"Admin of {name}")
        )
        _, self.pipeline, self.admin, _, self.inbox = opened.streams

    def address(self, local: str) -> str:
        """Return an address of the company, that no other account of the tests has."""
        return f"{local}@{self.domain}"

    # ------------------------------------------------------------------ commands
    def env(self, by: UUID | str = SYSTEM, command_id: UUID | None = None) -> Envelope:
        """Return an envelope; `by` is a user's id, or an actor in full."""
        actor = f"user:{by}" if isinstance(by, UUID) else by
        return Envelope(self.account, actor, self.now, uuid4(), None, command_id or uuid4())

    def do(self, command: Command, by: UUID | str = SYSTEM, command_id: UUID | None = None) -> Outcome:
        """Carry a command out; a refusal is raised."""
        self.now += timedelta(seconds=1)
        return self.bus.dispatch(command, self.env(by, command_id))

    def make(self, command: Command, by: UUID | str = SYSTEM) -> UUID:
        """Carry a command out and return the id of what it made."""
        return self.do(command, by).streams[0]

    def get(self, cls: type[A], stream_id: UUID) -> A:
        """Return an aggregate as it is now."""
        found = self.ports.log.load(cls, stream_id)
        assert found is not None
        return found

    def happened(self, stream_id: UUID, fact: type[E]) -> list[E]:
        """Return the facts of one class in a stream, oldest first."""
        return [event for event in self.ports.log.stream(stream_id) if isinstance(event, fact)]

    # ------------------------------------------------------------------ people and places
    def user(
        self,
        name: str,
        *,
        roles: tuple[str, ...] = ("agent",),
        seats: tuple[str, ...] = ("service",),
        available: bool = True,
    ) -> UUID:
        """Return a new user of the account."""
        user = self.make(InviteUser(self.address(name.lower()), name, roles))
        for hub in seats:
            self.do(AssignSeat(user, hub))
        self.do(SetAvailability(user, available))
        return user

    def team(self, name: str, *users: UUID) -> UUID:
        """Return a new team of these users."""
        team = self.make(CreateTeam(name))
        for user in users:
            self.do(AddTeamMember(team, user))
        return team

    def connecting(self, upto: str = "connect", **settings: Any) -> UUID:
        """Return a channel that is being connected; `upto` is the step that is due."""
        channel = self.make(StartConnect("email", settings.get("inbox", self.inbox)))
        for step, command in self._steps(channel, **settings):
            if step == upto:
                break
            self.do(command)
        return channel

    def channel(self, **settings: Any) -> UUID:
        """Return a connected mail channel.

        `address`, `inbox`, `users` and `teams` of a rule (none: the rule is off), `available_only`, `strategy`,
        `tickets` (whether conversations become tickets), `from_name`.
        """
        channel = self.connecting(**settings)
        self.do(Connect(channel))
        return channel

    def _steps(
        self,
        channel: UUID,
        *,
        address: str = "help",
        inbox: UUID | None = None,
        users: tuple[UUID, ...] = (),
        teams: tuple[UUID, ...] = (),
        available_only: bool = True,
        strategy: str = "round_robin",
        tickets: bool = False,
        from_name: str = "agent_and_company",
    ) -> list[tuple[str, Command]]:
        del inbox
        address = address if "@" in address else self.address(address)
        rule = SetRoutingRule(
            channel, bool(users or teams), "specific", users, teams, strategy, available_only
        )
        return [
            ("provider", ChooseProvider(channel, "other")),
            ("terms", AcceptTerms(channel, "1", "0" * 64, "en")),
            ("address", SetAddress(channel, address)),
            ("sender_details", SetSenderDetails(channel, from_name, "Acme Ltd")),
            ("rule", rule),
            ("ticket_automation", SetTicketAutomation(channel, tickets, self.pipeline if tickets else None)),
        ]

    # ------------------------------------------------------------------ conversations
    def conversation(self, channel: UUID, to: str = "ann@customer.example") -> UUID:
        """Return a new conversation that we began with somebody."""
        command_id = uuid4()
        self.do(ComposeMail(channel, (to,), "Hello", "How are you?"), command_id=command_id)
        return derived(command_id, "conversation")

    def mail(self, channel: UUID, raw: bytes, *, mail_from: str = "ann@customer.example") -> UUID:
        """Take a raw mail in as the SMTP intake and the worker do, and return its intake."""
        intake, blob = uuid4(), uuid4()
        hosted = self.get(Channel, channel).hosted_address
        self.ports.blobs.put(blob, intake, raw, begins=True)
        self.do(AcceptMessage(intake, channel, blob, len(raw), mail_from, hosted, "192.0.2.1"))
        self.do(IngestMessage(intake))
        return intake

    def mailed(self, channel: UUID, raw: bytes) -> UUID:
        """Take a raw mail in and return the conversation it became a message of."""
        (ingested,) = self.happened(self.mail(channel, raw), MessageIngested)
        return ingested.conversation_id
