"""A number connected step by step over HTTP: account, number, code, PIN, keywords, limits (WAB-01, WAB-03, SE-03)."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from application.account import ChangeSubscription
from application.whatsapp import access_name, opened
from domain.channel.whatsapp_events import WhatsAppNumberVerified
from tests.support.api import Client, Served
from tests.support.providers.whatsapp import Account, Number, WhatsApp
from tests.support.providers.whatsapp_desk import NumberDesk
from tests.support.world import World

PIN = "482915"


@dataclass
class Scene:
    """An administrator who connects a number."""

    api: Served
    meta: WhatsApp
    world: World = field(init=False)
    client: Client = field(init=False)
    account: Account = field(init=False)
    number: Number = field(init=False)
    channel: UUID = field(init=False)

    def __post_init__(self) -> None:
        """Begin a channel."""
        self.world = self.api.world()
        self.world.do(ChangeSubscription("service", "professional"))
        self.client = self.api.client(self.world)
        self.account = self.meta.account()
        self.number = self.account.number()
        self.channel = self.begin()

    def begin(self) -> UUID:
        """Begin another."""
        self.api.caught_up()
        begun = self.client.post("/channels", {"kind": "whatsapp", "inbox_id": str(self.world.inbox)})
        assert begun.status_code == 201, begun.json
        return UUID(begun.json["id"])

    def do(
        self, method: str, what: str, body: dict[str, Any], channel: UUID | None = None
    ) -> tuple[int, Any]:
        """Call one operation of the channel's; returns its status and answer."""
        self.api.caught_up()
        call = self.client.put if method == "PUT" else self.client.post
        answer = call(f"/channels/{channel or self.channel}/{what}", body)
        return answer.status_code, answer.json

    def enter(self, token: str = "", waba_id: str = "", channel: UUID | None = None) -> tuple[int, Any]:
        """Enter the account."""
        body = {"waba_id": waba_id or self.account.id, "access_token": token or self.meta.token(self.account)}
        return self.do("PUT", "whatsapp/account", body, channel)

    def choose(self, number: Number | None = None, channel: UUID | None = None) -> tuple[int, Any]:
        """Choose a number."""
        chosen = {"phone_number_id": (number or self.number).id}
        return self.do("PUT", "whatsapp/number", chosen, channel)

    def show(self, code: str = "", pin: str = PIN) -> tuple[int, Any]:
        """Show that the number is ours."""
        return self.do("POST", "whatsapp/verification", {"code": code, "pin": pin})

    def row(self) -> dict[str, Any]:
        """Return the channel as it is read."""
        self.api.caught_up()
        found: dict[str, Any] = self.client.read(f"/channels/{self.channel}")
        return found


@pytest.fixture
def scene(registered: Served, meta: WhatsApp) -> Scene:
    return Scene(registered, meta)


