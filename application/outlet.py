"""What we write where people talk, with no addresses and subjects; in a chat it has arrived once it is posted (CHT-11)."""

from uuid import UUID

from application.answering import are_elsewhere, must_carry
from application.attaching import attached
from application.outgoing import WrittenReply, said, sender_name
from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.channels.kinds import kind_of
from domain.conversation.aggregate import Conversation
from domain.conversation.content import Outgoing
from domain.conversation.delivery import State
from domain.kernel.refusal import InvalidInput


def on_outlet(
    unit: Unit, channel: Channel, conversation: Conversation, written: WrittenReply, message_id: UUID
) -> Outgoing:
    """Return the message with all that is shown of it, its files stored: plain text, no addresses and no signature.

    Raises:
        InvalidInput: somebody is named, or the text, the files or the choices break a limit.
        WayNotAllowed: the conversation is another channel's, or its visitor in another one (CNV-05).

    """
    must_carry(channel, conversation, elsewhere=are_elsewhere(unit, conversation))
    for field in ("to", "cc", "bcc"):
        if getattr(written, field):
            raise InvalidInput("It is answered where it is; leave the recipients out.", field=field)
    if not (written.text.strip() or written.attachments or written.uploads):
        raise InvalidInput("Write something, or attach a file.", field="text")
    kind = kind_of(channel.kind)
    longest = kind.longest_text or unit.ports.limits.text_kept
    if len(written.text) > longest:
        raise InvalidInput(
            f"A message here has at most {longest:,} characters. Write two, or attach a file.", field="text"
        )
    author_id, env = unit.env.user_id, unit.env
    return Outgoing(
        message_id=message_id,
        provider_id=f"{channel.kind}:{message_id.hex}",
        sender="",
        to=(),
        subject="",
        text=said(unit, written).text,
        author_id=author_id,
        origin=written.origin if env.is_person or written.origin != "human" else "automation",
        sender_name=sender_name(unit, channel, author_id),
        attachments=attached(unit, written, conversation.contact_id, begins=False),
        choices=_checked(written.choices, *kind.choices),
    )


def arrive(unit: Unit, conversation: Conversation, message_id: UUID) -> None:
    """Say that a message which waits for nothing has left; a later one the sender sees to."""
    if conversation.delivery(message_id).state is State.QUEUED:
        attempt = conversation.send_started(unit.env, message_id)
        conversation.sent(unit.env, message_id, attempt, 0, recipients=1)


def _checked(choices: tuple[str, ...], most: int, longest: int) -> tuple[str, ...]:
    kept = tuple(" ".join(choice.split()) for choice in choices)
    if len(kept) > most or not all(0 < len(choice) <= longest for choice in kept):
        raise InvalidInput(
            f"At most {most} answers to choose from, each with 1 to {longest} characters.",
            field="choices",
        )
    return kept
