"""The load by webhooks: platforms that repeat what is not answered 200, and people who call, are answered, or leave a message."""

import random
import time
from collections.abc import Callable, Iterator
from queue import Empty, Queue
from typing import Any

import requests

from tests.chaos.load import Load
from tests.chaos.outside import Outside
from tests.chaos.visitors import Visitors, Webhook
from tests.support.product import Product
from tests.support.providers import messenger_hook, whatsapp_hook
from tests.support.providers.twilio import Phone
from tests.support.providers.twilio_calls import call_in
from tests.support.providers.twilio_hooks import again, over_http

SERVERS, CALLERS = 4, 8
LOOK = 0.5
WAIT = 20.0
"""Seconds for which a platform waits for an answer."""
NOT_NOW = {"503", "silent", "lost"}
WAYS: tuple[dict[str, Any], ...] = (
    {"says": 9, "hangs_up": "record"},
    {"says": 9, "hangs_up": "record"},
    {"hangs_up": "dial"},
    {"talks": 30},
)
"""What somebody does who calls."""


class Hooks:
    """Webhooks and calls until the load ends."""

    def __init__(self, load: Load, product: Product, outside: Outside, seed: int) -> None:
        """Tell `product` of what happens `outside`."""
        self._load, self._notes, self._product, self._outside = load, load.notes, product, outside
        self._seed = seed
        self._webhooks = Visitors(seed, outside).webhooks()
        self._queue: Queue[Webhook] = Queue(maxsize=2 * SERVERS)
        outside.twilio.deliver = self._called

    def works(self, webhooks: float, calls: float) -> list[Callable[[], None]]:
        """Return the parts; so many of each there are a second at most."""
        return [
            lambda: self._write(webhooks),
            *[self._serve] * SERVERS,
            self._tell,
            lambda: self._call(calls),
        ]

    # ------------------------------------------------------------------ messages
    def _write(self, per_second: float) -> None:
        for hook in self._webhooks:
            self._queue.put(hook)
            if self._load.ending.wait(1 / per_second):
                return

    def _serve(self) -> None:
        """Be a platform: post one webhook after the other."""
        while not (self._load.ending.is_set() and self._queue.empty()):
            try:
                hook = self._queue.get(timeout=0.2)
            except Empty:
                continue
            if self._insisted(hook):
                for mail in hook.mails:
                    self._notes.taken(mail)

    def _insisted(self, hook: Webhook) -> bool:
        return self._load.insist(lambda: self._posted(hook), "a webhook")

    def _posted(self, hook: Webhook) -> bool:
        url = f"{self._product.url}{hook.path}"
        with self._notes.answer("webhook") as said:
            try:
                answer = requests.post(url, data=hook.raw, headers=hook.headers, timeout=WAIT)
            except requests.RequestException as error:
                said.append("silent" if isinstance(error, requests.Timeout) else "lost")
            else:
                if answer.status_code != requests.codes.ok:
                    said.append(str(answer.status_code))
                if answer.status_code == requests.codes.service_unavailable and not answer.headers.get(
                    "Retry-After"
                ):
                    self._notes.fault("a webhook was answered 503 without Retry-After")
        if said and said[0] not in NOT_NOW:
            self._notes.fault(f"a webhook was answered {said[0]}")
        return not said

    # ------------------------------------------------------------------ what became of answers
    def _tell(self) -> None:
        """Tell of each answer that it came and was read, each twice."""
        news = self._news()
        while not self._load.ending.wait(LOOK):
            for text, hooks in iter(lambda: next(news), None):
                if all(self._insisted(one) for one in (*hooks, *hooks)):
                    self._notes.read(text)

    def _news(self) -> Iterator[tuple[str, list[Webhook]] | None]:
        """Yield each answer that people got, with the webhooks that tell of it; None whenever there is no other yet."""
        page, at = self._outside.page.page, self._outside.number
        told = [0, 0]
        while True:
            for sent in page.sent[told[0] :]:
                told[0] += 1
                stamp = int(time.time() * 1000)
                whats = (
                    {"delivery": {"mids": [sent.mid], "watermark": stamp}},
                    {"read": {"watermark": stamp}},
                )
                items = [messenger_hook.event(page.id, sent.psid, **what) for what in whats]
                raws = [messenger_hook.body(item, page_id=page.id) for item in items]
                yield str(sent.message.get("text")), [_hook("messenger", raw) for raw in raws]
            for one in at.number.sent[told[1] :]:
                told[1] += 1
                statuses = [whatsapp_hook.status(one, word) for word in ("sent", "delivered", "read")]
                raws = [whatsapp_hook.body(at.account, at.number, status) for status in statuses]
                yield one.text, [_hook("whatsapp", raw) for raw in raws]
            yield None

    # ------------------------------------------------------------------ calls
    def _call(self, per_second: float) -> None:
        """Let people call one after the other; of what was told beside, some is told again."""
        chance = random.Random(f"calls {self._seed}")  # noqa: S311 - who calls, no secret
        twilio, number = self._outside.twilio, self._outside.line.number
        while not self._load.ending.wait(chance.expovariate(per_second)):
            self._outside.agents_phone.does = chance.choice(["answers", "no-answer"])
            before = len(twilio.told)
            call_in(twilio, number, Phone(f"+4850123{chance.randrange(CALLERS):04}", **chance.choice(WAYS)))
            for told in chance.sample(twilio.told[before:], k=len(twilio.told) - before):
                again(twilio, told)

    def _called(self, url: str, form: dict[str, str], headers: dict[str, str]) -> tuple[int, str, str]:
        """Be Twilio's side of one request, and note what was answered."""
        with self._notes.answer("call") as said:
            answer = over_http(url, form, headers)
            if answer[0] != requests.codes.ok:
                said.append(str(answer[0] or "lost"))
        if said and said[0] not in NOT_NOW:
            self._notes.fault(f"Twilio was answered {said[0]}")
        if not said:
            self._notes.heard(url.partition("?")[0].rpartition("/")[2], form)
        return answer


def _hook(kind: str, raw: bytes) -> Webhook:
    # both platforms sign alike, each with its own app's secret
    signed = messenger_hook.signed if kind == "messenger" else whatsapp_hook.signed
    return Webhook(f"/hooks/{kind}", raw, signed(raw))
