"""A rule tried on the past (RTG-12)."""

from marshmallow import Schema, fields
from marshmallow.validate import Range

from api.schemas import common as c
from api.schemas.channels import STRATEGIES


def seconds(about: str) -> fields.Float:
    """A time that passed; null where none did."""
    return fields.Float(allow_none=True, metadata={"description": about, "example": 12.5})


def ratio(about: str) -> fields.Float:
    """A share of one; null where there is nothing to share."""
    return fields.Float(allow_none=True, metadata={"description": about, "example": 0.97})


class TriedRule(Schema):
    """The rule to try."""

    target = c.choice("Chosen users and teams, or the contact's owner.", "specific", "contact_owner")
    user_ids = c.uids("Users; beside an owner the fallback.", required=False, load_default=list)
    team_ids = c.uids("Teams; beside an owner the fallback.", required=False, load_default=list)
    strategy = c.choice("How one of them is chosen.", *STRATEGIES, required=False, load_default="round_robin")
    available_only = c.flag("Whether those away are left out.", required=False, load_default=True)


class Simulate(Schema):
    """Which rule, and on which part of the past."""

    rule = c.nested(
        TriedRule, "The rule to try.", example={"target": "specific", "user_ids": [], "team_ids": []}
    )
    begins = c.moment(
        "Conversations that came after this time are tried.", example="2030-10-22T09:30:00+00:00"
    )
    ends = c.moment("Until this time.")
    shown = fields.Integer(
        load_default=50,
        validate=Range(0, 500),
        metadata={
            "description": "How many conversations that differ are listed, oldest first.",
            "example": 50,
        },
    )


class SimulatedShare(Schema):
    """What one user got first."""

    user_id = c.uid("The user.")
    simulated = c.number("Conversations by the rule tried.", 12)
    recorded = c.number("Conversations as it was.", 9)
    peak = c.number("The most they had at once by the rule tried, those of other channels among them.", 4)


class SimulatedWaits(Schema):
    """How long conversations waited for somebody, in seconds."""

    median = seconds("Half of them no longer; null where none was assigned.")
    p95 = seconds("Nineteen of twenty no longer.")
    longest = seconds("The longest wait.")
    never = c.number("Conversations nobody got.", 0)


class SimulatedDifference(Schema):
    """A conversation that somebody else would have got."""

    conversation_id = c.uid("The conversation.")
    arrived_at = c.moment("When it came.")
    simulated = c.uid("Who would have got it first; null: nobody.", null=True)
    simulated_wait = seconds("After so many seconds.")
    recorded = c.uid("Who got it first; null: nobody.", null=True)
    recorded_wait = seconds("After so many seconds.")
    reasons = c.lines("Why, by the rule tried, at its first decision.", "never_had_a_turn")


class SimulatedReason(Schema):
    """Why the rule found nobody at first."""

    reason = c.line("The reason.", "nobody_eligible")
    times = c.number("How often.", 3)


class Simulated(Schema):
    """Who would have got what, beside who did; nothing was recorded."""

    conversations = c.number("How many came to the channel and were routed.", 120)
    different = c.number("How many would have gone to somebody else first.", 17)
    shares = c.nested(SimulatedShare, "What each user got first.", many=True)
    simulated_waits = c.nested(SimulatedWaits, "Waits by the rule tried.")
    recorded_waits = c.nested(SimulatedWaits, "Waits as they were.")
    simulated_fairness = ratio("1 where all got alike; null where none got any.")
    recorded_fairness = ratio("The same as it was.")
    unassigned = c.nested(SimulatedReason, "Why nobody got some of them at first.", many=True)
    differences = c.nested(SimulatedDifference, "The first of those that differ.", many=True)
    after = c.number("What happened after this position was tried,", 1000)
    up_to = c.number("up to this one.", 9000)
    events = c.number("Events read.", 4200)
