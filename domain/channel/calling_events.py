"""What a telephone line's channel is connected to and set to do, as it happened (CAL-01, CAL-02)."""

from uuid import UUID

from domain.kernel.event import Event


class CallingNumberChosen(Event):
    """The number that is called and called from: a company's, no person's.

    `account_sid` and `number_sid` are the provider's ids of the account and the number; `claim_id` is the number's, unique
    in the installation. What lets us use the account is kept sealed beside the log.
    """

    TOPIC = "channel.calling_number_chosen"

    account_sid: str
    number_sid: str
    number: str
    name: str
    claim_id: UUID


class CallingVoiceSet(Event):
    """What callers hear, how long somebody is rung, and what is kept of a call; texts are the company's (CAL-02)."""

    TOPIC = "channel.calling_voice_set"

    greeting: str
    ring_seconds: int
    voicemail_on: bool
    voicemail_greeting: str
    record_on: bool
    transcribe_on: bool
    language: str
