"""Sending by Gmail's API, once: before a repeat it is asked whether the mail was taken (EML-19).

Gmail does not promise to keep the Message-ID it is given; so mails carry it a second time in a header of ours, by which a
copy is known among what was sent, and the one that Gmail gave instead is told back for answers to be recognised by.
"""

import json
import secrets
from datetime import datetime
from typing import Any

from domain.channels.email import normalise_message_id
from infrastructure.mailboxes.http import Http
from infrastructure.mailboxes.port import MailboxError, Outbound, Receipt

OURS = "X-Postroom-Message-ID"
MOST_LOOKED_AT = 50
"""Mails sent since, newest first, that are looked at for a copy."""


def send(http: Http, api: str, token: str, mail: Outbound) -> Receipt:
    """Send a mail, into the thread of what it answers if the mailbox has that."""
    base = f"{api}/gmail/v1/users/me"
    if mail.since is not None:
        known = _taken(http, base, token, mail, mail.since)
        if known:
            return Receipt(known, repeated=True)
    thread, boundary = _thread(http, base, token, mail.in_reply_to), secrets.token_hex(16)
    sent = http.ask(
        "POST", f"{api}/upload/gmail/v1/users/me/messages/send", token, sending=True,
        params={"uploadType": "multipart"}, data=_multipart({"threadId": thread} if thread else {}, mail, boundary),
        headers={"Content-Type": f"multipart/related; boundary={boundary}"},
    )  # fmt: skip
    try:
        headers = _headers(http, base, token, str(sent["id"]))
    except (MailboxError, KeyError, TypeError):
        headers = {}
    return Receipt(headers.get("message-id") or mail.message_id)


def _taken(http: Http, base: str, token: str, mail: Outbound, since: datetime) -> str:
    """Return the Message-ID by which an earlier copy goes; empty where none was taken.

    The search by Message-ID knows a copy that kept it; the list of what was sent, one that did not, and one that the
    search does not know of yet.
    """
    query = {"q": f"rfc822msgid:{mail.message_id}", "includeSpamTrash": "true"}
    if http.ask("GET", f"{base}/messages", token, params=query).get("messages"):
        return mail.message_id
    query = {"labelIds": "SENT", "maxResults": str(MOST_LOOKED_AT)}
    for one in http.ask("GET", f"{base}/messages", token, params=query).get("messages", []):
        headers = _headers(http, base, token, str(one["id"]))
        if headers.get(OURS.lower()) == mail.message_id:
            return headers.get("message-id") or mail.message_id
        if int(headers["internal date"]) < since.timestamp() * 1000:
            break
    return ""


def _thread(http: Http, base: str, token: str, message_id: str) -> str:
    """Return the thread of the message with this Message-ID; empty where there is none."""
    if not message_id:
        return ""
    query = {"q": f"rfc822msgid:{message_id}"}
    found = http.ask("GET", f"{base}/messages", token, params=query).get("messages", [])
    return str(found[0]["threadId"]) if found else ""


def _headers(http: Http, base: str, token: str, message_id: str) -> dict[str, str]:
    """Return the two ids a sent mail has, and when it was sent as `internal date`, in milliseconds."""
    query = {"format": "metadata", "metadataHeaders": ["Message-ID", OURS]}
    found: Any = http.ask("GET", f"{base}/messages/{message_id}", token, params=query)
    named = found.get("payload", {}).get("headers", [])
    ids = {str(one["name"]).lower(): normalise_message_id(str(one["value"])) for one in named}
    return {**ids, "internal date": str(found["internalDate"])}


def _multipart(about: dict[str, str], mail: Outbound, boundary: str) -> bytes:
    """Return metadata and mail as one upload; who is in no header is named in Bcc, which Gmail takes out again."""
    head = f"{OURS}: <{mail.message_id}>\r\n"
    if mail.bcc:
        head += "Bcc: " + ",\r\n ".join(mail.bcc) + "\r\n"
    opening = (
        f"--{boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n{json.dumps(about)}\r\n"
        f"--{boundary}\r\nContent-Type: message/rfc822\r\n\r\n"
    )
    return opening.encode() + head.encode() + mail.raw + f"\r\n--{boundary}--\r\n".encode()
