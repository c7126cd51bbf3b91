"""Facebook's webhook over HTTP: handshake, signature, batches, durable before it is answered, once each (MSG-11, SE-03)."""

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
from tests.support.providers import messenger
from tests.support.providers import messenger_hook as told
from tests.support.providers.messenger_desk import HOOK, Desk

HERE = "198.51.100.7"


@pytest.mark.req("MSG-11", "SE-03")
def test_the_handshake_is_answered_to_who_shows_the_token(registered: Served, api: Served) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": messenger.VERIFY, "hub.challenge": "1158201444"}
    answer = Sender(registered.app).get(HOOK, query_string=asked)
    assert (answer.status_code, answer.data, answer.mimetype) == (200, b"1158201444", "text/plain")
    for wrong in (
        {"hub.mode": "unsubscribe"}, {"hub.verify_token": ""}, {"hub.verify_token": "ż"}, {"hub.challenge": ""},
        {"hub.challenge": "1" * 300},
    ):  # fmt: skip
        refused = Sender(registered.app).get(HOOK, query_string=asked | wrong)
        assert (refused.status_code, refused.data) == (403, b"")
    assert Sender(registered.app).get(HOOK).status_code == 403
    unset = asked | {"hub.verify_token": ""}
    assert Sender(api.app).get(HOOK, query_string=unset).status_code == 403, "an installation without an app"


@pytest.mark.req("MSG-11", "SE-03")
def test_what_is_forged_or_broken_off_has_no_effect(desk: Desk, api: Served) -> None:
    raw = told.body(told.text(desk.page.id, "77", "Hello"))
    signed = told.signed(raw)
    forged: list[tuple[bytes, dict[str, str]]] = [
        (raw, {}),
        (raw, told.signed(raw, "another app's secret")),
        (raw, {"X-Hub-Signature": signed["X-Hub-Signature"]}),
        (raw, {"X-Hub-Signature-256": signed["X-Hub-Signature-256"].removeprefix("sha256=")}),
        (raw.replace(b"Hello", b"Hallo"), signed),
        *((part, signed) for part in told.truncated(raw)),
    ]
    for body, headers in forged:
        answer = desk.post(body, headers)
        assert (answer.status_code, answer.data) == (403, b"")
    garbled = raw[:-2]
    assert desk.post(garbled, told.signed(garbled)).status_code == 400
    assert desk.post(b"x" * 4_200_000, signed).status_code == 413
    assert not desk.accepted()
    assert Sender(api.app).post(HOOK, data=raw, headers=told.signed(raw, "")).status_code == 403, (
        "no app, no secret"
    )


@pytest.mark.req("MSG-11", "RL-04")
def test_a_batch_is_accepted_item_by_item_and_again_without_effect(desk: Desk) -> None:
    people = [desk.page.person().psid for _ in range(3)]
    batch = [told.text(desk.page.id, one, f"Line {number}") for number, one in enumerate(people * 3)]
    batch.append(told.event(desk.page.id, people[0], read={"watermark": 1458668856253}))
    desk.tell(*batch)
    first = desk.accepted()
    assert len(first) == 10
    kept = [json.loads(desk.original(one)) for one in first]
    assert [one["event"] for one in kept] == batch
    assert {one["page"] for one in kept} == {desk.page.id}
    shuffled = random.Random(7).sample(batch * 2, 20)  # noqa: S311 - an order nobody may count on
    for one in shuffled:
        desk.tell(one)
    desk.tell(*reversed(batch))
    assert desk.accepted() == first


@pytest.mark.req("MSG-11", "MSG-04")
def test_what_is_of_nobodys_page_is_answered_and_left(desk: Desk) -> None:
    for raw in (
        told.body(told.text("1", "77", "To a page that nobody connected")),
        told.written({"object": "user", "entry": [{"id": "1", "changed_fields": ["feed"]}]}),
        told.written({"object": "page", "entry": []}),
        told.body(told.event(desk.page.id, "77", pass_thread_control={"new_owner_app_id": "1"})),
    ):
        answer = desk.post(raw)
        assert (answer.status_code, answer.data) == (200, b"EVENT_RECEIVED")
    assert not desk.accepted()


