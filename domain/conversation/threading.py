"""Which conversation a message belongs to: pure, total, recorded (EML-16).

What it is told are the conversations that the message's token, In-Reply-To and References lead to, best first, and for
a visitor of a chat the one they are in. The subject is not among the facts: it alone never joins anything.
"""

from dataclasses import dataclass
from uuid import UUID

POLICY = "threading@4"


@dataclass(frozen=True, slots=True)
class Match:
    """A hint of the message, and the conversation it leads to, if any."""

    by: str
    """token, in_reply_to, references or visitor."""
    evidence: str
    """The id as it stood in the message."""
    conversation_id: UUID | None = None
    contact_id: UUID | None = None
    channel_id: UUID | None = None
    """By which channel the message went or came that the hint names; another one than its conversation's, perhaps."""
    addressed: bool = False
    """A message there was from the sender, or had the sender in To or Cc."""
    erased: bool = False
    """The conversation's contact was forgotten."""
    stale: bool = False
    """It has been closed for longer than the account waits for answers (CNV-01)."""
    discarded: bool = False
    """It is spam or in the trash, and a visitor who writes on must be heard all the same; mail joins it there."""
    via_id: UUID | None = None
    """The conversation the hint names, where what it names was moved or merged, or is continued elsewhere."""
    verified: bool = True
    """A token whose signature is ours; hints without signature are verified as far as they can be."""


@dataclass(frozen=True, slots=True)
class ThreadingFacts:
    """All that is known about where the message came in and who sent it."""

    channel_id: UUID
    matches: tuple[Match, ...] = ()
    sender_contact_id: UUID | None = None
    sender_is_user: bool = False
    sender_authenticated: bool | None = None
    """What a server that is believed says of the sender's domain; None where none was asked."""


@dataclass(frozen=True)
class ThreadingDecision:
    """`started`, `joined` (then `matched_id` is where) or `set_apart` (a match was found and not followed)."""

    outcome: str
    by: str
    reasons: tuple[str, ...]
    matched_id: UUID | None = None
    evidence: tuple[str, ...] = ()
    policy: str = POLICY
    via_id: UUID | None = None


def objection(match: Match, facts: ThreadingFacts) -> str:
    """Return why a match that leads to a conversation is not followed, or an empty text."""
    known = facts.sender_contact_id is not None and facts.sender_contact_id == match.contact_id
    forged = facts.sender_authenticated is False and match.by != "token"
    rules = (
        ("contact_erased", match.erased),
        ("other_channel", match.channel_id != facts.channel_id),
        ("sender_mismatch", not (known or match.addressed or facts.sender_is_user)),
        ("sender_not_authenticated", forged),
        ("discarded", match.discarded),
        ("closed_too_long", match.stale),
    )
    return next((reason for reason, holds in rules if holds), "")


def standing(match: Match, facts: ThreadingFacts) -> str:
    """Return why the sender may join what the match leads to."""
    if facts.sender_contact_id is not None and facts.sender_contact_id == match.contact_id:
        return "sender_is_contact"
    return "sender_was_addressed" if match.addressed else "sender_is_user"


def decide(facts: ThreadingFacts) -> ThreadingDecision:
    """Join the first conversation nothing speaks against; else start one, apart from the first that was matched."""
    leading = [match for match in facts.matches if match.verified and match.conversation_id]
    for match in leading:
        if not objection(match, facts):
            why = standing(match, facts)
            proven = ("sender_authenticated",) if facts.sender_authenticated else ()
            followed = ("followed",) if match.via_id else ()
            return ThreadingDecision(
                "joined",
                match.by,
                (why, *proven, *followed),
                match.conversation_id,
                (match.evidence,),
                via_id=match.via_id,
            )
    if leading:
        first = leading[0]
        reasons = tuple(dict.fromkeys(objection(match, facts) for match in leading))
        evidence = tuple(match.evidence for match in leading)
        return ThreadingDecision(
            "set_apart", first.by, reasons, first.conversation_id, evidence, via_id=first.via_id
        )
    return ThreadingDecision("started", "none", _why_nothing(facts.matches))


def returned_to(
    conversation_id: UUID, by: str, evidence: str, via_id: UUID | None = None
) -> ThreadingDecision:
    """Join a bounce to the message it is about, whoever sent it: its evidence names a message of ours (EML-18)."""
    return ThreadingDecision(
        "joined", by, ("returns_our_message",), conversation_id, (evidence,), via_id=via_id
    )


def _why_nothing(matches: tuple[Match, ...]) -> tuple[str, ...]:
    if not matches:
        return ("no_reference",)
    reasons = ("unknown_reference" if match.verified else "token_not_ours" for match in matches)
    return tuple(dict.fromkeys(reasons))
