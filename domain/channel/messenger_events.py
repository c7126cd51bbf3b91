"""What a page's channel is connected to and set to do, as it happened (MSG-02..05)."""

from typing import Any
from uuid import UUID

from domain.kernel.event import Event


class PageConnected(Event):
    """The page whose messages come in: chosen by one of its administrators, or vouched for again (MSG-03, MSG-04).

    `tasks` are Meta's words for what that administrator may do on the page; `claim_id` is the page's, unique in the
    installation. Its access token is kept sealed beside the log.
    """

    TOPIC = "channel.page_connected"

    page_id: str
    name: str
    tasks: tuple[str, ...]
    claim_id: UUID


class PageRoleChecked(Event):
    """Meta was asked again what whoever connected the page may do there; `ok`: they are its administrator still (MSG-03)."""

    TOPIC = "channel.page_role_checked"

    tasks: tuple[str, ...]
    ok: bool


class MessengerGreetingSet(Event):
    """What is said at somebody's first conversation; empty: nothing (MSG-05).

    Version 1 had the instant reply beside it, which is in the channel's chatflow by now (MSG-02).
    """

    TOPIC = "channel.messenger_greeting_set"
    class_version = 2

    greeting: str

    @staticmethod
    def upcast_v1_v2(fields: dict[str, Any]) -> None:
        """Leave the instant reply out."""
        for name in ("instant_reply_on", "instant_reply"):
            fields.pop(name, None)
