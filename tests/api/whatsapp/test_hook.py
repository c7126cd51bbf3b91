"""Meta's webhook of numbers over HTTP: handshake, signature, batches, durable before it is answered, once each (WAB-02, SE-03)."""

import json
import random
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import pytest
from werkzeug.test import Client as Sender

from api import hooks
from api.app import create_app
from api.hook_gate import HookGate
from application.ports import Unavailable
from tests.support.api import Served
from tests.support.providers import whatsapp
from tests.support.providers import whatsapp_hook as told
from tests.support.providers.whatsapp import Account, Number, Sent
from tests.support.providers.whatsapp_desk import NumberDesk

HOOK, HERE = NumberDesk.HOOK, "198.51.100.7"


@pytest.mark.req("WAB-02", "SE-03")
def test_the_handshake_is_answered_to_who_shows_the_token(registered: Served, api: Served) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": whatsapp.VERIFY, "hub.challenge": "1158201444"}
    answer = Sender(registered.app).get(HOOK, query_string=asked)
    assert (answer.status_code, answer.data, answer.mimetype) == (200, b"1158201444", "text/plain")
    for wrong in ({"hub.mode": "x"}, {"hub.verify_token": "shown once"}, {"hub.challenge": "1" * 300}):
        refused = Sender(registered.app).get(HOOK, query_string=asked | wrong)
        assert (refused.status_code, refused.data) == (403, b"")
    unset = asked | {"hub.verify_token": ""}
    assert Sender(api.app).get(HOOK, query_string=unset).status_code == 403, "an installation without an app"


@pytest.mark.req("WAB-02", "SE-03")
def test_what_is_forged_or_broken_off_has_no_effect(desk: NumberDesk, api: Served) -> None:
    raw = desk.body(told.text("48600100200", "Hello"))
    signed = told.signed(raw)
    forged: list[tuple[bytes, dict[str, str]]] = [
        (raw, {}),
        (raw, told.signed(raw, "another app's secret")),
        (raw, {"X-Hub-Signature": signed["X-Hub-Signature"]}),
        (raw.replace(b"Hello", b"Hallo"), signed),
        *((part, signed) for part in told.truncated(raw)),
    ]
    for body, headers in forged:
        answer = desk.post(body, headers)
        assert (answer.status_code, answer.data) == (403, b"")
    for garbled in (raw[:-2], b"[]", b"{}", b"\xff", b"[" * 50_000):
        assert desk.post(garbled).status_code == 400
    assert desk.post(b"x" * 4_200_000, signed).status_code == 413
    assert not desk.accepted()
    assert Sender(api.app).post(HOOK, data=raw, headers=told.signed(raw, "")).status_code == 403


@pytest.mark.req("WAB-02", "RL-04")
def test_batches_come_ten_times_and_shuffled_and_each_item_once(desk: NumberDesk) -> None:
    people = [desk.person().wa_id for _ in range(3)]
    texts = [told.text(one, f"Line {number}") for number, one in enumerate(people * 3)]
    sent = Sent("wamid.ours", people[0], {}, desk.meta.now())
    statuses = [told.status(sent, what, at=1_700_000_000) for what in ("sent", "delivered", "read")]
    batch = [*texts, *statuses, told.reaction(people[0], "wamid.ours", "👍")]
    desk.tell(*batch)
    first = desk.accepted()
    assert len(first) == 13
    kept = [json.loads(desk.original(one)) for one in first]
    assert {one["number"] for one in kept} == {desk.number.id}
    assert [one["what"] for one in kept].count("status") == 3
    assert {one["contact"]["wa_id"] for one in kept} == set(people)
    assert [one["event"] for one in kept if one["what"] == "message"] == [*texts, batch[-1]]
    shuffled = random.Random(7).sample(batch * 10, 130)  # noqa: S311 - an order nobody may count on
    for first_of in range(0, 130, 13):
        desk.tell(*shuffled[first_of : first_of + 13])
    desk.tell(*reversed(batch))
    assert desk.accepted() == first


@pytest.mark.req("WAB-01", "WAB-02")
def test_what_is_of_nobodys_number_or_of_no_known_kind_is_answered_and_left(desk: NumberDesk) -> None:
    elsewhere = Account("102290129340398"), Number("106540352242922", "+1 555 078 3881", "Elsewhere")
    unknown = {"object": "whatsapp_business_account", "entry": [{"id": desk.account.id, "changes": [
        {"field": "account_update", "value": {"event": "VERIFIED_ACCOUNT"}},
        {"field": "messages", "value": {"metadata": {"phone_number_id": desk.number.id}, "errors": [{"code": 130429}]}},
        {"field": "messages", "value": {"metadata": {}, "messages": [told.text("1", "to no number")]}},
    ]}]}  # fmt: skip
    for raw in (
        told.body(*elsewhere, told.text("48600100200", "To a number that nobody connected")),
        told.written({"object": "page", "entry": [{"id": "1", "messaging": []}]}),
        told.written({"object": "whatsapp_business_account", "entry": []}),
        told.written(unknown),
    ):
        answer = desk.post(raw)
        assert (answer.status_code, answer.data) == (200, b"EVENT_RECEIVED")
    assert not desk.accepted()


