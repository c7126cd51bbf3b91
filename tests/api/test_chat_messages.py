"""What visitors write and read: once, in order, and nobody else's (CHT-01, CHT-11, RL-03, SE-01)."""

import json
import threading
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.conversation import CloseConversation
from application.handling import WriteNote
from infrastructure.bootstrap import clock
from tests.support.api import Served
from tests.support.chats import ChatDesk
from tests.support.chatters import Chatter, conversation


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


@pytest.mark.req("CHT-01", "CHT-11", "RL-03")
def test_what_a_visitor_writes_is_in_the_conversation_at_once_and_both_read_it(
    api: Served, chatter: Chatter, desk: ChatDesk
) -> None:
    assert chatter.come()["thread"] is None
    client_id = str(uuid4())
    told = chatter.write(
        "Hello?", client_id=client_id, page={"url": "https://www.shop.example/lamp", "title": "Lamp"}
    )
    assert told["accepted"] is True
    shown = api.client(desk.world).read(f"/conversations/{told['conversation']}")
    (message,) = shown["messages"]
    assert message["message_id"] == told["message_id"]
    agent = api.client(desk.world)
    reply = agent.post(f"/conversations/{told['conversation']}/messages", {"text": "Hi! How can we help?"})
    assert reply.status_code == 201, reply.text
    read = chatter.read()
    theirs, ours = read["items"]
    assert (theirs["from"], theirs["text"], theirs["client_id"], theirs["state"]) == (
        "visitor", "Hello?", client_id, "received",
    )  # fmt: skip
    assert (ours["from"], ours["text"], ours["state"]) == ("agent", "Hi! How can we help?", "sent")
    assert theirs["position"] < ours["position"] <= read["position"]
    assert read["closed"] is False
    again = chatter.come()
    assert again["thread"]["items"] == read["items"]
    assert again["unread"] == 1
    assert chatter.post("/seen", {"message_id": ours["id"], "kind": "seen"}).status_code == 204
    assert chatter.read(f"?after={read['position']}")["items"] == [{**ours, "state": "seen"}]
    assert chatter.come()["unread"] == 0


@pytest.mark.req("CHT-11", "RL-04")
def test_a_message_that_is_sent_ten_times_at_once_is_one(chatter: Chatter) -> None:
    client_id, answers = str(uuid4()), list[Any]()

    def send() -> None:
        answers.append(chatter.post("/messages", {"client_id": client_id, "text": "Once"}))

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.status_code for one in answers] == [202] * 10
    later = chatter.write("Once", client_id=client_id.upper())
    assert {json.loads(one.data)["message_id"] for one in answers} == {later["message_id"]}
    assert chatter.texts() == ["Once"]


@pytest.mark.req("CHT-11")
def test_messages_stay_in_order_and_two_tabs_are_one_conversation(
    api: Served, chatter: Chatter, desk: ChatDesk
) -> None:
    other = Chatter(api, desk, token=chatter.token)
    written = [str(number) for number in range(12)]
    told = [(chatter if number % 2 else other).write(text) for number, text in enumerate(written)]
    assert chatter.texts() == other.texts() == written
    assert len({one["conversation"] for one in told}) == 1
    assert [one["position"] for one in told] == sorted(one["position"] for one in told)
    newest = chatter.read("?limit=5")["items"]
    assert [one["text"] for one in newest] == written[-5:]
    older = chatter.read(f"?limit=5&before={newest[0]['position']}")["items"]
    assert [one["text"] for one in older] == written[2:7]
    first = chatter.read("?limit=5&after=0")
    assert [one["text"] for one in first["items"]] == written[:5]
    rest = chatter.read(f"?after={first['position']}")
    assert [one["text"] for one in rest["items"]] == written[5:]


@pytest.mark.req("CHT-11", "SE-01", "CNV-02")
def test_notes_scheduled_and_cancelled_messages_are_never_there(
    api: Served, chatter: Chatter, desk: ChatDesk
) -> None:
    about = conversation(chatter.write("Hello?"))
    agent = api.client(desk.world)
    desk.world.do(WriteNote(about, "Careful with this one", ()))
    at = (clock() + timedelta(days=1)).isoformat()
    later = {"text": "Tomorrow", "send_at": at}
    assert agent.post(f"/conversations/{about}/messages", later).status_code in (201, 202)
    desk.world.do(CloseConversation(about))
    read = chatter.read()
    assert [one["text"] for one in read["items"]] == ["Hello?"]
    assert read["closed"] is True
    assert "Careful" not in json.dumps(chatter.come())


