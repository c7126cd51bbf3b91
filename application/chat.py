"""Chats on websites: what a chat's channel is set to do (CHT-02..10)."""

import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from application.channel import OnChannel, editable, hosted_for
from application.claims import AlreadyTaken, claim_globally
from application.unit import Unit
from domain.account.aggregate import Account
from domain.account.entitlements import may_use_capacity_behaviour, must
from domain.channel.aggregate import Channel
from domain.channel.chat_settings import ChatHours, Greeting, Look, Places
from domain.schedule.aggregate import Schedule
from domain.team.aggregate import Team
from domain.user.aggregate import User

KEY_BYTES = 10


@dataclass(frozen=True, slots=True)
class SetChatLook(OnChannel):
    """Set how the widget looks; the first time it gets its key, and an address that answers by mail come back to."""

    look: Look = field(default_factory=Look)


@dataclass(frozen=True, slots=True)
class SetChatGreeting(OnChannel):
    """Set whom the heading shows, and the first visit's welcome (CHT-03, CHT-04)."""

    greeting: Greeting = field(default_factory=Greeting)


@dataclass(frozen=True, slots=True)
class SetChatHours(OnChannel):
    """Set when it answers, and what it does when it does not (CHT-06, CHT-07)."""

    hours: ChatHours = field(default_factory=ChatHours)


@dataclass(frozen=True, slots=True)
class SetChatPlaces(OnChannel):
    """Set on which sites it runs, and on which of their pages it shows (CHT-10)."""

    origins: tuple[str, ...] = ()
    pages: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SetChatIdentity(OnChannel):
    """Set whether visitors must be named by a token that the site's server signs (SE-03)."""

    required: bool


@dataclass(frozen=True, slots=True)
class RotateChatIdentity(OnChannel):
    """Make another secret for such tokens; those signed with the one before open nothing from here on."""


@dataclass(frozen=True, slots=True)
class RevealChatIdentity(OnChannel):
    """Ask for the secret that was made last, to show it to who had it made."""


def set_chat_look(command: SetChatLook, unit: Unit) -> None:
    """Set it, with everything the widget needs of ours."""
    channel = editable(command, unit)
    if not channel.chat.key:
        key = chat_key(unit.ports.secrets.of_account(unit.env.account_id), channel.id)
        claim_id = unit.global_claim_id("chat", key)
        if not claim_globally(unit, claim_id, "chat", channel.id):
            raise AlreadyTaken("No address could be made for this chat. Begin a new channel.", field="look")
        channel.issue_chat_key(unit.env, key, claim_id, hosted_for(unit, channel))
    channel.set_look(unit.env, command.look)


def set_chat_greeting(command: SetChatGreeting, unit: Unit) -> None:
    """Set it, of users and teams that there are."""
    editable(command, unit).set_greeting(unit.env, command.greeting)
    for user_id in command.greeting.user_ids:
        unit.get(User, user_id)
    for team_id in command.greeting.team_ids:
        unit.get(Team, team_id)


def set_chat_hours(command: SetChatHours, unit: Unit) -> None:
    """Set them; a behaviour of its own while everyone is at capacity is the subscription's to include (ACC-05)."""
    channel, hours = editable(command, unit), command.hours
    channel.set_chat_hours(unit.env, hours)
    if hours.capacity != "nothing":
        must(may_use_capacity_behaviour(unit.get(Account, unit.env.account_id).tiers), field="capacity")
    if channel.chat.hours.schedule_id is not None:
        unit.get(Schedule, channel.chat.hours.schedule_id)


def set_chat_places(command: SetChatPlaces, unit: Unit) -> None:
    """Set them."""
    pages = tuple(dict(page) for page in command.pages)
    editable(command, unit).set_places(unit.env, Places(command.origins, pages))


def set_chat_identity(command: SetChatIdentity, unit: Unit) -> None:
    """Set it."""
    editable(command, unit).set_identity(unit.env, required=command.required)


def rotate_chat_identity(command: RotateChatIdentity, unit: Unit) -> None:
    """Count it; what it is follows from that."""
    editable(command, unit).rotate_identity(unit.env)


def reveal_chat_identity(question: RevealChatIdentity, unit: Unit) -> str:
    """Return it; empty where none was made."""
    channel: Channel = editable(question, unit)
    version = channel.chat.identity.secret_version
    secret = unit.ports.secrets.of_account(unit.env.account_id)
    return identity_secret(secret, channel.id, version) if version else ""


def identity_secret(secret: bytes, channel_id: UUID, secret_version: int) -> str:
    """Return what a site's server signs with: made of the account's `secret`, so that there is nothing to keep (SE-03)."""
    named = b"chat_identity\x1f" + channel_id.bytes + secret_version.to_bytes(4, "big")
    return base64.urlsafe_b64encode(hmac.digest(secret, named, "sha256")).decode().rstrip("=")


def chat_key(secret: bytes, channel_id: UUID) -> str:
    """Return a chat's public key: 16 letters and digits nobody can guess from the channel."""
    digest = hmac.digest(secret, b"chat\x1f" + channel_id.bytes, "sha256")
    return base64.b32encode(digest[:KEY_BYTES]).decode().lower()
