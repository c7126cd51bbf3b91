"""The caller's own account."""

from api.changes import change, etag, if_match
from api.context import found, here
from api.operations import Answer, Routes, Values
from api.schemas import people as shapes
from api.schemas.common import Changed
from application.account import ChangeSubscription, SetLimits, SetRelay, SetReopening
from projections.people import queries as people

routes = Routes("account", "The company that uses Postroom: its subscriptions, limits and outgoing mail.")


@routes.get("/account", answer=shapes.Account)
def account() -> Answer:
    """Read the caller's account."""
    context = here()
    row = found(people.account(context.db, context.account_id), "account")
    return Answer(row, headers=etag(row.version))


@routes.write(
    "PUT",
    "/account/subscription",
    body=shapes.SetSubscription,
    answer=Changed,
    permission="account_access",
    versioned=True,
)
def subscription(body: Values) -> Answer:
    """Put a hub on a tier."""
    return change(ChangeSubscription(**body, expected_version=if_match()), here().account_id)


@routes.write(
    "PUT",
    "/account/limits",
    body=shapes.SetLimits,
    answer=Changed,
    permission="account_access",
    versioned=True,
)
def limits(body: Values) -> Answer:
    """Set the account's limits."""
    return change(SetLimits(**body, expected_version=if_match()), here().account_id)


@routes.write(
    "PUT",
    "/account/reopening",
    body=shapes.SetReopening,
    answer=Changed,
    permission="account_access",
    versioned=True,
)
def reopening(body: Values) -> Answer:
    """Say when a message opens a closed conversation again, and when it begins a new one (CNV-01)."""
    return change(SetReopening(**body, expected_version=if_match()), here().account_id)


@routes.write(
    "PUT", "/account/relay", body=shapes.SetRelay, answer=Changed, permission="account_access", versioned=True
)
def relay(body: Values) -> Answer:
    """Let outgoing mail leave by this SMTP relay; the password is kept sealed and never shown."""
    return change(SetRelay(**body, expected_version=if_match()), here().account_id)
