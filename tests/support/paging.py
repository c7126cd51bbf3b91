"""What happens on a page's Messenger, in any history: messages said in other ways than words, windows, reactions, questions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from domain.channel import events as channel
from domain.channel import messenger_events as paged
from domain.conversation import events as conversation
from domain.conversation import messages, visiting_events
from domain.conversation import messaging_events as messaging
from domain.intake import events as intake
from tests.support import mail

if TYPE_CHECKING:
    from tests.support.any_history import AnyHistory

SAID = ("", "quick_reply", "referral", "optin", "share", "unsupported")


class Paging:
    """The conversations that are a page's."""

    def __init__(self, history: AnyHistory) -> None:
        """Begin with nobody having written."""
        self._history = history
        self._own: list[tuple[UUID, UUID, int]] = []

    def happen(self, which: int, text: str) -> None:
        """Let one thing happen on a page."""
        own = [each for each in self._own if each in self._history.living()]
        if which % 5 == 0 or not own:
            self._begin(which, text)
            return
        conversation_id, contact_id, place = own[which % len(own)]
        deed = which % 6
        if deed == 0:
            self._receive(which, conversation_id, contact_id, place, text)
        elif deed == 1:
            self._post(which, conversation_id, contact_id, place, text)
        elif deed == 2:
            self._react(which, conversation_id, contact_id, text)
        elif deed == 3:
            self._ask(which, conversation_id, contact_id)
        else:
            self._set(which, place, text)

    def _begin(self, which: int, text: str) -> None:
        history, place = self._history, which % 2
        contact_id = history.add_contact(text or "Jo", f"{len(history.contacts)}@page.example")
        history.contacts.append(contact_id)
        conversation_id = history.new_id("conversation")
        self._record(
            conversation.ConversationStarted, conversation_id, inbox_id=history.inboxes[place],
            channel_id=history.channels[place], channel_kind="messenger", contact_id=contact_id, subject="",
            started_by="contact",
        )  # fmt: skip
        history.conversations.append((conversation_id, contact_id, place))
        self._own.append((conversation_id, contact_id, place))
        self._receive(which, conversation_id, contact_id, place, text)

    def _receive(self, which: int, conversation_id: UUID, contact_id: UUID, place: int, text: str) -> None:
        history = self._history
        message_id = mail.receive(
            history, conversation_id, history.inboxes[place], history.channels[place], contact_id, text=text, subject="",
            provider_id=f"messenger:m_{len(history.messages)}", sender="100:200", sender_why="messenger",
            said=SAID[which % len(SAID)], said_title=text, said_url="https://example.org/1" if which % 2 else "",
            sent_at=history.at + timedelta(hours=which % 3 - 1) if which % 4 else None,
        )  # fmt: skip
        history.written(conversation_id, message_id)

    def _post(self, which: int, conversation_id: UUID, contact_id: UUID, place: int, text: str) -> None:
        history, origin = self._history, ("human", "automation", "page")[which % 3]
        message_id = mail.post(
            history, conversation_id, history.inboxes[place], history.channels[place], contact_id, text=text, subject="",
            provider_id=f"messenger:{len(history.messages)}", sender="", to=("200",), in_reply_to="", references=(),
            origin=origin, choices=(text,) if which % 2 else (),
        )  # fmt: skip
        history.written(conversation_id, message_id)
        window = {"closes_at": history.at, "human_until": history.at, "policy": "messenger_window@1"}
        allowed = which % 4 != 0
        self._record(
            messaging.WindowDecided, conversation_id, message_id=message_id, moment="sending", allowed=allowed,
            reason="" if allowed else "window_closed", tag="HUMAN_AGENT" if which % 2 else "", origin=origin,
            last_inbound_at=history.at, **window,
        )  # fmt: skip
        ids = {"message_id": message_id}
        if not allowed:
            refused = {"reason": "window_closed", "policy": "messenger_window@1"}
            self._record(messages.SendRefused, conversation_id, **ids, **refused)
            return
        self._record(
            messages.SendStarted, conversation_id, **ids, attempt=1, repeats=False, tag="HUMAN_AGENT"
        )
        self._record(
            messages.MessageSent,
            conversation_id,
            **ids,
            attempt=1,
            code=200,
            recipients=1,
            known_as="messenger:m",
        )
        if which % 7 == 1:
            lost = {"at": history.at, "code": 131026, "reason": "undeliverable", "permanent": which % 2 == 0}
            self._record(visiting_events.MessageUndelivered, conversation_id, **ids, **lost)
            return
        fact = visiting_events.MessageSeen if which % 2 else visiting_events.MessageDelivered
        self._record(fact, conversation_id, **ids, others=())

    def _react(self, which: int, conversation_id: UUID, contact_id: UUID, text: str) -> None:
        history = self._history
        near = [each for each in history.messages if history.homes[each] == conversation_id]
        self._record(
            messaging.MessageReacted, conversation_id, contact_id=contact_id, message_id=near[which % len(near)],
            reaction=text, removed=which % 5 == 1, at=history.at + timedelta(minutes=which % 3),
        )  # fmt: skip

    def _ask(self, which: int, conversation_id: UUID, contact_id: UUID) -> None:
        history = self._history
        if which % 4 == 3:
            self._record(
                messaging.ConsentDeclined, conversation_id, contact_id=contact_id, message_id=history.id("decline", which),
                sender="100:200", at=history.at + timedelta(hours=which % 3 - 1),
            )  # fmt: skip
            return
        self._record(
            messaging.ConsentAsked, conversation_id, contact_id=contact_id, message_id=history.id("ask", which),
            sender="100:200", at=history.at + timedelta(hours=which % 3 - 1), text_version=1, text_hash="ab", language="en",
        )  # fmt: skip

    def _set(self, which: int, place: int, text: str) -> None:
        history = self._history
        channel_id = history.channels[place]
        match which % 5:
            case 1:
                claim_id = history.id("page", place)
                self._record(
                    paged.PageConnected,
                    channel_id,
                    page_id="100",
                    name=text,
                    tasks=("MANAGE",),
                    claim_id=claim_id,
                )
            case 2:
                self._record(paged.PageRoleChecked, channel_id, tasks=("MESSAGING",), ok=which % 2 == 0)
            case 3:
                self._record(paged.MessengerGreetingSet, channel_id, greeting=text)
            case _:
                ignored = mail.accept(history, channel_id)
                history.command()
                self._record(channel.HeldReplayed, channel_id, count=which, more=which % 2 == 0)
                self._record(intake.MessageIgnored, ignored, channel_id=channel_id, reason="not_understood")

    def _record(self, fact: Any, stream_id: UUID, **fields: Any) -> None:
        self._history.record(fact, stream_id, **fields)
