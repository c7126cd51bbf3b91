"""What is asked of providers, and what their failures mean: pauses, limits, places that are closed."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from infrastructure.egress import Egress
from infrastructure.mailboxes.gmail import judged
from infrastructure.mailboxes.http import LONGEST_PAUSE, Http, retry_after
from infrastructure.mailboxes.oauth import challenge_of, new_verifier
from infrastructure.mailboxes.offered import egress_to, names, offered
from infrastructure.mailboxes.port import (
    AuthorizationLost,
    MailboxError,
    Outbound,
    RateLimited,
    Refused,
    Temporary,
    TokenRefused,
    Uncertain,
)
from infrastructure.settings import Settings
from tests.support.providers.gmail_desk import settings_at
from tests.support.providers.gmail_http import Failure, Google, error, running_google
from tests.support.providers.gmail_login import CLIENT

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def running() -> Iterator[Google]:
    with running_google() as google:
        yield google


@pytest.fixture
def google(running: Google) -> Google:
    running.failures.clear()
    return running


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120), (" 7 ", 7), ("Sun, 22 Nov 2026 12:05:00 GMT", 300), ("Sun, 22 Nov 2026 11:05:00 GMT", 0),
        ("Sun, 22 Nov 2026 12:05:00 -0000", 300), ("", None), ("soon", None), ("-5", None), ("٣", None),
        ("9999999999", LONGEST_PAUSE), ("Sun, 22 Nov 2099 12:05:00 GMT", LONGEST_PAUSE),
    ],
)  # fmt: skip
def test_a_pause_is_read_as_seconds_or_as_a_date(header: str, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


@pytest.mark.req("EML-03")
@pytest.mark.parametrize(
    ("failure", "sending", "means"),
    [
        (Failure("/x", 401), False, TokenRefused),
        (Failure("/x", 429), False, RateLimited),
        (Failure("/x", 403, error(403, "Slow", "quotaExceeded", "")), False, RateLimited),
        (Failure("/x", 403, error(403, "No", "insufficientPermissions", "")), False, Refused),
        (Failure("/x", 403, {"error": ["odd"]}), False, Refused),
        (Failure("/x", 404), False, Refused),
        (Failure("/x", 500), False, Temporary),
        (Failure("/x", 500), True, Uncertain),
        (Failure("/x", 503), True, Temporary),
        (Failure("/x", 503, {}, {"Retry-After": "5"}), True, RateLimited),
        (Failure("/x"), False, Temporary),
        (Failure("/x"), True, Uncertain),
        (Failure("/x", 302, {"Location": "https://elsewhere.example/"}), False, Temporary),
    ],
)
def test_every_failure_is_one_of_the_ports_exceptions(
    google: Google, failure: Failure, sending: bool, means: type[MailboxError]
) -> None:  # fmt: skip
    google.failures.append(failure)
    with pytest.raises(MailboxError) as failed:
        Http(egress_to(google.url), judged).ask("GET", f"{google.url}/x", "token", sending=sending)
    assert type(failed.value) is means


@pytest.mark.req("SE-04")
def test_only_the_places_that_the_operator_names_are_open(google: Google) -> None:
    with pytest.raises(Temporary):
        Http(Egress(), judged).ask("GET", f"{google.url}/oauth2/v3/certs")
    assert Http(egress_to(google.url), judged).ask("GET", f"{google.url}/oauth2/v3/certs")["keys"]


@pytest.mark.req("EML-19")
def test_where_no_connection_was_made_nothing_can_have_been_sent() -> None:
    nobody = "http://127.0.0.1:1"
    with pytest.raises(Temporary):
        Http(egress_to(nobody), judged).ask("POST", nobody, sending=True, data=b"x")


@pytest.mark.req("EML-03")
def test_a_provider_is_offered_to_whom_it_is_registered() -> None:
    assert (names(Settings()), dict(offered(Settings()))) == (frozenset(), {})
    told = Settings(gmail_client_id=CLIENT)
    assert names(told) == frozenset(offered(told)) == frozenset({"gmail"})
    gmail = offered(told)["gmail"]
    assert not gmail.watches
    assert gmail.authorise_url(state="s", challenge="c", back="b").startswith(
        "https://accounts.google.com/o/oauth2/"
    )
    assert "hush" not in repr(Settings(gmail_client_secret="hush"))


def test_a_verifier_and_its_challenge_are_as_the_standard_has_them() -> None:
    assert len(new_verifier()) == 64
    assert (
        challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
        == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    )


@pytest.mark.req("EML-03")
def test_what_a_refresh_is_answered_with(google: Google) -> None:
    mailbox = offered(settings_at(google))["gmail"]
    with pytest.raises(AuthorizationLost, match="invalid_grant"):
        mailbox.refresh("1//revoked", NOW)
    google.login.refresh_tokens["1//good"] = "help@acme.example"
    grant = mailbox.refresh("1//good", NOW)
    assert (grant.refresh_token, grant.expires_at) == ("1//good", NOW + timedelta(seconds=3599))
    for failure in (
        Failure("/token", 401, {"error": "invalid_client"}),
        Failure("/token", 200, {"nothing": 1}),
        Failure("/token", 503),
    ):
        google.failures.append(failure)
        with pytest.raises(Temporary):
            mailbox.refresh("1//good", NOW)


@pytest.mark.req("SE-05")
def test_no_secret_is_in_what_is_shown_of_things(google: Google, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    mailbox = offered(settings_at(google))["gmail"]
    google.login.refresh_tokens["1//secret"] = "help@acme.example"
    google.mailbox("help@acme.example")
    grant = mailbox.refresh("1//secret", NOW)
    profile = mailbox.profile(grant.access_token)
    shown = f"{grant!r} {profile!r} {mailbox!r} {Outbound(b'raw text', '1@x', bcc=('boss@acme.example',))!r}"
    for secret in ("1//secret", grant.access_token, "google hush", "help@acme.example", "raw text", "boss@"):
        assert secret not in shown + caplog.text, secret
