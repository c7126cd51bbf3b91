# ruff: noqa: ISC004 - sentences longer than a line are what this is about
"""Bounces in prose, as mail systems wrote them before RFC 3464 or write them still: who, why, and where the mail begins."""

import re
from collections.abc import Collection, Sequence

from infrastructure.channels.email.bounce_reports import CODE, STATUS, Told
from infrastructure.channels.email.bounce_words import DELAYED, LASTING, PASSING, REASONS

_RETURNED = re.compile(
    r"^[ \t>*]*(?:[-=_*~]{2,}[ \t]*)?(?:"
    r"(?:below this line is|this is|included is|here is) a copy of (?:the|your)\b.*"
    r"|(?:the )?(?:original|returned|unsent|undelivered|bounced|your original|your) (?:message|mail|e-?mail)(?: headers?)?"
    r"(?: text)?(?: follows?| header.*| is (?:included|attached|below).*| below.*)?"
    r"|(?:message|mail|original|returned) headers?(?: follows?)?|header of (?:the )?(?:original )?message|returned content"
    r"|(?:ursprüngliche|original)e? ?nachricht|message d'origine|mensaje original|messaggio originale|mensagem original"
    r"|oorspronkelijk bericht|původní zpráva|oryginalna wiadomość|исходное сообщение|original ?message ?attached"
    r"|the (?:body|header|start|first \d+ lines) of (?:the|your) (?:original |returned )?(?:message|mail).*"
    r"|start of (?:returned|original|forwarded) message|copy of (?:the )?(?:original )?(?:message|mail).*"
    r"|unsent message below.*|(?:message|mail) (?:text|body|contents?|source) follows.*|your message reads.*|attached is your message.*"
    r")[ \t]*[:.]?[ \t]*(?:[-=_*~]{2,})?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FIELDS = re.compile(
    r"^[> \t]{0,4}(?:received: (?:from|by|\()|return-path: ?<|message-id: ?<|dkim-signature: )",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS = re.compile(r"(?<![\w.@+-])<?([\w.!#$%&'*+/=?^`{|}~-]{1,128}@(?:[\w-]{1,63}\.)+[\w-]{2,24})>?")
_SENTENCES = (
    r"^[ \t>*-]*<([^\s<>]+@[^\s<>]+)>[^\n\S]*:?[ \t]*(?:\(|$)",
    r"^[ \t>*-]*<([^\s<>]+@[^\s<>]+)>[ \t]*:",
    r"^[ \t*•-]+<?([^\s<>,;:()]+@[^\s<>,;:()]+)>?[ \t]*(?:\[.*\]|\(.*\))?:?$",
    r"^<?([^\s<>,;:()]+@[^\s<>,;:()]+)>?:?[ \t]*(?:\(.*|on \w{3},? .*|\[.*)?$",
    r"RCPT TO:[ \t]*<?([^\s<>]+@[^\s<>]+)>?",
    r"[45]\d\d(?:[ -]#?\d\.\d+\.\d+)?[ :-]+<([^\s<>]+@[^\s<>]+)>",
    r"(?:unknown (?:user|recipient|address)|user unknown|recipient|addressed to|undeliverable to|deliver(?:ed)? (?:\w+ ){0,4}to"
    r"|to:|for|intended for|address|mailbox|user|account|empfänger|destinataire|destinatario|destinatário|odbiorc[ay]|получател[ьюя])"
    r"[ \t]*(?:is |was )?[:\"'(]*[ \t]*<?([^\s<>,;:()\"']+@[^\s<>,;:()\"']+)",
)
_WHO = tuple(re.compile(words, re.IGNORECASE | re.MULTILINE) for words in _SENTENCES)
_SENDER = re.compile(
    r"mail from:|from:|postmaster@|abuse@|support@|contact|reply-to|sender|helpdesk|mailto:", re.IGNORECASE
)
NEAR = 1_500
"""Characters after an address that may tell why."""
SAID = 20_000
MOST = 50


def split_returned(text: str) -> tuple[str, str]:
    """Split what a mail system says from the mail it gives back; the second is empty where it gives none back in the text."""
    head = text[:SAID]
    cuts = [match.start() for pattern in (_RETURNED, _FIELDS) for match in [pattern.search(head)] if match]
    cut = min((at for at in cuts if at > 0), default=len(text))
    return text[:cut], text[cut : cut + 65_536]


def read_text(
    said: str, subject: str, failed: Sequence[str], known: Collection[str], returned_to: str
) -> list[Told]:
    """Read whom a mail system's words name and why; `failed` are named in its header, `known` are sender and addressee.

    Where no words name anybody, it is whom the returned mail was for.
    """
    body = said[:SAID]
    emails = list(dict.fromkeys(failed)) or _named(body, known) or ([returned_to] if returned_to else [])
    places = {email: body.lower().find(email.lower()) for email in emails}
    starts = sorted(at for at in places.values() if at >= 0)
    found = []
    for email in emails[:MOST]:
        at = places[email]
        end = next((other for other in starts if other > at), len(body)) if at >= 0 else len(body)
        near = body[max(at, 0) : min(end, max(at, 0) + NEAR)]
        found.append(_told(email, near, body, subject))
    if not found and body.strip():
        found = [_told("", body, body, subject)]
    return [one for one in found if one.email] or found[:1]


def _named(body: str, known: Collection[str]) -> list[str]:
    for pattern in _WHO:
        emails = [match[1].strip(".'\"") for match in pattern.finditer(body)]
        fresh = [email for email in emails if email.lower() not in known and _ADDRESS.fullmatch(email)]
        if fresh or (emails and pattern in _WHO[:2]):
            return list(dict.fromkeys(fresh or emails))[:MOST]
    lines = (line for line in body.splitlines() if not _SENDER.search(line))
    emails = [match[1].strip(".'\"") for line in lines for match in _ADDRESS.finditer(line)]
    return list(dict.fromkeys(email for email in emails if email.lower() not in known))[:1]


def _told(email: str, near: str, body: str, subject: str) -> Told:
    status = _status(near, email) or _status(body, email)
    whole = f"{subject}\n{body}"
    lasts = bool(LASTING.search(whole))
    waits = bool(DELAYED.search(subject) or (DELAYED.search(body) and not lasts))
    if status.startswith("x"):
        passing = waits or (status in PASSING and not lasts)
        status = f"{4 if passing else 5}{status[1:]}"
    status = status or ("4.0.0" if waits else "5.0.0")
    action = "delayed" if waits and not status.startswith("5") else "failed"
    return Told(email, action, status, _diagnostic(near, email))


def _status(text: str, email: str) -> str:
    """Give the enhanced code that the words hold, the class of a reply code, or `x` and what the reason comes to."""
    plain = text.replace(email, " ") if email else text
    enhanced = next((match for match in STATUS.finditer(plain) if match[1] != "2"), None)
    code = CODE.search(plain)
    reason = next((status for status, words in REASONS if words.search(plain)), "")
    if enhanced is not None:
        return enhanced[0]
    if code is not None:
        return f"{code[1][0]}{reason[1:] if reason else '.0.0'}"
    return reason


def _diagnostic(near: str, email: str) -> str:
    lines = [line.strip().lstrip("> \t:").rstrip(": \t") for line in near.splitlines()]
    if lines and lines[0].strip("<> ").lower() == email.lower():
        lines = lines[1:]
    kept: list[str] = []
    for line in lines:
        if not line and kept:
            break
        if line:
            kept.append(line)
    return " ".join(" ".join(kept).split())[:500]
