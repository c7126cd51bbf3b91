"""Who calls the company's telephone line, and whose phones ring."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Any

from tests.support.providers import twilio as platform
from tests.support.providers.town.phones import CannotDo, Phone
from tests.support.providers.twilio import Leg, Number, Twilio, now
from tests.support.providers.twilio_calls import call_in, call_out

LINE = "+48581002040"
CALLERS = (("hanna", "+48600300400", "Hanna Kutter"), ("leon", "+48600300500", "Leon Szkuner"))
AGENTS = (("marek", "+48500100001", "Marek Sosna"), ("julia", "+48500100002", "Julia Brzeg"))
RINGS = 3.0
"""Seconds for which it rings, so that it can be seen in the product; the rest of a call takes no time."""
TALKS, SAYS = 20, 12
WORDS = "Hello, this is Leon. Please call me back about my chairs."


@dataclass
class Callers:
    """The company's line, the phones of people who call it, and those of its own people."""

    twilio: Twilio
    number: Number = field(init=False)
    phones: list[Phone] = field(init=False)
    _shown: dict[str, int] = field(default_factory=dict)
    """Number -> how much of what it heard is on its screen."""
    _showing: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        """Rent the number, and give people phones."""
        self.number = self.twilio.number(LINE, "Harbour & Pine")
        self.twilio.at_once = lambda leg: Thread(target=self._called, args=(leg,), daemon=True).start()
        callers = [self._caller(key, number, name) for key, number, name in CALLERS]
        self.phones = [*callers, *(self._agent(key, number, name) for key, number, name in AGENTS)]

    def settings(self) -> dict[str, str]:
        """Return what the product has to be told."""
        return {"POSTROOM_CALLING_URL": self.twilio.url}

    def told(self) -> dict[str, Any]:
        """Return what an administrator knows who connects the line."""
        account = {"account_sid": self.twilio.account, "auth_token": self.twilio.token}
        return account | {"number_sid": self.number.sid, "phones": {key: number for key, number, _ in AGENTS}}

    def deliver(self) -> None:
        """Show on the phones what was heard there meanwhile."""
        with self._showing:
            for phone in self.phones:
                heard = self.twilio.phones[phone.number].heard
                for words in heard[self._shown.get(phone.number, 0) :]:
                    phone.note(f"(hears) {words}")
                self._shown[phone.number] = len(heard)

    def _caller(self, key: str, number: str, name: str) -> Phone:
        """Return the phone of somebody outside, who agrees to be recorded, and leaves a message where nobody answers."""
        rings = self.twilio.phone(
            number, presses=["1"], says=SAYS, words=WORDS, talks=TALKS, hangs_up="record", while_ringing=_ring
        )
        phone = Phone(key, name, "telephone", number)
        phone.deeds = {"call": lambda _words: self._call(phone, rings), **_answering(rings)}
        return phone

    def _agent(self, key: str, number: str, name: str) -> Phone:
        rings = self.twilio.phone(number, presses=["1"], talks=TALKS, while_ringing=_ring)
        phone = Phone(key, name, "telephone", number)
        phone.deeds = _answering(rings)
        return phone

    def _call(self, phone: Phone, rings: platform.Phone) -> None:
        if not self.number.settings.get("VoiceUrl"):
            raise CannotDo("The line leads nowhere yet.")
        phone.note(f"(calls {LINE})", mine=True)
        leg = call_in(self.twilio, self.number, rings, now())
        self.deliver()
        phone.note(f"(the call is over: {leg.status}, {leg.seconds} seconds)", mine=True)

    def _called(self, leg: Leg) -> None:
        time.sleep(RINGS)
        call_out(self.twilio, leg)


def _answering(rings: platform.Phone) -> dict[str, Any]:
    """Return how its owner decides whether to answer."""

    def does(what: str) -> Any:
        return lambda _words: setattr(rings, "does", what)

    return {"answer": does("answers"), "ignore": does("no-answer")}


def _ring() -> None:
    time.sleep(RINGS)
