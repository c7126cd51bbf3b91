"""Decisions in sentences: the recorded reasons, put into words; nothing is decided again here (RTG-08)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

REASONS = {
    "rule_off": "automatic assignment is switched off",
    "no_targets": "the rule names nobody",
    "nobody_eligible": "nobody could take it",
    "deactivated": "deactivated",
    "no_seat": "without a paid seat",
    "no_inbox_access": "without access to the inbox",
    "away": "away",
    "at_capacity": "at capacity",
    "contact_owner": "the contact's owner",
    "owner_offline": "the owner is away",
    "notify_owner": "the owner is told",
    "no_owner": "the contact has no owner",
    "not_tracked": "the contact is not tracked",
    "fallback": "so the fallback was asked",
    "never_had_a_turn": "never had a turn in this rule",
    "longest_since_last_turn": "the longest time since the last turn",
    "fewest_open": "the fewest open conversations",
    "longest_since_last_assignment": "of those the longest time since the last assignment",
    "drawn_by_seed": "drawn at random",
    "extra_members": "no main member could take it, so an extra member was asked",
    "in_reserve": "an extra member, not needed",
    "chosen_by_person": "by hand",
    "replied_first": "they replied first",
    "answered_call": "they answered the call",
    "called": "they called",
    "began": "they wrote first",
    "handed_over": "it handed over to a person",
    "ended": "it came to its end",
    "taken_over": "a person took over",
    "unanswered": "its visitor did not answer",
    "person": "by hand",
    "by_person": "by hand",
    "replier": "they replied first",
    "replied": "they replied first",
    "erasure": "the contact was erased",
    "contact_erased": "the contact was erased",
    "account_date_gate": "accounts created this late open no tickets automatically",
    "association_limit": "the contact has as many tickets as the account allows",
    "switched_off": "the channel makes no tickets",
    "done": "done",
    "message_received": "a message came",
    "reply": "somebody replied",
    "send_cancelled": "the answer was taken back",
    "undone": "it was undone",
    "due": "it is time",
    "filed": "it was put away",
    "closed": "it was closed",
    "merged": "another conversation was merged into it",
    "unmerged": "the two were taken apart",
    "closed_too_long": "it had been closed for too long",
}

WHOSE = {"forwarded_original": "the sender of what was forwarded", "forwarder": "whoever forwarded it"}

TRIGGERS = {
    "reopened": "It was opened again.",
    "handed": "It was handed to the team.",
    "available": "It had waited until somebody became available.",
    "hours": "It had waited until somebody's working hours began.",
    "slot_free": "It had waited until somebody had room for it.",
    "capacity": "It had waited until somebody's limit was changed.",
    "seat": "It had waited until somebody got a seat.",
    "reactivated": "It had waited until somebody was let in again.",
    "team": "It had waited until somebody joined a team.",
    "access": "It had waited until the inbox was opened to somebody.",
    "rule": "It had waited until the rule was changed.",
    "owner": "It had waited until the contact got an owner.",
    "handed_over": "The bot had handed it over.",
    "sweep": "It had waited until somebody could take it.",
}
"""Why a rule decided just then; that a message arrived goes without saying."""

FILED = {
    "": "Taken back among the others.", "spam": "Marked as spam.", "trash": "Put into the trash.", "archive": "Archived.",
}  # fmt: skip


def reason_in_words(reason: str) -> str:
    """Return one reason in words; `away:2` counts."""
    word, _, count = reason.partition(":")
    words = REASONS.get(word, word.replace("_", " "))
    return f"{count} {words}" if count else words


def sentence(
    outcome: str, assignee: str, reasons: Sequence[str], *, trigger: str = "", team: bool = False
) -> str:
    """Return an assignment as a sentence, and what it was just then for (RTG-08, RTG-10)."""
    who = f"Assigned to {assignee}" if outcome == "assigned" else "Assigned to nobody"
    who += " of a team" if team and outcome == "assigned" else " of the team yet" if team else ""
    why = ", ".join(reason_in_words(reason) for reason in reasons)
    when = f" {TRIGGERS[trigger]}" if trigger in TRIGGERS else ""
    return f"{who}: {why}.{when}" if why else f"{who}.{when}"


def candidate(one: Mapping[str, Any], names: Mapping[UUID, str]) -> dict[str, Any]:
    """Return a candidate of a decision, named, with the verdict and the facts it came from."""
    user_id = UUID(str(one["user"]))
    facts = {key: value for key, value in one.items() if key not in {"user", "verdict"}}
    return {"user_id": user_id, "name": names.get(user_id, ""), "verdict": one["verdict"], "facts": facts}


def skipped(reasons: Sequence[str], advice: str) -> str:
    """Return why there is no ticket as a sentence."""
    why = ", ".join(reason_in_words(reason) for reason in reasons)
    return f"No ticket: {why}. {advice}".strip()


def shown(topic: str, details: Mapping[str, Any], names: Mapping[UUID, str]) -> str:
    """Return a decision within a thread as a sentence."""
    word = topic.partition(".")[2]
    if word == "assignment_decided":
        return _assigned(details, names)
    return SENTENCES[word](details) if word in SENTENCES else topic


def _because(what: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda details: f"{what}: {reason_in_words(str(details.get('reason', '')))}."


def _messages(details: Mapping[str, Any]) -> str:
    count = int(details.get("count", 1))
    return "A message was" if count == 1 else f"{count} messages were"


def _mailed(why: str, *, sent: bool) -> str:
    what = "The transcript" if why == "transcript" else "What the visitor had not seen"
    return f"{what} was mailed to them." if sent else f"{what} could not be mailed to them."


SENTENCES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "ticket_skipped": lambda it: skipped((str(it.get("reason", "")),), str(it.get("advice", ""))),
    "closed": _because("Closed"),
    "reopened": _because("Opened again"),
    "opened": lambda _: "A ticket was opened.",
    "snoozed": lambda it: f"Put off until {str(it.get('until', ''))[:16].replace('T', ' ')} UTC.",
    "woken": _because("Back"),
    "filed": lambda it: FILED[str(it.get("folder", ""))],
    "macro_applied": lambda _: "A macro was applied.",
    "tagged": lambda it: f"Tagged {it.get('tag', '')}.",
    "untagged": lambda it: f"No longer tagged {it.get('tag', '')}.",
    "property_set": lambda it: "A property was taken away." if it.get("cleared") else "A property was set.",
    "moved": lambda _: "Moved to another inbox.",
    "merged": lambda _: "Merged into another conversation.",
    "unmerged": lambda _: "Taken out of the other conversation again.",
    "absorbed": lambda _: "Another conversation was merged into this one.",
    "released": lambda _: "The merged conversation was taken out again.",
    "continued": lambda _: (
        "A later message began another conversation, since this one had been closed for too long."
    ),
    "chat_mailed": lambda it: _mailed(str(it.get("reason", "")), sent=it.get("result") == "sent"),
    "bot_held": lambda _: "A bot answers first.",
    "bot_released": _because("The bot answers no more"),
    "message_reattributed": lambda it: (
        f"A person recorded a message on {WHOSE.get(str(it.get('why', '')), 'somebody else')}."
    ),
    "messages_moved_out": lambda it: (
        f"{_messages(it)} moved to {'a new' if it.get('split') else 'another'} conversation."
    ),
    "messages_moved_in": lambda it: f"{_messages(it)} moved here from another conversation.",
    "owner_told": lambda it: (
        "The contact's owner was away and got a mail about it."
        if it.get("result") == "sent"
        else "The contact's owner was away and could not be told by mail."
    ),
    "priority_set": lambda it: f"Priority: {it.get('priority', '')}.",
}
"""Last word of a topic -> the sentence of its details; assignments need names."""


def _assigned(details: Mapping[str, Any], names: Mapping[UUID, str]) -> str:
    assignee = details.get("assignee_id")
    name = names.get(UUID(str(assignee)), "somebody") if assignee else ""
    return sentence(
        str(details.get("outcome", "")), name, details.get("reasons") or (),
        trigger=str(details.get("trigger", "")), team=bool(details.get("team_id")),
    )  # fmt: skip
