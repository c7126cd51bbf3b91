"""What people write in Messenger and WhatsApp, as webhooks: some tell of several messages, some come ten times, old ones again."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from application.items import known_as
from tests.chaos.letters import COPIES, WORDS, Mail
from tests.chaos.outside import Outside
from tests.support.providers import messenger_hook, whatsapp_hook
from tests.support.providers.whatsapp import new_wamid

WINDOW = 12
"""Webhooks that are shuffled among each other."""
PEOPLE = 12
"""Of each platform."""


@dataclass(frozen=True)
class Webhook:
    """One request of a platform's, with the messages that it tells of."""

    path: str
    raw: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    mails: tuple[Mail, ...] = ()


Draw = Callable[[int], tuple[Mail, dict[str, Any]]]


class Visitors:
    """Some people of both platforms."""

    def __init__(self, seed: int, outside: Outside) -> None:
        """Draw everything but the platforms' ids from `seed`."""
        self._chance = random.Random(f"visitors {seed}")  # noqa: S311 - texts, no secrets
        self._outside = outside
        page, number = outside.page.page, outside.number.number
        self._at_page = [page.person(f"Visitor {one}", "Chaos").psid for one in range(PEOPLE)]
        self._in_whatsapp = [outside.meta.person(wrote_to=number).wa_id for _ in range(PEOPLE)]
        self._written: list[Webhook] = []
        self._messages = 0

    def webhooks(self) -> Iterator[Webhook]:
        """Yield webhooks to be posted, for ever; the same may come many times."""
        while True:
            window = [hook for _ in range(WINDOW) for hook in self._drawn()]
            self._chance.shuffle(window)
            yield from window

    def _drawn(self) -> list[Webhook]:
        chance = self._chance.random()
        if self._written and chance < 0.08:
            return [self._chance.choice(self._written)]
        made = self._chance.choice([self._of_page, self._of_number])()
        self._written.append(made)
        return [made] * (COPIES if chance > 0.97 else 1)

    def _of_page(self) -> Webhook:
        page = self._outside.page.page
        mails, items = self._several(self._at_facebook)
        raw = messenger_hook.body(*items, page_id=page.id)
        return Webhook("/hooks/messenger", raw, messenger_hook.signed(raw), mails)

    def _of_number(self) -> Webhook:
        at = self._outside.number
        mails, items = self._several(self._at_whatsapp)
        raw = whatsapp_hook.body(at.account, at.number, *items)
        return Webhook("/hooks/whatsapp", raw, whatsapp_hook.signed(raw), mails)

    def _several(self, draw: Draw) -> tuple[tuple[Mail, ...], list[dict[str, Any]]]:
        drawn = [draw(self._next()) for _ in range(self._chance.choice([1, 1, 1, 2, 5]))]
        return tuple(mail for mail, _ in drawn), [item for _, item in drawn]

    def _next(self) -> int:
        self._messages += 1
        return self._messages

    def _at_facebook(self, number: int) -> tuple[Mail, dict[str, Any]]:
        psid, mid, text = self._chance.choice(self._at_page), messenger_hook.new_mid(), self._text(number)
        mail = Mail(known_as("messenger", mid), psid, "", text, kind="messenger")
        return mail, messenger_hook.text(self._outside.page.page.id, psid, text, mid=mid)

    def _at_whatsapp(self, number: int) -> tuple[Mail, dict[str, Any]]:
        wa_id, wamid, text = self._chance.choice(self._in_whatsapp), new_wamid(), self._text(number)
        mail = Mail(known_as("whatsapp", wamid), wa_id, "", text, kind="whatsapp")
        return mail, whatsapp_hook.text(wa_id, text, wamid=wamid)

    def _text(self, number: int) -> str:
        return f"Message {number}: {' '.join(self._chance.choices(WORDS, k=self._chance.randint(3, 60)))}"
