"""Decisions: who has a conversation and why, and why there is no ticket (RTG-08)."""

from marshmallow import Schema, fields

from api.paging import PageQuery
from api.schemas import common as c


class ShownDecision(Schema):
    """A decision shown between messages."""

    position = c.number("Where it is in the log.", 1041)
    event = c.line("The event.", "conversation.assignment_decided", attribute="topic")
    at = c.moment("When.")
    actor = c.line("Who caused it.", "system:reactor")
    details = c.anything("What was decided.", {"outcome": "assigned", "reasons": ["fewest_open"]})
    sentence = c.text("The same for people.", "Assigned to Ann: the fewest open conversations.")


class Candidate(Schema):
    """Somebody a rule considered."""

    user_id = c.uid("The user.")
    name = c.text("Their name.", "Ann")
    verdict = c.line(
        "eligible, or why not: no_seat, away, at_capacity, no_inbox_access, deactivated.", "away"
    )
    facts = c.anything("What was known of them.", {"open": 3, "live": 0})


class Decision(Schema):
    """Why a conversation is whose it is, or has no ticket (RTG-08)."""

    position = c.number("Where it is in the log.", 1041)
    kind = c.choice("What was decided.", "assignment", "ticket_skipped")
    conversation_id = c.uid("The conversation.")
    inbox_id = c.uid("Its inbox.")
    channel_id = c.uid("Its channel; the rule is the channel's.")
    outcome = c.text("assigned or unassigned.", "assigned")
    source = c.text(
        "Who decided: rule, person, replier, team, move, undone (an answer was taken back) or erasure.",
        "rule",
    )
    assignee_id = c.uid("Who got it.", null=True)
    previous_id = c.uid("Who had it.", null=True)
    team_id = c.uid("The team it was handed to.", null=True)
    trigger = c.text(
        "Why a rule decided just then: arrived, reopened, handed, available, slot_free, ...", "arrived"
    )
    notice = c.choice(
        "What became of the mail to an owner who was away; empty where none was due.",
        "",
        "due",
        "sent",
        "refused",
    )
    policy = c.text("The policy and its version.", "specific@2")
    rule_version = c.number("The rule's version.", 1, null=True)
    strategy = c.text("The rule's strategy.", "least_loaded")
    available_only = c.flag("Whether those away were left out.", allow_none=True)
    reasons = fields.List(
        fields.String(), required=True, metadata={"description": "Why, as words.", "example": ["fewest_open"]}
    )
    sentence = c.text("Why, for people.", "Assigned to Ann: she had the fewest open conversations.")
    considered = c.nested(Candidate, "Each candidate and the verdict.", many=True)
    facts_position = c.number("The log position the facts had.", 1039, null=True)
    advice = c.text("What to do instead, where something was skipped.", "")
    actor = c.line("Who caused it.", "system:ingest")
    at = c.moment("When.")
    correlation_id = c.uid("The first cause.")


class DecisionQuery(PageQuery):
    """Which decisions."""

    kind = c.choice("Only of this kind.", "assignment", "ticket_skipped", required=False, load_default=None)
