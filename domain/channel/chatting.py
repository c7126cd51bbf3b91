"""A channel that is a chat on a website (CHT-01..10)."""

from dataclasses import asdict, replace
from uuid import UUID

from domain.channel import chat_events as events
from domain.channel import events as channel_events
from domain.channel.chat_settings import Chat, ChatHours, ChatIdentity, Greeting, Look, Places
from domain.channel.formed import Formed
from domain.channel.steps import NotConnected
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event, payload
from domain.kernel.refusal import InvalidInput


class NotAChat(NotConnected):
    """Only a chat has this."""

    code = "not_a_chat"


class NoCodeYet(NotConnected):
    """The tracking code names a key, which comes with the look."""

    code = "no_code_yet"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__("There is no tracking code yet. Set how the chat looks first.")


class Chatting(Formed):
    """Adds what a chat is set to do to what is set step by step."""

    chat = Chat()

    def issue_chat_key(self, env: Envelope, key: str, claim_id: UUID, hosted_address: str) -> None:
        """Give the widget its public key, and an address of ours that answers by mail come back to; once.

        The caller took the claims of both.
        """
        self._must_be_due("look")
        if not self.chat.key:
            self.record(events.ChatKeyIssued, env, key=key, claim_id=claim_id)
            self.record(channel_events.HostedAddressIssued, env, hosted_address=hosted_address)

    def set_look(self, env: Envelope, look: Look) -> None:
        """Set how the widget looks (CHT-02). Raises `InvalidInput`."""
        self._must_be_due("look")
        self.record(events.ChatLookSet, env, **asdict(look.checked()))

    def set_greeting(self, env: Envelope, greeting: Greeting) -> None:
        """Set whom it shows and how it greets (CHT-03, CHT-04). Raises `InvalidInput`, `NotAChat`."""
        self._must_chat()
        self._must_be_due("greeting")
        self.record(events.ChatGreetingSet, env, **asdict(greeting.checked()))

    def set_chat_hours(self, env: Envelope, hours: ChatHours) -> None:
        """Set when it answers (CHT-06, CHT-07). Raises `InvalidInput`."""
        self._must_be_due("hours")
        self.record(events.ChatHoursSet, env, **asdict(hours.checked()))

    def set_places(self, env: Envelope, places: Places) -> None:
        """Set where it runs, at any time; nothing if so (CHT-10). Raises `InvalidInput`, `NotAChat`."""
        self._must_chat()
        wanted = places.checked()
        if wanted != self.chat.places:
            self.record(events.ChatPlacesSet, env, **asdict(wanted))

    def set_identity(self, env: Envelope, *, required: bool) -> None:
        """Set whether visitors must be named by a signed token; nothing if so (SE-03). Raises `InvalidInput`, `NotAChat`."""
        self._must_chat()
        if required and not self.chat.identity.secret_version:
            raise InvalidInput(
                "Have a secret made first, and let the site's server sign tokens with it.", field="required"
            )
        if required != self.chat.identity.required:
            self.record(events.ChatIdentitySet, env, required=required)

    def rotate_identity(self, env: Envelope) -> None:
        """Count a new secret for such tokens, which the caller keeps (SE-03). Raises `NotAChat`."""
        self._must_chat()
        number = self.chat.identity.secret_version + 1
        self.record(events.ChatIdentityRotated, env, secret_version=number)

    def note_code_mailed(self, env: Envelope) -> None:
        """Note that the tracking code is being mailed to somebody (CHT-10). Raises `NotAChat`, `NoCodeYet`."""
        self._must_chat()
        if not self.chat.key:
            raise NoCodeYet
        self.record(events.ChatCodeMailed, env)

    def _must_chat(self) -> None:
        self._must_be_there()
        if self.kind != "chat":
            raise NotAChat("This is no chat. Choose a chat's channel.")

    def evolve_connecting(self, event: Event) -> None:
        """Apply one recorded step, or what may be set at any time."""
        match event:
            case events.ChatKeyIssued():
                self.chat = replace(self.chat, key=event.key)
            case events.ChatLookSet():
                self.chat = replace(self.chat, look=Look(**payload(event)))
                self.done |= {"look"}
            case events.ChatGreetingSet():
                self.chat = replace(self.chat, greeting=Greeting(**payload(event)))
                self.done |= {"greeting"}
            case events.ChatHoursSet():
                self.chat = replace(self.chat, hours=ChatHours(**payload(event)))
                self.done |= {"hours"}
            case events.ChatPlacesSet():
                self.chat = replace(self.chat, places=Places(**payload(event)))
            case events.ChatIdentitySet():
                self._identify(replace(self.chat.identity, required=event.required))
            case events.ChatIdentityRotated():
                self._identify(replace(self.chat.identity, secret_version=event.secret_version))
            case _:
                super().evolve_connecting(event)

    def _identify(self, identity: ChatIdentity) -> None:
        self.chat = replace(self.chat, identity=identity)
