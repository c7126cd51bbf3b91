# ruff: noqa: SIM905 - word lists are read as sentences, not as columns
"""Marks by which mail programs set quotes and signatures apart in HTML, as ranges of its characters (EML-17).

Elements are followed in one pass; HTML that is not well nested is taken as it comes.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from application.inbound import TextPart

TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|title|noscript|template|svg|math|iframe|object|select|textarea)\b[^<>]*+>.*?(?:</\1\s*+>|\Z)"
    r"|<(/?)([a-zA-Z][a-zA-Z0-9:]{0,20})((?>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)|[^<>]*+)>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"\b(class|id|name|type|style|data-marker|title)\s{0,3}=\s{0,3}(?:\"([^\"]{0,500})\"|'([^']{0,500})'|([^\s\"'>]{1,200}))"
)
_VOID = frozenset("br hr img col wbr input meta link area base embed param source track".split())
_FOLLOWED = frozenset(
    "div blockquote p span table td section article pre font hr br a body html center tr tbody u".split()
)
_QUOTES = re.compile(
    r"(?:^|[\s_-])(?:yahoo_quoted\w*|protonmail_quote|tutanota_quote|moz-cite-prefix|zmail_extra\w*|front-blockquote|missive_quote"
    r"|sh-quoted-content|nylas-quote\S*|cm_quote|freshdesk_quote|hs_reply|gmail_attr|gmail_quote_attribution|reply-intro|isreplycontent"
    r"|messagereplysection|_originalcontent|bloop_original_html|mail_android_quote|mail-quote\S*|quoted-text|quotedtext|mailru-blockquote"
    r"|olk_src_body_section|mail-editor-reference-message-container|ms-outlook-mobile-reference-message|aolreplacedbody"
    r"|zimbra-quoted\S*|gorgias_quote|zd-quoted|quoted_message|replied-message|infomaniak_quote|skiff_quote|mb_quote|em_quote)(?:$|\s)",
    re.IGNORECASE,
)
_REST = re.compile(
    r"(?:^|\s)(?:x_)*(?:divrplyfwdmsg|stopspelling|zwchr|outlookmessageheader|__divider__|__headers__)(?:$|\s)",
    re.IGNORECASE,
)
_FORWARDS = re.compile(r"(?:^|\s)(?:x_)*(?:moz-forward-container|gmail_forward)(?:$|\s)", re.IGNORECASE)
_CONTAINERS = re.compile(
    r"(?:^|\s)(?:x_)*(?:gmail_quote|gmail_quote_container|ecxgmail_quote)(?:$|\s)", re.IGNORECASE
)
_SIGNATURES = re.compile(
    r"(?:^|[\s_-])(?:x_)*(?:\S*signature(?!_?(?:before|above|parent|none|reply))\S*|_rc_sig|bloop_sign\S*|spneditorsign|zm-_id_-?sgn\S*"
    r"|wisestamp\S*|sh-sig|k9mail-signature|lightsig\S*|hs_sig|mail-sig)(?:$|\s)",
    re.IGNORECASE,
)
_BORDER_LEFT = re.compile(r"border-left(?:-width|-style)?\s*:\s*(?!none|0)", re.IGNORECASE)
_OUTLOOK_RULE = re.compile(
    r"border:\s*none;\s*border-top:\s*solid\s+#(?:e1e1e1|b5c4df)|border-top:\s*solid\s+#(?:e1e1e1|b5c4df)\s+1\.0pt"
    r"|border-top-color:\s*rgb\(229,\s*229,\s*229\)",
    re.IGNORECASE,
)

NEAR = 40
"""Elements around one that are asked whether they are containers of quotes."""


class Mark(NamedTuple):
    """What an element is: quote, signature, forward, container (a quote but for answers between its blockquotes), rest."""

    kind: str
    start: int


@dataclass(slots=True)
class _Open:
    name: str
    mark: Mark | None = None
    quotes: int = 0


def marks(html: str) -> tuple[TextPart, ...]:
    """Give the ranges of the HTML that its marks say are quotes, signatures and forwards, in order, none within another."""
    found: list[TextPart] = []
    stack: list[_Open] = []
    names: Counter[str] = Counter()
    inside = 0
    for match in TAG.finditer(html):
        name = (match[3] or "").lower()
        if name not in _FOLLOWED:
            continue
        if match[2]:
            inside -= _closed(stack, names, name, match.end(), found)
            continue
        mark = None if inside else _mark(name, match[4], match.start(), stack)
        if mark is not None and mark.kind == "rest":
            found.append(TextPart("quote", match.start(), len(html)))
            break
        if name == "blockquote":
            _count(stack, inside)
        if name in _VOID or match[4].endswith("/"):
            continue
        stack.append(_Open(name, mark))
        names[name] += 1
        inside += mark is not None and mark.kind != "container"
    else:
        _closed(stack, names, stack[0].name if stack else "", len(html), found, everything=True)
    return _in_order(found)


def _count(stack: Sequence[_Open], inside: int) -> None:
    """Let the containers around know that there is a blockquote; below a mark nobody asks."""
    if not inside:
        for one in stack[-NEAR:]:
            one.quotes += one.mark is not None


def _closed(
    stack: list[_Open],
    names: Counter[str],
    name: str,
    end: int,
    found: list[TextPart],
    *,
    everything: bool = False,
) -> int:
    """Close elements down to the innermost of this name; return how many of them were marked."""
    marked = 0
    while stack and (everything or names[name]):
        one = stack.pop()
        names[one.name] -= 1
        if one.mark is not None:
            marked += one.mark.kind != "container"
            if one.mark.kind != "container":
                found.append(TextPart(one.mark.kind, one.mark.start, end))
            elif not one.quotes:
                found.append(TextPart("quote", one.mark.start, end))
        if one.name == name and not everything:
            break
    return marked


def _mark(name: str, written: str, start: int, around: Sequence[_Open]) -> Mark | None:
    attributes = (
        {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(written[:2_000])}
        if "=" in written
        else {}
    )
    style = attributes.get("style", "")
    named = " ".join(attributes.get(key, "") for key in ("class", "id", "name", "data-marker")).strip()
    if named:
        if _CONTAINERS.search(named) and name != "blockquote":
            return Mark("container", start)
        if name == "a" or name in {"body", "html"}:
            return None
        for kind, pattern in (
            ("forward", _FORWARDS),
            ("rest", _REST),
            ("quote", _QUOTES),
            ("signature", _SIGNATURES),
        ):
            if pattern.search(named):
                return Mark(kind, start)
    if name == "blockquote":
        cited = attributes.get("type", "").lower() == "cite" or "quote" in named.lower()
        cited = cited or _BORDER_LEFT.search(style) is not None
        contained = any(one.mark is not None for one in around[-NEAR:])
        return Mark("quote", start) if cited or contained else None
    if name == "div" and named.lower() == "quote":
        return Mark("quote", start)
    return Mark("rest", start) if name == "div" and _OUTLOOK_RULE.search(style) else None


def _in_order(found: Sequence[TextPart]) -> tuple[TextPart, ...]:
    kept: list[TextPart] = []
    for part in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or part.start >= kept[-1].end:
            kept.append(part)
    return tuple(kept)
