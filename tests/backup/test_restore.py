"""What a restore brings back, what it does not, and what it refuses."""

from pathlib import Path

import psycopg
import pytest

from infrastructure.backup import restore as restoring
from infrastructure.embedded import Postgres
from infrastructure.postgres.migrations import STEPS
from tests.support import servers
from tests.support.installation import Installation
from tests.support.mails import a_mail
from tests.support.restoring import backed_up, nothing_in, rows
from tests.support.world import World

TABLES = (
    "stored_events",
    "stored_events_commands",
    "vault.subject_keys",
    "vault.secrets",
    "reactor_positions",
)


@pytest.mark.req("RL-08")
def test_a_restore_on_a_new_machine_brings_everything_back(
    old: Installation, new: Installation, world: World, tmp_path: Path
) -> None:
    channel = world.channel()
    intake = world.mail(channel, a_mail("My secret text", sender="ann@customer.example"))
    before = {table: rows(old.dsn, table) for table in TABLES}
    file = backed_up(old, tmp_path / "one.backup")
    assert b"secret text" not in file.read_bytes()
    world.mail(channel, a_mail("Too late"))

    new.take_keys_from(old)
    done = new.run("restore", file, "--destroyed", tmp_path / "list")
    assert done.exit_code == 0, done.output
    assert "filled, and equal to a rebuild" in done.stdout
    assert {table: rows(new.dsn, table) for table in TABLES} == before
    with new.opened() as there:
        raw = there.blobs.get(next(there.blobs.store.ids()), intake)
        assert raw is not None
        assert b"My secret text" in raw
        again = World(ports=there.ports, adopt=(world.account, world.domain))
        end = there.log.last_position()
        again.mailed(channel, a_mail("And one more", sender="ann@customer.example"))
        assert there.log.last_position() > end


@pytest.mark.req("RL-08")
def test_it_is_refused_where_there_is_something_already(
    old: Installation, world: World, tmp_path: Path
) -> None:
    world.channel()
    file = backed_up(old, tmp_path)
    before = rows(old.dsn, "stored_events")
    done = old.run("restore", file, "--destroyed", tmp_path.parent / "list")
    assert done.exit_code == 1
    assert f"the database holds {len(before)} events already" in done.stderr
    assert rows(old.dsn, "stored_events") == before


@pytest.mark.req("RL-08")
def test_a_damaged_file_changes_nothing(
    old: Installation, new: Installation, world: World, tmp_path: Path
) -> None:
    world.channel()
    file = backed_up(old, tmp_path / "one")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    new.take_keys_from(old)
    done = new.run("restore", file, "--none-destroyed")
    assert (done.exit_code, "damaged" in done.stderr) == (1, True)
    assert nothing_in(new.dsn)
    assert not (new.state / "blobs").exists()


@pytest.mark.req("RL-08")
def test_a_restore_that_was_interrupted_after_loading_goes_on(
    old: Installation, new: Installation, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.channel()
    file = backed_up(old, tmp_path / "one")
    new.take_keys_from(old)

    def interrupted(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr("infrastructure.postgres.migrations.migrate", interrupted)
    monkeypatch.setattr(restoring, "migrate", interrupted)
    assert "no space" in new.run("restore", file, "--none-destroyed").stderr
    monkeypatch.undo()
    monkeypatch.setattr("infrastructure.backup.again.fill_views", interrupted)
    assert "no space" in new.run("restore", file, "--none-destroyed").stderr
    monkeypatch.undo()
    done = new.run("restore", file, "--none-destroyed")
    assert (done.exit_code, "An earlier restore" in done.stdout) == (0, True), done.output
    done = new.run("restore", file, "--none-destroyed")
    assert (done.exit_code, "events already" in done.stderr) == (1, True)


@pytest.mark.req("RL-08")
def test_tables_of_another_version_are_refused_in_words(
    old: Installation, new: Installation, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.channel()
    file = backed_up(old, tmp_path / "one")
    new.take_keys_from(old)
    monkeypatch.setattr(restoring, "STEPS", STEPS[:-1])
    done = new.run("restore", file, "--none-destroyed")
    assert (done.exit_code, f"later version (it has {STEPS[-1][0]})" in done.stderr) == (1, True)
    monkeypatch.undo()
    assert new.run("migrate").exit_code == 0
    with psycopg.connect(new.dsn) as db:
        db.execute("INSERT INTO public.migrations (name) VALUES ('9999_later')")
    done = new.run("restore", file, "--none-destroyed")
    assert (done.exit_code, "tables of a later version already (9999_later)" in done.stderr) == (1, True)


@pytest.mark.req("RL-08")
def test_it_goes_into_a_database_that_was_started_and_never_used(
    old: Installation, postgres_server: Postgres, migrated_template: str, world: World, tmp_path: Path
) -> None:
    world.channel()
    file = backed_up(old, tmp_path / "one")
    with servers.database_from(postgres_server, migrated_template) as dsn:
        used = Installation(dsn, tmp_path / "used")
        used.take_keys_from(old)
        with used.opened() as there:
            there.secrets.of_installation()
        done = used.run("restore", file, "--none-destroyed")
        assert done.exit_code == 0, done.output
        assert rows(dsn, "vault.secrets") == rows(old.dsn, "vault.secrets")


@pytest.mark.req("RL-08")
def test_blobs_can_be_left_to_their_store(
    old: Installation, new: Installation, world: World, tmp_path: Path
) -> None:
    world.mail(world.channel(), a_mail())
    done = old.run("backup", tmp_path / "one", "--no-blobs")
    assert "no blobs" in done.stdout
    new.take_keys_from(old)
    done = new.run("restore", tmp_path / "one", "--none-destroyed")
    assert (done.exit_code, "0 blobs" in done.stdout) == (0, True), done.output
