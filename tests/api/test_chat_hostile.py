"""What nobody's widget would send: never an error of ours, never anything of anybody (SE-02, SE-04)."""

import json
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.app import create_app
from api.chat_reading import agreed_of
from application.bus import Bus, Command
from application.ingest import IngestMessage, TakeInMessage
from application.ports import Outcome, Unavailable
from application.router import HANDLERS, PREPARATIONS
from domain.kernel.envelope import Envelope
from domain.kernel.ids import derived
from infrastructure.bootstrap import clock
from infrastructure.chat_door import ChatDoor
from infrastructure.door import Door
from infrastructure.events.log import Log
from infrastructure.events.recorder import OneTripRecorder, datastore
from tests.support.api import Served
from tests.support.chats import ChatDesk
from tests.support.chatters import Chatter, conversation, limited

LOOSE = {
    f"{name}_{unit}": 10**6
    for name in ("asked", "sessions", "sent", "network_sent", "channel_sent", "signs")
    for unit in ("per_minute", "at_once")
}
PATHS = ("/session", "/messages", "/seen", "/typing", "/here", "/details", "/consent", "/transcript")
READS = ("/messages", "/state", "/files/x", "/faces/x", "/frame", "/session", "/nowhere")
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)
NAMES = (
    "client_id", "text", "page", "language", "consent", "answers", "identity", "token", "message_id", "kind", "agreed",
    "withdrawn", "email", "name", "left", "url", "title", "index", "text_version", "text_hash", "button",
)  # fmt: skip
bodies = st.dictionaries(st.sampled_from(NAMES), values, max_size=8)
UNHURRIED = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def chatter(api: Served) -> Chatter:
    made = Chatter(limited(api, **LOOSE, transcripts_per_hour=10**6), ChatDesk(api.world()))
    made.come()
    made.write("Hello?")
    return made


@pytest.mark.req("SE-02", "CHT-11")
@given(path=st.sampled_from(PATHS), body=bodies | values, known=st.booleans())
@UNHURRIED
def test_no_body_is_an_error_of_ours(chatter: Chatter, path: str, body: Any, known: bool) -> None:
    if known and isinstance(body, dict):
        body |= {"client_id": str(uuid4()), "text": "x"}
    data = json.dumps(body, allow_nan=True).encode("utf-8", "surrogatepass")
    answer = chatter.send("POST", path, data=data, content_type="application/json")
    assert answer.status_code < 500, answer.text
    assert answer.status_code < 400 or answer.content_type == "application/problem+json"


@pytest.mark.req("SE-02", "CHT-11")
@given(path=st.sampled_from((*PATHS, *READS)), data=st.binary(max_size=200), kind=st.sampled_from(
    ("application/json", "multipart/form-data", "multipart/form-data; boundary=x", "text/plain", "", "x/y; boundary=")
))  # fmt: skip
@UNHURRIED
def test_no_bytes_are_an_error_of_ours(chatter: Chatter, path: str, data: bytes, kind: str) -> None:
    assert chatter.send("POST", path, data=data, content_type=kind).status_code < 500


@pytest.mark.req("SE-02", "CHT-11")
@given(
    path=st.sampled_from(READS), query=st.dictionaries(st.sampled_from(("after", "before", "limit", "picture", "x")), st.text(max_size=25)),
    header=st.sampled_from(("Authorization", "Origin", "Last-Event-ID", "If-None-Match", "Accept-Language")),
    said=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60), method=st.sampled_from(("GET", "OPTIONS", "PUT", "HEAD")),
)  # fmt: skip
@UNHURRIED
def test_no_read_is_an_error_of_ours(
    chatter: Chatter, path: str, query: dict[str, str], header: str, said: str, method: str
) -> None:
    answer = chatter.send(method, path, query_string=query, headers={header: said})
    assert answer.status_code < 500, answer.text


@pytest.mark.req("SE-02")
@given(values)
def test_what_somebody_says_they_agreed_to_is_read_or_nothing(given_: Any) -> None:
    found = agreed_of(given_)
    assert found is None or isinstance(found.text_version, int)


class ClosedHouse(Bus):
    """Behind the door nothing is taken in for a while: what is accepted waits there."""

    closed = True

    def dispatch(self, command: Command, env: Envelope) -> Outcome:
        if self.closed and isinstance(command, TakeInMessage | IngestMessage):
            raise Unavailable
        return super().dispatch(command, env)


def door_of(api: Served, bus: Bus | None = None, log: Log | None = None) -> Served:
    """Return the API with a door of its own, as another process has one."""
    app = api.application
    bus, log = bus or app.bus, log or app.log
    house = Door(bus, log, app.secrets, app.blobs, app.keyring, clock)
    door = ChatDoor(house, bus, log, app.secrets, clock, api.services.visits.now)
    services = replace(api.services, visits=door)
    return replace(api, services=services, app=create_app(services))


def closed_house(api: Served) -> ClosedHouse:
    return ClosedHouse(api.application.ports, HANDLERS, PREPARATIONS)


@pytest.mark.req("RL-03", "RL-04", "CHT-11")
def test_what_was_answered_is_taken_in_later_once_and_in_order(api: Served) -> None:
    house = closed_house(api)
    chatter = Chatter(door_of(api, house), ChatDesk(api.world()))
    chatter.come()
    for text in ("one", "two"):
        told = chatter.write(text)
        assert (told["accepted"], told["conversation"], told["message_id"]) == (True, None, None)
    assert chatter.texts() == []
    house.closed = False
    chatter.write("three")
    assert chatter.texts() == ["one", "two", "three"]


def intake_of(desk: ChatDesk, chatter: Chatter, client_id: str) -> UUID:
    visitor = chatter.token.split(".")[1]
    return derived(desk.channel, "chat", visitor, client_id)


@pytest.mark.req("RL-03", "RL-04", "CHT-11")
def test_what_a_process_left_behind_the_reactor_takes_in_and_neither_does_it_twice(api: Served) -> None:
    desk = ChatDesk(api.world())
    chatter = Chatter(door_of(api, closed_house(api)), desk)
    chatter.come()
    client_id = str(uuid4())
    chatter.write("Left behind", client_id=client_id)
    intake_id = intake_of(desk, chatter, client_id)
    # the process is gone; the reactor goes through what was accepted, and the widget, which saw no answer, sends it again
    again = Chatter(door_of(api), desk, token=chatter.token)
    api.application.ingest(desk.world.account, intake_id)
    told = again.write("Left behind", client_id=client_id)
    api.application.ingest(desk.world.account, intake_id)
    assert told["message_id"] is not None
    assert again.texts() == ["Left behind"]
    assert again.write("After")["conversation"] == str(conversation(told))


@pytest.mark.req("RL-03", "CHT-11")
def test_while_the_log_is_away_it_is_said_so_and_a_repeat_is_one_message(api: Served) -> None:
    desk = ChatDesk(api.world())
    chatter = Chatter(api, desk)
    chatter.come()
    nowhere = datastore("host=/nonexistent dbname=none", prompt=True)
    nowhere.pool.timeout = 0.05
    message = {"client_id": str(uuid4()), "text": "Once"}
    try:
        away = door_of(api, log=Log(OneTripRecorder(nowhere), api.application.log.mapper))
        answer = Chatter(away, desk, token=chatter.token).post("/messages", message)
    finally:
        nowhere.close()
    assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
    assert int(answer.headers["Retry-After"]) > 0
    assert chatter.texts() == []
    for _ in range(2):
        assert chatter.post("/messages", message).status_code == 202
    assert chatter.texts() == ["Once"]
