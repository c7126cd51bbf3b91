"""The Markdown that people write in: HTML for who can show it, plain text for who cannot (EML-19)."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from application.ports import Rendered
from domain.channels.kinds import HTML
from infrastructure.channels.email.html import sanitise
from infrastructure.marked_text import PLAIN, WHATSAPP, blocks
from infrastructure.signatures import harmless_with_images, of_html

_RULES = (
    "blockquote", "list", "fence", "heading",
    "newline", "escape", "backticks", "emphasis", "strikethrough", "link", "autolink",
)  # fmt: skip
"""Beside these: no HTML, no images, no tables, no headings by underlining, no code by mere indentation."""
_UNMARKED = frozenset({"root", "paragraph", "inline", "text", "softbreak"})
_ADDRESS = re.compile(r"https?://[^\s<>\"'\x00-\x20]{1,2000}", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://[^\s/?#]|mailto:\S|tel:\S)", re.IGNORECASE)
HIGHEST_HEADING = 3
"""Headings in a letter are small: the first level is an h3, all others an h4."""


class Markdown:
    """Satisfies `application.ports.Markup`."""

    def __init__(self) -> None:
        """Prepare the parser; it keeps nothing of what it reads."""
        self._parser = MarkdownIt("zero", {"breaks": True}).enable(list(_RULES))
        self._pictured = MarkdownIt("zero", {"breaks": True}).enable([*_RULES, "image"])
        for parser in (self._parser, self._pictured):
            parser.validateLink = lambda url: _LINK.match(url.strip()) is not None  # type: ignore[method-assign]

    def rendered(self, text: str, marks: str = HTML) -> Rendered:
        """See `application.ports.Markup.rendered`."""
        tokens = self._parser.parse(text.replace("\r\n", "\n"))
        tree = SyntaxTreeNode(tokens)
        plain = blocks(tree.children, WHATSAPP if marks == "whatsapp" else PLAIN)
        if not plain:
            return Rendered(text, "")
        if all(node.type in _UNMARKED for node in tree.walk()) and plain == text.strip():
            return Rendered(text, "")
        return Rendered(plain, sanitise(self._html(tokens)).strip() if marks == HTML else "")

    def signature(self, form: str, source: str) -> Rendered:
        """See `application.ports.Markup.signature`; Markdown may show images here."""
        if form == "html":
            return of_html(source)
        tokens = self._pictured.parse(source.replace("\r\n", "\n"))
        plain = blocks(SyntaxTreeNode(tokens).children)
        return Rendered(plain, harmless_with_images(self._html(tokens)))

    def _html(self, tokens: list[Token]) -> str:
        for token in tokens:
            if token.type in {"heading_open", "heading_close"}:
                token.tag = f"h{HIGHEST_HEADING if token.tag == 'h1' else HIGHEST_HEADING + 1}"
            elif token.children is not None:
                token.children = list(_linked(token.children))
        return str(self._parser.renderer.render(tokens, self._parser.options, {}))


def _linked(tokens: Sequence[Token]) -> Iterator[Token]:
    """Make links of the addresses that stand in the text as they are."""
    inside = 0
    for token in tokens:
        inside += (token.type == "link_open") - (token.type == "link_close")
        if token.type != "text" or inside or "://" not in token.content:
            yield token
            continue
        at = 0
        for match in _ADDRESS.finditer(token.content):
            url = match[0].rstrip(".,;:!?)]}")
            yield _text(token.content[at : match.start()])
            yield Token("link_open", "a", 1, attrs={"href": url})
            yield _text(url)
            yield Token("link_close", "a", -1)
            at = match.start() + len(url)
        yield _text(token.content[at:])


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
