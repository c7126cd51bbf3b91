"""The library's own conformance tests, run against our recorder."""

import pytest
from eventsourcing.persistence import ApplicationRecorder
from eventsourcing.tests.persistence import (
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
)

from infrastructure.events.recorder import OneTripRecorder, datastore


class _OnOurRecorder:
    """Builds the recorder that the library's cases ask for, on the database of the test."""

    @pytest.fixture(autouse=True)
    def _database(self, empty_database: str) -> None:
        self.dsn = empty_database

    def create_recorder(self) -> ApplicationRecorder:
        store = datastore(self.dsn, pool_size=20)
        self.addCleanup(store.close)  # type: ignore[attr-defined]
        recorder = OneTripRecorder(store)
        recorder.create_table()
        return recorder


class TestApplicationRecorder(_OnOurRecorder, ApplicationRecorderTestCase):
    """What the library asks of an application recorder."""


class TestNonInterleaving(_OnOurRecorder, NonInterleavingNotificationIDsBaseCase):
    """Positions become visible in their order, whatever the number of writers."""

    insert_num = 1000


del ApplicationRecorderTestCase, NonInterleavingNotificationIDsBaseCase
