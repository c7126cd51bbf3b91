"""Somebody at a browser: signed in over HTTP, reading what they wrote."""

from contextlib import AbstractContextManager
from typing import Any, Self

import requests
from requests.cookies import RequestsCookieJar

from tests.support.product import PATIENCE, Product, eventually

PASSWORD = "correct horse battery"
WHO = "X-CSRF-Token"
POSITION = "Postroom-Position"


class Browser(AbstractContextManager["Browser"]):
    """Sends requests below /api/v1; each knows of the last write (API-03)."""

    def __init__(self, product: Product) -> None:
        self._product = product
        self._session = requests.Session()
        self.position = 0
        self.user_id = self.account_id = ""

    def __exit__(self, *_: object) -> None:
        """Give the connections back."""
        self._session.close()

    @property
    def cookies(self) -> RequestsCookieJar:
        """What a real browser needs to be the same session."""
        return self._session.cookies

    def send(self, method: str, path: str, json: Any = None, **headers: str) -> requests.Response:
        """Send a request; keyword names are header names with underscores."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent.setdefault(POSITION, str(self.position))
        url = f"{self._product.url}/api/v1{path}"
        answer = self._session.request(method, url, json=json, headers=sent, timeout=PATIENCE)
        self.position = max(self.position, int(answer.headers.get(POSITION, 0)))
        return answer

    def get(self, path: str, **headers: str) -> requests.Response:
        """Read."""
        return self.send("GET", path, **headers)

    def read(self, path: str, **headers: str) -> Any:
        """Read and return the JSON of a success."""
        answer = self.get(path, **headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def do(self, method: str, path: str, json: Any = None, **headers: str) -> Any:
        """Write and return the JSON of a success."""
        answer = self.send(method, path, json, **headers)
        assert answer.status_code in {200, 201}, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def post(self, path: str, json: Any = None, **headers: str) -> Any:
        """Post."""
        return self.do("POST", path, json, **headers)

    def put(self, path: str, json: Any = None, **headers: str) -> Any:
        """Put."""
        return self.do("PUT", path, json, **headers)

    def bring(
        self, filename: str, data: bytes, content_type: str = "text/plain", path: str = "/uploads"
    ) -> Any:
        """Upload a file and return what is known of it; the name is ASCII."""
        headers = {"Content-Type": content_type, "Content-Disposition": f'attachment; filename="{filename}"'}
        url = f"{self._product.url}/api/v1{path}"
        answer = self._session.post(url, data=data, headers=headers, timeout=PATIENCE)
        assert answer.ok, answer.text
        return answer.json()

    def refused(self, method: str, path: str, json: Any = None) -> tuple[int, str]:
        """Write and return status and code of the refusal, which must say what to do in problem+json."""
        answer = self.send(method, path, json)
        assert answer.headers["Content-Type"] == "application/problem+json", answer.text
        problem = answer.json()
        assert problem["detail"]
        return answer.status_code, problem["code"]

    def open_stream(self, path: str, after: int) -> requests.Response:
        """Watch a stream from a position on; the caller closes it."""
        headers = {"Last-Event-ID": str(after)}
        url = f"{self._product.url}/api/v1{path}"
        return self._session.get(url, headers=headers, stream=True, timeout=PATIENCE)

    def open_link(self, link: str, email: str) -> Self:
        """Choose a password by a one-time link, which then is used up, and sign in with it."""
        token = link.partition("#")[2]
        self.post("/password", {"token": token, "password": PASSWORD})
        assert self.refused("POST", "/password", {"token": token, "password": PASSWORD}) == (
            410,
            "link_used_up",
        )
        return self.sign_in(email)

    def sign_in(self, email: str) -> Self:
        """Sign in."""
        whoami = self.post("/session", {"email": email, "password": PASSWORD})
        self._session.headers[WHO] = whoami["csrf"]
        self.user_id, self.account_id = whoami["user_id"], whoami["account_id"]
        return self

    def use_token(self, token: str) -> Self:
        """Be a machine from here on."""
        self._session.headers["Authorization"] = f"Bearer {token}"
        return self

    def settled(self, seconds: float = PATIENCE) -> int:
        """Wait until all that was accepted so far has been taken in; returns the position of the log by then."""

        def nothing_waits() -> bool:
            self.position = self._product.position()
            answer = self.get("/intakes?state=waiting")
            # 503: the read models are not there yet, as after an outage
            return answer.status_code == 200 and not answer.json()["items"]

        eventually(nothing_waits, "everything accepted is taken in", seconds)
        # what took it in came after what was asked for, and was read all the same
        self.position = self._product.position()
        return self.position
