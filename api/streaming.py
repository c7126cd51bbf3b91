"""What all live streams share: an answer that is written as things happen, and resumed by position (API-04)."""

import re
from collections.abc import Iterator
from contextlib import ExitStack

from flask import Response, request

from api.problems import Problem

HEARTBEAT = 10.0
"""Seconds without a frame after which a stream speaks."""
POSITION = re.compile(r"[0-9]{1,18}")


class Body:
    """The body of one stream; whoever stops reading closes it, which gives back what it `held`."""

    def __init__(self, texts: Iterator[bytes], held: ExitStack) -> None:
        self._texts, self._held = texts, held

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._texts)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End it; once is enough."""
        self._held.close()


def streamed(body: Body) -> Response:
    """Return it as an answer that nothing on the way keeps or gathers."""
    response = Response(body, content_type="text/event-stream; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def resumed() -> int | None:
    """Return the position to go on after; None for who comes anew. Raises `Problem`."""
    text = request.headers.get("Last-Event-ID", "").strip()
    if not text:
        return None
    if not POSITION.fullmatch(text):
        raise Problem(400, "bad_position", "Last-Event-ID is a position, as an earlier frame's id gave it.")
    return int(text)
