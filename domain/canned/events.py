"""What happens to a canned reply. Its text is the company's; tokens stand where a person is named."""

from uuid import UUID

from domain.kernel.event import Event, Opening


class CannedReplyCreated(Opening):
    """A text was prepared; `scope` is everyone, inbox, team or own, `scope_id` whose. `text` is Markdown."""

    TOPIC = "canned_reply.created"
    OF = "canned_reply"

    name: str
    shortcut: str
    text: str
    scope: str
    scope_id: UUID | None


class CannedReplyChanged(Event):
    """It is this now."""

    TOPIC = "canned_reply.changed"

    name: str
    shortcut: str
    text: str
    scope: str
    scope_id: UUID | None


class CannedReplyDeleted(Event):
    """It is offered no longer."""

    TOPIC = "canned_reply.deleted"


class CannedReplyRestored(Event):
    """It is offered again."""

    TOPIC = "canned_reply.restored"
