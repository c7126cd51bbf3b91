"""Lists by filters, saved views and what was read, over HTTP (CNV-03)."""

from uuid import UUID, uuid4

import pytest

from application.inbox import CreateInbox, SetInboxAccess
from tests.api.test_conversations import mail
from tests.support.api import Client, Served
from tests.support.world import World


def peopled(api: Served) -> tuple[World, UUID, UUID, Client]:
    """Return a world, Ann, her channel and her client."""
    world = api.world()
    ann = world.user("Ann")
    return world, ann, world.channel(users=(ann,)), api.client(world, ann)


def listed(client: Client, **asked: object) -> list[str]:
    answer = client.post("/conversations/query", asked)
    assert answer.status_code == 200, answer.json
    return [row["conversation_id"] for row in answer.json["items"]]


@pytest.mark.req("CNV-03")
def test_a_list_is_narrowed_and_sorted(api: Served) -> None:
    world, ann, channel, client = peopled(api)
    first, second = (str(world.mailed(channel, mail())) for _ in range(2))
    client.post(f"/conversations/{first}/tags", {"tag": "VIP"})
    client.put(f"/conversations/{second}/priority", {"priority": "urgent"})
    client.post(f"/conversations/{second}/messages", {"text": "Yes."})
    assert listed(client) == [second, first]
    assert listed(client, sort="oldest") == [first, second]
    assert listed(client, sort="waiting") == [first, second]
    assert listed(client, sort="priority") == [second, first]
    assert listed(client, tags=["vip"]) == listed(client, waiting=True) == [first]
    assert listed(client, priorities=["urgent"], assignee_ids=[str(ann)], channel_ids=[str(channel)]) == [
        second
    ]
    assert listed(client, kinds=["sms"]) == listed(client, base="unassigned") == []
    query = f"view=mine&assignee_id={ann}&channel_id={channel}&priority=urgent&kind=email&sort=oldest"
    assert [row["conversation_id"] for row in client.read(f"/conversations?{query}")["items"]] == [second]
    (counters,) = client.read("/conversations/counters")["channels"]
    assert counters == {"channel_id": str(channel), "open": 2}


@pytest.mark.req("CNV-03")
@pytest.mark.parametrize("sort", ["newest", "oldest", "waiting", "priority"])
def test_every_order_is_paged_by_its_own_cursor(api: Served, sort: str) -> None:
    world, _, channel, client = peopled(api)
    for _ in range(5):
        world.mailed(channel, mail())
    whole = listed(client, sort=sort)
    paged: list[str] = []
    cursor = None
    while cursor is not None or not paged:
        answer = client.post(
            "/conversations/query", {"sort": sort, "limit": 2} | ({"cursor": cursor} if cursor else {})
        )
        paged += [row["conversation_id"] for row in answer.json["items"]]
        cursor = answer.json["next"]
    assert (paged, len(whole)) == (whole, 5)


@pytest.mark.req("CNV-03", "AUD-02")
def test_what_a_list_has_not_is_refused_with_advice(api: Served) -> None:
    world, _, _, client = peopled(api)
    for asked, field in (
        ({"base": "closed", "sort": "waiting"}, "sort"), ({"unread": True, "as_of": 5}, "as_of"),
        ({"tags": [" "]}, "tags"), ({"priorities": ["soon"]}, "priorities"), ({"cursor": "x"}, "cursor"),
    ):  # fmt: skip
        answer = client.post("/conversations/query", asked)
        assert (answer.status_code, answer.json["field"]) == (422, field)
    other = api.world()
    theirs = other.channel()
    for asked_ids in (
        {"inbox_ids": [str(other.inbox)]},
        {"channel_ids": [str(theirs)]},
        {"assignee_ids": [str(uuid4())]},
    ):
        assert client.post("/conversations/query", asked_ids).status_code == 404
    assert world.account != other.account


