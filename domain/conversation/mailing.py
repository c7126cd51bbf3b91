"""The part of a conversation that knows what of it was mailed to a visitor (CHT-11, CHT-12)."""

from uuid import UUID

from domain.conversation import mailing_events as events
from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import Refusal

MOST_TRANSCRIPTS = 5
"""Of one conversation: whoever types strangers' addresses sends them little."""


class TooManyTranscripts(Refusal):
    """The conversation was mailed often enough."""

    code = "too_many_transcripts"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            f"A conversation is mailed {MOST_TRANSCRIPTS} times at most. Ask in the chat instead."
        )


class Mailing(Aggregate):
    """`transcripts_due` are the versions of requests not answered, `mailed` the messages somebody who left was mailed."""

    contact_id: UUID
    transcripts_due = frozenset[int]()
    transcripts = 0
    mailed = frozenset[UUID]()

    def request_transcript(self, env: Envelope, email: str) -> None:
        """Have what was said mailed; the caller normalised the address. Raises `TooManyTranscripts`."""
        if self.transcripts >= MOST_TRANSCRIPTS:
            raise TooManyTranscripts
        self.record(events.TranscriptRequested, env, contact_id=self.contact_id, email=email)

    def chat_mailed(
        self,
        env: Envelope,
        *,
        request: int,
        message_ids: tuple[UUID, ...],
        email: str,
        mail_id: str,
        result: str,
        code: int,
    ) -> None:
        """Record how a mail ended; nothing where that is known of its request, or of all its messages."""
        known = request not in self.transcripts_due if request else self.mailed.issuperset(message_ids)
        if not known:
            self.record(
                events.ChatMailed, env, contact_id=self.contact_id, request=request, message_ids=message_ids,
                email=email, mail_id=mail_id, result=result, code=code,
            )  # fmt: skip

    def evolve_mailing(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.TranscriptRequested():
                self.transcripts_due |= {event.originator_version}
                self.transcripts += 1
            case events.ChatMailed() if event.request:
                self.transcripts_due -= {event.request}
            case events.ChatMailed():
                self.mailed |= frozenset(event.message_ids)
