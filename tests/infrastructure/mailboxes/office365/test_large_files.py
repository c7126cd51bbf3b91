"""Mails that are too large for one request to Graph leave with all their files, once (EML-19)."""

import hashlib
from email.message import EmailMessage
from uuid import UUID, uuid4

import pytest

from application.attaching import OutgoingAttachment
from application.conversation import ComposeMail
from domain.conversation.messages import MessagePosted, SendFailed
from domain.kernel.ids import derived
from infrastructure.bootstrap import Application
from infrastructure.channels.email.compose import OutgoingFile
from infrastructure.mailboxes import graph_files
from infrastructure.mailboxes.graph_files import takable
from infrastructure.mailboxes.port import Refused
from tests.infrastructure.mailboxes.office365.test_sending import left, send, sent, try_again
from tests.support.providers.graph import Graph
from tests.support.providers.graph_desk import GraphDesk

PLAN = OutgoingAttachment("plan.pdf", "application/pdf", bytes(range(256)) * 12_600)
"""3.2 MB: by an upload session, in two ranges."""
PHOTO = OutgoingAttachment("photo ąę.jpg", "image/jpeg", b"photo" * 300_000)
"""1.5 MB: in one request."""


def compose(desk: GraphDesk, *files: OutgoingAttachment) -> tuple[UUID, UUID]:
    """Write a new mail with files; returns its conversation and message."""
    command_id = uuid4()
    mail = ComposeMail(
        desk.channel,
        ("ann@customer.example",),
        "Plans",
        "See below.",
        bcc=("boss@acme.example",),
        attachments=files,
    )
    desk.world.do(mail, command_id=command_id)
    conversation = derived(command_id, "conversation")
    return conversation, desk.world.happened(conversation, MessagePosted)[-1].message_id


def files_of(mail: EmailMessage) -> list[tuple[str, str, str]]:
    """Return name, type and digest of each attachment."""
    return [
        (str(part.get_filename()), part.get_content_type(), hashlib.sha256(part.get_content()).hexdigest())
        for part in mail.walk()
        if part.get_content_disposition() == "attachment"
    ]


def as_sent(*files: OutgoingAttachment) -> list[tuple[str, str, str]]:
    return [(one.filename, one.content_type, hashlib.sha256(one.data).hexdigest()) for one in files]


def uploads(graph: Graph) -> list[str]:
    return [method for method, path in graph.asked if path.startswith("/api/v2.0/")]


@pytest.mark.req("EML-19")
def test_a_mail_with_large_and_small_files_leaves_whole(desk: GraphDesk, graph: Graph) -> None:
    conversation, message = compose(desk, PHOTO, PLAN)
    send(desk, conversation, message)
    ((mail, to),) = left(desk)
    assert isinstance(mail, EmailMessage)
    assert files_of(mail) == as_sent(PHOTO, PLAN)
    assert set(to) == {"ann@customer.example", "boss@acme.example"}
    assert mail["Bcc"] is None
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().strip() == "See below."
    (posted,) = desk.world.happened(conversation, MessagePosted)
    assert mail["Message-ID"].strip() == f"<{posted.provider_id}>"
    assert uploads(graph) == ["PUT", "PUT"]
    assert [one.code for one in sent(desk, conversation)] == [200]


@pytest.mark.req("EML-19")
def test_what_fits_into_one_request_is_sent_in_one(desk: GraphDesk, graph: Graph) -> None:
    conversation, message = compose(desk, PHOTO)
    send(desk, conversation, message)
    assert [files_of(mail) for mail, _ in left(desk) if isinstance(mail, EmailMessage)] == [as_sent(PHOTO)]
    assert not [path for _, path in graph.asked if "attachments" in path]


@pytest.mark.req("EML-19", "RL-02")
@pytest.mark.parametrize(
    ("method", "path", "status", "after"),
    [
        ("PUT", "AttachmentSessions", 503, False),
        ("PUT", "AttachmentSessions", 401, False),
        ("POST", "createUploadSession", 0, True),
        ("POST", "/attachments", 504, True),
        ("POST", "/attachments", 401, False),
        ("POST", "/send", 0, False),
    ],
)
def test_an_attempt_goes_on_from_the_files_that_are_attached(
    desk: GraphDesk, graph: Graph, method: str, path: str, status: int, *, after: bool
) -> None:
    again = OutgoingAttachment(PHOTO.filename, "image/jpeg", b"other" * 300_000)
    conversation, message = compose(desk, PHOTO, again, PLAN)
    graph.fails(method, path, status, after=after)
    try_again(desk, conversation, message)
    assert left(desk) == []
    send(desk, conversation, message)
    ((mail, _),) = left(desk)
    assert isinstance(mail, EmailMessage)
    assert files_of(mail) == as_sent(PHOTO, again, PLAN)
    assert [item.folder for item in desk.box.items.values()] == ["sentitems"], "no draft is left behind"


@pytest.mark.req("EML-19")
def test_a_shared_mailbox_takes_no_large_file_and_it_is_said_so(app: Application, graph: Graph) -> None:
    desk = GraphDesk(app, graph=graph, shared=True)
    conversation, message = compose(desk, PLAN)
    send(desk, conversation, message)
    (failed,) = desk.world.happened(conversation, SendFailed)
    assert (failed.permanent, failed.code) == (True, 403)
    assert "shared mailbox" in failed.reason
    several, third = compose(desk, PHOTO, PHOTO, PHOTO)
    send(desk, several, third)
    assert len(left(desk)) == 1
    assert [item.folder for item in desk.box.items.values()] == ["sentitems"], "no draft is left behind"


@pytest.mark.req("EML-19")
def test_more_than_the_tenant_or_microsoft_lets_leave_fails_for_good(desk: GraphDesk, graph: Graph) -> None:
    graph.size_limit = 4_000_000
    conversation, message = compose(desk, PLAN, PHOTO)
    send(desk, conversation, message)
    (failed,) = desk.world.happened(conversation, SendFailed)
    assert (failed.permanent, failed.code) == (True, 413)
    assert "ErrorMessageSizeExceeded" in failed.reason
    assert desk.box.items == {}
    assert left(desk) == []


@pytest.mark.req("EML-19")
def test_a_file_of_more_than_microsoft_takes_is_refused_before_anything_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(graph_files, "LARGEST_FILE", 10)
    takable([OutgoingFile("a", "text/plain", b"x" * 10)])
    with pytest.raises(Refused, match="150 MB") as refused:
        takable([OutgoingFile("a", "text/plain", b"x" * 11)])
    assert refused.value.code == 413
