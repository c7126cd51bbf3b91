"""Who a visitor is: only what was signed here, and what the site's server signs, opens a conversation (CHT-10, CHT-11, SE-01, SE-03)."""

import json
from typing import Any
from uuid import uuid4

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from api import visitor_tokens
from api.visitor_tokens import Visitor
from application.channel_state import DisconnectChannel, PauseChannel
from application.chat import RotateChatIdentity, SetChatIdentity, SetChatPlaces, identity_secret
from domain.conversation.aggregate import Conversation
from infrastructure.bootstrap import clock
from tests.support.api import Served
from tests.support.chats import ChatDesk
from tests.support.chatters import Chatter, conversation, limited


@pytest.fixture
def desk(api: Served) -> ChatDesk:
    return ChatDesk(api.world())


@pytest.fixture
def chatter(api: Served, desk: ChatDesk) -> Chatter:
    made = Chatter(api, desk)
    made.come()
    return made


def said(answer: Any) -> tuple[int, str]:
    return answer.status_code, json.loads(answer.data)["code"]


def signed(api: Served, desk: ChatDesk, *, secret: str = "", **claims: Any) -> str:
    """Return what the site's server says of its visitor now."""
    now = clock().timestamp()
    version = desk.now.chat.identity.secret_version
    key = secret or identity_secret(
        api.application.secrets.of_account(desk.world.account), desk.channel, version
    )
    told = {"sub": "42", "iat": now, "exp": now + 600, **claims}
    return jwt.encode({"alg": "HS256"}, told, OctKey.import_key(key.encode()))


@pytest.mark.req("CHT-11", "SE-03")
def test_only_a_token_of_this_chat_that_is_not_too_old_opens_anything(
    api: Served, chatter: Chatter, desk: ChatDesk
) -> None:
    chatter.write("Hello?")
    secret, now = api.application.secrets.of_account(desk.world.account), int(clock().timestamp())
    me = Visitor(uuid4(), now)
    elsewhere, other = ChatDesk(desk.world), ChatDesk(api.world())
    foreign = api.application.secrets.of_account(other.world.account)
    tokens = [
        "", "x", chatter.token[:-1] + ("0" if chatter.token[-1] != "0" else "1"), chatter.token + "0",
        visitor_tokens.token(secret, elsewhere.channel, me), visitor_tokens.token(foreign, other.channel, me),
        visitor_tokens.token(foreign, desk.channel, me),
        visitor_tokens.token(secret, desk.channel, Visitor(me.id, now - visitor_tokens.VALID - 10)),
        visitor_tokens.token(secret, desk.channel, Visitor(me.id, now + 2 * visitor_tokens.EARLY)),
    ]  # fmt: skip
    asked = (
        ("GET", "/messages"),
        ("GET", "/stream"),
        ("GET", "/files/x-1"),
        ("POST", "/messages"),
        ("POST", "/seen"),
    )
    for token in tokens:
        for method, path in asked:
            answer = chatter.send(method, path, headers={"Authorization": f"Visitor {token}"})
            assert said(answer) == (401, "visitor_token_refused"), (token, path)
            assert answer.content_type == "application/problem+json"
    for header in ("Bearer x", "Basic eDp4", chatter.token, f"visitor {chatter.token}"):
        assert chatter.get("/messages", headers={"Authorization": header}).status_code == 401
    assert chatter.texts() == ["Hello?"]


@pytest.mark.req("CHT-11", "SE-01", "ACC-10")
def test_a_visitor_sees_their_own_conversation_only(api: Served, chatter: Chatter, desk: ChatDesk) -> None:
    chatter.write("Mine")
    (mine,) = chatter.read()["items"]
    neighbour = Chatter(api, desk)
    neighbour.come()
    neighbour.write("Theirs")
    (theirs,) = neighbour.read()["items"]
    assert (mine["text"], theirs["text"]) == ("Mine", "Theirs")
    assert mine["id"] != theirs["id"]
    for message_id in (mine["id"], theirs["id"], str(uuid4())):
        assert said(neighbour.post("/seen", {"message_id": message_id, "kind": "seen"})) == (404, "not_found")
    # a token of one chat says nothing at another one of the same account
    other = Chatter(api, ChatDesk(desk.world), token=chatter.token)
    assert other.get("/messages").status_code == 401
    assert other.come()["thread"] is None
    assert other.token != chatter.token


