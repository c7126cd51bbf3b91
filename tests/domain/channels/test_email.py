# ruff: noqa: RUF001 - such characters are what is tested
"""Addresses, hosted addresses, message ids, reply tokens and subjects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.channels.email import (
    base_subject,
    hosted_address,
    is_address,
    make_reply_key,
    normalise_address,
    normalise_message_id,
    outgoing_message_id,
    reply_key_of,
    reply_subject,
    split_hosted,
    split_plus,
    verify_reply_key,
)

MESSAGE = "0123456789abcdef0123456789abcdef"
KEY = make_reply_key(b"secret of the account", MESSAGE)


@pytest.mark.req("EML-02", "EML-15")
@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Ann@Example.ORG", "ann@example.org"),
        ("  ann@example.org. ", "ann@example.org"),
        ("ann+shop@example.org", "ann+shop@example.org"),
        ("Jörg@bücher.example", "jörg@xn--bcher-kva.example"),
        ("jo\u0308rg@xn--bcher-kva.EXAMPLE", "jörg@xn--bcher-kva.example"),
        ("a@" + "ü" * 80 + ".example", "a@" + "ü" * 80 + ".example"),
        ("not an address", "not an address"),
    ],
)
def test_two_spellings_of_an_address_compare_equal(written: str, compared: str) -> None:
    assert normalise_address(written) == compared


@given(st.text(max_size=80))
def test_normalising_never_raises_and_twice_is_once(text: str) -> None:
    once = normalise_address(text)
    assert normalise_address(once) == once


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("a@b.example", True),
        ('"a b"@c.example', True),
        ("jörg@b.example", True),
        ("a@b@c", False),
        ("a b@c.example", False),
        ("a@b.example\r\nBcc: x@y", False),
        ("@b.example", False),
        ("a@", False),
        ("a@b.example\0", False),
        ("a" * 320 + "@b.example", False),
    ],
)
def test_what_is_an_address(text: str, good: bool) -> None:
    assert is_address(text) is good


@pytest.mark.req("EML-16")
def test_a_reply_key_is_known_again_by_any_secret_of_the_account_and_by_no_other() -> None:
    assert verify_reply_key([b"newer", b"secret of the account"], KEY) == MESSAGE
    assert verify_reply_key([b"of another account"], KEY) is None
    assert verify_reply_key([b"secret of the account"], KEY[:-1] + ("0" if KEY[-1] != "0" else "1")) is None
    assert verify_reply_key([b"secret of the account"], "no key") is None


@pytest.mark.req("EML-16")
def test_the_reply_key_comes_back_out_of_our_message_id() -> None:
    ours = outgoing_message_id(b"secret of the account", MESSAGE, "in.example.org")
    assert ours == f"{KEY}@in.example.org"
    assert reply_key_of(ours) == KEY
    assert reply_key_of("CAF-123.456@mail.example.org") is None


@pytest.mark.req("EML-04")
def test_a_hosted_address_splits_into_what_it_was_made_of() -> None:
    assert split_hosted(hosted_address("k3x9", "in.example.org")) == ("k3x9", "in.example.org", "")
    assert split_hosted(hosted_address("k3x9", "in.example.org", KEY).upper()) == (
        "k3x9",
        "in.example.org",
        KEY,
    )
    assert split_hosted("support@in.example.org") is None
    assert split_hosted("h-k3x9+shop@in.example.org") is None
    assert split_hosted("h-k3x9") is None


def test_a_plus_part_is_split_off() -> None:
    assert split_plus("ann+a+b@x.example") == ("ann@x.example", "a+b")
    assert split_plus("ann@x.example") == ("ann@x.example", "")
    assert split_plus("+ann@x.example") == ("+ann@x.example", "")


@pytest.mark.parametrize(
    ("value", "bare"),
    [
        ("<a@b>", "a@b"),
        (" <a@ b> (comment)", "a@b"),
        ("a@b", "a@b"),
        ("<<a@b>>", "<a@b>"),
        ("", ""),
        ("> <", "><"),
    ],
)
def test_a_message_id_without_its_brackets(value: str, bare: str) -> None:
    assert normalise_message_id(value) == bare


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Re: AW: Fwd: Order 12", "Order 12"),
        ("RE[2]: Order", "Order"),
        ("Re : Order", "Order"),
        ("回复：订单", "订单"),
        ("Regarding: order", "Regarding: order"),
        ("Re:", "Re:"),
        ("", ""),
    ],
)
def test_reply_marks_are_dropped(subject: str, bare: str) -> None:
    assert base_subject(subject) == bare


@given(st.text(max_size=60))
def test_an_answer_has_one_reply_mark_however_often_it_is_answered(subject: str) -> None:
    once = reply_subject(subject)
    assert once.startswith("Re:")
    assert reply_subject(once) == once or base_subject(once) == once
