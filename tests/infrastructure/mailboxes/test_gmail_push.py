"""What Pub/Sub brings is believed by its signed token alone, and repeats do no harm (EML-03, SE-03)."""

import json
import time
from typing import Any

import pytest
from joserfc.jwk import RSAKey

from tests.support.mails import a_mail
from tests.support.providers.desk import BASE
from tests.support.providers.gmail_desk import GmailDesk
from tests.support.providers.gmail_http import Google
from tests.support.providers.gmail_login import push_body

AUDIENCE = f"{BASE}/hooks/gmail"


def pushed(desk: GmailDesk, authorization: str, body: bytes | None = None) -> int:
    told = push_body(desk.box.address, desk.box.history_id) if body is None else body
    return desk.flows.hear("gmail", authorization, {}, told, desk.now())[0]


def bearer(google: Google, **claims: Any) -> str:
    return f"Bearer {google.login.push_token(**{'aud': AUDIENCE, **claims})}"


@pytest.mark.req("EML-03", "RL-04")
def test_a_push_has_the_mailbox_read_at_once_and_twice_is_once(desk: GmailDesk, google: Google) -> None:
    desk.read()
    desk.box.deliver(a_mail("one"))
    assert not desk.due()
    for _ in range(3):
        assert pushed(desk, bearer(google)) == 204
    assert desk.due()
    assert desk.queued == [("mailbox", desk.world.account, desk.channel, desk.channel.hex)] * 3
    for _, account, channel, key in desk.queued:
        desk.reading(account, channel, key)
    assert [one.text.strip() for one in desk.received()] == ["one"]
    assert desk.accepted() == 1


@pytest.mark.req("SE-03")
@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "https://elsewhere.example/hooks/gmail"},
        {"aud": [AUDIENCE]},
        {"iss": "https://accounts.other.example"},
        {"email": "somebody@project.iam.gserviceaccount.com"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"exp": int(time.time()) - 3600},
        {"exp": "never"},
        {"iat": int(time.time()) + 3600},
    ],
)
def test_a_token_that_is_meant_otherwise_is_not_believed(
    desk: GmailDesk, google: Google, claims: dict[str, Any]
) -> None:
    assert pushed(desk, bearer(google, **claims)) == 401
    assert desk.queued == []


@pytest.mark.req("SE-03")
def test_what_google_did_not_sign_is_not_believed(desk: GmailDesk, google: Google) -> None:
    own, google.login.key = google.login.key, RSAKey.generate_key(2048, parameters={"kid": "forged"})
    forged = bearer(google)
    google.login.key = own
    for authorization in (forged, "", "Bearer", "Bearer x.y.z", f"Basic {forged.partition(' ')[2]}"):
        assert pushed(desk, authorization) == 401
    assert desk.queued == []


@pytest.mark.req("EML-03")
@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", json.dumps({"message": {"data": "!"}}).encode(), b"\xff"]
)
def test_what_cannot_be_read_is_taken_as_heard(desk: GmailDesk, google: Google, body: bytes) -> None:
    assert pushed(desk, bearer(google), body) == 204
    assert desk.queued == []


@pytest.mark.req("EML-03")
def test_a_mailbox_nobody_reads_is_no_error_and_a_provider_there_is_not_is(
    desk: GmailDesk, google: Google
) -> None:
    assert pushed(desk, bearer(google), push_body("nobody@acme.example", 1)) == 204
    assert desk.queued == []
    assert desk.flows.hear("pigeon", "", {}, b"", desk.now()) == (404, "", False)
