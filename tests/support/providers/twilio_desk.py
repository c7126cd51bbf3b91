"""A company with a telephone line at Twilio, its people's phones, and what callers and Twilio do to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID, uuid4

from werkzeug.test import Client as Browser
from werkzeug.test import TestResponse

from application.account import ChangeSubscription
from application.calling import ConnectLine, SetVoice
from application.channel import Connect, StartConnect
from application.channel_automation import SetRoutingRule, SetTicketAutomation
from application.company import SetDataPrivacy
from application.consent_setting import SetConsent
from application.user_self import SetPhone
from domain.call.aggregate import Call, inbound_id
from domain.kernel.event import Event
from infrastructure.calling.addresses import Addresses
from infrastructure.calling.twilio import Hooks
from tests.support.api import Client, Served, served
from tests.support.providers.twilio import Leg, Number, Phone, Twilio
from tests.support.providers.twilio_calls import call_in, call_out
from tests.support.providers.twilio_hooks import signed
from tests.support.world import World

BASE = "https://postroom.example"
CUSTOMER, ANNS, BOBS = "+48600100200", "+48501111111", "+48502222222"
TEXT = "This call is recorded so that we serve you better."


@contextmanager
def answering(twilio: Twilio, dsn: str, state: Path) -> Iterator[Served]:
    """The API of an installation that Twilio reaches."""
    with served(dsn, state, calling_url=twilio.url, base_url=BASE) as running:

        def deliver(url: str, form: dict[str, str], headers: dict[str, str]) -> tuple[int, str, str]:
            assert url.startswith(BASE)
            answer = post(running, url.removeprefix(BASE), form, headers)
            return answer.status_code, answer.headers.get("Content-Type", ""), answer.get_data(as_text=True)

        twilio.deliver = deliver
        yield running


def post(running: Served, path: str, form: dict[str, str], headers: dict[str, str]) -> TestResponse:
    """Post a form to the API, as Twilio does."""
    return Browser(running.app).post(path, data=urlencode(form), headers=headers)


@dataclass
class Desk:
    """One account with one line; Ann and Bob answer it, once they have phones."""

    api: Served
    twilio: Twilio
    world: World = field(init=False)
    client: Client = field(init=False)
    number: Number = field(init=False)
    channel: UUID = field(init=False)

    def __post_init__(self) -> None:
        """Connect the line, as the wizard would."""
        self.world = self.api.world()
        self.world.do(ChangeSubscription("service", "professional"))
        self.client = self.api.client(self.world)
        self.number = self.twilio.number(f"+4822{uuid4().int % 10**7:07}", "Help line")
        self.channel = self.world.make(StartConnect("calling", self.world.inbox))
        line = ConnectLine(
            self.channel, self.twilio.account, self.number.sid, self.number.number, "Help line",
            self.twilio.token.encode(),
        )  # fmt: skip
        self.world.do(line)
        self.set_voice()
        self.world.do(SetRoutingRule(self.channel, enabled=False))
        self.world.do(SetTicketAutomation(self.channel, enabled=False, pipeline_id=None))
        self.world.do(Connect(self.channel))
        self.leads()
        self.api.caught_up()

    def leads(self) -> Hooks:
        """Let the number lead here."""
        at = Addresses(BASE, self.channel)
        hooks = Hooks(at.of("voice"), at.of("fallback"), at.of("status"))
        self.number.settings |= {
            "VoiceUrl": hooks.voice, "VoiceFallbackUrl": hooks.fallback, "StatusCallback": hooks.status,
        }  # fmt: skip
        return hooks

    def set_voice(self, **voice: Any) -> None:
        """Set what callers hear."""
        self.world.do(SetVoice(self.channel, **voice))

    def asks(self, mode: str, **voice: Any) -> None:
        """Let the line ask whether calls may be recorded, and record them."""
        self.world.do(SetDataPrivacy(on=True))
        self.world.do(SetConsent(self.channel, mode, {"en": TEXT}, "recording"))
        self.set_voice(record_on=True, **voice)
        self.api.caught_up()

    def agent(self, name: str, number: str, **does: Any) -> UUID:
        """Return a new user who is available, with a phone that does this: answered by a key if nothing else is said."""
        user = self.world.user(name)
        self.api.caught_up()
        self.world.do(SetPhone(user, number), by=user)
        self.twilio.phone(number, **{"presses": ["1"]} | does)
        self.api.caught_up()
        return user

    # ------------------------------------------------------------------ calls
    def call(self, number: str = CUSTOMER, **does: Any) -> Leg:
        """Let somebody call the line, to the end."""
        caller = Phone(number, **does)
        leg = call_in(self.twilio, self.number, caller)
        self.api.caught_up()
        return leg

    def place(self, conversation: UUID, by: UUID, **more: Any) -> UUID:
        """Let a user call back, and a worker place it; returns the call."""
        posted = self.api.client(self.world, by).post(
            "/calls", {"conversation_id": str(conversation), **more}
        )
        assert posted.status_code == 201, posted.get_data(as_text=True)
        call = UUID(posted.json["id"])
        self.work("place_call", call)
        return call

    def run(self) -> Leg:
        """Let Twilio carry out the call that waits there."""
        (leg,) = self.twilio.waiting
        call_out(self.twilio, leg)
        self.api.caught_up()
        return leg

    def talked(self, leg: Leg) -> int:
        """Return how long the other side of a call was on the line, what it heard first included."""
        return max(one.seconds for one in self.twilio.calls.values() if one.parent == leg.sid)

    def id_of(self, leg: Leg) -> UUID:
        """Return the id of a call that came in."""
        return inbound_id(self.channel, leg.sid)

    def happened(self, call: UUID) -> list[Event]:
        """Return all that happened to a call."""
        return list(self.api.application.log.stream(call))

    def topics(self, call: UUID) -> list[str]:
        """Return the same, by the events' names."""
        return [event.TOPIC for event in self.happened(call)]

    def now(self, call: UUID) -> Call:
        """Return a call as it is now."""
        found = self.api.application.log.fresh(Call, call)
        assert found is not None
        return found

    def conversations(self) -> list[Any]:
        """Return the conversations as they are listed."""
        found: list[Any] = self.client.read("/conversations")["items"]
        return found

    # ------------------------------------------------------------------ Twilio and workers
    def tell(self, step: str, form: dict[str, str], query: str = "", **changed: Any) -> TestResponse:
        """Post a form to a step of the channel's, signed by Twilio if nothing else is said."""
        path = f"/hooks/calling/{self.channel}/{step}{'?' if query else ''}{query}"
        headers = changed.get("headers") or signed(changed.get("token", self.twilio.token), BASE + path, form)
        return post(self.api, path, form, headers)

    def work(self, kind: str, call: UUID, key: str = "", **ahead: float) -> None:
        """Let a worker do one of its jobs, by a clock that is ahead."""
        parts = self.api.application.calling
        if ahead:
            now = datetime.now(UTC) + timedelta(**ahead)
            parts = replace(parts, jobs=replace(parts.jobs, clock=lambda: now))
        parts.kinds()[kind](self.world.account, call, key or call.hex)
        self.api.caught_up()

    def fetch(self, call: UUID) -> None:
        """Let a worker settle all recordings of a call, and delete what is to be deleted."""
        for recording_id in self.now(call).recordings:
            self.work("fetch_recording", call, recording_id.hex)
        self.work("calling_forget", self.channel)

    def paths(self) -> list[str]:
        """Return the steps Twilio asked for documents, in order."""
        return [urlsplit(url).path.rpartition("/")[2] for url, _ in self.twilio.documents]
