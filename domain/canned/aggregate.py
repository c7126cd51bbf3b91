"""A canned reply: a name, a shortcut, a text with tokens, and for whom it is (CNV-02)."""

import re
from dataclasses import dataclass, replace
from typing import Any, Self
from uuid import UUID

from domain.canned import events, tokens
from domain.canned.scope import Scope
from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import not_blank
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import InvalidInput

LONGEST_NAME, LONGEST_TEXT = 100, 20_000
SHORTCUT = re.compile(r"[a-z0-9][a-z0-9_-]{0,29}|")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What somebody prepares."""

    name: str
    text: str
    scope: Scope
    shortcut: str = ""

    def checked(self) -> "Prepared":
        """Return it as it is kept. Raises `InvalidInput`."""
        if SHORTCUT.fullmatch(self.shortcut) is None:
            raise InvalidInput(
                "Write a shortcut as thanks or bye-2, at most 30 characters.", field="shortcut"
            )
        if not self.text.strip() or len(self.text) > LONGEST_TEXT:
            raise InvalidInput(f"A canned reply has 1 to {LONGEST_TEXT:,} characters.", field="text")
        tokens.check(self.text, "text")
        return replace(self, name=checked_name(self.name), scope=self.scope.checked())


def checked_name(name: str) -> str:
    """Return a name. Raises `InvalidInput` for none, or one too long."""
    if len(not_blank(name, "name")) > LONGEST_NAME:
        raise InvalidInput(f"A name has at most {LONGEST_NAME} characters.", field="name")
    return name.strip()


class CannedReply(Aggregate):
    """State holds for whom it is, and what it says, so that nothing is recorded twice."""

    TOPIC = "canned_reply"

    prepared: Prepared
    deleted: bool

    @classmethod
    def create(cls, reply_id: UUID, env: Envelope, prepared: Prepared) -> Self:
        """Prepare a text. Raises `InvalidInput`."""
        return cls.open(events.CannedReplyCreated, reply_id, env, **_fields(prepared.checked()))

    def change(self, env: Envelope, prepared: Prepared) -> None:
        """Make it this; nothing if it is. Raises `InvalidInput`."""
        wanted = prepared.checked()
        if wanted != self.prepared:
            self.record(events.CannedReplyChanged, env, **_fields(wanted))

    def delete(self, env: Envelope) -> None:
        """Offer it no longer; nothing if it is not offered."""
        if not self.deleted:
            self.record(events.CannedReplyDeleted, env)

    def restore(self, env: Envelope) -> None:
        """Offer it again; nothing if it is offered."""
        if self.deleted:
            self.record(events.CannedReplyRestored, env)

    @property
    def scope(self) -> Scope:
        """For whom it is."""
        return self.prepared.scope

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.CannedReplyCreated() | events.CannedReplyChanged():
                scope = Scope(event.scope, event.scope_id)
                self.prepared = Prepared(event.name, event.text, scope, event.shortcut)
                if isinstance(event, events.CannedReplyCreated):
                    self.deleted = False
            case events.CannedReplyDeleted():
                self.deleted = True
            case events.CannedReplyRestored():
                self.deleted = False


def _fields(prepared: Prepared) -> dict[str, Any]:
    return {
        "name": prepared.name, "shortcut": prepared.shortcut, "text": prepared.text,
        "scope": prepared.scope.kind, "scope_id": prepared.scope.of_id,
    }  # fmt: skip
