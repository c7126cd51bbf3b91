"""Putting off, putting away, tags, urgency and notes (CNV-01, CNV-02)."""

from datetime import timedelta
from functools import partial

import pytest

from domain.conversation import events, messages
from domain.conversation import handling_events as handled
from domain.conversation.aggregate import Conversation
from domain.conversation.handling import LONGEST_NOTE, LONGEST_TAG, MOST_TAGS, Folder
from domain.conversation.refusals import NoteOfAnother
from domain.kernel.refusal import InvalidInput, NotFound
from tests.support.conversations import AUTOMATIC, close, post, receive, started
from tests.support.given import START, env, given, rebuilt, uid

LATER = START + timedelta(hours=3)
ANN = uid("ann")


def snooze(conversation: Conversation) -> None:
    conversation.snooze(env(), LATER)


def spam(conversation: Conversation) -> None:
    conversation.file(env(), Folder.SPAM)


def trash(conversation: Conversation) -> None:
    conversation.file(env(), Folder.TRASH)


def tag(text: str, conversation: Conversation) -> None:
    conversation.tag(env(), text)


def write(text: str, conversation: Conversation) -> None:
    conversation.write_note(env(), uid("note"), text, author_id=ANN, mentions=())


def withdraw(who: str, conversation: Conversation) -> None:
    conversation.withdraw_note(env(), uid("note"), by=uid(who))


def note(conversation: Conversation) -> None:
    conversation.write_note(env(), uid("note"), "Call him.", author_id=ANN, mentions=(uid("ben"),))


@pytest.mark.req("CNV-01")
def test_it_is_put_off_until_a_time_to_come() -> None:
    given(started()).when(snooze).then((handled.ConversationSnoozed, {"until": LATER}))
    given(started(), snooze).when(snooze).then_nothing()
    given(started()).when(lambda it: it.snooze(env(), START)).then_refused(InvalidInput, "past")
    assert not given(started(), snooze).aggregate.at_hand


@pytest.mark.req("CNV-01")
def test_it_wakes_when_it_is_due_and_not_before() -> None:
    given(started(), snooze).when(lambda it: it.wake(env(1), "due")).then_nothing()
    due = given(started(), snooze).when(lambda it: it.wake(env(3 * 3600), "due"))
    due.then((handled.ConversationWoken, {"reason": "due"}))
    given(started()).when(lambda it: it.wake(env())).then_nothing()


@pytest.mark.req("CNV-01")
def test_a_person_s_message_an_answer_and_closing_wake_it() -> None:
    given(started(), snooze).when(receive).then(
        (handled.ConversationWoken, {"reason": "message_received"}), (messages.MessageReceived, {})
    )
    given(started(), snooze).when(lambda it: it.receive(env(), AUTOMATIC)).then(
        (messages.MessageReceived, {})
    )
    given(started(), snooze).when(post).then(
        (handled.ConversationWoken, {"reason": "reply"}), (messages.MessagePosted, {})
    )
    given(started(), snooze).when(close).then(
        (handled.ConversationWoken, {"reason": "closed"}), (events.ConversationClosed, {})
    )


@pytest.mark.req("CNV-01")
def test_it_is_put_away_and_comes_back_with_a_person_s_message_but_spam_stays_spam() -> None:
    given(started(), snooze).when(trash).then(
        (handled.ConversationWoken, {"reason": "filed"}),
        (handled.ConversationFiled, {"folder": "trash", "previous": "", "reason": "person"}),
    )
    given(started(), trash).when(trash).then_nothing()
    given(started(), trash).when(receive).then(
        (handled.ConversationFiled, {"folder": "", "previous": "trash", "reason": "message_received"}),
        (messages.MessageReceived, {}),
    )
    given(started(), spam, close).when(receive).then((messages.MessageReceived, {}))
    assert given(started(), spam).aggregate.folder is Folder.SPAM


@pytest.mark.req("CNV-02")
def test_tags_are_words_without_regard_to_case() -> None:
    given(started()).when(lambda it: it.tag(env(), "  VIP \n client ")).then(
        (handled.ConversationTagged, {"tag": "VIP client"})
    )
    tagged = given(started(), lambda it: it.tag(env(), "VIP"))
    tagged.when(lambda it: it.tag(env(), "vip")).then_nothing()
    tagged.when(lambda it: it.untag(env(), "vip ")).then((handled.ConversationUntagged, {"tag": "VIP"}))
    given(started()).when(lambda it: it.untag(env(), "vip")).then_nothing()
    for wrong in (" ", "x" * (LONGEST_TAG + 1)):
        given(started()).when(partial(tag, wrong)).then_refused(InvalidInput, "tag")
    many = given(started(), *(partial(tag, str(n)) for n in range(MOST_TAGS)))
    many.when(lambda it: it.tag(env(), "more")).then_refused(InvalidInput, "30 tags")


@pytest.mark.req("CNV-02")
def test_it_is_as_urgent_as_somebody_said() -> None:
    given(started()).when(lambda it: it.set_priority(env(), "high")).then(
        (handled.ConversationPrioritySet, {"priority": "high", "previous": "none"})
    )
    given(started()).when(lambda it: it.set_priority(env(), "none")).then_nothing()
    given(started()).when(lambda it: it.set_priority(env(), "very")).then_refused(InvalidInput, "urgent")


@pytest.mark.req("CNV-02")
def test_a_note_is_its_author_s() -> None:
    given(started()).when(note).then(
        (handled.NoteWritten, {"text": "Call him.", "author_id": ANN, "mentions": (uid("ben"),)})
    )
    noted = given(started(), note)
    noted.when(note).then_nothing()
    noted.when(partial(withdraw, "ben")).then_refused(NoteOfAnother, "author")
    noted.when(partial(withdraw, "ann")).then((handled.NoteWithdrawn, {"note_id": uid("note")}))
    given(started(), note, partial(withdraw, "ann")).when(partial(withdraw, "ann")).then_refused(
        NotFound, "note"
    )
    for wrong in (" ", "x" * (LONGEST_NOTE + 1)):
        given(started()).when(partial(write, wrong)).then_refused(InvalidInput, "note")


def test_replay_gives_the_same_state() -> None:
    history = given(
        started(),
        snooze,
        spam,
        note,
        lambda it: it.tag(env(), "VIP"),
        lambda it: it.set_priority(env(), "low"),
    )
    again = rebuilt(Conversation, history.history)
    assert again.folder is Folder.SPAM
    assert again.snoozed_until is None
    assert again.tags == {"VIP"}
    assert again.priority == "low"
    assert again.notes == {uid("note"): ANN}
