"""Delivery status parts: what became of each recipient (RFC 3464, RFC 6533)."""

import re
from dataclasses import dataclass

from infrastructure.channels.email.decode import clean_line
from infrastructure.channels.email.headers import Headers, decode_words, split_headers
from infrastructure.channels.email.mime import Part
from infrastructure.channels.email.parsed import BouncedRecipient, Limits

REPORTS = {"message/delivery-status", "message/global-delivery-status"}
STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d]|\.\d)")
CODE = re.compile(
    r"(?<![\d.#-])([45]\d\d)(?=[ \-#:;]|$)(?! ?(?:kb|mb|bytes|hours|minutes|days))", re.IGNORECASE
)
_MOST_GROUPS = 200
_ADDRESS = re.compile(r"[^\s<>\"(),;:@]{1,256}@[^\s<>\"(),;:@]{1,256}")
_BLANK = re.compile(rb"\r?\n[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one recipient: `action` is that of RFC 3464, or what it comes to."""

    email: str
    action: str
    status: str
    diagnostic: str
    original: str = ""

    @property
    def failed(self) -> bool:
        """Whether nobody will try again."""
        return self.action == "failed"

    @property
    def delayed(self) -> bool:
        """Whether it is tried again."""
        return self.action == "delayed"

    @property
    def permanent(self) -> bool:
        """Whether trying again would not help (RFC 3463: class 5)."""
        return self.failed and self.status.startswith("5")


def is_report(part: Part) -> bool:
    """Say whether a part holds fields of a delivery status."""
    return part.content_type in REPORTS


def read_report(part: Part, limits: Limits) -> list[Told]:
    """Read the recipients of a delivery status; fields that are missing are made up from those that are there."""
    content = part.content[: limits.header_bytes].lstrip(b"\r\n \t")
    groups = [
        split_headers(group + b"\r\n\r\n", 0, len(group) + 4, limits)[0] for group in _BLANK.split(content)
    ]
    return [told for group in groups[:_MOST_GROUPS] if (told := _told(group)) is not None]


def _told(group: Headers) -> Told | None:
    final, original = _address(group, "final-recipient"), _address(group, "original-recipient")
    email = final or original or _address(group, "x-actual-recipient")
    action = _line(group, "action").partition(" ")[0].lower().strip(";,. ")
    status = _line(group, "status")
    if not email and not (action and ("final-recipient" in group or "original-recipient" in group)):
        return None
    diagnostic = _line(group, "diagnostic-code")
    kind, semicolon, rest = diagnostic.partition(";")
    if semicolon and len(kind) <= 20:  # noqa: PLR2004 - the name of a diagnostic type
        diagnostic = rest.strip()
    known = best_status(status, diagnostic)
    if action not in {"failed", "delayed", "delivered", "relayed", "expanded"}:
        action = "delivered" if known.startswith("2") else "delayed" if known.startswith("4") else "failed"
    if not known:
        known = {"failed": "5.0.0", "delayed": "4.0.0"}.get(action, "2.0.0")
    return Told(email, action, known, diagnostic[:1_000], original)


def best_status(status: str, diagnostic: str) -> str:
    """Give the enhanced status code that says most: the one reported, or a finer one that the other server gave."""
    reported = STATUS.search(status)
    said = STATUS.search(diagnostic)
    code = CODE.search(diagnostic)
    if reported and reported[0].endswith(".0.0") and said and said[1] == reported[1]:
        return said[0]
    if reported:
        return reported[0]
    if said:
        return said[0]
    return f"{code[1][0]}.0.0" if code else ""


def _address(group: Headers, name: str) -> str:
    value = _line(group, name)
    kind, semicolon, rest = value.partition(";")
    text = rest if semicolon and "@" not in kind else value
    found = _ADDRESS.search(text)
    return found[0].strip("'.") if found else ""


def _line(group: Headers, name: str) -> str:
    values = group.get(name)
    return clean_line(decode_words(values[0])) if values else ""


def recipient_of(told: Told) -> BouncedRecipient:
    """Give what is kept of it."""
    return BouncedRecipient(told.email, told.status, told.diagnostic, told.original)
