"""Mail that says a mail did not arrive: to whom, why, for good or for a while, and which mail (RFC 3464; EML-18)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.channels.email import normalise_message_id, reply_key_of
from infrastructure.channels.email.automatic import has_null_path
from infrastructure.channels.email.bounce_reports import Told, is_report, read_report, recipient_of
from infrastructure.channels.email.bounce_texts import read_text, split_returned
from infrastructure.channels.email.bounce_words import RETURNED, SUBJECT
from infrastructure.channels.email.decode import clean_line
from infrastructure.channels.email.headers import Headers, decode_words, split_headers, text_of
from infrastructure.channels.email.mime import Part
from infrastructure.channels.email.parsed import Bounce, Candidate, Limits, Person
from infrastructure.channels.email.people import people

_MAILER = re.compile(
    r"(?:mailer[._-]?daemon|mail[._-]?daemon|post_?master|mdaemon|mail[._-]?delivery|bounce"
    r"|microsoftexchange[0-9a-f]+|mail-?system|double-bounce|returnmail)(?:[+=-][^@]*)?(?:@|$)",
    re.IGNORECASE,
)
_DAEMON = re.compile(
    r"\"?(?:mailer[._-]?daemon|mail[._-]?daemon|microsoftexchange[0-9a-f]{32})(?:[+=-][^@]*)?(?:@|$|\"?[ \t]*<>)",
    re.IGNORECASE,
)
_MAILER_NAME = re.compile(
    r"mail(?:er)?[ -]?(?:deliver\w*|daemon|administrator|system|router|gateway)|postmaster|delivery (?:sub)?system"
    r"|system administrator|internet mail|mail administrator|microsoft (?:outlook|exchange)|email system|smtp server",
    re.IGNORECASE,
)
_RETURNED_TYPES = {
    "message/rfc822", "message/global", "text/rfc822-headers", "text/rfc822", "message/rfc822-headers",
    "message/global-headers", "text/rfc822-header", "message/partial",
}  # fmt: skip
_MESSAGE_ID = re.compile(
    r"^[> \t]*(?:original-)?message-id:\s*<?([^<>\s]{3,500})>?", re.IGNORECASE | re.MULTILINE
)
MOST = 100


def read_bounce(root: Part, sender: Person, subject: str, text: str, limits: Limits) -> Bounce | None:
    """Read a bounce; None for any other mail, also for reports of success.

    Two things must speak for it: that a mail system wrote it (its sender, a null return path, or what it says of itself),
    and that it tells of a failure (a report, a subject or sentences). What a person passes on is a person's.
    """
    evidence = _evidence(root, sender, subject, text)
    if not evidence:
        return None
    reports = [told for part in _leaves(root) if is_report(part) for told in read_report(part, limits)]
    if reports and not any(told.failed or told.delayed for told in reports):
        return None
    said, returned = split_returned(text)
    original, heading = _original(root, returned, limits)
    told = [one for one in reports if one.failed or one.delayed]
    if not told:
        known = {person.email.lower() for person in people(root.headers, "to", limits)} | {
            sender.email.lower()
        }
        failed = [person.email for person in people(root.headers, "x-failed-recipients", limits)]
        told = read_text(said, subject, failed, known, heading)
    final = [one for one in told if one.failed] or told
    return Bounce(
        permanent=any(one.permanent for one in final),
        recipients=tuple(recipient_of(one) for one in _once(final, heading) if one.email)[:MOST],
        original_message_id=original or _named(root.headers),
        evidence=evidence,
        delayed=bool(final) and not any(one.failed for one in final),
    )


def named_by(bounce: Bounce | None) -> tuple[Candidate, ...]:
    """Give the hints to the mail that came back, best first (EML-16)."""
    if bounce is None or not bounce.original_message_id:
        return ()
    key = reply_key_of(bounce.original_message_id)
    token = (Candidate("token", key),) if key else ()
    return (*token, Candidate("references", bounce.original_message_id))


def _evidence(root: Part, sender: Person, subject: str, text: str) -> str:
    headers = root.headers
    whole = root.content_type == "multipart/report"
    declared = whole and root.params.get("report-type", "").lower() == "delivery-status"
    report = declared or any(is_report(part) for part in _leaves(root))
    named = decode_words(headers.get("from", [""])[0])
    daemon = bool(_DAEMON.match(sender.email) or _DAEMON.search(named))
    mailer = daemon or bool(_MAILER.match(sender.email) or _MAILER_NAME.search(sender.name))
    null, names = has_null_path(headers), bool(SUBJECT.match(subject[:300]))
    failed = "x-failed-recipients" in headers
    machine = mailer or null
    if not (report or machine or names or failed):
        return ""
    said, returned = split_returned(text)
    tells = bool(RETURNED.search(said[:6_000]))
    carries = bool(returned) or any(part.content_type in _RETURNED_TYPES for part in _leaves(root))
    signs = (
        ("multipart/report of a delivery status", whole and report),
        ("X-Failed-Recipients", failed and (machine or names)),
        ("a delivery status", report and (machine or names or is_report(root))),
        ("subject of a mail system", machine and names),
        ("words of a mail system", mailer and tells and (null or daemon or whole)),
        ("null return path from a mailer", null and daemon),
        ("words and null return path", null and tells and carries),
        ("subject and words of a mail system", names and tells and carries and not _by_person(headers)),
    )
    return next((sign for sign, holds in signs if holds), "")


def _by_person(headers: Headers) -> bool:
    """Whether a client wrote it, as people use them, or it goes on with a talk."""
    return any(
        name in headers for name in ("user-agent", "in-reply-to", "references", "thread-index", "x-mailer")
    )


def _leaves(part: Part) -> Iterator[Part]:
    if not part.children:
        yield part
    for child in part.children:
        yield from _leaves(child)


def _once(told: list[Told], heading: str) -> list[Told]:
    """Name each recipient once, by what is known best of it; one without address is whom the mail was for."""
    best: dict[str, Told] = {}
    for one in told:
        if not one.email and len(told) == 1:
            return [replace(one, email=heading)]
        if one.email.lower() not in best or (one.diagnostic and not best[one.email.lower()].diagnostic):
            best[one.email.lower()] = one
    return list(best.values())


def _original(root: Part, returned: str, limits: Limits) -> tuple[str, str]:
    """Give the Message-ID of the mail that came back, and whom its header names in To; empty where it is not there."""
    for part in _leaves(root):
        if part.content_type in _RETURNED_TYPES and part is not root:
            content = part.content
            headers = split_headers(content, 0, len(content), limits)[0]
            found = _first(headers, "message-id") or _id_in(content[:65_536].decode("latin-1"))
            if found or "to" in headers or "from" in headers:
                to = people(headers, "to", limits)
                return found, to[0].email if len(to) == 1 else ""
    match = re.search(
        r"^to:[ \t]*(?:.*<)?([^\s<>,;]+@[^\s<>,;]+)>?[ \t]*$", returned, re.IGNORECASE | re.MULTILINE
    )
    return _id_in(returned), match[1] if match else ""


def _id_in(text: str) -> str:
    match = _MESSAGE_ID.search(text)
    return normalise_message_id(clean_line(match[1])) if match else ""


def _named(headers: Headers) -> str:
    """Give the id that the bounce itself names as what it answers."""
    names = (
        "x-original-message-id",
        "original-message-id",
        "in-reply-to",
        "references",
        "x-failed-message-id",
    )
    return next(filter(None, (_first(headers, name) for name in names)), "")


def _first(headers: Headers, name: str) -> str:
    for value in headers.get(name, [])[:1]:
        line = clean_line(text_of(decode_words(value)))
        words = line.replace("<", " <").split()
        return normalise_message_id(words[-1]) if words else ""
    return ""
