"""Somebody of the demo at a browser: signs in, and does over HTTP what the interface does."""

import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import requests

from infrastructure.demo.touring.trouble import CannotGoOn

SECONDS = 60.0
PAUSE = 0.3
NOT_NOW = 503
POSITION = "Postroom-Position"
T = TypeVar("T")


def until(look: Callable[[], T | None], what: str, seconds: float = SECONDS) -> T:
    """Return the first true answer of `look`. Raises `CannotGoOn` that names `what` where there is none in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(PAUSE)
    message = f"This did not happen within {seconds:.0f} seconds: {what}."
    raise CannotGoOn(message)


class Guest:
    """One session; each request knows of the last write (API-03)."""

    def __init__(self, address: str, email: str, password: str) -> None:
        self.address = address
        self._session = requests.Session()
        self._position = 0
        told = self.post("/session", {"email": email, "password": password})
        self._session.headers["X-CSRF-Token"] = told["csrf"]
        self.user_id = str(told["user_id"])

    def read(self, path: str) -> Any:
        """Read something. Raises `CannotGoOn` with what was said where that is refused."""
        return self._asked("GET", path)

    def post(self, path: str, told: Any = None) -> Any:
        """Post something. Raises as `read`."""
        return self._asked("POST", path, told)

    def put(self, path: str, told: Any = None) -> Any:
        """Put something. Raises as `read`."""
        return self._asked("PUT", path, told)

    def go(self, url: str, *, ends: str) -> None:
        """Go to a provider's page and where it sends the browser. Raises `CannotGoOn` unless `login` there says `ends`."""
        for _ in range(2):
            url = self._session.get(url, allow_redirects=False, timeout=SECONDS).headers.get("Location", "")
        ended = parse_qs(urlsplit(url).query).get("login", ["nothing"])[0]
        if ended != ends:
            message = f"Signing in at the provider ended with {ended}."
            raise CannotGoOn(message)

    def _asked(self, method: str, path: str, told: Any = None) -> Any:
        until_then = time.monotonic() + SECONDS
        while True:
            answer = self._session.request(
                method, f"{self.address}/api/v1{path}", json=told, headers={POSITION: str(self._position)}, timeout=SECONDS
            )  # fmt: skip
            if answer.status_code != NOT_NOW or time.monotonic() > until_then:
                break
            time.sleep(PAUSE)
        self._position = max(self._position, int(answer.headers.get(POSITION, 0)))
        if not answer.ok:
            message = f"{method} {path} was refused ({answer.status_code}): {answer.text[:500]}"
            raise CannotGoOn(message)
        return answer.json()
