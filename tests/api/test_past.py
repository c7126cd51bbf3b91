"""Every list there is, as it was at a position or a time (AUD-02, PF-09)."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest

from tests.support.api import Served
from tests.support.mails import a_mail


@pytest.mark.req("AUD-02", "PF-09")
def test_a_list_of_one_contact_and_one_at_a_time(api: Served) -> None:
    world = api.world()
    ann = world.user("Ann")
    channel = world.channel(users=(ann,))
    conversation = world.mailed(channel, a_mail(sender="Cy <cy@customer.example>"))
    world.mailed(channel, a_mail(sender="Dee <dee@customer.example>"))
    client = api.client(world, ann)
    row = next(
        one for one in client.read("/conversations")["items"] if one["conversation_id"] == str(conversation)
    )
    before = client.read(f"/conversations?contact_id={row['contact_id']}")["items"]
    as_of, at = api.caught_up(), datetime.now(UTC)
    client.post(f"/conversations/{conversation}/messages", {"text": "Done.", "close": True})

    of_contact = f"/conversations?contact_id={row['contact_id']}"
    assert client.read(f"{of_contact}&as_of={as_of}")["items"] == before
    assert client.read(of_contact)["items"][0]["status"] == "closed"
    time = quote(at.isoformat())
    assert client.read(f"{of_contact}&at={time}")["items"] == before
    later = quote((datetime.now(UTC) + timedelta(seconds=1)).isoformat())
    assert client.read(f"{of_contact}&at={later}")["items"][0]["status"] == "closed"
    assert client.get("/conversations?at=yesterday").status_code == 422


@pytest.mark.req("AUD-02", "ACC-09")
def test_channels_as_they_were(api: Served) -> None:
    world = api.world()
    channel = world.channel()
    client = api.client(world)
    before = client.read("/channels")["items"]
    as_of = api.caught_up()
    client.post(f"/channels/{channel}/pause")
    (now,) = client.read("/channels")["items"]
    (past,) = client.read(f"/channels?as_of={as_of}")["items"]
    assert (now["state"], past["state"]) == ("paused", "connected")
    assert past == {**before[0], "last_inbound_at": None}
    assert client.read("/channels?as_of=1")["items"] == []


@pytest.mark.req("AUD-02", "TKT-04")
def test_tickets_and_the_board_as_they_were(api: Served) -> None:
    world = api.world()
    channel = world.channel(tickets=True)
    world.mailed(channel, a_mail())
    client = api.client(world)
    (ticket,) = client.read("/tickets")["items"]
    pipeline = ticket["pipeline_id"]
    board = client.read(f"/pipelines/{pipeline}/board")
    as_of = api.caught_up()
    stages = [column["stage"] for column in board["columns"]]
    client.put(f"/tickets/{ticket['ticket_id']}/stage", {"stage": stages[-1]["key"]})
    client.put(f"/pipelines/{pipeline}/stages", {"stages": stages[::-1]})

    assert client.read(f"/tickets?as_of={as_of}")["items"] == [ticket]
    assert client.read(f"/pipelines/{pipeline}/board?as_of={as_of}") == board
    now = client.read(f"/pipelines/{pipeline}/board")
    assert [column["count"] for column in now["columns"]] == [1, *[0] * (len(stages) - 1)]
    assert client.get(f"/pipelines/{pipeline}/board?as_of=1").status_code == 404
