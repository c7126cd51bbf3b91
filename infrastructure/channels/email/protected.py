"""Mail that is encrypted or signed (RFC 3156, RFC 8551): which it is, and what a signature alone does not hide.

Nothing is verified or decrypted here: no key of anybody is at hand.
"""

import re

from infrastructure.channels.email.mime import Part

_PGP_ENCRYPTED = re.compile(r"^-----BEGIN PGP MESSAGE-----\s*$", re.MULTILINE)
_PGP_SIGNED = re.compile(r"^-----BEGIN PGP SIGNED MESSAGE-----\s*$", re.MULTILINE)
_SMIME = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_SMIME_SIGNATURES = {"application/pkcs7-signature", "application/x-pkcs7-signature"}
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_ENVELOPED = (
    bytes.fromhex("2a864886f70d010703"),
    bytes.fromhex("2a864886f70d0109100117"),
    bytes.fromhex("2a864886f70d010706"),
)
_DEEPEST = 20
_LOOKED_AT = 4


def protection(root: Part, text: str) -> str:
    """Give pgp_encrypted, pgp_signed, smime_encrypted or smime_signed, the outermost; empty for an open mail."""
    found = _of_tree(root, 0)
    if found or "-----BEGIN PGP " not in text:
        return found
    if _PGP_ENCRYPTED.search(text):
        return "pgp_encrypted"
    return "pgp_signed" if _PGP_SIGNED.search(text) else ""


def _of_tree(part: Part, depth: int) -> str:
    if part.content_type in _SMIME:
        return of_cms(part)
    protocol = part.params.get("protocol", "").lower()
    types = {child.content_type for child in part.children}
    pgp, smime = "pgp" in protocol, "pkcs7" in protocol
    signed = part.content_type == "multipart/signed"
    encrypted = part.content_type == "multipart/encrypted"
    rules = (
        ("smime_encrypted", encrypted and smime),
        ("pgp_encrypted", encrypted or "application/pgp-encrypted" in types),
        ("pgp_signed", signed and (pgp or "application/pgp-signature" in types)),
        ("smime_signed", (signed and smime) or bool(types & _SMIME_SIGNATURES)),
    )
    found = next((name for name, holds in rules if holds), "")
    if found or depth >= _LOOKED_AT:
        return found
    return next(filter(None, (_of_tree(child, depth + 1) for child in part.children)), "")


def of_cms(part: Part) -> str:
    """Say what a part of CMS data holds: smime_signed, smime_encrypted, or nothing to speak of (certificates, ...)."""
    said = part.params.get("smime-type", "").lower()
    if said:
        known = {"signed-data": "smime_signed", "enveloped-data": "smime_encrypted"}
        return known.get(said, "smime_encrypted" if "enveloped" in said else "")
    head = part.content[:64]
    if _SIGNED_DATA in head:
        return "smime_signed"
    return (
        "smime_encrypted" if any(oid in head for oid in _ENVELOPED) or not part.filename.endswith("c") else ""
    )


def signed_content(data: bytes) -> bytes:
    """Give what a CMS SignedData holds (RFC 5652 5.2), not verified; empty where it holds nothing that can be read."""
    try:
        return _signed_content(data)
    except (IndexError, ValueError):
        return b""


def _signed_content(data: bytes) -> bytes:
    at = _into(data, 0, 0x30)
    if data[at : at + 2 + len(_SIGNED_DATA)] != bytes((6, len(_SIGNED_DATA))) + _SIGNED_DATA:
        return b""
    at = _into(data, _into(data, _after(data, at), 0xA0), 0x30)
    for _ in range(2):
        at = _after(data, at)
    at = _into(data, at, 0x30)
    return _octets(data, _into(data, _after(data, at), 0xA0), 0)[0]


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Read a tag and a length: where the value begins and ends; an end of -1 is an indefinite one."""
    tag, length, start = data[at], data[at + 1], at + 2
    if length == 0x80:  # noqa: PLR2004
        return tag, start, -1
    if length > 0x80:  # noqa: PLR2004
        octets = length & 0x7F
        if octets > 4:  # noqa: PLR2004
            raise ValueError
        length = int.from_bytes(data[start : start + octets], "big")
        start += octets
    if start + length > len(data):
        raise ValueError
    return tag, start, start + length


def _into(data: bytes, at: int, tag: int) -> int:
    found, start, _ = _head(data, at)
    if found != tag:
        raise ValueError
    return start


def _after(data: bytes, at: int, depth: int = 0) -> int:
    _, start, end = _head(data, at)
    if end >= 0:
        return end
    if depth > _DEEPEST:
        raise ValueError
    while data[start : start + 2] != b"\0\0":
        start = _after(data, start, depth + 1)
    return start + 2


def _octets(data: bytes, at: int, depth: int) -> tuple[bytes, int]:
    """Gather an OCTET STRING, which may come in pieces."""
    tag, start, end = _head(data, at)
    if tag == 0x04 and end >= 0:  # noqa: PLR2004
        return data[start:end], end
    if tag != 0x24 or depth > _DEEPEST:  # noqa: PLR2004
        raise ValueError
    pieces: list[bytes] = []
    while (start < end) if end >= 0 else (data[start : start + 2] != b"\0\0"):
        piece, start = _octets(data, start, depth + 1)
        pieces.append(piece)
    return b"".join(pieces), start if end >= 0 else start + 2
