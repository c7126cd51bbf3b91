"""Handling conversations: put off, put away, tag, rank, note; one by one or many at once (CNV-01, CNV-02, CNV-07)."""

from collections.abc import Callable
from uuid import UUID

from api.changes import answer, change, each, if_match
from api.context import here, missing
from api.operations import Answer, Routes, Values
from api.problems import invalid
from api.resources.drafts import sent
from api.schemas import handling as shapes
from api.schemas.common import Changed
from application.bus import Command
from application.conversation import AssignConversation, CloseConversation, ReopenConversation
from application.handling import (
    FileConversation,
    SetConversationPriority,
    SnoozeConversation,
    TagConversation,
    UntagConversation,
    WakeConversation,
    WithdrawNote,
    WriteNote,
)
from application.placing import MergeConversation, MoveConversation, UnmergeConversation
from domain.kernel.ids import derived
from projections.thread.seen import seen

WRITE = "conversation_write"
ONE = "/conversations/<uuid:conversation_id>"

routes = Routes("conversations", "Threads with contacts. You see those of the inboxes open to you.")


@routes.write("PUT", f"{ONE}/snooze", body=shapes.Snooze, answer=Changed, permission=WRITE, versioned=True)
def snooze(conversation_id: UUID, body: Values) -> Answer:
    """Put a conversation off until a time; a person's message, an answer or closing brings it back earlier."""
    command = SnoozeConversation(conversation_id, body["until"], expected_version=if_match())
    return change(command, conversation_id)


@routes.write("DELETE", f"{ONE}/snooze", answer=Changed, permission=WRITE, versioned=True)
def wake(conversation_id: UUID) -> Answer:
    """Put a conversation off no longer."""
    return change(WakeConversation(conversation_id, expected_version=if_match()), conversation_id)


@routes.write("PUT", f"{ONE}/folder", body=shapes.FileAway, answer=Changed, permission=WRITE, versioned=True)
def file_away(conversation_id: UUID, body: Values) -> Answer:
    """Put a conversation among spam, trash or archive, or back. A person's message brings it back, but not from spam."""
    command = FileConversation(conversation_id, body["folder"], expected_version=if_match())
    return change(command, conversation_id)


@routes.write("POST", f"{ONE}/tags", body=shapes.Tag, answer=Changed, permission=WRITE, versioned=True)
def tag(conversation_id: UUID, body: Values) -> Answer:
    """Give a conversation a tag."""
    command = TagConversation(conversation_id, body["tag"], expected_version=if_match())
    return change(command, conversation_id)


@routes.write("POST", f"{ONE}/untag", body=shapes.Tag, answer=Changed, permission=WRITE, versioned=True)
def untag(conversation_id: UUID, body: Values) -> Answer:
    """Take a tag off a conversation. The tag is in the body, since what people write belongs in no address."""
    command = UntagConversation(conversation_id, body["tag"], expected_version=if_match())
    return change(command, conversation_id)


@routes.write(
    "PUT",
    f"{ONE}/priority",
    body=shapes.ConversationPriority,
    answer=Changed,
    permission=WRITE,
    versioned=True,
)
def set_priority(conversation_id: UUID, body: Values) -> Answer:
    """Say how urgent a conversation is."""
    command = SetConversationPriority(conversation_id, body["priority"], expected_version=if_match())
    return change(command, conversation_id)


@routes.write("POST", f"{ONE}/notes", body=shapes.Note, answer=Changed, status=201, permission=WRITE)
def write_note(conversation_id: UUID, body: Values) -> Answer:
    """Write a note that only colleagues read; it stands among the messages with direction `note`. `id` is the note's."""
    command = WriteNote(conversation_id, body["text"], tuple(body["mentions"]))
    env = here().envelope()
    here().release()
    outcome = here().services.bus.dispatch(command, env)
    sent("note", conversation_id)
    note_id = derived(env.command_id or env.correlation_id, "note")
    made = answer(note_id, outcome, status=201)
    return Answer(made.data, 201, {**made.headers, "Location": f"/api/v1/messages/{note_id}"})


@routes.write("DELETE", f"{ONE}/notes/<uuid:note_id>", answer=Changed, permission=WRITE)
def withdraw_note(conversation_id: UUID, note_id: UUID) -> Answer:
    """Take your own note back."""
    return change(WithdrawNote(conversation_id, note_id), note_id)


@routes.write("POST", "/conversations/bulk", body=shapes.Bulk, answer=shapes.BulkResults, permission=WRITE)
def bulk(body: Values) -> Answer:
    """Do one thing to many conversations. Each is done or refused by itself; `items` says which."""
    if body["do"] == "snooze" and body["until"] is None:
        raise invalid("until", "required", "Say until when.")
    if body["do"] == "move" and body["inbox_id"] is None:
        raise invalid("inbox_id", "required", "Say to which inbox.")
    if body["do"] == "merge" and body["into_id"] is None:
        raise invalid("into_id", "required", "Say into which conversation.")
    context = here()
    context.see(body["inbox_id"], "inbox")
    into = body["into_id"]
    if into and not seen(context.db, context.account_id, tuple(context.viewer.inboxes), [into]):
        missing("conversation")
    return each("conversation_id", body["conversation_ids"], _deed(body))


def _deed(body: Values) -> Callable[[UUID], Command]:
    deeds: dict[str, Callable[[UUID], Command]] = {
        "assign": lambda one: AssignConversation(one, body["user_id"], team_id=body["team_id"]),
        "close": CloseConversation,
        "reopen": lambda one: ReopenConversation(one, undo=body["undo"]),
        "snooze": lambda one: SnoozeConversation(one, body["until"]),
        "wake": WakeConversation,
        "file": lambda one: FileConversation(one, body["folder"]),
        "tag": lambda one: TagConversation(one, body["tag"]),
        "untag": lambda one: UntagConversation(one, body["tag"]),
        "move": lambda one: MoveConversation(one, body["inbox_id"]),
        "merge": lambda one: MergeConversation(one, body["into_id"]),
        "unmerge": UnmergeConversation,
        "priority": lambda one: SetConversationPriority(one, body["priority"]),
    }
    return deeds[body["do"]]
