"""Two accounts side by side see nothing of each other (SE-01)."""

import re
from typing import Any
from uuid import uuid4

import pytest
import requests

from tests.e2e.conftest import Open
from tests.support.browser import Browser
from tests.support.company import Company
from tests.support.mails import a_mail
from tests.support.pictures import png
from tests.support.product import Product, eventually

STREAM = "/stream"
OF_CHATS = re.compile("^/channels/{channel_id}/(chat|bot)")
"""Paths of channels that no mailbox has."""
RICH = (
    b"From: Quentin <quentin@%s>\r\nTo: help@acme.example\r\nSubject: Quince\r\nMessage-ID: <quince@%s>\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/html\r\n\r\n<p>Quince marmalade</p>\r\n"
    b"--b\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nquince\r\n--b--\r\n"
)


def one_of_everything(company: Company) -> dict[str, str]:
    """Let there be one of each thing, and return the ids by the names of the API's path parameters."""
    admin = company.admin
    agent = company.agent("Bo")
    mailbox = company.channel(users=(agent.user_id,), tickets=True)
    domain = company.domain.encode()
    (row,) = mailbox.taken(RICH % (domain, domain))
    conversation = admin.read(f"/conversations/{row['conversation_id']}")
    team = admin.post("/teams", {"name": "Quorum"})["id"]
    token = admin.post("/tokens", {"name": "Quota", "scopes": ["conversation_read"]})["id"]
    note = admin.post(f"/conversations/{row['conversation_id']}/notes", {"text": "Quorum"})["id"]
    view = admin.post("/views", {"name": "Quorum", "shared": "everyone"})["id"]
    canned = admin.post("/canned-replies", {"name": "Quorum", "text": "Quince", "scope": "everyone"})["id"]
    macro = admin.post(
        "/macros", {"name": "Quorum", "actions": [{"do": "tag", "tag": "Quota"}], "scope": "everyone"}
    )["id"]
    upload = admin.bring("quince.txt", b"Quince")["upload_id"]
    people = admin.bring("quince.csv", b"name,email\nQuince,quince@kunde.example\n", path="/contacts/imports")
    agent.bring("quince.png", png(), path=f"/users/{agent.user_id}/picture")
    admin.bring("logo.png", png(), path="/account/logo")
    session = admin.read("/sessions")["items"][0]["session_id"]
    form, submission = _sent(company)
    chat = admin.post("/channels", {"kind": "chat", "inbox_id": company.inbox})["id"]
    # what comes while a channel is paused waits as an intake
    admin.post(f"/channels/{mailbox.channel_id}/pause")
    mailbox.take(a_mail("Quiet", message_id=f"quiet@{company.domain}"))
    (intake,) = eventually(
        lambda: set_aside(admin, company.product), "what came to a paused channel is set aside"
    )
    return {
        "form_id": form, "submission_id": submission, "form_version": "1", "intake_id": intake["intake_id"], "reply_id": canned, "macro_id": macro,
        "property_id": admin.post("/conversation-properties", {"name": "Quarto", "kind": "text"})["id"],
        "schedule_id": admin.post("/schedules", {"name": "Quorum", "zone": "Europe/Warsaw", "ranges": [], "holidays": []})["id"],
        "policy_id": admin.post("/sla-policies", {"name": "Quorum", "targets": [{"priority": "none", "first_reply": 60, "next_reply": None, "resolution": None}]})["id"],
        "user_id": agent.user_id, "inbox_id": company.inbox, "pipeline_id": company.pipeline, "team_id": team,
        "channel_id": mailbox.channel_id, "chat_id": chat, "conversation_id": row["conversation_id"], "contact_id": row["contact_id"],
        "ticket_id": row["ticket_id"], "message_id": conversation["messages"][0]["message_id"], "token_id": token,
        # nobody may withdraw what nobody gave, and nobody calls: real consents and calls are tried in tests/security
        "consent_id": str(uuid4()), "call_id": str(uuid4()), "object_id": row["conversation_id"], "kind": "conversation", "number": "0", "hub": "sales",
        "identity_id": admin.read(f"/contacts/{row['contact_id']}")["identities"][0]["identity_id"], "note_id": note, "view_id": view, "session_id": session, "upload_id": upload, "import_id": people["import_id"],
    }  # fmt: skip


