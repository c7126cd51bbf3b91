# ruff: noqa: SIM905 - word lists are read as sentences, not as columns
"""HTML that no honest mail has, brought to a shape that a tree builder can read in bounded time and memory (SE-04).

Building the tree of the HTML standard costs the square of the nesting in the worst case: a formatting element left
open is opened again in every paragraph that follows. Small inputs cannot hurt; others are made well nested first.
"""

import re

MANY = 1_500
DEPTH = 120
FORMATTING_DEPTH = 16
CHARS = 600_000

_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_VOID = frozenset("br hr img col wbr input meta link area base embed param source track".split())
_OPAQUE = "script|style|title|noscript|template|svg|math|iframe|object|textarea|select|xmp|plaintext"
_TOKEN = re.compile(
    rf"<!--.*?(?:-->|\Z)|<({_OPAQUE})\b[^<>]*+>.*?(?:</\1\s*+>|\Z)"
    r"|<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})((?>(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*)|[^<>]*+)>"
    r"|<",
    re.DOTALL | re.IGNORECASE,
)
_LOOSE_AMPERSAND = re.compile(r"&(?!(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)")


def level(html: str) -> str:
    """Give the HTML unchanged while it has few tags; else every tag closed in order, at most 120 deep, cut in size."""
    if html.count("&") > MANY:
        html = _LOOSE_AMPERSAND.sub("&amp;", html[:CHARS])[:CHARS]
    if html.count("<") <= MANY:
        return html
    out: list[str] = []
    stack: list[str] = []
    at, source = 0, html[:CHARS]
    for match in _TOKEN.finditer(source):
        out.append(source[at : match.start()])
        at = match.end()
        name = (match[3] or "").lower()
        if not name:
            out.append("&lt;" if match[0] == "<" else "")
        elif name in _VOID:
            out.append(match[0] if not match[2] else "")
        elif match[2]:
            out += _close(stack, name)
        elif len(stack) < DEPTH and not (
            name in _FORMATTING and sum(opened in _FORMATTING for opened in stack) >= FORMATTING_DEPTH
        ):
            stack.append(name)
            out.append(f"<{name}{match[4].rstrip('/')}>")
    out.append(source[at:])
    out += [f"</{name}>" for name in reversed(stack)]
    return "".join(out)


def _close(stack: list[str], name: str) -> list[str]:
    if name not in stack:
        return []
    closed = []
    while stack:
        last = stack.pop()
        closed.append(f"</{last}>")
        if last == name:
            break
    return closed
