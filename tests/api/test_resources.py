"""The other resources: connecting a channel, people and places, tickets, history (ACC-01, ACC-03, AUD-01, ACC-10)."""

from uuid import UUID, uuid4

import pytest

from tests.api.test_conversations import mail
from tests.support.api import Served
from tests.support.world import AFTER_THE_GATE


@pytest.mark.req("ACC-01", "ACC-03", "ACC-09", "EML-06")
def test_a_channel_is_connected_step_by_step(api: Served) -> None:
    world = api.world()
    client = api.client(world)
    made = client.post("/channels", {"kind": "email", "inbox_name": "Sales"})
    assert made.status_code == 201, made.json
    path = made.headers["Location"]
    early = client.post(f"{path}/connect")
    assert (early.status_code, early.json["code"]) == (409, "step_refused")
    steps = [
        ("provider", {"provider": "other"}),
        ("terms", {"text_version": "1", "text_hash": "0" * 64, "language": "en"}),
        ("address", {"address": world.address("sales")}),
        ("sender", {"from_name": "company", "company_name": "Acme"}),
        ("rule", {"enabled": False}),
        ("tickets", {"enabled": True, "pipeline_id": str(world.pipeline)}),
    ]
    for step, body in steps:
        done = client.put(f"{path}/{step}", body)
        assert done.status_code == 200, (step, done.json)
    assert client.read(path)["next_step"] == "connect"
    assert client.post(f"{path}/connect").status_code == 200
    channel = client.read(path)
    assert (channel["state"], channel["address"]) == ("connected", world.address("sales"))
    assert channel["hosted_address"]
    assert client.post(f"{path}/pause").status_code == 200
    assert client.read(path)["state"] == "paused"
    assert client.post(f"{path}/resume").status_code == 200
    taken = client.post("/channels", {"kind": "email", "inbox_id": str(world.inbox)})
    other = taken.headers["Location"]
    client.put(f"{other}/provider", {"provider": "other"})
    client.put(f"{other}/terms", {"text_version": "1", "text_hash": "0" * 64, "language": "en"})
    refused = client.put(f"{other}/address", {"address": world.address("sales")})
    assert (refused.status_code, refused.json["field"]) == (409, "address")


@pytest.mark.req("ACC-10", "ACC-12")
def test_people_teams_and_inboxes_are_managed(api: Served) -> None:
    world = api.world()
    client = api.client(world)
    invited = client.post("/users", {"email": world.address("ben"), "name": "Ben", "roles": ["agent"]})
    user = invited.json["id"]
    assert client.put(f"/users/{user}/roles", {"roles": ["agent", "auditor"]}).status_code == 200
    assert client.put(f"/users/{user}/seats/service").status_code == 200
    assert client.put(f"/users/{user}/capacity", {"live": 2, "total": None}).status_code == 200
    assert client.put(f"/users/{user}/availability", {"available": True}).status_code == 200
    read = client.read(f"/users/{user}")
    assert (read["roles"], read["seats"], read["capacity_live"], read["available"]) == (
        ["agent", "auditor"], ["service"], 2, True,
    )  # fmt: skip
    team = client.post("/teams", {"name": "Support"}).json["id"]
    assert client.put(f"/teams/{team}/members/{user}").status_code == 200
    assert client.read(f"/teams/{team}")["members"] == [{"user_id": user, "extra": False}]
    inbox = client.post("/inboxes", {"name": "Board"}).json["id"]
    assert client.put(f"/inboxes/{inbox}/access", {"everyone": False, "team_ids": [team]}).status_code == 200
    assert client.get(f"/inboxes/{inbox}").status_code == 404
    assert api.client(world, UUID(user)).read(f"/inboxes/{inbox}")["name"] == "Board"
    assert client.put("/account/limits", {"tickets_per_contact": 5}).status_code == 200
    assert client.read("/account")["tickets_per_contact"] == 5
    assert client.read("/account")["reopen_days"] is None
    assert client.put("/account/reopening", {"reopen_days": 30}).status_code == 200
    assert client.read("/account")["reopen_days"] == 30


