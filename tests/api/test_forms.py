"""Forms and submissions over HTTP: made, changed, listed, who sees what (FRM-02, FRM-06, FRM-07, FRM-09)."""

from typing import Any

import pytest

from application.inbox import CreateInbox, SetInboxAccess
from application.placing import MoveConversation
from application.submitted import SentFile
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from tests.support.api import Client, Served
from tests.support.forms import SAID, FormDesk
from tests.support.world import AFTER_THE_GATE, World

FIELDS = [{"name": "email", "label": "E-mail", "type": "email", "fills": "contact.email"}]


@pytest.fixture
def world(api: Served) -> World:
    return api.world()


@pytest.fixture
def admin(api: Served, world: World) -> Client:
    return api.client(world)


def made(client: Client, **more: Any) -> str:
    answer = client.post("/forms", {"name": "Contact", **more})
    assert answer.status_code == 201, answer.text
    return str(answer.json["id"])


@pytest.mark.req("FRM-02", "FRM-03")
def test_a_new_form_has_the_usual_fields_and_takes_nothing_yet(admin: Client) -> None:
    form = admin.read(f"/forms/{made(admin)}")
    assert (form["state"], form["create_tickets"], form["has_ticket_fields"], form["form_version"]) == (
        "not_connected", False, True, 1,
    )  # fmt: skip
    hidden = [one["fills"] for one in form["definition"]["fields"] if one["hidden"]]
    assert hidden == ["ticket.pipeline", "ticket.status"]
    assert form["script_url"] == f"{form['page_url']}.js"
    assert form["page_url"].endswith(f"/f/{form['key']}")


@pytest.mark.req("FRM-09", "API-01")
def test_a_change_is_a_version_and_another_editors_is_not_overwritten(admin: Client) -> None:
    form_id = made(admin, fields=FIELDS)
    read = admin.get(f"/forms/{form_id}")
    definition = {**read.json["definition"], "title": "Write to us"}
    assert admin.put(f"/forms/{form_id}", definition, If_Match=read.headers["ETag"]).status_code == 200
    late = admin.put(f"/forms/{form_id}", {**definition, "title": "Late"}, If_Match=read.headers["ETag"])
    assert late.status_code == 412
    versions = admin.read(f"/forms/{form_id}/versions")["items"]
    assert [(one["form_version"], one["submissions"]) for one in versions] == [(2, 0), (1, 0)]
    page = admin.read(f"/forms/{form_id}/versions?limit=1")
    assert (
        admin.read(f"/forms/{form_id}/versions?limit=1&cursor={page['next']}")["items"][0]["form_version"]
        == 1
    )
    assert admin.read(f"/forms/{form_id}/versions/1")["definition"]["title"] == ""
    assert admin.get(f"/forms/{form_id}/versions/3").status_code == 404
    assert admin.get(f"/forms/{form_id}/versions/99999999999999999999").status_code == 404


@pytest.mark.req("FRM-02")
def test_what_cannot_be_asked_is_refused_with_its_field(admin: Client) -> None:
    broken = [{**FIELDS[0], "type": "text", "pattern": "(a+"}]
    answer = admin.post("/forms", {"name": "Contact", "fields": broken})
    assert (answer.status_code, answer.json["field"]) == (422, "fields.email.fills")
    answer = admin.post("/forms", {"name": "Contact", "fields": [{**FIELDS[0], "colour": "red"}]})
    assert answer.json["errors"][0]["field"] == "fields.0.colour"


@pytest.mark.req("FRM-06", "ACC-08")
def test_the_toggle_connects_and_adds_fields_or_recommends_the_help_desk(
    api: Served, admin: Client, world: World
) -> None:
    form_id = made(admin, fields=FIELDS)
    refused = admin.put(f"/forms/{form_id}/tickets", {"create_tickets": True})
    assert (refused.status_code, refused.json["field"]) == (422, "inbox_id")
    body = {"create_tickets": True, "inbox_id": str(world.inbox)}
    assert admin.put(f"/forms/{form_id}/tickets", body).status_code == 200
    form = admin.read(f"/forms/{form_id}")
    assert (form["state"], form["create_tickets"], form["inbox_id"], form["form_version"]) == (
        "open", True, str(world.inbox), 2,
    )  # fmt: skip
    channel = admin.read(f"/channels/{form['channel_id']}")
    assert (channel["kind"], channel["state"], channel["form_id"]) == ("form", "connected", form_id)
    gated = api.world(created_on=AFTER_THE_GATE)
    client = api.client(gated)
    answer = client.put(
        f"/forms/{made(client)}/tickets", {"create_tickets": True, "inbox_id": str(gated.inbox)}
    )
    assert answer.status_code in (402, 403, 409)
    assert answer.json["code"] == "account_date_gate"
    assert "help_desk" in {one["kind"] for one in answer.json["needed"]}


