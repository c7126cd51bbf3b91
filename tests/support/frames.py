"""Reads a live stream as a browser does: frame by frame, resuming where it was cut."""

from collections.abc import Iterator
from contextlib import closing

from tests.support.browser import Browser
from tests.support.product import PATIENCE


def frames(reader: Browser, after: int, last: int) -> list[tuple[int, str, str]]:
    """Return the frames (position, kind, data) after a position, until the stream has reached `last`; then cut it."""
    found: list[tuple[int, str, str]] = []
    answer = reader.open_stream("/stream", after)
    with closing(answer):
        assert answer.status_code == 200, answer.text
        for fields in _events(answer.iter_lines(chunk_size=1)):
            position = int(fields.get("id", after))
            if "event" in fields:
                found.append((position, fields["event"], fields["data"]))
            if position >= last:
                return found
    raise AssertionError(f"the stream ended before {last}, within {PATIENCE:.0f} s")


def _events(lines: Iterator[bytes]) -> Iterator[dict[str, str]]:
    fields: dict[str, str] = {}
    for line in lines:
        name, _, value = line.decode().partition(": ")
        if line:
            fields[name] = value
        else:
            yield fields
            fields = {}
