"""A visitor who reads on from where they were misses nothing, whenever it came (CHT-11)."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.api import Served
from tests.support.chats import ChatDesk
from tests.support.chatters import Chatter, limited

VISITORS = 25
PATIENCE = 2_000
"""Readings after which what was written counts as missed."""


@pytest.mark.req("CHT-11")
def test_a_first_message_that_comes_while_one_reads_is_never_passed_over(api: Served) -> None:
    desk, open_door = ChatDesk(api.world()), limited(api, asked_at_once=VISITORS * PATIENCE)

    def reads_on(tab: Chatter) -> list[str]:
        position = 0
        for _ in range(PATIENCE):
            answer = tab.get(f"/messages?after={position}")
            part = json.loads(answer.data)
            if part["items"]:
                return [one["text"] for one in part["items"]]
            position = part["position"]
        return []

    with ThreadPoolExecutor(2) as threads:
        for number in range(VISITORS):
            chatter = Chatter(api, desk)
            chatter.come()
            other_tab = threads.submit(reads_on, Chatter(open_door, desk, token=chatter.token))
            chatter.write(f"First {number}")
            assert other_tab.result() == [f"First {number}"]
