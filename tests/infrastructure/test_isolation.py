"""What strangers sent is read in children of their own, within bounds; nothing else suffers (RL-06)."""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from application.ports import Unreadable, Wanted
from infrastructure.channels.email.showing import MailRendering
from infrastructure.isolation.asking import Failed, asked
from infrastructure.isolation.pool import BeyondBounds, Pool
from infrastructure.isolation.wire import value_of
from infrastructure.isolation.work import at_once
from infrastructure.originals import StoredOriginals, readers
from tests.channels.email.mails import TOP, mail, multipart, part, rich
from tests.support.memory import MemoryBlobs, MemoryKeys

pytestmark = pytest.mark.req("RL-06")
ALL = [
    asked("inbound", rich(), ("help@shop.example",), ""),
    asked("html", rich(), "mark:", allow_remote=False),
    asked("attachment", rich(), 1),
    asked("attachment", rich(), 7),
    asked("explained", rich(), datetime(2026, 11, 22, tzinfo=UTC), ()),
    asked("parsed", rich()),
]

HEAVY = asked("inbound", mail("Content-Transfer-Encoding: base64", body=b"=A" * 4_000_000), (), "")


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    pool = Pool(1)
    yield pool
    pool.close()


def test_a_child_reads_as_we_do(pool: Pool) -> None:
    there, here = pool.each(ALL), at_once(ALL)
    for answers in (there, here):
        answers[4].pop("millis")
    assert there == here
    assert pool.each([]) == []


def test_an_error_is_an_answer(pool: Pool) -> None:
    wrong = asked("inbound", None, (), "")
    assert (
        pool.each([wrong, asked("ready")]) == [Failed("TypeError"), True] == at_once([wrong, asked("ready")])
    )
    with pytest.raises(BeyondBounds, match="TypeError"):
        pool.one("inbound", None, (), "")


def child_of(pool: Pool) -> int:
    assert pool.one("ready")
    (child,) = pool._idle
    return child.pid


def test_a_child_that_was_killed_is_replaced(pool: Pool) -> None:
    first = child_of(pool)
    os.kill(first, signal.SIGKILL)
    assert pool.one("attachment", rich(), 1)[0] == "Größentabelle.pdf"
    assert child_of(pool) != first


def test_what_takes_too_long_costs_the_others_nothing() -> None:
    pool = Pool(1, seconds=0)
    try:
        first = child_of(pool)
        # who asks may be put aside by a busy machine until the child is done: then it was not too long
        tries = (pool.each([asked("ready"), HEAVY, asked("ready")]) for _ in range(20))
        assert [True, Failed("BeyondBounds"), True] in tries
        assert first != child_of(pool)
    finally:
        pool.close()


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="address space is bounded on Linux")
def test_what_takes_too_much_memory_fails_alone() -> None:
    pool = Pool(1, memory=200 << 20)
    try:
        assert pool.each([asked("ready"), HEAVY, asked("ready")]) == [True, Failed("MemoryError"), True]
    finally:
        pool.close()


def test_a_child_s_word_makes_nothing_but_values() -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.system, ("true",)

    for said in (Evil(), os.getcwd, asked("ready")):
        with pytest.raises(pickle.UnpicklingError, match="may not"):
            value_of(pickle.dumps(said))
    assert value_of(pickle.dumps([(True, ALL[0].arguments[1])])) == [(True, ("help@shop.example",))]


FORKING = """
import os
from infrastructure.isolation.pool import CHILDREN
CHILDREN.one("ready")
mine = CHILDREN._idle[0].pid
if not (fork := os.fork()):
    os._exit(0 if CHILDREN.one("ready") and CHILDREN._idle[0].pid != mine else 1)
assert os.waitpid(fork, 0)[1] == 0
assert CHILDREN.one("ready") and CHILDREN._idle[0].pid == mine
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes fork")
def test_a_fork_has_children_of_its_own() -> None:
    done = subprocess.run([sys.executable, "-c", FORKING], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


def test_originals_are_read_together_and_failures_named() -> None:
    blobs = MemoryBlobs(MemoryKeys())
    seen: list[int] = []

    def each(batch: object) -> list[object]:
        seen.append(len(batch))  # type: ignore[arg-type]
        return at_once(batch)  # type: ignore[arg-type]

    originals = StoredOriginals(blobs, readers(), each)
    wanted = [Wanted("email", uuid4(), uuid4(), ()) for _ in range(5)]
    for one, raw in zip(wanted, (rich(), b"x" * 5_000_000, rich(), rich()), strict=False):
        blobs.put(one.blob_id, one.intake_id, raw, begins=True)
    unknown = Wanted("pigeon", wanted[0].blob_id, wanted[0].intake_id, ())
    found = originals.read_all([*wanted, unknown])
    assert [one.reason if isinstance(one, Unreadable) else "" for one in found] == [
        "", "", "", "", "original_missing", "parser_KeyError",
    ]  # fmt: skip
    assert seen == [1, 1, 2]
    with pytest.raises(Unreadable):
        originals.read("email", wanted[4].blob_id, wanted[4].intake_id, ())


def test_pictures_get_their_address_where_they_stand_and_text_stays_text() -> None:
    html = '<p>src="p0:0;"</p><img src="cid:a"><img src="cid:b"><img src="cid:a">'
    raw = multipart("related", part("text/html", html), part("image/png", "x", "Content-ID: <a>"), top=TOP)
    rendered = MailRendering().html(raw, {"a": 'data:"<'}.get, allow_remote=False)
    assert rendered is not None
    assert rendered[0].count('<img src="data:&quot;&lt;"') == 2
    assert rendered[0].count("<img loading") == 1
    assert "p0:0;" in rendered[0]
    assert MailRendering().attachment(raw, 3) is None
