"""Templates of numbers in WhatsApp (WAB-02)."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from api.context import found, here
from api.operations import Answer, Routes, Values
from api.schemas import templates as shapes
from application.whatsapp import LookForTemplates, look_for_templates
from domain.template.content import Content
from domain.template.rendering import variables
from projections.channel_list import queries as channel_list
from projections.template_list import queries as templates

ONE = "/channels/<uuid:channel_id>/templates"

routes = Routes("templates", "Messages that Meta approves beforehand: what a number may send at any time.")


@routes.get(ONE, answer=shapes.TemplatesOfChannel, permission="conversation_read")
def of_channel(channel_id: UUID) -> Values:
    """List the templates of a number, whatever their state; only approved ones can be sent."""
    context = here()
    row = channel_list.channel(context.db, context.account_id, tuple(context.viewer.inboxes), channel_id)
    row = found(row, "channel")
    synced_at = (row.whatsapp or {}).get("templates_synced_at")
    rows = templates.of_channel(context.db, context.account_id, channel_id)
    return {
        "items": [_shown(one) for one in rows],
        "synced_at": None if synced_at is None else datetime.fromisoformat(synced_at),
    }


@routes.write(
    "POST", f"{ONE}/sync", answer=shapes.TemplatesAsked, status=202, permission="account_access", keyed=False
)
def sync(channel_id: UUID) -> Answer:
    """Have Meta asked for the templates now; the list has them some moments later."""
    context = here()
    context.services.bus.ask(LookForTemplates(channel_id), context.envelope(), look_for_templates)
    context.release()
    context.services.whatsapp.sync(context.account_id, channel_id)
    return Answer({"asked": True}, 202)


def _shown(row: templates.Template) -> Values:
    content = asdict(row)
    return {**content, "variables": asdict(variables(Content.of(content)))}
