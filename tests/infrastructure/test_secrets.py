"""Secrets are sealed, bound to account and name, made once under races, taken once, and re-sealed on rotation."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from cryptography.exceptions import InvalidTag

from application.ports import Outcome
from infrastructure.events.master import UNNAMED, from_file, from_secrets, rotate_file
from infrastructure.postgres.pool import Pool, open_pool
from infrastructure.secrets import Secrets

ACCOUNT = uuid4()
MASTER = from_secrets(bytes(range(32)))


class Recorded(dict[UUID, int]):
    """A log that says where commands were recorded."""

    def outcome_of(self, account_id: UUID, command_id: UUID) -> Outcome | None:
        assert account_id == ACCOUNT
        return Outcome(self[command_id]) if command_id in self else None


@pytest.fixture
def pool(database: str) -> Iterator[Pool]:
    opened = open_pool(database)
    yield opened
    opened.close()


@pytest.mark.req("SE-06")
def test_a_secret_is_kept_sealed(pool: Pool, database: str) -> None:
    secrets = Secrets(pool, MASTER, Recorded())
    secrets.put(ACCOUNT, "relay_password", b"first")
    secrets.put(ACCOUNT, "relay_password", b"hunter2hunter2")
    assert secrets.get(ACCOUNT, "relay_password") == b"hunter2hunter2"
    with psycopg.connect(database) as db:
        ((sealed,),) = db.execute("SELECT sealed FROM vault.secrets").fetchall()
    assert b"hunter2" not in sealed
    assert secrets.get(uuid4(), "relay_password") is None
    secrets.drop(ACCOUNT, "relay_password")
    assert secrets.get(ACCOUNT, "relay_password") is None


@pytest.mark.req("SE-06")
def test_a_secret_moved_to_another_name_does_not_open(pool: Pool, database: str) -> None:
    secrets = Secrets(pool, MASTER, Recorded())
    secrets.put(ACCOUNT, "relay_password", b"hunter2")
    with psycopg.connect(database) as db:
        db.execute("UPDATE vault.secrets SET name = 'token'")
    with pytest.raises(InvalidTag):
        secrets.get(ACCOUNT, "token")


def test_an_accounts_own_secret_is_made_once_by_whoever_asks_first(pool: Pool) -> None:
    with ThreadPoolExecutor(8) as threads:
        made = set(threads.map(lambda _: Secrets(pool, MASTER, Recorded()).of_account(ACCOUNT), range(16)))
    assert len(made) == 1
    (own,) = made
    assert len(own) == 32
    secrets = Secrets(pool, MASTER, Recorded())
    assert secrets.of_account(ACCOUNT) is secrets.of_account(ACCOUNT)
    assert secrets.of_installation() not in {own, secrets.of_account(uuid4())}


def test_who_is_slower_takes_the_secret_of_who_was_faster(pool: Pool) -> None:
    faster, slower = Secrets(pool, MASTER, Recorded()), Secrets(pool, MASTER, Recorded())
    assert slower._made(ACCOUNT) == faster._made(ACCOUNT) == faster.of_account(ACCOUNT)


def test_one_of_many_takes_a_secret(pool: Pool) -> None:
    secrets = Secrets(pool, MASTER, Recorded())
    secrets.put(ACCOUNT, "link:1", b"once")
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(lambda _: secrets.take(ACCOUNT, "link:1"), range(8)))
    assert sorted(taken, key=str) == [None] * 7 + [b"once"]


@pytest.mark.req("SE-06")
def test_secrets_are_sealed_again_under_a_new_master_key(pool: Pool, tmp_path: Path) -> None:
    path = tmp_path / "master.json"
    Secrets(pool, from_file(path), Recorded()).put(ACCOUNT, "a", b"kept")
    rotated = Secrets(pool, rotate_file(path), Recorded())
    assert rotated.rewrap() == 1
    assert rotated.rewrap() == 0
    only_new = from_file(path)
    only_new.path = None
    del only_new.ciphers["1"]
    assert Secrets(pool, only_new, Recorded()).get(ACCOUNT, "a") == b"kept"


@pytest.mark.req("SE-06")
def test_keys_of_the_environment_are_rotated_with_the_former_beside_the_new(pool: Pool) -> None:
    former, later = b"f" * 32, b"l" * 32
    unnamed = from_secrets(former)
    unnamed.current = UNNAMED
    Secrets(pool, unnamed, Recorded()).put(ACCOUNT, "of 0.1.0", b"first")
    Secrets(pool, from_secrets(former), Recorded()).put(ACCOUNT, "named", b"second")
    with pytest.raises(LookupError):
        Secrets(pool, from_secrets(later), Recorded()).get(ACCOUNT, "named")
    assert Secrets(pool, from_secrets(later, former), Recorded()).rewrap() == 2
    only_later = Secrets(pool, from_secrets(later), Recorded())
    assert (only_later.get(ACCOUNT, "of 0.1.0"), only_later.get(ACCOUNT, "named")) == (b"first", b"second")


@pytest.mark.req("SE-06")
def test_a_process_wraps_under_a_new_key_soon_after_a_rotation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = from_file(tmp_path / "master.json")
    rotate_file(tmp_path / "master.json")
    assert running.wrap(b"key", ACCOUNT)[0] == "1"
    monkeypatch.setattr("infrastructure.events.master.LOOK_AGAIN", -1.0)
    assert running.wrap(b"key", ACCOUNT)[0] == "2"


@pytest.mark.req("SE-05", "SE-06")
def test_a_staged_secret_comes_into_force_with_its_command_and_not_before(pool: Pool) -> None:
    log, first, second = Recorded(), uuid4(), uuid4()
    secrets = Secrets(pool, MASTER, log)
    secrets.put(ACCOUNT, "password", b"old")
    secrets.stage(ACCOUNT, first, "password", b"new")
    secrets.settle(ACCOUNT, "password")
    assert secrets.get(ACCOUNT, "password") == b"old"
    log[first] = 7
    assert secrets.get(ACCOUNT, "password") == b"new"
    secrets.stage(ACCOUNT, second, "password", None)
    assert secrets.get(ACCOUNT, "password") == b"new"
    log[second] = 9
    secrets.settle(ACCOUNT, "password")
    assert secrets.get(ACCOUNT, "password") is None


@pytest.mark.req("SE-05", "RL-01")
def test_of_several_that_were_never_settled_the_newest_in_the_log_holds(pool: Pool, database: str) -> None:
    log, commands = Recorded(), [uuid4() for _ in range(3)]
    secrets = Secrets(pool, MASTER, log)
    for number, command in enumerate(commands):
        secrets.stage(ACCOUNT, command, "password", f"hash {number}".encode())
    assert secrets.get(ACCOUNT, "password") is None
    log |= {commands[1]: 20, commands[0]: 10}
    assert secrets.get(ACCOUNT, "password") == b"hash 1"
    secrets.settle(ACCOUNT, "password")
    assert secrets.get(ACCOUNT, "password") == b"hash 1"
    with psycopg.connect(database, autocommit=True) as db:
        assert db.execute("SELECT command_id FROM vault.staged_secrets").fetchall() == [(commands[2],)]
        db.execute("UPDATE vault.staged_secrets SET at = at - interval '2 days'")
        secrets.stage(ACCOUNT, uuid4(), "password", b"another")
        assert db.execute("SELECT count(*) FROM vault.staged_secrets").fetchone() == (1,)
