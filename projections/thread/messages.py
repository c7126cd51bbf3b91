"""How messages come into the thread, and how far those of ours have got."""

from collections.abc import Sequence

from domain.conversation.mailing_events import ChatMailed
from domain.conversation.messages import (
    MessageBounced,
    MessagePosted,
    MessageReceived,
    MessageSent,
    SendCancelled,
    SendFailed,
    SendRefused,
    SendRescheduled,
    SendRetried,
    SendStarted,
    SendUnresolved,
)
from domain.conversation.visiting_events import (
    AddressGiven,
    MessageDelivered,
    MessageSeen,
    MessageUndelivered,
)
from domain.kernel.event import Event
from projections.common.handlers import Handlers
from projections.thread.fold import ThreadFold
from projections.thread.rows import DeliveryRow, MessageRow
from projections.thread.windows import wrote

Delivery = SendStarted | MessageSent | SendFailed | SendUnresolved | SendRefused | SendRetried


def register(on: Handlers[ThreadFold]) -> None:
    """Add these functions to the view's."""
    for function in (
        received,
        posted,
        delivery,
        bounced,
        scheduled,
        cancelled,
        receipt,
        undelivered,
        mailed,
        reachable,
    ):
        on(function)


def received(fold: ThreadFold, position: int, event: MessageReceived) -> None:
    """Somebody outside wrote."""
    row = MessageRow(
        account_id=event.account_id,
        message_id=event.message_id,
        conversation_id=event.originator_id,
        position=position,
        direction="in",
        at=event.timestamp,
        actor=event.envelope.actor,
        channel_id=event.channel_id,
        contact_id=event.contact_id,
        author_id=None,
        origin="contact",
        provider_id=event.provider_id,
        sender=event.sender,
        sender_name=event.sender_name,
        sender_why=event.sender_why,
        recipients=event.to,
        cc=event.cc,
        bcc=(),
        subject=event.subject,
        body=event.text,
        body_cut=event.text_cut,
        has_html=event.has_html,
        attachments=event.attachments,
        automatic=event.automatic,
        protected=event.protected,
        defects=event.defects,
        in_reply_to="",
        refs=(),
        intake_id=event.intake_id,
        blob_id=event.blob_id,
        sent_at=event.sent_at,
        mentions=(),
        placed_in=event.originator_id,
        shown_in=event.originator_id,
        parts=() if event.erased else event.parts,
        page=event.page,
        said=event.said,
        said_title="" if event.erased else event.said_title,
        said_url="" if event.erased else event.said_url,
    )
    add_message(fold, position, event, row)
    wrote(fold.thread(position, event), event)


def posted(fold: ThreadFold, position: int, event: MessagePosted) -> None:
    """We wrote; the message waits to be sent."""
    html = "" if event.erased else event.html
    row = MessageRow(
        account_id=event.account_id,
        message_id=event.message_id,
        conversation_id=event.originator_id,
        position=position,
        direction="out",
        at=event.timestamp,
        actor=event.envelope.actor,
        channel_id=event.channel_id,
        contact_id=event.contact_id,
        author_id=event.author_id,
        origin=event.origin,
        provider_id=event.provider_id,
        sender=event.sender,
        sender_name=event.sender_name,
        sender_why="",
        recipients=event.to,
        cc=event.cc,
        bcc=event.bcc,
        subject=event.subject,
        body=event.text,
        body_cut=False,
        has_html=bool(html),
        attachments=event.attachments,
        automatic="",
        defects=(),
        in_reply_to=event.in_reply_to,
        refs=event.references,
        intake_id=None,
        blob_id=None,
        sent_at=None,
        mentions=(),
        placed_in=event.originator_id,
        shown_in=event.originator_id,
        html=html,
        signature="" if event.erased else event.signature_text,
        choices=event.choices,
        template=event.template,
        template_language=event.template_language,
    )
    add_message(fold, position, event, row)
    state = "scheduled" if event.not_before else "queued"
    delivery_row = DeliveryRow(
        row.account_id,
        row.message_id,
        state,
        0,
        None,
        "",
        event.timestamp,
        event.not_before,
        position,
        event.in_place,
    )
    fold.deliveries.add(delivery_row)


def add_message(fold: ThreadFold, position: int, event: Event, row: MessageRow) -> None:
    """Let a message stand in the thread, and count it."""
    fold.messages.append(row)
    thread = fold.thread(position, event)
    row.shown_in = thread.shown_in
    thread.first_message_id = thread.first_message_id or row.message_id
    thread.message_count += 1
    if row.direction == "in" and thread.held_since is not None:
        thread.held_since = row.at


