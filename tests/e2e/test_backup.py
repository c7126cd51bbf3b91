"""Backup and restore of the running product, kills included (RL-08)."""

import json
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from threading import Event as Flag
from typing import Any

import psycopg
import pytest

from infrastructure.backup.archive import DRAFT
from infrastructure.embedded import Postgres
from infrastructure.embedded.processes import wait_until
from tests.support.company import Company, Mailbox
from tests.support.customers import insist
from tests.support.mails import a_mail
from tests.support.product import PATIENCE, POSTROOM, Product, Relay, surroundings
from tests.support.servers import temporary_state
from tests.support.serving import CHECKOUT

# commands each of which starts a database: seconds, or minutes on a very busy machine
pytestmark = pytest.mark.timeout(600)
NUMBERS = count(1)
EVENTS = "SELECT notification_id, originator_id, topic, md5(state) FROM stored_events ORDER BY 1"


def log_of(product: Product) -> list[tuple[Any, ...]]:
    with psycopg.connect(product.settings.database_url) as db:
        return db.execute(EVENTS).fetchall()


def stream(mailbox: Mailbox, enough: Flag, taken: list[int]) -> None:
    """Let mail after mail arrive until it is enough."""
    while not enough.is_set():
        sender = f"s{len(taken)}@{mailbox.company.domain}"
        taken.append(insist(mailbox.company.product, a_mail(sender=sender), mailbox.hosted))


@contextmanager
def raised_afterwards() -> Iterator[Flag]:
    """A flag that is raised when the block ends, however it does."""
    flag = Flag()
    try:
        yield flag
    finally:
        flag.set()


def started(state: Path, *words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*POSTROOM, *map(str, words)],
        env=surroundings(state), cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    printed, said = process.communicate(timeout=300)
    return process.returncode, printed, said


def killed_when(process: subprocess.Popen[str], moment: Callable[[], bool]) -> None:
    """Kill -9 a command in the middle of it."""
    assert wait_until(lambda: moment() or process.poll() is not None, PATIENCE, pause=0.001)
    process.kill()
    assert ended(process)[0] == -signal.SIGKILL


def new_machine(product: Product, state: Path, copied: Path) -> None:
    (state / "keys").mkdir(mode=0o700)
    shutil.copy(product.state / "keys" / "master.json", state / "keys")
    shutil.copy(copied, state / "keys" / "destroyed")


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    """A product of these tests' own: a backup holds everything of everybody, and others would add to it meanwhile."""
    with temporary_state() as state, Product(state) as running:
        yield running.wait_ready()


@pytest.fixture
def company(product: Product, relay: Relay) -> Iterator[Company]:
    with ExitStack() as closing:
        made = Company(product, closing, f"Kept{next(NUMBERS)}")
        made.relay(relay)
        yield made


@pytest.mark.slow
@pytest.mark.req("RL-08", "PRV-08", "AUD-03")
def test_a_backup_under_load_is_restored_on_a_new_machine_and_works_there(
    company: Company, product: Product, tmp_path: Path
) -> None:
    mailbox = company.channel()
    (erased,) = mailbox.taken(a_mail("Forget my capybaras", sender=f"zofia@{company.domain}"))
    file, copied = tmp_path / "one.backup", tmp_path / "destroyed"
    taken: list[int] = []
    with ThreadPoolExecutor(1) as together, raised_afterwards() as enough:
        together.submit(stream, mailbox, enough, taken)
        assert wait_until(lambda: len(taken) > 5, PATIENCE)
        before = len(taken)
        made = product.report("backup", str(file), "--destroyed", str(copied))
    assert len(taken) > before, "mail came in while the backup was made"
    company.admin.post(f"/contacts/{erased['contact_id']}/erase")
    product.command("backup", str(tmp_path / "later.backup"), "--destroyed", str(copied))
    assert made["position"] > 0

    with temporary_state() as state:
        new_machine(product, state, copied)
        code, printed, said = ended(started(state, "restore", file, "--json"))
        assert code == 0, said
        told = json.loads(printed)
        assert (told["position"], told["different"]) == (made["position"], [])
        assert (told["keys_destroyed_again"], told["erasures_finished"]) == (2, 1)
        with Product(state) as restored:
            restored.wait_ready()
            report = restored.report("verify", "views")
            assert (report["equal"], report["set_aside"]) == (True, [])
            assert log_of(restored)[: made["events"]] == log_of(product)[: made["events"]]
            for database in (restored, product):
                assert not holds(database, "capybaras")
            restored.take(a_mail(sender=f"zofia@{company.domain}"), mailbox.hosted)
            arrived = "SELECT FROM inbox_list WHERE contact_address = %s AND contact_id <> %s"
            values = (f"zofia@{company.domain}", erased["contact_id"])
            with psycopg.connect(
                restored.settings.database_url, autocommit=True, options="-c search_path=views"
            ) as db:
                assert wait_until(lambda: bool(db.execute(arrived, values).fetchall()), PATIENCE)


def holds(product: Product, word: str) -> bool:
    with psycopg.connect(product.settings.database_url) as db:
        found = db.execute("SELECT FROM views.thread_messages AS t WHERE t::text ILIKE %s", (f"%{word}%",))
        return bool(found.fetchall())


@pytest.mark.slow
@pytest.mark.req("RL-08", "RL-01")
def test_whenever_a_backup_or_a_restore_is_killed_nothing_is_half_in_force(
    company: Company, product: Product, tmp_path: Path
) -> None:
    company.channel().taken(*(a_mail() for _ in range(3)))
    file, copied = tmp_path / "one.backup", tmp_path / "destroyed"
    draft = file.with_name(file.name + DRAFT)
    killed_when(started(product.state, "backup", file), draft.exists)
    assert not file.exists()
    made = product.report("backup", str(file), "--destroyed", str(copied))
    assert not draft.exists()

    with temporary_state() as state:
        new_machine(product, state, copied)
        moments: list[Callable[[], bool]] = [
            (state / "postgres" / "complete").exists,
            lambda: any((state / "blobs").glob("*/*")),
            lambda: views_begin(state),
        ]
        for moment in moments:
            killed_when(started(state, "restore", file), moment)
        code, printed, said = ended(started(state, "restore", file, "--json"))
        assert code == 0, said
        told = json.loads(printed)
        assert (told["position"], told["verified"], told["different"]) == (made["position"], True, [])


def views_begin(state: Path) -> bool:
    """Tell whether the read models are being filled, as the database of a restore says."""
    try:
        with psycopg.connect(Postgres(state).dsn, connect_timeout=1) as db:
            return db.execute("SELECT count(*) > 0 FROM views.positions").fetchall() == [(True,)]
    except psycopg.Error:
        return False
