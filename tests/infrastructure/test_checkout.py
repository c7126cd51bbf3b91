"""Aggregates are nobody else's while somebody has them, and of several versions only the newest stays."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from domain.contact.aggregate import Contact
from domain.kernel.envelope import Envelope
from infrastructure.events.checkout import ALIKE, CheckOut

ENV = Envelope(uuid4(), "system:test", datetime.now(UTC), uuid4())
pytestmark = pytest.mark.req("PF-01")


def made(contact_id: UUID, renamed: int = 0) -> Contact:
    contact = Contact.create(contact_id, ENV, name="Ann", source="email")
    for number in range(renamed):
        contact.rename(ENV, f"Ann {number}")
    return contact


def test_one_at_a_time_has_an_instance() -> None:
    cache, contact = CheckOut(10), made(uuid4())
    cache.put([contact])
    assert cache.take(contact.id) is contact
    assert cache.take(contact.id) is None


def test_what_is_put_back_twice_is_given_once() -> None:
    cache, contact = CheckOut(10), made(uuid4())
    cache.put([contact])
    cache.put([contact])
    assert cache.take_all([contact.id, contact.id]) == {contact.id: contact}
    assert cache.take(contact.id) is None


def test_several_may_have_instances_of_their_own() -> None:
    cache, contact_id = CheckOut(10), uuid4()
    cache.put([made(contact_id) for _ in range(ALIKE + 3)])
    taken = [cache.take(contact_id) for _ in range(ALIKE + 1)]
    assert taken.pop() is None
    assert len({id(one) for one in taken}) == ALIKE


def test_a_newer_version_ends_older_ones() -> None:
    cache, contact_id = CheckOut(10), uuid4()
    newer = made(contact_id, renamed=1)
    cache.put([made(contact_id), made(contact_id), newer, made(contact_id)])
    assert cache.take(contact_id) is newer
    assert cache.take(contact_id) is None


def test_those_used_longest_ago_go_first() -> None:
    cache = CheckOut(2)
    first, second, third = (made(uuid4()) for _ in range(3))
    cache.put([first, second])
    cache.put([first, third])
    assert cache.take(second.id) is None
    assert cache.take(first.id) is first
    assert cache.take(third.id) is third


def test_what_is_dropped_is_gone() -> None:
    cache, contact_id = CheckOut(10), uuid4()
    cache.put([made(contact_id), made(contact_id)])
    cache.drop([contact_id, uuid4()])
    assert cache.take(contact_id) is None
