"""Sending by Graph once (EML-19): a draft is made of the mail as it is, then sent, and both are found again by Message-ID.

`sendMail` would need one request less, but leaves nothing to look at between acceptance and the copy among what was
sent; a draft has the Message-ID from the start, and the copy keeps it. A mail that is too large for one request is
drafted without its files, which are attached to the draft one by one.
"""

import base64
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from infrastructure.mailboxes.graph_files import LARGEST, TOO_LARGE, attach, takable
from infrastructure.mailboxes.http import Http
from infrastructure.mailboxes.port import (
    MailboxError,
    Outbound,
    Receipt,
    Refused,
    Temporary,
    TokenRefused,
    Uncertain,
)

NOT_FOUND = 404


def send(http: Http, messages: str, token: str, mail: Outbound) -> Receipt:
    """Send from the mailbox whose messages are at that URL, or go on where an attempt ended.

    Raises:
        Uncertain: it broke off where the mail may have been taken, or where a draft may lie.
        Refused: too large, or not from this mailbox; no draft is left then.
        MailboxError: it was not taken.

    """
    earlier = _found(http, messages, token, mail.message_id) if mail.since is not None else []
    if any(not one.get("isDraft") for one in earlier):
        return Receipt(mail.message_id, repeated=True)
    whole = _text(mail.raw, mail)
    piecemeal = len(whole) > LARGEST
    if piecemeal:
        takable(mail.files)
    body = _text(mail.bare, mail) if piecemeal else whole
    if len(body) > LARGEST:
        raise Refused(TOO_LARGE, "its text is larger than the 4 MB that Microsoft takes")
    draft_id = str(earlier[0]["id"]) if earlier else _draft(http, messages, token, body)
    draft = f"{messages}/{quote(draft_id, safe='')}"
    try:
        if piecemeal:
            attach(http, draft, token, mail.files)
        http.ask("POST", f"{draft}/send", token, sending=True, headers={"Content-Length": "0"})
    except TokenRefused:
        # asked again at once with a new token this would make a second draft; the next attempt finds this one
        raise Temporary("the token was over") from None
    except Refused as refused:
        if refused.code == NOT_FOUND:
            # the draft went while we held it: sent by the attempt before, or taken away by a person
            raise Uncertain(str(refused)) from None
        with suppress(MailboxError):
            http.ask("DELETE", draft, token)
        raise
    return Receipt(mail.message_id)


def _draft(http: Http, messages: str, token: str, body: bytes) -> str:
    made: Any = http.ask(
        "POST", messages, token, sending=True, data=body, headers=PREFER | {"Content-Type": "text/plain"}
    )
    return str(made["id"])


def _found(http: Http, messages: str, token: str, message_id: str) -> list[dict[str, Any]]:
    """Return the messages of the mailbox, in whatever folder, that have a Message-ID."""
    quoted = message_id.replace("'", "''")
    query = {"$filter": f"internetMessageId eq '<{quoted}>'", "$select": "id,isDraft", "$top": "10"}
    found: list[dict[str, Any]] = http.ask("GET", messages, token, params=query, headers=PREFER)["value"]
    return found


def _text(raw: bytes, mail: Outbound) -> bytes:
    """Return a mail as Graph takes it: base64, its hidden recipients in a header, which Exchange reads and takes away."""
    hidden = b"Bcc: " + ",\r\n ".join(mail.bcc).encode() + b"\r\n" if mail.bcc else b""
    return base64.b64encode(hidden + raw)


PREFER = {"Prefer": 'IdType="ImmutableId"'}
"""Ids that stay when a message is moved, as from drafts to what was sent."""
