"""The trace fields that final delivery writes above a mail (RFC 5321 4.4)."""

import re
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime

_PRINTABLE = re.compile(r"[^!-'*-\[\]-~]")


def trace_fields(
    mail_from: str, recipients: Sequence[str], said: str, peer: str, hostname: str, *, secure: bool
) -> bytes:
    """Give Return-Path, Delivered-To and Received as bytes that end with CRLF.

    `said` is what the client called itself. A recipient is named only where there is just one: the copy of one account
    must not name the address of another.
    """
    lines = [f"Return-Path: <{''.join(mail_from.split())}>"]
    lines += [f"Delivered-To: {recipients[0]}"] if len(recipients) == 1 else []
    lines += [
        f"Received: from {_PRINTABLE.sub('', said)[:200] or 'unknown'} ([{peer}])",
        f"\tby {hostname} (Postroom) with ESMTP{'S' if secure else ''} id {secrets.token_hex(8)};",
        f"\t{format_datetime(datetime.now(UTC))}",
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "replace")
