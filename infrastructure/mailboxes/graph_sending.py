"""Sending by Graph once (EML-19): a draft is made of the mail as it is, then sent, and both are found again by Message-ID.

`sendMail` would need one request less, but leaves nothing to look at between acceptance and the copy among what was
sent; a draft has the Message-ID from the start, and the copy keeps it.
"""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from infrastructure.mailboxes.graph_http import NOT_FOUND, Fetch, ask
from infrastructure.mailboxes.port import Outbound, Receipt, Refused, Temporary, Uncertain

LARGEST = 4 * 1024 * 1024
"""Bytes of a request that writes, in base64."""
SETTLES = timedelta(minutes=1)
"""While a mail is on its way it may be in no folder for a moment: before that nothing found means nothing."""
TOO_LARGE = 413


@dataclass(frozen=True, slots=True)
class Sending:
    """One mailbox's messages, and the token that opens them."""

    fetch: Fetch
    messages: str
    """URL of the mailbox's messages."""
    token: str

    def __call__(self, mail: Outbound, now: datetime) -> Receipt:
        """Send it, or go on where an attempt ended.

        Raises:
            Uncertain: it broke off where the mail may have been taken.
            Temporary: an attempt before may still be on its way.
            Refused: too large, or not from this mailbox.

        """
        if mail.since is not None:
            found = self._found(mail.message_id)
            if any(not one.get("isDraft") for one in found):
                return Receipt(mail.message_id, repeated=True)
            if found:
                self._send(str(found[0]["id"]))
                return Receipt(mail.message_id)
            if now - mail.since < SETTLES:
                raise Temporary("settling")
        body = base64.b64encode(with_bcc(mail))
        if len(body) > LARGEST:
            raise Refused(TOO_LARGE, "too_large")
        self._send(self._draft(body))
        return Receipt(mail.message_id)

    def _draft(self, body: bytes) -> str:
        try:
            made = ask(
                self.fetch,
                "POST",
                self.messages,
                self.token,
                data=body,
                headers={"Content-Type": "text/plain"},
            )
        except Temporary as error:
            raise Uncertain(str(error)) from None
        return str(made.json()["id"])

    def _send(self, draft_id: str) -> None:
        url = f"{self.messages}/{quote(draft_id, safe='')}/send"
        try:
            ask(self.fetch, "POST", url, self.token, headers={"Content-Length": "0"})
        except Temporary as error:
            raise Uncertain(str(error)) from None
        except Refused as refused:
            if refused.code != NOT_FOUND:
                raise
            # the draft went while we held it: sent by the attempt before, or taken away by a person
            raise Uncertain(str(refused)) from None

    def _found(self, message_id: str) -> list[dict[str, Any]]:
        quoted = message_id.replace("'", "''")
        query = {"$filter": f"internetMessageId eq '<{quoted}>'", "$select": "id,isDraft", "$top": "10"}
        found: list[dict[str, Any]] = ask(
            self.fetch, "GET", f"{self.messages}?{urlencode(query, safe='$', quote_via=quote)}", self.token
        ).json()["value"]
        return found


def with_bcc(mail: Outbound) -> bytes:
    """Return the mail with its hidden recipients in a header, which Exchange reads and takes away."""
    if not mail.bcc:
        return mail.raw
    return b"Bcc: " + ",\r\n ".join(mail.bcc).encode() + b"\r\n" + mail.raw
