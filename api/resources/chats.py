"""A chat's channel: how it looks, greets and answers, where it runs, and who must say who they are (CHT-02..10)."""

from uuid import UUID

from api.changes import answer, change, dispatch, if_match
from api.context import here
from api.operations import Answer, Routes, Values
from api.schemas import chats as shapes
from api.schemas.common import Changed
from application.chat import (
    RevealChatIdentity,
    RotateChatIdentity,
    SetChatGreeting,
    SetChatHours,
    SetChatIdentity,
    SetChatLook,
    SetChatPlaces,
    reveal_chat_identity,
)
from domain.channel.chat_settings import ChatHours, Greeting, Look

EDIT = "account_access"
ONE = "/channels/<uuid:channel_id>/chat"

routes = Routes("chats", "Chats on websites: begin a channel of kind `chat`, then PUT its steps in order.")


@routes.write("PUT", f"{ONE}/look", body=shapes.ChatLook, answer=Changed, permission=EDIT, versioned=True)
def look(channel_id: UUID, body: Values) -> Answer:
    """Step 1: set how the widget looks; the first time it gets its key (CHT-02)."""
    return change(SetChatLook(channel_id, Look(**body), expected_version=if_match()), channel_id)


@routes.write(
    "PUT", f"{ONE}/greeting", body=shapes.ChatGreeting, answer=Changed, permission=EDIT, versioned=True
)
def greeting(channel_id: UUID, body: Values) -> Answer:
    """Step 2: set whom the heading shows, and the first visit's welcome (CHT-03, CHT-04)."""
    people = {"user_ids": tuple(body["user_ids"]), "team_ids": tuple(body["team_ids"])}
    command = SetChatGreeting(channel_id, Greeting(**{**body, **people}), expected_version=if_match())
    return change(command, channel_id)


@routes.write("PUT", f"{ONE}/hours", body=shapes.ChatHours, answer=Changed, permission=EDIT, versioned=True)
def hours(channel_id: UUID, body: Values) -> Answer:
    """Step 3: set when it answers, and what it does when it does not (CHT-06, CHT-07)."""
    return change(SetChatHours(channel_id, ChatHours(**body), expected_version=if_match()), channel_id)


@routes.write("PUT", f"{ONE}/places", body=shapes.ChatPlaces, answer=Changed, permission=EDIT, versioned=True)
def places(channel_id: UUID, body: Values) -> Answer:
    """Set on which sites it runs, and on which pages it shows; optional, at any time (CHT-10)."""
    command = SetChatPlaces(
        channel_id, tuple(body["origins"]), tuple(body["pages"]), expected_version=if_match()
    )
    return change(command, channel_id)


@routes.write(
    "PUT", f"{ONE}/identity", body=shapes.ChatIdentityWanted, answer=Changed, permission=EDIT, versioned=True
)
def identity(channel_id: UUID, body: Values) -> Answer:
    """Set whether visitors must be named by a token that your server signs (SE-03)."""
    return change(SetChatIdentity(channel_id, body["required"], expected_version=if_match()), channel_id)


@routes.write("POST", f"{ONE}/identity/rotate", answer=shapes.ChatSecret, permission=EDIT, versioned=True)
def rotate(channel_id: UUID) -> Answer:
    """Make a secret to sign visitors' tokens with; those signed with the one before open nothing from here on.

    It is in this answer and nowhere else.
    """
    outcome = dispatch(RotateChatIdentity(channel_id, expected_version=if_match()))
    context = here()
    question = RevealChatIdentity(channel_id)
    secret = context.services.bus.ask(question, context.envelope(), reveal_chat_identity)
    return answer(channel_id, outcome, secret=secret)
