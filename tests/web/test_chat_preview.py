"""The preview of a chat tells its widget what the server would, in every state and by every setting (CHT-07, CHT-09)."""

import json
import subprocess
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from domain.bot.flow import Flow
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


WHENS = ("always", "available", "unavailable")
SPEAK = """
import { consentIn, possible, speaks } from "./src/settings/chat/previewed.ts";
const { whens, asked } = JSON.parse(await new Response(process.stdin).text());
const all = possible({ basis: "hours" });
console.log(JSON.stringify({
  spoken: whens.map((when) => all.map((shown) => [when, shown, speaks(when, shown)])).flat(),
  consents: asked.map((one) => [consentIn(one, false), consentIn(one, true)]),
}));
"""


@pytest.mark.req("CHT-08", "CHT-09", "PRV-02", "PRV-03")
def test_a_bot_speaks_and_consent_is_asked_in_the_preview_as_on_a_page() -> None:
    known = {"texts": {"en": "We keep it."}, "hashes": {"en": "ab"}, "text_version": 3}
    given = {"whens": WHENS, "asked": [{"mode": mode, **known} for mode in ("off", "explicit", "implied")]}
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", SPEAK], cwd=WEB, input=json.dumps(given), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert len(told["spoken"]) == len(WHENS) * 4
    for when, shown, speaks in told["spoken"]:
        assert speaks is Flow("Robin", (), when).speaks(available=shown == "available"), (when, shown)
    off, *asking = told["consents"]
    assert off == [None, None]
    terms = {"version": 3, "texts": {"en": {"text": "We keep it.", "hash": "ab"}}}
    assert asking == [
        [{"mode": mode, **terms, "agreed": agreed} for agreed in (False, True)]
        for mode in ("explicit", "implied")
    ]
