"""The running product and a Twilio that calls: taken in, recorded and fetched by workers, called back (CAL-01, CAL-02)."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.browser.lines import MINE, THEIRS, LineDesk
from tests.support.company import Company
from tests.support.product import Product, eventually
from tests.support.providers.twilio import MP3, Twilio
from tests.support.providers.twilio_http import running_twilio
from tests.support.servers import temporary_state
from tests.support.traces import traces


@pytest.fixture(scope="module")
def the_twilio() -> Iterator[Twilio]:
    """Twilio, on this machine."""
    with running_twilio() as running:
        yield running


@pytest.fixture
def twilio(the_twilio: Twilio) -> Twilio:
    """The same, with nothing amiss."""
    the_twilio.well()
    return the_twilio


@pytest.fixture(scope="module")
def reached(the_twilio: Twilio) -> Iterator[Product]:
    """The product, which Twilio reaches."""
    with temporary_state() as state, Product(state, calling_url=the_twilio.url) as running:
        running.wait_ready()
        yield running


def calls_of(company: Company) -> list[dict[str, Any]]:
    """Return all calls, as the conversations show them."""
    rows = company.conversations()
    threads = [company.admin.read(f"/conversations/{one['conversation_id']}")["messages"] for one in rows]
    return [one["call"] for messages in threads for one in messages if one["call"]]


@pytest.mark.req("CAL-01", "CAL-02", "RL-02")
def test_a_message_is_left_heard_and_called_back(reached: Product, twilio: Twilio) -> None:
    with ExitStack() as closing:
        company = Company(reached, closing, "Theta")
        at = LineDesk(company, twilio, {"transcribe_on": True})
        mine = at.mine(does="no-answer")
        with at.called(says=9, words="zqwords: please call me back", hangs_up="record"):
            pass
        kept = eventually(
            lambda: [one for one in calls_of(company) if one["recording"] and one["transcript"]],
            "it is fetched",
        )
        assert (kept[0]["outcome"], kept[0]["transcript"]["text"]) == (
            "voicemail",
            "zqwords: please call me back",
        )
        heard = company.admin.get(f"/calls/{kept[0]['call_id']}/recording")
        assert heard.content == MP3
        eventually(lambda: not twilio.recordings and not twilio.transcripts, "it is deleted at Twilio")
        mine.does, mine.presses = "answers", ["1"]
        twilio.phones[THEIRS].presses = []
        with at.placing():
            company.admin.post("/calls", {"conversation_id": kept[0]["conversation_id"]})
            eventually(
                lambda: [
                    one for one in calls_of(company) if one["direction"] == "outbound" and one["ended_at"]
                ],
                "they are called back",
            )
        (back,) = [one for one in calls_of(company) if one["direction"] == "outbound"]
        assert back["outcome"] == "completed"
        places = traces(reached, ["zqwords", MINE.removeprefix("+"), THEIRS.removeprefix("+"), twilio.token])
        allowed = ("table views.", "file logs/postgres")
        assert {one for one in places if not one.startswith(allowed)} == set(), "sealed, but in what is shown"
        assert not twilio.alerts
