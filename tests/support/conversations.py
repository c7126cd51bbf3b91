"""A conversation to begin examples with."""

from dataclasses import replace

from domain.conversation.aggregate import Conversation
from domain.conversation.content import Incoming, Outgoing
from tests.support.given import env, uid

INCOMING = Incoming(
    uid("in"), uid("intake"), uid("blob"), "1@example.com", "ann@example.com", "Hello", "Help!"
)
OUTGOING = Outgoing(
    uid("out"), "2@example.org", "help@example.org", ("ann@example.com",), "Re: Hello", "Gladly."
)
AUTOMATIC = replace(INCOMING, automatic="auto_reply")
PLACE = {"contact_id": uid("contact"), "inbox_id": uid("inbox"), "channel_id": uid("channel")}


def started() -> Conversation:
    """Return a conversation at its beginning."""
    return Conversation.start(
        uid("conversation"),
        env(),
        channel_kind="email",
        subject="Hello",
        contact_id=uid("contact"),
        inbox_id=uid("inbox"),
        channel_id=uid("channel"),
    )


def close(conversation: Conversation) -> None:
    """Close it as done."""
    conversation.close(env())


def erase(conversation: Conversation) -> None:
    """Close it for ever."""
    conversation.close(env(), "contact_erased")


def receive(conversation: Conversation) -> None:
    """Take the example's message in."""
    conversation.receive(env(), INCOMING)


def post(conversation: Conversation) -> None:
    """Answer with the example's message."""
    conversation.post(env(), OUTGOING)
