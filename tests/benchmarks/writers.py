"""Processes that append as fast as they can, each way that is compared; told through pipes when to."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from multiprocessing.process import BaseProcess
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import psycopg
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

from application.contact import CreateContact, RenameContact
from domain.kernel.ids import derived
from infrastructure.bootstrap import Application, bootstrap
from infrastructure.events.recorder import datastore
from infrastructure.settings import Settings

THREADS = 4
CONTACTS = 20
RAW = "bench_raw"
INSERT = f"INSERT INTO {RAW} (originator_id, originator_version, topic, state) VALUES (%b, %b, %b, %b)"
TABLE = "bench_events"

Step = Callable[[int], None]


def library(store: PostgresDatastore) -> PostgresApplicationRecorder:
    """Return the library's recorder as it comes."""
    recorder = PostgresApplicationRecorder(store, events_table_name=TABLE)
    # our datastore leaves that out; the library's own recorder cannot do without
    PostgresDatastore.register_type_adapters(store)
    return recorder


@dataclass
class Writer:
    """One process's means of appending one event: by a command, by a bare INSERT, by the library's own recorder."""

    app: Application
    account: UUID
    state: bytes

    def bus(self, _: int) -> Step:
        """Rename contacts of this thread's own, one after the other: load, guard, decide, seal, append."""
        env = self.app.env
        address = f"{uuid4().hex}@customer.example"
        ids = [self._contact(f"{number}.{address}") for number in range(CONTACTS)]

        def step(number: int) -> None:
            command = RenameContact(ids[number % CONTACTS], f"Joanna Doe the {number}th of her name")
            self.app.bus.dispatch(command, env(self.account, "system:bench"))

        return step

    def _contact(self, address: str) -> UUID:
        envelope = self.app.env(self.account, "system:bench")
        self.app.bus.dispatch(CreateContact("Jo Doe", address), envelope)
        assert envelope.command_id is not None
        return derived(envelope.command_id, "contact")

    def raw(self, _: int) -> Step:
        """Insert a row of the same size, prepared, and commit."""
        db = psycopg.connect(self.app.settings.database_url, autocommit=True)
        stream = uuid4()

        def step(number: int) -> None:
            db.execute(INSERT, (stream, number + 1, "contact.renamed", self.state), prepare=True)

        return step

    def library(self, _: int) -> Step:
        """Append one stored event of the same size by the library's recorder."""
        recorder = library(self._store)
        stream = uuid4()

        def step(number: int) -> None:
            recorder.insert_events([StoredEvent(stream, number + 1, "contact.renamed", self.state)])

        return step

    @property
    def _store(self) -> PostgresDatastore:
        if not hasattr(self, "_opened"):
            self._opened = datastore(self.app.settings.database_url, pool_size=THREADS)
        return self._opened


def counted(steps: Sequence[Step], seconds: float) -> float:
    """Run each step in a thread of its own for some seconds; returns steps per second of all."""
    done = [0] * len(steps)
    gate = Barrier(len(steps))

    def work(index: int) -> None:
        step = steps[index]
        gate.wait()
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            step(done[index])
            done[index] += 1

    with ThreadPoolExecutor(len(steps)) as pool:
        began = time.perf_counter()
        for one in [pool.submit(work, index) for index in range(len(steps))]:
            one.result()
        return sum(done) / (time.perf_counter() - began)


def serve(pipe: Pipe, settings: Settings, account: UUID, state: bytes) -> None:
    """Be one of the processes: do what comes down the pipe, until it is closed."""
    with bootstrap(settings, pool_size=THREADS) as app:
        writer = Writer(app, account, state)
        while True:
            try:
                way, threads, seconds = pipe.recv()
            except EOFError:
                return
            steps = [getattr(writer, way)(index) for index in range(threads)]
            pipe.send(None)
            pipe.recv()
            pipe.send(counted(steps, seconds))


@dataclass
class Crew:
    """Two such processes."""

    members: list[tuple[BaseProcess, Any]]

    def rate(self, way: str, processes: int, threads: int, seconds: float) -> float:
        """Return events per second that so many writers append together."""
        pipes = [pipe for _, pipe in self.members[:processes]]
        for message in ((way, threads, seconds), None):
            for pipe in pipes:
                pipe.send(message)
            answers = [pipe.recv() for pipe in pipes]
        return float(sum(answers))


@contextmanager
def crew(settings: Settings, account: UUID, state: bytes) -> Iterator[Crew]:
    """Two writing processes, gone afterwards."""
    context = get_context("spawn")
    members: list[tuple[BaseProcess, Any]] = []
    try:
        for _ in range(2):
            ours, theirs = context.Pipe()
            process: BaseProcess = context.Process(target=serve, args=(theirs, settings, account, state))
            process.start()
            theirs.close()
            members.append((process, ours))
        yield Crew(members)
    finally:
        for _, pipe in members:
            pipe.close()
        for process, _ in members:
            process.join()
