"""Compares what was acknowledged with what was kept, sent and shown; every difference is a line."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from infrastructure.cli.worker import THREADS
from tests.chaos.found import Found
from tests.chaos.letters import Mail
from tests.chaos.notes import Notes

Row = tuple[str, object]
CALLS = "calling:"
"""How ids of calls begin, which are compared apart."""
GOOD_ENDS = (["message_ingested"], ["duplicate_ignored"], ["message_ignored"])
"""The last: what a platform told of in which there is nothing to be shown, as in a receipt that says nothing new."""


@dataclass(frozen=True)
class Sent:
    """What left: mails as the relay shows them, and how many copies of each text there are in Messenger and WhatsApp."""

    mails: Sequence[Mapping[str, Any]] = ()
    texts: Counter[str] = field(default_factory=Counter)


@dataclass
class Comparison:
    """Counts for people, and what is wrong."""

    rows: list[Row] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    def count(self, what: str, number: object) -> None:
        """Add a line to the table."""
        self.rows.append((what, number))

    def must(self, wrong: Iterator[str], what: str) -> None:
        """Count what is wrong, and keep it."""
        found = list(wrong)
        self.count(what, len(found))
        self.differences += found


def compared(
    notes: Notes,
    found: Found,
    originals: Mapping[UUID, bytes],
    sent: Sent,
    killed_workers: int,
) -> Comparison:
    """Compare notes, log, originals and what left."""
    result = Comparison()
    _mails(result, notes, found, originals)
    _replies(result, notes, found, sent, killed_workers)
    result.must(iter(notes.faults), "answers that must never be given")
    return result


def _mails(result: Comparison, notes: Notes, found: Found, originals: Mapping[UUID, bytes]) -> None:
    known = notes.acknowledged
    kinds = Counter(mail.kind for mail in notes.mails.values())
    for kind, many in sorted(kinds.items()):
        result.count(f"messages acknowledged, {kind} (different ids)", many)
    result.count("deliveries acknowledged", known.total())
    result.count("originals accepted, unanswered repeats included", len(found.originals))
    received = {message_id: found.received.get(message_id, []) for message_id in known}
    result.must((f"lost: {one}" for one, kept in received.items() if not kept), "messages lost")
    result.must(
        (f"there {len(kept)} times: {one}" for one, kept in received.items() if len(kept) > 1),
        "messages doubled",
    )
    result.must(
        (
            f"other text: {one}"
            for one, kept in received.items()
            if {each.digest for each in kept} - {notes.mails[one].digest}
        ),
        "messages with another text",
    )
    result.must(
        (
            f"taken for another kind: {one}"
            for one, kept in received.items()
            if {(each.automatic, each.files) for each in kept}
            - {(notes.mails[one].automatic, notes.mails[one].files)}
        ),
        "messages of machines taken for people's, or with other files",
    )
    result.must(
        (f"never written: {one}" for one in found.received if one not in known and not one.startswith(CALLS)),
        "messages nobody was told of",
    )
    result.must(_original_differences(notes, found, originals), "originals lost or changed")
    result.must(
        (
            f"intake {one}: {found.endings[one]}"
            for one in found.originals
            if found.endings[one] not in GOOD_ENDS
        ),
        "originals without exactly one good end",
    )
    accepted = Counter(ends[0] for ends in found.endings.values() if ends)
    result.count("deliveries ignored as duplicates", accepted["duplicate_ignored"])
    result.must(_torn_threads(notes, found), "replies apart from the thread they name")
    people: dict[str, set[UUID]] = {}
    for one in (each for kept in found.received.values() for each in kept):
        people.setdefault(one.sender, set()).add(one.contact_id)
    result.must(
        (f"{len(ids)} contacts of one sender" for ids in people.values() if len(ids) > 1), "contacts doubled"
    )
    _tickets(result, notes, found)


def _tickets(result: Comparison, notes: Notes, found: Found) -> None:
    """Of mail: a conversation that a person began has one ticket, one that a machine began has none (TKT-03, EML-18)."""
    mails = {one for one, mail in notes.mails.items() if mail.kind == "email"}
    kept = sorted(each for one, several in found.received.items() if one in mails for each in several)
    began = {each.conversation_id: each for each in reversed(kept)}
    result.count("conversations by mail", len(began))
    result.count("conversations that machines began", sum(each.automatic for each in began.values()))
    result.must(
        (
            f"{found.tickets[one]} tickets of {one}"
            for one, first in began.items()
            if found.tickets[one] != (not first.automatic)
        ),
        "conversations without exactly the ticket they ought to have",
    )


def _original_differences(notes: Notes, found: Found, originals: Mapping[UUID, bytes]) -> Iterator[str]:
    yield from (f"no original of intake {one}" for one in found.originals if one not in originals)
    for message_id, kept in found.received.items():
        for each in kept:
            raw = originals.get(each.original[1], b"")
            if message_id in notes.mails and not _is_of(notes.mails[message_id], raw):
                yield f"another original of {message_id}"


def _is_of(mail: Mail, raw: bytes) -> bool:
    """Whether an original is a mail's, byte by byte, or is what a platform told of a message, in JSON."""
    if mail.kind == "email":
        return raw.endswith(mail.raw)
    said = json.dumps(json.loads(raw), ensure_ascii=False)
    return mail.text in said and mail.message_id.removeprefix(f"{mail.kind}:") in said


