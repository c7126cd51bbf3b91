"""What a ticket belongs to, and whose it is (TKT-04, TKT-05)."""

from uuid import UUID, uuid5

import pytest
from hypothesis import given as all_of
from hypothesis import strategies as st

from domain.kernel.refusal import InvalidInput
from domain.ticket import events
from domain.ticket.aggregate import Ticket
from domain.ticket.linking import MOST_LINKS
from domain.ticket.refusals import FirstStays, TooManyLinks
from tests.support.given import env, given, uid

FIRST, SECOND = uid("first"), uid("second")


def ticket(*, follows: bool = False) -> Ticket:
    return Ticket.create(
        uid("ticket"), env(), contact_id=FIRST, conversation_id=uid("conversation"), channel_id=uid("channel"),
        inbox_id=uid("inbox"), name="Leg", pipeline_id=uid("pipeline"), stage="new", follows=follows,
    )  # fmt: skip


def full(it: Ticket) -> None:
    for n in range(MOST_LINKS - 1):
        it.link_conversation(env(), uuid5(FIRST, f"conversation {n}"))
        it.link_contact(env(), uuid5(FIRST, f"contact {n}"))


@pytest.mark.req("TKT-04")
def test_links_are_there_once_and_bounded() -> None:
    given(ticket()).when(lambda it: it.link_conversation(env(), SECOND)).then(
        (events.TicketConversationLinked, {"conversation_id": SECOND})
    )
    for nothing in (
        lambda it: it.link_conversation(env(), uid("conversation")),
        lambda it: it.unlink_conversation(env(), SECOND),
        lambda it: it.unlink_contact(env(), SECOND),
        lambda it: it.link_contact(env(), FIRST),
        lambda it: it.move(env(), "new"),
    ):
        given(ticket()).when(nothing).then_nothing()
    given(ticket()).when(lambda it: it.unlink_contact(env(), FIRST)).then_refused(FirstStays)
    given(ticket(), full).when(lambda it: it.link_conversation(env(), SECOND)).then_refused(TooManyLinks)
    given(ticket(), full).when(lambda it: it.link_contact(env(), SECOND)).then_refused(TooManyLinks)


@pytest.mark.req("TKT-04")
@all_of(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 3)), max_size=30))
def test_what_is_linked_is_what_was_linked_last_and_the_first_contact_always(
    deeds: list[tuple[bool, bool, int]],
) -> None:
    it, people, threads = ticket(), frozenset({FIRST}), frozenset({uid("conversation")})
    for on, contact, n in deeds:
        one: UUID = uuid5(FIRST, str(n))
        if contact:
            it.link_contact(env(), one) if on else it.unlink_contact(env(), one)
            people = people | {one} if on else people - {one}
        else:
            it.link_conversation(env(), one) if on else it.unlink_conversation(env(), one)
            threads = threads | {one} if on else threads - {one}
    assert (it.contacts, it.conversations) == (people, threads)


@pytest.mark.req("TKT-05")
def test_an_owner_follows_until_somebody_chooses_even_the_same_one() -> None:
    given(ticket()).when(lambda it: it.follow(env(), SECOND)).then_nothing()
    following = given(ticket(follows=True))
    following.when(lambda it: it.follow(env(), None)).then_nothing()
    following.when(lambda it: it.follow(env(), SECOND)).then(
        (events.TicketOwnerSet, {"owner_id": SECOND, "followed": True})
    )
    following.when(lambda it: it.set_owner(env(), None)).then((events.TicketOwnerSet, {"owner_id": None}))
    chosen = given(ticket(follows=True), lambda it: it.set_owner(env(), SECOND))
    chosen.when(lambda it: it.set_owner(env(), SECOND)).then_nothing()
    chosen.when(lambda it: it.follow(env(), None)).then_nothing()


@pytest.mark.req("TKT-04")
def test_a_ticket_without_a_conversation_has_a_contact_only() -> None:
    alone = Ticket.create(
        uid("ticket"), env(), contact_id=FIRST, conversation_id=None, channel_id=None, inbox_id=uid("inbox"),
        name="Leg", pipeline_id=uid("pipeline"), stage="new",
    )  # fmt: skip
    (opened,) = alone.pending_events
    assert isinstance(opened, events.TicketDirectlyOpened)
    assert (set(alone.contacts), set(alone.conversations), alone.follows) == ({FIRST}, set(), False)
    with pytest.raises(InvalidInput):
        alone.describe(env(), "x" * 20_001)
