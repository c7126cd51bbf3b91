"""What happens to a channel, the steps of connecting it first (EML-06)."""

from uuid import UUID

from domain.kernel.event import Event, Opening


class ChannelConnectStarted(Opening):
    """Somebody began to connect a channel of a kind to an inbox."""

    TOPIC = "channel.connect_started"
    OF = "channel"

    kind: str
    inbox_id: UUID


class ProviderChosen(Event):
    """The mailbox's provider was chosen."""

    TOPIC = "channel.provider_chosen"

    provider: str


class TermsAccepted(Event):
    """The terms for sharing the mailbox were accepted: the envelope says who and when, this says which text."""

    TOPIC = "channel.terms_accepted"

    text_version: str
    text_hash: str
    language: str


class AddressSet(Event):
    """The address people write to; a company's address, no person's."""

    TOPIC = "channel.address_set"

    address: str
    claim_id: UUID


class ChannelAuthorised(Event):
    """The mailbox's provider lets us in, as the envelope's actor wanted (EML-03); the grant is a secret beside the log.

    `aliases` are the addresses it may send from, its own first: the company's, no person's.
    """

    TOPIC = "channel.authorised"

    address: str
    aliases: tuple[str, ...]


class AuthorisationLost(Event):
    """The provider does not let us in any more; `reason` is its word for it, such as invalid_grant."""

    TOPIC = "channel.authorisation_lost"

    reason: str


class LossTold(Event):
    """An administrator was told of the loss at version `loss` of the channel: `result` is sent or refused."""

    TOPIC = "channel.loss_told"

    user_id: UUID
    loss: int
    result: str
    code: int


class HostedAddressIssued(Event):
    """Mail forwarded to this address of ours reaches the channel (EML-04)."""

    TOPIC = "channel.hosted_address_issued"

    hosted_address: str


class FormChosen(Event):
    """The channel takes what is sent by this form (FRM-01)."""

    TOPIC = "channel.form_chosen"

    form_id: UUID


class SenderDetailsSet(Event):
    """How our mail is signed: `from_name` is agent_and_company, company or mailbox (EML-07, EML-08)."""

    TOPIC = "channel.sender_details_set"

    from_name: str
    company_name: str
    from_address: str


class SignatureSet(Event):
    """What stands below mail that is sent from the inbox, as markdown or html; empty: nothing (EML-09, EML-10)."""

    TOPIC = "channel.signature_set"

    format: str
    source: str


class ForwardingSet(Event):
    """Whom mail belongs to that a user passed on by this channel: original or forwarder (EML-13, EML-14)."""

    TOPIC = "channel.forwarding_set"

    forwarded_to: str


class RoutingRuleSet(Event):
    """Who gets new conversations (RTG). `target` is specific or contact_owner; the rule's id is the channel's."""

    TOPIC = "channel.routing_rule_set"

    rule_version: int
    enabled: bool
    target: str
    user_ids: tuple[UUID, ...]
    team_ids: tuple[UUID, ...]
    strategy: str
    available_only: bool


class TicketAutomationSet(Event):
    """Whether new conversations become tickets, and with which properties (EML-12, TKT-02).

    `owner` is conversation, none or a user's id as text (TKT-05).
    """

    TOPIC = "channel.ticket_automation_set"

    enabled: bool
    pipeline_id: UUID | None
    stage: str
    priority: str
    category: str
    owner: str
    properties: tuple[dict[str, str], ...] = ()
    """Values of the account's ticket properties: {"property_id", "value"} each."""


class ChannelConnected(Event):
    """All steps are done; the channel takes messages."""

    TOPIC = "channel.connected"


class ChannelVerified(Event):
    """A test mail came through the forwarding (EML-04)."""

    TOPIC = "channel.verified"

    intake_id: UUID


class ChannelPaused(Event):
    """Switched off: what comes in is kept as received and starts nothing."""

    TOPIC = "channel.paused"


class ChannelResumed(Event):
    """Switched on again; `replay`: what was held meanwhile is taken in now, else it is left as it is (MSG-07)."""

    TOPIC = "channel.resumed"

    replay: bool = False


class HeldReplayed(Event):
    """So many originals that were held while it was off are taken in, in order; `more`: others follow (MSG-07)."""

    TOPIC = "channel.held_replayed"

    count: int
    more: bool


class ChannelDegraded(Event):
    """The channel works in part or not at all; `cause` says why (ACC-09)."""

    TOPIC = "channel.degraded"

    cause: str


class ChannelRestored(Event):
    """The cause of the degradation is gone."""

    TOPIC = "channel.restored"


class ChannelDisconnected(Event):
    """The channel is no longer connected; its history belongs to the inbox."""

    TOPIC = "channel.disconnected"
