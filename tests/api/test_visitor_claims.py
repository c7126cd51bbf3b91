"""What a page said of its visitor goes along with their token: sealed, small, and no longer than it was said (CHT-10, SE-03)."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.visitor_claims import opened, sealed
from api.visitor_identity import Identity
from api.visitor_tokens import Visitor, read, token, vouched

SECRET, OTHER = b"s" * 32, b"t" * 32
NOW = 1_800_000_000
ANN = Identity("customer-42", "ann.lee@customer.example", "Ann Lee", NOW + 3600.0)
pytestmark = pytest.mark.req("CHT-10", "SE-03")
words = st.text(st.characters(codec="utf-8"), max_size=200)


@given(words, words, words, st.floats(NOW + 1, NOW + 86_400), st.uuids())
def test_it_is_what_was_said_for_as_long_as_it_was_said_of_that_channel_and_secret(
    subject: str, email: str, name: str, until: float, channel: UUID
) -> None:
    said = Identity(subject, email, name, until)
    claims = sealed(SECRET, channel, 3, said)
    assert opened(SECRET, channel, 3, claims, NOW) == said
    assert opened(SECRET, channel, 3, claims, until) is None
    assert opened(SECRET, channel, 4, claims, NOW) is None
    assert opened(OTHER, channel, 3, claims, NOW) is None
    assert opened(SECRET, uuid4(), 3, claims, NOW) is None


@given(st.text(max_size=200))
def test_what_was_not_sealed_says_nothing(claims: str) -> None:
    assert opened(SECRET, uuid4(), 1, claims, NOW) is None


@pytest.mark.req("SE-06")
def test_a_token_with_it_is_small_and_tells_nobody_anything() -> None:
    channel = uuid4()
    claims = sealed(SECRET, channel, 1, ANN)
    known = Visitor(uuid4(), NOW, vouched(SECRET, channel, ANN.subject), claims)
    made = token(SECRET, channel, known)
    assert read(SECRET, channel, made, NOW) == known
    assert len(made) < 300
    assert sealed(SECRET, channel, 1, ANN) != claims
    longest = Identity("ü" * 200, "e" * 254, "ł" * 200, NOW + 1.0)
    made = token(SECRET, channel, Visitor(uuid4(), NOW, "0" * 16, sealed(SECRET, channel, 1, longest)))
    assert read(SECRET, channel, made, NOW) is not None
    assert len(made) < 1_700
