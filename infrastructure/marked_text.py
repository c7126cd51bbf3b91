"""Markdown as text alone: as a careful writer of plain text has it, or with the marks that WhatsApp knows (EML-19, WAB-02)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from markdown_it.tree import SyntaxTreeNode


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands around words instead of a form: by the kind of a node of the tree, in Markdown's names."""

    around: Mapping[str, str]
    fence: str = ""
    """What stands around lines of code; where there is nothing they are set in."""
    strict: bool = False
    """Marks hold only around whole words of one line, and not around their like."""


# what was struck out would say the opposite without a mark
PLAIN = Marks(MappingProxyType({"s": "~~"}))
WHATSAPP = Marks(
    MappingProxyType({"strong": "*", "heading": "*", "em": "_", "s": "~", "code_inline": "`"}),
    fence="```",
    strict=True,
)
"""Source: faq.whatsapp.com, How to format your messages."""


def blocks(nodes: Sequence[SyntaxTreeNode], marks: Marks = PLAIN, between: str = "\n\n") -> str:
    """Write blocks one below the other: quotes with >, lists with dashes, links with their address behind them."""
    return between.join(text for node in nodes if (text := _block(node, marks)))


def _block(node: SyntaxTreeNode, marks: Marks) -> str:
    match node.type:
        case "blockquote":
            return _after("> ", "> ", blocks(node.children, marks)).replace("> \n", ">\n")
        case "bullet_list":
            return "\n".join(_item("- ", item, marks) for item in node.children)
        case "ordered_list":
            first = int(node.attrs.get("start", 1))
            numbered = enumerate(node.children, first)
            return "\n".join(_item(f"{number}. ", item, marks) for number, item in numbered)
        case "fence":
            return _fenced(node.content.rstrip("\n"), marks)
        case _:
            said = _line(node.children, marks).strip()
            return _marked(said, marks.around.get(node.type, ""), marks)


def _fenced(code: str, marks: Marks) -> str:
    if marks.fence and code.strip() and "`" not in code:
        return f"{marks.fence}{code}{marks.fence}"
    return _after("    ", "    ", code)


def _item(mark: str, item: SyntaxTreeNode, marks: Marks) -> str:
    return _after(mark, " " * len(mark), blocks(item.children, marks, "\n")) or mark.rstrip()


def _after(first: str, others: str, text: str) -> str:
    return first + text.replace("\n", "\n" + others) if text else ""


def _line(nodes: Sequence[SyntaxTreeNode], marks: Marks) -> str:
    said = ""
    words = [_inline(node, marks) for node in nodes]
    for node, inner, after in zip(nodes, words, [*words[1:], ""], strict=True):
        within = marks.strict and (said[-1:].isalnum() or after[:1].isalnum())
        said += inner if within else _marked(inner, marks.around.get(node.type, ""), marks)
    return said


def _marked(inner: str, mark: str, marks: Marks) -> str:
    if not marks.strict:
        return f"{mark}{inner}{mark}"
    if mark in inner:
        return inner
    return "\n".join(f"{mark}{line}{mark}" if line.strip() else line for line in inner.split("\n"))


def _inline(node: SyntaxTreeNode, marks: Marks) -> str:
    if node.type in {"softbreak", "hardbreak"}:
        return "\n"
    inner = _line(node.children, marks) if node.children else node.content
    if node.type == "link":
        url = str(node.attrs["href"])
        return inner if inner in {url, url.removeprefix("mailto:")} else f"{inner} ({url})"
    return inner
