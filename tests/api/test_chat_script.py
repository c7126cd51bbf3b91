"""The script, the page for frames, how the chat stands, and faces: nothing personal but what is meant for visitors (CHT-02, CHT-07, CHT-10)."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from api.app import create_app
from api.chat_script import PLACE
from application.chat import SetChatHours, SetChatPlaces
from application.user_picture import SetPicture
from application.user_self import SetAvailability
from domain.channel.chat_settings import ChatHours, Greeting, Look
from tests.support.api import Served
from tests.support.chats import ChatDesk
from tests.support.chatters import Chatter
from tests.support.pictures import png

MANIFEST = {
    "panel": "/app/widget/panel-1a.js",
    "words": {"en": {"url": "/app/widget/words-en-2b.json", "open": "Chat"}},
}
LOOK = Look(colour_from="custom", colour="#ffdd00", title="</script><b>Ask")


@pytest.fixture
def desk(api: Served) -> ChatDesk:
    world = api.world()
    shown = world.user("Ann")
    return ChatDesk(world, look=LOOK, greeting=Greeting(user_ids=(shown,), welcome="Hello!", prompt=True))


@pytest.fixture(scope="module")
def made(api: Served, tmp_path_factory: pytest.TempPathFactory) -> Served:
    """The API with a widget that says what it was told."""
    build = tmp_path_factory.mktemp("widget")
    (build / "loader.js").write_text(f"start({PLACE});", "utf-8")
    (build / "manifest.json").write_text(json.dumps(MANIFEST), "utf-8")
    app = create_app(api.services)
    app.config["WIDGET"] = build
    return replace(api, app=app)


@pytest.fixture
def chatter(made: Served, desk: ChatDesk) -> Chatter:
    made.caught_up()
    return Chatter(made, desk)


def config(answer: Any) -> dict[str, Any]:
    return dict(json.loads(answer.text.removeprefix("start(").removesuffix(");")))


@pytest.mark.req("CHT-02", "CHT-03", "CHT-04", "CHT-10")
def test_the_script_is_the_launcher_with_its_chat_in_it(chatter: Chatter) -> None:
    answer = chatter.get(".js")
    assert answer.status_code == 200
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer.headers
    assert "<" not in answer.text
    told = config(answer)
    assert told["look"] == {
        "colour": "#ffdd00", "ink": "#000000", "font": "system", "side": "right", "title": "</script><b>Ask",
    }  # fmt: skip
    assert (told["key"], told["host"], told["panel"]) == (chatter.key, "http://localhost", MANIFEST["panel"])
    assert (told["welcome"], told["prompt"], told["consent"], told["opening"]) == ("Hello!", True, None, None)
    assert told["words"] == MANIFEST["words"]
    assert (told["company"], told["heading"]) == ("Acme Ltd", [{"name": "Ann", "picture_url": None}])
    again = chatter.get(".js", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    ids = (chatter.desk.channel, chatter.desk.world.account, chatter.desk.world.inbox)
    assert not any(str(one) in answer.text or one.hex in answer.text for one in ids)


@pytest.mark.req("CHT-10")
def test_without_a_build_it_says_so(api: Served, desk: ChatDesk, tmp_path: Path) -> None:
    app = create_app(api.services)
    app.config["WIDGET"] = tmp_path
    answer = Chatter(replace(api, app=app), desk).get(".js")
    assert (answer.status_code, json.loads(answer.data)["code"]) == (503, "not_built")


@pytest.mark.req("CHT-10", "SE-04")
def test_the_page_for_frames_is_strict_and_only_sites_of_the_chat_may_frame_it(
    made: Served, desk: ChatDesk, chatter: Chatter
) -> None:
    answer = chatter.get("/frame")
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self';" in policy
    assert "frame-ancestors 'self' *;" in policy
    assert "<b>Ask" not in answer.text
    assert f'src="/w/{chatter.key}.js" data-mode="page"' in answer.text
    desk.world.do(SetChatPlaces(desk.channel, ("https://www.shop.example",)))
    made.services.visits.forget(chatter.key)
    policy = chatter.get("/frame").headers["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://www.shop.example;" in policy


@pytest.mark.req("CHT-06", "CHT-07")
def test_it_says_how_it_stands(made: Served, desk: ChatDesk, chatter: Chatter) -> None:
    desk.world.do(SetChatHours(desk.channel, ChatHours("always", reply_time="hours")))
    made.services.visits.forget(chatter.key)
    told = json.loads(chatter.get("/state").data)
    assert (told["state"], told["launcher"], told["reply_time"], told["message"]) == (
        "available",
        True,
        "hours",
        None,
    )
    assert set(told) == {
        "state", "launcher", "message", "ask_email", "reply_time", "returns_at", "heading", "company", "at",
    }  # fmt: skip
    away = ChatHours("users", away="ask_email", away_text="Back soon")
    desk.world.do(SetChatHours(desk.channel, away))
    for user in (desk.world.admin, *desk.now.chat.greeting.user_ids):
        desk.world.do(SetAvailability(user, available=False), by=user)
    made.caught_up()
    made.services.visits.forget(chatter.key)
    told = json.loads(chatter.get("/state").data)
    assert (told["state"], told["message"], told["ask_email"]) == ("away", "Back soon", True)
    assert told["at"] > "2026"
    assert chatter.come()["state"]["state"] == "away"


@pytest.mark.req("CHT-03", "ACC-12", "SE-01")
def test_faces_are_shown_to_those_they_were_told_to(made: Served, desk: ChatDesk, chatter: Chatter) -> None:
    (ann,) = desk.now.chat.greeting.user_ids
    desk.world.do(SetPicture(ann, png()), by=ann)
    made.caught_up()
    made.services.visits.forget(chatter.key)
    (face,) = chatter.come()["heading"]
    path = face["picture_url"].removeprefix(f"/w/{chatter.key}")
    found = chatter.get(path)
    assert (found.status_code, found.content_type) == (200, "image/png")
    assert found.headers["Cache-Control"] == "public, max-age=3600"
    wrong = (
        path.partition("?")[0],
        f"/faces/{ann}?picture={uuid4()}",
        f"/faces/{desk.world.admin}{path[-45:]}",
    )
    for other in wrong:
        assert chatter.get(other).status_code == 404
    assert Chatter(made, ChatDesk(made.world())).get(path).status_code == 404
