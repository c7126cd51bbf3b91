"""Hard mails of others and of our own making: each is read, within bounds, and nothing ends the reader (RL-06)."""

import mailbox
import random
from pathlib import Path

import pytest

from infrastructure.isolation.asking import Failed
from tests.channels.email.mails import TOP, mail
from tests.corpora.reading import Told, read
from tests.corpora.sets import hostile, of_cpython, of_directory

SLOWEST = 5_000
"""Milliseconds for one of these, none of which is large."""


@pytest.mark.req("RL-06", "EML-17")
def test_the_mails_of_cpython_s_own_tests_are_read() -> None:
    mails = of_cpython()
    if not mails:
        pytest.skip("this interpreter came without its tests")
    told = read(mails)
    assert (told.mails, told.failed) == (len(mails), [])
    assert told.slowest < SLOWEST
    assert told.kinds["bounce"] >= 2
    assert told.files > 20


@pytest.mark.req("RL-06", "EML-17", "EML-18")
def test_hostile_mails_are_read() -> None:
    seed = random.randrange(2**32)  # noqa: S311 - no secret
    told = read(hostile(seed, 600))
    assert (told.mails, told.failed) == (600, []), f"seed {seed}"
    assert told.slowest < SLOWEST, f"seed {seed}"
    assert told.repaired > 200
    assert list(hostile(seed, 5)) == list(hostile(seed, 5))


@pytest.mark.req("RL-06")
def test_mails_are_found_in_directories_and_mailboxes(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.eml").write_bytes(mail(*TOP))
    (tmp_path / "in" / "b.json").write_bytes(b"{}")
    box = mailbox.mbox(tmp_path / "box.mbox")
    box.add(mail(*TOP))
    box.add(mail(*TOP, "Auto-Submitted: auto-replied"))
    box.close()
    told = read([*of_directory(tmp_path / "in"), *of_directory(tmp_path / "box.mbox")])
    assert (told.mails, dict(told.kinds)) == (3, {"person": 2, "auto_reply": 1})
    assert told.row("set").startswith("| set | 3 | 0 | ")


@pytest.mark.req("RL-06")
def test_what_cannot_be_read_is_counted() -> None:
    told = Told()
    told.take(Failed("BeyondBounds"))
    assert (told.mails, told.failed) == (1, ["BeyondBounds"])
