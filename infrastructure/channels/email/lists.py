"""Mail that came through a list, and the addresses of the list (RFC 2369, 2919)."""

import re

from infrastructure.channels.email.headers import Headers
from infrastructure.channels.email.parsed import Automatic

LIST_HEADERS = (
    "list-id", "list-post", "list-unsubscribe", "x-google-group-id", "x-mailman-version", "mailing-list", "x-beenthere",
    "x-mailing-list", "x-ml-name", "x-listname", "x-list-host", "list-archive", "x-campaign-id", "x-mailer-recptid",
)  # fmt: skip
_ADDRESS = re.compile(r"[^\s<>@\"(),:;]{1,256}@[^\s<>@\"(),:;?]{1,256}")


def list_mail(headers: Headers, precedence: str) -> Automatic | None:
    """Say that a list sent this, and which addresses it has; None where no list did."""
    found = next((name for name in LIST_HEADERS if name in headers), "")
    if not found and precedence != "list":
        return None
    values = [
        value
        for name in ("list-post", "list-id", "mailing-list", "x-beenthere")
        for value in headers.get(name, [])
    ]
    addresses = {
        address.lower() for value in values for address in _ADDRESS.findall(value.replace("mailto:", " "))
    }
    for value in headers.get("list-id", []):
        left, dot, right = value.rpartition("<")[2].rstrip("> ").lower().partition(".")
        if dot and left and "@" not in left:
            addresses.add(f"{left}@{right}")
    return Automatic("list", found or "Precedence: list", tuple(sorted(addresses)))
