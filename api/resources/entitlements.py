"""What the subscription, seats, switches and the account's age open, and what would open the rest (ACC-05..08)."""

from api.changes import etag
from api.context import Context, found, here
from api.operations import Answer, Routes, Values
from api.schemas import entitlements as shapes
from api.schemas.common import list_of
from domain.account.entitlements import CAUSE, KINDS_GATED, Plan, lost, may_connect, verdicts
from domain.account.policy import HUBS
from domain.account.verdict import Verdict
from projections.channel_list import queries as channel_list
from projections.people import queries as people

routes = Routes("account", "")


@routes.get("/account/entitlements", answer=list_of(shapes.Entitlement))
def entitlements() -> Values:
    """Say of every gate whether it is open to you, why not, and what would open it (ACC-05..08)."""
    context = here()
    found_ = verdicts(_plan(context))
    return {"items": [{"gate": gate, **_said(verdict)} for gate, verdict in found_.items()]}


@routes.get("/account/subscription", answer=shapes.Subscription)
def tiers() -> Answer:
    """Read the tier of every hub."""
    account = _account(here())
    items = [{"hub": hub, "tier": account.subscriptions.get(hub, "free")} for hub in HUBS]
    return Answer({"items": items}, headers=etag(account.version))


@routes.get(
    "/account/subscription/preview",
    query=shapes.TierQuery,
    answer=shapes.SubscriptionPreview,
    permission="account_access",
)
def preview(query: Values) -> Values:
    """Say what another tier would change, and change nothing: gates, and channels degraded or restored (ACC-05)."""
    context = here()
    before = _account(context).subscriptions
    asked = query["hub"] and query["tier"]
    after = {**before, query["hub"]: query["tier"]} if asked else before
    rows = channel_list.channels(context.db, context.account_id, tuple(context.viewer.inboxes))
    mine = [row for row in rows if row.kind in KINDS_GATED and row.connected and not row.disconnected]
    included = {row.channel_id: may_connect(row.kind, after).allowed for row in mine}
    return {
        "lost": lost(before, after),
        "won": lost(after, before),
        "degraded": [row.channel_id for row in mine if not included[row.channel_id] and row.cause != CAUSE],
        "restored": [row.channel_id for row in mine if included[row.channel_id] and row.cause == CAUSE],
    }


def _plan(context: Context) -> Plan:
    account = _account(context)
    user_id = context.viewer.user_id
    user = people.user(context.db, context.account_id, user_id) if user_id else None
    return Plan(
        tiers=account.subscriptions,
        created_on=account.created_on,
        data_privacy=account.data_privacy,
        seats=user.seats if user else (),
        gate_date=context.services.limits.ticket_gate,
    )


def _account(context: Context) -> people.Account:
    account: people.Account = found(people.account(context.db, context.account_id), "account")
    return account


def _said(verdict: Verdict) -> Values:
    return {name: getattr(verdict, name) for name in ("allowed", "reason", "advice", "needed")}