@pytest.mark.req("FRM-01", "EML-06")
def test_a_channel_is_connected_step_by_step(admin: Client, world: World) -> None:
    form_id = made(admin)
    channel = admin.post("/channels", {"kind": "form", "inbox_id": str(world.inbox)}).json["id"]
    steps: list[tuple[str, str, Any]] = [
        ("form", "form", {"form_id": form_id}),
        ("sender_details", "sender", {"from_name": "company", "company_name": "Acme"}),
        ("rule", "rule", {"enabled": False}),
        ("ticket_automation", "tickets", {"enabled": False}),
    ]
    for step, path, body in steps:
        assert admin.read(f"/channels/{channel}")["next_step"] == step
        assert admin.put(f"/channels/{channel}/{path}", body).status_code == 200
    assert admin.post(f"/channels/{channel}/connect").status_code == 200
    assert admin.read(f"/forms/{form_id}")["state"] == "open"
    admin.post(f"/channels/{channel}/pause")
    assert admin.read(f"/forms/{form_id}")["state"] == "paused"
    admin.post(f"/channels/{channel}/resume")
    admin.post(f"/channels/{channel}/disconnect")
    assert admin.read(f"/forms/{form_id}")["state"] == "not_connected"
    admin.post(f"/forms/{form_id}/archive")
    assert [one["state"] for one in admin.read("/forms?archived=true")["items"]] == ["archived"]
    admin.post(f"/forms/{form_id}/restore")
    assert admin.read("/forms?archived=true")["items"] == []


@pytest.mark.req("FRM-02", "ACC-10")
def test_forms_are_listed_by_name_to_those_who_see_their_inbox(
    api: Served, admin: Client, world: World
) -> None:
    desk = FormDesk(world)
    made(admin, name="About us")
    first = admin.read("/forms?limit=1")
    assert [one["name"] for one in first["items"]] == ["About us"]
    assert [one["form_id"] for one in admin.read(f"/forms?limit=1&cursor={first['next']}")["items"]] == [
        str(desk.form_id)
    ]
    assert len(admin.read(f"/forms?inbox_id={world.inbox}")["items"]) == 1
    agent = api.client(world, world.user("Ann"))
    assert [one["name"] for one in agent.read("/forms")["items"]] == ["Contact"], (
        "what leads to no inbox is for editors"
    )
    world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(world.admin,)))
    assert agent.read("/forms")["items"] == []
    assert agent.get(f"/forms/{desk.form_id}").status_code == 404
    assert agent.get(f"/submissions?form_id={desk.form_id}").status_code == 404


@pytest.mark.req("FRM-07", "FRM-09", "FRM-10")
def test_submissions_show_what_is_hidden_the_inbox_does_not(admin: Client, world: World) -> None:
    desk = FormDesk(world, tickets=True)
    conversation = desk.submit(
        **SAID, campaign="autumn", utm="x", files=(SentFile("other", "note.txt", "text/plain", b"meow"),)
    )
    desk.submit()
    (second, first) = admin.read(f"/submissions?form_id={desk.form_id}")["items"]
    values = {one["name"]: (one["values"], one["hidden"], one["known"]) for one in first["values"]}
    assert values["campaign"] == (["autumn"], True, True)
    assert values["utm"] == (["x"], False, False)
    assert (first["conversation_id"], first["ticket_skipped"], first["form_name"]) == (
        str(conversation),
        "",
        "Contact",
    )
    assert admin.read(f"/tickets/{first['ticket_id']}")["source"] == "form"
    messages = admin.read(f"/conversations/{conversation}")["messages"]
    assert "autumn" not in str(messages)
    assert "It fell." in messages[0]["text"]
    assert admin.read(f"/submissions/{first['submission_id']}") == first
    file = admin.get(f"/submissions/{first['submission_id']}/files/0")
    assert (file.data, "attachment" in file.headers["Content-Disposition"]) == (b"meow", True)
    assert admin.get(f"/submissions/{first['submission_id']}/files/1").status_code == 404
    assert admin.get(f"/messages/{first['message_id']}/attachments/0").data == b"meow"
    form = admin.read(f"/forms/{desk.form_id}")
    assert (form["submissions"], form["last_submitted_at"]) == (2, second["submitted_at"])
    assert [one["submissions"] for one in admin.read(f"/forms/{desk.form_id}/versions")["items"]] == [2]


