"""Our client of Twilio's REST API, against the fake over HTTP (CAL-01, CAL-02)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from infrastructure.calling.twilio import Credentials, Hooks, Placing
from infrastructure.calling.twilio import Twilio as Client
from infrastructure.mailboxes.port import (
    AuthorizationLost,
    MailboxError,
    RateLimited,
    Refused,
    Temporary,
    Uncertain,
)
from tests.support.providers.twilio import MP3, Leg, Twilio, now, sid

LINE, AGENT = "+48221234567", "+48501111111"
PLACING = Placing(AGENT, LINE, "https://postroom.example/outbound", "https://postroom.example/status", 20)


@pytest.mark.req("CAL-01")
def test_an_account_is_let_in_by_its_own_token_only(
    twilio: Twilio, client: Client, account: Credentials
) -> None:
    client.check(account)
    for wrong in (Credentials(account.account_sid, "another"), Credentials(sid("AC"), account.token)):
        with pytest.raises(AuthorizationLost, match="20003"):
            client.check(wrong)
    twilio.status = "suspended"
    with pytest.raises(Refused, match="account_inactive"):
        client.check(account)


@pytest.mark.req("CAL-01")
def test_all_pages_of_numbers_are_read(twilio: Twilio, client: Client, account: Credentials) -> None:
    twilio.page_size = 2
    there = [twilio.number(f"+4822123456{one}", f"Line {one}", voice=one != 3) for one in range(5)]
    found = client.numbers(account)
    assert [(one.number_sid, one.number, one.name, one.voice) for one in found] == [
        (one.sid, one.number, one.name, one.voice) for one in there
    ]
    assert twilio.count("GET", "IncomingPhoneNumbers.json") == 3


@pytest.mark.req("CAL-01")
def test_a_number_leads_to_us_and_away_again(twilio: Twilio, client: Client, account: Credentials) -> None:
    number = twilio.number(LINE)
    number.settings["VoiceApplicationSid"] = sid("AP")
    client.lead(
        account,
        number.sid,
        Hooks("https://p.example/voice", "https://p.example/fallback", "https://p.example/s"),
    )
    wanted = {"VoiceUrl": "https://p.example/voice", "VoiceFallbackUrl": "https://p.example/fallback"}
    assert number.settings.items() >= wanted.items()
    assert (number.settings["StatusCallback"], number.settings["VoiceApplicationSid"]) == (
        "https://p.example/s",
        "",
    )
    number.settings["StatusCallback"] = "https://elsewhere.example/s"
    client.leave(account, number.sid, "https://another.example/")
    assert number.settings.items() >= wanted.items(), "it leads to somebody else by now"
    client.leave(account, number.sid, "https://p.example/")
    assert (number.settings["VoiceUrl"], number.settings["VoiceFallbackUrl"]) == ("", "")
    assert number.settings["StatusCallback"] == "https://elsewhere.example/s"
    with pytest.raises(Refused, match="not_found"):
        client.leave(account, sid("PN"), "https://p.example/")


@pytest.mark.req("CAL-01")
def test_a_call_is_placed_found_again_and_ended(twilio: Twilio, client: Client, account: Credentials) -> None:
    twilio.number(LINE)
    placed = client.place(account, PLACING)
    (leg,) = twilio.waiting
    assert (leg.sid, leg.to, leg.caller) == (placed, AGENT, LINE)
    assert leg.settings["StatusCallbackEvent"] == ["initiated", "ringing", "answered", "completed"]
    (found,) = client.placed(account, AGENT, LINE)
    assert (found.sid, found.ended) == (placed, "")
    assert found.began is not None
    assert abs(found.began - datetime.now(UTC)) < timedelta(minutes=1)
    assert not client.placed(account, LINE, AGENT)
    client.hang_up(account, placed)
    assert leg.asked_to_end
    leg.ended = now()
    client.hang_up(account, placed)
    client.hang_up(account, sid("CA"))


@pytest.mark.req("CAL-02")
def test_a_recording_is_fetched_and_deleted(twilio: Twilio, client: Client, account: Credentials) -> None:
    made = twilio.record(Leg(sid("CA"), LINE, AGENT, "inbound", now()), "DialVerb", 12, now())
    assert client.recording(account, made.sid) == MP3
    twilio.fails(".mp3", 307, headers={"Location": f"{twilio.recording_url(made)}.mp3"})
    assert client.recording(account, made.sid) == MP3, "wherever Twilio keeps it"
    for _ in range(2):
        client.delete(account, "Recordings", made.sid)
    assert not twilio.recordings
    with pytest.raises(Refused, match="not_found"):
        client.recording(account, made.sid)


@pytest.mark.req("CAL-01")
@pytest.mark.parametrize(
    ("status", "code", "kind", "says"),
    [
        (401, 20003, AuthorizationLost, "20003"),
        (403, 20005, AuthorizationLost, "20005"),
        (429, 20429, RateLimited, "rate limited"),
        (400, 10004, RateLimited, "rate limited"),
        (503, 20503, Temporary, "20503"),
        (400, 21219, Refused, "phone_unverified"),
        (400, 13227, Refused, "country_closed"),
        (400, 21211, Refused, "phone_invalid"),
        (400, 10001, Refused, "account_inactive"),
        (400, 21210, Refused, "number_invalid"),
        (400, 21502, Refused, "url_invalid"),
        (400, 29999, Refused, "refused"),
        (500, 0, Uncertain, "500"),
        (0, 0, Uncertain, "Error"),
    ],
)
def test_each_error_comes_to_what_helps(
    twilio: Twilio,
    client: Client,
    account: Credentials,
    status: int,
    code: int,
    kind: type[MailboxError],
    says: str,
) -> None:
    twilio.number(LINE)
    twilio.fails("/Calls.json", status, code, headers={"Retry-After": "7"} if status == 429 else {})
    with pytest.raises(kind, match=says) as caught:
        client.place(account, PLACING)
    if isinstance(caught.value, RateLimited) and status == 429:
        assert caught.value.retry_after == 7
    assert not twilio.waiting


@pytest.mark.req("CAL-01")
def test_an_answer_of_another_shape_is_no_call(twilio: Twilio, client: Client, account: Credentials) -> None:
    twilio.number(LINE)
    twilio.fails("/Calls.json", 201, done=True)
    with pytest.raises(Uncertain):
        client.place(account, PLACING)


@pytest.mark.req("CAL-01", "SE-04")
@pytest.mark.parametrize(
    ("following", "comes_to"),
    [
        ("https://elsewhere.example/2010-04-01/more.json", AuthorizationLost), ("//elsewhere.example/more.json", AuthorizationLost),
        ("@elsewhere.example/more.json", Temporary), (".elsewhere.example/more.json", Temporary),
        (":9/more.json", Temporary), ("more.json", Temporary), ("javascript:x", Temporary),
    ],
)  # fmt: skip
def test_the_next_page_is_asked_of_twilio_alone(
    twilio: Twilio,
    client: Client,
    account: Credentials,
    monkeypatch: pytest.MonkeyPatch,
    following: str,
    comes_to: type[MailboxError],
) -> None:
    twilio.number(LINE)
    real = client.http.ask
    asked: list[str] = []

    def led_away(method: str, url: str, *args: Any, **options: Any) -> Any:
        asked.append(url)
        told = real(method, url, *args, **options)
        return told | {"next_page_uri": following} if len(asked) == 1 else told

    monkeypatch.setattr(client.http, "ask", led_away)
    with pytest.raises(comes_to):
        client.numbers(account)
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(twilio.url).netloc}