@pytest.mark.req("MSG-11", "RL-03")
@pytest.mark.parametrize("trouble", [OSError("no space left"), Unavailable()])
def test_what_cannot_be_kept_is_refused_for_a_while_and_taken_when_it_is_sent_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    raw = told.body(told.text(desk.page.id, "77", "Hello"))
    store = desk.api.application.blobs.store

    def full(*_: object) -> None:
        raise trouble

    with monkeypatch.context() as broken:
        broken.setattr(store, "put", full)
        answer = desk.post(raw)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert not desk.accepted()
    assert desk.post(raw).status_code == 200
    (accepted,) = desk.accepted()
    assert json.loads(desk.original(accepted))["event"]["message"]["text"] == "Hello"


@pytest.mark.req("MSG-11", "RL-04", "RL-03")
def test_a_thousand_webhooks_by_eight_clients_are_answered_in_time_and_none_is_lost(desk: Desk) -> None:
    people = [desk.page.person().psid for _ in range(40)]
    bodies = [
        told.body(told.text(desk.page.id, people[number % 40], f"Number {number}", mid=f"m_{number % 900}"))
        for number in range(1_000)
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
    kept = [json.loads(desk.original(one))["event"]["message"]["mid"] for one in desk.accepted()]
    assert sorted(kept) == sorted(f"m_{number}" for number in range(900)), "once each, and readable"


@pytest.mark.req("MSG-11", "RL-04")
def test_the_same_item_by_eight_clients_at_once_is_one(desk: Desk) -> None:
    bodies = [
        told.body(told.text(desk.page.id, "77", "Hello", mid=f"m_same_{number}")) for number in range(10)
    ]
    with ThreadPoolExecutor(8) as clients:
        answers = list(clients.map(desk.post, [raw for raw in bodies for _ in range(8)]))
    assert {one.status_code for one in answers} == {200}
    assert len(desk.accepted()) == 10
    assert len({json.loads(desk.original(one))["event"]["message"]["mid"] for one in desk.accepted()}) == 10


@pytest.mark.req("MSG-11", "SE-03", "RL-03")
def test_what_is_signed_is_never_refused_for_what_others_showed_at_the_same_address(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks, "HookGate", lambda: HookGate(0.001, 3))
    caller = Sender(create_app(desk.api.services))
    raws = [told.body(told.text(desk.page.id, "77", f"Line {number}")) for number in range(8)]
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


@pytest.mark.req("MSG-11", "SE-03", "RL-03")
def test_where_too_much_waits_to_be_judged_it_is_asked_for_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = HookGate(0.001, 1, patience=0.02)
    monkeypatch.setattr(hooks, "HookGate", lambda: gate)
    caller, raw = Sender(create_app(desk.api.services)), told.body(told.text(desk.page.id, "77", "Hello"))
    with gate.judging(HERE) as was_wrong:
        was_wrong()
    with gate.judging(HERE):
        answer = caller.post(HOOK, data=raw, headers=told.signed(raw), environ_base={"REMOTE_ADDR": HERE})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert caller.post(HOOK, data=raw, headers=told.signed(raw)).status_code == 200
    assert len(desk.accepted()) == 1


@pytest.mark.req("MSG-11", "RL-03")
def test_a_batch_may_be_as_large_as_meta_says(desk: Desk) -> None:
    """Source: Cloud API, webhooks: payloads have up to 3 MB."""
    raw = told.body(told.text(desk.page.id, "77", "Hello"))
    whole = raw + b" " * (3 * 1024 * 1024 - len(raw))
    assert desk.post(whole).status_code == 200
    assert len(desk.accepted()) == 1
    assert desk.post(whole + b" " * 1_100_000).status_code == 413
