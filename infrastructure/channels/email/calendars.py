"""One line for people about an invitation (RFC 5545): what, when, where; read as far as it goes."""

import re

from infrastructure.channels.email.decode import clean_line, decode_charset

MOST_BYTES = 200_000
LONGEST = 300
_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(
    r"^(METHOD|SUMMARY|DTSTART|DTEND|LOCATION|BEGIN|END)((?:;[^:\r\n\"]*(?:\"[^\"\r\n]*\"[^:\r\n\"]*)*)?):([^\r\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?")
_ZONE = re.compile(r"TZID=\"?([^;:\"]{1,60})", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([nN,;\\])")


def summary_of(data: bytes, charset: str = "") -> str:
    """Give what an invitation is for, when and where, and its method where that is no request; empty where it says nothing."""
    text = _FOLD.sub("", decode_charset(data[:MOST_BYTES], charset or "utf-8")[0])
    found: dict[str, tuple[str, str]] = {}
    within = ""
    for match in _LINE.finditer(text):
        name, parameters, value = match[1].upper(), match[2], match[3]
        if name in {"BEGIN", "END"}:
            within = (
                value.strip().upper()
                if name == "BEGIN"
                else ""
                if value.strip().upper() == within
                else within
            )
        elif name == "METHOD" or within in {"VEVENT", "VTODO"}:
            found.setdefault(name, (parameters, value))
    method = found.get("METHOD", ("", ""))[1].strip().lower()
    pieces = [
        _words(found, "SUMMARY"),
        _when(found),
        _words(found, "LOCATION"),
        "" if method in {"", "request", "publish"} else method,
    ]
    return " · ".join(filter(None, pieces))[:LONGEST]


def _words(found: dict[str, tuple[str, str]], name: str) -> str:
    value = found.get(name, ("", ""))[1]
    return clean_line(_ESCAPED.sub(lambda one: " " if one[1] in "nN" else one[1], value))


def _when(found: dict[str, tuple[str, str]]) -> str:
    """Give the times as they stand, with the name of their zone: whose clock they mean is not ours to guess."""
    start, end = (_time(found.get(name, ("", ""))[1]) for name in ("DTSTART", "DTEND"))
    if start is None:
        return ""
    day, hour, utc = start
    zone = _ZONE.search(found["DTSTART"][0])
    until = "" if end is None else end[1] if end[0] == day else " ".join(filter(None, end[:2]))
    times = f"{hour} - {until}" if hour and until else hour
    return " ".join(
        filter(None, (day, times, "UTC" if utc else clean_line(zone[1]) if zone and hour else ""))
    )


def _time(value: str) -> tuple[str, str, str] | None:
    match = _TIME.match(value.strip())
    if match is None:
        return None
    hour = f"{match[4]}:{match[5]}" if match[4] else ""
    return f"{match[1]}-{match[2]}-{match[3]}", hour, match[6] or ""
