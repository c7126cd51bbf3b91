"""What happens to a call. The data subject is the contact; times are the provider's where it says them."""

from datetime import datetime
from uuid import UUID

from domain.kernel.event import Event, Opening
from domain.kernel.personal import Personal


class CallBegun(Opening):
    """A contact calls us (`direction` inbound), or `agent_id` calls them (outbound).

    `number` is the contact's, empty where it is withheld; `sid` is the provider's id of the call, empty until it has one.
    """

    TOPIC = "call.begun"
    OF = "call"
    SUBJECT = "contact_id"

    conversation_id: UUID
    contact_id: UUID
    channel_id: UUID
    inbox_id: UUID
    direction: str
    number: Personal[str]
    agent_id: UUID | None
    sid: Personal[str]
    at: datetime | None


class CallPlaced(Event):
    """The provider took over a call of ours, and knows it by this id."""

    TOPIC = "call.placed"
    SUBJECT = "contact_id"

    conversation_id: UUID
    contact_id: UUID
    sid: Personal[str]


class CallRung(Event):
    """A user's phone is rung."""

    TOPIC = "call.rung"

    conversation_id: UUID
    agent_id: UUID


class CallAnswered(Event):
    """Both sides can talk: a user answered (`agent_id`) who was rung, or the contact whom a user calls (None)."""

    TOPIC = "call.answered"

    conversation_id: UUID
    agent_id: UUID | None
    at: datetime | None


class CallDialled(Event):
    """How the dialling of the other side ended: `status` is completed (they talked for `seconds`), busy, no_answer, failed or
    canceled.
    """

    TOPIC = "call.dialled"

    conversation_id: UUID
    status: str
    seconds: int
    code: str


class HangUpAsked(Event):
    """A user ends the call from here; the provider is asked to."""

    TOPIC = "call.hang_up_asked"

    conversation_id: UUID


class CallEnded(Event):
    """It is over: `outcome` is completed, missed, busy, no_answer, failed, canceled or voicemail, after `seconds`.

    `agent_id` is the user who was
    in it. `side` says who it was that could not be had: agent or contact; empty where they talked. `status`, `error` and `total`
    (seconds) are the provider's last word on the whole of it. Where a report that comes late says more, it is recorded anew:
    the last one counts.
    """

    TOPIC = "call.ended"

    conversation_id: UUID
    agent_id: UUID | None
    outcome: str
    seconds: int
    side: str
    code: str
    at: datetime | None
    status: str
    total: int
    error: str


class RecordingAgreed(Event):
    """The contact agrees to being recorded: `method` is keypress or voice, which is by going on after it was said."""

    TOPIC = "call.recording_agreed"

    conversation_id: UUID
    method: str


class RecordingRefused(Event):
    """The contact does not agree to being recorded: they pressed something else, or nothing."""

    TOPIC = "call.recording_refused"

    conversation_id: UUID
    method: str


class RecordingMade(Event):
    """The provider has a recording: `kind` is call or voicemail. `agreed` says whether it may be kept.

    `transcript` says that the provider is to tell what was said in it, too.
    """

    TOPIC = "call.recording_made"
    SUBJECT = "contact_id"

    conversation_id: UUID
    contact_id: UUID
    recording_id: UUID
    recording_sid: Personal[str]
    seconds: int
    kind: str
    agreed: bool
    transcript: bool


class RecordingKept(Event):
    """A recording lies sealed under the contact, as the blob `blob_id`, and the provider was asked to delete its own."""

    TOPIC = "call.recording_kept"

    conversation_id: UUID
    recording_id: UUID
    blob_id: UUID
    seconds: int
    content_type: str
    size: int
    kind: str


class RecordingDropped(Event):
    """A recording is not kept, and deleted at the provider: `why` is no_consent, gone, too_large or erased."""

    TOPIC = "call.recording_dropped"

    conversation_id: UUID
    recording_id: UUID
    why: str


class CallTranscribed(Event):
    """What was said in a recording, as the provider's machine understood it; `confidence` is in percent where it says so.

    `placed_in` is the conversation in which the call stood then, which is the one it was recorded in unless it was moved.
    """

    TOPIC = "call.transcribed"
    SUBJECT = "contact_id"

    conversation_id: UUID
    contact_id: UUID
    channel_id: UUID
    placed_in: UUID
    recording_id: UUID
    text: Personal[str]
    confidence: int | None


class TranscriptionFailed(Event):
    """The provider could not say what was said."""

    TOPIC = "call.transcription_failed"

    conversation_id: UUID
    recording_id: UUID
    code: str
