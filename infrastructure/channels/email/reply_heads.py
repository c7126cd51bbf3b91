"""Lines that introduce a quoted or forwarded mail: attributions, dividers, blocks of headers (EML-17).

Everything looks at a few lines of bounded length, so a text is read in time proportional to its length.
"""

import re
from collections.abc import Sequence

from infrastructure.channels.email.reply_words import (
    ABOVE,
    FORWARDED,
    LABELS,
    OPENING,
    ORIGINAL,
    QUOTING,
    WROTE,
)
from infrastructure.channels.email.stems import has_any, stems_of

JOINED = 4
"""Lines an attribution may be wrapped over."""
LONGEST = 400
SHORT = 40
BLOCK = 16
"""Lines looked at for a block of headers."""

_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}\b|\d{4}\s?[年년.]|\b\d{1,2}\.? \w{3,12}\.?,? \d{4}"
)
_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_EMAIL = re.compile(r"[^\s@<>\"]@[^\s@<>\"]{2}")
_WROTE = re.compile(rf"(?<![^\W_])(?:{WROTE})(?![^\W_])|写道|寫道|작성|書きました", re.IGNORECASE)
_ENDS = re.compile(rf"(?<![^\W_])(?:{WROTE})$", re.IGNORECASE)
_QUOTING = re.compile(rf"(?:{QUOTING})\b.*@", re.IGNORECASE)
_OPENING = re.compile(rf"[\"'<(*\s]*(?:(?:{OPENING})(?![^\W_])|\d)", re.IGNORECASE)
_END = re.compile(r"[:：]\s*[*_]{0,2}$")  # noqa: RUF001 - the full-width colon is meant
_DASHES = re.compile(r"^[\s>*_=~#<\u2013\u2014-]{2,}|[\s>*_=~#\u2013\u2014-]{2,}$")
_ORIGINAL = re.compile(rf"(?:{ORIGINAL})\b", re.IGNORECASE)
_FORWARDED = re.compile(rf"(?:{FORWARDED})", re.IGNORECASE)
_ABOVE = re.compile(ABOVE)
_ABOVE_STEMS = stems_of(ABOVE)
_DRAWN = tuple("-*_=>~–—")  # noqa: RUF001 - dashes
_RULE = re.compile(r"(?:_{5,}|-{5,}|={5,}|\u2500{3,}|\*{5,}|[\u2013\u2014]{3,})")
_LABEL = re.compile(r"[>|*_\s]{0,12}([^:：@\d*]{1,24}?)\s{0,3}\*{0,2}\s?[:：]\*{0,2}\s?(.*)")  # noqa: RUF001


def may_introduce(line: str) -> bool:
    """Say whether a line might introduce anything but by asking to answer above it; quick, since hardly any does."""
    signs = ":" in line or "@" in line or "：" in line  # noqa: RUF001
    return signs or line.startswith(_DRAWN) or line.endswith("--")


def may_say_above(lines: Sequence[str]) -> bool:
    """Say whether one of these lines might ask to answer above it; as quick."""
    return has_any(_ABOVE_STEMS, "\n".join(lines).lower())


def is_rule(line: str) -> bool:
    """Say whether a line is nothing but a drawn rule."""
    return len(line) >= 3 and _RULE.fullmatch(line) is not None  # noqa: PLR2004


def says_above(line: str) -> bool:
    """Say whether a line asks to answer above it, as help desks' mails do."""
    return 10 < len(line) < 200 and _ABOVE.search(line.lower()) is not None  # noqa: PLR2004


def says_forwarded(line: str) -> bool:
    """Say whether a line announces a forwarded mail."""
    if len(line) > 120 or not (line.startswith(_DRAWN) or line.endswith((":", "："))):  # noqa: PLR2004, RUF001
        return False
    return _FORWARDED.match(_DASHES.sub("", line)) is not None


def says_original(line: str) -> bool:
    """Say whether a line divides what is above from the mail that was answered."""
    if len(line) > 120 or not line.startswith(_DRAWN):  # noqa: PLR2004
        return False
    stripped = _DASHES.sub("", line)
    if not stripped or stripped == line:
        return False
    match = _ORIGINAL.match(stripped)
    return match is not None and len(stripped) - match.end() < 60  # noqa: PLR2004


