"""Where in a stretch of somebody's own lines the signature begins: delimiters, programs' lines, notices (EML-17)."""

import re
from collections.abc import Sequence

from infrastructure.channels.email.reply_heads import is_rule
from infrastructure.channels.email.signature_words import (
    BANNER,
    BANNER_SAYS,
    DEVICE,
    NOTICE,
    NOTICE_HEAD,
    SENT_FROM,
    SENT_TO,
    SIGN_OFF,
)
from infrastructure.channels.email.stems import has_any, stems_of

LONGEST_LINE = 140
TAIL = 40
"""Lines a signature without a delimiter is looked for in, from the end."""
CARD = 14
"""Lines, empty ones not counted, that a card below a farewell has at most."""
FEW_WORDS = 6
ROUNDS = 8

_DELIMITER = re.compile(r"(?:--|\u2014|\u2013\u2013|- -|__)")
_SENT_FROM = re.compile(rf"[\s\[(*_<]*(?:{SENT_FROM})", re.IGNORECASE)
_SENT_TO = re.compile(SENT_TO)
_DEVICE = re.compile(DEVICE, re.IGNORECASE)
_LINK = re.compile(r"[<(\[]?https?://\S*")
_SIGN_OFF = re.compile(rf"[*_\s]*{SIGN_OFF}[\s,.!*_\u00a0-]*", re.IGNORECASE)
# looked for in lower case: a search that minds no case looks at every place for every word
_NOTICE = re.compile(NOTICE)
_NOTICE_STEMS = stems_of(NOTICE)
_NOTICE_HEAD = re.compile(rf"[\s*_\[(\"'>#!]*(?:{NOTICE_HEAD})", re.IGNORECASE)
_BANNER = re.compile(rf"[\s*_|\[(!\u26a0\ufe0f]*{BANNER}", re.IGNORECASE)
_BANNER_SAYS = re.compile(BANNER_SAYS, re.IGNORECASE)
_CONTACT = re.compile(
    r"\b(?:www\.|https?://)|@[\w-]+\.\w|(?:\+|\b00|\()\d[\d\s().\u00a0/-]{6,}\d|(?<!\d)\d{2,4}(?:[\s/-]\d{2,4}){2,4}(?!\d)"
    r"|^(?:tel|t|m|p|mob|mobile|phone|fax|f|kom|telefon|tél|cell|direct|office|email|e-mail|e|w|web|nip|vat|ust-id|hrb)\.?\s?[:|]"
    r"|\b(?:ltd|llc|inc|gmbh|s\.a\.|s\.?\s?r\.?\s?o|sp\. z o\.? ?o|s\.r\.l|sarl|b\.v|n\.v|a/s|ooo|corp|plc)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:manager|director|engineer|developer|officer|ceo|cto|cfo|coo|head of|founder|consultant|assistant|specialist|analyst"
    r"|coordinator|president|partner|lead|representative|accountant|leiter(?:in)?|geschäftsführ\w+|kierowni\w+|dyrektor|specjalist\w+"
    r"|inżynier|responsable|directeur|directrice|gerente|ingenier[oa]|responsabile|direttore|medewerker|vedoucí|ředitel\w*|менеджер"
    r"|директор|@)\b|\s[|\u2022\u00b7]\s",
    re.IGNORECASE,
)


def begins(lines: Sequence[str]) -> int:
    """Return which of these lines is the first of the signature at their end; their number where there is none.

    What is left is looked at again, some times: a notice may stand below a card.
    """
    end = len(lines)
    for _ in range(ROUNDS):
        first = max(0, end - 2 * TAIL)
        found = first + _begins(lines[first:end])
        if found == end:
            break
        end = found
    return end


def banner_ends(lines: Sequence[str]) -> int:
    """Return how many lines at the beginning are a warning that a mail server put above what was written."""
    at = next((n for n, line in enumerate(lines[:10]) if line), len(lines))
    if at >= len(lines) or not _BANNER.match(lines[at][:300]):
        return 0
    end = next((n for n in range(at, min(len(lines), at + 8)) if not lines[n]), min(len(lines), at + 8))
    said = " ".join(lines[at:end])[:1_000]
    return end if _BANNER_SAYS.search(said, 8) else 0


