"""Conversations over HTTP: lists, threads, the past, why, writing, ETag and Idempotency-Key."""

from datetime import timedelta
from uuid import uuid4

import pytest

from infrastructure.bootstrap import clock
from tests.support.api import Served

MAIL = (
    b"From: Jo Doe <jo@customer.example>\r\nTo: help@acme.example\r\nSubject: Where is my parcel?\r\n"
    b"Message-ID: <%s@customer.example>\r\n\r\nIt should have come on Monday.\r\n"
)


def mail() -> bytes:
    return MAIL % uuid4().hex.encode()


@pytest.mark.req("CNV-03", "EML-01", "API-01")
def test_a_mail_is_listed_read_and_answered(api: Served) -> None:
    world = api.world()
    ann = world.user("Ann")
    channel = world.channel(users=(ann,))
    conversation = world.mailed(channel, mail())
    client = api.client(world, ann)

    (row,) = client.read("/conversations?view=mine")["items"]
    assert (row["conversation_id"], row["subject"]) == (str(conversation), "Where is my parcel?")
    assert client.read("/conversations?view=unassigned")["items"] == []
    (counters,) = client.read("/conversations/counters")["items"]
    assert (counters["open"], counters["mine"], counters["unassigned"]) == (1, 1, 0)

    answered = client.post(f"/conversations/{conversation}/messages", {"text": "It is on its way."})
    assert answered.status_code == 201
    assert answered.headers["Postroom-Position"] == str(answered.json["position"])
    thread = client.read(f"/conversations/{conversation}")
    assert [message["direction"] for message in thread["messages"]] == ["in", "out"]
    assert thread["messages"][1]["message_id"] == answered.json["id"]
    assert thread["messages"][1]["delivery"]["state"] == "queued"
    assert client.read(answered.headers["Location"])["text"] == "It is on its way."


@pytest.mark.req("RTG-08")
def test_why_it_was_assigned_is_answered_in_words(api: Served) -> None:
    world = api.world()
    ann, ben = world.user("Ann"), world.user("Ben", available=False)
    conversation = world.mailed(world.channel(users=(ann, ben)), mail())
    skipped, decision = api.client(world).read(f"/conversations/{conversation}/decisions")["items"]
    assert skipped["sentence"].startswith("No ticket: the channel makes no tickets.")
    assert decision["sentence"] == "Assigned to Ann: never had a turn in this rule."
    verdicts = {one["name"]: one["verdict"] for one in decision["considered"]}
    assert verdicts == {"Ann": "eligible", "Ben": "away"}
    assert decision["facts_position"] > 0


@pytest.mark.req("AUD-02")
def test_a_conversation_and_a_list_as_they_were(api: Served) -> None:
    world = api.world()
    ann = world.user("Ann")
    conversation = world.mailed(world.channel(users=(ann,)), mail())
    client = api.client(world, ann)
    then = client.read(f"/conversations/{conversation}")
    client.post(f"/conversations/{conversation}/messages", {"text": "On its way.", "close": True})
    now = client.read(f"/conversations/{conversation}")
    past = client.read(f"/conversations/{conversation}?as_of={then['position']}")
    assert (now["status"], past["status"]) == ("closed", "open")
    assert {**past, "as_of": None} == then
    (row,) = client.read(f"/conversations?view=open&as_of={then['position']}")["items"]
    assert (row["conversation_id"], row["version"]) == (str(conversation), then["version"])
    assert client.read("/conversations?view=open")["items"] == []
    assert client.get(f"/conversations/{conversation}?as_of=1").status_code == 404


