"""What a relay took is written down, even where the database goes away at that very moment (EML-19, RL-03)."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from psycopg.conninfo import conninfo_to_dict

from application.conversation import CloseConversation, PostReply
from domain.conversation.messages import MessagePosted, MessageSent, SendStarted
from domain.intake.events import MessageIngested
from domain.kernel.refusal import NotFound
from infrastructure.bootstrap import Application, bootstrap
from infrastructure.demo.kept import Kept, Store
from infrastructure.demo.relay import DemoRelay
from infrastructure.embedded import Postgres
from infrastructure.embedded.processes import wait_until
from infrastructure.insisting import insisted
from infrastructure.projecting.install import install
from infrastructure.sending import Sender, TryAgain
from infrastructure.settings import Settings
from tests.support.mails import a_mail
from tests.support.servers import execute
from tests.support.world import World

PATIENCE = 60.0


@pytest.fixture
def app(database: str, tmp_path: Path) -> Iterator[Application]:
    settings = Settings(database_url=database, redis_url="redis://unused", state=tmp_path / "state")
    with bootstrap(settings) as made:
        install(database, made.projectors)
        yield made


class Gate:
    """A database that can be shut: nobody is let in any more, and who was in is thrown out."""

    def __init__(self, server: Postgres, dsn: str) -> None:
        self._server, self._name = server, str(conninfo_to_dict(dsn)["dbname"])

    def shut(self) -> None:
        execute(self._server, "ALTER DATABASE {} ALLOW_CONNECTIONS false", self._name)
        out = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE '"' || datname || '"' = '{}'"""
        execute(self._server, out, self._name)

    def open(self) -> None:
        execute(self._server, "ALTER DATABASE {} ALLOW_CONNECTIONS true", self._name)


class Snatching(Store):
    """A relay that takes a mail, and the database goes away before the sender hears of it."""

    gate: Gate
    sender: Sender
    job: tuple[UUID, UUID, UUID]
    refused = False

    def keep(self, raw: bytes, mail_from: str, recipients: list[str], received_at: str) -> Kept:
        kept = super().keep(raw, mail_from, recipients, received_at)
        self.gate.shut()
        # another thread of the same worker that is given the same job leaves it alone, though the lock is gone
        with pytest.raises(TryAgain):
            self.sender(*self.job)
        self.refused = True
        return kept


@pytest.mark.req("EML-19", "RL-03")
def test_what_the_relay_took_is_recorded_once_the_database_is_back(
    app: Application, postgres_server: Postgres, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "infrastructure.insisting")
    world = World(ports=app.ports)
    channel = world.channel()
    intake = world.mail(channel, a_mail())
    (taken,) = world.happened(intake, MessageIngested)
    world.do(PostReply(taken.conversation_id, "See."), by="system:test")
    (posted,) = world.happened(taken.conversation_id, MessagePosted)
    store, gate = Snatching(tmp_path / "relay"), Gate(postgres_server, app.settings.database_url)
    store.gate = gate
    store.job = (world.account, taken.conversation_id, posted.message_id)
    with DemoRelay(store) as relay, ThreadPoolExecutor(1) as worker:
        store.sender = replace(app.sender, default_relay=f"smtp://127.0.0.1:{relay.port}")
        sending = worker.submit(store.sender, *store.job)
        try:
            assert wait_until(lambda: "the log is away" in caplog.text or sending.done(), PATIENCE)
            assert not sending.done()
        finally:
            gate.open()
        sending.result(PATIENCE)
    assert store.refused
    assert [kept.copies for kept in store.newest()] == [1]
    assert len(world.happened(taken.conversation_id, SendStarted)) == 1
    assert len(world.happened(taken.conversation_id, MessageSent)) == 1


@pytest.mark.req("EML-19")
def test_what_waiting_does_not_help_against_is_raised(app: Application) -> None:
    world = World(ports=app.ports)
    with pytest.raises(NotFound):
        insisted(app.bus, CloseConversation(uuid4()), world.env())