@pytest.mark.req("WAB-01", "ACC-05")
def test_a_number_is_connected_step_by_step(scene: Scene) -> None:
    row = scene.row()
    assert (row["next_step"], row["whatsapp"]["phone_number_id"]) == ("number", "")
    assert scene.client.read(f"/channels/{scene.channel}/whatsapp/numbers") == {
        "entered": False,
        "numbers": [],
    }
    assert scene.choose()[1]["code"] == "account_needed"
    other = scene.account.number("+48 22 100 20 31", "Second", verified=True)
    token = scene.meta.token(scene.account)
    status, offered = scene.enter(token)
    assert status == 200, offered
    shown = {one["phone_number_id"]: one for one in offered["numbers"]}
    assert shown[scene.number.id] == {
        "phone_number_id": scene.number.id, "display_number": "+48 22 100 20 30", "verified_name": "Acme",
        "verification": "", "quality": "green", "reason": "",
    }  # fmt: skip
    assert shown[other.id]["verification"] == "verified"
    assert scene.client.read(f"/channels/{scene.channel}/whatsapp/numbers") == offered
    assert scene.do("PUT", "whatsapp/number", {"phone_number_id": "1"})[1]["code"] == "unknown_number"
    assert scene.choose()[0] == 200
    assert scene.row()["next_step"] == "verification"
    assert scene.show()[1]["code"] == "code_needed"
    assert scene.do("POST", "whatsapp/code", {"method": "sms", "language": "pl_PL"})[0] == 200
    assert scene.row()["whatsapp"]["verification"] == "requested"
    wrong = "111111" if scene.number.code != "111111" else "222222"
    assert scene.show(wrong)[1]["code"] == "code_wrong"
    assert scene.show(scene.number.code)[0] == 200
    assert (scene.number.pin, scene.number.registered, scene.account.subscribed) == (PIN, True, True)
    kept = opened(scene.api.application.secrets.get(scene.world.account, access_name(scene.channel)))
    assert (kept.token, kept.pin) == (token, PIN)
    row = scene.row()
    about = {
        name: row["whatsapp"][name] for name in ("waba_id", "display_number", "verification", "registered")
    }
    assert about == {
        "waba_id": scene.account.id, "display_number": "+48 22 100 20 30", "verification": "verified", "registered": True,
    }  # fmt: skip
    assert [one.by for one in scene.world.happened(scene.channel, WhatsAppNumberVerified)] == ["code"]
    assert token not in str(row)
    assert scene.do("PUT", "rule", {"enabled": False, "user_ids": [], "team_ids": []})[0] == 200
    assert scene.do("POST", "connect", {})[0] == 200
    assert scene.row()["state"] == "connected"


@pytest.mark.req("WAB-01")
def test_a_number_that_meta_knows_to_be_the_companys_needs_no_code(scene: Scene) -> None:
    scene.number.verified, scene.number.pin = True, "111111"
    scene.enter()
    scene.choose()
    assert scene.row()["whatsapp"]["verification"] == "verified"
    assert scene.show(pin="222222")[1]["code"] == "pin_wrong"
    assert scene.show(pin="111111")[0] == 200
    assert scene.row()["whatsapp"]["registered"]
    assert [one.by for one in scene.world.happened(scene.channel, WhatsAppNumberVerified)] == ["provider"]


@pytest.mark.req("WAB-01")
def test_what_was_done_stays_done_where_a_later_part_fails(scene: Scene) -> None:
    scene.enter()
    scene.choose()
    scene.do("POST", "whatsapp/code", {"method": "voice"})
    code = scene.number.code
    scene.meta.fails("/register", 503)
    asked = scene.meta.count("/verify_code")
    assert scene.show(code)[1]["code"] == "provider_away"
    assert scene.row()["whatsapp"]["verification"] == "verified"
    assert scene.show(code)[0] == 200, "the code is not asked about again"
    assert scene.meta.count("/verify_code") == asked + 1


@pytest.mark.req("WAB-01")
def test_a_number_verified_elsewhere_meanwhile_is_found_so(scene: Scene) -> None:
    scene.enter()
    scene.choose()
    scene.number.verified = True
    assert scene.show()[0] == 200
    assert [one.by for one in scene.world.happened(scene.channel, WhatsAppNumberVerified)] == ["provider"]


@pytest.mark.req("WAB-01", "SE-03")
def test_why_an_account_cannot_be_entered_is_said(scene: Scene) -> None:
    token = scene.meta.token(scene.account)
    elsewhere = scene.meta.token(scene.account, app="1")
    for named, waba_id, code in (
        ("EAAGmade-up", "", "token_refused"), (elsewhere, "", "token_refused"), (token, "999", "waba_unknown"),
    ):  # fmt: skip
        status, answer = scene.enter(named, waba_id)
        assert (status, answer["code"]) == (409, code)
        assert answer["field"] == ("waba_id" if code == "waba_unknown" else "access_token")
        assert named not in str(answer)
    scene.meta.fails("/phone_numbers", 503)
    assert scene.enter(token)[1]["code"] == "provider_away"
    scene.meta.fails("/phone_numbers", 400, 80007)
    assert scene.enter(token)[1]["code"] == "provider_away"
    for wrong in (
        {"waba_id": "../1", "access_token": token},
        {"waba_id": "1"},
        {"waba_id": "1", "access_token": ""},
    ):
        assert scene.do("PUT", "whatsapp/account", wrong)[0] == 422
    for wrong in ({"code": "12345", "pin": PIN}, {"code": "", "pin": "12345a"}, {"code": "123456"}):
        assert scene.do("POST", "whatsapp/verification", wrong)[0] == 422
    assert scene.do("POST", "whatsapp/code", {"method": "mail"})[0] == 422
    assert scene.do("POST", "whatsapp/code", {"method": "sms"})[1]["code"] == "number_needed"


