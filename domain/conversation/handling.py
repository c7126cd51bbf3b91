"""The part of a conversation that says how it is handled (CNV-01, CNV-02)."""

import re
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from domain.conversation import handling_events as events
from domain.conversation.refusals import NoteOfAnother
from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import InvalidInput, NotFound

PRIORITIES = ("none", "low", "medium", "high", "urgent")
LONGEST_TAG, MOST_TAGS = 50, 30
LONGEST_NOTE = 100_000
SPACES = re.compile(r"\s+")


class Folder(StrEnum):
    """Where a conversation is put away."""

    NONE = ""
    SPAM = "spam"
    TRASH = "trash"
    ARCHIVE = "archive"


def clean_tag(text: str) -> str:
    """Return a tag as it is kept: one line, single spaces. Raises `InvalidInput`."""
    tag = SPACES.sub(" ", text).strip()
    if not tag or len(tag) > LONGEST_TAG:
        raise InvalidInput(f"A tag has 1 to {LONGEST_TAG} characters. Choose a shorter word.", field="tag")
    return tag


class Handling(Aggregate):
    """Snooze, folder, tags, priority and notes; state holds no text of a note."""

    contact_id: UUID
    inbox_id: UUID
    snoozed_until: datetime | None
    folder: Folder
    tags: frozenset[str]
    priority: str
    notes: dict[UUID, UUID | None]
    """Note id -> its author; withdrawn ones are gone."""

    @property
    def at_hand(self) -> bool:
        """Whether it is neither put off nor put away."""
        return self.snoozed_until is None and self.folder is Folder.NONE

    def snooze(self, env: Envelope, until: datetime) -> None:
        """Put it off; nothing if put off until then. Raises `InvalidInput` for a time that is not to come."""
        if until <= env.at:
            raise InvalidInput("This time is past. Choose one that is to come.", field="until")
        if self.snoozed_until != until:
            self.record(events.ConversationSnoozed, env, until=until)

    def wake(self, env: Envelope, reason: str = "person") -> None:
        """Put it off no longer; nothing if it is not, and for `due` nothing before its time."""
        if self.snoozed_until is None or (reason == "due" and self.snoozed_until > env.at):
            return
        self.record(events.ConversationWoken, env, reason=reason)

    def file(self, env: Envelope, folder: Folder, reason: str = "person") -> None:
        """Put it into a folder, or back among the others; what is put away is put off no longer."""
        if folder is self.folder:
            return
        self.wake(env, "filed")
        self.record(
            events.ConversationFiled, env, folder=folder.value, previous=self.folder.value, reason=reason
        )

    def tag(self, env: Envelope, tag: str) -> None:
        """Give it a tag; nothing if it has it, whatever the case. Raises `InvalidInput`."""
        kept = clean_tag(tag)
        if self._tag_like(kept):
            return
        if len(self.tags) >= MOST_TAGS:
            raise InvalidInput(
                f"It has {MOST_TAGS} tags, which is all it can. Take one off first.", field="tag"
            )
        self.record(events.ConversationTagged, env, tag=kept)

    def untag(self, env: Envelope, tag: str) -> None:
        """Take a tag off; nothing if it has none like it."""
        known = self._tag_like(tag)
        if known:
            self.record(events.ConversationUntagged, env, tag=known)

    def set_priority(self, env: Envelope, priority: str) -> None:
        """Say how urgent it is; nothing if it is. Raises `InvalidInput`."""
        if priority not in PRIORITIES:
            raise InvalidInput(f"Choose one of {', '.join(PRIORITIES)}.", field="priority")
        if priority != self.priority:
            self.record(events.ConversationPrioritySet, env, priority=priority, previous=self.priority)

    def set_property(self, env: Envelope, property_id: UUID, kind: str, value: str | None) -> None:
        """Give it a value of a property, as the account checked it; None takes it away."""
        text, kept = (value or "", "") if kind == "text" else ("", value or "")
        self.record(
            events.ConversationPropertySet, env, contact_id=self.contact_id, property_id=property_id, kind=kind,
            cleared=value is None, value=kept, text=text,
        )  # fmt: skip

    def write_note(
        self, env: Envelope, note_id: UUID, text: str, *, author_id: UUID | None, mentions: tuple[UUID, ...]
    ) -> None:
        """Keep a note of a colleague; nothing if it is here. Raises `InvalidInput`."""
        if note_id in self.notes:
            return
        if not text.strip() or len(text) > LONGEST_NOTE:
            raise InvalidInput(f"A note has 1 to {LONGEST_NOTE:,} characters.", field="text")
        self.record(
            events.NoteWritten,
            env,
            contact_id=self.contact_id,
            inbox_id=self.inbox_id,
            note_id=note_id,
            author_id=author_id,
            text=text,
            mentions=mentions,
        )

    def withdraw_note(self, env: Envelope, note_id: UUID, *, by: UUID | None) -> None:
        """Take a note back. Raises `NotFound` for none, `NoteOfAnother` for somebody else's."""
        if note_id not in self.notes:
            raise NotFound("note")
        if self.notes[note_id] != by:
            raise NoteOfAnother
        self.record(events.NoteWithdrawn, env, note_id=note_id)

    def apply_macro(self, env: Envelope, macro_id: UUID) -> None:
        """Say that what follows is a macro's doing."""
        self.record(events.MacroApplied, env, macro_id=macro_id)

    def _tag_like(self, tag: str) -> str:
        return next((one for one in self.tags if one.casefold() == tag.strip().casefold()), "")

    def begin_handling(self) -> None:
        """Be at hand, without tags or notes."""
        self.snoozed_until, self.folder = None, Folder.NONE
        self.tags, self.priority, self.notes = frozenset(), "none", {}

    def evolve_handling(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.ConversationSnoozed():
                self.snoozed_until = event.until
            case events.ConversationWoken():
                self.snoozed_until = None
            case events.ConversationFiled():
                self.folder = Folder(event.folder)
            case events.ConversationTagged():
                self.tags |= {event.tag}
            case events.ConversationUntagged():
                self.tags -= {event.tag}
            case events.ConversationPrioritySet():
                self.priority = event.priority
            case events.NoteWritten():
                self.notes[event.note_id] = event.author_id
            case events.NoteWithdrawn():
                self.notes.pop(event.note_id, None)