def label_of(line: str) -> str:
    """Name the role of a header line (from, sent, to, cc, subject) in any language known; else empty."""
    match = _LABEL.match(line[:200])
    return LABELS.get(" ".join(match[1].lower().split()), "") if match else ""


def block_ends(lines: Sequence[str], start: int) -> int:
    """Return the line after a block of headers of a quoted mail that begins at `start`; `start` where none does."""
    if label_of(lines[start]) not in {"from", "sent", "subject", "to"}:
        return start
    roles: set[str] = set()
    end, strange, address = start, 0, False
    for at in range(start, min(len(lines), start + BLOCK)):
        role = label_of(lines[at]) if lines[at] else ""
        if role:
            roles.add(role)
            end, strange = at + 1, 0
        else:
            strange += 1
            if strange > 2 or len(lines[at]) > LONGEST:  # noqa: PLR2004
                break
        address = address or "@" in lines[at]
    known = {"from", "subject"} <= roles and len(roles) > 2  # noqa: PLR2004
    return end if known or (address and {"from", "sent", "to"} <= roles) else start


def attribution(lines: Sequence[str], end: int) -> tuple[int, bool] | None:
    """Find the attribution (`On … wrote:`) whose last line is `end`: its first line, and whether it stands without `>`.

    A weak one counts only where what follows is marked as quoted.
    """
    if not may_end(lines[end]):
        return None
    found: tuple[int, bool] | None = None
    joined, best = "", -1
    sure = _WROTE.search(lines[end]) is not None or _END.search(lines[end]) is not None
    for first in range(end, max(-1, end - JOINED), -1):
        if not lines[first] or len(joined) > LONGEST or (joined and _ended(lines[first])):
            break
        joined = f"{lines[first]} {joined}" if joined else lines[first]
        strength = _strength(joined[-LONGEST - 100 :])
        if strength >= 0 and (strength > best or (first < end and _goes_on(lines[first], lines[first + 1]))):
            found, best = (first, sure and strength >= 1), strength
    return found


def _ended(line: str) -> bool:
    """Say whether a sentence ends with a line; a day of the month in front of a dot ends none."""
    return line[-1] in ".!?" and not line[-2:-1].isdigit() and _EMAIL.search(line) is None


def _goes_on(line: str, following: str) -> bool:
    """Say whether an attribution that could begin on `following` began on this line, being wrapped."""
    opens = _OPENING.match(line) is not None and any(char.isdigit() for char in line)
    return opens and line[-1] not in ".!?:;" and not following.startswith(line[:3])


def may_end(line: str) -> bool:
    """Say whether an attribution may end here: a colon, or a verb between dashes."""
    if not line or len(line) > LONGEST:
        return False
    if _END.search(line) is None:
        return (line.endswith("--") and _WROTE.search(line) is not None) or _bare(line)
    return len(line) <= SHORT or "@" in line or _WROTE.search(line) is not None


def _bare(line: str) -> bool:
    """Say whether a whole attribution lost its colon, or never had one (`2013/7/20 Jo Roe <jo@far.example>`)."""
    ends = line.endswith(">") or _ENDS.search(line) is not None
    whole = "@" in line and ends and _EMAIL.search(line) is not None
    return whole and _OPENING.match(line) is not None and _DATE.search(line) is not None


def _strength(text: str) -> int:
    """Weigh a possible attribution: -1 none, 0 only before quoted lines, more the surer."""
    text = _DASHES.sub("", text)
    email, date, time = _EMAIL.search(text), _DATE.search(text), _TIME.search(text)
    wrote = _WROTE.search(text)
    opens = _OPENING.match(text) is not None
    if _QUOTING.match(text):
        return 2
    if not wrote and not (email and (date or time)):
        return -1
    if opens and (date or time) and (wrote or email):
        return 3 if email or date else 2
    if email or (wrote and date and time):
        return 1
    return 0
