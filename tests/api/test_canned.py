"""Canned replies and macros over HTTP (CNV-02)."""

from typing import Any

import pytest

from tests.api.test_conversations import mail
from tests.support.api import Client, Served
from tests.support.world import AFTER_THE_GATE

pytestmark = pytest.mark.req("CNV-02")
HELLO = {
    "name": "Hello",
    "shortcut": "hi",
    "text": "Hi {{contact.first_name|there}}, I am {{agent.first_name}}.",
}


class Desk:
    """A conversation of an account's, and those who write in it."""

    def __init__(self, api: Served, **options: Any) -> None:
        self.api, self.world = api, api.world(**options)
        self.ann, self.ben = self.world.user("Ann"), self.world.user("Ben")
        conversation = self.world.mailed(self.world.channel(users=(self.ann,)), mail())
        self.path = f"/conversations/{conversation}"
        self.admin = api.client(self.world)
        self.client: Client = api.client(self.world, self.ann)

    def names(self, client: Client) -> list[str]:
        return [one["name"] for one in client.read("/canned-replies")["items"]]

    def macro(self, *actions: dict[str, str], **more: Any) -> str:
        made = self.admin.post("/macros", {"name": "Late", "scope": "everyone", "actions": actions, **more})
        assert made.status_code == 201, made.json
        return str(made.json["id"])


@pytest.fixture
def desk(api: Served) -> Desk:
    return Desk(api)


def test_canned_replies_are_offered_to_those_they_are_for(desk: Desk) -> None:
    own = desk.client.post("/canned-replies", HELLO).json["id"]
    desk.admin.post("/canned-replies", {**HELLO, "name": "All", "scope": "everyone"})
    scope_id = str(desk.world.inbox)
    desk.admin.post("/canned-replies", {**HELLO, "name": "Inbox", "scope": "inbox", "scope_id": scope_id})
    assert desk.names(desk.client) == ["All", "Hello", "Inbox"]
    assert desk.names(desk.api.client(desk.world, desk.ben)) == ["All", "Inbox"]
    assert desk.admin.get(f"/canned-replies/{own}").status_code == 404
    refused = desk.client.post("/canned-replies", {**HELLO, "scope": "everyone"})
    assert (refused.status_code, refused.json["code"]) == (403, "not_allowed")
    unknown = desk.client.post("/canned-replies", {**HELLO, "text": "{{contact.shoe}}"})
    assert (unknown.status_code, unknown.json["field"]) == (422, "text")
    assert "{{company.name}}" in unknown.json["detail"]


def test_one_is_changed_deleted_and_taken_back(desk: Desk) -> None:
    path = f"/canned-replies/{desk.client.post('/canned-replies', HELLO).json['id']}"
    desk.client.put(path, {**HELLO, "text": "Hello."}, If_Match='"1"')
    assert desk.client.put(path, HELLO, If_Match='"1"').status_code == 412
    assert desk.client.read(path)["text"] == "Hello."
    desk.client.delete(path)
    assert desk.names(desk.client) == []
    assert desk.client.read(path)["deleted"] is True
    desk.client.post(f"{path}/restore")
    assert desk.names(desk.client) == ["Hello"]


def test_tokens_have_values_in_a_conversation(desk: Desk) -> None:
    values = desk.client.read(f"{desk.path}/tokens")["values"]
    assert (values["contact.name"], values["contact.first_name"]) == ("Jo Doe", "Jo")
    assert (values["agent.name"], values["ticket.name"]) == ("Ann", "")
    assert values["conversation.subject"] == "Where is my parcel?"
    assert values["company.name"]


def test_a_macro_is_shown_and_applied_as_one(desk: Desk) -> None:
    macro = desk.macro({"do": "reply", "text": HELLO["text"]}, {"do": "tag", "tag": "VIP"}, {"do": "close"})
    assert [one["name"] for one in desk.client.read("/macros")["items"]] == ["Late"]
    shown = desk.client.read(f"{desk.path}/macros/{macro}")
    assert shown["actions"][0] == {"do": "reply", "text": "Hi Jo, I am Ann."}
    assert shown["missing"] == []
    applied = desk.client.post(
        f"{desk.path}/macros/{macro}", {"macro_version": shown["macro_version"], "undo_seconds": 10}
    )
    assert applied.status_code == 200
    thread = desk.client.read(desk.path)
    assert (thread["status"], thread["tags"]) == ("closed", ["VIP"])
    sent = thread["messages"][-1]
    assert (sent["text"], sent["delivery"]["state"]) == ("Hi Jo, I am Ann.", "scheduled")
    assert "A macro was applied." in [one["sentence"] for one in thread["decisions"]]
    desk.client.delete(f"{desk.path}/messages/{sent['message_id']}/send")
    assert desk.client.read(desk.path)["status"] == "open"


def test_a_macro_with_a_token_that_has_no_value_is_refused_whole(desk: Desk) -> None:
    macro = desk.macro({"do": "tag", "tag": "VIP"}, {"do": "reply", "text": "About {{ticket.name}}"})
    shown = desk.client.read(f"{desk.path}/macros/{macro}")
    assert shown["missing"] == ["ticket.name"]
    refused = desk.client.post(f"{desk.path}/macros/{macro}", {"macro_version": 1})
    assert (refused.status_code, refused.json["code"]) == (409, "unfilled_tokens")
    assert desk.client.read(desk.path)["tags"] == []


@pytest.mark.req("ACC-08")
def test_a_gated_account_is_told_to_use_the_help_desk(api: Served) -> None:
    desk = Desk(api, created_on=AFTER_THE_GATE)
    actions = [{"do": "ticket", "pipeline_id": str(desk.world.pipeline), "stage": "new", "name": "A"}]
    refused = desk.admin.post("/macros", {"name": "Ticket", "scope": "everyone", "actions": actions})
    assert (refused.status_code, refused.json["code"]) == (409, "account_date_gate")
    assert "help desk" in refused.json["detail"]
