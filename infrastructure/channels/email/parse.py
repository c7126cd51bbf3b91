"""Raw bytes of a mail to `ParsedMail`: total on any bytes, in bounded time and memory (EML-16, -17, -18, RL-06)."""

import hashlib
import re
from collections.abc import Collection
from datetime import datetime

from application import inbound
from domain.channels.email import normalise_address, normalise_message_id, reply_key_of, split_hosted
from infrastructure.channels.email.authentication import authenticated
from infrastructure.channels.email.automatic import detect
from infrastructure.channels.email.bodies import read_body
from infrastructure.channels.email.bounces import named_by, read_bounce
from infrastructure.channels.email.calendars import summary_of
from infrastructure.channels.email.containers import read_parts
from infrastructure.channels.email.dates import mail_date
from infrastructure.channels.email.decode import clean_line
from infrastructure.channels.email.forwarded import read_forward
from infrastructure.channels.email.headers import Headers, decode_words, text_of
from infrastructure.channels.email.mime import Part
from infrastructure.channels.email.parsed import (
    Automatic,
    Bounce,
    Candidate,
    Defect,
    Forward,
    Limits,
    MailAttachment,
    ParsedMail,
)
from infrastructure.channels.email.people import people, read_contact, read_sender
from infrastructure.channels.email.protected import protection
from infrastructure.channels.email.reply_html import parts_of

LIMITS = Limits()
_ID = re.compile(r"<([^<>]{1,998})>")
_SHOWN = re.compile(r"cid:([^\s\"'<>)]{1,500})", re.IGNORECASE)
_UNSAFE_NAME = re.compile(r"[\x00-\x1f\x7f<>:\"|?*]")


def parse(
    raw: bytes, *, intake: datetime | None = None, internal: Collection[str] = (), limits: Limits = LIMITS
) -> ParsedMail:
    """Read one mail. Never raises: what is broken is repaired as far as it goes and named in `defects`.

    `intake` (aware) is the date of a mail that has no believable one of its own. A Reply-To into one of the `internal`
    domains names nobody outside.
    """
    whole = raw
    root, defects = read_parts(whole[: limits.raw_bytes], limits)
    if len(whole) > limits.raw_bytes:
        defects.append(Defect("1", "mail larger than the limit", "cut; whole in the original"))
    headers = root.headers
    sender = read_sender(headers, limits, defects)
    to, cc = people(headers, "to", limits), people(headers, "cc", limits)
    subject = decode_words(headers.get("subject", [""])[0])[:2_000]
    in_reply_to, references = _ids(headers, "in-reply-to", limits), _ids(headers, "references", limits)
    date, date_source = mail_date(headers, intake)
    if date_source != "header" and "date" in headers:
        defects.append(Defect("header", "date cannot be read or believed", f"taken from {date_source}"))
    text, raw_html, parts = read_body(root, limits, defects)
    shown = set(_SHOWN.findall(raw_html)) if parts else set()
    bounce = read_bounce(root, sender, subject, text, limits)
    automatic = detect(root, subject, text, bounce)
    forward, looks_forwarded = read_forward(root, subject, text, raw_html, parts, automatic, limits)
    return ParsedMail(
        sender=sender,
        contact=read_contact(headers, sender, to + cc, limits, internal),
        to=to,
        cc=cc,
        subject=subject,
        message_id=_message_id(headers),
        in_reply_to=in_reply_to,
        references=references,
        date=date,
        date_source=date_source,
        text=text,
        raw_html=raw_html,
        attachments=tuple(_describe(part, shown, defects) for part in parts),
        automatic=automatic,
        bounce=bounce,
        protected=protection(root, text),
        candidates=(*named_by(bounce), *_candidates(headers, in_reply_to, references)),
        defects=tuple(defects),
        raw_sha256=hashlib.sha256(whole).hexdigest(),
        authentication=tuple(text_of(value) for value in headers.get("authentication-results", [])[:50]),
        parts=_parts(text, raw_html, forward, automatic),
        forward=forward,
        looks_forwarded=looks_forwarded,
    )


def html_of(raw: bytes, *, limits: Limits = LIMITS) -> str:
    """Read only the HTML body out of a raw original, as written; empty where there is none. Sanitise it to show it."""
    root, defects = read_parts(raw[: limits.raw_bytes], limits)
    return read_body(root, limits, defects)[1]


def attachment_of(raw: bytes, index: int, *, limits: Limits = LIMITS) -> tuple[MailAttachment, bytes] | None:
    """Read the attachment of this index (as in `ParsedMail.attachments`) out of a raw original; None if there is none."""
    root, defects = read_parts(raw[: limits.raw_bytes], limits)
    _, raw_html, parts = read_body(root, limits, defects)
    if not 0 <= index < len(parts):
        return None
    return _describe(parts[index], set(_SHOWN.findall(raw_html)), defects), parts[index].content