@pytest.mark.req("WAB-02", "RL-03")
@pytest.mark.parametrize("trouble", [OSError("no space left"), Unavailable()])
def test_what_cannot_be_kept_is_refused_for_a_while_and_taken_when_it_is_sent_again(
    desk: NumberDesk, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    raw = desk.body(told.text("48600100200", "Hello"))

    def full(*_: object) -> None:
        raise trouble

    with monkeypatch.context() as broken:
        broken.setattr(desk.api.application.blobs.store, "put", full)
        answer = desk.post(raw)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert not desk.accepted()
    assert desk.post(raw).status_code == 200
    (accepted,) = desk.accepted()
    assert json.loads(desk.original(accepted))["event"]["text"]["body"] == "Hello"


@pytest.mark.req("WAB-02", "RL-04", "RL-03")
def test_many_webhooks_by_eight_clients_are_answered_in_time_and_none_is_lost(desk: NumberDesk) -> None:
    people = [desk.person().wa_id for _ in range(20)]
    bodies = [
        desk.body(told.text(people[number % 20], f"Number {number}", wamid=f"wamid.{number % 250}"))
        for number in range(300)
    ]

    def post(raw: bytes) -> float:
        began = perf_counter()
        answer = desk.post(raw)
        while answer.status_code == 503:
            answer = desk.post(raw)
        assert answer.status_code == 200
        return perf_counter() - began

    with ThreadPoolExecutor(8) as clients:
        took = list(clients.map(post, bodies))
    assert max(took) < 5
    kept = [json.loads(desk.original(one))["event"]["id"] for one in desk.accepted()]
    assert sorted(kept) == sorted(f"wamid.{number}" for number in range(250)), "once each, and readable"


@pytest.mark.req("WAB-02", "SE-03", "RL-03")
def test_what_is_signed_is_never_refused_for_what_others_showed_at_the_same_address(
    desk: NumberDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks, "HookGate", lambda: HookGate(0.001, 3))
    caller = Sender(create_app(desk.api.services))
    raws = [desk.body(told.text("48600100200", f"Line {number}")) for number in range(8)]
    forged = told.signed(raws[0], "another app's secret")

    def post(raw: bytes, headers: dict[str, str]) -> int:
        return caller.post(HOOK, data=raw, headers=headers).status_code

    assert [post(raws[0], forged) for _ in range(40)] == [403] * 40, (
        "a proxy that is not known has one address"
    )
    mixed = [(raw, shown) for raw in raws for shown in (told.signed(raw), forged, {})]
    with ThreadPoolExecutor(8) as clients:
        answers = list(clients.map(lambda one: post(*one), mixed))
    assert answers == [200, 403, 403] * 8
    assert len(desk.accepted()) == 8
    assert post(b"x" * 5_000_000, {}) == 403, "what is not even signed is not read"


@pytest.mark.req("WAB-02", "SE-03", "RL-03")
def test_where_too_much_waits_to_be_judged_it_is_asked_for_again(
    desk: NumberDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = HookGate(0.001, 1, patience=0.02)
    monkeypatch.setattr(hooks, "HookGate", lambda: gate)
    caller, raw = Sender(create_app(desk.api.services)), desk.body(told.text("48600100200", "Hello"))
    with gate.judging(HERE) as was_wrong:
        was_wrong()
    with gate.judging(HERE):
        answer = caller.post(HOOK, data=raw, headers=told.signed(raw), environ_base={"REMOTE_ADDR": HERE})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert caller.post(HOOK, data=raw, headers=told.signed(raw)).status_code == 200
    assert len(desk.accepted()) == 1


@pytest.mark.req("WAB-02", "RL-03")
def test_a_batch_may_be_as_large_as_meta_says(desk: NumberDesk) -> None:
    """Source: Cloud API, webhooks: payloads have up to 3 MB."""
    raw = desk.body(told.text("48600100200", "Hello"))
    whole = raw + b" " * (3 * 1024 * 1024 - len(raw))
    assert desk.post(whole).status_code == 200
    assert len(desk.accepted()) == 1
    assert desk.post(whole + b" " * 1_100_000).status_code == 413
