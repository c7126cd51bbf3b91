"""What Facebook posts: believed by its signature, taken apart into single items (MSG-11, SE-03)."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrastructure.messenger.hook import items
from infrastructure.meta.hook import LONGEST_ESCAPED, genuine
from tests.support.providers import messenger_hook as told
from tests.support.providers.messenger import SECRET

PAGE, ANN = "104512345678901", "6184712345678901"

VECTORS = [
    # RFC 4231, test case 2: the key and text whose HMAC-SHA-256 everybody can look up
    (
        "Jefe",
        b"what do ya want for nothing?",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    ),
    # GitHub's documented example of the same scheme (validating webhook deliveries)
    (
        "It's a Secret to Everybody",
        b"Hello, World!",
        "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    ),
]


@pytest.mark.req("MSG-11", "SE-03")
@pytest.mark.parametrize(("secret", "raw", "digest"), VECTORS)
def test_a_documented_signature_is_believed_and_no_other(secret: str, raw: bytes, digest: str) -> None:
    assert genuine(secret, raw, f"sha256={digest}")
    for wrong in (digest, f"sha1={digest}", f"sha256={digest[:-1]}", f"sha256={digest}0", "", "sha256=", "ż"):
        assert not genuine(secret, raw, wrong)
    assert not genuine(secret + "x", raw, f"sha256={digest}")
    assert not genuine(secret, raw + b" ", f"sha256={digest}")


@pytest.mark.req("MSG-11")
def test_what_is_not_ascii_is_signed_escaped_as_documented() -> None:
    # Meta's own words: the signature is of the escaped unicode version of the payload, with lower-case hex digits
    escaped = b'{"text":"\\u00e4\\u00f6\\u00e5 \\ud83d\\ude00"}'
    header = told.signed(escaped)["X-Hub-Signature-256"]
    secret = SECRET
    assert genuine(secret, escaped, header)
    assert genuine(secret, '{"text":"äöå 😀"}'.encode(), header), "written out on the way"
    assert not genuine(secret, '{"text":"äöä 😀"}'.encode(), header)
    assert not genuine(secret, b'{"text":"\xff"}', header)


@pytest.mark.req("MSG-11", "SE-03")
@given(st.text(max_size=60))
def test_whatever_is_written_in_it_is_escaped_in_the_same_way(text: str) -> None:
    said = json.dumps({"text": text}, ensure_ascii=False).replace("\ud800", "")
    raw = said.encode("utf-8", "ignore")
    escaped = "".join(one if one.isascii() else json.dumps(one)[1:-1] for one in raw.decode())
    assert genuine(SECRET, raw, told.signed(escaped.encode())["X-Hub-Signature-256"])
    assert not genuine(SECRET, raw + b"\x01", told.signed(f'{escaped}"'.encode())["X-Hub-Signature-256"])


@pytest.mark.req("MSG-11", "SE-03")
def test_only_a_body_of_some_size_is_looked_at_escaped() -> None:
    def header(text: str) -> str:
        return told.signed(json.dumps(text).encode())["X-Hub-Signature-256"]

    fits, over = "ä" * (LONGEST_ESCAPED // 2 - 1), "ä" * (LONGEST_ESCAPED // 2)
    assert genuine(SECRET, f'"{fits}"'.encode(), header(fits))
    assert not genuine(SECRET, f'"{over}"'.encode(), header(over))
    raw = f'"{over}"'.encode()
    assert genuine(SECRET, raw, told.signed(raw)["X-Hub-Signature-256"]), "as it is it may be any size"


@pytest.mark.req("MSG-11", "SE-03")
@given(st.binary(max_size=200), st.text(max_size=80))
def test_whatever_is_shown_is_judged(raw: bytes, header: str) -> None:
    assert not genuine("hush", raw, header)


@pytest.mark.req("MSG-11", "RL-04")
def test_each_item_of_a_batch_is_one_and_has_the_same_key_each_time() -> None:
    first, second = told.text(PAGE, ANN, "One"), told.text(PAGE, ANN, "Two")
    read = told.event(PAGE, ANN, read={"watermark": 1458668856253})
    pressed = told.event(PAGE, ANN, postback={"title": "Start", "payload": "POSTROOM_GET_STARTED"})
    other = told.text("999", ANN, "Elsewhere")
    batch = items(told.body(first, second, read, pressed, other))
    assert [one.place for one in batch] == [PAGE, PAGE, PAGE, PAGE, "999"]
    assert [one.told for one in batch] == [first, second, read, pressed, other]
    assert len({one.key for one in batch}) == 5
    again = {
        one.key
        for raw in (told.body(read, second), told.body(first), told.body(pressed))
        for one in items(raw)
    }
    assert again == {one.key for one in batch[:4]}, "in whatever batches and order it comes"
    assert items(told.body(first, field="standby"))[0].key == batch[0].key, (
        "told beside another app's conversation"
    )
    reordered = json.dumps(dict(reversed(read.items())))
    assert json.loads(reordered) == read
    assert (
        items(f'{{"object":"page","entry":[{{"id":"{PAGE}","messaging":[{reordered}]}}]}}'.encode())[0].key
        in again
    )


@pytest.mark.req("MSG-11", "RL-04")
def test_that_a_message_was_taken_back_is_no_repeat_of_it() -> None:
    said = told.text(PAGE, ANN, "Hello", mid="m_1")
    back = told.event(PAGE, ANN, message={"mid": "m_1", "is_deleted": True})
    assert len({one.key for one in items(told.body(said, back))}) == 2


@pytest.mark.req("MSG-11", "SE-03")
@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"1", b"null", b"{", b'{"object":"page"}', b'{"entry":{}}', b"[" * 100_000]
)
def test_what_is_no_batch_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        items(raw)


@pytest.mark.req("MSG-11", "SE-03")
@pytest.mark.parametrize(
    "entry",
    [
        1, None, {}, {"id": PAGE}, {"id": PAGE, "messaging": 1}, {"id": PAGE, "messaging": [1, None, []]},
        {"id": PAGE, "messaging": [{"message": {"mid": "m"}}]},
        {"id": "../etc", "messaging": [told.text("../etc", ANN, "x")]},
        {"id": "1" * 65, "messaging": [told.text("1" * 65, ANN, "x")]},
        {"id": PAGE, "messaging": [told.text("7", ANN, "of another page")]},
        {"id": PAGE, "messaging": [{**told.text(PAGE, ANN, "x"), "sender": "me", "recipient": [PAGE]}]},
        {"id": PAGE, "messaging": [told.event(PAGE, ANN, message="text")]},
        {"id": PAGE, "messaging": [told.event(PAGE, ANN, pass_thread_control={"new_owner_app_id": "1"})]},
        {"id": PAGE, "changes": [{"field": "feed", "value": {}}]},
    ],
)  # fmt: skip
def test_what_has_no_known_shape_is_left_out_and_the_rest_taken(entry: object) -> None:
    fine = told.text(PAGE, ANN, "Hello")
    raw = told.written({"object": "page", "entry": [entry, {"id": PAGE, "messaging": [fine]}]})
    assert [one.told for one in items(raw)] == [fine]
    assert items(told.written({"object": "instagram", "entry": [{"id": PAGE, "messaging": [fine]}]})) == []


@pytest.mark.req("MSG-11", "SE-03")
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=10), lambda inner: (
    st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "messaging", "standby", "sender", "recipient", "message", "mid", "read", "postback"]),
        inner, max_size=4,
    )
), max_leaves=20))  # fmt: skip
def test_no_entry_makes_it_stumble(entry: object) -> None:
    assert isinstance(items(json.dumps({"object": "page", "entry": [entry]}).encode()), list)