def _sent(company: Company) -> tuple[str, str]:
    """Let somebody send a form with a file; returns the form and the submission."""
    admin = company.admin
    form = str(admin.post("/forms", {"name": "Quorum"})["id"])
    admin.put(f"/forms/{form}/tickets", {"create_tickets": True, "inbox_id": company.inbox})
    said = {"email": "quentin@kunde.example", "ticket_name": "Quince", "ticket_description": "Quince"}
    address = f"{company.product.url}/f/{admin.read(f'/forms/{form}')['key']}"
    sent = requests.post(address, data=said, files={"other": ("quince.txt", b"Quince")}, timeout=30)
    assert sent.status_code == 202, sent.text

    def there() -> list[dict[str, Any]]:
        admin.position = company.product.position()
        return list(admin.read("/submissions")["items"])

    (submission,) = eventually(there, "what was sent is taken in")
    return form, str(submission["submission_id"])


def set_aside(admin: Browser, product: Product) -> list[dict[str, Any]]:
    admin.position = product.position()
    return list(admin.read("/intakes?state=set_aside")["items"])


def operations(reader: Browser, method: str) -> dict[str, Any]:
    """Return path -> operation of the OpenAPI document."""
    paths: dict[str, Any] = reader.read("/openapi.json")["paths"]
    return {
        path.removeprefix("/api/v1"): described[method]
        for path, described in paths.items()
        if method in described and path not in {"/health", "/ready"}
    }


def filled(path: str, ids: dict[str, str]) -> str:
    of = ids | {"channel_id": ids["chat_id"]} if OF_CHATS.search(path) else ids
    return re.sub(r"{(\w+)}", lambda found: of[found[1]], path)


class Neighbours:
    """Two companies; `ids` name one of everything the first has."""

    def __init__(self, open_account: Open) -> None:
        self.ours, self.others = open_account(), open_account()
        self.ids = one_of_everything(self.ours)
        self.others.channel().taken(a_mail())
        self.owner, self.stranger = self.ours.admin, self.others.admin
        self.stranger.position = self.owner.position = self.ours.product.position()


@pytest.fixture(scope="module")
def neighbours(open_account: Open) -> Neighbours:
    return Neighbours(open_account)


@pytest.mark.req("SE-01", "API-06")
def test_what_is_one_companys_is_not_there_for_another(neighbours: Neighbours) -> None:
    ours, owner, stranger, ids = neighbours.ours, neighbours.owner, neighbours.stranger, neighbours.ids
    ours_only = [
        *(one for one in ids.values() if len(one) > 30),
        "uentin",
        "uince",
        "Quorum",
        "Quota",
        ours.domain,
    ]

    # nobody calls here: whose calls are seen by whom is tried in tests/security
    reads = [path for path in operations(owner, "get") if path != STREAM and "{call_id}" not in path]
    with_ids = [path for path in reads if "{" in path]
    assert len(with_ids) > 10
    for path in with_ids:
        mine = owner.get(filled(path, ids))
        assert mine.status_code == 200, f"{path}: {mine.text}"
        foreign = stranger.get(filled(path, ids))
        assert (foreign.status_code, foreign.json()["code"]) == (404, "not_found"), path
    for path in set(reads).difference(with_ids):
        answer = stranger.get(path)
        # the other company's logo is none of theirs, and they have none
        assert answer.status_code == (404 if path == "/account/logo" else 200), f"{path}: {answer.text}"
        assert not [one for one in ours_only if one in answer.text], path


@pytest.mark.req("SE-01")
def test_nothing_of_one_company_is_changed_by_another(neighbours: Neighbours) -> None:
    ours, stranger, ids = neighbours.ours, neighbours.stranger, neighbours.ids
    before = ours.product.position()
    tried = 0
    for method in ("post", "put", "delete"):
        for path, operation in operations(stranger, method).items():
            if "{" in path and "requestBody" not in operation:
                tried += 1
                answer = stranger.send(method.upper(), filled(path, ids))
                assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), f"{method} {path}"
    assert tried > 10
    assert ours.product.happened(0, by=stranger.user_id)
    assert ours.product.happened(before, by=stranger.user_id) == []
    for query in ("contact_id", "inbox_id", "channel_id"):
        answer = stranger.get(f"/conversations?{query}={ids[query]}")
        assert answer.status_code == 404 or answer.json()["items"] == []
