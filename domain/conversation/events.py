"""What happens to a conversation as a whole. The data subject of personal fields is its contact."""

from uuid import UUID

from domain.kernel.event import Event, Opening
from domain.kernel.personal import Personal

PERSONAL_SOURCES = frozenset({"person", "replier"})
"""By whom it was assigned that no rule may overrule (RTG-09)."""
UNDONE = "undone"
REOPENING = frozenset({"message_received", "person"})
"""Why it may be opened again so that it is routed again where whoever had it cannot see to it (RTG-10)."""


class ConversationStarted(Opening):
    """A thread with a contact began on a channel; `started_by` is contact or agent."""

    TOPIC = "conversation.started"
    OF = "conversation"
    SUBJECT = "contact_id"

    inbox_id: UUID
    channel_id: UUID
    channel_kind: str
    contact_id: UUID
    subject: Personal[str]
    started_by: str


class ThreadingDecided(Event):
    """Why a message is in this conversation (EML-16).

    `outcome` is started, joined or set_apart (a match was found and not followed); `by` is token, in_reply_to,
    references or none; `evidence` the ids that matched; `matched_id` the conversation they pointed to; `via_id` the one
    they named, where its messages had been moved or merged to `matched_id`, or it was continued there.
    """

    TOPIC = "conversation.threading_decided"
    SUBJECT = "contact_id"

    contact_id: UUID
    message_id: UUID
    outcome: str
    by: str
    policy: str
    reasons: tuple[str, ...]
    matched_id: UUID | None
    evidence: Personal[tuple[str, ...]]
    via_id: UUID | None = None


class AssignmentDecided(Event):
    """Who has the conversation now, and why (RTG-08). Manual and replier assignment are this event too.

    `outcome` is assigned or unassigned; `source` is rule, person, replier, team (a person handed it to a team, among
    whose members the rule's strategy chose), move, undone (an answer was taken back) or erasure. `considered` lists each candidate: {"user", "verdict"
    (eligible or the exclusion reason), "open", "live", ...}. `facts_position` is the log position the facts had. `target`
    to `seed` are the rest of what the policy was told, so that it can be run again. `trigger` is why a rule decided just
    then: arrived, reopened, or what let a waiting one be offered (RTG-10), of which the envelope's causation is the event;
    empty before triggers were recorded. `team_id` is the team it belongs to, if a person handed it to one.
    """

    TOPIC = "conversation.assignment_decided"

    inbox_id: UUID
    channel_id: UUID
    outcome: str
    source: str
    assignee_id: UUID | None
    previous_id: UUID | None
    policy: str
    rule_version: int
    strategy: str
    available_only: bool
    reasons: tuple[str, ...]
    considered: tuple[dict[str, str | int | bool | None], ...]
    facts_position: int
    target: str = ""
    live: bool = False
    availability_always: bool = False
    seed: int | None = None
    trigger: str = ""
    team_id: UUID | None = None


class OwnerTold(Event):
    """The owner was away and got a mail about the message, or did not (RTG-04).

    `decision` is the version of the assignment decision that asked for it, `result` sent or refused, `code` the relay's
    reply; the mail's Message-ID follows from conversation and decision.
    """

    TOPIC = "conversation.owner_told"

    owner_id: UUID
    decision: int
    result: str
    code: int


class ConversationClosed(Event):
    """Nothing more is owed for now; `reason` is done, contact_erased, unmerged or send_cancelled."""

    TOPIC = "conversation.closed"

    reason: str


class ConversationReopened(Event):
    """It is open again; `reason` is message_received, reply, call, merged, send_cancelled, person or undone.

    Undone, it is as if it had not been closed: who waited since when waits since then.
    """

    TOPIC = "conversation.reopened"

    reason: str


class ConversationContinued(Event):
    """A message came so long after it was closed that it began another conversation, `in_id` (CNV-01)."""

    TOPIC = "conversation.continued"

    in_id: UUID


class TicketSkipped(Event):
    """No ticket was made, and why: account_date_gate, association_limit, automatic_mail or switched_off."""

    TOPIC = "conversation.ticket_skipped"

    channel_id: UUID
    reason: str
    policy: str
    advice: str
