"""Where conversations and their messages stand: another inbox, together with another conversation, apart (CNV-07).

Nothing is copied or rewritten: a message stays in the stream it was recorded in, sealed under its own contact, and these
facts say where it is shown. Each is recorded on both sides, so that either stream alone tells its story.
"""

from uuid import UUID

from domain.kernel.event import Event


class ConversationMoved(Event):
    """It belongs to another inbox; its channel stays, so answers leave as before."""

    TOPIC = "conversation.moved"

    inbox_id: UUID
    from_inbox_id: UUID


class ConversationMerged(Event):
    """It is shown as a part of another one from here on: a link, with undo. `confirmed`: they are of different contacts."""

    TOPIC = "conversation.merged"

    into_id: UUID
    confirmed: bool


class ConversationAbsorbed(Event):
    """Another one is a part of it from here on; `reopened` says that this opened it again."""

    TOPIC = "conversation.absorbed"

    merged_id: UUID
    reopened: bool


class ConversationUnmerged(Event):
    """It stands by itself again, with what was its own; what came meanwhile stays where it came."""

    TOPIC = "conversation.unmerged"

    from_id: UUID


class ConversationReleased(Event):
    """Another one is a part of it no longer; `closed` says that it is closed again, as it was before."""

    TOPIC = "conversation.released"

    merged_id: UUID
    closed: bool


class MessagesMovedOut(Event):
    """Messages shown here are shown in another conversation from here on (EML-16); `split`: one begun for them."""

    TOPIC = "conversation.messages_moved_out"

    message_ids: tuple[UUID, ...]
    to_id: UUID
    split: bool


class MessagesMovedIn(Event):
    """Messages shown in another conversation are shown here; `homes` are the conversations they were recorded in."""

    TOPIC = "conversation.messages_moved_in"

    message_ids: tuple[UUID, ...]
    homes: tuple[UUID, ...]
    from_id: UUID
    split: bool
