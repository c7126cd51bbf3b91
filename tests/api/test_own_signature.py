"""One's own signature over HTTP, and mail that is written from a record's page (EML-09, EML-10)."""

from uuid import uuid4

import pytest

from application.signature import SetSignature
from application.ticket import OpenTicket
from domain.conversation.messages import MessagePosted
from tests.support.api import Served

MINE = "/me/signature"
SIGNED = {
    "format": "html",
    "source": '<i>{{agent.first_name}}</i><script>x</script><img src="https://a.example/l.png">',
}


@pytest.mark.req("EML-09", "EML-10")
def test_an_own_signature_is_set_read_previewed_and_taken_away(api: Served) -> None:
    world = api.world()
    ann = api.client(world, world.user("Ann"))
    assert ann.read(MINE) == {"format": "markdown", "source": "", "text": "", "html": ""}
    drafted = ann.post(f"{MINE}/preview", SIGNED).json
    assert ann.read(MINE)["source"] == ""
    assert ann.put(MINE, SIGNED).status_code == 200
    assert ann.read(MINE) == drafted
    assert (drafted["source"], drafted["text"]) == (SIGNED["source"], "Ann")
    assert drafted["html"].startswith('<i>Ann</i><img src="https://a.example/l.png"')
    assert api.client(world).read(MINE)["source"] == ""
    assert ann.put(MINE, {"format": "html", "source": ""}).status_code == 200
    assert ann.read(MINE)["html"] == ""


@pytest.mark.req("EML-10", "API-02")
def test_what_cannot_be_a_signature_says_why(api: Served) -> None:
    client = api.client(api.world())
    for send in (client.put, lambda path, body: client.post(f"{path}/preview", body)):
        for field, wrong in (
            ("source", {"format": "html", "source": "{{contact.name}}"}),
            ("source", {"format": "html", "source": "x" * 10_001}),
            ("format", {"format": "rtf", "source": "x"}),
        ):
            refused = send(MINE, wrong)
            told = refused.json
            assert refused.status_code == 422
            assert field in (told.get("field"), *(one["field"] for one in told.get("errors", ())))


@pytest.mark.req("EML-09", "TKT-04")
def test_mail_says_where_it_was_written_and_belongs_to_its_ticket(api: Served) -> None:
    world = api.world()
    channel = world.channel()
    world.do(SetSignature(channel, "markdown", "The team"))
    client = api.client(world)
    client.put(MINE, SIGNED)
    mail = {"channel_id": str(channel), "to": ["jo@customer.example"], "subject": "Lamp", "text": "Well?"}
    ticket = world.make(
        OpenTicket(world.conversation(channel, "zoe@customer.example"), "Lamp", world.pipeline, "new"),
        by=world.admin,
    )
    made = client.post("/conversations", {**mail, "written_from": "ticket", "ticket_id": str(ticket)})
    assert made.status_code == 201
    begun = made.json["id"]
    (posted,) = world.happened(begun, MessagePosted)
    assert (posted.written_from, posted.signature_text) == ("ticket", "Admin")
    assert begun in client.read(f"/tickets/{ticket}")["conversation_ids"]
    by_team = client.post("/conversations", mail).json["id"]
    assert world.happened(by_team, MessagePosted)[0].signature_text == "The team"
    wrong = client.post("/conversations", {**mail, "written_from": "elsewhere"})
    assert wrong.status_code == 422
    missing = client.post("/conversations", {**mail, "written_from": "ticket", "ticket_id": str(uuid4())})
    assert missing.status_code == 404


@pytest.mark.req("EML-09")
def test_a_machine_has_no_signature_of_its_own(api: Served) -> None:
    world = api.world()
    issued = api.client(world).post("/tokens", {"name": "t", "scopes": ["conversation_write"]}).json
    machine = api.machine(issued["token"])
    assert machine.get(MINE).json["code"] == "people_only"
    assert machine.put(MINE, SIGNED).status_code == 403
    assert machine.post(f"{MINE}/preview", SIGNED).status_code == 403
