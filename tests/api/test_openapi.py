"""The OpenAPI document: complete, resolvable, true to what is answered; its page; each read in it is run."""

import io
import json
import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from marshmallow import RAISE

from api.app import operations
from api.operations import Media, Operation
from api.shapes import dumped, shaped
from application.company import SetLogo
from application.submitted import SentFile
from application.user_picture import SetPicture
from tests.api.test_conversations import mail
from tests.support.api import Client, Served
from tests.support.chats import ChatDesk
from tests.support.forms import FormDesk
from tests.support.lines import LineDesk
from tests.support.pictures import png

METHODS = {"get", "post", "put", "delete"}
ALL = tuple(operations())
READS = [one for one in ALL if one.method == "GET" and one.name != "stream.stream"]


def names(operation: Operation) -> str:
    return f"{operation.method} {operation.rule}"


def document(api: Served) -> Any:
    return Client(api).read("/openapi.json")


def references(node: Any) -> list[str]:
    if isinstance(node, dict):
        here = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return here + [ref for value in node.values() for ref in references(value)]
    return [ref for item in node for ref in references(item)] if isinstance(node, list) else []


class Full:
    """An account in which there is one of everything."""

    def __init__(self, api: Served) -> None:
        self.world = world = api.world()
        self.client = api.client(world)
        self.ids: dict[str, UUID | str | int] = {
            "user_id": world.user("Ann"),
            "inbox_id": world.inbox,
            "pipeline_id": world.pipeline,
            "channel_id": world.channel(users=()),
            "hub": "service",
            "number": 0,
            "form_version": 1,
            "kind": "conversation",
        }
        self.ids["team_id"] = world.team("Support", UUID(str(self.ids["user_id"])))
        conversation = world.mailed(UUID(str(self.ids["channel_id"])), RICH % uuid4().hex.encode())
        thread = self.client.read(f"/conversations/{conversation}")
        self.ids |= {
            "conversation_id": str(conversation),
            "object_id": str(conversation),
            "contact_id": thread["contact_id"],
            "message_id": thread["messages"][0]["message_id"],
        }
        ticket = {
            "conversation_id": str(conversation),
            "name": "Parcel",
            "pipeline_id": str(world.pipeline),
            "stage": "new",
        }
        self.ids["ticket_id"] = self.made("/tickets", ticket)
        self.ids["token_id"] = self.made("/tokens", {"name": "sync", "scopes": ["conversation_read"]})
        self.ids["intake_id"] = str(world.mail(UUID(str(self.ids["channel_id"])), mail()))
        self.ids["upload_id"] = str(self._upload())
        people = (world.account, f"user:{world.admin}", b"name,email\nJo,jo@\n", world.now)
        self.ids["import_id"] = str(api.services.imports.bring(*people)[0].import_id)
        self.ids["view_id"] = self.made("/views", {"name": "Late"})
        world.do(SetPicture(UUID(str(self.ids["user_id"])), png()))
        world.do(SetLogo(png()))
        plan = {"name": "Office", "zone": "Europe/Warsaw", "ranges": [], "holidays": []}
        self.ids["schedule_id"] = self.made("/schedules", plan)
        target = {"priority": "none", "first_reply": 60, "next_reply": None, "resolution": None}
        self.ids["policy_id"] = self.made("/sla-policies", {"name": "Standard", "targets": [target]})
        prepared = {"name": "Late", "scope": "everyone", "scope_id": None}
        self.ids["reply_id"] = self.made("/canned-replies", {**prepared, "text": "Hello"})
        self.ids["macro_id"] = self.made("/macros", {**prepared, "actions": [{"do": "close"}]})

        line = LineDesk(world)
        call = line.come()
        line.keep(call, line.record(call, "voicemail"))
        self.ids["call_id"] = str(call)
        self.chat = ChatDesk(world).channel
        desk = FormDesk(world)
        desk.submit(email="jo@customer.example", files=(SentFile("a", "a.pdf", "application/pdf", b"a"),))
        self.ids |= {"form_id": desk.form_id, "submission_id": str(desk.last)}

    def _upload(self) -> UUID:
        uploads, actor = self.client.served.application.uploads, f"user:{self.world.admin}"
        read = io.BytesIO(b"a").read
        return uploads.take(self.world.account, actor, "a.pdf", "application/pdf", read, 1, self.world.now)[0]

    def made(self, path: str, body: Any) -> str:
        answer = self.client.post(path, body)
        assert answer.status_code == 201, answer.json
        return str(answer.json["id"])

    def path(self, operation: Operation) -> str:
        """Return the operation's address with this account's ids; what is of chats has a chat's."""
        ids = self.ids | {"channel_id": self.chat} if "/chat/" in operation.rule else self.ids
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(ids[found[1]]), operation.rule)


