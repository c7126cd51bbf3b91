"""Connecting a line: the account, its numbers, what callers hear, and looking after it (CAL-01, CAL-02)."""

from dataclasses import replace
from email import message_from_bytes, policy
from typing import Any
from uuid import UUID

import pytest

from application.account import ChangeSubscription
from application.calling import line_secret
from infrastructure.mailboxes.losses import Losses
from tests.channels.email.smtp_support import scripted
from tests.support.api import Client, Reply, Served
from tests.support.providers.twilio import Twilio, sid
from tests.support.providers.twilio_desk import BASE, Desk
from tests.support.world import World

TAKEN = [b"220 relay", b"250 relay", b"250 OK", b"250 OK", b"354 go", b"250 queued", b"221 bye"]
VOICE = {
    "greeting": "Hello!", "ring_seconds": 30, "voicemail_on": True, "voicemail_greeting": "", "record_on": False,
    "transcribe_on": True, "language": "pl",
}  # fmt: skip


class Wizard:
    """Somebody who connects a line."""

    def __init__(self, api: Served, twilio: Twilio) -> None:
        self.world: World = api.world()
        self.world.do(ChangeSubscription("service", "professional"))
        self.client: Client = api.client(self.world)
        self.twilio = twilio
        started = self.client.post("/channels", {"kind": "calling", "inbox_id": str(self.world.inbox)})
        assert started.status_code == 201, started.get_data(as_text=True)
        self.channel = UUID(started.json["id"])

    @property
    def now(self) -> Any:
        """The channel as it is shown."""
        return self.client.read(f"/channels/{self.channel}")

    def put(self, step: str, body: dict[str, Any]) -> Reply:
        """Put a step."""
        return self.client.put(f"/channels/{self.channel}/{step}", body, If_Match=f'"{self.now["version"]}"')

    def account(self, **other: str) -> Reply:
        """Enter the account."""
        told = {"account_sid": self.twilio.account, "auth_token": self.twilio.token} | other
        return self.client.put(f"/channels/{self.channel}/calling/account", told)


@pytest.fixture
def wizard(reached: Served, twilio: Twilio) -> Wizard:
    """Somebody who begins."""
    return Wizard(reached, twilio)


@pytest.mark.req("CAL-01")
def test_a_line_is_connected_step_by_step(wizard: Wizard, twilio: Twilio) -> None:
    desk, fax = twilio.number("+48221234567", "Front desk"), twilio.number("+48221234568", "Fax", voice=False)
    away = twilio.number("+48221234569")
    away.settings["VoiceUrl"] = "https://elsewhere.example/voice"
    desk.settings["VoiceUrl"] = "https://demo.twilio.com/welcome/voice/"
    assert wizard.client.read(f"/channels/{wizard.channel}/calling/numbers") == {
        "entered": False,
        "numbers": [],
    }
    told = wizard.account()
    assert told.status_code == 200, told.get_data(as_text=True)
    assert [(one["number"], one["reason"]) for one in told.json["numbers"]] == [
        (desk.number, ""), (fax.number, "no_voice"), (away.number, "used_elsewhere"),
    ]  # fmt: skip
    assert wizard.client.read(f"/channels/{wizard.channel}/calling/numbers") == {
        "entered": True, "numbers": told.json["numbers"],
    }  # fmt: skip
    assert wizard.put("calling/number", {"number_sid": fax.sid}).json["code"] == "unknown_number"
    chosen = wizard.put("calling/number", {"number_sid": desk.sid})
    assert chosen.status_code == 200, chosen.get_data(as_text=True)
    here = f"{BASE}/hooks/calling/{wizard.channel}/"
    assert desk.settings["VoiceUrl"].startswith(f"{here}voice#")
    assert desk.settings["VoiceFallbackUrl"].startswith(f"{here}fallback#")
    assert desk.settings["StatusCallback"].startswith(f"{here}status#")
    assert wizard.put("calling/voice", VOICE).status_code == 200
    assert wizard.put("rule", {"enabled": False}).status_code == 200
    assert wizard.put("tickets", {"enabled": False}).status_code == 200
    version = wizard.now["version"]
    connected = wizard.client.post(f"/channels/{wizard.channel}/connect", If_Match=f'"{version}"')
    assert connected.status_code == 200, connected.get_data(as_text=True)
    shown = wizard.now
    assert (shown["state"], shown["next_step"]) == ("connected", "")
    assert shown["calling"] == {
        "account_sid": twilio.account, "number_sid": desk.sid, "number": desk.number, "name": "Front desk",
        "voice": VOICE,
    }  # fmt: skip
    assert twilio.token not in str(shown)


@pytest.mark.req("CAL-01", "SE-03")
@pytest.mark.parametrize(
    ("failure", "code"),
    [
        ((401, 20003), "token_refused"), ((403, 20005), "token_refused"), ((500, 0), "provider_away"),
        ((429, 20429), "provider_away"), ((0, 0), "provider_away"), ((404, 20404), "number_unknown"),
        ((400, 29999), "provider_refused"),
    ],
)  # fmt: skip
def test_an_account_that_lets_us_not_in_is_refused_with_a_way_out(
    wizard: Wizard, twilio: Twilio, failure: tuple[int, int], code: str
) -> None:
    twilio.fails(f"{twilio.account}.json", *failure)
    answer = wizard.account()
    assert (answer.status_code, answer.json["code"]) == (409, code)
    assert answer.json["detail"]
    assert wizard.put("calling/number", {"number_sid": sid("PN")}).json["code"] == "account_needed"


