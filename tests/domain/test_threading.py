"""Which conversation a message belongs to, and that a stranger never joins one silently."""

from dataclasses import replace

import pytest
from hypothesis import given as property_of
from hypothesis import strategies as st

from domain.conversation.threading import Match, ThreadingFacts, decide, objection
from tests.support.given import uid

ANN, BEN = uid("ann"), uid("ben")
HERE, THERE = uid("conversation"), uid("other conversation")
MATCH = Match("in_reply_to", "<1@example.org>", HERE, ANN, uid("channel"))
FACTS = ThreadingFacts(uid("channel"), (MATCH,), ANN)

ids = st.sampled_from([ANN, BEN])
matches = st.builds(
    Match,
    by=st.sampled_from(["token", "in_reply_to", "references"]),
    conversation_id=st.none() | st.sampled_from([HERE, THERE]),
    contact_id=ids,
    channel_id=st.sampled_from([uid("channel"), uid("other")]),
)
situations = st.builds(
    ThreadingFacts,
    channel_id=st.just(uid("channel")),
    matches=st.lists(matches, max_size=5).map(tuple),
    sender_contact_id=st.none() | ids,
)


@pytest.mark.req("EML-16")
def test_a_reply_of_the_contact_joins() -> None:
    decision = decide(FACTS)
    assert (decision.outcome, decision.by, decision.matched_id) == ("joined", "in_reply_to", HERE)
    assert (decision.reasons, decision.evidence) == (("sender_is_contact",), ("<1@example.org>",))


@pytest.mark.req("EML-16")
@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (
            replace(FACTS, sender_contact_id=BEN, matches=(replace(MATCH, addressed=True),)),
            "sender_was_addressed",
        ),
        (replace(FACTS, sender_contact_id=None, sender_is_user=True), "sender_is_user"),
    ],
)
def test_others_join_if_they_were_addressed_or_are_ours(facts: ThreadingFacts, reason: str) -> None:
    assert (decide(facts).outcome, decide(facts).reasons) == ("joined", (reason,))


@pytest.mark.req("EML-16", "SE-04")
def test_a_sender_that_is_not_proven_joins_by_a_token_only() -> None:
    forged = replace(FACTS, sender_authenticated=False)
    assert decide(forged).reasons == ("sender_not_authenticated",)
    assert decide(forged).outcome == "set_apart"
    assert decide(replace(forged, matches=(replace(MATCH, by="token"),))).outcome == "joined"
    proven = decide(replace(FACTS, sender_authenticated=True))
    assert proven.reasons == ("sender_is_contact", "sender_authenticated")


@pytest.mark.req("EML-16", "PRV-08")
@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (replace(FACTS, sender_contact_id=BEN), "sender_mismatch"),
        (replace(FACTS, sender_contact_id=None), "sender_mismatch"),
        (replace(FACTS, channel_id=uid("other")), "other_channel"),
        (replace(FACTS, matches=(replace(MATCH, erased=True),)), "contact_erased"),
        (
            replace(FACTS, sender_contact_id=None, matches=(replace(MATCH, contact_id=None),)),
            "sender_mismatch",
        ),
    ],
)
def test_what_speaks_against_a_match_sets_the_message_apart(facts: ThreadingFacts, reason: str) -> None:
    decision = decide(facts)
    assert (decision.outcome, decision.matched_id, decision.reasons) == ("set_apart", HERE, (reason,))
    assert decision.evidence == ("<1@example.org>",)


@pytest.mark.req("EML-16")
def test_without_a_match_a_conversation_starts() -> None:
    nowhere = replace(MATCH, conversation_id=None)
    assert decide(replace(FACTS, matches=())).reasons == ("no_reference",)
    assert decide(replace(FACTS, matches=(nowhere, nowhere))).reasons == ("unknown_reference",)
    assert (decide(replace(FACTS, matches=(nowhere,))).outcome, decide(FACTS).policy) == (
        "started",
        "threading@4",
    )


@pytest.mark.req("EML-16")
def test_a_forged_token_is_no_match() -> None:
    decision = decide(replace(FACTS, matches=(replace(MATCH, by="token", verified=False),)))
    assert (decision.outcome, decision.reasons, decision.matched_id) == ("started", ("token_not_ours",), None)


@pytest.mark.req("EML-16")
def test_a_later_match_is_followed_where_the_first_cannot_be() -> None:
    strange = replace(MATCH, by="token", conversation_id=THERE, contact_id=BEN)
    assert decide(replace(FACTS, matches=(strange, MATCH))).matched_id == HERE


@pytest.mark.req("EML-16")
@property_of(situations)
def test_the_decision_is_total_and_no_stranger_joins(facts: ThreadingFacts) -> None:
    decision = decide(facts)
    assert decision.reasons
    assert (decision.outcome == "started") == (decision.matched_id is None)
    if decision.outcome == "joined":
        assert any(
            match.conversation_id == decision.matched_id and match.verified and not objection(match, facts)
            for match in facts.matches
        )