def _about(
    fold: ThreadFold, position: int, event: Delivery | MessageBounced | SendRescheduled | SendCancelled
) -> DeliveryRow:
    """Return how far the event's message has got, as something is known of it from this position on."""
    row = fold.deliveries[event.account_id, event.message_id]
    row.position = position
    return row


def delivery(fold: ThreadFold, position: int, event: Delivery) -> None:
    """A message of ours got further, or did not (CNV-06); a late word of an earlier attempt changes nothing."""
    fold.thread(position, event)
    row = _about(fold, position, event)
    row.since = event.timestamp
    match event:
        case SendStarted():
            row.state, row.attempts, row.code, row.reason = "sending", event.attempt, None, ""
        case MessageSent():
            row.state, row.attempts, row.code, row.reason = "sent", event.attempt, event.code, left_out(event)
        case SendFailed():
            if event.attempt == row.attempts and row.state != "sent":
                row.state = "failed" if event.permanent else "deferred"
                row.code, row.reason = event.code, event.reason
        case SendUnresolved():
            row.state, row.attempts, row.code, row.reason = "unresolved", event.attempt, None, ""
        case SendRefused():
            row.state, row.code, row.reason = "refused", None, event.reason
        case SendRetried():
            row.state, row.code, row.reason = "queued", None, ""


def bounced(fold: ThreadFold, position: int, event: MessageBounced) -> None:
    """A message of ours came back, or is late (EML-18); that of an earlier attempt does not stop another one."""
    fold.thread(position, event)
    row = _about(fold, position, event)
    if row.state not in {"sent", "unresolved"}:
        return
    who = _recipients(event.recipients, event.of) if event.recipients else "somebody"
    row.reason = f"{'delayed' if event.delayed else 'came back'} for {who} ({event.status or 'no status'})"
    if not event.delayed:
        row.state, row.since = "failed", event.timestamp


def scheduled(fold: ThreadFold, position: int, event: SendRescheduled) -> None:
    """A message that waits leaves at another time, or now (CNV-09)."""
    fold.thread(position, event)
    row = _about(fold, position, event)
    row.state, row.since, row.not_before = (
        "scheduled" if event.not_before else "queued",
        event.timestamp,
        event.not_before,
    )


def cancelled(fold: ThreadFold, position: int, event: SendCancelled) -> None:
    """A message was taken back before anybody had it; it counts no longer."""
    fold.thread(position, event).message_count -= 1
    row = _about(fold, position, event)
    row.state, row.since, row.not_before = "cancelled", event.timestamp, None


def left_out(event: MessageSent) -> str:
    """Say which recipients the relay did not take, counted from 1 in to, cc and bcc; empty where it took all."""
    lasting = [number for number in event.refused if number not in event.temporary]
    kinds = (("refused", lasting), ("refused for now", event.temporary))
    return "; ".join(f"{how} for {_recipients(who, event.recipients)}" for how, who in kinds if who)


def receipt(fold: ThreadFold, position: int, event: MessageDelivered | MessageSeen) -> None:
    """Messages of ours reached whom we wrote to, or were seen; what came back since did not (CHT-11)."""
    fold.thread(position, event)
    for message_id in (*event.others, event.message_id):
        row = fold.deliveries[event.account_id, message_id]
        if row.state in {"sent", "delivered"}:
            row.state = "seen" if isinstance(event, MessageSeen) else "delivered"
            row.unseen &= row.state != "seen"
            row.since, row.position = event.timestamp, position


def undelivered(fold: ThreadFold, position: int, event: MessageUndelivered) -> None:
    """A message of ours had left, and did not arrive (WAB-02)."""
    fold.thread(position, event)
    row = fold.deliveries[event.account_id, event.message_id]
    row.state, row.code, row.reason = "undelivered", event.code, event.reason
    row.since, row.position = event.timestamp, position


def mailed(fold: ThreadFold, position: int, event: ChatMailed) -> None:
    """What was said left by mail: who left needs no other one (CHT-11)."""
    fold.thread(position, event)
    for message_id in event.message_ids if not event.request else ():
        fold.deliveries[event.account_id, message_id].unseen = False
    why = "transcript" if event.request else "left"
    fold.decide(event.originator_id, position, event, reason=why, result=event.result)


def reachable(fold: ThreadFold, position: int, event: AddressGiven) -> None:
    """A visitor said how they are reached."""
    fold.thread(position, event).reachable |= bool(event.email) and not event.erased


def _recipients(places: Sequence[int], of: int) -> str:
    *others, last = (str(place + 1) for place in places)
    return f"recipient{'s ' + ', '.join(others) + ' and' if others else ''} {last} of {of}"
