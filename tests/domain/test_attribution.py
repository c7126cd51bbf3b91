"""Whom a message that passes another one on belongs to, rule by rule."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as property_of
from hypothesis import strategies as st

from domain.conversation.attribution import AttributionFacts, decide

FACTS = AttributionFacts(header_why="from", readable=True, by_user=True, authenticated=None)
situations = st.builds(
    AttributionFacts,
    header_why=st.sampled_from(["from", "reply_to", "x_original_sender"]),
    readable=st.booleans(),
    by_user=st.booleans(),
    authenticated=st.none() | st.booleans(),
    original_is_ours=st.booleans(),
    original_is_forwarder=st.booleans(),
    forwarded_to=st.sampled_from(["original", "forwarder"]),
    forwards_by=st.sampled_from(["users", "anyone"]),
)


@pytest.mark.req("EML-14")
@pytest.mark.parametrize(
    ("changes", "why", "reason"),
    [
        ({}, "forwarded_original", "forwarded_by_user"),
        ({"authenticated": True}, "forwarded_original", "forwarded_by_user"),
        ({"authenticated": False}, "from", "sender_not_authenticated"),
        ({"by_user": False}, "from", "not_a_user"),
        ({"by_user": False, "header_why": "reply_to"}, "reply_to", "not_a_user"),
        ({"by_user": False, "forwards_by": "anyone"}, "forwarded_original", "anyone_may_forward"),
        ({"authenticated": False, "forwards_by": "anyone"}, "forwarded_original", "forwarded_by_user"),
        ({"forwarded_to": "forwarder"}, "forwarder", "switched_off"),
        ({"readable": False}, "forwarder", "unparsed"),
        ({"readable": False, "by_user": False}, "from", "not_a_user"),
        ({"original_is_ours": True}, "forwarder", "original_is_ours"),
        ({"original_is_forwarder": True}, "forwarder", "original_is_forwarder"),
    ],
)
def test_each_rule(changes: dict[str, Any], why: str, reason: str) -> None:
    decision = decide(replace(FACTS, **changes))
    assert (decision.why, decision.reasons, decision.policy) == (why, (reason,), "attribution@1")


@pytest.mark.req("EML-14")
@property_of(situations)
def test_nobody_but_a_user_names_somebody_else_unless_the_account_lets_anyone(
    facts: AttributionFacts,
) -> None:
    decision = decide(facts)
    assert decision.reasons
    if decision.why == "forwarded_original":
        assert facts.readable
        assert facts.forwarded_to == "original"
        assert facts.forwards_by == "anyone" or (facts.by_user and facts.authenticated is not False)
