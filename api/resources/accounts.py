"""The caller's own account."""

from dataclasses import asdict

from api.changes import change, etag, if_match
from api.context import found, here
from api.operations import Answer, Routes, Values
from api.schemas import entitlements as own
from api.schemas import people as shapes
from api.schemas.common import Changed
from application.account import ChangeSubscription, RemoveRelay, SetLimits, SetRelay, SetReopening
from application.company import RenameAccount, SetBranding, SetDataPrivacy, SetLocale
from application.forwarding import SetForwardsBy
from domain.account.aggregate import OwnerRules
from domain.account.branding import Branding
from projections.people import queries as people

EDIT = "account_access"
FIELDS = tuple(shapes.Account().fields)

routes = Routes("account", "The company that uses Postroom: its subscriptions, limits and outgoing mail.")


@routes.get("/account", answer=shapes.Account)
def account() -> Answer:
    """Read the caller's account."""
    context = here()
    row = found(people.account(context.db, context.account_id), "account")
    data = {name: getattr(row, name) for name in FIELDS} | {"branding": row.branding or asdict(Branding())}
    data["owner_rules"] = row.owner_rules or asdict(OwnerRules())
    return Answer(data, headers=etag(row.version))


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


@routes.write("PUT", "/account/name", body=shapes.Named, answer=Changed, permission=EDIT, versioned=True)
def name(body: Values) -> Answer:
    """Call the account otherwise."""
    return change(RenameAccount(body["name"], expected_version=if_match()), here().account_id)


@routes.write("PUT", "/account/locale", body=own.SetLocale, answer=Changed, permission=EDIT, versioned=True)
def locale(body: Values) -> Answer:
    """Set the account's time zone and language; the date it was created on stays (ACC-11)."""
    return change(SetLocale(**body, expected_version=if_match()), here().account_id)


@routes.write(
    "PUT", "/account/data-privacy", body=own.SetDataPrivacy, answer=Changed, permission=EDIT, versioned=True
)
def data_privacy(body: Values) -> Answer:
    """Switch the data-privacy settings, without which no channel offers a GDPR switch (ACC-07)."""
    return change(SetDataPrivacy(body["on"], expected_version=if_match()), here().account_id)


@routes.write("PUT", "/account/branding", body=own.Branding, answer=Changed, permission=EDIT, versioned=True)
def branding(body: Values) -> Answer:
    """Set how the account looks to customers; text that could not be read on its colour is refused (ACC-11)."""
    return change(SetBranding(**body, expected_version=if_match()), here().account_id)


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
    "PUT",
    "/account/forwarding",
    body=shapes.SetForwardsBy,
    answer=Changed,
    permission="account_access",
    versioned=True,
)
def forwarding(body: Values) -> Answer:
    """Say who may name a mail's sender by passing it on; each channel says whether that counts (EML-14)."""
    return change(SetForwardsBy(**body, expected_version=if_match()), here().account_id)


@routes.write(
    "PUT", "/account/relay", body=shapes.SetRelay, answer=Changed, permission="account_access", versioned=True
)
def relay(body: Values) -> Answer:
    """Let outgoing mail leave by this SMTP relay; the password is kept sealed and never shown."""
    return change(SetRelay(**body, expected_version=if_match()), here().account_id)


@routes.write("DELETE", "/account/relay", answer=Changed, permission="account_access", versioned=True)
def no_relay() -> Answer:
    """Let outgoing mail leave by the installation's relay again, if it has one; the password is forgotten (EML-04)."""
    return change(RemoveRelay(expected_version=if_match()), here().account_id)
