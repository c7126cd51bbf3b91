"""What happens at the door to a user. The data subject is the user; a client's network address is personal."""

from uuid import UUID

from domain.kernel.event import Event, Opening
from domain.kernel.personal import Personal


class AccessBegun(Opening):
    """The first thing that happened at the door to this user."""

    TOPIC = "access.begun"
    OF = "access"

    user_id: UUID


class SignedIn(Event):
    """The user signed in; `method` is password, code, recovery_code or provider: what the last step was."""

    TOPIC = "access.signed_in"
    SUBJECT = "user_id"

    user_id: UUID
    session_id: UUID
    method: str
    known_browser: bool
    client: Personal[str]


class SignedOut(Event):
    """The user signed out of one session."""

    TOPIC = "access.signed_out"

    user_id: UUID
    session_id: UUID


class SessionsEnded(Event):
    """Sessions of the user were ended all together: by themselves, or because their access changed."""

    TOPIC = "access.sessions_ended"

    user_id: UUID
    reason: str


class GuessingNoticed(Event):
    """Somebody gives wrong passwords or codes for the user; further ones wait. Said once a day at most."""

    TOPIC = "access.guessing_noticed"

    user_id: UUID
    step: str
