"""Lines carry ids and words of the code, and nothing that a person or a driver said."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrastructure.observing.about import about, begin
from infrastructure.observing.lines import CHECKOUT, JsonLines, TextLines

SECRET = "ann@customer.example"


@contextmanager
def writing(name: str, form: type[JsonLines] = JsonLines) -> Iterator[tuple[logging.Logger, StringIO]]:
    """A logger whose lines are kept."""
    begin()
    logger, kept = logging.getLogger(name), StringIO()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(form("worker"))
    logger.addHandler(handler)
    level, logger.propagate = logger.level, False
    logger.setLevel(logging.DEBUG)
    try:
        yield logger, kept
    finally:
        logger.removeHandler(handler)
        logger.propagate = True
        logger.setLevel(level)


@pytest.mark.req("RL-09")
def test_a_line_has_time_level_process_logger_words_and_ids() -> None:
    with (
        writing("infrastructure.x") as (logger, kept),
        about(correlation="c", account="a"),
        about(position=7),
    ):
        logger.warning("taken %s", "in", extra={"duration_ms": 1.5, "account": "b", "text": SECRET})
    line = json.loads(kept.getvalue())
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "warning", "process": "worker", "logger": "infrastructure.x", "event": "taken in", "correlation": "c",
        "account": "b", "position": 7, "duration_ms": 1.5,
    }  # fmt: skip


def test_what_a_line_is_about_ends_with_its_context() -> None:
    with writing("infrastructure.x") as (logger, kept):
        with about(correlation="c"):
            pass
        logger.info("after")
    assert "correlation" not in json.loads(kept.getvalue())


def test_a_line_for_eyes_says_the_same() -> None:
    with writing("infrastructure.x", TextLines) as (logger, kept):
        logger.info("shown", extra={"position": 7})
    assert kept.getvalue()[13:] == "info    worker x: shown position=7\n"


@pytest.mark.req("RL-09", "SE-06")
@pytest.mark.parametrize("form", [JsonLines, TextLines])
def test_of_an_exception_stand_classes_and_our_places_only(form: type[JsonLines]) -> None:
    with writing("infrastructure.x", form) as (logger, kept):
        try:
            try:
                int(SECRET)
            except ValueError as error:
                raise KeyError(SECRET) from error
        except KeyError:
            logger.exception("failed")
    assert SECRET not in kept.getvalue()
    assert "KeyError <- ValueError" in kept.getvalue()
    assert "tests/observing/test_lines.py:" in kept.getvalue()


@pytest.mark.req("SE-06")
@given(st.text(min_size=1).map(lambda text: f"<{text}>"))
def test_arguments_of_other_packages_are_left_out(value: str) -> None:
    with writing("psycopg.tried") as (logger, kept):
        logger.warning("error connecting in %r: %s", "pool", value)
        logger.error("Task was never retrieved\nfuture: %s" % value)  # noqa: G002, UP031 - as asyncio writes it
    first, second = (json.loads(line) for line in kept.getvalue().splitlines())
    assert (first["event"], second["event"]) == ("error connecting in %r: %s", "Task was never retrieved")


@pytest.mark.req("SE-06")
def test_addresses_and_quotations_are_left_out_of_what_other_packages_made_of_them() -> None:
    with writing("psycopg") as (logger, kept):
        logger.warning(f"Key (email)=({SECRET}) 'Ann Smith' exists")  # noqa: G004 - as others write it
    assert SECRET not in kept.getvalue()
    assert "Ann" not in kept.getvalue()


PROGRAM = """
import logging, sys, threading, warnings
from infrastructure.observing.lines import write_lines
write_lines("worker", "json", "info")
warnings.warn("{secret}")
logging.getLogger("infrastructure.x").info("bad %d", "{secret}")
thread = threading.Thread(target=lambda: 1 / len([] if "{secret}" else [1]))
thread.start()
thread.join()
raise ValueError("{secret}")
"""


@pytest.mark.req("RL-09", "SE-06")
def test_nothing_that_a_process_says_at_its_end_is_personal() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", PROGRAM.format(secret=SECRET)],
        cwd=CHECKOUT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert SECRET not in done.stdout + done.stderr
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line.get("error") for line in lines][-2:] == ["ZeroDivisionError", "ValueError"]
