"""The body of a mail we send: plain text, the same as HTML, and attachments, with boundaries that never vary."""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from urllib.parse import quote

from infrastructure.channels.email.signed import paragraphs

_TYPE = re.compile(r"[\w!#$&^.+-]{1,100}/[\w!#$&^.+-]{1,100}", re.ASCII)
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def body_parts(seed: str, text: str, files: Sequence[tuple[str, str, bytes]], html: str = "") -> bytes:
    """Build everything after the header's own fields, from `Content-Type` on. `files` are name, type and bytes.

    `html` is the body in that form; where there is none, it is made of the text.

    Boundaries begin with `=_`, which can occur neither in quoted-printable nor in base64, and are made of `seed`.
    """
    clean = _NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    page = _page(_NOT_TEXT.sub("", html)) if html else html_of_plain(clean)
    alternative = _multipart("alternative", seed, [_text("plain", clean), _text("html", page)])
    if not files:
        return alternative
    return _multipart("mixed", seed, [alternative, *(_file(*file) for file in files)])


def html_of_plain(text: str) -> str:
    """Give plain text as HTML: paragraphs, line breaks and links; everything else escaped."""
    return _page(paragraphs(text))


def _page(body: str) -> str:
    return f"<!DOCTYPE html>\n<html><body>\n{body}\n</body></html>\n"


def _text(subtype: str, text: str) -> bytes:
    encoded = (
        binascii.b2a_qp(text.encode("utf-8"), istext=True).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    )
    head = (
        f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    return head.encode("ascii") + encoded


def _file(filename: str, content_type: str, content: bytes) -> bytes:
    safe_type = content_type if _TYPE.fullmatch(content_type) else "application/octet-stream"
    if safe_type.lower().startswith(("message/", "multipart/")):
        safe_type = "application/octet-stream"
    head = (
        f"Content-Type: {safe_type}\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment{_filename(filename)}\r\n\r\n"
    )
    return head.encode("ascii") + base64.encodebytes(content).replace(b"\n", b"\r\n")


def _filename(name: str) -> str:
    """Name a file: in ASCII as it is, else by RFC 2231, in pieces that fit a line and never cut an octet."""
    if not name:
        return ""
    if not re.search(r"[^ !#-\[\]-~]", name) and len(name) <= 60:  # noqa: PLR2004
        return f';\r\n filename="{name}"'
    octets = re.findall(r"%..|[^%]", quote(name[:200], safe="", errors="replace"))
    pieces = ["".join(octets[at : at + 24]) for at in range(0, len(octets), 24)]
    if len(pieces) == 1:
        return f";\r\n filename*=utf-8''{pieces[0]}"
    more = (f";\r\n filename*{n}*={piece}" for n, piece in enumerate(pieces[1:], 1))
    return f";\r\n filename*0*=utf-8''{pieces[0]}{''.join(more)}"


def _multipart(subtype: str, seed: str, parts: Sequence[bytes]) -> bytes:
    boundary = "=_" + hashlib.sha256(f"{subtype}:{seed}".encode("utf-8", "replace")).hexdigest()[:32]
    head = f'Content-Type: multipart/{subtype};\r\n boundary="{boundary}"\r\n\r\n'.encode("ascii")
    delimiter = f"--{boundary}\r\n".encode("ascii")
    ended = (part if part.endswith(b"\r\n") else part + b"\r\n" for part in parts)
    return head + b"".join(delimiter + part for part in ended) + f"--{boundary}--\r\n".encode("ascii")
