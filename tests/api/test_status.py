"""How the installation is, asked by those who may know how much of it."""

import pytest

from tests.support.api import Served


@pytest.mark.req("RL-09", "API-04")
def test_an_administrator_sees_everything_and_an_agent_a_state_with_words(api: Served) -> None:
    world = api.world()
    whole = api.client(world).read("/status")
    names = {(one["kind"], one["name"]) for one in whole["installation"]["consumers"]}
    assert {("view", "thread"), ("view", "inbox_list")} <= names
    assert whole["state"] in {"ok", "lagging", "failing"}
    assert (whole["unsent"], whole["unsent_since"], whole["intakes_waiting"]) == (0, None, 0)
    assert whole["version"]
    agent = api.client(world, world.user("agent")).read("/status")
    assert agent["installation"] is None
    assert {notice["level"] for notice in agent["notices"]} <= {"lagging", "failing"}


@pytest.mark.req("ACC-09", "RL-05", "RL-09")
def test_channels_that_are_not_simply_connected_are_named_to_those_who_see_them(api: Served) -> None:
    world = api.world()
    channel = world.channel()
    client = api.client(world)
    assert client.read("/status")["channels"] == []
    assert client.post(f"/channels/{channel}/pause").status_code == 200
    (named,) = client.read("/status")["channels"]
    assert (named["channel_id"], named["state"]) == (str(channel), "paused")
    assert api.client(api.world()).read("/status")["channels"] == []


@pytest.mark.req("RL-09", "SE-01")
def test_strangers_learn_nothing(api: Served) -> None:
    world = api.world()
    client = api.client(world)
    client.headers.clear()
    assert client.get("/status").status_code == 401
