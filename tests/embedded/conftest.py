"""State directories for the tests of the embedded servers."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from infrastructure.embedded import Postgres
from tests.support.servers import temporary_state


@pytest.fixture(scope="session")
def cluster() -> Iterator[Path]:
    """A stopped, empty cluster to copy: initdb costs a second and more."""
    with temporary_state() as state:
        server = Postgres(state, durable=False)
        server.start()
        server.stop()
        yield server.data


@pytest.fixture
def empty_state() -> Iterator[Path]:
    """A state directory nothing has been started in yet."""
    with temporary_state() as path:
        yield path


@pytest.fixture
def state(cluster: Path, empty_state: Path) -> Path:
    """A state directory with a cluster, as an earlier, orderly run has left it."""
    shutil.copytree(cluster, empty_state / "postgres")
    return empty_state
