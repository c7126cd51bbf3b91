"""Where a signature stands in a mail: below what was written, above what is quoted at its end, once (EML-09)."""

import re
from html import escape

SEPARATOR = "-- "
"""What stands above a signature in plain text (RFC 3676, 4.3)."""

_QUOTE_TAG = re.compile(r"<(/?)blockquote\b[^>]*>", re.IGNORECASE)
_HEAD = re.compile(r"<p>(?:(?!</?p\b).)*</p>\s*\Z", re.IGNORECASE | re.DOTALL)
_LONGEST_HEAD = 400
_URL = re.compile(r"https?://[^\s<>\"'\x00-\x20]{1,2000}", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"\n{2,}")


def with_signature(text: str, signature: str) -> str:
    """Return plain text with a signature, set off by the separator; as it is where there is none."""
    if not signature:
        return text
    own, quoted = split_text(text)
    pieces = [own.rstrip("\n"), f"{SEPARATOR}\n{signature}", quoted.strip("\n")]
    return "\n\n".join(piece for piece in pieces if piece)


def html_with_signature(text: str, html: str, signature: str) -> str:
    """Return the body as HTML, made of the text where there is no HTML, with a signature in HTML."""
    own, quoted = split_html(html) if html else tuple(map(paragraphs, split_text(text)))
    pieces = [own, f'<div class="signature">{signature}</div>', quoted]
    return "\n".join(piece for piece in pieces if piece)


def split_text(text: str) -> tuple[str, str]:
    """Split off the quote at the end, with the line above it that says whose it is; the second is empty without one."""
    lines = text.split("\n")
    at = len(lines)
    while at and (lines[at - 1].startswith(">") or not lines[at - 1].strip()):
        at -= 1
    if not any(line.startswith(">") for line in lines[at:]):
        return text, ""
    if at and _is_head(lines[at - 1]):
        at -= 1
    return "\n".join(lines[:at]), "\n".join(lines[at:])


def split_html(html: str) -> tuple[str, str]:
    """Split harmless HTML in the same way, before the blockquote at its end."""
    tags = list(_QUOTE_TAG.finditer(html))
    if not tags or html[tags[-1].end() :].strip():
        return html, ""
    at, depth = len(html), 0
    for tag in reversed(tags):
        if not depth and html[tag.end() : at].strip():
            break
        depth += 1 if tag[1] else -1
        if not depth:
            at = tag.start()
    head = _HEAD.search(html, max(0, at - _LONGEST_HEAD), at)
    if head and _is_head(re.sub(r"<[^>]*>", "", head[0])):
        at = head.start()
    return html[:at], html[at:]


def _is_head(line: str) -> bool:
    """Whether this says who wrote what follows, and when: `On 3 May 2026 Ann wrote:`."""
    said = line.strip()
    return said.endswith(":") and len(said) <= _LONGEST_HEAD and any(sign.isdigit() for sign in said)


def paragraphs(text: str) -> str:
    """Give plain text as HTML: paragraphs, line breaks and links; everything else escaped; empty for nothing."""
    parts = (part.strip("\n") for part in _PARAGRAPHS.split(text.strip("\n")))
    return "\n".join(f"<p>{_links(part).replace(chr(10), '<br>' + chr(10))}</p>" for part in parts if part)


def _links(text: str) -> str:
    pieces, at = [], 0
    for match in _URL.finditer(text):
        url = match[0].rstrip(".,;:!?)]}")
        pieces += [
            escape(text[at : match.start()]),
            f'<a href="{escape(url)}">{escape(url)}</a>',
        ]
        at = match.start() + len(url)
    return "".join([*pieces, escape(text[at:])])
