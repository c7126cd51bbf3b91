"""The door for Twilio's requests while others show wrong signatures at the same address (CAL-03, SE-03, RL-03)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from werkzeug.test import Client as Sender

from api import calling_hooks
from api.app import create_app
from api.hook_gate import HookGate
from tests.api.calling.test_hook import ringing
from tests.support.providers.twilio_desk import BASE, Desk
from tests.support.providers.twilio_hooks import signed

PROXY = "198.51.100.7"


@pytest.mark.req("CAL-03", "SE-03", "RL-03")
def test_what_is_signed_is_never_refused_for_what_others_showed_at_the_same_address(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling_hooks, "HookGate", lambda: HookGate(0.001, 3))
    sender, path = Sender(create_app(desk.api.services)), f"/hooks/calling/{desk.channel}/voice"
    forms = [ringing(desk, From=f"+485011111{number:02}") for number in range(8)]
    forged = signed("another account's token", BASE + path, forms[0])

    def post(form: dict[str, str], headers: dict[str, str]) -> int:
        return sender.post(path, data=form, headers=headers).status_code

    assert [post(forms[0], forged) for _ in range(40)] == [403] * 40, (
        "a proxy that is not known has one address"
    )
    headers = [signed(desk.twilio.token, BASE + path, form) for form in forms]
    mixed = [
        (form, one)
        for form, genuine in zip(forms, headers, strict=True)
        for one in (genuine, forged if form != forms[0] else {}, {})
    ]
    with ThreadPoolExecutor(8) as clients:
        answers = list(clients.map(lambda one: post(*one), mixed))
    assert answers == [200, 403, 403] * 8
    desk.api.caught_up()
    assert len(desk.conversations()) == 8


@pytest.mark.req("CAL-03", "SE-03", "RL-03")
def test_where_too_much_waits_to_be_judged_twilio_asks_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = HookGate(0.001, 1, patience=0.02)
    monkeypatch.setattr(calling_hooks, "HookGate", lambda: gate)
    sender, at, form = Sender(create_app(desk.api.services)), f"/hooks/calling/{desk.channel}/", ringing(desk)

    def post(step: str) -> tuple[int, bool]:
        headers = signed(desk.twilio.token, BASE + at + step, form)
        answer = sender.post(at + step, data=form, headers=headers, environ_base={"REMOTE_ADDR": PROXY})
        return answer.status_code, "Sorry" in answer.get_data(as_text=True)

    with gate.judging(PROXY) as was_wrong:
        was_wrong()
    with gate.judging(PROXY):
        assert post("voice") == (503, False)
        assert post("fallback") == (200, True), "the last that Twilio asks is told to go"
    assert post("voice")[0] == 200
