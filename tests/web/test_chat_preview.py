"""The preview of a chat tells its widget what the server would, in every state and by every setting (CHT-07, CHT-09)."""

import json
import subprocess
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from domain.channel.chat_settings import AWAY, BASES, CAPACITY, OFFLINE, REPLY_TIMES, ChatHours
from domain.channels.chat_state import ChatFacts, ChatState, Present, state
from tests.web.test_made import NODE, WEB

BACK = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TOLD = ("state", "launcher", "message", "ask_email", "reply_time", "returns_at")
NAMES = ("basis", "reply_time", "away", "offline", "capacity")
ASK = """
import { possible, stateIn } from "./src/settings/chat/previewed.ts";
const all = JSON.parse(await new Response(process.stdin).text());
console.log(JSON.stringify(all.map((hours) => possible(hours).map((shown) => [shown, stateIn(hours, shown, "BACK")]))));
"""


def of_server(hours: ChatHours, shown: str) -> dict[str, Any]:
    """What it would answer where somebody is there, nobody, out of hours, or everyone busy."""
    there = () if shown == "away" else (Present(available=True, full=shown == "capacity"),)
    found: ChatState = state(ChatFacts(hours, there, True, shown != "offline", BACK, True, 240))  # noqa: FBT003
    told = {name: getattr(found, name) for name in TOLD}
    returns_at = "BACK" if told["returns_at"] else None
    return {
        **told,
        "message": told["message"] or None,
        "reply_time": told["reply_time"] or None,
        "returns_at": returns_at,
    }


@pytest.mark.req("CHT-07", "CHT-09")
def test_each_state_is_previewed_as_the_server_tells_it() -> None:
    texts = {"away_text": "Soon.", "offline_text": "Closed.", "capacity_text": ""}
    cases: list[dict[str, Any]] = [
        {**dict(zip(NAMES, values, strict=True)), **texts, "schedule_id": None}
        for values in product(BASES, REPLY_TIMES, AWAY, OFFLINE, CAPACITY)
    ]
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", ASK], cwd=WEB, input=json.dumps(cases), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    for case, shown in zip(cases, json.loads(done.stdout), strict=True):
        assert len(shown) >= 2
        for name, previewed in shown:
            assert previewed == of_server(ChatHours(**case), name), (case, name)