@pytest.mark.req("API-01", "CNV-04")
def test_a_change_of_what_changed_meanwhile_is_refused(api: Served) -> None:
    world = api.world()
    conversation = world.mailed(world.channel(), mail())
    client = api.client(world)
    tag = client.get(f"/conversations/{conversation}").headers["ETag"]
    assert client.post(f"/conversations/{conversation}/close", If_Match=tag).status_code == 200
    late = client.post(f"/conversations/{conversation}/reopen", If_Match=tag)
    assert (late.status_code, late.json["code"]) == (412, "version_mismatch")
    assert late.content_type == "application/problem+json"
    assert client.get(f"/conversations/{conversation}", If_None_Match=tag).status_code == 200
    tag = client.get(f"/conversations/{conversation}").headers["ETag"]
    assert client.get(f"/conversations/{conversation}", If_None_Match=tag).status_code == 304
    seen = int(tag.strip('"'))
    client.post(f"/conversations/{conversation}/messages", {"text": "First."})
    second = client.post(f"/conversations/{conversation}/messages", {"text": "Second.", "seen_version": seen})
    assert second.status_code == 412


@pytest.mark.req("API-01")
def test_a_repeated_key_answers_as_the_first_time(api: Served) -> None:
    world = api.world()
    conversation = world.mailed(world.channel(), mail())
    client, path = api.client(world), f"/conversations/{conversation}/messages"
    first = client.post(path, {"text": "Once."}, Idempotency_Key="one")
    again = client.post(path, {"text": "Once."}, Idempotency_Key="one")
    assert (again.status_code, again.json) == (first.status_code, first.json)
    assert len(client.read(f"/conversations/{conversation}")["messages"]) == 2


@pytest.mark.req("API-01")
def test_another_request_under_a_key_is_refused_and_told_so(api: Served) -> None:
    world = api.world()
    conversation = world.mailed(world.channel(), mail())
    path = f"/conversations/{conversation}/messages"
    client, other = api.client(world), api.client(world, world.user("Ann"))
    first = client.post(path, {"text": "Yes.", "close": False}, Idempotency_Key="one")
    for answer in (
        client.post(path, {"text": "No.", "close": False}, Idempotency_Key="one"),
        client.post(f"/conversations/{conversation}/close", Idempotency_Key="one"),
    ):
        assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_reused")
        assert "new key" in answer.json["detail"]
    again = client.post(path, {"close": False, "text": "Yes."}, Idempotency_Key="one")
    assert (again.status_code, again.json) == (201, first.json)
    assert other.post(path, {"text": "Mine."}, Idempotency_Key="one").status_code == 201
    shown = client.read(f"/conversations/{conversation}")
    assert ([one["text"] for one in shown["messages"][1:]], shown["status"]) == (["Yes.", "Mine."], "open")


def test_keys_are_forgotten_two_days_after_they_were_last_sent(api: Served) -> None:
    key, other, now = uuid4(), uuid4(), clock()
    kept = api.services.repeats
    assert kept.first(key, b"one", now) == kept.first(key, b"two", now) == b"one"
    assert kept.first(other, b"one", now + timedelta(hours=47)) == b"one"
    assert kept.first(key, b"two", now + timedelta(hours=48)) == b"two"
    assert kept.first(other, b"two", now + timedelta(hours=48)) == b"one"


@pytest.mark.req("API-01")
def test_pages_follow_each_other_without_a_gap(api: Served) -> None:
    world = api.world()
    channel = world.channel()
    for _ in range(5):
        world.mailed(channel, mail())
    client = api.client(world)
    whole = [row["conversation_id"] for row in client.read("/conversations")["items"]]
    answer = client.read("/conversations?limit=2")
    paged = answer["items"]
    while answer["next"]:
        answer = client.read(f"/conversations?limit=2&cursor={answer['next']}")
        paged += answer["items"]
    assert [row["conversation_id"] for row in paged] == whole
    assert len(whole) == 5
    assert client.get("/conversations?cursor=nonsense").json["field"] == "cursor"
    assert client.get("/conversations?limit=101").status_code == 422


@pytest.mark.req("EML-01")
def test_a_new_mail_begins_a_conversation(api: Served) -> None:
    world = api.world()
    channel = world.channel()
    client = api.client(world)
    body = {
        "channel_id": str(channel),
        "to": ["jo@customer.example"],
        "subject": "Hello",
        "text": "How are you?",
    }
    made = client.post("/conversations", body)
    assert made.status_code == 201
    thread = client.read(made.headers["Location"])
    assert (thread["subject"], thread["started_by"]) == ("Hello", "agent")
    assert thread["messages"][0]["to"] == ["jo@customer.example"]