@pytest.mark.req("CAL-01", "SE-03")
def test_a_wrong_token_and_a_suspended_account_are_refused(wizard: Wizard, twilio: Twilio) -> None:
    assert wizard.account(auth_token="0" * 32).json["code"] == "token_refused"
    for wrong in ("", "AC1", "AC" + "z" * 32, "AC/../" + "0" * 28):
        answer = wizard.account(account_sid=wrong)
        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "account_sid")
    twilio.status = "suspended"
    assert wizard.account().json["code"] == "account_inactive"


@pytest.mark.req("CAL-01")
def test_a_number_is_connected_once(desk: Desk, reached: Served, twilio: Twilio) -> None:
    other = Wizard(reached, twilio)
    (taken,) = other.account().json["numbers"]
    assert taken["reason"] == "number_taken"
    leads = dict(desk.number.settings)
    refused = other.put("calling/number", {"number_sid": desk.number.sid})
    assert (refused.status_code, refused.json["code"]) == (409, "line_taken")
    assert desk.number.settings == leads, "its calls go where they went"


@pytest.mark.req("CAL-01")
def test_where_twilio_does_not_lead_the_number_to_us_nothing_is_connected(
    wizard: Wizard, twilio: Twilio
) -> None:
    number = twilio.number("+48221234567")
    wizard.account()
    twilio.fails(f"{number.sid}.json", 400, 21502)
    refused = wizard.put("calling/number", {"number_sid": number.sid})
    assert (refused.status_code, refused.json["code"]) == (409, "url_invalid")
    assert wizard.now["calling"]["number"] == ""


@pytest.mark.req("CAL-01", "ACC-03", "API-03")
def test_what_is_refused_leads_no_number_anywhere(desk: Desk, reached: Served, twilio: Twilio) -> None:
    wizard = Wizard(reached, twilio)
    free, sales = twilio.number("+48221234567"), twilio.number("+48221234568")
    wizard.account()
    put = {"number_sid": free.sid}
    stale = wizard.client.put(f"/channels/{wizard.channel}/calling/number", put, If_Match='"99"')
    assert (stale.status_code, free.settings) == (412, {})
    made = wizard.client.post("/tokens", {"name": "t", "scopes": ["account_access"]}).json
    bound = reached.machine(made["token"])
    refused = bound.put(f"/channels/{wizard.channel}/calling/number", put)
    assert (refused.status_code, free.settings) == (403, {})
    told = {"account_sid": twilio.account, "auth_token": twilio.token}
    assert desk.client.put(f"/channels/{desk.channel}/calling/account", told).status_code == 200
    other = desk.client.put(f"/channels/{desk.channel}/calling/number", {"number_sid": sales.sid})
    assert (other.status_code, other.json["code"], sales.settings) == (409, "other_number", {})


@pytest.mark.req("CAL-02", "PRV-02")
def test_bad_settings_are_refused_by_field(desk: Desk) -> None:
    version = desk.client.read(f"/channels/{desk.channel}")["version"]
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"ring_seconds": 4}, "ring_seconds"), ({"ring_seconds": 61}, "ring_seconds"),
        ({"greeting": "x" * 4_001}, "greeting"), ({"language": "pl_PL"}, "language"), ({"record_on": True}, "record_on"),
    ]  # fmt: skip
    for change, field in wrong:
        answer = desk.client.put(
            f"/channels/{desk.channel}/calling/voice", VOICE | change, If_Match=f'"{version}"'
        )
        assert answer.status_code in {409, 422}, answer.get_data(as_text=True)
        named = answer.json.get("field") or answer.json["errors"][0]["field"]
        assert named == field


@pytest.mark.req("CAL-01", "EML-03")
def test_a_token_that_is_over_degrades_the_line_and_entering_it_again_heals_it(
    desk: Desk, twilio: Twilio
) -> None:
    app = desk.api.application
    desk.work("calling_check", desk.channel)
    assert desk.client.read(f"/channels/{desk.channel}")["state"] == "connected"
    old, twilio.token = twilio.token, "f" * 32
    desk.work("calling_check", desk.channel)
    shown = desk.client.read(f"/channels/{desk.channel}")
    assert (shown["state"], shown["cause"]) == ("degraded", "authorisation_lost")
    losses = Losses(app.settings, app.sender, app.pool)
    assert any(one.object_id == desk.channel for one in losses.due())
    with scripted(TAKEN) as (port, heard):
        sender = replace(app.sender, default_relay=f"smtp://127.0.0.1:{port}")
        replace(losses, sender=sender)(desk.world.account, desk.channel, "")
    mail = message_from_bytes(b"".join(heard), policy=policy.default).as_string().replace("=\n", "")
    for one in ("Twilio", desk.number.number, f"/settings/channels/{desk.channel}"):
        assert one in mail
    shown = desk.client.read(f"/channels/{desk.channel}")
    told = {"account_sid": twilio.account, "auth_token": twilio.token}
    assert desk.client.put(f"/channels/{desk.channel}/calling/account", told).status_code == 200
    answer = desk.client.put(
        f"/channels/{desk.channel}/calling/number",
        {"number_sid": desk.number.sid},
        If_Match=f'"{shown["version"]}"',
    )
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert desk.client.read(f"/channels/{desk.channel}")["state"] == "connected"
    assert old.encode() not in (app.secrets.get(desk.world.account, line_secret(desk.channel)) or b"")
