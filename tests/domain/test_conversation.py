"""A conversation keeps messages in order, who has it, and why."""

from dataclasses import replace

import pytest

from domain.conversation import events, messages
from domain.conversation.aggregate import Status
from domain.conversation.refusals import AlreadyAssigned, AssignedByPerson, ConversationErased
from domain.conversation.threading import ThreadingDecision
from domain.routing.policy import by_hand
from tests.support.conversations import (
    AUTOMATIC,
    INCOMING,
    OUTGOING,
    PLACE,
    close,
    erase,
    post,
    receive,
    started,
)
from tests.support.given import env, given, uid


@pytest.mark.req("EML-16")
def test_the_threading_decision_is_recorded_with_its_evidence() -> None:
    decision = ThreadingDecision("joined", "token", ("sender_is_contact",), uid("conversation"), ("<1@x>",))
    expected = vars(decision) | {"message_id": uid("in"), "contact_id": uid("contact")}
    given(started()).when(lambda it: it.thread(env(), uid("in"), decision)).then(
        (events.ThreadingDecided, expected)
    )


@pytest.mark.req("RL-04")
def test_a_message_is_received_once() -> None:
    given(started()).when(receive).then((messages.MessageReceived, vars(INCOMING) | PLACE))
    given(started(), receive).when(receive).then_nothing()


@pytest.mark.req("EML-18")
def test_a_persons_message_reopens_and_an_automatic_one_does_not() -> None:
    closed = given(started(), close)
    reopened = (events.ConversationReopened, {"reason": "message_received"})
    closed.when(receive).then(reopened, (messages.MessageReceived, {}))
    closed.when(lambda it: it.receive(env(), AUTOMATIC)).then((messages.MessageReceived, {}))


@pytest.mark.req("EML-18")
def test_it_knows_whether_an_answer_would_go_to_a_machine() -> None:
    conversation = started()
    conversation.receive(env(), AUTOMATIC)
    assert conversation.answers_automatic
    conversation.receive(env(), replace(INCOMING, message_id=uid("next")))
    assert not conversation.answers_automatic


@pytest.mark.req("EML-01")
def test_a_message_is_posted_once_and_a_persons_reopens() -> None:
    given(started()).when(post).then((messages.MessagePosted, vars(OUTGOING) | PLACE))
    given(started(), post).when(post).then_nothing()
    closed = given(started(), close)
    closed.when(post).then((events.ConversationReopened, {"reason": "reply"}), (messages.MessagePosted, {}))
    automated = replace(OUTGOING, origin="automation")
    closed.when(lambda it: it.post(env(), automated)).then((messages.MessagePosted, {"origin": "automation"}))


def test_it_is_closed_and_reopened_by_hand() -> None:
    assert started().status is Status.OPEN
    given(started()).when(close).then((events.ConversationClosed, {"reason": "done"}))
    given(started()).when(lambda it: it.reopen(env())).then_nothing()
    closed = given(started(), close)
    closed.when(close).then_nothing()
    closed.when(lambda it: it.reopen(env())).then((events.ConversationReopened, {"reason": "person"}))


@pytest.mark.req("PRV-08")
def test_with_its_contact_erased_it_takes_nothing_more() -> None:
    given(started(), close).when(erase).then((events.ConversationClosed, {"reason": "contact_erased"}))
    erased = given(started(), erase)
    erased.when(erase).then_nothing()
    decision = ThreadingDecision("started", "none", ("no_reference",))
    for change in (
        receive,
        post,
        lambda it: it.reopen(env()),
        lambda it: it.thread(env(), uid("in"), decision),
    ):
        erased.when(change).then_refused(ConversationErased, "new conversation")


@pytest.mark.req("RTG-08")
def test_an_assignment_names_who_had_it_before() -> None:
    assigned = given(started(), lambda it: it.assign(env(), by_hand(uid("ada"), "by_person"), "person"))
    again = assigned.when(lambda it: it.assign(env(), by_hand(None, "by_person"), "person"))
    expected = {"outcome": "unassigned", "assignee_id": None, "previous_id": uid("ada"), "source": "person"}
    again.then((events.AssignmentDecided, expected))


@pytest.mark.req("RTG-09")
@pytest.mark.parametrize("source", ["person", "replier"])
def test_a_rule_never_overwrites_a_person(source: str) -> None:
    by_rule = by_hand(uid("bob"), "round_robin")
    assigned = given(started(), lambda it: it.assign(env(), by_hand(uid("ada"), "by_person"), source))
    assert not assigned.aggregate.routable
    assigned.when(lambda it: it.assign(env(), by_rule, "rule")).then_refused(AssignedByPerson)
    given(started()).when(lambda it: it.assign(env(), by_rule, "rule")).then((events.AssignmentDecided, {}))


@pytest.mark.req("RTG-11")
def test_replying_assigns_what_nobody_has_only() -> None:
    decision = by_hand(uid("ada"), "replied")
    reply = given(started()).when(lambda it: it.assign(env(), decision, "replier"))
    reply.then((events.AssignmentDecided, {"assignee_id": uid("ada"), "source": "replier"}))
    taken = given(started(), lambda it: it.assign(env(), by_hand(uid("bob"), "round_robin"), "rule"))
    taken.when(lambda it: it.assign(env(), decision, "replier")).then_refused(AlreadyAssigned)


@pytest.mark.req("ACC-08", "TKT-03")
def test_a_ticket_not_made_is_a_fact() -> None:
    skipped = {"reason": "association_limit", "policy": "p@1", "advice": "Raise the limit."}
    expected = skipped | {"channel_id": uid("channel")}
    given(started()).when(lambda it: it.skip_ticket(env(), **skipped)).then((events.TicketSkipped, expected))


@pytest.mark.req("CNV-04")
def test_an_author_can_know_that_somebody_wrote_meanwhile() -> None:
    conversation = started()
    seen = conversation.version
    receive(conversation)
    assert not conversation.answered_since(seen)
    post(conversation)
    assert conversation.answered_since(seen)
    assert not conversation.answered_since(conversation.version)


@pytest.mark.req("CNV-07")
def test_what_stands_alone_is_not_taken_out_of_anything() -> None:
    given(started()).when(lambda it: it.unmerge(env())).then_nothing()
