"""Facebook, WhatsApp and Twilio on this machine, each with one channel of the company that is harassed."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.browser.lines import LineDesk
from tests.browser.numbers import NumberDesk
from tests.browser.pages import PageDesk
from tests.support.browser import Browser
from tests.support.company import Company
from tests.support.providers import messenger, whatsapp
from tests.support.providers.messenger import Facebook
from tests.support.providers.messenger_http import running_facebook
from tests.support.providers.twilio import Phone, Twilio
from tests.support.providers.twilio_http import running_twilio
from tests.support.providers.whatsapp import WhatsApp
from tests.support.providers.whatsapp_http import running_whatsapp

AGENTS_PHONE = "+48600000009"
CALLS = "caller_per_ten_minutes=100000 line_per_ten_minutes=100000"
"""More than the load ever has: what is lost is to be lost by no limit."""


@dataclass
class Outside:
    """All three."""

    facebook: Facebook
    meta: WhatsApp
    twilio: Twilio
    page: PageDesk = field(init=False)
    number: NumberDesk = field(init=False)
    line: LineDesk = field(init=False)
    agents_phone: Phone = field(init=False)

    def settings(self) -> dict[str, Any]:
        """Return what the product is told of them."""
        return {
            "messenger_app_id": messenger.APP, "messenger_app_secret": messenger.SECRET,
            "messenger_verify_token": messenger.VERIFY, "messenger_url": self.facebook.url,
            "whatsapp_app_secret": whatsapp.SECRET, "whatsapp_verify_token": whatsapp.VERIFY,
            "whatsapp_url": self.meta.url, "calling_url": self.twilio.url, "call_limits": CALLS,
        }  # fmt: skip

    def connect(self, company: Company, agent: Browser) -> None:
        """Connect a channel of each; an agent's telephone is rung by calls."""
        self.page, self.number = PageDesk(company, self.facebook), NumberDesk(company, self.meta)
        self.line = LineDesk(company, self.twilio)
        agent.put("/me/phone", {"phone": AGENTS_PHONE})
        self.agents_phone = self.twilio.phone(AGENTS_PHONE, presses=["1"])

    def sent(self) -> Counter[str]:
        """Return how many copies of each text people have in Messenger and WhatsApp."""
        texts = Counter(str(one.message.get("text")) for one in self.page.page.sent)
        return texts + Counter(one.text for one in self.number.number.sent)


@contextmanager
def running_outside() -> Iterator[Outside]:
    """Run them in this process, which nobody kills."""
    with running_facebook() as facebook, running_whatsapp() as meta, running_twilio() as twilio:
        yield Outside(facebook, meta, twilio)
