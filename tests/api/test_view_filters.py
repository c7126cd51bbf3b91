"""Lists by properties, teams and what is due, over HTTP, and views of them (CNV-02, CNV-03, CNV-10, RTG-02)."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.properties import DefineProperty
from application.sla import CreateSlaPolicy, KeepPromises
from domain.account.aggregate import Account
from domain.sla.aggregate import Promised
from tests.api.test_conversations import mail
from tests.api.test_views import listed, peopled
from tests.support.api import Served


def has(property_id: str, how: str, value: str = "") -> dict[str, str]:
    return {"property_id": property_id, "how": how, "value": value}


@pytest.mark.req("CNV-02", "CNV-03")
def test_a_list_is_narrowed_by_properties_and_saved(api: Served) -> None:
    world, _, channel, client = peopled(api)
    api.caught_up()
    for name, kind, choices in (
        ("Size", "choice", ("S", "L")),
        ("Pieces", "number", ()),
        ("Order", "text", ()),
    ):
        world.do(DefineProperty(name, kind, choices), by=world.admin)
    size, pieces, order = map(str, world.get(Account, world.account).properties)
    first, second, bare = (str(world.mailed(channel, mail())) for _ in range(3))

    def set_(conversation: str, property_id: str, value: str | None) -> None:
        path = f"/conversations/{conversation}/properties/{property_id}"
        assert client.put(path, {"value": value}).status_code == 200

    for values in ((first, size, "S"), (first, pieces, "12.50"), (second, size, "L"), (second, order, "A-1")):
        set_(*values)
    assert listed(client, properties=[has(size, "is", "S")]) == [first]
    assert listed(client, properties=[has(size, "is", "L"), has(size, "is", "S")]) == [second, first]
    assert listed(client, properties=[has(size, "set"), has(pieces, "unset")]) == [second]
    assert listed(client, properties=[has(size, "set"), has(pieces, "is", "12.5")], sort="oldest") == [first]
    assert listed(client, properties=[has(size, "unset")]) == [bare]
    assert listed(client, properties=[has(order, "set")], sort="priority") == [second]
    assert listed(client, base="closed", properties=[has(size, "set")]) == []
    for row in client.read("/conversations")["items"]:
        assert "A-1" not in str(row["properties"])

    look = {"name": "Small", "properties": [has(size, "is", "S"), has(pieces, "is", "12.500")]}
    view = client.post("/views", look).json["id"]
    saved = client.read(f"/views/{view}")
    assert saved["properties"] == [has(size, "is", "S"), has(pieces, "is", "12.5")]
    rows = client.read(f"/conversations?view_id={view}")["items"]
    assert [row["conversation_id"] for row in rows] == [first]
    assert client.read("/views/counts")["items"] == [{"view_id": view, "count": 1, "more": False}]
    then = client.read(f"/conversations/{first}")["position"]
    set_(first, size, None)
    assert listed(client, properties=[has(size, "is", "S")]) == []
    assert listed(client, properties=[has(size, "is", "S")], as_of=then) == [first]


@pytest.mark.req("CNV-03", "SE-01")
@pytest.mark.parametrize("path", ["/conversations/query", "/views"])
def test_what_no_property_is_or_has_is_refused(api: Served, path: str) -> None:
    world, _, _, client = peopled(api)
    other = api.world()
    api.caught_up()  # who may do what is asked of read models
    for one, name, kind in ((world, "Order", "text"), (world, "Pieces", "number"), (other, "Theirs", "text")):
        one.do(DefineProperty(name, kind), by=one.admin)
    order, pieces = map(str, world.get(Account, world.account).properties)
    (theirs,) = map(str, other.get(Account, other.account).properties)
    named = {"name": "A"} if path == "/views" else {}

    def asked(property_id: str, how: str, value: str = "") -> tuple[int, Any]:
        answer = client.post(path, named | {"properties": [has(property_id, how, value)]})
        return answer.status_code, answer.json.get("field")

    assert (
        asked(order, "is", "A-1") == asked(pieces, "is", "many") == asked(pieces, "is") == (422, "properties")
    )
    assert asked(theirs, "set")[0] == asked(str(uuid4()), "unset")[0] == 404
    assert client.post(path, named | {"team_ids": [str(uuid4())]}).status_code == 404


@pytest.mark.req("RTG-02", "CNV-03")
def test_a_list_is_narrowed_by_the_team_it_was_handed_to(api: Served) -> None:
    world, ann, channel, client = peopled(api)
    first_line, second_line = (str(world.team(name, ann)) for name in ("First line", "Second line"))
    one, other, nobodys = (str(world.mailed(channel, mail())) for _ in range(3))
    for conversation, team in ((one, first_line), (other, second_line)):
        handed = client.put(f"/conversations/{conversation}/assignee", {"user_id": None, "team_id": team})
        assert handed.status_code == 200
    assert listed(client, team_ids=[first_line]) == [one]
    assert listed(client, team_ids=[first_line, second_line], sort="oldest") == [one, other]
    assert listed(client, team_ids=[second_line], sort="waiting") == [other]
    rows = client.read(f"/conversations?team_id={first_line}")["items"]
    assert [(row["conversation_id"], row["team_id"]) for row in rows] == [(one, first_line)]
    view = client.post("/views", {"name": "First", "team_ids": [first_line]}).json["id"]
    assert client.read(f"/views/{view}")["team_ids"] == [first_line]
    client.put(f"/conversations/{one}/assignee", {"user_id": None, "team_id": second_line})
    assert listed(client, team_ids=[second_line]) == [other, one]
    assert nobodys not in listed(client, team_ids=[first_line, second_line])


@pytest.mark.req("CNV-10", "CNV-03")
def test_a_list_is_sorted_by_what_is_due_and_narrowed_to_what_is_overdue(api: Served) -> None:
    world, _, channel, client = peopled(api)
    late = str(world.mailed(channel, mail()))
    world.now += timedelta(hours=2)
    soon, free = (str(world.mailed(channel, mail())) for _ in range(2))
    policy = world.make(CreateSlaPolicy(Promised("Standard", (("none", 60, None, None),))))
    for conversation in (late, soon):
        world.do(KeepPromises(UUID(conversation), policy, "a"))
    assert listed(client, sort="due") == [late, soon, free]
    assert listed(client, dues=["overdue"]) == [late]
    assert listed(client, dues=["ahead", "overdue"], sort="due") == [late, soon]
    assert listed(client, base="mine", sort="due") == [late, soon, free]
    client.put(f"/conversations/{soon}/assignee", {"user_id": None})
    assert listed(client, base="mine", sort="due") == [late, free]
    assert listed(client, base="unassigned", dues=["ahead"]) == [soon]
    view = client.post("/views", {"name": "Late", "dues": ["overdue"], "sort": "due"}).json["id"]
    (row,) = client.read(f"/conversations?view_id={view}")["items"]
    assert (row["conversation_id"], row["due"]) == (late, "overdue")
    (promised,) = client.post("/promises/query", {"conversation_ids": [late]}).json["items"]
    assert row["due_at"] == promised["due_at"]
    for asked in ({"dues": ["overdue"]}, {"sort": "due"}):
        answer = client.post("/conversations/query", asked | {"as_of": 5})
        assert (answer.status_code, answer.json["field"]) == (422, "as_of")