@pytest.mark.req("CHT-11", "SE-01")
def test_a_token_that_opens_nothing_begins_somebody_new(chatter: Chatter) -> None:
    before = chatter.token
    for wrong in ("", "x" * 9_000, before[:-1] + "_", "v1." + "0" * 32):
        chatter.token = wrong
        told = chatter.come()
        assert told["thread"] is None
        assert told["token"] != before


@pytest.mark.req("CHT-11")
def test_a_token_is_renewed_and_the_visitor_stays_who_they_were(api: Served, desk: ChatDesk) -> None:
    secret, now = api.application.secrets.of_account(desk.world.account), int(clock().timestamp())
    old = Visitor(uuid4(), now - visitor_tokens.RENEWED - 60)
    chatter = Chatter(api, desk, token=visitor_tokens.token(secret, desk.channel, old))
    told = chatter.come()
    assert told["visitor"] == old.id.hex
    fresh = visitor_tokens.read(secret, desk.channel, told["token"], now)
    assert fresh is not None
    assert fresh.issued >= now
    assert chatter.come()["token"] == told["token"]


@pytest.mark.req("CHT-10", "SE-03")
def test_whom_the_site_signs_is_the_same_everywhere_and_keeps_what_they_began(
    api: Served, desk: ChatDesk
) -> None:
    desk.world.do(RotateChatIdentity(desk.channel))
    chatter = Chatter(api, desk)
    anonymous = chatter.come()
    chatter.write("Before signing in")
    ann = signed(api, desk, email="ann@customer.example", name="Ann Lee")
    known = chatter.come(identity=ann)
    assert known["visitor"] == anonymous["visitor"]
    assert [one["text"] for one in known["thread"]["items"]] == ["Before signing in"]
    chatter.write("After", identity=ann)
    assert chatter.texts() == ["Before signing in", "After"]
    shared = Chatter(api, desk, token=chatter.token).come(identity=signed(api, desk, sub="43"))
    assert shared["visitor"] != known["visitor"]
    assert shared["thread"] is None
    phone, laptop = Chatter(api, desk), Chatter(api, desk)
    assert phone.come(identity=signed(api, desk, sub="44"))["thread"] is None
    phone.write("From my phone")
    assert [one["text"] for one in laptop.come(identity=signed(api, desk, sub="44"))["thread"]["items"]] == [
        "From my phone"
    ]


@pytest.mark.req("CHT-10", "SE-03")
def test_forged_expired_and_foreign_identities_are_refused_everywhere(api: Served, desk: ChatDesk) -> None:
    chatter = Chatter(api, desk)
    unsigned = signed(api, desk, secret="k" * 32)
    assert said(chatter.post("/session", {"identity": unsigned})) == (401, "identity_refused")
    elsewhere = ChatDesk(desk.world)
    for one in (desk, elsewhere):
        desk.world.do(RotateChatIdentity(one.channel))
    api.services.visits.forget(chatter.key)
    before = signed(api, desk)
    now = clock().timestamp()
    refused = [
        signed(api, elsewhere), signed(api, desk, exp=now - 1, iat=now - 60), signed(api, desk, exp=now + 90_000),
        signed(api, desk, iat=now + 3_600, exp=now + 3_700), before.rpartition(".")[0] + ".", before[:-4] + "AAAA",
    ]  # fmt: skip
    for token in refused:
        assert said(chatter.post("/session", {"identity": token})) == (401, "identity_refused")
    chatter.come(identity=before)
    desk.world.do(RotateChatIdentity(desk.channel))
    api.services.visits.forget(chatter.key)
    assert said(chatter.post("/session", {"identity": before})) == (401, "identity_refused")
    message = {"client_id": str(uuid4()), "text": "x", "identity": before}
    assert said(chatter.post("/messages", message)) == (401, "identity_refused")
    other = {**message, "identity": signed(api, desk, sub="other")}
    assert said(chatter.post("/messages", other)) == (401, "identity_needed")


@pytest.mark.req("CHT-10", "SE-03")
def test_where_the_site_must_sign_nobody_else_comes_in(api: Served, desk: ChatDesk, chatter: Chatter) -> None:
    desk.world.do(RotateChatIdentity(desk.channel))
    desk.world.do(SetChatIdentity(desk.channel, required=True))
    api.services.visits.forget(chatter.key)
    assert said(chatter.post("/session", {"token": chatter.token})) == (401, "identity_needed")
    assert said(chatter.post("/messages", {"client_id": str(uuid4()), "text": "x"})) == (
        401,
        "identity_needed",
    )
    assert said(chatter.get("/messages")) == (401, "identity_needed")
    chatter.come(identity=signed(api, desk))
    assert chatter.write("Hello?")["accepted"] is True