@pytest.mark.req("CHT-11", "CNV-08")
def test_files_go_both_ways_to_save_only(api: Served, chatter: Chatter, desk: ChatDesk) -> None:
    html = b"<script>alert(1)</script>"
    answer = chatter.attach(
        "See this", ("../page.html", "text/html", html), ("cat.png", "image/png", b"\x89PNG\r\n\x1a\nx")
    )
    assert answer.status_code == 202, answer.text
    (message,) = chatter.read()["items"]
    assert [(one["filename"], one["size"]) for one in message["files"]] == [
        ("page.html", len(html)),
        ("cat.png", 9),
    ]
    found = chatter.get(message["files"][0]["url"].removeprefix(f"/w/{chatter.key}"))
    assert (found.data, found.content_type) == (html, "application/octet-stream")
    assert found.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in found.headers["Content-Security-Policy"]
    stranger = Chatter(api, desk)
    stranger.come()
    stranger.write("Me, too")
    for one in message["files"]:
        path = one["url"].removeprefix(f"/w/{chatter.key}")
        assert said(stranger.get(path)) == (404, "not_found")
        assert stranger.send("GET", path, headers={"Authorization": ""}).status_code == 401
    name = UUID(message["id"]).hex
    for wrong in (
        f"{name}-2",
        f"{name}--1",
        f"{name}-99999999999999999999",
        f"{name}-",
        name,
        "x-1",
        f"{uuid4().hex}-0",
        "%00-0",
    ):
        assert chatter.get(f"/files/{wrong}").status_code == 404


@pytest.mark.req("CHT-11", "CNV-06")
@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"text": "x"}, "invalid"), ({"client_id": "1", "text": "x"}, "invalid"), ({"client_id": 7, "text": "x"}, "invalid"),
        ({"client_id": str(uuid4())}, "invalid"), ({"client_id": str(uuid4()), "text": " \n\0 "}, "invalid"),
        ({"client_id": str(uuid4()), "text": "x" * 4_001}, "invalid"), ({"client_id": str(uuid4()), "text": ["x"]}, "invalid"),
        ([], "bad_json"), ("x", "bad_json"),
        ({"client_id": str(uuid4()), "text": "x", "identity": "a.b.c"}, "identity_refused"),
    ],
)  # fmt: skip
def test_what_is_no_message_is_refused_with_the_way_out(chatter: Chatter, message: Any, code: str) -> None:
    answer = chatter.post("/messages", message)
    assert said(answer)[1] == code
    assert 400 <= answer.status_code < 500
    assert answer.content_type == "application/problem+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "https://www.shop.example"
    assert chatter.texts() == []


@pytest.mark.req("CHT-11", "CNV-08")
def test_too_many_and_too_large_files_are_refused(chatter: Chatter) -> None:
    assert said(chatter.attach("x", *[("a.txt", "text/plain", b"x")] * 6)) == (422, "invalid")
    assert said(chatter.attach("x", ("a.bin", "application/x", b"x" * (10 * 1_048_576 + 1)))) == (
        413,
        "too_large",
    )
    assert (
        said(chatter.send("POST", "/messages", data=b"x" * 70_000, content_type="application/json"))[0] == 413
    )
    assert said(chatter.send("POST", "/messages", data=b"{}", content_type="text/plain"))[0] == 415
    broken = "multipart/form-data; boundary=x"
    assert (
        400 <= chatter.send("POST", "/messages", data=b"--y\r\n\r\n", content_type=broken).status_code < 500
    )


@pytest.mark.req("CHT-11", "SE-01")
def test_odd_words_are_kept_as_they_are(chatter: Chatter) -> None:
    text = "<b>bold</b> & \u202eodd\u202c 👋🏽 \ud800 end\r\nnext"
    chatter.post("/messages", {"client_id": str(uuid4()), "text": text})
    assert chatter.texts() == ["<b>bold</b> & \u202eodd\u202c 👋🏽 ? end\nnext"]
