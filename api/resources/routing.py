"""Rules for assignment: what the account accepts of owners, and who would get the next conversation."""

from uuid import UUID

from api import why
from api.changes import change, if_match
from api.context import here
from api.operations import Answer, Routes, Values
from api.schemas import routing as shapes
from api.schemas.common import Changed
from application.routing_preview import PreviewRule, preview_rule
from application.telling import SetOwnerRules
from domain.channel.settings import Rule

EDIT = "account_access"
VIEWS = ("people", "channel_list")

routes = Routes(
    "routing", "Who gets conversations. A channel's rule is set with PUT /channels/{channel_id}/rule."
)


@routes.write(
    "POST", "/channels/<uuid:channel_id>/routing/preview",
    body=shapes.PreviewedRule, answer=shapes.NextOne, permission=EDIT, keyed=False,
)  # fmt: skip
def preview(channel_id: UUID, body: Values) -> Values:
    """Say who would get the next conversation by a draft of the rule, and why, candidate by candidate; nothing is recorded."""
    context = here()
    question = PreviewRule(channel_id, _rule(body["rule"]), body["contact_id"])
    decision = context.services.bus.ask(question, context.envelope(), preview_rule)
    names = context.names({UUID(str(one["user"])) for one in decision.considered})
    chosen = names.get(decision.user_id, "") if decision.user_id else ""
    return {
        "outcome": decision.outcome,
        "user_id": decision.user_id,
        "reasons": decision.reasons,
        "sentence": why.sentence(decision.outcome, chosen, decision.reasons),
        "policy": decision.policy,
        "considered": [why.candidate(one, names) for one in decision.considered],
    }


@routes.write(
    "PUT", "/account/owner-rules", body=shapes.OwnerRules, answer=Changed, permission=EDIT, versioned=True
)
def owner_rules(body: Values) -> Answer:
    """Set what holds where a rule asks for the contact's owner (RTG-03, RTG-04)."""
    return change(SetOwnerRules(**body, expected_version=if_match()), here().account_id)


def _rule(body: Values) -> Rule:
    lists = {name: tuple(body[name]) for name in ("user_ids", "team_ids")}
    return Rule(**{**body, **lists})
