"""The team's signature: its limits, its tokens, and when a channel takes one (EML-08, EML-09, EML-10)."""

from html import escape

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.channel import events
from domain.channel.aggregate import Channel
from domain.channel.signature import LONGEST, Signature, filled, names_of
from domain.channel.steps import NotConnected, StepRefused
from domain.channels.email_kind import FromNameNotSupported
from domain.channels.kinds import kind_of
from domain.kernel.refusal import InvalidInput
from tests.support.given import Given, env, given, uid

ANN = Signature("markdown", "**{{agent.name}}**")


def at_details(provider: str = "other") -> Given[Channel]:
    channel = Channel.start(uid("channel"), env(), kind="email", inbox_id=uid("inbox"))
    return given(
        channel,
        lambda it: it.choose_provider(env(), provider),
        lambda it: it.accept_terms(env(), text_version="1", text_hash="00", language="en"),
        lambda it: it.set_address(env(), "help@example.org", uid("claim")),
        lambda it: it.issue_hosted_address(env(), "h-1@in.example.org"),
    )


@pytest.mark.req("EML-09")
def test_a_signature_is_set_with_the_details_changed_and_taken_away() -> None:
    channel = at_details()
    channel.when(lambda it: it.set_signature(env(), ANN)).then(
        (events.SignatureSet, {"format": "markdown", "source": "**{{agent.name}}**"})
    )
    signed = given(channel.aggregate, lambda it: it.set_signature(env(), ANN)).aggregate
    assert signed.signature == ANN
    both = Given(signed, channel.history)
    both.when(lambda it: it.set_signature(env(), Signature("html", "  "))).then_nothing()
    signed.set_signature(env(), Signature("html", " "))
    assert signed.signature == Signature()


@pytest.mark.req("EML-09")
def test_the_same_signature_is_no_change() -> None:
    channel = at_details()
    channel.aggregate.set_signature(env(), ANN)
    before = channel.aggregate.version
    channel.aggregate.set_signature(env(), Signature("markdown", f" {ANN.source}\n"))
    assert channel.aggregate.version == before


@pytest.mark.req("EML-06", "EML-09")
def test_a_signature_is_refused_before_its_step_and_after_the_end() -> None:
    begun = given(Channel.start(uid("channel"), env(), kind="email", inbox_id=uid("inbox")))
    begun.when(lambda it: it.set_signature(env(), ANN)).then_refused(StepRefused, "choose the provider")
    ended = given(begun.aggregate, lambda it: it.disconnect(env())).aggregate
    with pytest.raises(NotConnected):
        ended.set_signature(env(), ANN)


@pytest.mark.req("EML-10")
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (Signature("rtf", "x"), "format"),
        (Signature("html", "x" * (LONGEST + 1)), "source"),
        (Signature("html", "{{contact.name}}"), "source"),
        (Signature("markdown", "{{agent.name"), "source"),
    ],
)
def test_what_cannot_be_a_signature_says_what_can(wrong: Signature, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        wrong.checked()
    assert refused.value.field == field


@pytest.mark.req("EML-10")
@pytest.mark.parametrize(
    ("agent", "first", "last"),
    [("Ann Maria Field", "Ann", "Maria Field"), ("Bo", "Bo", ""), ("", "", ""), ("  Cy   Roe ", "Cy", "Roe")],
)
def test_tokens_are_the_whole_name_its_first_word_and_the_rest(agent: str, first: str, last: str) -> None:
    names = names_of(agent)
    text = filled("{{agent.first_name}}/{{ agent.last_name }}/{{agent.name}}", names)
    assert text == f"{first}/{last}/{' '.join(agent.split())}"


@pytest.mark.req("EML-10", "SE-04")
@for_all(st.text(max_size=60))
def test_no_name_adds_markup_and_none_is_left_unfilled(agent: str) -> None:
    made = filled("<b>{{agent.name|Us}}</b>{{agent.last_name}}", names_of(agent), escape)
    assert made.count("<") == 2
    assert made.startswith("<b>Us</b>") or agent.split()


@pytest.mark.req("EML-08")
def test_office_365_names_the_sender_itself() -> None:
    email = kind_of("email")
    for name in ("company", "agent_and_company"):
        with pytest.raises(FromNameNotSupported, match="mailbox's own"):
            email.check_from_name("office365", name)
        email.check_from_name("gmail", name)
    email.check_from_name("office365", "mailbox")
    for kind, provider in (("email", "other"), ("email", "gmail"), ("form", "")):
        with pytest.raises(InvalidInput):
            kind_of(kind).check_from_name(provider, "mailbox")
    kind_of("form").check_from_name("", "company")


@pytest.mark.req("EML-07", "EML-08")
def test_only_a_mailbox_with_its_own_name_needs_no_companys() -> None:
    channel = at_details()
    channel.when(
        lambda it: it.set_sender_details(env(), from_name="mailbox", company_name=" ", from_address="")
    ).then((events.SenderDetailsSet, {"from_name": "mailbox", "company_name": ""}))
    channel.when(
        lambda it: it.set_sender_details(env(), from_name="company", company_name=" ", from_address="")
    ).then_refused(InvalidInput, "company_name")
