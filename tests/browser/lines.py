"""A company with a telephone line, connected over HTTP, and what callers, phones and Twilio do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

from playwright.sync_api import Locator

from tests.browser.desk import Desk
from tests.browser.test_connecting import tabbed_to
from tests.support.company import Company
from tests.support.product import PATIENCE
from tests.support.providers.twilio import Leg, Number, Phone, Twilio, now
from tests.support.providers.twilio_calls import call_in, call_out

PLAN = {"hub": "service", "tier": "professional"}
"""What includes lines (ACC-05)."""
LINE, MINE, THEIRS = "+48223901010", "+48600000001", "+48501111111"
VOICE = {
    "greeting": "Welcome.", "ring_seconds": 20, "voicemail_on": True, "voicemail_greeting": "", "record_on": False,
    "transcribe_on": False, "language": "en",
}  # fmt: skip


class Hold:
    """A moment of a call that lasts until the test lets it go on."""

    def __init__(self) -> None:
        """Nobody is there yet."""
        self.reached, self._over = Event(), Event()

    def __call__(self) -> None:
        """Stay here; the call's own thread does."""
        self.reached.set()
        assert self._over.wait(PATIENCE)

    def go(self) -> None:
        """Let the call go on."""
        self._over.set()


@dataclass
class LineDesk:
    """One number, connected as the wizard does; `voice` is what is set otherwise than usual."""

    company: Company
    twilio: Twilio
    voice: dict[str, Any] = field(default_factory=dict)
    consent: str = ""
    """The mode in which callers are asked about recording; empty: not at all."""
    number: Number = field(init=False)
    channel: str = field(init=False)

    def __post_init__(self) -> None:
        """Connect it."""
        admin = self.company.admin
        self.number = self.twilio.number(LINE, "Front desk")
        admin.put("/account/subscription", PLAN)
        self.channel = admin.post("/channels", {"kind": "calling", "inbox_id": self.company.inbox})["id"]
        at = f"/channels/{self.channel}"
        entered = {"account_sid": self.twilio.account, "auth_token": self.twilio.token}
        admin.put(f"{at}/calling/account", entered)
        admin.put(f"{at}/calling/number", {"number_sid": self.number.sid})
        if self.consent:
            admin.put("/account/data-privacy", {"on": True})
            texts = {"en": "This call may be recorded."}
            admin.put(f"{at}/consent", {"mode": self.consent, "purpose": "recording", "texts": texts})
        admin.put(f"{at}/calling/voice", VOICE | self.voice)
        admin.put(f"{at}/rule", {"enabled": False})
        admin.put(f"{at}/tickets", {"enabled": False})
        admin.post(f"{at}/connect")
        admin.put(f"/users/{admin.user_id}/availability", {"available": True})
        admin.settled()

    def mine(self, **does: Any) -> Phone:
        """Let the administrator have a phone, which does this when it rings."""
        self.company.admin.put("/me/phone", {"phone": MINE})
        self.company.admin.settled()
        return self.twilio.phone(MINE, **does)

    def ann(self) -> str:
        """Know whom the number is of that calls and is called; returns the contact."""
        contact: str = self.company.admin.post("/contacts", {"name": "Ann Customer", "phone": THEIRS})["id"]
        self.company.admin.settled()
        return contact

    @contextmanager
    def called(self, **does: Any) -> Iterator[Phone]:
        """Let somebody call, who does this; the call goes on beside the test, and is over at the end."""
        phone = self.twilio.phone(THEIRS, **does)
        with _beside(lambda: call_in(self.twilio, self.number, phone, now())):
            yield phone
        self.company.admin.settled()

    @contextmanager
    def placing(self) -> Iterator[None]:
        """Let calls that are asked for begin at once, each beside the test; they are over at the end."""
        begun: list[Thread] = []

        def begin(leg: Leg) -> None:
            begun.append(Thread(target=call_out, args=(self.twilio, leg)))
            begun[-1].start()

        self.twilio.at_once = begin
        try:
            yield
        finally:
            self.twilio.at_once = None
            for one in begun:
                one.join(PATIENCE)
        self.company.admin.settled()


def typed(desk: Desk, field: Locator, text: str) -> None:
    """Go to a field by keyboard and type over what it has."""
    tabbed_to(desk, field)
    desk.press("Control+a")
    desk.page.keyboard.type(text)


def switched(desk: Desk, switch: Locator) -> None:
    """Go to a switch by keyboard and turn it."""
    tabbed_to(desk, switch)
    desk.press("Space")


def bar(desk: Desk) -> Locator:
    """What is said above every page while there is a call of mine."""
    return desk.page.locator(".call-bar")


def entry(desk: Desk) -> Locator:
    """The newest call of the conversation."""
    return desk.log.locator(".call").last


@contextmanager
def _beside(act: Any) -> Iterator[None]:
    """Do something in a thread of its own meanwhile; what it fails with fails the test."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except BaseException as error:  # noqa: BLE001 - raised again where it is looked at
            failed.append(error)

    thread = Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        thread.join(PATIENCE)
    assert not thread.is_alive(), "the call is not over"
    if failed:
        raise failed[0]