@pytest.mark.req("WAB-01", "SE-01")
def test_a_number_is_connected_once_in_the_whole_installation(
    scene: Scene, registered: Served, meta: WhatsApp
) -> None:
    desk = NumberDesk(registered, meta)
    scene.account = desk.account
    assert scene.enter()[1]["numbers"][0]["reason"] == "number_taken"
    status, answer = scene.choose(desk.number)
    assert (status, answer["code"]) == (409, "number_taken")
    assert str(desk.world.account) not in str(answer)


@pytest.mark.req("WAB-01")
def test_a_connected_number_takes_a_new_token_and_keeps_its_number(desk: NumberDesk) -> None:
    other = desk.account.number("+48 22 100 20 31", verified=True)
    at, token = f"/channels/{desk.channel}/whatsapp", desk.meta.token(desk.account)
    entered = {"waba_id": desk.account.id, "access_token": token}
    assert desk.client.put(f"{at}/account", entered).status_code == 200
    refused = desk.client.put(f"{at}/number", {"phone_number_id": other.id})
    assert (refused.status_code, refused.json["code"]) == (409, "other_number")
    assert desk.client.put(f"{at}/number", {"phone_number_id": desk.number.id}).status_code == 200
    kept = opened(desk.api.application.secrets.get(desk.world.account, access_name(desk.channel)))
    assert (kept.token, kept.pin) == (token, "482915")


@pytest.mark.req("WAB-03")
def test_keywords_are_set_at_any_time(desk: NumberDesk) -> None:
    at = f"/channels/{desk.channel}"
    before = desk.client.read(at)["whatsapp"]["keywords"]
    assert (before["opt_in"], before["opt_out"]) == (["START"], ["STOP", "WYPISZ"])
    wanted = {
        "opt_in": ["TAK"],
        "opt_out": ["NIE", "KONIEC"],
        "opt_in_reply": "Hello again!",
        "opt_out_reply": "Bye.",
    }
    assert desk.client.put(f"{at}/whatsapp/keywords", wanted).status_code == 200
    desk.api.caught_up()
    assert desk.client.read(at)["whatsapp"]["keywords"] == wanted
    for wrong in ({**wanted, "opt_out": []}, {**wanted, "opt_in": ["nie"]}, {**wanted, "opt_in": ["x" * 41]}):
        assert desk.client.put(f"{at}/whatsapp/keywords", wrong).status_code == 422


@pytest.mark.req("WAB-01", "API-01")
def test_a_repeated_request_is_carried_out_once(scene: Scene) -> None:
    scene.number.verified = True
    scene.enter()
    scene.choose()
    scene.api.caught_up()
    key = {"Idempotency-Key": "once"}
    at = f"/channels/{scene.channel}/whatsapp/verification"
    answers = [scene.client.post(at, {"code": "", "pin": PIN}, **key) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].json["position"] == answers[1].json["position"]


@pytest.mark.req("WAB-01")
def test_an_installation_without_an_app_says_so(api: Served) -> None:
    world = api.world()
    world.do(ChangeSubscription("service", "professional"))
    client = api.client(world)
    begun = client.post("/channels", {"kind": "whatsapp", "inbox_id": str(world.inbox)})
    api.caught_up()
    answer = client.put(
        f"/channels/{begun.json['id']}/whatsapp/account", {"waba_id": "1", "access_token": "x"}
    )
    assert (answer.status_code, answer.json["code"]) == (409, "not_offered")
