"""By which channels somebody can be answered, and why not by the others."""

import pytest
from hypothesis import given as property_of
from hypothesis import strategies as st

from domain.channels.kinds import KINDS, kind_of
from domain.channels.ways import ADVICE, MOST_ADDRESSES, SENDING, Line, Reached, way, ways
from tests.support.given import uid

DESK, FORM = uid("desk"), uid("form")
JO = (Reached("phone", "+48221234567"), Reached("email", "jo@x.example"), Reached("email", "jo@y.example"))

lines = st.builds(
    Line,
    channel_id=st.sampled_from([DESK, FORM]),
    kind=st.sampled_from(sorted(KINDS)),
    state=st.sampled_from(["connecting", "connected", "paused", "degraded", "disconnected"]),
    own=st.booleans(),
    elsewhere=st.booleans(),
)
reached = st.lists(
    st.builds(Reached, st.sampled_from(["email", "phone", "cookie"]), st.sampled_from(["a", "b", "c"])),
    max_size=30,
)


@pytest.mark.req("CNV-05")
@pytest.mark.parametrize("state", sorted(SENDING))
def test_a_mailbox_writes_to_whoever_has_an_address(state: str) -> None:
    found = way(Line(DESK, "email", state), JO)
    assert (found.allowed, found.reason, found.advice) == (True, "", "")
    assert (found.channel_id, found.identity) == (DESK, "email")
    assert found.addresses == ("jo@x.example", "jo@y.example")


@pytest.mark.req("CNV-05")
@pytest.mark.parametrize(
    ("line", "known", "reason"),
    [
        (Line(DESK, "email", "paused"), JO, "channel_paused"),
        (Line(DESK, "email", "connecting"), JO, "channel_connecting"),
        (Line(DESK, "email", "disconnected"), (), "channel_disconnected"),
        (Line(DESK, "email", "connected"), JO[:1], "no_identity"),
        (Line(DESK, "email", "connected", own=True), (), ""),
        (Line(FORM, "form", "connected"), JO, "cannot_begin"),
        (Line(FORM, "form", "connected", own=True), JO, ""),
        (Line(FORM, "form", "paused", own=True), JO, "channel_paused"),
        (Line(DESK, "chat", "connected", own=True, elsewhere=True), (), "visitor_elsewhere"),
        (Line(DESK, "chat", "paused", own=True, elsewhere=True), (), "channel_paused"),
        (Line(DESK, "email", "connected", elsewhere=True), JO, ""),
    ],
)
def test_the_first_rule_against_it_is_the_reason_and_says_what_to_do(
    line: Line, known: tuple[Reached, ...], reason: str
) -> None:
    found = way(line, known)
    assert (found.reason, found.advice) == (reason, ADVICE.get(reason, ""))
    assert found.allowed is (reason == "")


@pytest.mark.req("CNV-05")
def test_an_address_is_named_once_and_not_too_many_of_them() -> None:
    many = [Reached("email", f"{number // 2}@x.example") for number in range(2 * MOST_ADDRESSES + 2)]
    found = way(Line(DESK, "email", "connected"), many)
    assert found.addresses == tuple(f"{number}@x.example" for number in range(MOST_ADDRESSES))


@pytest.mark.req("CNV-05")
@property_of(st.lists(lines, max_size=5), reached)
def test_every_channel_is_told_of_in_its_order_and_every_no_has_words(
    asked: list[Line], known: list[Reached]
) -> None:
    found = ways(asked, known)
    assert [one.channel_id for one in found] == [one.channel_id for one in asked]
    for line, one in zip(asked, found, strict=True):
        assert one.allowed or one.advice
        assert one.allowed <= (line.state in SENDING and (line.own or bool(one.addresses)))
        rules = kind_of(line.kind)
        assert set(one.addresses) <= {rules.reaches(each.kind, each.value) for each in known}
        assert rules.identity == "whatsapp_id" or set(one.addresses) <= {
            each.value for each in known if each.kind == rules.identity
        }
