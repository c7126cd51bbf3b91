"""A thousand webhooks of each platform at the running product by eight clients: in time, in whole, once (MSG-11, WAB-02, CAL-03)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import cycle, islice
from random import shuffle
from time import monotonic
from typing import Any

import pytest
import requests

from tests.browser.lines import LineDesk
from tests.browser.numbers import NumberDesk
from tests.browser.pages import PageDesk
from tests.support.company import Company
from tests.support.product import Product, eventually
from tests.support.providers import messenger, messenger_hook, whatsapp, whatsapp_hook
from tests.support.providers.messenger import Facebook
from tests.support.providers.messenger_http import running_facebook
from tests.support.providers.twilio import Leg, Phone, Twilio, now
from tests.support.providers.twilio_calls import call_in
from tests.support.providers.twilio_hooks import again
from tests.support.providers.twilio_http import running_twilio
from tests.support.providers.whatsapp import WhatsApp
from tests.support.providers.whatsapp_http import running_whatsapp
from tests.support.servers import temporary_state

IN_TIME = 5.0
"""Seconds within which a webhook has to be answered (MSG-11)."""
AFTERWARDS = 300.0
"""Seconds within which all of it is taken in, on a machine that is busy with more than this."""
THOUSAND, CLIENTS = 1_000, 8
PEOPLE, EACH = 94, 8
"""752 messages, a third of them told twice: a thousand webhooks."""
TALKS, CALLERS = 5, 40
WAYS: tuple[dict[str, Any], ...] = (
    {"says": 9, "words": "Please call me back", "hangs_up": "record"}, {"hangs_up": "dial"}, {"hangs_up": "say"}, {},
)  # fmt: skip
"""What callers do whom nobody answers."""
Signed = Callable[[bytes], dict[str, str]]


@pytest.fixture(scope="module")
def facebook() -> Iterator[Facebook]:
    """Facebook, on this machine."""
    with running_facebook() as running:
        yield running


@pytest.fixture(scope="module")
def meta() -> Iterator[WhatsApp]:
    """WhatsApp, on this machine."""
    with running_whatsapp() as running:
        yield running


@pytest.fixture(scope="module")
def twilio() -> Iterator[Twilio]:
    """Twilio, on this machine."""
    with running_twilio() as running:
        yield running


@pytest.fixture(scope="module")
def registered(facebook: Facebook, meta: WhatsApp, twilio: Twilio) -> Iterator[Product]:
    """The product, known to all of them."""
    about: dict[str, Any] = {
        "messenger_app_id": messenger.APP, "messenger_app_secret": messenger.SECRET,
        "messenger_verify_token": messenger.VERIFY, "messenger_url": facebook.url,
        "whatsapp_app_secret": whatsapp.SECRET, "whatsapp_verify_token": whatsapp.VERIFY, "whatsapp_url": meta.url,
        "calling_url": twilio.url,
    }  # fmt: skip
    with temporary_state() as state, Product(state, **about) as running:
        running.wait_ready()
        yield running


def post(url: str, raw: bytes, headers: dict[str, str]) -> float:
    """Post a body until it is taken, as Meta does; returns the longest wait for an answer."""
    longest = 0.0
    while True:
        began = monotonic()
        answer = requests.post(url, data=raw, headers=headers, timeout=60)
        longest = max(longest, monotonic() - began)
        if answer.status_code == 200:
            return longest
        assert answer.status_code == 503, answer.status_code


def flood(url: str, once: list[bytes], signed: Signed, forged: bytes) -> None:
    """Post bodies in no order, many of them twice, among what is forged and what broke off."""
    bodies, cut = [*once, *once[::3]], once[0][:-9]
    shuffle(bodies)
    with ThreadPoolExecutor(CLIENTS) as clients:
        waits = [clients.submit(post, url, raw, signed(raw)) for raw in bodies]
        assert requests.post(url, data=forged, headers=signed(bodies[0]), timeout=60).status_code == 403
        assert requests.post(url, data=cut, headers=signed(cut), timeout=60).status_code == 400
        longest = max(one.result() for one in waits)
    assert len(bodies) >= THOUSAND
    assert longest < IN_TIME, f"{longest:.1f} s until one of {len(bodies)} was answered"


def threads(company: Company) -> list[list[dict[str, Any]]]:
    """Return the messages of each conversation."""
    company.admin.settled(AFTERWARDS)
    rows = company.conversations()
    return [company.admin.read(f"/conversations/{one['conversation_id']}")["messages"] for one in rows]


def all_is_there(company: Company, texts: Iterable[str]) -> None:
    """Look whether each text is there once, in one conversation of each person."""
    found = threads(company)
    said = sorted(one["text"] for messages in found for one in messages)
    assert (len(found), said) == (PEOPLE, sorted(texts))


@pytest.mark.req("MSG-11", "RL-03", "RL-04")
def test_a_thousand_webhooks_of_messenger(registered: Product, facebook: Facebook) -> None:
    with ExitStack() as closing:
        company = Company(registered, closing, "Lambda")
        at = PageDesk(company, facebook)
        people = [at.page.person(f"Person {number}", "Flood").psid for number in range(PEOPLE)]
        texts = {f"flood {who} {word}": psid for who, psid in enumerate(people) for word in range(EACH)}
        once = [body(at, psid, text) for text, psid in texts.items()]
        flood(
            f"{registered.url}/hooks/messenger", once, messenger_hook.signed, body(at, at.ann.psid, "forged")
        )
        all_is_there(company, texts)


def body(at: PageDesk, psid: str, text: str) -> bytes:
    """Return a webhook of one message to a page."""
    return messenger_hook.body(messenger_hook.text(at.page.id, psid, text), page_id=at.page.id)


@pytest.mark.req("WAB-02", "RL-03", "RL-04")
def test_a_thousand_webhooks_of_whatsapp(registered: Product, meta: WhatsApp) -> None:
    with ExitStack() as closing:
        company = Company(registered, closing, "Mu")
        at = NumberDesk(company, meta)
        people = [meta.person(name=f"Person {number} Flood").wa_id for number in range(PEOPLE)]
        texts = {f"flood {who} {word}": wa_id for who, wa_id in enumerate(people) for word in range(EACH)}
        once = [written(at, wa_id, text) for text, wa_id in texts.items()]
        flood(
            f"{registered.url}/hooks/whatsapp",
            once,
            whatsapp_hook.signed,
            written(at, at.ann.wa_id, "forged"),
        )
        all_is_there(company, texts)


def written(at: NumberDesk, wa_id: str, text: str) -> bytes:
    """Return a webhook of one message to a number."""
    return whatsapp_hook.body(at.account, at.number, whatsapp_hook.text(wa_id, text))


@contextmanager
def timed(twilio: Twilio) -> Iterator[list[float]]:
    """Note how long each request of Twilio's waits for its answer."""
    real, waits = twilio.deliver, []

    def deliver(url: str, form: dict[str, str], headers: dict[str, str]) -> tuple[int, str, str]:
        began = monotonic()
        answer = real(url, form, headers)
        waits.append(monotonic() - began)
        return answer

    twilio.deliver, twilio.holds = deliver, True
    try:
        yield waits
    finally:
        twilio.deliver, twilio.holds = real, False


