"""Contacts over HTTP: edited, searched, merged, and everything that happened with them (CON-01 to CON-04)."""

from typing import Any
from uuid import UUID

import pytest

from application.inbox import SetInboxAccess
from tests.support.api import Client, Served
from tests.support.mails import a_mail


def enter(client: Client, name: str, email: str = "", **more: Any) -> str:
    made = client.post("/contacts", {"name": name, "email": email, **more})
    assert made.status_code == 201, made.json
    return str(made.json["id"])


def values(contact: dict[str, Any]) -> list[str]:
    return [one["value"] for one in contact["identities"]]


@pytest.mark.req("CON-01", "CON-02", "API-02")
def test_a_contact_is_entered_and_edited(api: Served) -> None:
    world = api.world()
    client = api.client(world)
    jo = enter(client, "Jo", "Jo@x.example", phone="+48 22 123 45 67", owner_id=str(world.admin))
    path = f"/contacts/{jo}"
    read = client.get(path)
    assert (values(read.json), read.json["owner_id"]) == (["jo@x.example", "+48221234567"], str(world.admin))
    assert read.json["tracked"] is False
    assert client.put(f"{path}/name", {"name": "Joan"}, If_Match='"1"').status_code == 412
    assert client.put(f"{path}/name", {"name": "Joan"}, If_Match=read.headers["ETag"]).status_code == 200
    mail, phone = (one["identity_id"] for one in read.json["identities"])
    assert client.put(f"{path}/primary-identity", {"identity_id": phone}).status_code == 200
    changed = client.put(f"{path}/identities/{mail}", {"kind": "email", "value": "joan@x.example"})
    assert changed.status_code == 200
    assert client.post(f"{path}/identities", {"kind": "email", "value": "j@x.example"}).status_code == 200
    assert values(client.read(path)) == ["+48221234567", "joan@x.example", "j@x.example"]
    assert client.delete(f"{path}/identities/{phone}").status_code == 200
    assert values(client.read(path)) == ["joan@x.example", "j@x.example"]
    assert client.delete(f"{path}/identities/{phone}").status_code == 404
    assert client.post("/contacts", {"name": " "}).status_code == 422
    bad = client.post(f"{path}/identities", {"kind": "phone", "value": "123"})
    assert (bad.status_code, bad.json["field"]) == (422, "value")


@pytest.mark.req("CON-01", "CON-03")
def test_who_has_an_address_is_named_and_merged(api: Served) -> None:
    client = api.client(api.world())
    jo, joan = enter(client, "Jo", "jo@x.example"), enter(client, "Joan", "joan@x.example")
    taken = client.post(f"/contacts/{joan}/identities", {"kind": "email", "value": "jo@x.example"})
    assert (taken.status_code, taken.json["code"], taken.json["about"]) == (409, "identity_taken", jo)
    assert client.post(f"/contacts/{jo}/merge", {"into_id": joan}).status_code == 200
    whole = client.read(f"/contacts/{joan}")
    assert values(whole) == ["jo@x.example", "joan@x.example"]
    assert whole["merged"] == [{"contact_id": jo, "merged_into": joan, "name": "Jo"}]
    assert client.read(f"/contacts/{jo}")["survivor_id"] == joan
    assert [one["contact_id"] for one in client.read("/contacts")["items"]] == [joan]
    renamed = client.put(f"/contacts/{jo}/name", {"name": "J"})
    assert (renamed.status_code, renamed.json["code"], renamed.json["about"]) == (409, "contact_merged", joan)
    assert client.post(f"/contacts/{joan}/merge", {"into_id": jo}).json["code"] == "same_contact"
    assert client.delete(f"/contacts/{jo}/merge").status_code == 200
    assert values(client.read(f"/contacts/{joan}")) == ["joan@x.example"]
    assert client.delete(f"/contacts/{jo}/merge").json["code"] == "not_merged"


