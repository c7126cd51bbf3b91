"""Files of who did not agree yet: what waits to be fetched, and what was, is readable by one key, and by nothing without it (PRV-02)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.company import SetDataPrivacy
from application.consent_setting import SetConsent
from application.unagreed import DestroyUnagreed
from domain.intake.events import MessageSetAside
from domain.kernel.envelope import Envelope
from infrastructure.events.keyring import SubjectErased
from infrastructure.meta.waiting import PUT
from infrastructure.sealing import Seal
from tests.support.providers import messenger_hook as told
from tests.support.providers.messenger import Facebook
from tests.support.providers.messenger_desk import Desk

SECRET, PNG = "My secret", b"\x89PNG\r\n\x1a\n" + b"My picture"
ROW = "SELECT intake_id, account_id, channel_id, sealed, at, next_at, kind FROM public.messenger_waiting WHERE account_id = %s"


def rows(desk: Desk) -> list[Any]:
    with desk.api.application.pool.connection() as db:
        return db.execute(ROW, (desk.world.account,)).fetchall()


def fetch(desk: Desk) -> None:
    """Let a worker fetch what waits."""
    job = desk.api.application.messenger.fetching
    for one in job.due():
        if one.account_id == desk.world.account:
            job(one.account_id, one.object_id, one.key)


def destroy(desk: Desk, intake_id: UUID) -> None:
    """Let the time be over in which they could have agreed."""
    env = Envelope(desk.world.account, "system:clock", datetime.now(UTC) + timedelta(days=8), uuid4())
    desk.api.application.bus.dispatch(DestroyUnagreed(intake_id), env)


@pytest.mark.req("PRV-02", "MSG-09")
def test_what_waits_for_its_files_is_readable_by_its_own_key_only(desk: Desk, facebook: Facebook) -> None:
    desk.world.do(SetDataPrivacy(True), by=desk.world.admin)  # noqa: FBT003
    desk.world.do(SetConsent(desk.channel, "explicit", {"en": "May we?"}), by=desk.world.admin)
    picture = facebook.media_at("cat.png", "image/png", PNG)
    item = told.files(desk.page.id, desk.page.person().psid, ("image", picture))
    item["message"]["text"] = SECRET
    desk.tell(item)
    desk.tell(item)
    (row,) = rows(desk)
    intake_id, sealed, application = row[0], bytes(row[3]), desk.api.application
    assert SECRET.encode() not in sealed
    for purpose in ("messenger waiting", "messenger flows"):
        for secret in (
            application.secrets.of_installation(),
            application.secrets.of_account(desk.world.account),
        ):
            assert Seal(lambda one=secret: one, purpose).open(sealed, intake_id.bytes) is None  # type: ignore[misc]
    waits = application.messenger.waiting.of(intake_id)
    assert waits is not None
    assert waits.item.told["message"]["text"] == SECRET
    fetch(desk)
    (accepted,) = desk.accepted()
    assert (rows(desk), accepted.originator_id) == ([], intake_id)
    assert SECRET.encode() in desk.original(accepted)
    desk.take_in()
    assert [one.reason for one in desk.world.happened(intake_id, MessageSetAside)] == ["consent_missing"]
    destroy(desk, intake_id)
    with application.pool.connection() as db:
        db.execute(PUT, row)
    assert application.messenger.waiting.of(intake_id) is None, (
        "a copy of what waited is as unreadable as the original"
    )
    assert application.blobs.get(accepted.blob_id, intake_id) is None
    with pytest.raises(SubjectErased):
        application.keyring.begin(intake_id)
    fetch(desk)
    assert rows(desk) == []
    assert len(desk.accepted()) == 1
