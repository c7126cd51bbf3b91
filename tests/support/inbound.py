"""Mail that comes in to a world: accepted and taken in, through the commands."""

from uuid import UUID, uuid4

from application.ingest import IngestMessage
from application.intake import AcceptMessage
from domain.claim.events import Claimed
from domain.conversation import messages
from domain.conversation.aggregate import Conversation
from domain.intake import events as intake
from domain.routing.months import month_at, slots_id
from domain.routing.slots import Slots
from tests.support.mails import a_mail
from tests.support.world import World


class Mailroom:
    """Lets mails arrive at one channel of a world."""

    def __init__(self, world: World, channel: UUID) -> None:
        self.world, self.channel = world, channel

    def accept(self, raw: bytes) -> UUID:
        """Accept an original, as the door does; returns the intake."""
        command = self.sealed(raw)
        self.world.do(command, command_id=command.intake_id)
        return command.intake_id

    def sealed(self, raw: bytes) -> AcceptMessage:
        """Seal an original into the blob store, and return the command that accepts it."""
        intake_id, blob_id = uuid4(), uuid4()
        self.world.ports.blobs.put(blob_id, intake_id, raw, begins=True)
        return AcceptMessage(
            intake_id, self.channel, blob_id, len(raw), "ann@customer.example", "h-x@in", "192.0.2.7"
        )

    def take_in(self, intake_id: UUID) -> str:
        """Take an accepted original in; returns the topic of its ending."""
        self.world.do(IngestMessage(intake_id))
        return self.world.ports.log.stream(intake_id)[-1].TOPIC

    def receive(self, raw: bytes) -> tuple[UUID, UUID]:
        """Let a mail arrive that becomes a message; returns the conversation and the message."""
        intake_id = self.accept(raw)
        assert self.take_in(intake_id) == "intake.message_ingested"
        ended = self.world.happened(intake_id, intake.MessageIngested)[-1]
        return ended.conversation_id, ended.message_id

    def mail(self, text: str = "It does not work.", **headers: str) -> UUID:
        """Let a mail of a customer arrive; returns its conversation."""
        return self.receive(a_mail(text, **headers))[0]

    def answer(self, conversation_id: UUID) -> None:
        """Let the customer write again in a conversation that a mail of theirs began."""
        begun = self.world.happened(conversation_id, messages.MessageReceived)[0].provider_id.strip("<>")
        assert self.mail("Once more.", answers=begun) == conversation_id

    def conversation(self, conversation_id: UUID) -> Conversation:
        """Return a conversation as it is now."""
        return self.world.get(Conversation, conversation_id)

    def claims(self) -> list[Claimed]:
        """Return all claims ever taken."""
        return [one.event for one in self.world.ports.log.read(0, 10**6) if isinstance(one.event, Claimed)]  # type: ignore[attr-defined]


def taken(world: World, user: UUID) -> int:
    """Return how many slots a user's open conversations take."""
    found = world.ports.log.load(Slots, slots_id(user, month_at(world.now)))
    return 0 if found is None else found.open_count