@pytest.mark.req("CON-04")
def test_contacts_are_searched_filtered_sorted_and_paged(api: Served) -> None:
    world = api.world()
    client = api.client(world)
    jo = enter(client, "Jo Smith", "jo@shop.example", owner_id=str(world.admin))
    ann = enter(client, "ann", phone="+48221234567")

    def found(**body: Any) -> list[str]:
        answer = client.post("/contacts/search", body, Postroom_Position=str(api.caught_up()))
        assert answer.status_code == 200, answer.json
        return [one["contact_id"] for one in answer.json["items"]]

    assert found(text="smi") == found(text="SHOP.ex") == found(owner_id=str(world.admin)) == [jo]
    assert found(text="+4822") == found(unowned=True) == found(kind="phone") == [ann]
    assert found(text="jo", unowned=True) == []
    assert found() == found(sort="created") == [ann, jo]
    assert found(sort="name") == [ann, jo]
    first = client.post("/contacts/search", {"sort": "name", "limit": 1}).json
    assert found(sort="name", cursor=first["next"]) == [jo]
    assert client.post("/contacts/search", {"cursor": "x"}).status_code == 422


@pytest.mark.req("CON-02", "CON-03", "ACC-10")
def test_the_timeline_tells_everything_of_all_linked_contacts_that_one_may_see(api: Served) -> None:
    world = api.world()
    ann = world.user("Ann")
    channel = world.channel(tickets=True)
    mails = [
        a_mail(f"I am {name}", sender=f"{name} <{name}@x.example>", subject=f"From {name}")
        for name in ("Jo", "Joan")
    ]
    asked = [world.mailed(channel, raw) for raw in mails]
    client = api.client(world)
    jo, joan = (client.read(f"/conversations/{one}")["contact_id"] for one in asked)
    client.post(f"/conversations/{asked[0]}/messages", {"text": "Dear Jo"})
    client.post(f"/contacts/{jo}/merge", {"into_id": joan})
    rows = (
        client.read("/conversations")["items"] + client.read(f"/conversations/rows?ids={asked[0]}")["items"]
    )
    assert {(row["contact_name"], row["contact_address"]) for row in rows} == {("Joan", "joan@x.example")}
    assert {(row["contact_id"], row["survivor_id"]) for row in rows} == {(jo, joan), (joan, None)}
    tickets = client.read(f"/tickets?conversation_id={asked[0]}")["items"]
    assert [one["contact_name"] for one in tickets] == ["Joan"]
    client.put(f"/contacts/{joan}/owner", {"owner_id": str(ann)})
    items: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = client.read(f"/contacts/{joan}/timeline?limit=4{cursor}")
        items += page["items"]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert [one["position"] for one in items] == sorted((one["position"] for one in items), reverse=True)
    told = [
        (one["event"].partition(".")[2], one["title"] or one["preview"])
        for one in items
        if one["contact_id"] == jo
    ]
    assert told == [
        ("merged", ""), ("message_posted", "Re: From Jo"), ("opened", "From Jo"), ("message_received", "From Jo"),
        ("started", "From Jo"), ("identity_added", ""), ("created", ""),
    ]  # fmt: skip
    assert items[0]["facts"] == {"owner_id": str(ann)}
    assert {one["preview"] for one in items} >= {"Dear Jo", "I am Jo", "I am Joan"}
    assert len(client.read(f"/conversations?contact_id={joan}")["items"]) == 2
    world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(world.admin,), team_ids=()))
    hidden = api.client(world, ann).read(f"/contacts/{joan}/timeline")["items"]
    assert {one["event"].partition(".")[0] for one in hidden} == {"contact"}


@pytest.mark.req("PRV-08", "CON-03")
def test_erasing_the_survivor_erases_those_merged_into_it(api: Served) -> None:
    world = api.world()
    channel = world.channel()
    jo_asked, joan_asked = (
        world.mailed(channel, a_mail(f"I am {name}", sender=f"{name} <{name}@x.example>"))
        for name in ("Jo", "Joan")
    )
    client = api.client(world)
    jo, joan = (client.read(f"/conversations/{one}")["contact_id"] for one in (jo_asked, joan_asked))
    client.post(f"/contacts/{jo}/merge", {"into_id": joan})
    done = client.post(f"/contacts/{joan}/erase")
    assert (done.status_code, done.json["conversations"]) == (200, 2)
    for one in (jo, joan):
        assert client.read(f"/contacts/{one}")["erased_at"]
    again = world.mailed(channel, a_mail(sender="Jo <Jo@x.example>"))
    fresh = client.read(f"/conversations/{again}")["contact_id"]
    assert UUID(fresh) not in {UUID(jo), UUID(joan)}
    assert client.post(f"/contacts/{fresh}/merge", {"into_id": joan}).status_code == 410
    assert client.delete(f"/contacts/{jo}/merge").status_code == 410
