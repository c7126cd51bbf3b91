"""Tokens of visitors: only what was signed here, for this chat, not too long ago, names anybody (CHT-11, SE-03)."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.visitor_tokens import EARLY, RENEWED, VALID, Visitor, id_of, is_old, read, token, vouched

SECRET, OTHER = b"s" * 32, b"t" * 32
NOW = 1_800_000_000
pytestmark = pytest.mark.req("CHT-11", "SE-03")
uuids = st.uuids()


@given(
    uuids,
    uuids,
    st.integers(0, VALID),
    st.sampled_from(["", "0123456789abcdef"]),
    st.sampled_from(["", "aB-_9"]),
)
def test_it_names_who_it_was_given_to_in_its_channel_only(
    who: UUID, channel: UUID, age: int, subject: str, claims: str
) -> None:
    visitor = Visitor(who, NOW - age, subject, claims)
    given_out = token(SECRET, channel, visitor)
    assert read(SECRET, channel, given_out, NOW) == visitor
    assert read(OTHER, channel, given_out, NOW) is None
    assert read(SECRET, uuid4(), given_out, NOW) is None
    assert read(SECRET, UUID(int=channel.int ^ (1 << 127)), given_out, NOW) is None
    assert subject not in ("", vouched(SECRET, channel, "x")) or visitor.vouched == ""


@given(uuids, st.integers(0, 122), st.characters(), st.sampled_from(["", "aB-_9"]))
def test_no_changed_token_names_anybody(who: UUID, place: int, letter: str, claims: str) -> None:
    channel = UUID(int=7)
    given_out = token(SECRET, channel, Visitor(who, NOW, claims=claims))
    place %= len(given_out)
    changed = given_out[:place] + letter + given_out[place + 1 :]
    assert changed == given_out or read(SECRET, channel, changed, NOW) is None
    assert read(SECRET, channel, given_out[:place], NOW) is None
    assert read(SECRET, channel, given_out + letter, NOW) is None


def test_it_ends_and_is_renewed_before() -> None:
    channel, visitor = uuid4(), Visitor(uuid4(), NOW)
    given_out = token(SECRET, channel, visitor)
    assert read(SECRET, channel, given_out, NOW + VALID) == visitor
    assert read(SECRET, channel, given_out, NOW + VALID + 1) is None
    assert read(SECRET, channel, given_out, NOW - EARLY - 1) is None
    assert not is_old(visitor, NOW + RENEWED)
    assert is_old(visitor, NOW + RENEWED + 1)
    assert is_old(replace(visitor, issued=0), NOW)


def test_a_person_of_a_page_is_the_same_everywhere_and_nobody_elsewhere() -> None:
    channel = uuid4()
    assert id_of(SECRET, channel, "7") == id_of(SECRET, channel, "7")
    apart = {
        id_of(SECRET, channel, "7"),
        id_of(SECRET, channel, "8"),
        id_of(SECRET, uuid4(), "7"),
        id_of(OTHER, channel, "7"),
    }
    assert len(apart) == 4
    assert vouched(SECRET, channel, "7") != vouched(SECRET, channel, "8")
    assert vouched(SECRET, channel, "7") not in id_of(SECRET, channel, "7").hex
    assert Visitor(channel, 0).actor == f"visitor:{channel.hex}"
