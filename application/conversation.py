"""What people do with conversations: answer, write anew, close, open again, hand over."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from application.answering import WayNotAllowed
from application.assignment import assign_by_hand, holder, settle
from application.attaching import OutgoingAttachment
from application.attribution import contact_of
from application.beginning import begin_by_template, reach
from application.claims import claim_new
from application.inbound import Party
from application.members import must_belong, must_see
from application.outgoing import checked_recipients, guard_loop, outgoing, reply_of
from application.outlet import arrive, on_outlet
from application.routing import hand_to_team, route_again
from application.scheduling import leaves_at
from application.templates import UsedTemplate, must_be_free
from application.threads import receipt_id
from application.ticket_links import link_begun
from application.unit import Unit
from application.visibility import visible
from application.windows import within_window
from domain.canned.tokens import must_be_filled
from domain.channel.aggregate import Channel
from domain.channels.kinds import is_mail, kind_of
from domain.channels.ways import ADVICE
from domain.conversation.aggregate import Conversation
from domain.conversation.content import INBOX, RECORDS, TICKET
from domain.conversation.events import UNDONE
from domain.kernel.checks import one_of
from domain.kernel.refusal import InvalidInput, Refusal, VersionMismatch
from domain.team.aggregate import Team

UNDO_WITHIN = timedelta(hours=1)
"""How long closing can be undone; later it is opened again as any other, and a rule may decide."""


class ChannelNotSending(Refusal):
    """The channel cannot send now (ACC-09)."""

    code = "channel_not_sending"


@dataclass(frozen=True, slots=True)
class PostReply:
    """Answer in a conversation; `seen_version` is the one its author saw (CNV-04).

    It goes by the conversation's channel, or by another one that the contact is reached by, too (CNV-05).
    """

    PERMISSION: ClassVar[str] = "conversation_write"

    conversation_id: UUID
    text: str
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    attachments: tuple[OutgoingAttachment, ...] = ()
    origin: str = "human"
    seen_version: int | None = None
    close: bool = False
    format: str = "plain"
    uploads: tuple[UUID, ...] = ()
    send_at: datetime | None = None
    undo_seconds: int = 0
    channel_id: UUID | None = None
    choices: tuple[str, ...] = ()
    """Answers the other side may press instead of writing; where the channel shows none they are left out (CHT-01)."""
    template: UsedTemplate | None = None
    """The template it is made of, in place of a text (WAB-02)."""


@dataclass(frozen=True, slots=True)
class ComposeMail:
    """Write a new mail from a channel; it begins a conversation with its first recipient (EML-01).

    By WhatsApp a conversation begins with a template, sent to one number (WAB-02).
    """

    PERMISSION: ClassVar[str] = "conversation_write"

    channel_id: UUID
    to: tuple[str, ...]
    subject: str
    text: str
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    attachments: tuple[OutgoingAttachment, ...] = field(default=())
    format: str = "plain"
    uploads: tuple[UUID, ...] = ()
    send_at: datetime | None = None
    undo_seconds: int = 0
    template: UsedTemplate | None = None
    written_from: str = INBOX
    """inbox, contact or ticket: from the page of one of these it carries its author's own signature (EML-09)."""
    ticket_id: UUID | None = None
    """The ticket that it is written from, to which the conversation is linked (TKT-04)."""


@dataclass(frozen=True, slots=True)
class CloseConversation:
    """Owe nothing more for now."""

    PERMISSION: ClassVar[str] = "conversation_write"

    conversation_id: UUID
    expected_version: int | None = None


@dataclass(frozen=True, slots=True)
class ReopenConversation:
    """Open a closed one again; `undo`: as if it had never been closed, within `UNDO_WITHIN` of that."""

    PERMISSION: ClassVar[str] = "conversation_write"

    conversation_id: UUID
    expected_version: int | None = None
    undo: bool = False


@dataclass(frozen=True, slots=True)
class AssignConversation:
    """Give it to a user, to nobody, or to a team; a person may exceed capacity (RTG-06).

    With a `team_id` and no user the channel's strategy chooses among the team's members, and where none of them can take
    it now it waits for them (RTG-10). With both it is the user's, who has it for the team.
    """

    PERMISSION: ClassVar[str] = "conversation_write"

    conversation_id: UUID
    user_id: UUID | None
    expected_version: int | None = None
    team_id: UUID | None = None


def _conversation(command: Any, unit: Unit) -> Conversation:
    conversation = visible(unit, "conversation", unit.get(Conversation, command.conversation_id))
    expected = getattr(command, "expected_version", None)
    if expected is not None and expected != conversation.version:
        raise VersionMismatch
    conversation.must_stand_alone()
    return conversation


def _sending_channel(unit: Unit, channel_id: UUID) -> Channel:
    channel = unit.get(Channel, channel_id)
    if channel.state not in ("connected", "degraded"):
        raise ChannelNotSending(
            f"The channel is {channel.state}. Connect or resume it first, then send again."
        )
    return channel


def _answering_channel(unit: Unit, conversation: Conversation, channel_id: UUID | None) -> Channel:
    """Return what carries the answer: the conversation's channel, or one that whoever answers sees, too (CNV-05)."""
    if channel_id is None or channel_id == conversation.channel_id:
        return _sending_channel(unit, conversation.channel_id)
    return visible(unit, "channel", unit.get(Channel, channel_id))


