"""Bots over HTTP: drawn up, tried, switched on, and heard by a visitor before and after they wrote (CHT-01, CHT-08)."""

import json
from typing import Any

import pytest

from application.bot import SetBot, SwitchBot
from domain.bot.flow import Flow
from domain.bot.steps import Option, Step
from tests.api.test_chat_script import config, made
from tests.support.api import Served
from tests.support.chats import ChatDesk
from tests.support.chatters import Chatter

pytestmark = pytest.mark.req("CHT-01", "CHT-08")
HELLO = {"key": "hello", "do": "say", "text": "Hello!", "next": "what"}
WHAT = {
    "key": "what", "do": "choose", "text": "What is it about?",
    "options": [{"label": "Orders", "next": ""}, {"label": "Other", "next": ""}],
}  # fmt: skip
FLOW: dict[str, Any] = {"name": "Robin", "when": "always", "steps": [HELLO, WHAT]}
TRIAL = {"flow": FLOW, "answers": ["orders"], "available": True, "in_hours": True}
__all__ = ["made"]


def test_a_bot_is_drawn_up_tried_and_switched_on(api: Served) -> None:
    world = api.world()
    desk = ChatDesk(world)
    api.caught_up()
    admin, at = api.client(world), f"/channels/{desk.channel}/bot"
    assert admin.read(at) == {"on": False, "versions": [], "version": 0}
    first, second = admin.post(f"{at}/trial", TRIAL).json["turns"]
    assert [one["text"] for one in first["said"]] == ["Hello!", "What is it about?"]
    assert second == {"said": [], "understood": True, "waits": "", "outcome": "handed_over", "tickets": []}
    refused = admin.put(at, {**FLOW, "steps": [{**HELLO, "next": "nowhere"}]})
    assert (refused.status_code, refused.json["field"]) == (422, "steps.hello.next")
    assert admin.put(f"{at}/on", {"on": True}).json["code"] == "no_bot_yet"
    assert admin.put(at, FLOW).status_code == 200
    assert admin.put(f"{at}/on", {"on": True}).status_code == 200
    told = admin.get(at)
    assert (told.json["on"], len(told.json["versions"]), told.json["version"]) == (True, 1, 2)
    assert told.headers["ETag"] == '"2"'


def test_its_first_words_are_in_the_script_and_its_next_in_the_conversation(made: Served) -> None:
    desk = ChatDesk(made.world())
    steps = (
        Step("what", "choose", "What is it about?", options=(Option("Orders", "mail"),)),
        Step("mail", "ask", "Your address?", field="email"),
    )
    desk.world.do(SetBot(desk.channel, Flow("Robin", steps)))
    desk.world.do(SwitchBot(desk.channel, on=True))
    chatter = Chatter(made, desk)
    made.caught_up()
    told = config(chatter.get(".js"))
    assert told["opening"] == [{"text": "What is it about?", "choices": ["Orders"]}]
    assert "opening" not in chatter.get("/state").text
    chatter.come()
    chatter.write("Orders", shown=True)
    made.caught_up()
    _, said = json.loads(chatter.get("/messages").data)["items"]
    assert (said["from"], said["name"], said["text"], said["state"]) == (
        "bot",
        "Robin",
        "Your address?",
        "sent",
    )
