"""What people do with conversations: answer, write anew, assign, close, open again."""

import base64
import binascii
from uuid import UUID

from api.changes import answer, change, dispatch, if_match
from api.context import here
from api.files_again import files_again
from api.operations import Answer, Routes, Values
from api.problems import invalid
from api.resources.drafts import sent
from api.schemas import writing as shapes
from api.schemas.common import Changed
from application.attaching import OutgoingAttachment
from application.conversation import (
    AssignConversation,
    CloseConversation,
    ComposeMail,
    PostReply,
    ReopenConversation,
)
from application.scheduling import CancelSend, RescheduleSend
from application.templates import UsedTemplate
from domain.conversation.content import INBOX
from domain.kernel.ids import derived
from domain.template.rendering import Values as TemplateValues

WRITE = "conversation_write"
ONE = "/conversations/<uuid:conversation_id>"
WITH_FILES = 40_000_000

routes = Routes("conversations", "Threads with contacts. You see those of the inboxes open to you.")


@routes.write(
    "POST",
    "/conversations",
    body=shapes.Mail,
    answer=Changed,
    status=201,
    permission=WRITE,
    body_limit=WITH_FILES,
)
def compose(body: Values) -> Answer:
    """Write a new mail; it begins a conversation with its first recipient. `id` is the conversation's.

    `written_from` the page of a contact or a ticket it carries your own signature (PUT /me/signature), else the team's. With a
    `ticket_id` the conversation is linked to that ticket, for which you need `ticket_write` (TKT-04).
    """
    command = ComposeMail(
        body["channel_id"], tuple(body["to"]), body["subject"], body["text"],
        tuple(body["cc"]), tuple(body["bcc"]), _files(body), format=body["format"], uploads=tuple(body["uploads"]),
        send_at=body["send_at"], undo_seconds=body["undo_seconds"], template=_template(body),
        written_from=body["written_from"], ticket_id=body["ticket_id"],
    )  # fmt: skip
    env = here().envelope()
    here().release()
    outcome = here().services.bus.dispatch(command, env)
    if command.written_from == INBOX:
        sent("mail")
    conversation_id = derived(env.command_id or env.correlation_id, "conversation")
    made = answer(conversation_id, outcome, status=201)
    return Answer(made.data, 201, {**made.headers, "Location": f"/api/v1/conversations/{conversation_id}"})


@routes.write(
    "POST",
    f"{ONE}/messages",
    body=shapes.Reply,
    answer=Changed,
    status=201,
    permission=WRITE,
    body_limit=WITH_FILES,
)
def reply(conversation_id: UUID, body: Values) -> Answer:
    """Answer. From a conversation that nobody has it goes to the replier (RTG-11). `id` is the message's.

    With `seen_version` the answer is refused with 412 if somebody else answered since (CNV-04). A `channel_id` by which the
    contact cannot be answered is refused with `way_not_allowed`, and one of an inbox you do not see with 404 (CNV-05).
    """
    command = PostReply(
        conversation_id, body["text"], tuple(body["to"]), tuple(body["cc"]), tuple(body["bcc"]), _files(body),
        seen_version=body["seen_version"], close=body["close"], format=body["format"], uploads=tuple(body["uploads"]),
        send_at=body["send_at"], undo_seconds=body["undo_seconds"], channel_id=body["channel_id"],
        template=_template(body),
    )  # fmt: skip
    env = here().envelope()
    here().release()
    outcome = here().services.bus.dispatch(command, env)
    sent("reply", conversation_id)
    message_id = derived(env.command_id or env.correlation_id, "message")
    made = answer(message_id, outcome, status=201)
    return Answer(made.data, 201, {**made.headers, "Location": f"/api/v1/messages/{message_id}"})


@routes.write("DELETE", f"{ONE}/messages/<uuid:message_id>/send", answer=shapes.TakenBack, permission=WRITE)
def cancel_send(conversation_id: UUID, message_id: UUID) -> Answer:
    """Take a message back that nobody began to send yet, with all that writing it did beside (CNV-09).

    A conversation that was closed, opened, woken or taken by it is what it was, unless somebody changed or wrote something
    since; one that a new mail began is in the trash. `uploads` are its files, which wait again for a message of yours.
    Once sending has begun it is refused with `send_begun`.
    """
    outcome = dispatch(CancelSend(conversation_id, message_id))
    return answer(message_id, outcome, uploads=files_again(conversation_id, message_id))


@routes.write(
    "PUT", f"{ONE}/messages/<uuid:message_id>/send", body=shapes.SendTime, answer=Changed, permission=WRITE
)
def reschedule_send(conversation_id: UUID, message_id: UUID, body: Values) -> Answer:
    """Send a message that waits at another time, or now; refused with `send_begun` once sending has begun."""
    return change(RescheduleSend(conversation_id, message_id, body["send_at"]), message_id)


@routes.write(
    "PUT", f"{ONE}/assignee", body=shapes.Assignee, answer=Changed, permission=WRITE, versioned=True
)
def assign(conversation_id: UUID, body: Values) -> Answer:
    """Give a conversation to a user, to nobody, or to a team, among whose members the channel's strategy chooses."""
    command = AssignConversation(conversation_id, body["user_id"], if_match(), body["team_id"])
    return change(command, conversation_id)


@routes.write("POST", f"{ONE}/close", answer=Changed, permission=WRITE, versioned=True)
def close(conversation_id: UUID) -> Answer:
    """Close a conversation; a new message opens it again."""
    return change(CloseConversation(conversation_id, if_match()), conversation_id)


@routes.write("POST", f"{ONE}/reopen", answer=Changed, permission=WRITE, versioned=True)
def reopen(conversation_id: UUID) -> Answer:
    """Open a conversation again."""
    return change(ReopenConversation(conversation_id, if_match()), conversation_id)


def _template(body: Values) -> UsedTemplate | None:
    used = body["template"]
    if used is None:
        return None
    values = {part: tuple(given) for part, given in used["variables"].items()}
    return UsedTemplate(used["name"], used["language"], TemplateValues(**values))


def _files(body: Values) -> tuple[OutgoingAttachment, ...]:
    files = []
    for number, one in enumerate(body["attachments"]):
        try:
            data = base64.b64decode(one["data"], validate=True)
        except (binascii.Error, ValueError):
            field = f"attachments.{number}.data"
            raise invalid(field, "value", f"{field} is no base64. Encode the file's bytes.") from None
        here().services.uploads.check(data)
        files.append(OutgoingAttachment(one["filename"], one["content_type"], data))
    return tuple(files)
