"""Secrets are sealed, bound to account and name, made once under races, taken once, and re-sealed on rotation."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from cryptography.exceptions import InvalidTag

from infrastructure.events.master import from_file, from_secret, rotate_file
from infrastructure.postgres.pool import Pool, open_pool
from infrastructure.secrets import Secrets

ACCOUNT = uuid4()
MASTER = from_secret(bytes(range(32)))


@pytest.fixture
def pool(database: str) -> Iterator[Pool]:
    opened = open_pool(database)
    yield opened
    opened.close()


@pytest.mark.req("SE-06")
def test_a_secret_is_kept_sealed(pool: Pool, database: str) -> None:
    secrets = Secrets(pool, MASTER)
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
    secrets = Secrets(pool, MASTER)
    secrets.put(ACCOUNT, "relay_password", b"hunter2")
    with psycopg.connect(database) as db:
        db.execute("UPDATE vault.secrets SET name = 'token'")
    with pytest.raises(InvalidTag):
        secrets.get(ACCOUNT, "token")


def test_an_accounts_own_secret_is_made_once_by_whoever_asks_first(pool: Pool) -> None:
    with ThreadPoolExecutor(8) as threads:
        made = set(threads.map(lambda _: Secrets(pool, MASTER).of_account(ACCOUNT), range(16)))
    assert len(made) == 1
    (own,) = made
    assert len(own) == 32
    secrets = Secrets(pool, MASTER)
    assert secrets.of_account(ACCOUNT) is secrets.of_account(ACCOUNT)
    assert secrets.of_installation() not in {own, secrets.of_account(uuid4())}


def test_who_is_slower_takes_the_secret_of_who_was_faster(pool: Pool) -> None:
    faster, slower = Secrets(pool, MASTER), Secrets(pool, MASTER)
    assert slower._made(ACCOUNT) == faster._made(ACCOUNT) == faster.of_account(ACCOUNT)


def test_one_of_many_takes_a_secret(pool: Pool) -> None:
    secrets = Secrets(pool, MASTER)
    secrets.put(ACCOUNT, "link:1", b"once")
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(lambda _: secrets.take(ACCOUNT, "link:1"), range(8)))
    assert sorted(taken, key=str) == [None] * 7 + [b"once"]


@pytest.mark.req("SE-06")
def test_secrets_are_sealed_again_under_a_new_master_key(pool: Pool, tmp_path: Path) -> None:
    path = tmp_path / "master.json"
    Secrets(pool, from_file(path)).put(ACCOUNT, "a", b"kept")
    rotated = Secrets(pool, rotate_file(path))
    assert rotated.rewrap() == 1
    assert rotated.rewrap() == 0
    only_new = from_file(path)
    only_new.path = None
    del only_new.ciphers["1"]
    assert Secrets(pool, only_new).get(ACCOUNT, "a") == b"kept"
