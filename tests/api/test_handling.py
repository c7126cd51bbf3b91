"""Handling conversations over HTTP, one by one and many at once (CNV-01, CNV-02, CNV-07)."""

from datetime import timedelta

import pytest

from infrastructure.bootstrap import clock
from infrastructure.embedded.processes import wait_until
from infrastructure.jobs.pending import due
from tests.api.test_conversations import mail
from tests.support.api import Served


@pytest.mark.req("CNV-01", "CNV-03")
def test_a_conversation_is_put_off_put_away_and_taken_back(api: Served) -> None:
    world = api.world()
    ann = world.user("Ann")
    conversation = world.mailed(world.channel(users=(ann,)), mail())
    client, path = api.client(world, ann), f"/conversations/{conversation}"

    def shelf() -> str:
        (row,) = client.read(f"/conversations/rows?ids={conversation}")["items"]
        assert [row] == client.read(f"/conversations?view={row['shelf']}")["items"]
        (counters,) = client.read("/conversations/counters")["items"]
        assert {name for name in ("open", "snoozed", "spam", "trash", "archive") if counters[name]} == {
            row["shelf"]
        }
        return str(row["shelf"])

    until = (clock() + timedelta(hours=2)).isoformat()
    assert client.put(f"{path}/snooze", {"until": until}).status_code == 200
    assert shelf() == "snoozed"
    assert client.read(path)["snoozed_until"] is not None
    assert client.delete(f"{path}/snooze").status_code == 200
    assert shelf() == "open"
    past = client.put(f"{path}/snooze", {"until": "2020-01-01T00:00:00+00:00"})
    assert (past.status_code, past.json["field"]) == (422, "until")
    for folder in ("spam", "trash", "archive", ""):
        client.put(f"{path}/folder", {"folder": folder})
        assert shelf() == (folder or "open")
    told = [one["sentence"] for one in client.read(path)["decisions"]][-6:]
    assert told[0].startswith("Put off until ")
    assert told[1:] == [
        "Back: by hand.", "Marked as spam.", "Put into the trash.", "Archived.", "Taken back among the others.",
    ]  # fmt: skip


@pytest.mark.req("CNV-02")
def test_tags_urgency_and_notes_are_seen_by_colleagues(api: Served) -> None:
    world = api.world()
    ann, ben = world.user("Ann"), world.user("Ben")
    conversation = world.mailed(world.channel(users=(ann,)), mail())
    client, path = api.client(world, ann), f"/conversations/{conversation}"
    client.post(f"{path}/tags", {"tag": "VIP"})
    client.post(f"{path}/tags", {"tag": "late"})
    client.post(f"{path}/untag", {"tag": "vip"})
    client.put(f"{path}/priority", {"priority": "urgent"})
    noted = client.post(f"{path}/notes", {"text": "Look, please.", "mentions": [str(ben)]})
    assert noted.status_code == 201
    thread = api.client(world, ben).read(path)
    assert (thread["tags"], thread["priority"], thread["message_count"]) == (["late"], "urgent", 1)
    note = thread["messages"][-1]
    assert (note["direction"], note["text"], note["mentions"], note["author_id"], note["delivery"]) == (
        "note", "Look, please.", [str(ben)], str(ann), None,
    )  # fmt: skip
    gone = f"{path}/notes/{note['message_id']}"
    refused = api.client(world, ben).delete(gone)
    assert (refused.status_code, refused.json["code"]) == (409, "note_of_another")
    assert client.delete(gone).status_code == 200
    assert [one["direction"] for one in client.read(path)["messages"]] == ["in"]


@pytest.mark.req("CNV-07", "SE-01")
def test_many_are_done_at_once_each_by_itself(api: Served) -> None:
    world, other = api.world(), api.world()
    ann = world.user("Ann")
    channel = world.channel(users=(ann,))
    mine = [world.mailed(channel, mail()) for _ in range(2)]
    foreign = other.mailed(other.channel(), mail())
    client, ids = api.client(world, ann), [str(one) for one in (*mine, foreign)]

    def bulk(**what: object) -> list[bool]:
        answer = client.post("/conversations/bulk", {"conversation_ids": ids, **what})
        assert answer.status_code == 200, answer.json
        return [one["done"] for one in answer.json["items"]]

    until = (clock() + timedelta(days=1)).isoformat()
    for what in (
        {"do": "tag", "tag": "VIP"}, {"do": "untag", "tag": "VIP"}, {"do": "priority", "priority": "low"},
        {"do": "assign", "user_id": None}, {"do": "snooze", "until": until}, {"do": "wake"}, {"do": "file", "folder": "spam"},
        {"do": "file"}, {"do": "close"}, {"do": "reopen"},
    ):  # fmt: skip
        assert bulk(**what) == [True, True, False]
    assert bulk(do="assign", user_id=None, team_id=str(world.team("Second level", ann))) == [
        True,
        True,
        False,
    ]
    (row,) = client.read(f"/conversations/rows?ids={mine[0]}")["items"]
    assert row["team_id"] is not None
    repeated = {"conversation_ids": ids[:1], "do": "tag", "tag": "once"}
    first = client.post("/conversations/bulk", repeated, Idempotency_Key="same")
    again = client.post("/conversations/bulk", repeated, Idempotency_Key="same")
    assert first.json == again.json
    missing = client.post("/conversations/bulk", {"conversation_ids": ids, "do": "snooze"})
    assert (missing.status_code, missing.json["field"]) == (422, "until")


@pytest.mark.req("CNV-01")
def test_what_is_due_is_found_for_the_workers(api: Served) -> None:
    world = api.world()
    conversation = world.mailed(world.channel(), mail())
    client = api.client(world)
    soon = clock() + timedelta(milliseconds=300)
    client.put(f"/conversations/{conversation}/snooze", {"until": soon.isoformat()})
    client.read(f"/conversations/{conversation}")
    assert wait_until(lambda: conversation in {work.object_id for work in due(api.application.pool)}, 20.0)