@pytest.mark.req("PRV-08", "CHT-11")
def test_who_was_forgotten_is_somebody_new_and_the_old_token_opens_nothing(
    api: Served, desk: ChatDesk, chatter: Chatter
) -> None:
    about = conversation(chatter.write("Forget me"))
    contact = desk.world.get(Conversation, about).contact_id
    api.application.eraser.erase(contact, api.application.env(desk.world.account, f"user:{desk.world.admin}"))
    api.caught_up()
    for method, path in (("GET", "/messages"), ("GET", "/stream"), ("POST", "/here")):
        assert said(chatter.send(method, path)) == (401, "visitor_token_refused")
    message = {"client_id": str(uuid4()), "text": "Still me"}
    assert said(chatter.post("/messages", message)) == (401, "visitor_token_refused")
    before = chatter.token
    told = chatter.come()
    assert told["token"] != before
    assert told["thread"] is None
    assert conversation(chatter.write("Somebody new")) != about
    assert chatter.texts() == ["Somebody new"]


@pytest.mark.req("CHT-10", "SE-04")
def test_only_the_sites_it_is_for_may_ask(api: Served, desk: ChatDesk, chatter: Chatter) -> None:
    asked = chatter.send("OPTIONS", "/messages", headers={"Authorization": ""})
    assert asked.status_code == 204
    assert asked.headers["Access-Control-Allow-Origin"] == "https://www.shop.example"
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, POST"
    assert "Authorization" in asked.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in asked.headers
    answer = chatter.get("/state")
    assert "Origin" in answer.headers["Vary"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer.headers
    desk.world.do(SetChatPlaces(desk.channel, ("https://www.shop.example",)))
    api.services.visits.forget(chatter.key)
    assert chatter.get("/state").status_code == 200
    for origin in (
        "https://evil.example",
        "https://www.shop.example.evil.example",
        "null",
        "http://www.shop.example",
        "x",
    ):
        refused = chatter.get("/state", headers={"Origin": origin})
        assert said(refused) == (403, "origin_not_allowed")
        assert "Access-Control-Allow-Origin" not in refused.headers
    assert chatter.get("/state", headers={"Origin": "http://localhost"}).status_code == 200


@pytest.mark.req("CHT-10", "SE-01")
def test_a_key_of_nothing_leads_nowhere(api: Served, desk: ChatDesk, chatter: Chatter) -> None:
    client = api.app.test_client()
    for key in ("nothing", "x" * 500, desk.channel.hex, "%00", "%7Bkey%7D"):
        assert client.get(f"/w/{key}/state").status_code == 404
    desk.world.do(PauseChannel(desk.channel))
    api.services.visits.forget(chatter.key)
    assert json.loads(chatter.get("/state").data)["launcher"] is False
    desk.world.do(DisconnectChannel(desk.channel))
    api.services.visits.forget(chatter.key)
    assert said(chatter.get("/state")) == (404, "no_chat")


@pytest.mark.req("CHT-01", "FRM-10")
@pytest.mark.parametrize(
    ("bounds", "path", "body"),
    [
        ({"asked_at_once": 3, "asked_per_minute": 1}, "/state", None),
        ({"sessions_at_once": 3, "sessions_per_minute": 1}, "/session", {}),
        ({"sent_at_once": 3, "sent_per_minute": 1}, "/messages", {}),
        ({"network_sent_at_once": 3, "network_sent_per_minute": 1}, "/messages", {}),
        ({"channel_sent_at_once": 3, "channel_sent_per_minute": 1}, "/messages", {}),
        ({"signs_at_once": 3, "signs_per_minute": 1}, "/typing", {}),
        ({"transcripts_per_hour": 3}, "/details", {}),
    ],
)  # fmt: skip
def test_more_than_the_installation_lets_is_refused_for_a_while(
    api: Served, desk: ChatDesk, chatter: Chatter, bounds: dict[str, int], path: str, body: Any
) -> None:
    other = Chatter(limited(api, **bounds), desk, token=chatter.token)
    for _ in range(4):
        said_body = body if path != "/messages" else {"client_id": str(uuid4()), "text": "x"}
        answer = other.get(path) if body is None else other.post(path, said_body)
    assert said(answer) == (429, "too_often")
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Access-Control-Allow-Origin"] == "https://www.shop.example"
