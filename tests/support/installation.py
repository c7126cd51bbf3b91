"""One installation without its processes: a database, a state directory, and the command line over both."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

from click.testing import CliRunner, Result

from infrastructure.backup.again import fill_views, views_kept
from infrastructure.bootstrap import Application, bootstrap
from infrastructure.cli.__main__ import postroom
from infrastructure.settings import Settings


def quiet(_done: int, _goal: int) -> None:
    """Show nothing."""


@dataclass(frozen=True)
class Installation:
    """Where it keeps everything."""

    dsn: str
    state: Path

    def run(self, *words: object, **more: str) -> Result:
        """Run `postroom` here."""
        environment = {
            "POSTROOM_DATABASE_URL": self.dsn,
            "POSTROOM_STATE": str(self.state),
            **self.environment,
            **more,
        }
        return CliRunner().invoke(postroom, [str(word) for word in words], env=environment)

    @property
    def environment(self) -> dict[str, str]:
        """What every command here also needs."""
        return {"POSTROOM_REDIS_URL": "redis://unused"}

    @contextmanager
    def opened(self) -> Iterator[Application]:
        """The parts of a process, the read models kept up with the log."""
        settings = Settings(database_url=self.dsn, redis_url="redis://unused", state=self.state)
        with bootstrap(settings) as app, views_kept(app) as keeper:
            fill_views(app, keeper, quiet)
            yield app

    def take_keys_from(self, other: "Installation") -> None:
        """Put the master key and the list of destroyed keys in place, as an operator does before a restore."""
        copytree(other.state / "keys", self.state / "keys", dirs_exist_ok=True)
