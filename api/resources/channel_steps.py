"""The steps of connecting a channel, which are also how it is edited afterwards (EML-06)."""

from uuid import UUID

from api.changes import change, if_match
from api.context import here
from api.operations import Answer, Routes, Values
from api.schemas import channels as shapes
from api.schemas.common import Changed
from api.sharing_terms import terms_in
from application.channel import AcceptTerms, ChooseProvider, SetAddress, SetSenderDetails
from application.channel_automation import SetRoutingRule, SetTicketAutomation
from application.forwarding import SetForwarding
from application.signature import PreviewSender, SetSignature, preview_sender
from domain.channel.signature import Signature
from domain.channels.kinds import KINDS

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


@routes.get("/channel-offers", answer=shapes.ChannelOffers, permission=EDIT)
def offers() -> Values:
    """Read which channels can be connected here; any mailbox can be by forwarding it, which needs no provider."""
    services = here().services
    return {
        "kinds": sorted(KINDS),
        "providers": sorted(services.limits.providers),
        "relay": services.settings.relay,
    }


@routes.get("/sharing-terms", query=shapes.TermsQuery, answer=shapes.SharingTerms, permission=EDIT)
def sharing_terms(query: Values) -> Values:
    """Read the terms for sharing a mailbox, as they are to be shown before somebody accepts them."""
    return terms_in(query["language"])


@routes.write("PUT", f"{ONE}/address", body=shapes.Address, answer=Changed, permission=EDIT, versioned=True)
def address(channel_id: UUID, body: Values) -> Answer:
    """Step 3: set the address people write to; a forwarding address of ours is issued with it (EML-04)."""
    return change(SetAddress(channel_id, body["address"], expected_version=if_match()), channel_id)


@routes.write("PUT", f"{ONE}/sender", body=shapes.Sender, answer=Changed, permission=EDIT, versioned=True)
def sender(channel_id: UUID, body: Values) -> Answer:
    """Step 4: set how our mail is signed (EML-07)."""
    return change(SetSenderDetails(channel_id, **body, expected_version=if_match()), channel_id)


@routes.write(
    "PUT", f"{ONE}/signature", body=shapes.Signature, answer=Changed, permission=EDIT, versioned=True
)
def signature(channel_id: UUID, body: Values) -> Answer:
    """Set the team's signature below mail that people send from the inbox; optional, with or after step 4 (EML-09)."""
    return change(
        SetSignature(channel_id, body["format"], body["source"], expected_version=if_match()), channel_id
    )


@routes.write(
    "POST", f"{ONE}/sender/preview",
    body=shapes.SenderDraft, answer=shapes.SenderPreview, permission=EDIT, keyed=False,
)  # fmt: skip
def preview(channel_id: UUID, body: Values) -> Values:
    """Say how a draft of sender and signature looks to whom you would write; nothing is recorded (EML-10)."""
    draft = body["signature"]
    question = PreviewSender(
        channel_id, body["from_name"], body["company_name"], body["from_address"],
        Signature(draft["format"], draft["source"]),
    )  # fmt: skip
    found = here().services.bus.ask(question, here().envelope(), preview_sender)
    return {"name": found.name, "address": found.address, **found.signature._asdict()}


@routes.write(
    "PUT", f"{ONE}/forwarding", body=shapes.Forwarding, answer=Changed, permission=EDIT, versioned=True
)
def forwarding(channel_id: UUID, body: Values) -> Answer:
    """Set whom mail belongs to that a user passed on: its original sender, or the forwarder (EML-13, EML-14).

    Who may name somebody else by passing mail on is the account's setting, PUT /account/forwarding.
    """
    return change(SetForwarding(channel_id, body["forwarded_to"], expected_version=if_match()), channel_id)


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
