"""An installation at work, and a machine to restore it on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infrastructure.bootstrap import Application
from tests.support.installation import Installation
from tests.support.world import World


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
