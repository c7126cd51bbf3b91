"""What a chat channel is set to do, as it happened (CHT-02..10)."""

from uuid import UUID

from domain.kernel.event import Event


class ChatKeyIssued(Event):
    """The widget's public key, which its tracking code names; unique in the installation."""

    TOPIC = "channel.chat_key_issued"

    key: str
    claim_id: UUID


class ChatLookSet(Event):
    """How the widget looks (CHT-02): `colour_from` is branding or custom, `colour` as #rrggbb."""

    TOPIC = "channel.chat_look_set"

    colour_from: str
    colour: str
    font: str
    side: str
    language: str
    title: str


class ChatGreetingSet(Event):
    """Whom the heading shows, people or the contact's owner, and the first visit's welcome (CHT-03, CHT-04)."""

    TOPIC = "channel.chat_greeting_set"

    heading: str
    user_ids: tuple[UUID, ...]
    team_ids: tuple[UUID, ...]
    fallback: str
    welcome: str
    prompt: bool


class ChatHoursSet(Event):
    """When it answers, by users, hours or always, and what it does when it does not (CHT-06, CHT-07)."""

    TOPIC = "channel.chat_hours_set"

    basis: str
    schedule_id: UUID | None
    reply_time: str
    away: str
    away_text: str
    offline: str
    offline_text: str
    capacity: str
    capacity_text: str


class ChatPlacesSet(Event):
    """On which sites the widget may run, and on which of their pages it shows (CHT-10)."""

    TOPIC = "channel.chat_places_set"

    origins: tuple[str, ...]
    pages: tuple[dict[str, str], ...]


class ChatIdentitySet(Event):
    """Whether visitors must be named by a token that the site's server signs (SE-03)."""

    TOPIC = "channel.chat_identity_set"

    required: bool


class ChatIdentityRotated(Event):
    """A new secret for such tokens was made, kept sealed beside the log; those signed with the one before open nothing."""

    TOPIC = "channel.chat_identity_rotated"

    secret_version: int


class ChatCodeMailed(Event):
    """Somebody had the tracking code mailed to whoever looks after a site (CHT-10): the envelope says who and when.

    The address is kept nowhere.
    """

    TOPIC = "channel.code_mailed"
