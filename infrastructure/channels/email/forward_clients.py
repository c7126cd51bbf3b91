"""Which program made a forward: what the mail's header says, else the shape of what it wrote."""

import re

from infrastructure.channels.email.forward_block import Block
from infrastructure.channels.email.forward_words import plain
from infrastructure.channels.email.headers import Headers, text_of

_NAMED = (
    ("apple_mail", ("apple mail", "iphone mail", "ipad mail", "ios mail")),
    ("thunderbird", ("thunderbird", "betterbird", "icedove")),
    ("outlook", ("outlook", "microsoft-macoutlook", "microsoft office", "microsoft windows mail")),
    ("yahoo", ("yahoomail", "yahoo mail", "ymail", "webservice/1")),
    ("fastmail", ("messagingengine", "cyrus-jmap", "fastmail")),
    ("zoho", ("zoho",)),
    ("lotus_notes", ("lotus notes", "ibm notes", "hcl notes", "lotus domino")),
    ("samsung", ("samsung",)),
    ("gmx", ("gmx", "web.de")),
    ("proton", ("proton",)),
)
_HOMES = (
    ("gmail", ("mail.gmail.com",)),
    ("yahoo", ("mail.yahoo.com", "mail.yahoo.co.jp")),
    ("proton", ("protonmail.com", "proton.me", "pm.me", "protonmail.internalid")),
    ("fastmail", ("app.fastmail.com", "www.fastmail.com", "webmail.messagingengine.com")),
    ("outlook", ("outlook.com", "prod.outlook.com", "prod.exchangelabs.com")),
    ("zoho", ("zoho.com", "zohomail.com")),
    ("samsung", ("email.android.com",)),
)
_FORWARDED_BY = re.compile(
    r"(?:forwarded by|weitergeleitet von|transféré par|réacheminé par|reenviado por|inoltrato da|doorgestuurd door"
    r"|przesłane (?:dalej )?przez|přeposlal|encaminhado por|переслано)\b"
)


def hinted(headers: Headers) -> str:
    """Give the program that the header of the forward itself names, or nothing."""
    names = [*headers.get("x-mailer", ())[:1], *headers.get("user-agent", ())[:1]]
    said = text_of(" ".join(names))[:300].lower()
    program = next((client for client, words in _NAMED if any(word in said for word in words)), "")
    if program or said.strip():
        return program
    home = "".join(headers.get("message-id", ())[:1]).rstrip("> ").rpartition("@")[2].lower()
    return next((client for client, ends in _HOMES if home and home.endswith(ends)), "")


def client_of(by: str, said: str, block: Block, *, ruled: bool) -> str:
    """Give the program that writes forwards of this shape; `other` where several do."""
    words = plain(said)
    dashes = len(said) - len(said.lstrip("-"))
    rules = (
        ("lotus_notes", _FORWARDED_BY.search(words) is not None),
        ("zoho", said.startswith("=====")),
        ("apple_mail", by == "announced"),
        ("gmail", by == "forward" and dashes == 10),  # noqa: PLR2004
        ("thunderbird", by == "forward" and dashes == 8),  # noqa: PLR2004
        ("proton", by == "forward" and dashes == 7),  # noqa: PLR2004
        ("yahoo", by == "forward" and dashes == 5 and "@" not in said[5:].partition("---")[0]),  # noqa: PLR2004
        ("other", by == "forward"),
        ("fastmail", said == "----- Original message -----"),
        ("samsung", by == "original" and dashes == 8 and said.rstrip("- ").endswith("message")),  # noqa: PLR2004
        ("outlook", by == "original" and dashes == 5 and said[5:6] != " "),  # noqa: PLR2004
        ("gmx", by == "block" and block.labels[:1] == ("date",) and "from" in block.labels),
        ("outlook", by == "cited" or ruled or block.labels[:2] == ("from", "date")),
    )
    return next((client for client, holds in rules if holds), "other")