def happened(twilio: Twilio, leg: Leg, caller: Phone) -> str:
    """Return how a call ended: whoever was not talked with and says something has left that."""
    if any(one.parent == leg.sid and one.answered for one in twilio.calls.values()):
        return "completed"
    return "voicemail" if caller.says else "missed"


@pytest.mark.req("CAL-03", "RL-03", "RL-04")
def test_a_thousand_requests_of_twilio(registered: Product, twilio: Twilio) -> None:
    with ExitStack() as closing:
        company = Company(registered, closing, "Nu")
        at = LineDesk(company, twilio, {"transcribe_on": True})
        mine = at.mine(presses=["1"])
        waits = closing.enter_context(timed(twilio))

        def call(number: int) -> tuple[str, str]:
            caller = Phone(f"+4850123{number:04}", **(WAYS[number % len(WAYS)] if number >= TALKS else {}))
            leg = call_in(twilio, at.number, caller, now())
            return caller.number, happened(twilio, leg, caller)

        ended = [call(number) for number in range(TALKS)]
        mine.does = "no-answer"
        with ThreadPoolExecutor(CLIENTS) as clients:
            ended += clients.map(call, range(TALKS, TALKS + CALLERS))
            told = list(twilio.told)
            shuffle(told)
            many = islice(cycle(told), max(THOUSAND - len(waits), 2 * len(told)))
            assert set(clients.map(lambda one: again(twilio, one), many)) == {200}
        assert len(waits) >= THOUSAND
        assert max(waits) < IN_TIME, f"{max(waits):.1f} s until one of {len(waits)} was answered"
        outcomes = Counter(outcome for _, outcome in ended)
        assert outcomes.keys() == {"completed", "voicemail", "missed"}
        calls = [one["call"] for messages in threads(company) for one in messages if one["call"]]
        assert Counter((one["number"], one["outcome"]) for one in calls) == Counter(ended)

        def heard() -> bool:
            there = [one["call"] for messages in threads(company) for one in messages if one["call"]]
            return sum(bool(one["recording"] and one["transcript"]) for one in there) == outcomes["voicemail"]

        eventually(heard, "each message is fetched, and written down", AFTERWARDS)
        assert not [one for one in twilio.alerts if not one.startswith("12200")]
