"""Promises to customers (CNV-10)."""

from typing import Any

from marshmallow import Schema, fields, validate

from api.schemas import common as c

PRIORITIES = ("none", "low", "medium", "high", "urgent")
GOALS, STATES = ("", "first_reply", "next_reply"), ("", "warned", "breached")


class SlaTarget(Schema):
    """What is promised at a priority."""

    priority = c.choice("The priority; `none` is for every one without a target of its own.", *PRIORITIES)
    first_reply = c.number("Minutes to the first reply; null: no promise.", 60, lowest=1, null=True)
    next_reply = c.number("Minutes to each next reply; null: no promise.", 240, lowest=1, null=True)
    resolution = c.number("Minutes to the resolution; null: no promise.", 1440, lowest=1, null=True)


def _targets() -> fields.List[Any]:
    example = [{"priority": "none", "first_reply": 60, "next_reply": 240, "resolution": 1440}]
    return fields.List(
        fields.Nested(SlaTarget), required=True, validate=validate.Length(1, 5),
        metadata={"description": "What is promised, by priority, in minutes of business time.", "example": example},
    )  # fmt: skip


class SlaPromise(Schema):
    """A policy to be."""

    name = c.line("What it is called.", "Standard", longest=80)
    schedule_id = fields.UUID(
        required=False, load_default=None, allow_none=True,
        metadata={"description": "The schedule whose hours count; null: around the clock.", "example": None},
    )  # fmt: skip
    inbox_ids = c.uids(
        "The inboxes it is for; none: all that no other policy names.", required=False, load_default=list
    )
    channel_ids = c.uids(
        "The channels it is for; none: all of those inboxes.", required=False, load_default=list
    )
    targets = _targets()
    warn_minutes = c.number(
        "How long before its end a promise is warned of.", 15, required=False, load_default=15
    )


class SlaPolicy(Schema):
    """A policy of promises."""

    policy_id = c.uid("The policy.")
    name = c.line("What it is called.", "Standard")
    schedule_id = c.uid("The schedule whose hours count; null: around the clock.", null=True)
    inbox_ids = c.uids("The inboxes it is for; none: all that no other policy names.")
    channel_ids = c.uids("The channels it is for; none: all of those inboxes.")
    targets = c.nested(SlaTarget, "What is promised, by priority.", many=True)
    warn_minutes = c.number("How long before its end a promise is warned of.", 15)
    archived = c.flag("Whether it promises nothing any more.", example=False)
    version = c.version()
    position = c.position()


class Promise(Schema):
    """What a conversation is promised."""

    conversation_id = c.uid("The conversation.")
    policy_id = c.uid("The policy its inbox is under; null: none any more.", null=True)
    reply_goal = c.choice(
        "Which reply is owed: first_reply, next_reply, or empty for none.", *GOALS, example="first_reply"
    )
    reply_due = c.moment("When it is due; null: none is owed.", null=True)
    reply_state = c.choice("Empty, warned or breached.", *STATES)
    resolution_due = c.moment(
        "When the resolution is due; null: the clock stands, or nothing is promised.", null=True
    )
    resolution_state = c.choice("Empty, warned or breached.", *STATES)
    due_at = c.moment("The soonest of what is due; null: nothing is.", null=True)
    met = c.number("How many promises were kept so far.", 2)
    breached = c.number("How many were broken.", 0)


class PromisesWanted(Schema):
    """Conversations to ask for."""

    conversation_ids = fields.List(
        fields.UUID(), required=True, validate=validate.Length(max=200),
        metadata={"description": "The conversations.", "example": [c.A_UUID]},
    )  # fmt: skip
