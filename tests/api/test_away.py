"""While the log cannot be reached, whoever reads from it is told to come again (RL-03, API-01)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from api.app import create_app
from application.ports import Unavailable
from infrastructure.events.log import Log
from infrastructure.events.recorder import OneTripRecorder, datastore
from tests.support.api import Served
from tests.support.mails import a_mail

NOWHERE = "host=/nonexistent dbname=none"


@pytest.fixture
def away(api: Served) -> Iterator[Log]:
    """A log whose database is not there."""
    nowhere = datastore(NOWHERE, prompt=True)
    nowhere.pool.timeout = 0.05
    try:
        yield Log(OneTripRecorder(nowhere), api.application.log.mapper)
    finally:
        nowhere.close()


@pytest.mark.req("RL-03")
def test_every_read_of_a_log_that_is_away_says_so(api: Served, away: Log) -> None:
    world = api.world()
    reads = (
        lambda: away.fetch([world.admin]), lambda: away.holders([world.admin]), lambda: away.read(0, 1),
        lambda: away.stream(world.admin), lambda: away.versions(world.admin, [1]),
        lambda: away.streams([world.admin]), lambda: away.heads([world.admin], 1), lambda: away.at([1]),
        lambda: away.outcome_of(world.account, world.admin), away.last_position,
    )  # fmt: skip
    for read in reads:
        with pytest.raises(Unavailable):
            read()


@pytest.mark.req("RL-03", "API-01")
def test_reads_through_the_api_answer_503_with_when_to_come_again(api: Served, away: Log) -> None:
    world = api.world()
    channel = world.channel(tickets=True)
    conversation = world.mailed(channel, a_mail())
    row = api.client(world).read("/conversations")["items"][0]
    (ticket,) = api.client(world).read("/tickets")["items"]
    as_of = f"as_of={api.caught_up()}"
    paths = (
        f"/conversations?{as_of}", f"/conversations/{conversation}?{as_of}", f"/history/conversation/{conversation}",
        f"/contacts/{row['contact_id']}/timeline", f"/channels?{as_of}", f"/pipelines/{ticket['pipeline_id']}/board?{as_of}",
    )  # fmt: skip
    services = replace(api.services, log=away)
    reader = Served(api.application, services, create_app(services)).client(world)
    for path in paths:
        assert api.client(world).get(path).status_code == 200, path
        answer = reader.get(path)
        assert (answer.status_code, answer.mimetype) == (503, "application/problem+json"), path
        assert int(answer.headers["Retry-After"]) > 0
