"""Templates: asked for from Meta every hour and when it tells of one, and sent filled in (WAB-02)."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from application.channel_state import DisconnectChannel
from application.whatsapp import access_name
from domain.template.events import TemplateChanged, TemplateFound, TemplateGone
from infrastructure.whatsapp.entering import LOOK
from infrastructure.whatsapp.looking import Looking
from tests.support.providers import whatsapp_hook as told
from tests.support.providers.whatsapp import WhatsApp
from tests.support.providers.whatsapp_desk import NumberDesk


def look(desk: NumberDesk, **ahead: float) -> bool:
    """Let a worker look at the number, if that is due."""
    desk.api.caught_up()
    now = datetime.now(UTC) + timedelta(**ahead)
    job: Looking = replace(desk.api.application.whatsapp.looking, clock=lambda: now)
    due = [one for one in job.due() if one.object_id == desk.channel]
    for one in due:
        assert one.kind == LOOK
        job(one.account_id, one.object_id, one.key)
    desk.api.caught_up()
    return bool(due)


def happened(desk: NumberDesk, fact: Any) -> list[Any]:
    """Return what happened to the templates of the channel."""
    log, after, found = desk.api.application.log, 0, []
    while page := log.read(after, 500, [fact.TOPIC]):
        after = page[-1].position
        found += [one.event for one in page if one.event.envelope.account_id == desk.world.account]
    return found


def answer(desk: NumberDesk, conversation: UUID, template: dict[str, Any], **more: Any) -> UUID:
    """Answer with a template."""
    return desk.answer("", conversation, template=template, **more)[1]


@pytest.mark.req("WAB-02")
def test_templates_are_asked_for_every_hour_and_only_what_changed_is_recorded(
    desk: NumberDesk, meta: WhatsApp
) -> None:
    made = [desk.account.template(f"order_{each}") for each in range(30)]
    assert look(desk)
    assert not look(desk, minutes=59)
    assert [one.name for one in happened(desk, TemplateFound)] == [one.name for one in made], (
        "all pages of the list"
    )
    made[0].status, made[0].rejected_reason = "REJECTED", "SCAM"
    desk.account.templates.remove(made[1])
    assert look(desk, minutes=61)
    (changed,) = happened(desk, TemplateChanged)
    assert (changed.status, changed.reason) == ("rejected", "scam")
    assert len(happened(desk, TemplateGone)) == 1
    meta.fails("/message_templates", 503)
    assert look(desk, hours=3)
    assert desk.state() == ("connected", "")
    assert look(desk, hours=3, minutes=16), "asked again soon"
    assert len(happened(desk, TemplateChanged)) == 1


@pytest.mark.req("WAB-02")
def test_what_meta_tells_of_a_template_has_it_asked_for(desk: NumberDesk) -> None:
    wanted: list[tuple[str, UUID]] = []

    def enqueue(kind: str, _account: UUID, channel: UUID, _key: str) -> bool:
        wanted.append((kind, channel))
        return True

    ours = desk.api.application.whatsapp.entering(enqueue)
    ours.hear(told.template(desk.account, "order_update", "APPROVED"), datetime.now(UTC))
    assert wanted == [(LOOK, desk.channel)]


@pytest.mark.req("WAB-02")
def test_a_template_goes_out_filled_in_a_week_later(desk: NumberDesk, meta: WhatsApp) -> None:
    ann = desk.person()
    late = desk.meta.now() - timedelta(days=7)
    desk.tell(told.text(ann.wa_id, "Last week", at=late.timestamp()))
    desk.take_in()
    ann.wrote_at.clear()
    link = {"type": "URL", "text": "Track", "url": "https://track.example/{{1}}"}
    desk.account.template(
        body="Hello {{1}}, your order {{2}} left.", more=[{"type": "BUTTONS", "buttons": [link]}]
    )
    desk.account.template(
        "offer", "Hi {{first_name}}!", named=True, more=[{"type": "HEADER", "format": "IMAGE"}]
    )
    look(desk)
    conversation = desk.conversation()
    values = {"body": ["Ann", "17"], "header": [], "buttons": ["17"]}
    order = answer(desk, conversation, {"name": "order_update", "language": "en", "variables": values})
    picture = {
        "filename": "a.png",
        "content_type": "image/png",
        "data": base64.b64encode(b"\x89PNG").decode(),
    }
    named = {"name": "offer", "language": "en", "variables": {"body": ["Ann"], "header": [], "buttons": []}}
    offer = answer(desk, conversation, named, attachments=[picture])
    desk.send(conversation, order)
    desk.send(conversation, offer)
    first, second = (one.body["template"] for one in desk.number.sent)
    assert first["name"] == "order_update"
    assert [one["parameters"][0]["text"] for one in first["components"]] == ["Ann", "17"]
    assert [one["type"] for one in second["components"]] == ["header", "body"]
    assert second["components"][1]["parameters"][0]["parameter_name"] == "first_name"
    shown = desk.thread(conversation)
    assert [one["text"] for one in shown[1:]] == ["Hello Ann, your order 17 left.", "Hi Ann!"]
    assert meta.stored[second["components"][0]["parameters"][0]["image"]["id"]].data == b"\x89PNG"


@pytest.mark.req("WAB-02")
def test_a_template_that_meta_paused_meanwhile_fails_with_its_code(desk: NumberDesk) -> None:
    made = desk.account.template(body="Hello!")
    _, conversation = desk.written()
    look(desk)
    message = answer(desk, conversation, {"name": made.name, "language": "en", "variables": {}})
    made.status = "PAUSED"
    desk.send(conversation, message)
    delivery = desk.thread(conversation)[-1]["delivery"]
    assert (delivery["code"], delivery["reason"]) == (132015, "template_paused")


@pytest.mark.req("WAB-01", "WAB-02")
def test_a_token_that_is_over_is_found_as_templates_are_asked_for(desk: NumberDesk, meta: WhatsApp) -> None:
    meta.end_sessions()
    assert look(desk)
    assert desk.state() == ("degraded", "authorisation_lost")
    assert not look(desk, days=1), "there is nothing to look at until there is another token"


@pytest.mark.req("WAB-01", "SE-06")
def test_a_number_that_is_disconnected_is_let_go_and_its_token_forgotten(desk: NumberDesk) -> None:
    assert look(desk)
    desk.world.do(DisconnectChannel(desk.channel))
    assert look(desk, hours=2)
    assert not desk.account.subscribed
    assert desk.api.application.secrets.get(desk.world.account, access_name(desk.channel)) is None
    assert not look(desk, days=2)
