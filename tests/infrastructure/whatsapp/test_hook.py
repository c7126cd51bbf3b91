"""What Meta posts of numbers: taken apart into single items, whatever it is made of (WAB-02, SE-03)."""

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrastructure.meta.hook import genuine
from infrastructure.whatsapp.hook import items, template_accounts
from tests.support.providers import whatsapp_hook as told
from tests.support.providers.whatsapp import SECRET, Account, Number, Sent

ACCOUNT, NUMBER = Account("102290129340398"), Number("106540352242922", "+1 555 078 3881", "Lucky Shrub")
ANN = "16505551234"


def batch() -> list[dict[str, Any]]:
    """Return a message of each documented kind, and statuses."""
    sent = Sent("wamid.ours", ANN, {}, None)  # type: ignore[arg-type]
    return [
        told.text(ANN, "Hello"), told.file(ANN, "image", "1", "image/jpeg", b"x"), told.location(ANN), told.contacts(ANN),
        told.order(ANN), told.pressed(ANN, "POSTROOM_CHOICE:1:0", "Yes", answers="wamid.ours"),
        told.row(ANN, "POSTROOM_CHOICE:1:1", "No", answers="wamid.ours"), told.reaction(ANN, "wamid.ours", "👍"),
        told.message(ANN, "button", {"payload": "Stop", "text": "Stop"}, answers="wamid.ours"),
        told.message(ANN, "unsupported", {"type": "poll_update"}, errors=[{"code": 131051, "title": "Unsupported"}]),
        told.message(ANN, "system", {"body": "changed", "wa_id": "16505559999", "type": "user_changed_number"}),
        told.status(sent, "sent"), told.status(sent, "delivered"), told.status(sent, "read"), told.failed(sent, 131049),
    ]  # fmt: skip


@pytest.mark.req("WAB-02", "RL-04")
@given(st.randoms(use_true_random=False), st.integers(1, 10))
def test_in_whatever_order_and_batches_and_however_often_each_item_is_the_same(
    chance: random.Random, times: int
) -> None:
    every = batch()
    known = {one.key: one.told["event"] for one in items(told.body(ACCOUNT, NUMBER, *every))}
    assert len(known) == len(every)
    again = every * times
    chance.shuffle(again)
    cut = chance.randrange(1, len(again))
    heard = [one for part in (again[:cut], again[cut:]) for one in items(told.body(ACCOUNT, NUMBER, *part))]
    assert {one.key: one.told["event"] for one in heard} == known
    assert {one.place for one in heard} == {NUMBER.id}
    assert all(one.told["contact"].get("wa_id") == ANN for one in heard)


@pytest.mark.req("WAB-02", "SE-03")
@given(st.integers(0, 2_000), st.integers(0, 255))
def test_a_body_with_one_byte_gone_or_changed_is_not_believed(place: int, byte: int) -> None:
    raw = told.body(ACCOUNT, NUMBER, told.text(ANN, "Zażółć gęślą jaźń 👍", at=1.0, wamid="wamid.1"))
    header = told.signed(raw)["X-Hub-Signature-256"]
    assert genuine(SECRET, raw, header)
    at = place % len(raw)
    changed = raw[:at] + bytes([byte]) + raw[at + 1 :]
    assert genuine(SECRET, changed, header) == (changed == raw)
    assert not genuine(SECRET, raw[:at], header)
    assert not genuine(SECRET, raw[:at] + raw[at + 1 :], header)


@pytest.mark.req("WAB-02", "SE-03")
@pytest.mark.parametrize(
    "value",
    [
        None, 1, {}, {"messages": [told.text(ANN, "no number")]}, {"metadata": [], "messages": []},
        {"metadata": {"phone_number_id": "../x"}, "messages": [told.text(ANN, "x")]},
        {"metadata": {"phone_number_id": NUMBER.id}, "messages": {"id": "1"}, "statuses": "read"},
        {"metadata": {"phone_number_id": NUMBER.id}, "messages": [1, None, [], {}, {"id": ""}, {"id": "x" * 501}]},
        {"metadata": {"phone_number_id": NUMBER.id}, "contacts": 1, "errors": [{"code": 131000}]},
    ],
)  # fmt: skip
def test_what_has_no_known_shape_is_left_out_and_the_rest_taken(value: object) -> None:
    fine = json.loads(told.body(ACCOUNT, NUMBER, told.text(ANN, "Hello")))
    fine["entry"][0]["changes"].insert(0, {"field": "messages", "value": value})
    fine["entry"].insert(0, {"id": "1", "changes": "none"})
    fine["entry"].insert(0, 1)
    assert [one.told["event"]["text"]["body"] for one in items(told.written(fine))] == ["Hello"]


@pytest.mark.req("WAB-02", "SE-03")
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=10), lambda inner: (
    st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "changes", "field", "value", "metadata", "phone_number_id", "messages", "statuses", "contacts",
                         "from", "type", "text", "wa_id"]),
        inner, max_size=4,
    )
), max_leaves=20))  # fmt: skip
def test_no_entry_makes_it_stumble(entry: object) -> None:
    raw = json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()
    assert isinstance(items(raw), list)
    assert isinstance(template_accounts(raw), set)


@pytest.mark.req("WAB-02")
def test_who_is_named_alone_is_meant_though_their_number_is_written_in_another_way() -> None:
    def told_of(*events: dict[str, str]) -> list[str]:
        value = {
            "metadata": {"phone_number_id": NUMBER.id},
            "contacts": [{"wa_id": "5511999998888", "profile": {"name": "Maria"}}],
            "messages": list(events),
        }
        change = {"field": "messages", "value": value}
        body = {"object": "whatsapp_business_account", "entry": [{"id": ACCOUNT.id, "changes": [change]}]}
        found = items(told.written(body))
        return [one.told["contact"].get("profile", {}).get("name", "") for one in found]

    one, other = {"id": "wamid.1", "from": "551199998888"}, {"id": "wamid.2", "from": "5511999998888"}
    assert told_of(one) == ["Maria"]
    assert told_of(one, other) == ["", "Maria"]


@pytest.mark.req("WAB-02")
def test_whose_templates_are_told_of_is_read() -> None:
    assert template_accounts(told.template(ACCOUNT, "order_update", "APPROVED")) == {ACCOUNT.id}
    assert items(told.template(ACCOUNT, "order_update", "APPROVED")) == []
    assert template_accounts(told.body(ACCOUNT, NUMBER, told.text(ANN, "Hello"))) == set()
