"""Mail that no person wrote, by what it says of itself (RFC 3834, 3464, 8098, 2919; EML-18)."""

import re

from infrastructure.channels.email.headers import Headers, decode_words
from infrastructure.channels.email.mime import Part
from infrastructure.channels.email.parsed import Automatic

LOOP_HEADER = "X-Postroom"
"""On everything we send; its value is the origin: human, automation or bot."""

_MAILER = re.compile(
    r"(?:mailer-daemon|postmaster|mail-daemon|mailerdaemon|bounces?)(?:[+=-][^@]*)?@", re.IGNORECASE
)
_AWAY = re.compile(
    r"(?:automatic reply|auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office|abwesen|automatische antwort"
    r"|r.ponse automatique|respuesta autom.tica|risposta automatica|automatisch antwoord|fuera de la oficina)",
    re.IGNORECASE,
)
_LIST_HEADERS = (
    "list-id",
    "list-post",
    "list-unsubscribe",
    "x-google-group-id",
    "x-mailman-version",
    "mailing-list",
)
_LIST_ADDRESS = re.compile(r"[^\s<>@\"(),:;]{1,256}@[^\s<>@\"(),:;?]{1,256}")
_REPLY_HEADERS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply-from", "x-mail-autoreply")


def detect(root: Part, sender: str, subject: str) -> Automatic | None:
    """Say what kind of automatic mail this is and by which evidence; None for mail of a person."""
    headers = root.headers
    return _report(root) or _declared(headers, subject) or _returned(headers, sender) or _list(headers)


def _report(root: Part) -> Automatic | None:
    if root.content_type != "multipart/report":
        return None
    kind = root.params.get("report-type", "").lower()
    types = {child.content_type for child in root.children}
    if kind == "disposition-notification" or "message/disposition-notification" in types:
        return Automatic("receipt", "multipart/report of a disposition notification")
    if kind == "delivery-status" or types & {"message/delivery-status", "message/global-delivery-status"}:
        return Automatic("bounce", "multipart/report of a delivery status")
    return Automatic("auto_generated", f"multipart/report {kind}".strip())


def _declared(headers: Headers, subject: str) -> Automatic | None:
    submitted = _word(headers, "auto-submitted")
    if submitted and submitted != "no":
        evidence = f"Auto-Submitted: {submitted}"
        if _AWAY.search(subject):
            return Automatic("out_of_office", f"{evidence}, subject")
        return Automatic("auto_reply" if submitted == "auto-replied" else "auto_generated", evidence)
    origin = _word(headers, LOOP_HEADER.lower())
    if origin and origin != "human":
        return Automatic("auto_generated", f"{LOOP_HEADER}: {origin}")
    return _by_habit(headers, subject)


def _by_habit(headers: Headers, subject: str) -> Automatic | None:
    """Judge by the fields that responders used before RFC 3834, or instead of it."""
    for name in _REPLY_HEADERS:
        if name in headers and _word(headers, name) not in {"no", "false", "0"}:
            return Automatic("out_of_office" if _AWAY.search(subject) else "auto_reply", name)
    precedence = _word(headers, "precedence")
    if precedence in {"auto_reply", "auto-reply"}:
        return Automatic("auto_reply", f"Precedence: {precedence}")
    if precedence in {"bulk", "junk"} and not any(name in headers for name in _LIST_HEADERS):
        return Automatic("auto_generated", f"Precedence: {precedence}")
    suppress = decode_words(headers.get("x-auto-response-suppress", [""])[0]).lower()
    if "all" in suppress.replace(",", " ").split():
        return Automatic(
            "out_of_office" if _AWAY.search(subject) else "auto_generated", "X-Auto-Response-Suppress: all"
        )
    return None


def _returned(headers: Headers, sender: str) -> Automatic | None:
    """Judge mail with a null return path: a bounce from a mailer, else some responder (RFC 5321 4.5.5)."""
    paths = headers.get("return-path", [])
    null = bool(paths) and paths[0].replace(" ", "") in {"<>", ""}
    if _MAILER.match(sender) and (null or "x-failed-recipients" in headers):
        return Automatic("bounce", "null return path from a mailer" if null else "X-Failed-Recipients")
    return Automatic("auto_reply", "null return path") if null else None


def _list(headers: Headers) -> Automatic | None:
    found = next((name for name in _LIST_HEADERS if name in headers), "")
    precedence = _word(headers, "precedence")
    if not found and precedence != "list":
        return None
    values = [
        value
        for name in ("list-post", "list-id", "mailing-list", "x-beenthere")
        for value in headers.get(name, [])
    ]
    addresses = {
        address.lower()
        for value in values
        for address in _LIST_ADDRESS.findall(value.replace("mailto:", " "))
    }
    for value in headers.get("list-id", []):
        left, dot, right = value.rpartition("<")[2].rstrip("> ").lower().partition(".")
        if dot and left and "@" not in left:
            addresses.add(f"{left}@{right}")
    return Automatic("list", found or "Precedence: list", tuple(sorted(addresses)))


def _word(headers: Headers, name: str) -> str:
    values = headers.get(name)
    return decode_words(values[0]).partition(";")[0].partition("(")[0].strip().lower()[:40] if values else ""
