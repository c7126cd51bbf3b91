"""The database is lost and its replica takes over: nothing acknowledged is lost, and everything goes on alone (RL-03)."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import psycopg
import pytest

from infrastructure.embedded import Postgres
from tests.e2e.test_kills import everything_is_there_once, everything_taken_in, states
from tests.support.browser import Browser
from tests.support.company import Company
from tests.support.customers import answered, stream_in
from tests.support.mails import a_mail
from tests.support.product import Product, Relay, eventually
from tests.support.servers import temporary_state
from tests.support.standby import Standby, either, running_pair, tell

MAILS, SENDERS, TEAMS = 60, 3, 30
LOST = MAILS // 3


@pytest.fixture
def pair() -> Iterator[tuple[Postgres, Standby]]:
    """A primary that acknowledges nothing its replica has not on disk."""
    with running_pair(durable=True) as (primary, standby):
        tell(primary.dsn, "ALTER SYSTEM SET synchronous_standby_names = '*'")
        tell(primary.dsn, "SELECT pg_reload_conf()")
        with psycopg.connect(primary.dsn, autocommit=True) as db:
            state = "SELECT sync_state FROM pg_stat_replication"
            eventually(lambda: db.execute(state).fetchall() == [("sync",)], "the replica is waited for")
        yield primary, standby


def fail_over(primary: Postgres, standby: Standby, taken: list[int]) -> None:
    """Lose the primary amid the stream, and let the replica take over."""
    eventually(lambda: len(taken) >= LOST, "mails stream in", 120.0)
    assert primary.process is not None
    os.killpg(primary.process.pid, signal.SIGKILL)
    primary.stop()
    tell(standby.dsn, "SELECT pg_promote()")


def make_teams(admin: Browser, taken: list[int]) -> list[str]:
    """Make teams all along, each insisted on under its key; returns the names, all acknowledged."""
    names = [f"Team {number}" for number in range(TEAMS)]
    for number, name in enumerate(names):
        moment = number * MAILS // (TEAMS + 1)
        eventually(lambda moment=moment: len(taken) >= moment, f"{moment} mails are taken", 180.0)  # type: ignore[misc]
        made = answered(lambda name=name: admin.send("POST", "/teams", {"name": name}, Idempotency_Key=name))  # type: ignore[misc]
        assert made.status_code == 201, made.text
    return names


@pytest.mark.slow
@pytest.mark.req("RL-03", "RL-01", "RL-02", "API-03")
def test_a_replica_takes_over_and_nothing_acknowledged_is_lost(
    pair: tuple[Postgres, Standby], relay: Relay
) -> None:
    primary, standby = pair
    with (
        temporary_state() as state,
        Product(state, database_url=either(primary, standby), replica_url=standby.dsn) as product,
        ExitStack() as closing,
    ):
        product.wait_ready()
        company = Company(product, closing, "Failover")
        company.relay(relay)
        agent = company.agent("Bo")
        mailbox = company.channel(users=(agent.user_id,), tickets=True)
        subjects = [f"Stream {number}" for number in range(MAILS)]
        mails = [a_mail(sender=f"s{number}@{company.domain}", subject=s) for number, s in enumerate(subjects)]
        processes = product.groups()

        taken: list[int] = []
        with ThreadPoolExecutor(3) as together:
            streaming = together.submit(stream_in, product, mails, mailbox.hosted, SENDERS, taken)
            making = together.submit(make_teams, company.admin, taken)
            fail_over(primary, standby, taken)
            # where the replica takes over sooner than the door loses patience, nobody is put off
            streaming.result()
            names = making.result()
        assert sorted(taken) == list(range(MAILS))

        admin = company.admin
        eventually(lambda: everything_taken_in(admin, product), "everything is taken in", 120.0)
        everything_is_there_once(mailbox, subjects)
        assert sorted(team["name"] for team in admin.read("/teams")["items"]) == sorted(names)
        conversation = company.conversations()[0]["conversation_id"]
        reply = agent.post(f"/conversations/{conversation}/messages", {"text": "We are back"})["id"]
        eventually(lambda: states(admin, [reply]) == ["sent"], "the reply is sent", 60.0)
        # nobody had to start anything again
        assert product.groups() == processes
        assert product.report("verify", "views")["equal"] is True
