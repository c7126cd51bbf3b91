"""Parts that hold parts in a way of their own: TNEF, and signed CMS. What they hold takes their place in the tree."""

from collections.abc import Iterator
from mimetypes import MimeTypes

from infrastructure.channels.email.mime import Part, read_tree
from infrastructure.channels.email.parsed import Defect, Limits
from infrastructure.channels.email.protected import of_cms, signed_content
from infrastructure.channels.email.tnef import SIGNATURE, Wrapped, read_tnef

_TNEF = {"application/ms-tnef", "application/vnd.ms-tnef"}
_SMIME = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_GENERIC = {"application/octet-stream", "text/plain"}
_TYPES = MimeTypes()
_MOST = 20
_DEEPEST = 5


def read_parts(raw: bytes, limits: Limits, depth: int = 0) -> tuple[Part, list[Defect]]:
    """Read a mail into its tree of parts, with what TNEF and signed CMS parts hold in their place.

    The signed part itself stays, behind what it holds: whoever wants to verify it needs it.
    """
    root, defects = read_tree(raw, limits)
    if root.children or not root.content_type.startswith("text/"):
        for part in list(_wrapped(root))[:_MOST]:
            _open(root, part, limits, defects, depth)
    return root, defects


def _wrapped(part: Part) -> Iterator[Part]:
    named = part.content_type in _GENERIC and part.filename.lower() in {"winmail.dat", "win.dat"}
    if named or part.content_type in _TNEF or part.content_type in _SMIME:
        yield part
    for child in part.children:
        yield from _wrapped(child)


def _open(root: Part, part: Part, limits: Limits, defects: list[Defect], depth: int) -> None:
    if part.content_type in _SMIME:
        inner = signed_content(part.content) if depth < _DEEPEST and of_cms(part) == "smime_signed" else b""
        if inner:
            held, more = read_parts(inner, limits, depth + 1)
            defects += more
            renumber(held, f"{part.number}.1")
            _become(part, [held, made(f"{part.number}.2", part.content_type, part.filename, part.content)])
        return
    if not part.content.startswith(SIGNATURE):
        return
    wrapped = read_tnef(part.content, limits)
    if wrapped is not None:
        if wrapped.problem:
            defects.append(Defect(part.number, "TNEF", wrapped.problem))
        _become(part, list(_members(part, wrapped, needs_body=not _has_body(root))))


def _members(part: Part, wrapped: Wrapped, *, needs_body: bool) -> Iterator[Part]:
    bodies = (("text/html", wrapped.html), ("text/plain", wrapped.text)) if needs_body else ()
    body = next(((kind, words) for kind, words in bodies if words.strip()), None)
    number = 0
    if body is not None:
        number += 1
        data = body[1].encode("utf-8", "replace")
        yield made(f"{part.number}.{number}", body[0], "", data, charset="utf-8")
    for file in wrapped.files:
        number += 1
        kind = file.content_type or _TYPES.guess_type(file.name)[0] or "application/octet-stream"
        member = made(f"{part.number}.{number}", kind, file.name, file.data)
        member.headers = {"content-id": [f"<{file.content_id}>"]} if file.content_id else {}
        member.disposition = "inline" if file.content_id else "attachment"
        yield member


def _has_body(part: Part) -> bool:
    """Whether a mail says something outside its TNEF."""
    if part.children:
        return any(_has_body(child) for child in part.children)
    named = part.disposition == "attachment" or part.filename
    return part.content_type in {"text/plain", "text/html"} and not named and bool(part.content.strip())


def _become(part: Part, children: list[Part]) -> None:
    part.content_type, part.children, part.disposition, part.filename = "multipart/mixed", children, "", ""


def made(number: str, content_type: str, filename: str, data: bytes, charset: str = "") -> Part:
    """Make a part of bytes that are decoded already; it is named `filename`, or nothing."""
    params = {"charset": charset} if charset else {}
    disposition = "attachment" if filename else ""
    return Part(number, {}, content_type, params, disposition, filename, data, 0, len(data))


def renumber(part: Part, number: str) -> None:
    """Number a tree anew from its root."""
    part.number = number
    for n, child in enumerate(part.children, 1):
        renumber(child, f"{number}.{n}")