def to_inbound(
    mail: ParsedMail, own_addresses: Collection[str] = (), authserv: str = ""
) -> inbound.InboundMessage:
    """Give the channel-neutral message that ingest takes; `authserv` is a server of ours that checks senders.

    `own_addresses` are the channel's own: mail of a list that is itself the shared address (a Google Group, EML-04)
    is mail of whoever wrote it, not of a list.
    """
    automatic = mail.automatic.kind if mail.automatic else ""
    own = {normalise_address(address) for address in own_addresses}
    if mail.automatic and automatic == "list" and own & {normalise_address(a) for a in mail.automatic.lists}:
        automatic = ""
    return inbound.InboundMessage(
        provider_id=mail.message_id or f"sha256:{mail.raw_sha256}",
        sender=inbound.Party(normalise_address(mail.contact.email), mail.contact.name),
        sender_why=mail.contact.why,
        subject=mail.subject,
        text=mail.text or next(filter(None, (file.summary for file in mail.attachments)), ""),
        to=tuple(inbound.Party(normalise_address(person.email), person.name) for person in mail.to),
        cc=tuple(inbound.Party(normalise_address(person.email), person.name) for person in mail.cc),
        has_html=bool(mail.raw_html),
        attachments=tuple(
            inbound.Attachment(
                n, a.filename, a.content_type, a.size, a.sha256, a.inline, a.content_id, a.summary
            )
            for n, a in enumerate(mail.attachments)
        ),
        candidates=tuple(inbound.ThreadCandidate(c.by, c.value) for c in mail.candidates),
        parts=mail.parts,
        sent_at=mail.date if mail.date_source != "intake" else None,
        automatic="auto_reply" if automatic == "out_of_office" else automatic,
        defects=tuple(f"{d.part}: {d.what} ({d.repaired})" for d in mail.defects),
        authenticated=authenticated(mail.authentication, authserv, normalise_address(mail.contact.email)),
        forward=_forwarded(mail),
        bounce=_bounced(mail.bounce),
        protected=mail.protected,
    )


def _bounced(bounce: Bounce | None) -> inbound.Bounce | None:
    if bounce is None:
        return None
    parties = (
        inbound.BouncedParty(
            normalise_address(one.email), normalise_address(one.original), one.status, one.diagnostic
        )
        for one in bounce.recipients
    )
    return inbound.Bounce(tuple(parties), bounce.permanent, bounce.delayed)


def _forwarded(mail: ParsedMail) -> inbound.Forwarded | None:
    """Give what the mail passes on; the kind of a forward that could not be read is empty."""
    if not mail.looks_forwarded:
        return None
    forwarder = inbound.Party(normalise_address(mail.sender.email), mail.sender.name)
    if mail.forward is None or not mail.forward.original.sender.email:
        return inbound.Forwarded("", "", forwarder, None)
    sender = mail.forward.original.sender
    original = inbound.Party(normalise_address(sender.email), sender.name)
    return inbound.Forwarded(mail.forward.kind, mail.forward.client, forwarder, original)


def _parts(
    text: str, raw_html: str, forward: Forward | None, automatic: Automatic | None
) -> tuple[inbound.TextPart, ...]:
    """Tell what of a mail was newly written (EML-17); a report by a mail server is of one piece."""
    if automatic is not None and automatic.kind in {"bounce", "receipt"}:
        return ()
    return parts_of(text, raw_html, forward)


def _message_id(headers: Headers) -> str:
    values = headers.get("message-id", []) or headers.get("resent-message-id", [])
    return next(filter(None, (normalise_message_id(clean_line(text_of(value))) for value in values[:5])), "")


def _ids(headers: Headers, name: str, limits: Limits) -> tuple[str, ...]:
    """List the ids a field names in order, once each; without angle brackets at all, words that hold an @."""
    found: dict[str, None] = {}
    for value in headers.get(name, [])[:5]:
        line = clean_line(text_of(value))
        inside = _ID.findall(line) or [word for word in line.replace(",", " ").split() if "@" in word]
        found.update(dict.fromkeys(filter(None, map(normalise_message_id, inside))))
    ids = tuple(found)
    return ids if len(ids) <= limits.references else (ids[0], *ids[1 - limits.references :])


def _candidates(
    headers: Headers, in_reply_to: tuple[str, ...], references: tuple[str, ...]
) -> tuple[Candidate, ...]:
    newest_first = (*in_reply_to, *reversed(references))
    keys = [reply_key_of(mail_id) for mail_id in newest_first]
    for name in ("delivered-to", "x-original-to", "to", "cc"):
        for value in headers.get(name, [])[:20]:
            if "+" in value:
                split = (split_hosted(person.email) for person in people({name: [value]}, name, LIMITS))
                keys += [hosted[2] for hosted in split if hosted]
    found = [Candidate("token", key) for key in keys if key]
    found += [Candidate("in_reply_to", mail_id) for mail_id in in_reply_to]
    found += [
        Candidate("references", mail_id) for mail_id in reversed(references) if mail_id not in in_reply_to
    ]
    return tuple(dict.fromkeys(found))


def _describe(part: Part, shown: set[str], defects: list[Defect]) -> MailAttachment:
    content = part.content
    if part.problem:
        defects.append(Defect(part.number, "transfer encoding", part.problem))
    content_id = clean_line(text_of(part.header("content-id"))).strip("<> ")[:500]
    return MailAttachment(
        filename=safe_filename(part.filename),
        content_type=part.content_type,
        size=len(content),
        inline=part.disposition == "inline"
        or content_id in shown
        or (not part.disposition and bool(content_id)),
        content_id=content_id,
        sha256=hashlib.sha256(content).hexdigest(),
        summary=summary_of(content, part.params.get("charset", ""))
        if part.content_type == "text/calendar"
        else "",
    )


def safe_filename(name: str) -> str:
    """Give a name that is only a name: no directories, no control characters, no leading dots; empty stays empty."""
    last = _UNSAFE_NAME.sub("_", clean_line(name)).replace("\\", "/").rstrip("/").rpartition("/")[2]
    stem, dot, extension = last.strip(" ").lstrip(".").rpartition(".")
    return f"{stem[:180]}{dot}{extension[:20]}" if dot else extension[:200]
