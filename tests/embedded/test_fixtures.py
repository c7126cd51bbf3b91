"""The fixtures keep tests apart from each other."""

import psycopg
import pytest
import redis

from infrastructure.embedded import Postgres
from tests.support.servers import database_from, execute


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_its_own_database(empty_database: str, turn: int) -> None:
    with psycopg.connect(empty_database) as connection:
        connection.execute("CREATE TABLE only_once (turn int)")
        connection.execute("INSERT INTO only_once VALUES (%s)", [turn])
    with psycopg.connect(empty_database) as connection:
        assert connection.execute("SELECT turn FROM only_once").fetchall() == [(turn,)]


def test_a_database_is_a_copy_of_its_template(postgres_server: Postgres) -> None:
    execute(postgres_server, "CREATE DATABASE pattern")
    with psycopg.connect(postgres_server.dsn_of("pattern")) as connection:
        connection.execute("CREATE TABLE copied AS SELECT 1 AS one")
    with database_from(postgres_server, "pattern") as dsn, psycopg.connect(dsn) as connection:
        assert connection.execute("SELECT one FROM copied").fetchall() == [(1,)]


def test_a_database_is_dropped_while_somebody_is_connected(postgres_server: Postgres) -> None:
    with database_from(postgres_server, "template1") as dsn:
        connection = psycopg.connect(dsn)
    with connection, pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_an_empty_redis(redis_url: str, turn: int) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.keys() == []
        client.set("turn", turn)


def test_text_compares_by_code_point_and_cases_as_unicode(empty_database: str) -> None:
    with psycopg.connect(empty_database) as connection:
        row = connection.execute(
            "SELECT upper('é'), 'Z' < 'a', 'É' ILIKE 'é', current_setting('timezone')"
        ).fetchone()
    assert row == ("É", True, True, "UTC")