@pytest.mark.req("TKT-01", "TKT-04", "ACC-08")
def test_tickets_are_opened_by_hand_and_moved_on_the_board(api: Served) -> None:
    world = api.world(created_on=AFTER_THE_GATE)
    conversation = world.mailed(world.channel(), mail())
    client = api.client(world)
    body = {
        "conversation_id": str(conversation),
        "name": "Parcel",
        "pipeline_id": str(world.pipeline),
        "stage": "new",
    }
    token = client.post("/tokens", {"name": "t", "scopes": ["ticket_write", "conversation_read"]}).json[
        "token"
    ]
    gated = api.machine(token).post("/tickets", body)
    assert (gated.status_code, gated.json["code"]) == (409, "account_date_gate")
    ticket = client.post("/tickets", body)
    assert ticket.status_code == 201
    path = ticket.headers["Location"]
    assert client.put(f"{path}/stage", {"stage": "closed"}).status_code == 200
    assert client.put(f"{path}/priority", {"priority": "urgent"}).status_code == 200
    board = client.read(f"/pipelines/{world.pipeline}/board")
    assert {column["stage"]["key"]: column["count"] for column in board["columns"]}["closed"] == 1
    assert client.read(f"/conversations/{conversation}")["ticket_id"] == ticket.json["id"]
    history = client.read(f"/history/ticket/{ticket.json['id']}")["items"]
    moved = next(one for one in history if one["event"] == "ticket.moved")
    assert {"field": "stage", "before": "new", "after": "closed"} in moved["changes"]
    assert moved["actor"] == f"user:{world.admin}"


@pytest.mark.req("AUD-01")
def test_the_history_of_a_conversation_is_whole_and_ordered(api: Served) -> None:
    world = api.world()
    ann = world.user("Ann")
    conversation = world.mailed(world.channel(users=(ann,)), mail())
    client = api.client(world)
    client.post(f"/conversations/{conversation}/close")
    history = client.read(f"/history/conversation/{conversation}?limit=100")
    events = [one["event"] for one in history["items"]]
    assert {
        "conversation.started",
        "conversation.message_received",
        "conversation.assignment_decided",
    } <= set(events)
    assert events[-1] == "conversation.closed" or "slots.released" in events
    positions = [one["position"] for one in history["items"]]
    assert positions == sorted(set(positions))
    versions = [one["version"] for one in history["items"] if one["object_id"] == str(conversation)]
    assert versions == list(range(1, len(versions) + 1))
    received = next(one for one in history["items"] if one["event"] == "conversation.message_received")
    assert "text" in received["left_out"]
    assert "Monday" not in str(history)
    assert received["correlation_id"]
    page = client.read(f"/history/conversation/{conversation}?limit=2")
    assert (
        client.read(f"/history/conversation/{conversation}?limit=100&cursor={page['next']}")["items"]
        == history["items"][2:]
    )


@pytest.mark.req("AUD-01", "ACC-10", "SE-01")
def test_history_is_for_those_who_may_read_it(api: Served) -> None:
    world = api.world()
    agent = api.client(world, world.user("Ann"))
    auditor = api.client(world, world.user("Ida", roles=("auditor",)))
    assert agent.get(f"/history/user/{world.admin}").status_code == 403
    assert auditor.get(f"/history/user/{world.admin}").status_code == 200
    assert auditor.get(f"/history/user/{uuid4()}").status_code == 404
    assert auditor.get(f"/history/planet/{uuid4()}").status_code == 404


@pytest.mark.req("CON-01", "CON-02")
def test_contacts_are_entered_found_and_looked_after(api: Served) -> None:
    world = api.world()
    client = api.client(world)
    made = client.post("/contacts", {"name": "Jo Doe", "email": "Jo@Customer.example"})
    assert made.status_code == 201
    path = made.headers["Location"]
    (found,) = client.read("/contacts?search=jo@cust")["items"]
    assert found["contact_id"] == made.json["id"]
    assert client.put(f"{path}/owner", {"owner_id": str(world.admin)}).status_code == 200
    assert client.put(f"{path}/name", {"name": "Joanna"}).status_code == 200
    read = client.read(path)
    assert (read["name"], read["owner_id"]) == ("Joanna", str(world.admin))
    twice = client.post("/contacts", {"name": "Other", "email": "jo@customer.example"})
    assert (twice.status_code, twice.json["code"]) == (409, "identity_taken")
