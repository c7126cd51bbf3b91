"""What else may happen in a history of hypothesis: what is prepared and measured, what waits, and what stands elsewhere."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from domain.account import events as account
from domain.canned import events as canned
from domain.conversation import events as conversation
from domain.conversation import handling_events as handling
from domain.conversation import messages
from domain.conversation import placing_events as placing
from domain.kernel.event import Event
from domain.macro import events as macro

if TYPE_CHECKING:
    from tests.support.any_history import AnyHistory


class Deeds:
    """Of one history; whatever cannot happen now does not."""

    def __init__(self, history: "AnyHistory") -> None:
        """Begin with nothing prepared, measured or moved."""
        self.of = history
        self.replies: list[UUID] = []
        self.macros: list[UUID] = []
        self.properties: list[UUID] = []
        self.merged: dict[UUID, UUID] = {}
        self.shown: dict[UUID, UUID] = {}
        self.cancelled: set[UUID] = set()

    def wait(self, which: int) -> None:
        """A message of ours gets another time, or is taken back: it is as if it had never been."""
        conversation_id, message_id = self.of.sent[which % len(self.of.sent)]
        if which % 3:
            not_before = self.of.at if which % 3 == 1 else None
            self.of.record(
                messages.SendRescheduled, conversation_id, message_id=message_id, not_before=not_before
            )
            return
        self.of.record(messages.SendCancelled, conversation_id, message_id=message_id)
        self.of.sent.remove((conversation_id, message_id))
        self.cancelled.add(message_id)

    def prepare(self, which: int, text: str) -> None:
        """A canned reply or a macro is prepared, changed, deleted, brought back or applied."""
        scoped: dict[str, Any] = {"scope": "inbox", "scope_id": self.of.inboxes[which % 2], "name": text}
        reply = scoped | {"shortcut": text[:5], "text": text}
        deeds = scoped | {"actions": ({"do": "tag", "tag": text},)}
        if which % 5 == 4 and self.macros and self.of.conversations:
            conversation_id = self.of.conversations[which % len(self.of.conversations)][0]
            self.of.record(handling.MacroApplied, conversation_id, macro_id=self.macros[0])
        elif which % 2:
            facts = (canned.CannedReplyChanged, canned.CannedReplyDeleted, canned.CannedReplyRestored)
            self._prepared(self.replies, canned.CannedReplyCreated, facts, which, reply)
        else:
            more = (macro.MacroChanged, macro.MacroDeleted, macro.MacroRestored)
            self._prepared(self.macros, macro.MacroCreated, more, which, deeds)

    def _prepared(
        self, known: list[UUID], made: type[Event], facts: tuple[type[Event], ...], which: int, values: Any
    ) -> None:
        if which % 4 < 2 or not known:
            known.append(self.of.new_id("prepared"))
            self.of.record(made, known[-1], **values)
        else:
            fact = facts[which % 3]
            self.of.record(fact, known[which % len(known)], **(values if fact is facts[0] else {}))

    def measure(self, which: int, text: str) -> None:
        """A property is defined or changed, or a conversation gets a value of one, or has it no longer."""
        if which % 4 == 0 or not self.properties:
            self.properties.append(self.of.new_id("property"))
            values = {"property_id": self.properties[-1], "name": text, "kind": "text", "choices": ()}
            self.of.record(account.PropertyDefined, self.of.account_id, **values)
        elif which % 4 == 1:
            values = {"property_id": self.properties[0], "name": text, "choices": (), "archived": True}
            self.of.record(account.PropertyChanged, self.of.account_id, **values)
        elif self.of.living():
            conversation_id, contact_id, _ = self.of.living()[which % len(self.of.living())]
            is_text, cleared = which % 3 > 0, which % 5 == 0
            self.of.record(
                handling.ConversationPropertySet, conversation_id, contact_id=contact_id,
                property_id=self.properties[which % len(self.properties)], kind="text" if is_text else "number",
                cleared=cleared, value="" if is_text or cleared else ("12", "12.0", "7")[which // 7 % 3], text=text if is_text and not cleared else "",
            )  # fmt: skip

    def place(self, which: int) -> None:
        """A conversation moves to another inbox, becomes a part of another, or stands alone again."""
        these = [each[0] for each in self.of.conversations]
        if not these:
            return
        one, other = these[which % len(these)], these[(which // 3) % len(these)]
        if which % 3 == 0:
            place, away = self.of.inboxes[which % 2], self.of.inboxes[(which + 1) % 2]
            self.of.record(placing.ConversationMoved, one, inbox_id=place, from_inbox_id=away)
        elif one in self.merged:
            into = self.merged[one]
            if into not in self.merged:
                del self.merged[one]
                self.of.record(placing.ConversationUnmerged, one, from_id=into)
                self.of.record(placing.ConversationReleased, into, merged_id=one, closed=False)
        elif other != one and other not in self.merged:
            self.merged[one] = other
            self.of.record(placing.ConversationMerged, one, into_id=other, confirmed=which % 2 == 0)
            self.of.record(placing.ConversationAbsorbed, other, merged_id=one, reopened=False)

    def carry(self, which: int) -> None:
        """Messages shown in one conversation are shown in another; or one was closed for too long and goes on in another."""
        these = [each[0] for each in self.of.living() if each[0] not in self.merged]
        if len(these) < 2:
            return
        one, other = these[which % len(these)], these[(which + 1) % len(these)]
        homes = self.of.homes
        here = [each for each, home in homes.items() if self.shown.get(each, home) == one]
        moved = tuple(each for each in here if each not in self.cancelled)[which % 3 :]
        if which % 7 == 0:
            self.of.record(conversation.ConversationContinued, one, in_id=other)
        elif moved:
            self.of.record(placing.MessagesMovedOut, one, message_ids=moved, to_id=other, split=False)
            there = tuple(homes[each] for each in moved)
            self.of.record(
                placing.MessagesMovedIn, other, message_ids=moved, homes=there, from_id=one, split=False
            )
            self.shown |= dict.fromkeys(moved, other)
