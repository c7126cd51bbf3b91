"""`postroom contacts import`: a file taken in, and once (CON-04, API-07)."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from domain.contact.events import ContactCreated
from infrastructure.bootstrap import bootstrap
from infrastructure.cli.__main__ import postroom
from infrastructure.settings import Settings
from tests.support.world import World


def run(database: str, state: Path, *arguments: str) -> Result:
    environment = {
        "POSTROOM_DATABASE_URL": database,
        "POSTROOM_REDIS_URL": "redis://127.0.0.1:1",
        "POSTROOM_STATE": str(state),
    }
    return CliRunner().invoke(postroom, ["contacts", "import", *arguments], env=environment)


@pytest.mark.req("CON-04", "API-07")
def test_a_file_is_taken_in_once_and_what_was_refused_is_written_down(database: str, tmp_path: Path) -> None:
    with bootstrap(Settings(database_url=database, state=tmp_path), pool_size=2) as app:
        account = World(ports=app.ports).account
    file, refused = tmp_path / "people.csv", tmp_path / "refused.csv"
    file.write_text("name,email\nJo,jo@x.example\nBad,bad@\n", "utf-8")
    arguments = (str(file), "--account", str(account), "--refused", str(refused))
    tried = run(database, tmp_path, *arguments, "--rehearse")
    assert "created: 1, updated: 0, skipped: 0, refused: 1" in tried.output
    assert "created: 1, updated: 0, skipped: 0, refused: 1" in run(database, tmp_path, *arguments).output
    assert "created: 0, updated: 0, skipped: 1, refused: 1" in run(database, tmp_path, *arguments).output
    assert refused.read_text("utf-8").splitlines()[1].endswith('"Bad","bad@"')
    with bootstrap(Settings(database_url=database, state=tmp_path), pool_size=2) as app:
        made = [one for one in app.log.read(0, 10_000) if isinstance(one.event, ContactCreated)]
    assert len(made) == 1


@pytest.mark.req("CON-04")
def test_what_is_no_file_of_contacts_is_said_in_words(database: str, tmp_path: Path) -> None:
    with bootstrap(Settings(database_url=database, state=tmp_path), pool_size=2) as app:
        account = World(ports=app.ports).account
    file = tmp_path / "people.csv"
    for text, said in (("", "empty"), ("colour\nred\n", "no column is known")):
        file.write_text(text, "utf-8")
        result = run(database, tmp_path, str(file), "--account", str(account))
        assert result.exit_code == 1
        assert said in result.output
