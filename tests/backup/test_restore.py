"""What a restore brings back, what it does not, and what it refuses."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from infrastructure.backup import restore as restoring
from infrastructure.bootstrap import Application
from infrastructure.destroyed import DESTROYED, noted
from infrastructure.embedded import Postgres
from infrastructure.postgres.migrations import STEPS
from tests.support import servers
from tests.support.installation import Installation
from tests.support.mails import a_mail
from tests.support.world import World

TABLES = (
    "stored_events",
    "stored_events_commands",
    "vault.subject_keys",
    "vault.secrets",
    "reactor_positions",
)


@pytest.fixture
def old(database: str, tmp_path: Path) -> Installation:
    """An installation at work."""
    return Installation(database, tmp_path / "old")


@pytest.fixture
def new(empty_database: str, tmp_path: Path) -> Installation:
    """A machine on which nothing of ours ever ran."""
    return Installation(empty_database, tmp_path / "new")


@pytest.fixture
def app(old: Installation) -> Iterator[Application]:
    with old.opened() as opened:
        yield opened


@pytest.fixture
def world(app: Application) -> World:
    return World(ports=app.ports)


def rows(dsn: str, table: str) -> list[Any]:
    with psycopg.connect(dsn) as db:
        return sorted(db.execute(f"SELECT t::text FROM {table} AS t").fetchall())


def nothing_in(dsn: str) -> bool:
    with psycopg.connect(dsn) as db:
        return db.execute("SELECT to_regclass('stored_events')").fetchall() == [(None,)]


def backed_up(old: Installation, target: Path) -> Path:
    done = old.run("backup", target, "--destroyed", target.parent / "list", "--json")
    assert done.exit_code == 0, done.output
    return Path(json.loads(done.stdout)["path"])


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


@pytest.mark.req("RL-08", "SE-06")
def test_without_the_master_key_or_with_another_one_nothing_happens(
    old: Installation, new: Installation, world: World, tmp_path: Path
) -> None:
    world.channel()
    file = backed_up(old, tmp_path / "one")
    done = new.run("restore", file, "--none-destroyed")
    assert (done.exit_code, "there is no master key" in done.stderr) == (1, True)
    assert not (new.state / "keys" / "master.json").exists()
    another = {"POSTROOM_MASTER_KEY": "A" * 43 + "="}
    done = new.run("restore", file, "--none-destroyed", **another)
    assert (done.exit_code, "is not the one this backup was made with" in done.stderr) == (1, True)
    (new.state / "keys").mkdir(parents=True)
    (new.state / "keys" / "master.json").write_text(
        json.dumps({"current": "1", "keys": {"1": "A" * 43 + "="}}), encoding="ascii"
    )
    done = new.run("restore", file, "--none-destroyed")
    assert (done.exit_code, "is not the one this backup was made with" in done.stderr) == (1, True)
    assert nothing_in(new.dsn)
    done = old.run("backup", tmp_path / "two", **another)
    assert (done.exit_code, "not among those at hand" in done.stderr) == (1, True)
    assert not (tmp_path / "two").exists()


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


@pytest.mark.req("PRV-08", "RL-08")
def test_who_was_erased_after_the_backup_stays_erased_and_may_write_again(
    old: Installation, new: Installation, world: World, app: Application, tmp_path: Path
) -> None:
    channel = world.channel()
    conversation = world.mailed(channel, a_mail("Forget me", sender="zofia@customer.example"))
    kept = world.mailed(channel, a_mail("Keep me", sender="otto@customer.example"))
    file = backed_up(old, tmp_path / "one")
    contact = contact_of(app, conversation)
    app.eraser.erase(contact, app.env(world.account, "operator:cli"))
    new.take_keys_from(old)
    (new.state / DESTROYED).unlink()
    done = new.run("restore", file)
    assert (done.exit_code, "there is no list of destroyed keys" in done.stderr) == (1, True)
    old.run("backup", tmp_path / "two", "--destroyed", tmp_path / "list")
    assert len(noted(tmp_path / "list")) == 2

    done = new.run("restore", file, "--destroyed", tmp_path / "list", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["keys_destroyed_again"], told["erasures_finished"], told["different"]) == (2, 1, [])
    with new.opened() as there:
        assert {
            table for table in ("contact_profile", "thread_messages") if "zofia" in str(rows_of(there, table))
        } == set()
        assert "Forget me" not in str(rows_of(there, "thread_messages"))
        assert "Keep me" in str(rows_of(there, "thread_messages"))
        again = World(ports=there.ports, adopt=(world.account, world.domain))
        later = again.mailed(channel, a_mail("Hello, who are you?", sender="zofia@customer.example"))
        assert contact_of(there, later) not in {contact, contact_of(there, kept)}


@pytest.mark.req("PRV-08", "RL-08")
def test_a_list_that_is_older_than_the_backup_is_refused(
    old: Installation, new: Installation, world: World, app: Application, tmp_path: Path
) -> None:
    conversation = world.mailed(world.channel(), a_mail(sender="zofia@customer.example"))
    app.eraser.erase(contact_of(app, conversation), app.env(world.account, "operator:cli"))
    file = backed_up(old, tmp_path / "one")
    new.take_keys_from(old)
    (new.state / DESTROYED).unlink()
    done = new.run("restore", file, "--none-destroyed")
    assert (done.exit_code, "lacks 2 that were destroyed before" in done.stderr) == (1, True)
    assert rows(new.dsn, "stored_events") == []
    done = new.run("restore", file, "--destroyed", tmp_path / "list", "--no-verify")
    assert (done.exit_code, "erasures finished: 0" in done.stdout) == (0, True)


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


@pytest.mark.req("RL-08", "SE-06")
def test_a_backup_of_before_a_rotation_is_restored_with_the_key_file_of_after_it(
    old: Installation, new: Installation, world: World, tmp_path: Path
) -> None:
    channel = world.channel()
    world.mailed(channel, a_mail("Sealed under the first key"))
    file = backed_up(old, tmp_path / "one")
    assert "wrapped" in old.run("keys", "rotate").stdout
    world.mailed(channel, a_mail("Sealed after the rotation"))
    later = backed_up(old, tmp_path / "two")
    new.take_keys_from(old)
    first_only = json.loads((old.state / "keys" / "master.json").read_text(encoding="ascii"))
    del first_only["keys"]["2"]
    first_only["current"] = "1"
    (new.state / "keys" / "master.json").write_text(json.dumps(first_only), encoding="ascii")
    done = new.run("restore", later, "--none-destroyed")
    assert (done.exit_code, "is not the one this backup was made with (key 2)" in done.stderr) == (1, True)
    new.take_keys_from(old)
    done = new.run("restore", file, "--none-destroyed")
    assert done.exit_code == 0, done.output
    with new.opened() as there:
        assert "Sealed under the first key" in str(rows_of(there, "thread_messages"))
    assert new.run("keys", "rewrap").exit_code == 0
    with psycopg.connect(new.dsn) as db:
        assert db.execute("SELECT DISTINCT master_id FROM vault.subject_keys").fetchall() == [("2",)]


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


def contact_of(app: Application, conversation: Any) -> Any:
    found = app.log.fresh(Conversation, conversation)
    assert found is not None
    assert app.log.fresh(Contact, found.contact_id) is not None
    return found.contact_id


def rows_of(app: Application, table: str) -> list[Any]:
    assert app.positions.wait_for(app.log.last_position(), 30)
    with app.pool.connection() as db:
        return db.execute(f"SELECT t::text FROM {table} AS t").fetchall()
