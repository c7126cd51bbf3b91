"""Keys around a restore: without the right one nothing happens, and what was destroyed stays so (PRV-08, SE-06)."""

import json
from pathlib import Path

import psycopg
import pytest

from infrastructure.bootstrap import Application
from infrastructure.destroyed import DESTROYED, noted
from tests.support.installation import Installation
from tests.support.mails import a_mail
from tests.support.restoring import backed_up, contact_of, nothing_in, rows, rows_of
from tests.support.world import World


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
