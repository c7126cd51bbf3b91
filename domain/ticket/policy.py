"""Whether a new conversation becomes a ticket by itself, and whose it is: pure, total, recorded (TKT-01..03, -05).

A conversation that a bounce, an auto-reply or another automatic mail starts opens no ticket (`automatic_mail`): nobody
asked for anything, and a flood of such mail must not become a flood of work (EML-18).
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.account.policy import GATE_DATE, may_create_tickets_automatically

POLICY = "ticket_opening@3"
PRIORITIES = ("low", "medium", "high", "urgent")


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """The channel's automation, the account, the contact and the conversation at its first message."""

    enabled: bool
    created_on: date
    """The account's, in its own time zone."""
    associated: int
    """Tickets the contact has."""
    limit: int
    """Tickets a contact may have (TKT-03)."""
    pipeline_id: UUID | None = None
    stage: str = "new"
    priority: str = "medium"
    category: str = ""
    owner: str = "conversation"
    """conversation, none or a user's id."""
    automatic: str = ""
    """Empty for a person's message."""
    rule_enabled: bool = False
    """The channel assigns automatically."""
    assignee_id: UUID | None = None
    gate_date: date = GATE_DATE
    archived: bool = False
    """The pipeline takes no new tickets."""
    lacks_fields: bool = False
    """It came by a form that does not ask what a ticket needs (FRM-02)."""
    submissions: int = 0
    """Submissions of forms the contact sent before, of which `submission_limit` become tickets (FRM-08)."""
    submission_limit: int = 1_000


@dataclass(frozen=True, slots=True)
class TicketDecision:
    """`outcome` is open, with the ticket's properties, or skip, with the reason and what to do instead."""

    outcome: str
    reason: str
    advice: str = ""
    policy: str = POLICY
    pipeline_id: UUID | None = None
    stage: str = ""
    priority: str = ""
    category: str = ""
    owner_id: UUID | None = None
    follows: bool = False
    """Its owner is whoever has the conversation, until somebody chooses another (TKT-05)."""


def decide_ticket(facts: TicketFacts) -> TicketDecision:
    """Decide: the account's date first, then the channel's switch, the mail's kind, the contact's limits, the form."""
    verdict = may_create_tickets_automatically(facts.created_on, facts.gate_date)
    rules = (
        (not verdict.allowed, verdict.reason, verdict.advice),
        (
            not facts.enabled or facts.pipeline_id is None,
            "switched_off",
            "Switch on ticket automation in the channel's settings, or open a ticket by hand.",
        ),
        (
            facts.archived,
            "pipeline_archived",
            "The channel's pipeline is archived. Restore it, or choose another in the channel's settings.",
        ),
        (
            facts.automatic != "",
            "automatic_mail",
            "Nobody asked for anything. Open a ticket by hand if one is due.",
        ),
        (
            facts.associated >= facts.limit,
            "association_limit",
            "The contact has as many tickets as allowed. Raise the account's limit, or use one of those tickets.",
        ),
        (
            facts.lacks_fields,
            "form_without_ticket_fields",
            "The form lacks the ticket's name, pipeline or status. Add them by switching on tickets in its editor.",
        ),
        (
            facts.submissions >= facts.submission_limit,
            "submission_limit",
            "The contact has sent as many forms as become tickets. The conversation is kept; open a ticket by hand.",
        ),
    )
    for holds, reason, advice in rules:
        if holds:
            return TicketDecision("skip", reason, advice)
    return TicketDecision(
        "open",
        "automation",
        pipeline_id=facts.pipeline_id,
        stage=facts.stage,
        priority=facts.priority,
        category=facts.category,
        owner_id=owner_of(facts),
        follows=facts.owner == "conversation" and facts.rule_enabled,
    )


def owner_of(facts: TicketFacts) -> UUID | None:
    """Return whose the ticket is: a chosen user's, or the conversation's where assignment is automatic (TKT-05)."""
    if facts.owner == "conversation":
        return facts.assignee_id if facts.rule_enabled else None
    try:
        return UUID(facts.owner)
    except ValueError:
        return None
