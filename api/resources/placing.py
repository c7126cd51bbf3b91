"""Conversations to another inbox, together and apart; messages to another conversation (CNV-07, EML-16)."""

from uuid import UUID

from api.changes import answer, change, if_match
from api.context import here
from api.operations import Answer, Routes, Values
from api.schemas import placing as shapes
from api.schemas.common import Changed
from application.placing import MergeConversation, MoveConversation, UnmergeConversation
from application.splitting import MoveMessages
from domain.kernel.ids import derived

WRITE = "conversation_write"
ONE = "/conversations/<uuid:conversation_id>"

routes = Routes("conversations", "Threads with contacts. You see those of the inboxes open to you.")


@routes.write("PUT", f"{ONE}/inbox", body=shapes.ToInbox, answer=Changed, permission=WRITE, versioned=True)
def move(conversation_id: UUID, body: Values) -> Answer:
    """Let a conversation belong to another inbox. Answers leave by its channel as before; its ticket stays where it is.

    Whoever has it and does not see the other inbox has it no longer.
    """
    command = MoveConversation(conversation_id, body["inbox_id"], expected_version=if_match())
    return change(command, conversation_id)


@routes.write(
    "POST", f"{ONE}/merge", body=shapes.IntoConversation, answer=Changed, permission=WRITE, versioned=True
)
def merge(conversation_id: UUID, body: Values) -> Answer:
    """Show a conversation as a part of another. A link, which `unmerge` takes back: nothing is copied or lost.

    Its own address says `merged_into`. Later answers to it arrive in the other. 409 `different_contacts` asks for
    `confirmed`.
    """
    command = MergeConversation(
        conversation_id, body["into_id"], body["confirmed"], expected_version=if_match()
    )
    return change(command, conversation_id)


@routes.write("POST", f"{ONE}/unmerge", answer=Changed, permission=WRITE, versioned=True)
def unmerge(conversation_id: UUID) -> Answer:
    """Take a merged conversation out again, as it was. What arrived meanwhile stays where it arrived."""
    return change(UnmergeConversation(conversation_id, expected_version=if_match()), conversation_id)


@routes.write(
    "POST", f"{ONE}/split", body=shapes.ChosenMessages, answer=Changed, permission=WRITE, versioned=True
)
def split(conversation_id: UUID, body: Values) -> Answer:
    """Show messages of a conversation in another one, or in a new one; `id` is that one's. Answers to them follow.

    To undo it, send them back the same way. A conversation with nothing left becomes a part of the other.
    """
    command = MoveMessages(
        conversation_id,
        tuple(body["message_ids"]),
        body["into_id"],
        body["confirmed"],
        expected_version=if_match(),
    )
    env = here().envelope()
    here().release()
    outcome = here().services.bus.dispatch(command, env)
    into = body["into_id"] or derived(env.command_id or env.correlation_id, "conversation")
    return answer(into, outcome)
