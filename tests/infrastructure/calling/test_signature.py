"""The signature of Twilio's requests, held against what Twilio publishes (CAL-03, SE-03)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrastructure.calling.signature import genuine, is_signature, signature, written
from tests.support.providers.twilio_hooks import signed

TOKEN, URL = "12345", "https://mycompany.com/myapp.php?foo=1&bar=2"
FORM = {
    "CallSid": "CA1234567890ABCDE", "Digits": "1234", "From": "+14158675309", "To": "+18005551212",
    "Caller": "+14158675309",
}  # fmt: skip
DOCUMENTED = "RSOYDt4T1cUTdK1PDd93/VVr8B8="


@pytest.mark.req("CAL-03", "SE-03")
@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (URL, DOCUMENTED),
        (URL, "kvajT1Ptam85bY51eRf/AJRuM3w="),
        ("https://mycompany.com:443/myapp.php?foo=1&bar=2", DOCUMENTED),
        ("https://mycompany.com:1234/myapp.php?foo=1&bar=2", DOCUMENTED),
        ("https://mycompany.com:1234/myapp.php?foo=1&bar=2", "CYn1h0gLBdNxDGkKJg6hYohgeD8="),
        ("http://mycompany.com/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4="),
        ("http://mycompany.com:1234/myapp.php?foo=1&bar=2", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
        ("https://MyCompany.com/myapp.php?foo=1&bar=2", "g9IN/x4Cft2g517EjYvEvM/W7LU="),
        ("http://username:password@MyCompany.com/myapp.php?foo=1&bar=2", "PJ08CxXr7KLPjEQCTc8LkUSMwSM="),
    ],
)
def test_signatures_that_twilio_publishes_are_believed(url: str, shown: str) -> None:
    assert genuine(TOKEN, url, FORM.items(), shown)
    assert genuine(TOKEN, url, reversed(FORM.items()), f" {shown}")


@pytest.mark.req("CAL-03", "SE-03")
def test_of_values_that_are_posted_twice_each_counts_once() -> None:
    pairs = [
        ("Sid", "CA123"),
        ("SidAccount", "AC123"),
        ("Digits", "5678"),
        ("Digits", "1234"),
        ("Digits", "1234"),
    ]
    shown = "IK+Dwps556ElfBT0I3Rgjkr1wJU="
    assert signature(TOKEN, URL, pairs) == shown
    assert genuine(TOKEN, URL, pairs, shown)


@pytest.mark.req("CAL-03", "SE-03")
@pytest.mark.parametrize(
    ("token", "url", "change", "shown"),
    [
        ("12346", URL, {}, DOCUMENTED),
        ("", URL, {}, DOCUMENTED),
        (TOKEN, f"{URL}&extra=1", {}, DOCUMENTED),
        (TOKEN, URL.replace("https", "http"), {}, DOCUMENTED),
        (TOKEN, URL, {"Digits": "1235"}, DOCUMENTED),
        (TOKEN, URL, {"More": ""}, DOCUMENTED),
        (TOKEN, URL, {}, ""),
        (TOKEN, URL, {}, DOCUMENTED[:-1]),
        (TOKEN, URL, {}, DOCUMENTED.lower()),
        (TOKEN, URL, {}, "ż" * 28),
        (TOKEN, URL, {}, DOCUMENTED * 100),
    ],
)
def test_whatever_else_is_shown_is_not(token: str, url: str, change: dict[str, str], shown: str) -> None:
    assert not genuine(token, url, (FORM | change).items(), shown)


@pytest.mark.req("CAL-03")
def test_nobody_signs_by_no_token() -> None:
    assert not genuine("", URL, FORM.items(), signature("", URL, FORM.items()))


@pytest.mark.req("CAL-03", "SE-03")
@given(
    st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=8), st.text(min_size=1, max_size=40)
)
def test_what_our_twilio_signs_is_believed_and_nothing_else(form: dict[str, str], token: str) -> None:
    shown = signed(token, URL, form)["X-Twilio-Signature"]
    assert genuine(token, URL, form.items(), shown)
    assert not genuine(token + "x", URL, form.items(), shown)
    assert not genuine(token, URL, [*form.items(), ("unsigned", "1")], shown)


@pytest.mark.req("CAL-03")
def test_an_address_is_written_with_its_port_and_without() -> None:
    assert written("https://a.example/x?y=1") == ("https://a.example/x?y=1", "https://a.example:443/x?y=1")
    assert written("http://a.example:8000/x") == ("http://a.example/x", "http://a.example:8000/x")
    assert written("http://[::1]:8000/x") == ("http://[::1]/x", "http://[::1]:8000/x")
    assert written("http://[::1]/x") == ("http://[::1]/x", "http://[::1]:80/x")


@pytest.mark.req("CAL-03", "SE-03")
def test_what_has_not_a_signatures_shape_is_none() -> None:
    shown = signature("token", "https://postroom.example/x", [])
    assert is_signature(shown)
    assert is_signature(f" {shown} ")
    for wrong in (
        "",
        shown[:-1],
        shown + "=",
        "x" + shown,
        shown.replace("=", "ż"),
        shown[:-1] + "-",
        "=" * 28,
    ):
        assert not is_signature(wrong)
