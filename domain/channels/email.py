"""Pure rules of e-mail: addresses, hosted addresses, message ids, reply tokens and subjects (EML-02, -04, -16)."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable

MAX_ADDRESS = 320
MAX_MESSAGE_ID = 998

_ADDRESS = re.compile(r"[^\s@<>\"(),:;\\]+@[^\s@<>\"(),:;\\]+")
_QUOTED_ADDRESS = re.compile(r"\"[^\r\n]*\"@[^\s@<>\"(),:;\\]+")
_REPLY_KEY = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{16})")
_HOSTED = re.compile(r"h-([a-z0-9]{1,24})(?:\+([0-9a-f]{32}\.[0-9a-f]{16}))?")
_PREFIX = re.compile(
    r"\s*(?:re|aw|sv|vs|antw|antwort|odp|ynt|res|rif|fw|fwd|wg|tr|rv|enc|doorst|r|\u8f6c\u53d1|\u56de\u590d|\u7b54\u590d)"
    r"(?:\s*[\[(]\d+[\])]|\s*\^\d+)?\s*[:\uff1a]",
    re.IGNORECASE,
)


def normalise_domain(domain: str) -> str:
    """Give the comparable form of a domain: lower case, A-labels; what IDNA cannot read is only lowered (RFC 5891)."""
    lowered = unicodedata.normalize("NFC", domain.strip().rstrip(".")).lower()
    if lowered.isascii():
        return lowered
    try:
        return lowered.encode("idna").decode("ascii")
    except UnicodeError:
        return lowered


def normalise_address(address: str) -> str:
    """Give the form in which two addresses are compared; the local part is lowered too, as every provider does.

    A plus part stays: only its owner knows whether it means anything. Never raises; garbage is returned lowered.
    """
    local, at, domain = address.strip().rpartition("@")
    if not at:
        return address.strip().lower()
    return f"{unicodedata.normalize('NFC', local).lower()}@{normalise_domain(domain)}"


def is_address(text: str) -> bool:
    """Say whether this can be mailed to: one local part, one domain, no white space, no control characters."""
    if len(text) > MAX_ADDRESS or not text.isprintable():
        return False
    return bool(_ADDRESS.fullmatch(text) or _QUOTED_ADDRESS.fullmatch(text))


def split_plus(address: str) -> tuple[str, str]:
    """Split `ann+shop@x.example` into `ann@x.example` and `shop`; the second is empty where there is no plus part."""
    local, at, domain = address.rpartition("@")
    base, plus, tag = local.partition("+")
    return (f"{base}{at}{domain}", tag) if plus and base else (address, "")


def make_token(secret: bytes, message_id: str) -> str:
    """Sign the id (32 hex digits) of a message of ours, so that a reply to it is known from a guess (EML-16)."""
    return hmac.new(secret, message_id.encode("ascii"), hashlib.sha256).hexdigest()[:16]


def make_reply_key(secret: bytes, message_id: str) -> str:
    """Give what a reply quotes back to us: `<message id>.<token>`."""
    return f"{message_id}.{make_token(secret, message_id)}"


def verify_reply_key(secrets: Iterable[bytes], reply_key: str) -> str | None:
    """Give the id of the message this key was made for, or None where none of the account's secrets made it."""
    match = _REPLY_KEY.fullmatch(reply_key)
    if match is None:
        return None
    message_id, token = match.groups()
    return message_id if any(hmac.compare_digest(make_token(s, message_id), token) for s in secrets) else None


def outgoing_message_id(secret: bytes, message_id: str, domain: str) -> str:
    """Give the Message-ID header's value, without angle brackets, of a message we send."""
    return f"{make_reply_key(secret, message_id)}@{domain}"


def reply_key_of(mail_message_id: str) -> str | None:
    """Give the reply key inside a Message-ID that has the shape of ours; whether it is ours, `verify_reply_key` says."""
    local = mail_message_id.partition("@")[0]
    return local if _REPLY_KEY.fullmatch(local) else None


def hosted_address(code: str, domain: str, reply_key: str = "") -> str:
    """Give the address issued to a channel (EML-04); with a reply key, one that only answers to one message know."""
    return f"h-{code}+{reply_key}@{domain}" if reply_key else f"h-{code}@{domain}"


def split_hosted(address: str) -> tuple[str, str, str] | None:
    """Split a hosted address into code, domain and reply key (empty without); None for any other address."""
    local, _, domain = normalise_address(address).rpartition("@")
    match = _HOSTED.fullmatch(local)
    return (match[1], domain, match[2] or "") if match and domain else None


def normalise_message_id(value: str) -> str:
    """Give a Message-ID without angle brackets and white space; empty where there is none (RFC 5322 3.6.4)."""
    start, end = value.find("<"), value.rfind(">")
    inner = value[start + 1 : end] if 0 <= start < end else value
    return "".join(inner.split())[:MAX_MESSAGE_ID]


def base_subject(subject: str) -> str:
    """Drop the reply and forward marks in front of a subject, in the languages we know, and fold white space."""
    rest = " ".join(subject.split())
    while (match := _PREFIX.match(rest)) is not None and match.end() < len(rest):
        rest = rest[match.end() :].lstrip()
    return rest


def reply_subject(subject: str) -> str:
    """Give the subject of an answer: `Re: ` exactly once."""
    return f"Re: {base_subject(subject)}".rstrip()
