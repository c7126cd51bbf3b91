"""A routing rule tried on the past of a channel: who would have got what (RTG-12)."""

from dataclasses import asdict
from uuid import UUID

from api.context import found, here
from api.operations import Routes, Values
from api.problems import Problem
from api.schemas import simulation as shapes
from api.simulating import TooMuch, Trial, tried
from domain.channel.settings import Rule
from domain.kernel.refusal import InvalidInput
from projections.channel_list import queries as channel_list

MOST = 300_000
"""Positions of the log one request reads; `postroom routing simulate` has no such limit."""

routes = Routes("simulation", "Try another routing rule on past traffic. Nothing is recorded.")


@routes.write(
    "POST", "/channels/<uuid:channel_id>/routing/simulation",
    body=shapes.Simulate, answer=shapes.Simulated, permission="inbox_edit", keyed=False,
)  # fmt: skip
def simulate(channel_id: UUID, body: Values) -> Values:
    """Try a rule on conversations that came to a channel in a period; 422 where the period is too long for one request.

    Conversations are closed, put off and opened when they were, and whom a person chose keeps them: tried is when
    somebody gets one, and who.
    """
    context = here()
    row = channel_list.channel(context.db, context.account_id, tuple(context.viewer.inboxes), channel_id)
    row = found(row, "channel")
    if body["ends"] <= body["begins"]:
        raise InvalidInput("The period has to end after it begins.", field="ends")
    trial = Trial(
        context.account_id, channel_id, row.kind, row.inbox_id, Rule(enabled=True, **body["rule"]), body["begins"], body["ends"],
    )  # fmt: skip
    try:
        came = tried(context.db, context.services.log, trial, most=MOST, shown=body["shown"])
    except TooMuch as much:
        raise Problem(
            422, "period_too_long",
            f"So much happened in this period ({much.events:,} events) that it cannot be tried at once; at most"
            f" {MOST:,} can. Choose a shorter one, or use: postroom routing simulate.",
            field="begins",
        ) from None  # fmt: skip
    told = asdict(came.result)
    told["unassigned"] = [{"reason": reason, "times": times} for reason, times in came.result.unassigned]
    return told | {"after": came.after, "up_to": came.up_to, "events": came.events}