def post_reply(command: PostReply, unit: Unit) -> None:
    """Post the reply; from an unassigned conversation it goes to the replier (RTG-11)."""
    must_be_filled(command.text)
    conversation = _conversation(command, unit)
    if command.seen_version is not None and conversation.answered_since(command.seen_version):
        raise VersionMismatch
    channel, had = _answering_channel(unit, conversation, command.channel_id), holder(conversation)
    message_id = unit.new_id("message")
    kind = kind_of(channel.kind)
    if is_mail(kind):
        must_be_free(command)
    written = reply_of if is_mail(kind) else on_outlet
    reply = written(unit, channel, conversation, command, message_id)
    reply = replace(reply, not_before=leaves_at(command, unit.env.at))
    reply = within_window(unit, channel, conversation, reply)
    conversation.post(unit.env, reply, channel_id=channel.id)
    if kind.opting:
        reach(unit, channel, conversation, reply.to[0])
    if kind.outlet:
        arrive(unit, conversation, message_id)
    elif is_mail(kind):
        guard_loop(unit, conversation, reply)
    claim_new(unit, receipt_id(unit, channel.id, reply.provider_id), "receipt", conversation.id, message_id)
    if reply.author_id is not None and reply.origin == "human" and conversation.assignee_id is None:
        assign_by_hand(unit, conversation, reply.author_id, "replier")
    if command.close:
        conversation.close(unit.env)
    settle(unit, conversation, had)


def compose_mail(command: ComposeMail, unit: Unit) -> None:
    """Begin a conversation with the first recipient and post the mail in it."""
    must_be_filled(command.text)
    one_of(command.written_from, {INBOX} | RECORDS, "written_from")
    channel = visible(unit, "channel", _sending_channel(unit, command.channel_id))
    if command.ticket_id is not None and command.written_from != TICKET:
        raise InvalidInput("Only mail that is written from a ticket is linked to it.", field="ticket_id")
    begin = begin_by_template if kind_of(channel.kind).opting else _begin_by_mail
    conversation = begin(unit, channel, command)
    if command.ticket_id is not None:
        link_begun(unit, command.ticket_id, conversation)


def _begin_by_mail(unit: Unit, channel: Channel, command: ComposeMail) -> Conversation:
    if not is_mail(kind_of(channel.kind)):
        raise WayNotAllowed(ADVICE["cannot_begin"], field="channel_id", about=channel.id)
    must_be_free(command)
    to = checked_recipients(command.to, "to", required=True)
    contact, contact_begins = contact_of(unit, kind_of(channel.kind).identity, Party(to[0]), channel.kind)
    conversation = unit.add(
        Conversation.start(
            unit.new_id("conversation"),
            unit.env,
            inbox_id=channel.inbox_id,
            channel_id=channel.id,
            channel_kind=channel.kind,
            contact_id=contact.id,
            subject=command.subject,
            started_by="agent",
        )
    )
    message_id = unit.new_id("message")
    mail = outgoing(
        unit, channel, command, message_id,
        to=to, subject=command.subject, contact_id=contact.id, contact_begins=contact_begins,
        written_from=command.written_from,
    )  # fmt: skip
    conversation.post(unit.env, replace(mail, not_before=leaves_at(command, unit.env.at)))
    claim_new(unit, receipt_id(unit, channel.id, mail.provider_id), "receipt", conversation.id, message_id)
    if mail.author_id is not None:
        assign_by_hand(unit, conversation, mail.author_id, "replier", did="began")
    settle(unit, conversation, None)
    return conversation


def close_conversation(command: CloseConversation, unit: Unit) -> None:
    """Close it; its slot is free again."""
    conversation = _conversation(command, unit)
    had = holder(conversation)
    conversation.close(unit.env)
    settle(unit, conversation, had)


def reopen_conversation(command: ReopenConversation, unit: Unit) -> None:
    """Open it again; whoever had it has it, unless they cannot see to it (RTG-10).

    Who undoes closing decides nothing anew: it is whose it was, and who waited waits.
    """
    conversation = _conversation(command, unit)
    had, closed = holder(conversation), conversation.closed_at
    undone = command.undo and closed is not None and unit.env.at - closed <= UNDO_WITHIN
    conversation.reopen(unit.env, UNDONE if undone else "person")
    if closed and conversation.assignee_id != unit.env.user_id:
        route_again(unit, conversation, undone=undone)
    settle(unit, conversation, had)


def assign_conversation(command: AssignConversation, unit: Unit) -> None:
    """Hand it over; the same event as a rule's decision, with the person as its source (RTG-08)."""
    conversation = _conversation(command, unit)
    if command.user_id is not None:
        must_see(unit, command.user_id, conversation.inbox_id)
    had = holder(conversation)
    if command.team_id is None:
        assign_by_hand(unit, conversation, command.user_id, "person")
    elif command.user_id is None:
        hand_to_team(unit, conversation, unit.get(Team, command.team_id))
    else:
        must_belong(unit.get(Team, command.team_id), command.user_id)
        assign_by_hand(unit, conversation, command.user_id, "person", command.team_id)
    settle(unit, conversation, had)
