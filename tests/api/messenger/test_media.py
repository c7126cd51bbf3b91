"""Files that people send to a page: fetched by workers, never in the request, within limits (MSG-01, SE-04)."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from infrastructure.egress import Egress
from infrastructure.messenger.platform import Pages
from infrastructure.meta.fetching import PAUSES, Fetching
from infrastructure.meta.files import last_of, name_of
from infrastructure.sending import TryAgain
from tests.support.providers import messenger_hook as told
from tests.support.providers.messenger import Facebook
from tests.support.providers.messenger_desk import Desk

PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)


def fetching(desk: Desk, **ahead: float) -> Fetching:
    """Return the worker's job, by a clock that is ahead."""
    now = datetime.now(UTC) + timedelta(**ahead)
    return replace(desk.api.application.messenger.fetching, clock=lambda: now)


def work(desk: Desk, job: Fetching) -> int:
    """Do what is due of this account; returns how much that was."""
    due = [one for one in job.due() if one.account_id == desk.world.account]
    for one in due:
        job(one.account_id, one.object_id, one.key)
    return len(due)


@pytest.mark.req("MSG-01", "MSG-11")
def test_a_file_is_fetched_after_the_answer_and_the_message_shows_it(desk: Desk, facebook: Facebook) -> None:
    ann = desk.page.person()
    picture = facebook.media_at("cat.png", "image/png", PNG)
    sound = facebook.media_at("hello.mp4", "video/mp4", b"sound")
    item = told.files(desk.page.id, ann.psid, ("image", picture), ("audio", sound))
    asked = len(facebook.asked)
    desk.tell(item)
    desk.tell(item)
    assert (len(facebook.asked), desk.accepted()) == (asked, []), "nothing is fetched in the request"
    assert work(desk, fetching(desk)) == 1
    assert work(desk, fetching(desk, hours=1)) == 0
    desk.tell(item)
    assert work(desk, fetching(desk, hours=1)) == 0, "what is accepted is known"
    desk.take_in()
    (message,) = desk.client.read(f"/conversations/{desk.conversation()}")["messages"]
    shown = [(one["filename"], one["content_type"], one["size"]) for one in message["attachments"]]
    assert shown == [("cat.png", "image/png", len(PNG)), ("hello.mp4", "video/mp4", 5)]
    file = desk.client.get(f"/messages/{message['message_id']}/attachments/0")
    assert (file.status_code, file.data) == (200, PNG)


@pytest.mark.req("MSG-01", "RL-03")
def test_what_cannot_be_had_is_tried_again_and_then_counts_as_lost(desk: Desk, facebook: Facebook) -> None:
    ann = desk.page.person()
    here, gone = facebook.media_at("a.png", "image/png", PNG), f"{facebook.url}/cdn/v/gone/b.png"
    away = facebook.media_at("c.png", "image/png", PNG)
    desk.tell(told.files(desk.page.id, ann.psid, ("image", here), ("image", gone), ("image", away)))
    ahead = timedelta()
    for pause in PAUSES:
        facebook.fails("/c.png", 500)
        with pytest.raises(TryAgain):
            work(desk, fetching(desk, seconds=ahead.total_seconds()))
        assert not desk.accepted()
        ahead += pause + timedelta(seconds=5)
    facebook.fails("/c.png", 0)
    assert work(desk, fetching(desk, seconds=ahead.total_seconds())) == 1
    (accepted,) = desk.accepted()
    original = json.loads(desk.original(accepted))
    assert ([one["number"] for one in original["files"]], original["lost"]) == ([0], [1, 2])
    desk.take_in()
    (message,) = desk.client.read(f"/conversations/{desk.conversation()}")["messages"]
    assert message["defects"] == ["media_lost"]


@pytest.mark.req("MSG-01", "SE-04")
def test_no_file_is_fetched_from_within_or_past_the_limits(desk: Desk, facebook: Facebook) -> None:
    ann = desk.page.person()
    large = facebook.media_at("large.bin", "application/pdf", bytes(26 * 1024 * 1024))
    html = facebook.media_at("page.html", "text/html; charset=utf-8", b"<script>")
    links = [
        ("file", large),
        ("file", "file:///etc/passwd"),
        ("file", html),
        ("image", "ftp://cdn.example/x.png"),
    ]
    desk.tell(told.files(desk.page.id, ann.psid, *links))
    assert work(desk, fetching(desk)) == 1
    (accepted,) = desk.accepted()
    original = json.loads(desk.original(accepted))
    assert original["lost"] == [0, 1, 3]
    assert [one["content_type"] for one in original["files"]] == ["text/html"]
    desk.tell(told.files(desk.page.id, ann.psid, ("image", facebook.media_at("x.png", "image/png", PNG))))
    asked = len(facebook.asked)
    job = fetching(desk)
    assert isinstance(job.platform, Pages)
    closed = replace(job, platform=replace(job.platform, egress=Egress()))
    with pytest.raises(TryAgain):
        work(desk, closed)
    assert len(facebook.asked) == asked, "a network of ours is closed to what webhooks name"


@pytest.mark.req("MSG-01", "SE-04")
@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://cdn.example/v/photo.jpg?oh=1", "photo.jpg"), ("https://cdn.example/", "image.jpeg"),
        ("https://cdn.example/..", "image.jpeg"), ("https://cdn.example/a%2F..%2Fb.png", "a_.._b.png"),
        ("https://cdn.example/x%0d%0aSet-Cookie:y.png", "x__Set-Cookie_y.png"),
        ("https://cdn.example/%E2%80%AEgnp.exe", "_gnp.exe"), ("https://cdn.example/" + "x" * 400 + ".png", "x" * 146 + ".png"),
    ],
)  # fmt: skip
def test_a_files_name_is_never_a_path(url: str, name: str) -> None:
    assert name_of(last_of(url), "image", "image/jpeg") == name