def _torn_threads(notes: Notes, found: Found) -> Iterator[str]:
    """A reply that came after what it answers is in the same conversation."""
    for message_id, mail in notes.mails.items():
        here, there = found.received.get(message_id), found.received.get(mail.answers)
        if (
            mail.answers
            and here
            and there
            and there[0].position < here[0].position
            and (here[0].conversation_id != there[0].conversation_id)
        ):
            yield f"{message_id} is apart from {mail.answers}"


def _replies(
    result: Comparison,
    notes: Notes,
    found: Found,
    sent: Sent,
    killed_workers: int,
) -> None:
    relay = sent.mails
    replies = notes.replies.values()
    result.count("replies acknowledged", len(replies))
    result.must((f"lost: {one}" for one in replies if not found.posted.get(one.text)), "replies lost")
    result.must(
        (f"there {len(made)} times: {text}" for text, made in found.posted.items() if len(made) > 1),
        "replies doubled",
    )
    result.must((f"nobody was told of: {text}" for text in found.posted if text not in notes.replies), "replies nobody was told of")  # fmt: skip
    posted = {one.message_id: one for made in found.posted.values() for one in made}
    copies = {mail["message_id"].strip("<>"): mail["copies"] for mail in relay}
    at_relay = {
        message: sent.texts[one.text] if one.told_of else copies.get(one.provider_id.strip("<>"), 0)
        for message, one in posted.items()
    }
    result.must((f"not sent: {one}" for one, n in at_relay.items() if not n), "replies not sent")
    # a platform tells of each copy under an id of its own, and each that there is may be recorded
    most = {message: at_relay[message] if one.told_of else 1 for message, one in posted.items()}
    result.must(
        (f"sent is recorded {found.sent[one]} times: {one}" for one in posted if not 1 <= found.sent[one] <= max(1, most[one])),
        "replies not recorded as sent, or more often than there are copies",
    )  # fmt: skip
    doubled = {one: n - 1 for one, n in at_relay.items() if n > 1}
    result.count("second copies at relay and platforms", sum(doubled.values()))
    result.count("attempts recorded as possible second copies", found.repeated.total())
    result.count("workers killed", killed_workers)
    result.count("replies left to a person for a while", len(found.unresolved))
    result.must(
        (f"{n} further copies of {one}, {found.repeated[one]} recorded" for one, n in doubled.items() if n > found.repeated[one]),
        "copies beyond what is recorded",
    )  # fmt: skip
    # each of a worker's threads may have been between the relay's word and the log's when it was killed
    beyond = max(0, sum(doubled.values()) - killed_workers * THREADS)
    result.must((f"{beyond} copies more than killed workers had in hand" for _ in range(bool(beyond))), "copies beyond what killed workers had in hand")  # fmt: skip
    result.must(
        (f"copies differ: {mail['message_id']}" for mail in relay if not mail["identical"]),
        "copies that differ",
    )
    strangers = (
        {*copies, *sent.texts} - {one.provider_id.strip("<>") for one in posted.values()} - set(notes.replies)
    )
    result.must(
        (f"nobody wrote what was sent: {one}" for one in strangers), "messages sent that nobody wrote"
    )
