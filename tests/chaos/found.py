"""What the product kept: read from its log, with its originals."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from domain.conversation import messages
from domain.intake import events as intake
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
            ):
                self.endings[event.originator_id].append(event.TOPIC.partition(".")[2])
            case TicketOpened():
                self.tickets[event.conversation_id] += 1
            case _:
                pass


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
