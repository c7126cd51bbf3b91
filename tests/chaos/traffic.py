"""The load: mail servers that repeat until they are told 250, agents that repeat under one key until they are told 201."""

import random
import smtplib
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, Queue

import requests

from tests.chaos.letters import Customers, Mail
from tests.chaos.load import Load
from tests.chaos.notes import Reply
from tests.support.browser import Browser
from tests.support.product import Product

SERVERS = 8
LATER = {429, 503}
CREATED = 201
REPEATED = 0.1
"""The share of replies that are sent once more after they were acknowledged."""
TEXTLESS = "calling"
"""Of which kind conversations are that nobody writes an answer to: it would have to leave by another channel."""


class Traffic:
    """Mails, replies and what else there is until `stop`; what was begun by then is brought to its end."""

    def __init__(self, product: Product, load: Load, customers: Customers, hosted: str) -> None:
        """Write to the hosted address of a channel."""
        self._product, self._load, self._notes, self._hosted = product, load, load.notes, hosted
        self._mails = customers.deliveries()
        self._queue: Queue[Mail] = Queue(maxsize=2 * SERVERS)
        self._running: list[Future[None]] = []

    def start(
        self,
        agents: list[Browser],
        seed: int,
        mails: float,
        replies: float,
        more: Sequence[Callable[[], None]],
    ) -> None:
        """Begin, with `more`; `mails` and `replies` are how many a second there are at most."""
        works: list[Callable[[], None]] = [lambda: self._write(mails), *[self._serve] * SERVERS, *more]
        works += [
            lambda n=n, agent=agent: self._answer(agent, f"{seed}-{n}", replies / len(agents))  # type: ignore[misc]
            for n, agent in enumerate(agents)
        ]
        self._pool = ThreadPoolExecutor(len(works))
        self._running = [self._pool.submit(work) for work in works]

    def stop(self) -> None:
        """Write nothing new, end what was begun, and raise what went wrong within."""
        self._load.ending.set()
        for work in self._running:
            work.result()
        self._pool.shutdown()

    def give_up(self) -> None:
        """Insist no longer: the run has failed."""
        self._load.given_up.set()

    @property
    def broken(self) -> bool:
        """Whether a part of the load ended by itself."""
        return any(work.done() for work in self._running)

    def _write(self, per_second: float) -> None:
        for mail in self._mails:
            self._queue.put(mail)
            if self._load.ending.wait(1 / per_second):
                return

    def _serve(self) -> None:
        """Be a mail server: deliver one mail after the other."""
        while not (self._load.ending.is_set() and self._queue.empty()):
            try:
                mail = self._queue.get(timeout=0.2)
            except Empty:
                continue
            if self._load.insist(lambda mail=mail: self._delivered(mail), "a mail"):  # type: ignore[misc]
                self._notes.taken(mail)

    def _delivered(self, mail: Mail) -> bool:
        with self._notes.answer("smtp") as said:
            try:
                self._product.take(mail.raw, self._hosted, mail.sender)
            except smtplib.SMTPRecipientsRefused as error:
                said.append(str(max(code for code, _ in error.recipients.values())))
            except smtplib.SMTPResponseException as error:
                said.append(str(error.smtp_code))
            except TimeoutError:
                said.append("silent")
            except (smtplib.SMTPException, OSError):
                said.append("lost")
        if said and said[0].startswith("5"):
            self._notes.fault(f"a mail was refused for good: {said[0]}")
        return not said

    def _answer(self, agent: Browser, seed: str, per_second: float) -> None:
        """Be an agent: reply to some conversation of the list, again and again."""
        chance = random.Random(f"agent {seed}")  # noqa: S311 - whom to answer, no secret
        number = 0
        while not self._load.ending.wait(chance.expovariate(per_second)):
            listed = self._sent(agent, "GET", "/conversations?view=open&limit=50")
            rows = (
                [one for one in listed.json()["items"] if one["kind"] != TEXTLESS]
                if listed is not None and listed.status_code == requests.codes.ok
                else []
            )
            if not rows:
                continue
            number += 1
            where, text = chance.choice(rows)["conversation_id"], f"Answer {number} of {seed}"
            for _ in range(2 if chance.random() < REPEATED else 1):
                self._load.insist(lambda where=where, text=text: self._replied(agent, where, text), "a reply")  # type: ignore[misc]

    def _replied(self, agent: Browser, where: str, text: str) -> bool:
        answer = self._sent(agent, "POST", f"/conversations/{where}/messages", {"text": text}, text)
        if answer is None or answer.status_code in LATER:
            return False
        if answer.status_code == CREATED:
            self._notes.replied(Reply(text, answer.json()["id"], where))
        else:
            self._notes.fault(f"a reply was refused: {answer.status_code} {answer.text}")
        return True

    def _sent(
        self, agent: Browser, method: str, path: str, body: object = None, key: str = ""
    ) -> requests.Response | None:
        with self._notes.answer("http") as said:
            try:
                answer = agent.send(method, path, body, **({"Idempotency_Key": key} if key else {}))
            except requests.RequestException as error:
                said.append("silent" if isinstance(error, requests.Timeout) else "lost")
                return None
            if not answer.ok:
                said.append(str(answer.status_code))
        if answer.status_code >= requests.codes.server_error and answer.status_code not in LATER:
            self._notes.fault(f"{method} was answered {answer.status_code}: {answer.text}")
        if answer.status_code in LATER and not answer.headers.get("Retry-After"):
            self._notes.fault(f"{method} was answered {answer.status_code} without Retry-After")
        return answer
