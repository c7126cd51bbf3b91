"""What is said and seen in chats, in any history: answers in place, receipts, mails of what was not seen, bots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from domain.conversation import bot_events, mailing_events, messages, visiting_events
from tests.support import mail
from tests.support.numbering import Numbering
from tests.support.paging import Paging

if TYPE_CHECKING:
    from tests.support.any_history import AnyHistory


class Chatting:
    """Which answers wait to be seen, and which conversations a bot holds."""

    def __init__(self, history: AnyHistory) -> None:
        """Begin with silence."""
        self._history = history
        self._unseen: dict[UUID, list[UUID]] = {}
        self._held: set[UUID] = set()
        self._paging = Paging(history)
        self._numbering = Numbering(history)

    def happen(self, which: int, text: str) -> None:
        """Let one thing happen in a conversation, on a page, or to a number."""
        deed = which % 8
        if deed > 5:
            elsewhere = self._numbering if deed == 7 else self._paging
            elsewhere.happen(which // 8, text)
            return
        living = self._history.living()
        if not living:
            return
        conversation_id, contact_id, place = living[which % len(living)]
        if deed < 2:
            self._answer(conversation_id, contact_id, place, text)
        elif deed == 2:
            self._record(
                visiting_events.AddressGiven, conversation_id, contact_id=contact_id, email="jo@example.org" if text else "",
                name=text,
            )  # fmt: skip
        elif deed == 3:
            self._hold(conversation_id)
        else:
            self._reach(which, conversation_id, contact_id)

    def _answer(self, conversation_id: UUID, contact_id: UUID, place: int, text: str) -> None:
        history = self._history
        where = history.inboxes[place], history.channels[place], contact_id
        number = f"chat:{len(history.messages)}"
        message_id = mail.post(
            history, conversation_id, *where, provider_id=number, sender="", to=(), subject="", text=text,
            in_reply_to="", references=(), choices=(text,), origin="bot",
        )  # fmt: skip
        history.written(conversation_id, message_id)
        self._record(messages.SendStarted, conversation_id, message_id=message_id, attempt=1, repeats=False)
        self._record(
            messages.MessageSent, conversation_id, message_id=message_id, attempt=1, code=0, recipients=1
        )
        self._unseen.setdefault(conversation_id, []).append(message_id)

    def _hold(self, conversation_id: UUID) -> None:
        if conversation_id in self._held:
            self._held.remove(conversation_id)
            self._record(bot_events.BotReleased, conversation_id, reason="handed_over")
        else:
            self._held.add(conversation_id)
            self._record(bot_events.BotHeld, conversation_id, bot_version=1)

    def _reach(self, which: int, conversation_id: UUID, contact_id: UUID) -> None:
        unseen = self._unseen.get(conversation_id)
        if not unseen:
            return
        *others, last = unseen
        before = tuple(others)
        if which % 16 == 4:
            self._record(visiting_events.MessageDelivered, conversation_id, message_id=last, others=before)
        elif which % 16 == 5:
            self._record(visiting_events.MessageSeen, conversation_id, message_id=last, others=before)
            del self._unseen[conversation_id]
        else:
            self._record(
                mailing_events.ChatMailed, conversation_id, contact_id=contact_id, request=which % 32 // 16 * 7,
                message_ids=(*before, last), email="jo@example.org", mail_id="1@in.example", result="sent", code=250,
            )  # fmt: skip

    def _record(self, fact: Any, stream_id: UUID, **fields: Any) -> None:
        self._history.record(fact, stream_id, **fields)