@pytest.mark.req("CNV-03")
def test_a_conversation_is_read_and_unread_for_each_alone(api: Served) -> None:
    world, _, channel, client = peopled(api)
    ben = api.client(world, world.user("Ben"))
    conversation = world.mailed(channel, mail())
    seen = f"/conversations/{conversation}/seen"

    def unread(who: Client) -> bool:
        (row,) = who.read("/conversations")["items"]
        assert [row] == who.read(f"/conversations/rows?ids={conversation}")["items"]
        return bool(row["unread"])

    assert (unread(client), unread(ben)) == (True, True)
    assert client.read("/conversations/counters")["unread"] == {"count": 1, "more": False}
    assert client.post(seen).status_code == 204
    assert (unread(client), unread(ben)) == (False, True)
    assert client.read("/conversations/counters")["unread"]["count"] == 0
    assert listed(client, unread=True) == []
    assert client.post(seen, {"position": 1}).status_code == 204
    assert not unread(client)
    assert client.delete(seen).status_code == 204
    assert unread(client)
    stranger = api.client(api.world())
    assert stranger.post(seen).status_code == stranger.delete(seen).status_code == 404


@pytest.mark.req("PRV-08", "CNV-03")
def test_who_read_what_is_forgotten_with_the_contact(api: Served) -> None:
    world, _, channel, client = peopled(api)
    conversation = world.mailed(channel, mail())
    client.post(f"/conversations/{conversation}/seen")
    kept = "SELECT count(*) FROM reading_marks WHERE conversation_id = %s"
    with api.application.pool.connection() as db:
        assert db.execute(kept, (conversation,)).fetchone() == (1,)
    contact = client.read(f"/conversations/{conversation}")["contact_id"]
    api.application.eraser.erase(UUID(contact), api.application.env(world.account, f"user:{world.admin}"))
    with api.application.pool.connection() as db:
        assert db.execute(kept, (conversation,)).fetchone() == (0,)


@pytest.mark.req("CNV-02", "CNV-03")
def test_whoever_a_note_calls_finds_it_among_their_mentions(api: Served) -> None:
    world, _, channel, client = peopled(api)
    ben_id = world.user("Ben")
    ben, conversation = api.client(world, ben_id), world.mailed(channel, mail())
    assert ben.read("/conversations?view=mentions")["items"] == []
    noted = client.post(f"/conversations/{conversation}/notes", {"text": "Look.", "mentions": [str(ben_id)]})
    (row,) = ben.read("/conversations?view=mentions")["items"]
    assert (row["mention"], row["mention_unseen"]) == (noted.json["position"], True)
    assert ben.read("/conversations/counters")["mentions"]["count"] == 1
    assert client.read("/conversations/counters")["mentions"]["count"] == 0
    ben.post(f"/conversations/{conversation}/seen")
    (row,) = ben.read("/conversations?view=mentions")["items"]
    assert not row["mention_unseen"]
    client.delete(f"/conversations/{conversation}/notes/{noted.json['id']}")
    assert ben.read("/conversations?view=mentions")["items"] == []


