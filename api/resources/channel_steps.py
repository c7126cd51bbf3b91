"""The steps of connecting a channel, which are also how it is edited afterwards (EML-06)."""

from uuid import UUID

from api.changes import change, if_match
from api.operations import Answer, Routes, Values
from api.schemas import channels as shapes
from api.schemas.common import Changed
from application.channel import AcceptTerms, ChooseProvider, SetAddress, SetSenderDetails
from application.channel_automation import SetRoutingRule, SetTicketAutomation

EDIT = "account_access"
ONE = "/channels/<uuid:channel_id>"

routes = Routes("channels", "")


@routes.write("PUT", f"{ONE}/provider", body=shapes.Provider, answer=Changed, permission=EDIT, versioned=True)
def provider(channel_id: UUID, body: Values) -> Answer:
    """Step 1: choose who hosts the mailbox."""
    command = ChooseProvider(channel_id, body["provider"], body["settings"], expected_version=if_match())
    return change(command, channel_id)


@routes.write("PUT", f"{ONE}/terms", body=shapes.Terms, answer=Changed, permission=EDIT, versioned=True)
def terms(channel_id: UUID, body: Values) -> Answer:
    """Step 2: accept the terms for sharing the mailbox; who and when is recorded."""
    return change(AcceptTerms(channel_id, **body, expected_version=if_match()), channel_id)


@routes.write("PUT", f"{ONE}/address", body=shapes.Address, answer=Changed, permission=EDIT, versioned=True)
def address(channel_id: UUID, body: Values) -> Answer:
    """Step 3: set the address people write to; a forwarding address of ours is issued with it (EML-04)."""
    return change(SetAddress(channel_id, body["address"], expected_version=if_match()), channel_id)


@routes.write("PUT", f"{ONE}/sender", body=shapes.Sender, answer=Changed, permission=EDIT, versioned=True)
def sender(channel_id: UUID, body: Values) -> Answer:
    """Step 4: set how our mail is signed (EML-07)."""
    return change(SetSenderDetails(channel_id, **body, expected_version=if_match()), channel_id)


@routes.write("PUT", f"{ONE}/rule", body=shapes.Rule, answer=Changed, permission=EDIT, versioned=True)
def rule(channel_id: UUID, body: Values) -> Answer:
    """Step 5: set who gets new conversations (RTG-01, RTG-02)."""
    command = SetRoutingRule(
        channel_id,
        body["enabled"],
        body["target"],
        tuple(body["user_ids"]),
        tuple(body["team_ids"]),
        body["strategy"],
        body["available_only"],
        expected_version=if_match(),
    )
    return change(command, channel_id)


@routes.write(
    "PUT", f"{ONE}/tickets", body=shapes.TicketAutomation, answer=Changed, permission=EDIT, versioned=True
)
def tickets(channel_id: UUID, body: Values) -> Answer:
    """Step 6: set whether new conversations become tickets (EML-12). Accounts past the date gate cannot (ACC-08)."""
    return change(SetTicketAutomation(channel_id, **body, expected_version=if_match()), channel_id)
