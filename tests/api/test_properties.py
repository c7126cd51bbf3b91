"""Properties of conversations over HTTP: typed, personal where they are text (CNV-02, PRV-08)."""

import pytest

from tests.api.test_conversations import mail
from tests.support.api import Served


@pytest.mark.req("CNV-02")
def test_properties_are_defined_set_and_archived(api: Served) -> None:
    world = api.world()
    ann = world.user("Ann")
    it = world.mailed(world.channel(users=(ann,)), mail())
    admin, client = api.client(world), api.client(world, ann)
    refused = client.post("/conversation-properties", {"name": "Order", "kind": "text"})
    assert refused.status_code == 403
    made = {
        kind: admin.post("/conversation-properties", {"name": kind, "kind": kind, "choices": choices}).json[
            "id"
        ]
        for kind, choices in (
            ("text", []),
            ("number", []),
            ("date", []),
            ("choice", ["small", "large"]),
            ("checkbox", []),
        )
    }
    wrong = admin.post("/conversation-properties", {"name": "Size", "kind": "choice"})
    assert (wrong.status_code, wrong.json["field"]) == (422, "choices")
    good = {"text": "A-1042", "number": "12.5", "date": "2026-11-22", "choice": "large", "checkbox": "true"}
    for kind, value in good.items():
        path = f"/conversations/{it}/properties/{made[kind]}"
        assert client.put(path, {"value": value}).status_code == 200
        for bad in ("", "perhaps") if kind != "text" else ("", " "):
            answer = client.put(path, {"value": bad})
            assert (answer.status_code, answer.json["field"]) == (422, "value")
    read = client.read(f"/conversations/{it}")
    assert read["properties"] == {made[kind]: {"kind": kind, "value": value} for kind, value in good.items()}
    assert "A-1042" not in str(read["decisions"])
    client.put(f"/conversations/{it}/properties/{made['date']}", {"value": None})
    assert made["date"] not in client.read(f"/conversations/{it}")["properties"]
    past = client.read(f"/conversations/{it}?as_of={read['position']}")
    assert past["properties"] == read["properties"]
    archive = {"name": "Order", "choices": [], "archived": True}
    assert admin.put(f"/conversation-properties/{made['text']}", archive).status_code == 200
    gone = client.put(f"/conversations/{it}/properties/{made['text']}", {"value": "B"})
    assert (gone.status_code, gone.json["code"]) == (409, "property_archived")
    listed = {one["property_id"]: one for one in client.read("/conversation-properties")["items"]}
    assert (listed[made["text"]]["name"], listed[made["text"]]["archived"], len(listed)) == ("Order", True, 5)