def _begins(lines: Sequence[str]) -> int:
    end = len(lines)
    while end and not lines[end - 1]:
        end -= 1
    if not end:
        return len(lines)
    start = min(_delimited(lines, end), _by_program(lines, end), _notice(lines, end), _card(lines, end))
    return start if start < end else len(lines)


def _delimited(lines: Sequence[str], end: int) -> int:
    """Find `-- ` (RFC 3676), or a drawn rule, with few lines below it."""
    for at in range(max(0, end - TAIL), end):
        if _DELIMITER.fullmatch(lines[at]) or (is_rule(lines[at]) and _like_footer(lines[at + 1 : end])):
            return at
    return end


def _like_footer(lines: Sequence[str]) -> bool:
    written = [line for line in lines if line]
    if not written or len(written) > CARD:
        return False
    return any(_CONTACT.search(line[:300]) or _NOTICE.search(line[:300].lower()) for line in written)


def _by_program(lines: Sequence[str], end: int) -> int:
    """Find a line that a program adds (`Sent from my iPhone`) with little below it."""
    written, found = 0, end
    for at in range(end - 1, max(-1, end - TAIL), -1):
        written += bool(lines[at])
        if written > FEW_WORDS:
            break
        if _is_sent_from(lines[at]):
            found = at
    return found


def _is_sent_from(line: str) -> bool:
    if not line or len(line) > LONGEST_LINE * 2:
        return False
    shown = _LINK.sub("", line) if "://" in line else line
    words = len(shown.split())
    if len(shown) > LONGEST_LINE or words > 2 * FEW_WORDS or ("," in shown and words > FEW_WORDS):
        return False
    sent = _SENT_FROM.match(shown) or (words <= FEW_WORDS and _SENT_TO.search(shown.lower()))
    return bool(sent) and _DEVICE.search(shown) is not None


def _notice(lines: Sequence[str], end: int) -> int:
    """Find the paragraphs at the end that say who may read this, or spare trees."""
    start = at = end
    while at and end - at < TAIL:
        first = at - 1
        while first and lines[first - 1]:
            first -= 1
        if not _is_notice(" ".join(lines[first:at])[:3_000]):
            break
        start = at = first
        while at and not lines[at - 1]:
            at -= 1
    while 0 < start < end and (
        is_rule(lines[start - 1]) or (start > 1 and not lines[start - 1] and is_rule(lines[start - 2]))
    ):
        start -= 1 if is_rule(lines[start - 1]) else 2
    return start


def _is_notice(said: str) -> bool:
    lowered = said.lower()
    found = set(_NOTICE.findall(lowered)) if has_any(_NOTICE_STEMS, lowered) else set()
    return bool(found) and (
        _NOTICE_HEAD.match(said) is not None or (len(found) > 2 and len(said) > LONGEST_LINE)  # noqa: PLR2004
    )


def _card(lines: Sequence[str], end: int) -> int:
    """Find a farewell with a name and ways to reach somebody below it; a farewell and a name alone are what one writes."""
    written: list[str] = []
    for at in range(end - 1, max(-1, end - TAIL), -1):
        line = lines[at]
        if not line:
            continue
        if _SIGN_OFF.fullmatch(line[:80]):
            return at if _is_card(written) else end
        written.append(line)
        if len(written) > CARD or len(line) > LONGEST_LINE:
            break
    return end


def _is_card(lines: Sequence[str]) -> bool:
    """Say whether lines (last first) tell who somebody is and how to reach them."""
    if len(lines) < 2:  # noqa: PLR2004
        return False
    contact = sum(_CONTACT.search(line) is not None for line in lines)
    title = sum(_TITLE.search(line) is not None for line in lines[:-1])
    prose = sum(len(line.split()) > 2 * FEW_WORDS and not _CONTACT.search(line) for line in lines)
    return not prose and contact + title > 0
