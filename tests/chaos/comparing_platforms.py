"""Compares what Facebook, WhatsApp and Twilio were acknowledged with what was kept: calls, recordings, threads, receipts."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from tests.chaos.comparing import Comparison
from tests.chaos.found import Found
from tests.chaos.notes import Notes

TAKEN, END = "voice", "status"
"""The steps at which a call that comes in is kept before it is answered (a fallback may say that we are away), and is over."""


def compare_platforms(result: Comparison, notes: Notes, found: Found, *, untold: bool) -> None:
    """Compare; what is wrong is added to `result`. `untold`: calls are to be over too of whose end Twilio could not tell."""
    _calls(result, notes, found, untold=untold)
    _recordings(result, notes, found)
    result.must(_torn(notes, found), "people of a platform with more than one conversation")
    told = {one.message_id for text in notes.reads for one in found.posted[text]}
    result.count("answers that were told to be read", len(told))
    result.must(
        (f"seen {found.seen[one]} times: {one}" for one in told if found.seen[one] != 1),
        "answers not recorded as seen exactly once",
    )


def never_over(notes: Notes, found: Found, *, untold: bool) -> list[str]:
    """Return the calls that are not known to be over, as Twilio has them."""
    told = {sid for sid, steps in notes.calls.items() if END in steps}
    begun = ((sid, one.call_id) for sid, kept in found.calls.items() for one in kept if untold or sid in told)
    return [sid for sid, call_id in begun if call_id not in found.outcomes]


def _calls(result: Comparison, notes: Notes, found: Found, *, untold: bool) -> None:
    taken = {sid for sid, steps in notes.calls.items() if TAKEN in steps}
    result.count("calls acknowledged", len(taken))
    result.must((f"lost: call {sid}" for sid in taken if not found.calls.get(sid)), "calls lost")
    result.must(
        (f"there {len(kept)} times: call {sid}" for sid, kept in found.calls.items() if len(kept) > 1),
        "calls doubled",
    )
    result.count(
        "calls of whose end Twilio could not tell", sum(END not in notes.calls[sid] for sid in taken)
    )
    result.must((f"never over: {sid}" for sid in never_over(notes, found, untold=untold)), "calls never over")
    for outcome in sorted(set(found.outcomes.values())):
        result.count(f"calls {outcome}", sum(one == outcome for one in found.outcomes.values()))


def _recordings(result: Comparison, notes: Notes, found: Found) -> None:
    result.count("recordings acknowledged", len(notes.recordings))
    made = {sid: found.made.get(sid, []) for sid in notes.recordings}
    result.must(
        (f"{len(ids)} times: recording {sid}" for sid, ids in made.items() if len(ids) != 1),
        "recordings lost or doubled",
    )
    result.must(
        (f"fetched {found.kept[one]} times: recording {one}" for ids in made.values() for one in ids if found.kept[one] != 1),
        "recordings not fetched exactly once",
    )  # fmt: skip


def _torn(notes: Notes, found: Found) -> Iterator[str]:
    """Nobody closes anything, so whatever somebody says or calls is in one conversation, and is one contact's."""
    places: defaultdict[str, set[tuple[UUID, UUID]]] = defaultdict(set)
    for message_id, kept in found.received.items():
        mail = notes.mails.get(message_id)
        if mail is not None and mail.kind != "email":
            places[f"{mail.kind} {mail.sender}"].update((one.conversation_id, one.contact_id) for one in kept)
    for one in (each for kept in found.calls.values() for each in kept):
        places[f"calling {one.number}"].add((one.conversation_id, one.contact_id))
    yield from (f"{len(where)} conversations of {who}" for who, where in places.items() if len(where) > 1)
