"""What handling a conversation does beyond itself: capacity, who may be called, who sees it (CNV-01, CNV-02)."""

from datetime import timedelta
from uuid import UUID

import pytest

from application.handling import (
    MOST_MENTIONS,
    FileConversation,
    SetConversationPriority,
    SnoozeConversation,
    TagConversation,
    UntagConversation,
    WakeConversation,
    WithdrawNote,
    WriteNote,
)
from application.inbox import SetInboxAccess
from application.user import DeactivateUser
from domain.conversation.handling_events import ConversationTagged, NoteWithdrawn, NoteWritten
from domain.kernel.refusal import InvalidInput, NotFound, VersionMismatch
from tests.support.inbound import Mailroom, taken


@pytest.mark.req("CNV-01", "CHT-14")
def test_what_is_put_off_or_away_takes_no_slot_until_it_is_back(room: Mailroom, ann: UUID) -> None:
    it, world = room.mail(), room.world
    assert taken(world, ann) == 1
    world.do(SnoozeConversation(it, world.now + timedelta(hours=1)))
    assert taken(world, ann) == 0
    world.do(WakeConversation(it, due=True))
    assert taken(world, ann) == 0
    world.do(WakeConversation(it))
    assert taken(world, ann) == 1
    world.do(FileConversation(it, "spam"))
    assert taken(world, ann) == 0
    world.do(FileConversation(it, ""))
    assert taken(world, ann) == 1
    with pytest.raises(InvalidInput, match="spam, trash, archive"):
        world.do(FileConversation(it, "drawer"))


@pytest.mark.req("CNV-02")
def test_tags_and_urgency(room: Mailroom) -> None:
    it = room.mail()
    room.world.do(TagConversation(it, "VIP"))
    room.world.do(UntagConversation(it, "VIP"))
    room.world.do(SetConversationPriority(it, "high"))
    assert [event.tag for event in room.world.happened(it, ConversationTagged)] == ["VIP"]
    with pytest.raises(VersionMismatch):
        room.world.do(TagConversation(it, "late", expected_version=1))


@pytest.mark.req("CNV-02")
def test_a_note_calls_those_who_can_see_it(room: Mailroom, ann: UUID) -> None:
    it, world = room.mail(), room.world
    ben = world.user("Ben")
    world.do(WriteNote(it, "Look, please.", (ben, ben)), by=ann)
    (note,) = world.happened(it, NoteWritten)
    assert (note.author_id, note.mentions, note.text) == (ann, (ben,), "Look, please.")
    world.do(WithdrawNote(it, note.note_id), by=ann)
    assert world.happened(it, NoteWithdrawn)
    world.do(DeactivateUser(ben))
    with pytest.raises(InvalidInput, match="deactivated"):
        world.do(WriteNote(it, "Look.", (ben,)), by=ann)
    with pytest.raises(InvalidInput, match="at most 20"):
        world.do(WriteNote(it, "All!", tuple(UUID(int=n) for n in range(MOST_MENTIONS + 1))), by=ann)


@pytest.mark.req("SE-01", "ACC-10")
def test_nobody_handles_what_they_do_not_see(room: Mailroom, ann: UUID) -> None:
    it, world = room.mail(), room.world
    ben = world.user("Ben")
    world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(ann,), team_ids=()))
    for command in (TagConversation(it, "x"), WriteNote(it, "x"), FileConversation(it, "spam")):
        with pytest.raises(NotFound):
            world.do(command, by=ben)
    with pytest.raises(InvalidInput, match="does not see"):
        world.do(WriteNote(it, "Look.", (ben,)), by=ann)
