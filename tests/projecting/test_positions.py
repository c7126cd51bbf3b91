"""How far the read models are is never believed beyond what they say themselves (API-03, RL-01)."""

import psycopg
import pytest

from infrastructure.embedded.processes import wait_until
from infrastructure.projecting.positions import Positions

PATIENCE = 30.0


@pytest.mark.req("RL-01", "API-03")
def test_what_a_crash_took_from_the_read_models_is_waited_for_again(database: str) -> None:
    positions = Positions(database, poll=0.1)
    try:
        with psycopg.connect(database, autocommit=True) as db:
            db.execute(
                "INSERT INTO views.positions (name, version, position, tables) VALUES ('v', 1, 70, '{}')"
            )
            assert positions.wait_for(70, PATIENCE)
            # as after a crash: views and position are where the last write to disk left them, connections are gone
            db.execute("UPDATE views.positions SET position = 40")
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
            db.execute(others)
            assert wait_until(lambda: positions.position() == 40, PATIENCE)
            assert not positions.wait_for(70, 0)
            db.execute("UPDATE views.positions SET position = 71")
            assert positions.wait_for(70, PATIENCE)
    finally:
        positions.close()
