"""Requests sent and answers compared: what of a stranger is in one, and whether two say the same."""

import base64
import binascii
import json
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import psycopg
from werkzeug.test import Client as Sender

from tests.security.accounts import Account, Caller
from tests.security.described import Asked
from tests.support.api import Served

OWN_TO_EACH = ("request-id", "date", "content-length")
ENCODED = re.compile(r"[A-Za-z0-9_-]{24,}")
NEVER = '"999999999"'
"""A version that nothing has: a change is let in, and then refused."""


@dataclass(frozen=True)
class Answer:
    """What came back; of an endless stream the first piece."""

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str

    @property
    def json(self) -> Any:
        """The body's JSON."""
        return json.loads(self.text)

    def __str__(self) -> str:
        return f"{self.status} {self.text[:300]}"

    def hidden(self) -> Iterator[str]:
        """Yield all that is written in it: headers, body, and what cursors hold."""
        yield self.text
        for name, value in self.headers:
            yield f"{name}: {value}"
        for found in ENCODED.findall(self.text):
            try:
                yield base64.urlsafe_b64decode(found + "=" * (-len(found) % 4)).decode("utf-8", "ignore")
            except binascii.Error:
                continue

    def leaks(self, account: Account, sent: Asked) -> str:
        """Return what in it is another account's and was not sent by whoever asked, or an empty text."""
        said = json.dumps([sent.address, sent.body])
        for text in self.hidden():
            if account.mark.lower() in text.lower():
                return f"{account.mark} in {text[:200]}"
            for stream in account.streams:
                if stream in text and stream not in said:
                    return f"the id {stream} in {text[:200]}"
        return ""

    def bare(self, *ids: str) -> tuple[Any, ...]:
        """Return it without what is each request's own, and without these ids."""
        text, shape = self.text, sorted(name for name, _ in self.headers if name.lower() not in OWN_TO_EACH)
        for one in ids:
            text = text.replace(one, "ID")
        try:
            body = json.loads(text)
        except ValueError:
            return self.status, text, shape
        if isinstance(body, dict):
            body.pop("request_id", None)
        if isinstance(body, dict) and body.keys() == {"version"}:
            body["version"] = 0  # of what is kept: each request counts it on
        return self.status, body, shape


def ask(served: Served, caller: Caller, asked: Asked, **headers: str) -> Answer:
    """Send a request; keyword names are header names with underscores."""
    sent = caller.headers() | {name.replace("_", "-"): value for name, value in headers.items()}
    sender = Sender(served.app, use_cookies=False)
    body: dict[str, Any] = {"data": asked.raw} if asked.raw else {"json": asked.body}
    with sender.open(asked.address, method=asked.method, headers=sent, buffered=False, **body) as came:
        if (came.content_type or "").startswith("text/event-stream"):
            text = next(came.iter_encoded()).decode()
        else:
            text = came.get_data().decode("utf-8", "replace")
        return Answer(came.status_code, tuple(came.headers.items()), text)


@contextmanager
def statements() -> Iterator[list[str]]:
    """What this thread asks the database: two that ask the same take the same time, on any machine."""
    seen: list[str] = []
    here, execute = threading.get_ident(), psycopg.Cursor.execute

    def listening(cursor: Any, query: Any, *more: Any, **options: Any) -> Any:
        if threading.get_ident() == here:
            seen.append(str(query))
        return execute(cursor, query, *more, **options)

    with patch.object(psycopg.Cursor, "execute", listening):
        yield seen


def told(failures: Iterable[str]) -> str:
    """Return all failures, a line each."""
    return "\n".join(failures)
