"""Sending by Graph once (EML-19): a draft is made of the mail as it is, then sent, and both are found again by Message-ID.

`sendMail` would need one request less, but leaves nothing to look at between acceptance and the copy among what was
sent; a draft has the Message-ID from the start, and the copy keeps it.
"""

import base64
from typing import Any
from urllib.parse import quote

from infrastructure.mailboxes.http import Http
from infrastructure.mailboxes.port import Outbound, Receipt, Refused, Uncertain

LARGEST = 4 * 1024 * 1024
"""Bytes of a request that writes, in base64."""
NOT_FOUND, TOO_LARGE = 404, 413


def send(http: Http, messages: str, token: str, mail: Outbound) -> Receipt:
    """Send from the mailbox whose messages are at that URL, or go on where an attempt ended.

    Raises:
        Uncertain: it broke off where the mail may have been taken, or where a draft may lie.
        Refused: too large, or not from this mailbox.
        MailboxError: it was not taken.

    """
    earlier = _found(http, messages, token, mail.message_id) if mail.since is not None else []
    if any(not one.get("isDraft") for one in earlier):
        return Receipt(mail.message_id, repeated=True)
    draft_id = str(earlier[0]["id"]) if earlier else _draft(http, messages, token, mail)
    url = f"{messages}/{quote(draft_id, safe='')}/send"
    try:
        http.ask("POST", url, token, sending=True, headers={"Content-Length": "0"})
    except Refused as refused:
        if refused.code != NOT_FOUND:
            raise
        # the draft went while we held it: sent by the attempt before, or taken away by a person
        raise Uncertain(str(refused)) from None
    return Receipt(mail.message_id)


def _draft(http: Http, messages: str, token: str, mail: Outbound) -> str:
    body = base64.b64encode(with_bcc(mail))
    if len(body) > LARGEST:
        raise Refused(TOO_LARGE, "larger than the 4 MB that Microsoft takes")
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


def with_bcc(mail: Outbound) -> bytes:
    """Return the mail with its hidden recipients in a header, which Exchange reads and takes away."""
    if not mail.bcc:
        return mail.raw
    return b"Bcc: " + ",\r\n ".join(mail.bcc).encode() + b"\r\n" + mail.raw


PREFER = {"Prefer": 'IdType="ImmutableId"'}
"""Ids that stay when a message is moved, as from drafts to what was sent."""