@pytest.mark.req("CNV-03")
def test_views_are_saved_shared_counted_removed_and_restored(api: Served) -> None:
    world, ann, channel, client = peopled(api)
    ben_id = world.user("Ben")
    ben, admin = api.client(world, ben_id), api.client(world)
    team = world.team("First line", ben_id)
    conversation = world.mailed(channel, mail())
    look = {"name": " Late ones ", "waiting": True, "sort": "waiting", "inbox_ids": [str(world.inbox)]}
    made = client.post("/views", look)
    assert made.status_code == 201
    path = f"/views/{made.json['id']}"
    view = client.read(path)
    assert (view["name"], view["owner_id"], view["shared"], view["waiting"]) == (
        "Late ones",
        str(ann),
        "nobody",
        True,
    )
    rows = client.read(f"/conversations?view_id={view['view_id']}")["items"]
    assert [row["conversation_id"] for row in rows] == [str(conversation)]
    assert client.read("/views/counts")["items"] == [{"view_id": view["view_id"], "count": 1, "more": False}]
    assert ben.get(path).status_code == admin.get(path).status_code == 404
    assert ben.put(path, look).status_code == admin.delete(path).status_code == 404

    assert client.put(path, look | {"shared": "team", "team_id": str(team)}).status_code == 200
    assert [one["view_id"] for one in ben.read("/views")["items"]] == [view["view_id"]]
    assert admin.get(path).status_code == 404
    refused = ben.delete(path)
    assert (refused.status_code, refused.json["code"]) == (403, "not_allowed")
    assert client.put(path, look | {"shared": "everyone", "place": 3}).status_code == 200
    assert admin.read(path)["place"] == 3
    assert admin.delete(path).status_code == 200
    assert (
        client.get(path).status_code
        == client.get(f"/conversations?view_id={view['view_id']}").status_code
        == 404
    )
    assert client.post(f"{path}/restore").status_code == 200
    assert client.read(path)["name"] == "Late ones"
    assert client.read("/views")["items"] == ben.read("/views")["items"]


@pytest.mark.req("CNV-03")
def test_a_view_that_cannot_be_is_refused(api: Served) -> None:
    world, _, _, client = peopled(api)
    for look, field in (
        ({"name": " "}, "name"), ({"name": "A", "shared": "team"}, "team_id"), ({"name": "A", "tags": [""]}, "tags"),
        ({"name": "A", "base": "mentions", "sort": "priority"}, "sort"), ({"name": "A", "place": 1_000_001}, "place"),
    ):  # fmt: skip
        answer = client.post("/views", look)
        assert (answer.status_code, answer.json["field"]) == (422, field)
    foreign = api.world()
    for look_ids in ({"inbox_ids": [str(foreign.inbox)]}, {"assignee_ids": [str(foreign.admin)]}):
        assert client.post("/views", {"name": "A"} | look_ids).status_code == 404
    assert world.account != foreign.account


@pytest.mark.req("CNV-03", "ACC-10")
def test_of_a_shared_view_everybody_sees_the_part_that_is_open_to_them(api: Served) -> None:
    world, _, channel, client = peopled(api)
    hidden = world.make(CreateInbox("Board"))
    world.do(SetInboxAccess(hidden, everyone=False, user_ids=(world.admin,)))
    secret = world.channel(address="board", inbox=hidden)
    shown, unshown = str(world.mailed(channel, mail())), str(world.mailed(secret, mail()))
    admin = api.client(world)

    def shared(name: str, **look: object) -> tuple[list[str], list[str]]:
        made = admin.post("/views", {"name": name, "shared": "everyone"} | look)
        assert made.status_code == 201, made.json
        view, listing = f"/views/{made.json['id']}", f"/conversations?view_id={made.json['id']}"
        assert unshown in {row["conversation_id"] for row in admin.read(listing)["items"]}
        assert admin.read(view)["unseen"] == []
        return client.read(view)["unseen"], [row["conversation_id"] for row in client.read(listing)["items"]]

    inboxes = [str(world.inbox), str(hidden)]
    assert shared("Both", inbox_ids=inboxes) == ([str(hidden)], [shown])
    assert shared("Hidden", inbox_ids=[str(hidden)]) == ([str(hidden)], [])
    assert shared("Doors", channel_ids=[str(secret)], assignee_ids=[]) == ([str(secret)], [])
    assert {one["name"]: one["unseen"] for one in client.read("/views")["items"]} == {
        "Both": [str(hidden)], "Hidden": [str(hidden)], "Doors": [str(secret)],
    }  # fmt: skip
    for named in (f"inbox_id={hidden}", f"channel_id={secret}"):
        assert client.get(f"/conversations?{named}").status_code == 404
