"""What the product kept: read from its log, with its originals."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from domain.call import events as calls_events
from domain.conversation import messages, visiting_events
from domain.intake import events as intake
from domain.kernel.event import Event
from domain.ticket.events import TicketOpened
from infrastructure.bootstrap import bootstrap
from infrastructure.settings import Settings
from projections.common.recorded import Recorded
from tests.chaos.letters import digest_of

PAGE = 2000


class Received(NamedTuple):
    """A message of a customer, as the log has it."""

    position: int
    conversation_id: UUID
    contact_id: UUID
    sender: str
    digest: str
    original: tuple[UUID, UUID]
    """Blob and intake."""
    automatic: bool = False
    files: int = 0


class Begun(NamedTuple):
    """A call that came in."""

    call_id: UUID
    conversation_id: UUID
    contact_id: UUID
    number: str


@dataclass
class Found:
    """What the log says about one account."""

    received: defaultdict[str, list[Received]] = field(default_factory=lambda: defaultdict(list))
    """By Message-ID."""
    originals: dict[UUID, UUID] = field(default_factory=dict)
    """Intake -> blob of every acceptance."""
    endings: defaultdict[UUID, list[str]] = field(default_factory=lambda: defaultdict(list))
    posted: defaultdict[str, list[messages.MessagePosted]] = field(default_factory=lambda: defaultdict(list))
    """By text."""
    started: Counter[UUID] = field(default_factory=Counter)
    repeated: Counter[UUID] = field(default_factory=Counter)
    """Attempts that were recorded as possible second copies."""
    sent: Counter[UUID] = field(default_factory=Counter)
    failed: Counter[UUID] = field(default_factory=Counter)
    unresolved: Counter[UUID] = field(default_factory=Counter)
    tickets: Counter[UUID] = field(default_factory=Counter)
    """By conversation."""
    calls: defaultdict[str, list[Begun]] = field(default_factory=lambda: defaultdict(list))
    """By Twilio's id."""
    outcomes: dict[UUID, str] = field(default_factory=dict)
    """Call -> how it ended, of those that are over."""
    made: defaultdict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    """Twilio's id of a recording -> its ids here."""
    kept: Counter[UUID] = field(default_factory=Counter)
    """By recording."""
    seen: Counter[UUID] = field(default_factory=Counter)
    """How often it was recorded of a message of ours that it was seen."""
    last_position: int = 0

    def take(self, recorded: Recorded) -> None:
        """Take one event in."""
        position, event = recorded
        self.last_position = position
        match event:
            case messages.MessageReceived():
                one = Received(
                    position, event.originator_id, event.contact_id, event.sender, digest_of(event.text),
                    (event.blob_id, event.intake_id), bool(event.automatic), len(event.attachments),
                )  # fmt: skip
                self.received[event.provider_id].append(one)
            case messages.MessagePosted():
                self.posted[event.text].append(event)
            case messages.SendStarted():
                self.started[event.message_id] += 1
                self.repeated[event.message_id] += event.repeats
            case messages.MessageSent():
                self.sent[event.message_id] += 1
            case messages.SendFailed():
                self.failed[event.message_id] += 1
            case messages.SendUnresolved():
                self.unresolved[event.message_id] += 1
            case intake.MessageAccepted():
                self.originals[event.originator_id] = event.blob_id
            case (
                intake.MessageIngested()
                | intake.DuplicateIgnored()
                | intake.MessageSetAside()
                | intake.ParsingFailed()
                | intake.MessageIgnored()
            ):
                self.endings[event.originator_id].append(event.TOPIC.partition(".")[2])
            case TicketOpened():
                self.tickets[event.conversation_id] += 1
            case _:
                self.take_platform(event)

    def take_platform(self, event: Event) -> None:
        """Take in what happened to a call, that somebody saw what we wrote, or that something early has its place now."""
        match event:
            case intake.ReplayRequested():
                # it is pending again, as a receipt is that came before what it is about was known to be sent
                self.endings[event.originator_id].pop()
            case visiting_events.MessageSeen():
                self.seen.update([event.message_id, *event.others])
            case calls_events.CallBegun():
                one = Begun(event.originator_id, event.conversation_id, event.contact_id, event.number)
                self.calls[event.sid].append(one)
            case calls_events.CallEnded():
                self.outcomes[event.originator_id] = event.outcome
            case calls_events.RecordingMade():
                self.made[event.recording_sid].append(event.recording_id)
            case calls_events.RecordingKept():
                self.kept[event.recording_id] += 1
            case _:
                pass


CALLS = [
    calls_events.CallBegun.TOPIC,
    calls_events.CallEnded.TOPIC,
    calls_events.RecordingMade.TOPIC,
    calls_events.RecordingKept.TOPIC,
]


@contextmanager
def calls(settings: Settings, account_id: UUID) -> Iterator[Callable[[], Found]]:
    """Follow the account's calls in the log: each look says what is known of them by then, and of nothing else."""
    found = Found()

    def look() -> Found:
        while page := app.log.read(found.last_position, PAGE, CALLS):
            for position, event in page:
                found.last_position = position
                if event.account_id == account_id:
                    found.take_platform(event)
        return found

    with bootstrap(settings, pool_size=2) as app:
        yield look


def read(settings: Settings, account_id: UUID) -> tuple[Found, dict[UUID, bytes]]:
    """Read the whole log and every original of the account; an original that cannot be read is not among them."""
    found = Found()
    with bootstrap(settings, pool_size=2) as app:
        while page := app.log.read(found.last_position, PAGE):
            for recorded in page:
                found.last_position = recorded.position
                if recorded.event.account_id == account_id:
                    found.take(recorded)
        originals = {}
        for intake_id, blob_id in found.originals.items():
            raw = app.blobs.get(blob_id, intake_id)
            if raw is not None:
                originals[intake_id] = raw
    return found, originals