@pytest.mark.req("FRM-09")
def test_submissions_are_paged_and_narrowed(admin: Client, world: World) -> None:
    desk = FormDesk(world)
    for number in range(3):
        desk.submit(**{**SAID, "email": f"jo{number % 2}@customer.example"})
    page = admin.read("/submissions?limit=2")
    rest = admin.read(f"/submissions?limit=2&cursor={page['next']}")
    assert [len(one["items"]) for one in (page, rest)] == [2, 1]
    assert rest["next"] is None
    newest = page["items"][0]
    assert len(admin.read(f"/submissions?contact_id={newest['contact_id']}")["items"]) == 2
    assert len(admin.read(f"/submissions?form_id={desk.form_id}&form_version=1")["items"]) == 3
    assert admin.read(f"/submissions?form_id={desk.form_id}&form_version=2")["items"] == []
    at = newest["submitted_at"].replace("+", "%2B")
    assert len(admin.read(f"/submissions?since={at}")["items"]) == 1
    assert len(admin.read(f"/submissions?until={at}")["items"]) == 2


@pytest.mark.req("FRM-07", "CON-02")
def test_the_contacts_timeline_shows_what_is_hidden(admin: Client, world: World) -> None:
    desk = FormDesk(world)
    contact = world.get(Conversation, desk.submit(**SAID, campaign="autumn")).contact_id
    steps = admin.read(f"/contacts/{contact}/timeline")["items"]
    (sent,) = [one for one in steps if one["event"] == "submission.received"]
    assert (sent["title"], sent["submission_id"]) == ("Contact", str(desk.last))
    assert ["autumn"] in [one["values"] for one in sent["values"] if one["hidden"]]
    assert all(one["values"] == [] for one in steps if one["event"] != "submission.received")


@pytest.mark.req("ACC-10", "FRM-09")
def test_a_submission_goes_with_its_conversation(api: Served, admin: Client, world: World) -> None:
    desk, ann = FormDesk(world), world.user("Ann")
    conversation = desk.submit()
    closed = world.make(CreateInbox("Closed"))
    world.do(SetInboxAccess(closed, everyone=False, user_ids=(world.admin,)))
    agent = api.client(world, ann)
    assert len(agent.read("/submissions")["items"]) == 1
    world.do(MoveConversation(conversation, closed), by=world.admin)
    assert agent.read("/submissions")["items"] == []
    assert agent.get(f"/submissions/{desk.last}").status_code == 404
    assert len(admin.read("/submissions")["items"]) == 1


@pytest.mark.req("PRV-08", "FRM-07")
def test_whoever_is_forgotten_is_forgotten_here_and_masked_in_what_others_sent(
    admin: Client, world: World
) -> None:
    desk = FormDesk(world)
    conversation = desk.submit(
        **SAID, campaign="autumn", files=(SentFile("f", "jo.txt", "text/plain", b"meow"),)
    )
    own = desk.last
    desk.submit(email="other@customer.example", ticket_name="Hi", campaign="from jo@customer.example")
    other = desk.last
    contact = world.get(Conversation, conversation).contact_id
    assert admin.post(f"/contacts/{contact}/erase").status_code == 200
    gone = admin.read(f"/submissions/{own}")
    assert (gone["values"], gone["files"], gone["page"]) == ([], [], "[erased]")
    masked = admin.read(f"/submissions/{other}")
    assert "jo@customer.example" not in str(masked)
    assert "other@customer.example" in str(masked)
    assert world.get(Contact, contact).erased
