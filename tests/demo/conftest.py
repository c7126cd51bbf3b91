"""An account of the demo that a history can be loaded into."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infrastructure.bootstrap import Application, bootstrap
from infrastructure.demo import loading
from infrastructure.demo.company import ATLAS
from infrastructure.demo.crew import Crew
from infrastructure.demo.seed import seed
from infrastructure.postgres.migrations import migrate
from infrastructure.projecting.install import install
from infrastructure.settings import Settings
from projections.catalogue import projectors


@pytest.fixture
def app(
    database: str, redis_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Application]:
    migrate(database)
    install(database, projectors(lambda _account, _masks: lambda text: text))
    # more than one batch even of a short history
    monkeypatch.setattr(loading, "BATCH", 300)
    with bootstrap(Settings(database_url=database, redis_url=redis_url, state=tmp_path)) as made:
        yield made


@pytest.fixture
def crew(app: Application, monkeypatch: pytest.MonkeyPatch) -> Crew:
    monkeypatch.setattr("infrastructure.demo.seed.COMPANIES", ())
    seed(app, (ATLAS,))
    return Crew(app, ATLAS)
