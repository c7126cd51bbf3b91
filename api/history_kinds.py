"""The kinds of objects that have a history, by one table: what reading it takes, and who sees the object (AUD-01, ACC-10)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from api.context import Context
from api.prepared import seer
from domain.bot.aggregate import bot_id, run_id
from domain.csat.rating import csat_id
from domain.csat.survey import survey_id
from domain.kernel.event import Event
from domain.sla.promise import promise_id
from projections.canned import queries as canned
from projections.form import queries as forms
from projections.people import queries as people
from projections.saved_view import queries as views

AUDIT = "audit_read"
Finds = Callable[[Context, UUID], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """`permission` is what changing such an object takes, or reading it where nobody changes it."""

    permission: str
    finds: Finds | None = None
    """Finds the object for the caller, or None; where there is no such question, its inbox alone counts."""
    stream: Callable[[UUID], UUID] | None = None
    """Of what there is one only of: its stream's id, by the id of what it belongs to."""

    def stream_of(self, object_id: UUID) -> UUID:
        """Return in whose stream the history of what was asked for is."""
        return object_id if self.stream is None else self.stream(object_id)


def _form(context: Context, form_id: UUID) -> Any:
    return forms.form(
        context.db, forms.Seer(context.account_id, tuple(context.viewer.inboxes), edits=True), form_id
    )


def _submission(context: Context, submission_id: UUID) -> Any:
    asker = forms.Seer(context.account_id, tuple(context.viewer.inboxes), edits=False)
    return forms.submission(context.db, asker, submission_id)


def _view(context: Context, view_id: UUID) -> Any:
    viewer, db = context.viewer, context.db
    if viewer.may(AUDIT):
        teams = [one.team_id for one in people.teams(db, viewer.account_id)]
    else:
        user = people.user(db, viewer.account_id, viewer.user_id) if viewer.user_id else None
        teams = user.team_ids if user else []
    return views.view(db, viewer.account_id, viewer.user_id, teams, view_id, removed=True)


READ, WRITE, EDIT, MANAGE = "conversation_read", "conversation_write", "inbox_edit", "account_access"
KINDS = {
    "conversation": Kind(READ), "ticket": Kind(READ), "contact": Kind(READ), "call": Kind(READ),
    "channel": Kind(MANAGE), "inbox": Kind(MANAGE), "intake": Kind(EDIT), "account": Kind(MANAGE),
    "user": Kind("user_manage"), "team": Kind("user_manage"), "pipeline": Kind(MANAGE), "token": Kind("token_manage"),
    "form": Kind(EDIT, _form), "submission": Kind(READ, _submission), "consent": Kind(AUDIT),
    "canned_reply": Kind(WRITE, lambda context, reply_id: canned.reply(context.db, seer(), reply_id)),
    "macro": Kind(WRITE, lambda context, macro_id: canned.macro(context.db, seer(), macro_id)),
    "view": Kind(READ, _view), "schedule": Kind(MANAGE), "sla_policy": Kind(MANAGE), "template": Kind(READ),
    "bot": Kind(MANAGE, stream=bot_id), "survey": Kind(EDIT, stream=survey_id),
    "bot_run": Kind(READ, stream=run_id), "promise": Kind(READ, stream=promise_id), "csat": Kind(READ, stream=csat_id),
}  # fmt: skip
"""Every aggregate but those that are told under what they name: claims, slots, rotations, sign-ins, turns of surveys."""

GOES_ALONG = frozenset({"submission", "call", "csat"})
"""What goes with its conversation when that moves to another inbox; each of their events names it."""


def home_of(event: Event) -> UUID:
    """Return whose inbox decides who sees an event: its stream's, or that of the conversation it goes along with."""
    home: UUID | None = None
    if event.TOPIC.partition(".")[0] in GOES_ALONG:
        home = getattr(event, "conversation_id", None)
    return home or event.originator_id