RICH = (
    b"From: Jo <jo@customer.example>\r\nTo: help@acme.example\r\nSubject: Picture\r\nMessage-ID: <%s@customer.example>\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/html\r\n\r\n<p>Look <script>alert(1)</script><img src=https://x.example/a.png></p>\r\n"
    b"--b\r\nContent-Type: text/html; name=page.html\r\nContent-Disposition: attachment; filename=page.html\r\n\r\n"
    b"<script>alert(1)</script>\r\n--b--\r\n"
)


@pytest.fixture(scope="module")
def full(api: Served) -> Full:
    return Full(api)


@pytest.mark.req("API-01")
def test_the_document_is_openapi_3_1(api: Served) -> None:
    from openapi_spec_validator import OpenAPIV31SpecValidator

    OpenAPIV31SpecValidator(document(api)).validate()


@pytest.mark.req("API-01")
def test_every_operation_is_documented_with_problems_and_an_example(api: Served) -> None:
    made = document(api)
    listed = [
        (path, method, one)
        for path, item in made["paths"].items()
        for method, one in item.items()
        if method in METHODS
    ]
    assert len(listed) == len(ALL)
    assert len({one["operationId"] for _, _, one in listed}) == len(listed)
    for path, method, one in listed:
        assert one["summary"].endswith((".", '"')), one["operationId"]
        if path not in ("/health", "/ready"):
            assert "422" in one["responses"], path
        if method in {"post", "put"} and "requestBody" in one:
            assert all(content["example"] is not None for content in one["requestBody"]["content"].values())
    for ref in references(made):
        node = made
        for part in ref.removeprefix("#/").split("/"):
            node = node[part]


@pytest.mark.req("API-01")
@pytest.mark.parametrize("operation", READS, ids=names)
def test_each_read_is_run_and_answers_what_is_documented(full: Full, operation: Operation) -> None:
    answer = full.client.get(full.path(operation))
    assert answer.status_code == 200, answer.get_data(as_text=True)
    if isinstance(operation.answer, Media):
        assert answer.content_type.startswith(operation.answer.content_type.removesuffix("*"))
        return
    assert operation.answer(unknown=RAISE).validate(answer.json) == {}


@pytest.mark.req("API-01")
@pytest.mark.parametrize("operation", [one for one in READS if one.query], ids=names)
def test_unknown_parameters_are_refused_by_name(full: Full, operation: Operation) -> None:
    answer = full.client.get(full.path(operation) + "?colour=red")
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "colour")


@pytest.mark.req("API-01")
def test_the_page_shows_every_operation_and_asks_nobody_else(api: Served) -> None:
    page = Client(api).get("/docs")
    text = page.get_data(as_text=True)
    for operation in ALL:
        assert f'id="{operation.name}"' in text
    assert "script" not in page.headers["Content-Security-Policy"]
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', text)
    assert Client(api).get("/docs.css").status_code == 200


@pytest.mark.parametrize("operation", [one for one in READS if not isinstance(one.answer, Media)], ids=names)
def test_the_quick_encoder_says_what_marshmallow_says(full: Full, operation: Operation) -> None:
    assert not isinstance(operation.answer, Media)
    answer = full.client.read(full.path(operation))
    again = operation.answer().load(answer)
    renamed = operation.answer().dump(again)
    assert json.loads(dumped(shaped(operation.answer, again))) == renamed
