"""What a person newly wrote, what they quoted, and their signature: spans over a plain text (EML-17).

Time is in proportion to the text: each line is looked at a bounded number of times, with a bounded number of others.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate, groupby

from application.inbound import TextPart
from infrastructure.channels.email import reply_heads as heads
from infrastructure.channels.email.reply_signatures import banner_ends, begins

REPLY, QUOTE, SIGNATURE, FORWARD = "reply", "quote", "signature", "forward"
WRAPPED = 60
"""Characters of a line that is the rest of a quoted line which was broken without a mark."""
FULL = 60
LOOKED_AT = 4_000
"""Lines among which something may be introduced; further below only marks count."""
MOST_TRIED = 400
"""Lines with a colon at their end that may cite; who writes more writes a list."""
NEAR = 3
"""Lines from a drawn rule to what it belongs to."""
Kinds = list[str]


def separate(text: str, hints: Iterable[TextPart] = (), *, forwarded: bool = False) -> tuple[TextPart, ...]:
    """Tell the parts of a text: they cover it without gap or overlap, in order. Empty where all of it is the reply.

    `hints` are spans already known to be quotes, signatures or forwards, in order (an HTML body says so in its marks).
    Of a mail that is known to be forwarded the first block of headers begins the forwarded mail.
    """
    whole = text.split("\n")
    lines = [
        line.strip(" \t\u00a0\u200b\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2068\u2069")
        for line in whole
    ]
    starts = [0, *accumulate(len(line) + 1 for line in whole)]
    kinds: Kinds = [""] * len(lines)
    _hint(kinds, starts, lines, hints)
    _marked(kinds, lines)
    _introduced(kinds, lines, forwarded=forwarded)
    _rejoin(kinds, lines)
    for start, end in _stretches(kinds):
        _sign(kinds, lines, start, end)
    return _spans(kinds, lines, starts, len(text))


def texts_of(text: str, parts: Sequence[TextPart], kind: str) -> str:
    """Give all of one kind: pieces stripped of blank lines around them, with one blank line between."""
    if not parts:
        return text.strip() if kind == REPLY else ""
    pieces = (text[part.start : part.end].strip() for part in parts if part.kind == kind)
    return "\n\n".join(piece for piece in pieces if piece)


def _hint(kinds: Kinds, starts: Sequence[int], lines: Sequence[str], hints: Iterable[TextPart]) -> None:
    at = 0
    for hint in hints:
        first = -1
        while at < len(lines) and starts[at] < hint.end:
            if starts[at] >= hint.start and lines[at]:
                first = at if first < 0 else first
                kinds[at] = hint.kind
            at += 1
        if first >= 0 and hint.kind == QUOTE and heads.says_forwarded(lines[first]):
            kinds[first:at] = [FORWARD] * (at - first)


def _marked(kinds: Kinds, lines: Sequence[str]) -> None:
    """Mark lines that begin with `>`, unless it escapes `From ` in mailboxes or ends an address broken above."""
    for n, line in enumerate(lines):
        if kinds[n] or not line.startswith((">", "&gt;")) or line.startswith(">From "):
            continue
        broken = n > 0 and not kinds[n - 1] and line.endswith(":") and "<" in lines[n - 1].rpartition(">")[2]
        if not broken:
            kinds[n] = QUOTE


def _introduced(kinds: Kinds, lines: Sequence[str], *, forwarded: bool) -> None:
    """Follow the lines that introduce something: it is what is marked below them, or all that is below them."""
    at = tried = 0
    above = heads.may_say_above(lines)
    while at < min(len(lines), LOOKED_AT):
        if kinds[at] or not (heads.may_introduce(lines[at]) or (above and lines[at])):
            at += 1
            continue
        tried += heads.may_end(lines[at])
        first, end, kind, alone = _head(kinds, lines, at, forwarded=forwarded, citing=tried <= MOST_TRIED)
        if not kind:
            at += 1
            continue
        below = next((n for n in range(end, len(lines)) if lines[n]), len(lines))
        if below < len(lines) and kinds[below]:
            kinds[first:below] = [kinds[below] if kind == QUOTE else kind] * (below - first)
            if kind == FORWARD:
                _pass_on(kinds, below)
        elif alone and kind == QUOTE and heads.may_end(lines[end - 1]) and not any(lines[:first]):
            # nobody sends an attribution alone: they answered below it and took the marks away
            kinds[first:end] = [kind] * (end - first)
        elif alone:
            first = _with_rule(kinds, lines, first)
            kinds[first:] = [kind] * (len(lines) - first)
            return
        at = max(end, at + 1)


def _pass_on(kinds: Kinds, at: int) -> None:
    while at < len(kinds) and kinds[at] in {QUOTE, FORWARD}:
        kinds[at] = FORWARD
        at += 1


def _head(
    kinds: Kinds, lines: Sequence[str], at: int, *, forwarded: bool, citing: bool
) -> tuple[int, int, str, bool]:
    """Say what a line introduces: first and end of the lines that do, the kind, and whether it needs no marks below."""
    line = lines[at]
    if heads.says_forwarded(line):
        return at, at + 1, FORWARD, True
    if heads.says_original(line) or heads.says_above(line):
        return at, at + 1, FORWARD if forwarded else QUOTE, True
    if (end := heads.block_ends(lines, at)) > at:
        return at, end, FORWARD if forwarded else QUOTE, True
    if citing and (found := heads.attribution(lines, at)) and not any(kinds[found[0] : at]):
        return found[0], at + 1, QUOTE, found[1]
    return at, at, "", False


def _with_rule(kinds: Kinds, lines: Sequence[str], first: int) -> int:
    """Take the rule drawn above a block of headers along."""
    above = first - 1
    while above >= 0 and not lines[above]:
        above -= 1
    near = above >= 0 and first - above <= NEAR
    return above if near and not kinds[above] and heads.is_rule(lines[above]) else first


def _rejoin(kinds: Kinds, lines: Sequence[str]) -> None:
    """Take for quoted the rest of a quoted line that was broken without a mark."""
    for n in range(1, len(lines) - 1):
        line, before = lines[n], lines[n - 1]
        full = len(before) >= FULL and before.startswith(">") and before[-1] not in ".!?:"
        broken = full and len(line) <= WRAPPED and line[:1].islower()
        if broken and not kinds[n] and kinds[n - 1] == kinds[n + 1] == QUOTE and lines[n + 1].startswith(">"):
            kinds[n] = QUOTE


def _stretches(kinds: Kinds) -> Iterable[tuple[int, int]]:
    at = 0
    for kind, group in groupby(list(kinds)):
        length = len(list(group))
        if not kind:
            yield at, at + length
        at += length


def _sign(kinds: Kinds, lines: Sequence[str], start: int, end: int) -> None:
    if start == 0 and (warned := banner_ends(lines[:end])):
        kinds[:warned] = [SIGNATURE] * warned
        start = warned
    own = lines[start:end]
    first = start + begins(own)
    kinds[first:end] = [SIGNATURE] * (end - first)


def _spans(kinds: Kinds, lines: Sequence[str], starts: Sequence[int], length: int) -> tuple[TextPart, ...]:
    """Join lines of one kind; blank lines belong to what is above them, leading ones to what is below."""
    if not any(kinds):
        return ()
    full: Kinds = []
    for n, kind in enumerate(kinds):
        full.append((full[-1] if full else "") if not lines[n] else kind or REPLY)
    first = next((kind for kind in full if kind), REPLY)
    parts: list[TextPart] = []
    at = 0
    for kind, group in groupby(kind or first for kind in full):
        end = at + len(list(group))
        parts.append(TextPart(kind, starts[at], min(starts[end], length)))
        at = end
    parts = [part for part in parts if part.end > part.start]
    return () if all(part.kind == REPLY for part in parts) else tuple(parts)
