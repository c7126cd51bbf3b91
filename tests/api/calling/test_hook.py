"""What is forged, broken off, repeated or shuffled, and a log that is away (CAL-03, SE-03, RL-03, RL-04)."""

import itertools
import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from werkzeug.test import Client as Sender

from application.ports import Unavailable
from infrastructure.calling.addresses import INSIST, STEPS
from tests.support.providers.twilio import sid
from tests.support.providers.twilio_desk import ANNS, BASE, BOBS, CUSTOMER, Desk
from tests.support.providers.twilio_hooks import again, signed


def ringing(desk: Desk, **more: str) -> dict[str, str]:
    """Return the form of a call that comes in."""
    return {
        "CallSid": sid("CA"), "AccountSid": desk.twilio.account, "From": CUSTOMER, "To": desk.number.number,
        "CallStatus": "ringing", "Direction": "inbound", "ApiVersion": "2010-04-01", **more,
    }  # fmt: skip


@pytest.mark.req("CAL-03", "SE-03")
def test_what_is_forged_or_broken_off_has_no_effect(desk: Desk) -> None:
    form, before = ringing(desk), desk.api.application.log.last_position()
    path = f"/hooks/calling/{desk.channel}/voice"
    genuine = signed(desk.twilio.token, BASE + path, form)
    forged = [
        {},
        signed("another account's token", BASE + path, form),
        signed("", BASE + path, form),
        signed(desk.twilio.token, BASE + path, form | {"From": "+48999999999"}),
        signed(desk.twilio.token, f"{BASE}/hooks/calling/{uuid4()}/voice", form),
        signed(desk.twilio.token, BASE.replace("https", "http") + path, form),
        genuine | {"X-Twilio-Signature": genuine["X-Twilio-Signature"][:-2]},
        genuine | {"X-Twilio-Signature": "ż"},
    ]
    sender = Sender(desk.api.app)
    for headers in forged:
        answer = sender.post(path, data=form, headers=headers)
        assert (answer.status_code, answer.data) == (403, b"")
    whole = urlencode(form)
    for body in (
        "",
        whole[:-1],
        whole[: len(whole) // 2],
        whole + "&Extra=1",
        whole.replace("CallSid", "callsid"),
    ):
        assert sender.post(path, data=body, headers=genuine).status_code == 403
    for kind in ("application/json", "multipart/form-data; boundary=x", "text/plain"):
        assert sender.post(path, data=whole, headers=genuine | {"Content-Type": kind}).status_code == 403
    assert sender.post(path, data="a=" + "x" * 70_000, headers=genuine).status_code == 413
    assert sender.get(path, headers=genuine).status_code == 405
    assert desk.api.application.log.last_position() == before
    assert sender.post(path, data=form, headers=genuine).status_code == 200


@pytest.mark.req("CAL-03", "SE-03", "SE-01")
def test_a_signature_is_good_for_its_own_channel_and_step_alone(desk: Desk) -> None:
    other = Desk(desk.api, desk.twilio)
    leg = desk.call()
    call, form = desk.id_of(leg), ringing(desk)
    shown = signed(desk.twilio.token, f"{BASE}/hooks/calling/{desk.channel}/voice", form)
    assert other.tell("voice", form, headers=shown).status_code == 403
    assert desk.tell("status", form, headers=shown).status_code == 403
    assert desk.tell("nothing", form).status_code == 403
    for channel, status in ((str(uuid4()), 403), ("nobody", 404)):
        path = f"/hooks/calling/{channel}/voice"
        answer = Sender(desk.api.app).post(
            path, data=form, headers=signed(desk.twilio.token, BASE + path, form)
        )
        assert answer.status_code == status
    # the same account signs for both lines; a call is one line's all the same
    before = desk.topics(call)
    for step in sorted(STEPS - {"voice", "fallback"}):
        told = form | {
            "RecordingSid": sid("RE"),
            "CallStatus": "completed",
            "Digits": "1",
            "TranscriptionStatus": "completed",
        }
        answer = other.tell(step, told, f"call={call.hex}&agent={uuid4().hex}&asked=1&said=1")
        assert answer.status_code == 200
        assert ANNS not in answer.get_data(as_text=True)
    assert desk.topics(call) == before


@pytest.mark.req("CAL-03")
def test_an_address_is_believed_with_what_is_never_sent_of_it(desk: Desk) -> None:
    form = ringing(desk)
    path = f"/hooks/calling/{desk.channel}/voice"
    whole = signed(desk.twilio.token, BASE + path + INSIST, form)
    assert desk.tell("voice", form, headers=whole).status_code == 200


@pytest.mark.req("CAL-03", "RL-04")
def test_a_call_that_is_told_of_again_is_one(desk: Desk) -> None:
    desk.agent("Ann", ANNS)
    form = ringing(desk)
    first = desk.tell("voice", form)
    with ThreadPoolExecutor(8) as clients:
        answers = list(clients.map(lambda _: desk.tell("voice", form), range(24)))
    assert {one.data for one in answers} == {first.data}
    desk.api.caught_up()
    (row,) = desk.conversations()
    thread = desk.client.read(f"/conversations/{row['conversation_id']}")
    assert len(thread["messages"]) == 1


@pytest.mark.req("CAL-03", "RL-04", "CAL-02")
@pytest.mark.parametrize("seed", range(6))
def test_callbacks_in_any_order_and_more_than_once_come_to_the_same(desk: Desk, seed: int) -> None:
    order = random.Random(seed)  # noqa: S311 - an order nobody may count on
    desk.agent("Ann", ANNS, talks=33)
    desk.asks("implied")
    desk.twilio.holds = True
    leg = desk.call()
    call, told = desk.id_of(leg), list(desk.twilio.told)
    shuffled = order.sample(told * 3, len(told) * 3)
    assert {again(desk.twilio, one) for one in shuffled} == {200}
    now = desk.now(call)
    assert now.verdict is not None
    assert (now.state, now.verdict.outcome, now.verdict.seconds) == ("ended", "completed", desk.talked(leg))
    assert len(now.recordings) == 1
    position = desk.api.application.log.last_position()
    for one in [*told, *reversed(told)]:
        again(desk.twilio, one)
    assert desk.api.application.log.last_position() == position, "without effect once all is known"


@pytest.mark.req("CAL-03", "RL-04")
def test_documents_that_are_asked_for_again_when_all_is_over_ring_nobody(desk: Desk) -> None:
    desk.agent("Ann", ANNS)
    desk.agent("Bob", BOBS, does="no-answer")
    leg = desk.call()
    call, topics = desk.id_of(leg), desk.topics(desk.id_of(leg))
    form = ringing(desk, CallSid=leg.sid)
    for step, more in itertools.product(["voice", "consent", "whisper"], ["", "&asked=1", "&said=1"]):
        answer = desk.tell(step, form | {"Digits": "1"}, f"call={call.hex}&agent={uuid4().hex}{more}")
        assert answer.status_code == 200
        assert "<Dial" not in answer.get_data(as_text=True)
        assert ANNS not in answer.get_data(as_text=True)
    assert desk.topics(call) == topics


@pytest.mark.req("CAL-03")
@pytest.mark.parametrize("step", sorted(STEPS))
def test_what_lacks_what_it_is_about_or_is_of_no_call_is_answered_and_changes_nothing(
    desk: Desk, step: str
) -> None:
    hostile = [
        {},
        {"CallSid": ""},
        {"CallSid": sid("CA"), "RecordingSid": "", "RecordingDuration": "-1", "CallDuration": "9" * 400},
        {"CallSid": "x" * 5_000, "From": "\x00", "Timestamp": "yesterday", "DialCallStatus": "odd"},
    ]
    for form, query in itertools.product(
        hostile, ["", "call=", "call=zz", f"call={uuid4().hex}", "call=%00&agent=%ff"]
    ):
        answer = desk.tell(step, form, query)
        assert answer.status_code == 200, (form, query)
        assert answer.mimetype == "text/xml"


@pytest.mark.req("CAL-03", "RL-03")
@pytest.mark.parametrize("trouble", [OSError("no space left"), Unavailable()])
def test_while_the_log_is_away_twilio_asks_again_and_then_the_fallback(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    desk.agent("Ann", ANNS)
    store = desk.api.application.blobs.store

    def full(*_: object) -> None:
        raise trouble

    with monkeypatch.context() as broken:
        broken.setattr(store, "put", full)
        answer = desk.tell("voice", ringing(desk))
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
        heard: list[str] = []
        desk.call(heard=heard)
        assert len(heard) == 1
        assert heard[0].startswith("Sorry")
    assert desk.twilio.alerts == [f"11200 /hooks/calling/{desk.channel}/voice 503"]
    assert not desk.conversations()
    desk.call()
    assert len(desk.conversations()) == 1


@pytest.mark.req("CAL-03", "RL-03")
def test_a_moment_without_the_log_is_not_heard(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.agent("Ann", ANNS)
    store = desk.api.application.blobs.store
    real, tries = store.put, itertools.count()

    def twice(*about: object) -> None:
        if next(tries) < 2:
            raise Unavailable
        real(*about)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "put", twice)
    leg = desk.call()
    assert not desk.twilio.alerts
    assert desk.now(desk.id_of(leg)).verdict is not None


@pytest.mark.req("CAL-01", "CAL-03")
def test_a_line_that_is_switched_off_rings_nobody(desk: Desk) -> None:
    desk.agent("Ann", ANNS)
    version = desk.client.read(f"/channels/{desk.channel}")["version"]
    assert desk.client.post(f"/channels/{desk.channel}/pause", If_Match=f'"{version}"').status_code == 200
    heard: list[str] = []
    desk.call(heard=heard)
    assert heard
    assert heard[-1].startswith("Sorry")
    assert not desk.conversations()
    assert not desk.twilio.alerts


@pytest.mark.req("CAL-03", "SE-03")
def test_who_cannot_sign_has_nothing_looked_up_over_and_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, form, sought = desk.api.application.log, ringing(desk), []
    real = log.fresh

    def fresh(kind: type[Any], object_id: UUID) -> Any:
        sought.append(object_id)
        return real(kind, object_id)

    monkeypatch.setattr(log, "fresh", fresh)
    sender, nobody = Sender(desk.api.app), uuid4()
    path = f"/hooks/calling/{nobody}/voice"
    for headers in ({}, {"X-Twilio-Signature": "x"}):
        assert sender.post(path, data=form, headers=headers).status_code == 403
    assert (
        sender.post(path.replace("voice", "nothing"), data=form, headers=signed("x", path, form)).status_code
        == 403
    )
    assert not sought, "what has not the shape of a signature, or is of no step"
    for _ in range(3):
        assert sender.post(path, data=form, headers=signed("x", path, form)).status_code == 403
    assert sought == [nobody], "that there is no such line is remembered for a moment"
