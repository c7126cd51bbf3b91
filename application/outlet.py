"""What we write where people talk, with no addresses and subjects; in a chat it has arrived once it is posted (CHT-11)."""

from uuid import UUID

from application.answering import are_elsewhere, must_carry, way_by
from application.attaching import attached
from application.outgoing import WrittenReply, said, sender_name
from application.said import said_in
from application.templates import Made, made_of
from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.channels.kinds import kind_of
from domain.conversation.aggregate import Conversation
from domain.conversation.content import Outgoing
from domain.conversation.delivery import State
from domain.kernel.refusal import InvalidInput


def on_outlet(
    unit: Unit,
    channel: Channel,
    conversation: Conversation,
    written: WrittenReply,
    message_id: UUID,
    *,
    person: str = "",
) -> Outgoing:
    """Return the message with all that is shown of it, its files stored: plain text, no addresses and no signature.

    It is for `person`, as the channel knows them, or for whoever it is answered to.

    Raises:
        InvalidInput: somebody is named, or the text, the files or the choices break a limit.
        TemplateVariables: the template it is made of is not filled in as it wants to be (WAB-02).
        WayNotAllowed: the conversation is another channel's, or its visitor in another one (CNV-05).

    """
    kind = kind_of(channel.kind)
    to = (person,) if person else _to(unit, channel, conversation)
    for field in ("to", "cc", "bcc"):
        if getattr(written, field):
            raise InvalidInput("It is answered where it is; leave the recipients out.", field=field)
    made = _made(unit, channel, written)
    author_id, env = unit.env.user_id, unit.env
    return Outgoing(
        message_id=message_id,
        provider_id=f"{channel.kind}:{message_id.hex}",
        sender="",
        to=to,
        subject="",
        text=made.text,
        author_id=author_id,
        origin=written.origin if env.is_person or written.origin != "human" else "automation",
        sender_name=sender_name(unit, channel, author_id),
        attachments=attached(unit, written, conversation.contact_id, channel.kind, begins=False),
        choices=_checked(written.choices, *kind.choices),
        template=made.template,
        template_language=made.template_language,
        template_variables=made.template_variables,
    )


def _to(unit: Unit, channel: Channel, conversation: Conversation) -> tuple[str, ...]:
    """Return whom a message is for, where people are reached by what they are known by; empty: whoever is there."""
    if kind_of(channel.kind).opting:
        return way_by(unit, channel, conversation, said_in(unit, conversation, 1)).addresses[:1]
    must_carry(channel, conversation, elsewhere=are_elsewhere(unit, conversation))
    return ()


def _made(unit: Unit, channel: Channel, written: WrittenReply) -> Made:
    files = len(written.attachments) + len(written.uploads)
    if written.template is not None:
        if written.text.strip() or written.choices:
            raise InvalidInput("A template says it all; leave the text and the answers out.", field="text")
        return made_of(unit, channel, written.template, files=files)
    if not (written.text.strip() or files):
        raise InvalidInput("Write something, or attach a file.", field="text")
    longest = kind_of(channel.kind).longest_text or unit.ports.limits.text_kept
    _check_length(written.text, longest)
    text = said(unit, channel, written).text
    _check_length(text, longest)
    return Made(text)


def _check_length(text: str, longest: int) -> None:
    if len(text) > longest:
        raise InvalidInput(
            f"A message here has at most {longest:,} characters. Write two, or attach a file.", field="text"
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
