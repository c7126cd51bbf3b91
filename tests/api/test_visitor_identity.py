"""What a page says of its visitor is believed only where its own server signed it, for now, for this chat (CHT-10, SE-03)."""

import base64
import hmac
import json
import warnings
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from api.visitor_identity import LONGEST_SECONDS, Identity, IdentityRefused, verified

SECRET, OTHER = b"k" * 32, b"o" * 32
NOW = 1_800_000_000.0
SAID: dict[str, Any] = {
    "sub": "42",
    "email": "Ann@Customer.Example",
    "name": " Ann  Lee ",
    "iat": NOW,
    "exp": NOW + 600,
}
pytestmark = pytest.mark.req("CHT-10", "SE-03")


def signed(secret: bytes = SECRET, **claims: Any) -> str:
    said = {name: value for name, value in (SAID | claims).items() if value is not None}
    return jwt.encode({"alg": "HS256", "typ": "JWT"}, said, OctKey.import_key(secret))


def part(said: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()


def test_a_signed_identity_is_believed() -> None:
    assert verified(signed(), SECRET, NOW) == Identity("42", "ann@customer.example", "Ann Lee", NOW + 600.0)
    assert verified(signed(email=None, name=None), SECRET, NOW) == Identity("42", until=NOW + 600.0)
    assert verified(signed(), SECRET, NOW + 599).subject == "42"


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": None}, {"sub": ""}, {"sub": 7}, {"sub": "x" * 201}, {"sub": ["a"]}, {"email": "no address"}, {"email": 7},
        {"name": {"a": 1}}, {"iat": None}, {"exp": None}, {"exp": "soon"}, {"exp": True}, {"exp": NOW}, {"exp": NOW - 1},
        {"exp": float("1e300")}, {"iat": NOW + 61}, {"nbf": NOW + 61}, {"exp": NOW + LONGEST_SECONDS + 1},
        {"iat": NOW - LONGEST_SECONDS, "exp": NOW + 1},
    ],
)  # fmt: skip
def test_claims_that_do_not_fit_are_refused(claims: dict[str, Any]) -> None:
    with pytest.raises(IdentityRefused) as refused:
        verified(signed(**claims), SECRET, NOW)
    assert (refused.value.code, refused.value.status) == ("identity_refused", 401)


def test_another_secret_or_none_is_refused() -> None:
    for secret in (OTHER, None):
        with pytest.raises(IdentityRefused):
            verified(signed(), secret, NOW)


def test_the_same_token_is_refused_as_soon_as_it_has_expired() -> None:
    given_out = signed()
    assert verified(given_out, SECRET, NOW + 1).subject == "42"
    with pytest.raises(IdentityRefused, match="expired"):
        verified(given_out, SECRET, NOW + 600)


def test_no_other_algorithm_is_taken_for_it() -> None:
    header, claims, _ = signed().split(".")
    unsigned = [f"{part({'alg': alg})}.{claims}." for alg in ("none", "None", "NONE", "")]
    other = [jwt.encode({"alg": "RS256"}, SAID, RSAKey.generate_key(2048))]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        longer = jwt.encode({"alg": "HS512"}, SAID, OctKey.import_key(SECRET), algorithms=["HS512"])
    said_to_be_rsa = f"{part({'alg': 'RS256'})}.{claims}"
    mac = (
        base64.urlsafe_b64encode(hmac.digest(SECRET, said_to_be_rsa.encode(), "sha256")).rstrip(b"=").decode()
    )
    for token in (
        *unsigned,
        *other,
        longer,
        f"{said_to_be_rsa}.{mac}",
        f"{header}.{claims}",
        f"{header}.{claims}.",
    ):
        with pytest.raises(IdentityRefused):
            verified(token, SECRET, NOW)


@given(st.one_of(st.text(max_size=300), st.text("ey.JhbGciOiJI", max_size=200)))
def test_whatever_else_is_sent_is_refused_and_nothing_worse(text: str) -> None:
    with pytest.raises(IdentityRefused):
        verified(text, SECRET, NOW)


def test_a_changed_letter_is_refused() -> None:
    whole = signed()
    for place in range(0, len(whole) - 1, 3):
        changed = whole[:place] + ("A" if whole[place] != "A" else "B") + whole[place + 1 :]
        with pytest.raises(IdentityRefused):
            verified(changed, SECRET, NOW)
    with pytest.raises(IdentityRefused):
        verified(whole + "x" * 5_000, SECRET, NOW)
