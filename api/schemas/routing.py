"""Rules for assignment: how they stand, and who would get the next conversation."""

from marshmallow import Schema

from api.schemas import common as c
from api.schemas.channels import Rule
from api.schemas.decisions import Candidate


class DraftRule(Rule):
    """A rule that nobody has set yet."""

    enabled = c.flag("Whether conversations would be assigned.", required=False, load_default=True)


class PreviewedRule(Schema):
    """A draft, and whose message it would be for."""

    rule = c.nested(DraftRule, "The draft.", example={"target": "specific", "user_ids": [], "team_ids": []})
    contact_id = c.uid(
        "The contact who writes; null: somebody nobody looks after.",
        null=True,
        required=False,
        load_default=None,
    )


class NextOne(Schema):
    """Who would get the next conversation, and why."""

    outcome = c.choice("What would be decided.", "assigned", "unassigned")
    user_id = c.uid("Who would get it.", null=True)
    reasons = c.lines("Why, as words.", "longest_since_last_turn")
    sentence = c.text("Why, for people.", "Assigned to Ann: the longest time since the last turn.")
    policy = c.text("The policy and its version.", "specific@2")
    considered = c.nested(Candidate, "Each candidate and the verdict.", many=True)


class OwnerRules(Schema):
    """What holds where a rule asks for the contact's owner (RTG-03, RTG-04)."""

    identified = c.flag(
        "Whether a contact known by an address or number counts as tracked on channels that are no web chat.",
        example=False,
    )
    mail_text = c.flag(
        "Whether the mail to an owner who is away holds the message's subject and text.", example=False
    )
