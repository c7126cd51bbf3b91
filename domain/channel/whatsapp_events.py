"""What a WhatsApp channel is connected to and set to do, as it happened (WAB-01, WAB-03)."""

from uuid import UUID

from domain.kernel.event import Event


class WhatsAppNumberChosen(Event):
    """The number whose messages come in, of a WhatsApp Business Account: chosen, or vouched for again with a new token.

    `claim_id` is the number's, unique in the installation, `place_id` one of the places for numbers that an account has. The
    access token is kept sealed beside the log.
    """

    TOPIC = "channel.whatsapp_number_chosen"

    waba_id: str
    phone_number_id: str
    display_number: str
    verified_name: str
    claim_id: UUID
    place_id: UUID


class WhatsAppCodeRequested(Event):
    """Meta was asked to send a code to the number: `method` is sms or voice, `language` that of the words around it."""

    TOPIC = "channel.whatsapp_code_requested"

    method: str
    language: str


class WhatsAppNumberVerified(Event):
    """The number is the company's (WAB-01): `by` is code, or provider where Meta said that it was verified before."""

    TOPIC = "channel.whatsapp_number_verified"

    by: str


class WhatsAppRegistered(Event):
    """The number was registered for the Cloud API; its PIN is kept sealed beside the log."""

    TOPIC = "channel.whatsapp_registered"


class TemplatesSynced(Event):
    """Meta was asked for the number's templates: so many there are, so many were new or otherwise, so many gone (WAB-02).

    Recorded where something was new, somebody asked for it, or a day has passed since the last.
    """

    TOPIC = "channel.templates_synced"

    found: int
    changed: int
    gone: int


class WhatsAppKeywordsSet(Event):
    """By which words people opt in and out, and what is answered to them; an empty reply: nothing (WAB-03)."""

    TOPIC = "channel.whatsapp_keywords_set"

    opt_in: tuple[str, ...]
    opt_out: tuple[str, ...]
    opt_in_reply: str
    opt_out_reply: str
