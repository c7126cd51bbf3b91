"""Files that people send to a number: asked for by their ids with the token, by workers, within limits (WAB-02, SE-04)."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from infrastructure.egress import Egress, networks
from infrastructure.meta.fetching import PAUSES, Fetching
from infrastructure.meta.files import file_at
from infrastructure.sending import TryAgain
from infrastructure.whatsapp.platform import Numbers
from tests.support.providers import whatsapp_hook as told
from tests.support.providers.whatsapp import WhatsApp
from tests.support.providers.whatsapp_desk import NumberDesk

PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)


def fetching(desk: NumberDesk, **ahead: float) -> Fetching:
    """Return the worker's job, by a clock that is ahead."""
    now = datetime.now(UTC) + timedelta(**ahead)
    return replace(desk.api.application.whatsapp.fetching, clock=lambda: now)


def work(desk: NumberDesk, job: Fetching) -> int:
    """Do what is due of this account; returns how much that was."""
    due = [one for one in job.due() if one.account_id == desk.world.account]
    for one in due:
        assert one.kind == "whatsapp_media"
        job(one.account_id, one.object_id, one.key)
    return len(due)


@pytest.mark.req("WAB-02", "RL-03")
def test_a_file_is_fetched_after_the_answer_and_the_message_shows_it(
    desk: NumberDesk, meta: WhatsApp
) -> None:
    ann = desk.person()
    media_id = meta.file_of(desk.number, "image/png", PNG)
    item = told.file(ann.wa_id, "image", media_id, "image/png", PNG, caption="Look")
    asked = len(meta.asked)
    desk.tell(item)
    desk.tell(item)
    assert (len(meta.asked), desk.accepted()) == (asked, []), "nothing is fetched in the request"
    assert work(desk, fetching(desk)) == 1
    desk.tell(item)
    assert work(desk, fetching(desk, hours=1)) == 0, "what is accepted is known"
    desk.take_in()
    (message,) = desk.thread()
    assert (message["text"], message["defects"]) == ("Look", [])
    (file,) = message["attachments"]
    assert (file["content_type"], file["size"]) == ("image/png", len(PNG))
    got = desk.client.get(f"/messages/{message['message_id']}/attachments/0")
    assert (got.status_code, got.data) == (200, PNG)


@pytest.mark.req("WAB-02", "SE-04")
def test_a_document_has_the_name_it_was_sent_under_and_no_path(desk: NumberDesk, meta: WhatsApp) -> None:
    ann = desk.person()
    media_id = meta.file_of(desk.number, "application/pdf", b"%PDF-1.4")
    desk.tell(
        told.file(
            ann.wa_id, "document", media_id, "application/pdf", b"%PDF-1.4", filename="../../etc/Umowa ą.pdf"
        )
    )
    work(desk, fetching(desk))
    desk.take_in()
    (message,) = desk.thread()
    assert message["attachments"][0]["filename"] == "_.._etc_Umowa ą.pdf"


@pytest.mark.req("WAB-02", "RL-03")
@pytest.mark.parametrize("where", ["id", "content"])
def test_what_cannot_be_had_now_is_tried_again_and_then_counts_as_lost(
    desk: NumberDesk, meta: WhatsApp, where: str
) -> None:
    ann = desk.person()
    media_id = meta.file_of(desk.number, "audio/ogg", b"voice")
    path = media_id if where == "id" else meta.stored[media_id].path
    desk.tell(told.file(ann.wa_id, "audio", media_id, "audio/ogg", b"voice", voice=True))
    ahead = timedelta()
    for pause in PAUSES:
        meta.fails(path, 503)
        with pytest.raises(TryAgain):
            work(desk, fetching(desk, seconds=ahead.total_seconds()))
        assert not desk.accepted()
        ahead += pause + timedelta(seconds=5)
    meta.fails(path, 0)
    assert work(desk, fetching(desk, seconds=ahead.total_seconds())) == 1
    (accepted,) = desk.accepted()
    assert json.loads(desk.original(accepted))["lost"] == [0]
    desk.take_in()
    (message,) = desk.thread()
    assert message["defects"] == ["media_lost"]


@pytest.mark.req("WAB-02", "SE-04")
def test_what_is_gone_too_large_or_not_what_was_sent_is_lost_at_once(
    desk: NumberDesk, meta: WhatsApp
) -> None:
    ann = desk.person()
    gone = meta.file_of(desk.number, "image/png", PNG)
    large = meta.file_of(desk.number, "application/pdf", bytes(26 * 1024 * 1024))
    changed = meta.file_of(desk.number, "image/png", PNG)
    other = desk.account.number("+48 22 100 20 31")
    others = meta.file_of(other, "image/png", PNG)
    for media_id in (gone, large, changed, others):
        desk.tell(told.file(ann.wa_id, "document", media_id, "application/pdf", b"x"))
    del meta.stored[gone]
    meta.media[meta.stored[changed].path] = ("image/png", PNG + b"!")
    assert work(desk, fetching(desk)) == 4
    assert [json.loads(desk.original(one))["lost"] for one in desk.accepted()] == [[0]] * 4


@pytest.mark.req("WAB-02", "SE-04")
def test_a_token_is_shown_by_https_alone_and_where_it_is_tried_out(meta: WhatsApp, desk: NumberDesk) -> None:
    stored = meta.stored[meta.file_of(desk.number, "image/png", PNG)]
    url, token = f"{meta.url}{stored.path}", meta.token(desk.account)
    opened, parts = networks("127.0.0.0/8"), urlsplit(meta.url)
    tried = Egress(places=frozenset({(parts.hostname or "", parts.port or 0)}))
    assert file_at(url, Egress(opened), kind="image", token=token) is None
    assert not meta.count(stored.path), "nobody is shown a token on the way"
    for wrong in ("http://[::1", "http://cdn.example:x/", "ftp://cdn.example/x", "//cdn.example/x"):
        assert file_at(wrong, tried, kind="image", token=token) is None
    there = file_at(url, tried, kind="image", token=token)
    assert there is not None
    assert there.data == PNG


@pytest.mark.req("WAB-02", "SE-04")
def test_no_file_is_fetched_from_within(desk: NumberDesk, meta: WhatsApp) -> None:
    ann = desk.person()
    media_id = meta.file_of(desk.number, "image/png", PNG)
    desk.tell(told.file(ann.wa_id, "image", media_id, "image/png", PNG))
    job = fetching(desk)
    assert isinstance(job.platform, Numbers)
    closed = replace(job, platform=replace(job.platform, egress=Egress()))
    assert work(desk, closed) == 1
    (accepted,) = desk.accepted()
    assert json.loads(desk.original(accepted))["lost"] == [0]
    assert not meta.count(meta.stored[media_id].path), "what Meta names is on the internet, by https"
